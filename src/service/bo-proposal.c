/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-proposal"

#include "config.h"

#include "bo-proposal.h"

G_DEFINE_BOXED_TYPE (BoProposal, bo_proposal, bo_proposal_ref, bo_proposal_unref)

BoProposalRequest *
bo_proposal_request_new (void)
{
  BoProposalRequest *request = g_new0 (BoProposalRequest, 1);

  request->delivered = g_array_new (FALSE, FALSE, sizeof (BoDelivered));
  request->pins = g_array_new (FALSE, FALSE, sizeof (BoPin));
  request->index_of = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return request;
}

BoProposalRequest *
bo_proposal_request_copy (const BoProposalRequest *request)
{
  BoProposalRequest *copy;

  g_return_val_if_fail (request != NULL, NULL);

  copy = bo_proposal_request_new ();
  for (guint i = 0; i < request->delivered->len; i++)
    {
      const BoDelivered *delivered = &g_array_index (request->delivered, BoDelivered, i);

      bo_proposal_request_add (copy, delivered->product_id, delivered->units);
    }
  g_array_append_vals (copy->pins, request->pins->data, request->pins->len);
  copy->all = request->all;
  copy->reference = g_strdup (request->reference);
  copy->supplier = g_strdup (request->supplier);
  copy->policy = request->policy != NULL ? bo_policy_copy (request->policy) : NULL;
  return copy;
}

void
bo_proposal_request_free (BoProposalRequest *request)
{
  if (request == NULL)
    return;
  g_array_unref (request->delivered);
  g_array_unref (request->pins);
  g_hash_table_unref (request->index_of);
  g_free (request->reference);
  g_free (request->supplier);
  g_clear_pointer (&request->policy, bo_policy_free);
  g_free (request);
}

/**
 * bo_proposal_request_add:
 * @request: a #BoProposalRequest
 * @product_id: a product to deal
 * @units: that arrived; 0 deals what is there
 *
 * Adds a product.  What is added of one product twice is summed, as its boxes are
 * counted.
 */
void
bo_proposal_request_add (BoProposalRequest *request,
                         gint64             product_id,
                         gint64             units)
{
  BoDelivered delivered = { .product_id = product_id, .units = units };
  guint       index;

  g_return_if_fail (request != NULL);

  index = GPOINTER_TO_UINT (g_hash_table_lookup (request->index_of, &product_id));
  if (index != 0)
    {
      BoDelivered *known = &g_array_index (request->delivered, BoDelivered, index - 1);

      if (__builtin_add_overflow (known->units, units, &known->units))
        known->units = G_MAXINT64; /* too many, and refused as such */
      return;
    }
  g_array_append_val (request->delivered, delivered);
  g_hash_table_insert (request->index_of, g_memdup2 (&product_id, sizeof product_id),
                       GUINT_TO_POINTER (request->delivered->len));
}

/**
 * bo_proposal_request_pin:
 * @request: a #BoProposalRequest
 * @line_id: a line
 * @units: what it is to have, no more and no less; -1 leaves it to the run again
 *
 * Fixes by hand what one line gets; the rest is dealt round it.
 */
void
bo_proposal_request_pin (BoProposalRequest *request,
                         gint64             line_id,
                         gint64             units)
{
  BoPin pin = { .line_id = line_id, .units = units };

  g_return_if_fail (request != NULL);

  for (guint i = 0; i < request->pins->len; i++)
    if (g_array_index (request->pins, BoPin, i).line_id == line_id)
      {
        g_array_remove_index (request->pins, i);
        break;
      }
  if (units >= 0)
    g_array_append_val (request->pins, pin);
}

static void
proposal_product_free (gpointer data)
{
  BoProposalProduct *product = data;

  g_free (product->sku);
  g_free (product->name);
  g_free (product);
}

/* For bo-propose.c, which fills it in. */
BoProposal *
bo_proposal_new (const BoProposalRequest *request)
{
  BoProposal *proposal = g_atomic_rc_box_new0 (BoProposal);

  proposal->request = bo_proposal_request_copy (request);
  proposal->lines = g_array_new (FALSE, FALSE, sizeof (BoProposalLine));
  proposal->products = g_ptr_array_new_with_free_func (proposal_product_free);
  proposal->exceptions = g_array_new (FALSE, FALSE, sizeof (BoException));
  proposal->changes = g_array_new (FALSE, FALSE, sizeof (BoProposalChange));
  return proposal;
}

BoProposal *
bo_proposal_ref (BoProposal *proposal)
{
  g_return_val_if_fail (proposal != NULL, NULL);

  return g_atomic_rc_box_acquire (proposal);
}

static void
proposal_clear (gpointer data)
{
  BoProposal *proposal = data;

  bo_proposal_request_free (proposal->request);
  g_array_unref (proposal->lines);
  g_ptr_array_unref (proposal->products);
  g_array_unref (proposal->exceptions);
  g_array_unref (proposal->changes);
  g_free (proposal->revision);
  g_free (proposal->unpinned);
  g_free (proposal->policy_text);
}

void
bo_proposal_unref (BoProposal *proposal)
{
  g_return_if_fail (proposal != NULL);

  g_atomic_rc_box_release_full (proposal, proposal_clear);
}

/**
 * bo_proposal_is_of_revision:
 * @proposal: a proposal
 * @revision: what an earlier one of the same delivery said
 *
 * Pins that were asked for since @revision was said are what staff made of the
 * proposal that they saw; those that were asked for then must be asked for still.
 *
 * Returns: whether nothing has moved since, and @proposal is what was shown then but
 *   for pins that came on top
 */
gboolean
bo_proposal_is_of_revision (const BoProposal *proposal,
                            const char       *revision)
{
  return g_str_equal (revision, proposal->revision) || g_str_equal (revision, proposal->unpinned);
}

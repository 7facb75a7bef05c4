/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "backordersctl"

#include "config.h"

#include "ctl-proposal.h"

#include <inttypes.h>
#include <stdio.h>

#include <glib/gi18n-lib.h>

#include "bo-format.h"
#include "ctl-output.h"
#include "ctl-records.h"

/* Who the lines are of is read so many lines at a time. */
#define BATCH 1000

/* A line of a proposal with the record that names its customer and order. */
typedef void (*LineFunc) (const BoProposal *proposal, const BoProposalLine *line, const BoLineRecord *record, gpointer data);

static gboolean
is_wanted (const BoProposalLine *line,
           CtlProposalLines      which)
{
  return which == CTL_PROPOSAL_ALL || line->after != line->before || line->breaks != BO_BREAKS_NOTHING;
}

/* Calls @func for the lines @first to @last - 1 that are wanted. */
static gboolean
foreach_line (Ctl              *ctl,
              const BoProposal *proposal,
              guint             first,
              guint             last,
              CtlProposalLines  which,
              LineFunc          func,
              gpointer          data,
              GError          **error)
{
  while (first < last)
    {
      g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_autoptr (GArray) indexes = g_array_new (FALSE, FALSE, sizeof (guint));
      g_autoptr (GPtrArray) records = NULL;

      for (; first < last && ids->len < BATCH; first++)
        {
          const BoProposalLine *line = &g_array_index (proposal->lines, BoProposalLine, first);

          if (is_wanted (line, which))
            {
              g_array_append_val (ids, line->line_id);
              g_array_append_val (indexes, first);
            }
        }
      bo_service_load_lines_async (ctl->service, ids, ctl->cancellable, ctl_done_cb, ctl);
      records = bo_service_load_lines_finish (ctl->service, ctl_wait (ctl), error);
      if (records == NULL)
        return FALSE;
      for (guint i = 0; i < indexes->len; i++)
        func (proposal, &g_array_index (proposal->lines, BoProposalLine, g_array_index (indexes, guint, i)),
              i < records->len ? g_ptr_array_index (records, i) : NULL, data);
    }

  return TRUE;
}

static json_t *
breaks_to_json (BoBreaks breaks)
{
  json_t *array = json_array ();

  if ((breaks & BO_BREAKS_LOSES) != 0)
    json_array_append_new (array, json_string ("loses"));
  if ((breaks & BO_BREAKS_NEED_DAY) != 0)
    json_array_append_new (array, json_string ("need-day"));

  return array;
}

static void
line_to_json (const BoProposal     *proposal,
              const BoProposalLine *line,
              const BoLineRecord   *record,
              gpointer              data)
{
  json_t          *array = data;
  json_t          *object = json_object ();
  g_autofree char *why = bo_why_to_string (&line->why, NULL);

  ctl_json_set_number (object, "line", line->line_id);
  ctl_json_set_number (object, "product_id", line->product_id);
  ctl_json_set_text (object, "sku", record != NULL ? record->sku : NULL);
  ctl_json_set_text (object, "order", record != NULL ? record->order_number : NULL);
  ctl_json_set_text (object, "customer", record != NULL ? record->customer : NULL);
  ctl_json_set_number (object, "place", line->place);
  ctl_json_set_number (object, "open", line->open);
  ctl_json_set_number (object, "before", line->before);
  ctl_json_set_number (object, "after", line->after);
  ctl_json_set_number (object, "held", line->held);
  ctl_json_set_number (object, "locked", line->locked);
  ctl_json_set_boolean (object, "pinned", line->pinned);
  ctl_json_set_boolean (object, "paused", line->paused);
  json_object_set_new (object, "breaks", breaks_to_json (line->breaks));
  ctl_json_set_text (object, "why", why);
  json_array_append_new (array, object);
}

static json_t *
products_to_json (const BoProposal *proposal)
{
  json_t *array = json_array ();

  for (guint i = 0; i < proposal->products->len; i++)
    {
      const BoProposalProduct *product = g_ptr_array_index (proposal->products, i);
      json_t                  *object = json_object ();

      ctl_json_set_number (object, "product_id", product->product_id);
      ctl_json_set_text (object, "sku", product->sku);
      ctl_json_set_text (object, "name", product->name);
      ctl_json_set_number (object, "revision", product->revision);
      ctl_json_set_number (object, "on_hand_before", product->on_hand_before);
      ctl_json_set_number (object, "delivered", product->delivered);
      ctl_json_set_number (object, "free_before", product->free_before);
      ctl_json_set_number (object, "free_after", product->free_after);
      json_array_append_new (array, object);
    }

  return array;
}

static json_t *
exceptions_to_json (const BoProposal *proposal)
{
  json_t *array = json_array ();

  for (guint i = 0; i < proposal->exceptions->len; i++)
    {
      const BoException *exception = &g_array_index (proposal->exceptions, BoException, i);
      json_t            *object = json_object ();

      json_object_set_new (object, "line",
                           exception->demand >= 0
                               ? json_integer (g_array_index (proposal->lines, BoProposalLine, exception->demand).line_id)
                               : json_null ());
      ctl_json_set_text (object, "kind", bo_exception_kind_to_name (exception->kind));
      ctl_json_set_number (object, "units", exception->units);
      json_array_append_new (array, object);
    }

  return array;
}

static gboolean
print_json (Ctl             *ctl,
            BoProposal      *proposal,
            const BoOutcome *outcome,
            gboolean         moved,
            CtlProposalLines which,
            GError         **error)
{
  g_autoptr (json_t) object = json_object ();
  json_t *lines = json_array ();

  ctl_json_set_text (object, "revision", proposal->revision);
  ctl_json_set_boolean (object, "applied", outcome != NULL);
  ctl_json_set_boolean (object, "repeated", outcome != NULL && outcome->repeated);
  ctl_json_set_boolean (object, "moved", moved);
  json_object_set_new (object, "event", outcome != NULL && outcome->event_id != 0 ? json_integer (outcome->event_id) : json_null ());
  ctl_json_set_text (object, "rule", bo_rule_to_name (proposal->rule));
  ctl_json_set_boolean (object, "aborted", proposal->aborted);
  ctl_json_set_number (object, "units_gained", proposal->units_gained);
  ctl_json_set_number (object, "units_lost", proposal->units_lost);
  ctl_json_set_number (object, "lines_changed", proposal->n_changed);
  json_object_set_new (object, "products", products_to_json (proposal));
  json_object_set_new (object, "lines", lines);
  json_object_set_new (object, "exceptions", exceptions_to_json (proposal));
  if (!foreach_line (ctl, proposal, 0, proposal->lines->len, which, line_to_json, lines, error))
    return FALSE;
  ctl_print_json (g_steal_pointer (&object));

  return TRUE;
}

static void
add_row (const BoProposal     *proposal,
         const BoProposalLine *line,
         const BoLineRecord   *record,
         gpointer              data)
{
  CtlTable        *table = data;
  g_autofree char *why = bo_why_to_string (&line->why, GETTEXT_PACKAGE);

  ctl_table_add_number (table, line->line_id);
  ctl_table_add (table, record != NULL ? record->order_number : "");
  ctl_table_add (table, record != NULL && *record->customer != '\0' ? record->customer : _ ("(no name)"));
  ctl_table_take (table, bo_format_units (line->open));
  ctl_table_take (table, bo_format_units (line->before));
  ctl_table_take (table, bo_format_units (line->after));
  ctl_table_add (table, (line->breaks & BO_BREAKS_LOSES) != 0      ? _ ("loses")
                        : (line->breaks & BO_BREAKS_NEED_DAY) != 0 ? _ ("late")
                                                                   : "");
  ctl_table_add (table, why);
}

static gboolean
print_product (Ctl                     *ctl,
               const BoProposal        *proposal,
               const BoProposalProduct *product,
               CtlProposalLines         which,
               GError                 **error)
{
  g_autoptr (CtlTable) table = ctl_table_new ();
  g_autofree char *on_hand = bo_format_units (product->on_hand_before);
  g_autofree char *delivered = bo_format_units (product->delivered);
  g_autofree char *left = bo_format_units (product->free_after);

  g_autofree char *name = ctl_name_product (product->name, product->sku);

  /* TRANSLATORS: "Nova Console (NOV-101): 4 on hand, 24 delivered, 3 free afterwards" */
  printf (_ ("%s: %s on hand, %s delivered, %s free afterwards\n"), name, on_hand, delivered, left);
  ctl_table_add_column (table, _ ("Line"), TRUE);
  ctl_table_add_column (table, _ ("Order"), FALSE);
  ctl_table_add_column (table, _ ("Customer"), FALSE);
  ctl_table_add_column (table, _ ("Open"), TRUE);
  ctl_table_add_column (table, _ ("Has"), TRUE);
  ctl_table_add_column (table, _ ("Then has"), TRUE);
  ctl_table_add_column (table, "", FALSE);
  ctl_table_add_column (table, _ ("Why"), FALSE);
  if (!foreach_line (ctl, proposal, product->first_line, product->first_line + product->n_lines, which, add_row, table, error))
    return FALSE;
  if (!ctl_table_is_empty (table))
    ctl_table_flush (table);
  putchar ('\n');

  return TRUE;
}

/* Products are dealt with too because an order that ships complete waits for them. */
static gboolean
is_of_interest (const BoProposal        *proposal,
                const BoProposalProduct *product)
{
  if (product->delivered > 0 || proposal->products->len == 1)
    return TRUE;
  for (guint i = product->first_line; i < product->first_line + product->n_lines; i++)
    {
      const BoProposalLine *line = &g_array_index (proposal->lines, BoProposalLine, i);

      if (line->after != line->before)
        return TRUE;
    }

  return FALSE;
}

static gboolean
print_table (Ctl             *ctl,
             BoProposal      *proposal,
             const BoOutcome *outcome,
             CtlProposalLines which,
             GError         **error)
{
  g_autofree char *gained = ctl_count_units (proposal->units_gained);
  g_autofree char *lost = bo_format_units (proposal->units_lost);

  guint n_alike = 0;

  for (guint i = 0; i < proposal->products->len; i++)
    if (!is_of_interest (proposal, g_ptr_array_index (proposal->products, i)))
      n_alike++;
    else if (!print_product (ctl, proposal, g_ptr_array_index (proposal->products, i), which, error))
      return FALSE;
  if (n_alike > 0)
    printf (g_dngettext (GETTEXT_PACKAGE, "%u more product was dealt with, and nothing changes there.\n",
                         "%u more products were dealt with, and nothing changes there.\n", n_alike),
            n_alike);
  for (guint i = 0; i < proposal->exceptions->len; i++)
    {
      const BoException *exception = &g_array_index (proposal->exceptions, BoException, i);
      g_autofree char   *units = ctl_count_units (exception->units);

      if (exception->demand < 0)
        printf (_ ("Exception %s: %s\n"), bo_exception_kind_to_name (exception->kind), units);
      else
        printf (_ ("Exception %s: line %" PRId64 ", %s\n"), bo_exception_kind_to_name (exception->kind),
                g_array_index (proposal->lines, BoProposalLine, exception->demand).line_id, units);
    }
  printf (g_dngettext (GETTEXT_PACKAGE, "%u line changes: %s gained, %s lost.\n",
                       "%u lines change: %s gained, %s lost.\n", proposal->n_changed),
          proposal->n_changed, gained, lost);
  if (outcome == NULL)
    printf (_ ("Nothing is written yet. Revision: %s\n"), proposal->revision);
  else
    ctl_print_outcome (ctl, outcome);

  return TRUE;
}

/**
 * ctl_print_proposal:
 * @ctl: the run
 * @proposal: who would get what
 * @outcome: (nullable): what applying it did; %NULL when it was not applied
 * @which: which lines
 * @error: return location
 */
gboolean
ctl_print_proposal (Ctl             *ctl,
                    BoProposal      *proposal,
                    const BoOutcome *outcome,
                    CtlProposalLines which,
                    GError         **error)
{
  return ctl->json ? print_json (ctl, proposal, outcome, FALSE, which, error)
                   : print_table (ctl, proposal, outcome, which, error);
}

static GHashTable *
index_lines (const BoProposal *proposal)
{
  GHashTable *lines = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < proposal->lines->len; i++)
    {
      BoProposalLine *line = &g_array_index (proposal->lines, BoProposalLine, i);

      g_hash_table_insert (lines, &line->line_id, line);
    }

  return lines;
}

/* What a line had and would have, then and now. */
static void
print_difference (gint64                line_id,
                  const BoProposalLine *old_line,
                  const BoProposalLine *line)
{
  if (line == NULL)
    printf (_ ("Line %" PRId64 " waits no more; it would have had %" PRId64 "\n"), line_id, old_line->after);
  else if (old_line == NULL)
    printf (_ ("Line %" PRId64 " is new, and would then have %" PRId64 "\n"), line_id, line->after);
  else if (line->open != old_line->open || line->before != old_line->before || line->after != old_line->after)
    printf (_ ("Line %" PRId64 ": open %" PRId64 " → %" PRId64 ", has %" PRId64 " → %" PRId64
               ", would then have %" PRId64 " → %" PRId64 "\n"),
            line_id, old_line->open, line->open, old_line->before, line->before, old_line->after, line->after);
}

static void
print_differences (const BoProposal *old_proposal,
                   const BoProposal *proposal)
{
  g_autoptr (GHashTable) old_lines = index_lines (old_proposal);
  g_autoptr (GHashTable) lines = index_lines (proposal);

  for (guint i = 0; i < proposal->lines->len; i++)
    {
      const BoProposalLine *line = &g_array_index (proposal->lines, BoProposalLine, i);

      print_difference (line->line_id, g_hash_table_lookup (old_lines, &line->line_id), line);
    }
  for (guint i = 0; i < old_proposal->lines->len; i++)
    {
      const BoProposalLine *line = &g_array_index (old_proposal->lines, BoProposalLine, i);

      if (!g_hash_table_contains (lines, &line->line_id))
        print_difference (line->line_id, line, NULL);
    }
}

/**
 * ctl_print_moved:
 * @ctl: the run
 * @old_proposal: (nullable): what was to be applied, where this run made it
 * @proposal: the same as things stand now
 * @error: return location
 *
 * Shows what is different from the proposal that was to be applied; where only its
 * revision is known, the whole proposal as it would be now.
 */
gboolean
ctl_print_moved (Ctl        *ctl,
                 BoProposal *old_proposal,
                 BoProposal *proposal,
                 GError    **error)
{
  if (ctl->json)
    return print_json (ctl, proposal, NULL, TRUE, CTL_PROPOSAL_ALL, error);
  if (old_proposal == NULL)
    return print_table (ctl, proposal, NULL, CTL_PROPOSAL_ALL, error);
  print_differences (old_proposal, proposal);
  printf (_ ("Nothing is written yet. Revision: %s\n"), proposal->revision);

  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "backordersctl"

#include "config.h"

#include "ctl.h"

#include <glib/gi18n-lib.h>

#include "ctl-arguments.h"
#include "ctl-policy.h"
#include "ctl-proposal.h"
#include "ctl-records.h"

/* Option values of `receive` and `allocate`. */
typedef struct
{
  char   **pins;
  char    *policy;
  char    *if_revision;
  char    *external_id;
  gboolean dry_run;
  gboolean no_deal;
} DealOptions;

static void
deal_options_clear (DealOptions *options)
{
  g_strfreev (options->pins);
  g_free (options->policy);
  g_free (options->if_revision);
  g_free (options->external_id);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DealOptions, deal_options_clear)

static gboolean
parse_options (const DealOptions *options,
               BoProposalRequest *request,
               GError           **error)
{
  if (options->no_deal && (options->pins != NULL || options->policy != NULL || options->if_revision != NULL || options->dry_run))
    {
      g_set_error_literal (error, CTL_ERROR, CTL_ERROR_USAGE, _ ("--no-deal deals nothing: it goes with none of --pin, --policy, --if-revision and --dry-run"));
      return FALSE;
    }
  if (options->dry_run && (options->if_revision != NULL || options->external_id != NULL))
    {
      g_set_error_literal (error, CTL_ERROR, CTL_ERROR_USAGE, _ ("--dry-run writes nothing: it goes with neither --if-revision nor --external-id"));
      return FALSE;
    }
  for (guint i = 0; options->pins != NULL && options->pins[i] != NULL; i++)
    {
      gint64           units;
      gint64           line_id;
      g_autofree char *line = ctl_parse_pair (options->pins[i], "--pin", 0, &units, error);

      if (line == NULL || !ctl_parse_id (line, "--pin", &line_id, error))
        return FALSE;
      bo_proposal_request_pin (request, line_id, units);
    }
  if (options->policy != NULL)
    request->policy = ctl_load_policy (options->policy, error);

  return options->policy == NULL || request->policy != NULL;
}

static BoProposal *
propose (Ctl                     *ctl,
         const BoProposalRequest *request,
         GError                 **error)
{
  bo_service_propose_async (ctl->service, request, ctl->cancellable, ctl_done_cb, ctl);

  return bo_service_propose_finish (ctl->service, ctl_wait (ctl), error);
}

/* How often a delivery is proposed again while others write. */
#define N_TRIES 20

/* Shows what has become of the proposal, and refuses. */
static gboolean
refuse_moved (Ctl        *ctl,
              BoProposal *old_proposal,
              BoProposal *proposal,
              GError    **error)
{
  if (ctl_print_moved (ctl, old_proposal, proposal, error))
    g_set_error_literal (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_MOVED,
                         _ ("The queue, the supply, the pins or the policy: one has changed since that proposal was made, and nothing was written"));

  return FALSE;
}

/* Once: what has come of it, or nothing when the queue has moved meanwhile. */
static BoOutcome *
try_apply (Ctl               *ctl,
           BoProposal        *proposal,
           const DealOptions *options,
           gboolean          *moved,
           GError           **error)
{
  g_autoptr (GError) local_error = NULL;
  BoOutcome *outcome;

  bo_service_apply_async (ctl->service, proposal, options->external_id, ctl->cancellable, ctl_done_cb, ctl);
  outcome = bo_service_command_finish (ctl->service, ctl_wait (ctl), &local_error);
  *moved = g_error_matches (local_error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_MOVED);
  if (outcome == NULL && !*moved)
    g_propagate_error (error, g_steal_pointer (&local_error));

  return outcome;
}

/* Who named no proposal gets what is proposed now, whatever others write in between;
 * who named one is told what has become of it. */
static gboolean
apply (Ctl               *ctl,
       BoProposal        *first,
       const DealOptions *options,
       GError           **error)
{
  g_autoptr (BoProposal) proposal = bo_proposal_ref (first);

  for (guint i = 0; i < N_TRIES; i++)
    {
      gboolean moved = FALSE;
      g_autoptr (BoOutcome) outcome = try_apply (ctl, proposal, options, &moved, error);
      BoProposal *now;

      if (outcome != NULL)
        return ctl_print_proposal (ctl, proposal, outcome, CTL_PROPOSAL_CHANGED, error);
      if (!moved)
        return FALSE;
      now = propose (ctl, proposal->request, error);
      if (now == NULL)
        return FALSE;
      bo_proposal_unref (proposal);
      proposal = now;
      if (options->if_revision != NULL)
        break;
    }

  return refuse_moved (ctl, first, proposal, error);
}

static gboolean
book (Ctl                     *ctl,
      const BoProposalRequest *request,
      const char              *external_id,
      GError                 **error)
{
  bo_service_book_async (ctl->service, request, external_id, ctl->cancellable, ctl_done_cb, ctl);

  return ctl_finish_command (ctl, error);
}

/* Whether the command has been applied already, by its external id.  Then what it looked
 * at has moved by its own doing, and that is no reason to refuse. */
static gboolean
was_applied (Ctl               *ctl,
             const DealOptions *options,
             gboolean          *applied,
             GError           **error)
{
  GError *local_error = NULL;

  *applied = FALSE;
  if (options->external_id == NULL)
    return TRUE;
  bo_service_find_event_async (ctl->service, options->external_id, ctl->cancellable, ctl_done_cb, ctl);
  *applied = bo_service_find_event_finish (ctl->service, ctl_wait (ctl), &local_error) != 0;
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }

  return TRUE;
}

static gboolean
deal (Ctl                     *ctl,
      const BoProposalRequest *request,
      const DealOptions       *options,
      GError                 **error)
{
  g_autoptr (BoProposal) proposal = NULL;
  gboolean applied;

  if (options->no_deal)
    return book (ctl, request, options->external_id, error);
  proposal = propose (ctl, request, error);
  if (proposal == NULL)
    return FALSE;
  if (options->dry_run)
    return ctl_print_proposal (ctl, proposal, NULL, CTL_PROPOSAL_ALL, error);
  if (!was_applied (ctl, options, &applied, error))
    return FALSE;
  if (options->if_revision != NULL && !applied && !bo_proposal_is_of_revision (proposal, options->if_revision))
    return refuse_moved (ctl, NULL, proposal, error);

  return apply (ctl, proposal, options, error);
}

/* A dry run looks, and leaves the file as it is. */
static BoServiceFlags
get_flags (const DealOptions *options)
{
  return options->dry_run ? BO_SERVICE_MUST_EXIST | BO_SERVICE_READ_ONLY : BO_SERVICE_MUST_EXIST;
}

static gboolean
add_deliveries (Ctl               *ctl,
                char             **argv,
                BoProposalRequest *request,
                GError           **error)
{
  for (guint i = 0; argv[i] != NULL; i++)
    {
      gint64           units;
      g_autofree char *sku = ctl_parse_pair (argv[i], _ ("Delivery"), 1, &units, error);
      gint64           product_id = sku != NULL ? ctl_find_product (ctl, sku, error) : 0;

      if (product_id == 0)
        return FALSE;
      bo_proposal_request_add (request, product_id, units);
    }

  return TRUE;
}

/* So that a slip of the pen is refused before the store is opened. */
static gboolean
check_deliveries (char   **argv,
                  GError **error)
{
  for (guint i = 0; argv[i] != NULL; i++)
    {
      gint64           units;
      g_autofree char *sku = ctl_parse_pair (argv[i], _ ("Delivery"), 1, &units, error);

      if (sku == NULL)
        return FALSE;
    }

  return TRUE;
}

gboolean
ctl_receive (Ctl     *ctl,
             char   **argv,
             GError **error)
{
  g_autoptr (BoProposalRequest) request = bo_proposal_request_new ();
  g_auto (DealOptions) options = { NULL };
  const GOptionEntry entries[] = {
    { "reference", 0, 0, G_OPTION_ARG_STRING, &request->reference, N_ ("Number of the delivery note"), N_ ("TEXT") },
    { "supplier", 0, 0, G_OPTION_ARG_STRING, &request->supplier, N_ ("Who delivered"), N_ ("NAME") },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &options.dry_run, N_ ("Only show who would get what, and the proposal's revision"), NULL },
    { "if-revision", 0, 0, G_OPTION_ARG_STRING, &options.if_revision, N_ ("Refuse if the proposal is no longer the one with this revision"), N_ ("REVISION") },
    { "pin", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.pins, N_ ("Give this line so many units, and deal out the rest; may be repeated"), N_ ("LINE=UNITS") },
    { "no-deal", 0, 0, G_OPTION_ARG_NONE, &options.no_deal, N_ ("Book the delivery and deal out nothing"), NULL },
    { "policy", 0, 0, G_OPTION_ARG_FILENAME, &options.policy, N_ ("Deal by this policy instead of the one in force"), N_ ("JSON|FILE") },
    { "external-id", 0, 0, G_OPTION_ARG_STRING, &options.external_id, N_ ("Your id of this command: the same id is applied once"), N_ ("ID") },
    { NULL }
  };

  return ctl_parse (ctl, &argv, entries, 1, G_MAXUINT - 1, error) && parse_options (&options, request, error) &&
         check_deliveries (argv, error) && ctl_open (ctl, get_flags (&options), error) &&
         add_deliveries (ctl, argv, request, error) && deal (ctl, request, &options, error);
}

static gboolean
add_products (Ctl               *ctl,
              char             **argv,
              BoProposalRequest *request,
              GError           **error)
{
  for (guint i = 0; argv[i] != NULL; i++)
    {
      gint64 product_id = ctl_find_product (ctl, argv[i], error);

      if (product_id == 0)
        return FALSE;
      bo_proposal_request_add (request, product_id, 0);
    }

  return TRUE;
}

gboolean
ctl_allocate (Ctl     *ctl,
              char   **argv,
              GError **error)
{
  g_autoptr (BoProposalRequest) request = bo_proposal_request_new ();
  g_auto (DealOptions) options = { NULL };
  const GOptionEntry entries[] = {
    { "all", 0, 0, G_OPTION_ARG_NONE, &request->all, N_ ("Every product that somebody waits for"), NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &options.dry_run, N_ ("Only show who would get what, and the proposal's revision"), NULL },
    { "if-revision", 0, 0, G_OPTION_ARG_STRING, &options.if_revision, N_ ("Refuse if the proposal is no longer the one with this revision"), N_ ("REVISION") },
    { "pin", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.pins, N_ ("Give this line so many units, and deal out the rest; may be repeated"), N_ ("LINE=UNITS") },
    { "policy", 0, 0, G_OPTION_ARG_FILENAME, &options.policy, N_ ("Deal by this policy instead of the one in force"), N_ ("JSON|FILE") },
    { "external-id", 0, 0, G_OPTION_ARG_STRING, &options.external_id, N_ ("Your id of this command: the same id is applied once"), N_ ("ID") },
    { NULL }
  };

  if (!ctl_parse (ctl, &argv, entries, 0, G_MAXUINT - 1, error) || !parse_options (&options, request, error))
    return FALSE;
  if ((argv[0] == NULL) != request->all)
    {
      g_set_error_literal (error, CTL_ERROR, CTL_ERROR_USAGE, _ ("Name products, or --all"));
      return FALSE;
    }

  return ctl_open (ctl, get_flags (&options), error) && add_products (ctl, argv, request, error) &&
         deal (ctl, request, &options, error);
}

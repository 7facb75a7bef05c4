/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-propose"

#include "config.h"

#include "bo-proposal.h"

#include "bo-command-util.h"
#include "bo-plan-json.h"
#include "bo-scope.h"
#include "bo-service-private.h"

/* Length of a revision's text: enough that no two are ever taken for the same. */
#define REVISION_CHARS 16

/* One proposal in the making. */
typedef struct
{
  BoProposal *proposal; /* (owned) */
  BoScope    *scope;    /* (owned) */
  BoSettings *shop;     /* (owned) */
  GHashTable *pins;     /* (element-type gint64 BoPin) (owned): not owning the pins */
  guint       n_pinned; /* of @pins that were found */
} Making;

static void
making_clear (Making *making)
{
  g_clear_pointer (&making->proposal, bo_proposal_unref);
  g_clear_pointer (&making->scope, bo_scope_free);
  g_clear_pointer (&making->shop, bo_settings_free);
  g_clear_pointer (&making->pins, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Making, making_clear)

static gboolean
check_given_policy (const BoPolicy *policy,
                    GError        **error)
{
  g_autofree char *text = policy != NULL ? bo_command_check_policy (policy, error) : NULL;

  return policy == NULL || text != NULL;
}

static gboolean
check_request (const BoProposalRequest *request,
               GError                 **error)
{
  for (guint i = 0; i < request->delivered->len; i++)
    {
      const BoDelivered *delivered = &g_array_index (request->delivered, BoDelivered, i);

      if (delivered->units < 0 || delivered->units > BO_UNITS_MAX)
        {
          g_set_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_REFUSED,
                       "%" G_GINT64_FORMAT " units cannot have arrived: give 0 to %" G_GINT64_FORMAT,
                       delivered->units, BO_UNITS_MAX);
          return FALSE;
        }
    }
  if (!request->all && request->delivered->len == 0)
    {
      g_set_error_literal (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_REFUSED,
                           "There is nothing to deal: name a product that arrived or is to be dealt again");
      return FALSE;
    }
  return check_given_policy (request->policy, error);
}

static GArray *
list_products (const BoProposalRequest *request)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < request->delivered->len; i++)
    g_array_append_val (ids, g_array_index (request->delivered, BoDelivered, i).product_id);
  return ids;
}

static void
add_deliveries (Making *making)
{
  const GArray *delivered = making->proposal->request->delivered;
  g_autoptr (GHashTable) units_of = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < delivered->len; i++)
    {
      BoDelivered *item = &g_array_index (delivered, BoDelivered, i);

      g_hash_table_insert (units_of, &item->product_id, &item->units);
    }
  for (guint i = 0; i < making->scope->products->len; i++)
    {
      BoScopeProduct *product = bo_scope_get_product (making->scope, i);
      const gint64   *units = g_hash_table_lookup (units_of, &product->info.id);

      product->delivered = units != NULL ? *units : 0;
    }
}

static const BoPin *
find_pin (Making            *making,
          const BoDemandRow *row)
{
  return making->pins != NULL ? g_hash_table_lookup (making->pins, &row->id) : NULL;
}

/* A pinned line wants what it was given, has it locked, and no more; those behind it
 * still have all ahead that it waits for. */
static void
apply_pin (const BoDemandRow *row,
           BoDemand          *demand,
           gpointer           data)
{
  const BoPin *pin = find_pin (data, row);

  if (pin == NULL)
    return;
  demand->stands = demand->open;
  demand->open = pin->units;
  demand->locked = pin->units;
  demand->before = MIN (demand->before, pin->units);
  demand->paused = FALSE;
  if (demand->ship == BO_SHIP_LINE_COMPLETE)
    demand->ship = BO_SHIP_PARTIAL;
}

static gboolean
check_pin (const BoPin       *pin,
           const BoDemandRow *row,
           GError           **error)
{
  if (pin->units > row->open)
    {
      g_set_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_REFUSED,
                   "Line %" G_GINT64_FORMAT " cannot have %" G_GINT64_FORMAT " units: it waits for %" G_GINT64_FORMAT,
                   row->id, pin->units, row->open);
      return FALSE;
    }
  if (pin->units < row->locked)
    {
      g_set_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_REFUSED,
                   "Line %" G_GINT64_FORMAT " has %" G_GINT64_FORMAT " units pinned and cannot be given %" G_GINT64_FORMAT
                   ": take its pin off first",
                   row->id, row->locked, pin->units);
      return FALSE;
    }
  return TRUE;
}

/* Pins must fit their lines, and what is locked must fit the stock. */
static gboolean
check_pins (Making               *making,
            const BoScopeProduct *product,
            GError              **error)
{
  gint64 there_is = product->info.on_hand + product->delivered;
  gint64 locked = 0;

  if (making->pins == NULL)
    return TRUE;
  for (guint r = 0; r < product->n_rows; r++)
    {
      const BoDemandRow *row = bo_scope_get_row (making->scope, product->first_row + r);
      const BoPin       *pin = find_pin (making, row);

      locked += pin != NULL ? pin->units : row->locked;
      if (pin == NULL)
        continue;
      making->n_pinned++;
      if (!check_pin (pin, row, error))
        return FALSE;
    }
  if (locked <= there_is)
    return TRUE;
  g_set_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_NO_STOCK,
               "%" G_GINT64_FORMAT " units of %s are pinned and there are %" G_GINT64_FORMAT ": pin fewer",
               locked, product->info.sku, there_is);
  return FALSE;
}

static BoBreaks
find_breaks (const BoDemandRow    *row,
             const BoProposalLine *line,
             int                   today)
{
  BoBreaks breaks = BO_BREAKS_NOTHING;

  if (line->after < line->before)
    breaks |= BO_BREAKS_LOSES;
  if (row->need <= today && line->after < line->open)
    breaks |= BO_BREAKS_NEED_DAY;
  return breaks;
}

static void
add_line (Making            *making,
          const BoDemandRow *row,
          const BoDeal      *deal,
          GHashTable        *incomplete)
{
  BoProposal    *proposal = making->proposal;
  const BoPin   *pin = find_pin (making, row);
  BoProposalLine line = {
    .line_id = row->id,
    .product_id = row->product_id,
    .open = row->open,
    .before = row->allocated,
    .after = deal->units,
    .held = bo_scope_get_held (incomplete, row, deal->units),
    .locked = MIN (pin != NULL ? pin->units : row->locked, deal->units),
    .price = row->price,
    .place = deal->why.place,
    .pinned = pin != NULL,
    .paused = row->paused != 0,
    .why = deal->why,
  };

  /* The run took what was pinned for all that it wants. */
  if (pin != NULL)
    {
      line.why.code = BO_WHY_LOCKED;
      line.why.open = row->open;
    }
  line.breaks = find_breaks (row, &line, making->proposal->today);
  if (line.after > line.before)
    proposal->units_gained += line.after - line.before;
  else
    proposal->units_lost += line.before - line.after;
  if (line.after != line.before || line.held != row->held || line.locked != row->locked)
    {
      BoProposalChange change = {
        .line_id = row->id,
        .allocation_id = row->allocation_id,
        .units = line.after,
        .held = line.held,
        .locked = line.locked,
        .moved = line.after != line.before,
        .why = line.why,
      };

      g_array_append_val (proposal->changes, change);
    }
  g_array_append_val (proposal->lines, line);
}

/* Where a row of a product stands in the run. */
typedef struct
{
  gint64 place;
  gint64 id;
  guint  row; /* of the product */
} Standing;

static int
compare_standings (gconstpointer a,
                   gconstpointer b)
{
  const Standing *x = a;
  const Standing *y = b;

  /* What has no place stands last. */
  if (x->place != y->place)
    return (guint64) (x->place - 1) < (guint64) (y->place - 1) ? -1 : 1;
  return (x->id > y->id) - (x->id < y->id);
}

/* Adds a product and its lines in the run's order; @line_of gets where each of
 * its demands went. */
static void
add_product (Making               *making,
             const BoScopeProduct *product,
             const BoAllocation   *allocation,
             GHashTable           *incomplete,
             guint                 first_demand,
             gint64                free_after,
             guint                *line_of)
{
  BoProposalProduct   *shown = g_new0 (BoProposalProduct, 1);
  g_autofree Standing *standings = g_new (Standing, product->n_rows + 1);

  for (guint r = 0; r < product->n_rows; r++)
    standings[r] = (Standing){
      .place = bo_allocation_get_deal (allocation, first_demand + r)->why.place,
      .id = bo_scope_get_row (making->scope, product->first_row + r)->id,
      .row = r,
    };
  qsort (standings, product->n_rows, sizeof (Standing), compare_standings);

  shown->product_id = product->info.id;
  shown->sku = g_strdup (product->info.sku);
  shown->name = g_strdup (product->info.name);
  shown->revision = product->info.revision;
  shown->on_hand_before = product->info.on_hand;
  shown->delivered = product->delivered;
  shown->free_before = product->info.on_hand - product->info.allocated;
  shown->free_after = free_after;
  shown->first_line = making->proposal->lines->len;
  shown->n_lines = product->n_rows;
  g_ptr_array_add (making->proposal->products, shown);

  for (guint i = 0; i < product->n_rows; i++)
    {
      guint r = standings[i].row;

      line_of[first_demand + r] = making->proposal->lines->len;
      add_line (making, bo_scope_get_row (making->scope, product->first_row + r),
                bo_allocation_get_deal (allocation, first_demand + r), incomplete);
    }
}

/* What the rules refuse (domain.md b.3) is refused where somebody can choose. */
static gboolean
check_min_one (Making         *making,
               guint           at,
               const BoPolicy *policy,
               GError        **error)
{
  const BoDemandRow *complete = policy->min_one ? bo_scope_find_complete (making->scope, at) : NULL;

  if (complete == NULL)
    return TRUE;
  g_set_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_REFUSED,
               "The policy gives one unit to each line first, which does not go with lines that ship complete,"
               " such as line %" G_GINT64_FORMAT ": deal by another policy",
               complete->id);
  return FALSE;
}

static gboolean
deal_group (Making  *making,
            guint    at,
            guint    n,
            GError **error)
{
  const BoPolicy *policy = making->proposal->request->policy;
  g_autoptr (BoPlan) plan = NULL;
  g_autoptr (BoAllocation) allocation = NULL;
  g_autoptr (GHashTable) incomplete = NULL;
  g_autofree guint *line_of = NULL;
  guint             demand = 0;

  if (policy == NULL)
    policy = bo_scope_get_group_policy (making->scope, at, making->shop, error);
  if (policy == NULL || !check_min_one (making, at, policy, error))
    return FALSE;
  if (at == 0)
    making->proposal->rule = policy->rule;
  if (policy == making->shop->policy && making->proposal->policy_text == NULL)
    making->proposal->policy_text = g_strdup (making->shop->policy_text);
  for (guint m = 0; m < n; m++)
    if (!check_pins (making, bo_scope_get_member (making->scope, at + m), error))
      return FALSE;

  plan = bo_scope_make_plan (making->scope, at, policy, making->proposal->today, apply_pin, making);
  allocation = bo_allocate (plan);
  incomplete = bo_scope_find_incomplete (making->scope, at, allocation);
  line_of = g_new (guint, plan->demands->len + 1);
  for (guint m = 0; m < n; m++)
    {
      const BoScopeProduct *product = bo_scope_get_member (making->scope, at + m);

      add_product (making, product, allocation, incomplete, demand, g_array_index (allocation->free, gint64, m), line_of);
      demand += product->n_rows;
    }
  for (guint i = 0; i < allocation->exceptions->len; i++)
    {
      BoException exception = g_array_index (allocation->exceptions, BoException, i);

      if (exception.demand >= 0)
        exception.demand = (int) line_of[exception.demand];
      g_array_append_val (making->proposal->exceptions, exception);
    }
  making->proposal->aborted = making->proposal->aborted || allocation->aborted;
  return TRUE;
}

static int
compare_changes (gconstpointer a,
                 gconstpointer b)
{
  const BoProposalChange *x = a;
  const BoProposalChange *y = b;

  return (x->line_id > y->line_id) - (x->line_id < y->line_id);
}

static int
compare_products (gconstpointer a,
                  gconstpointer b)
{
  const BoProposalProduct *x = *(const BoProposalProduct *const *) a;
  const BoProposalProduct *y = *(const BoProposalProduct *const *) b;

  return (x->product_id > y->product_id) - (x->product_id < y->product_id);
}

static int
compare_pins (gconstpointer a,
              gconstpointer b)
{
  const BoPin *x = a;
  const BoPin *y = b;

  return (x->line_id > y->line_id) - (x->line_id < y->line_id);
}

static void
add_pins (GChecksum               *checksum,
          const BoProposalRequest *request)
{
  g_autoptr (GArray) pins = g_array_copy (request->pins);

  g_array_sort (pins, compare_pins);
  for (guint i = 0; i < pins->len; i++)
    {
      const BoPin *pin = &g_array_index (pins, BoPin, i);
      gint64       values[] = { GINT64_TO_LE (pin->line_id), GINT64_TO_LE (pin->units) };

      g_checksum_update (checksum, (const guchar *) values, sizeof values);
    }
}

static char *
get_text (GChecksum *checksum)
{
  return g_strndup (g_checksum_get_string (checksum), REVISION_CHARS);
}

/* The same text means that nothing has moved that the proposal looked at, and that the
 * same was asked for: what is applied is what was shown. */
static void
make_revision (BoProposal *proposal)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GChecksum) with_pins = NULL;
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  g_autofree char *policy = NULL;
  gint64           today = GINT64_TO_LE (proposal->today);

  for (guint i = 0; i < proposal->products->len; i++)
    g_ptr_array_add (sorted, g_ptr_array_index (proposal->products, i));
  g_ptr_array_sort (sorted, compare_products);
  for (guint i = 0; i < sorted->len; i++)
    {
      const BoProposalProduct *product = g_ptr_array_index (sorted, i);
      gint64                   values[] = { GINT64_TO_LE (product->product_id), GINT64_TO_LE (product->revision),
                                            GINT64_TO_LE (product->delivered) };

      g_checksum_update (checksum, (const guchar *) values, sizeof values);
    }
  g_checksum_update (checksum, (const guchar *) &today, sizeof today);
  if (proposal->policy_text != NULL)
    g_checksum_update (checksum, (const guchar *) proposal->policy_text, -1);
  if (proposal->request->policy != NULL)
    {
      policy = bo_policy_to_json (proposal->request->policy);
      g_checksum_update (checksum, (const guchar *) policy, -1);
    }
  with_pins = g_checksum_copy (checksum);
  add_pins (with_pins, proposal->request);
  proposal->unpinned = get_text (checksum);
  proposal->revision = get_text (with_pins);
}

static void
finish_proposal (BoProposal *proposal)
{
  /* Rows are written quickest in the order they lie in. */
  g_array_sort (proposal->changes, compare_changes);
  proposal->n_changed = proposal->changes->len;
  make_revision (proposal);
}

static void
index_pins (Making *making)
{
  const GArray *pins = making->proposal->request->pins;

  if (pins->len == 0)
    return;
  making->pins = g_hash_table_new (g_int64_hash, g_int64_equal);
  for (guint i = 0; i < pins->len; i++)
    g_hash_table_insert (making->pins, &g_array_index (pins, BoPin, i).line_id, &g_array_index (pins, BoPin, i));
}

typedef struct
{
  BoProposalRequest *request;
  gint64             at;
} ProposeRequest;

static void
propose_request_free (gpointer data)
{
  ProposeRequest *request = data;

  bo_proposal_request_free (request->request);
  g_free (request);
}

static gpointer
propose (BoTxn   *txn,
         gpointer data,
         GError **error)
{
  ProposeRequest *request = data;
  g_auto (Making) making = { NULL };
  g_autoptr (GArray) ids = NULL;
  guint n;

  if (!check_request (request->request, error))
    return NULL;
  making.proposal = bo_proposal_new (request->request);
  making.shop = bo_settings_load (txn, error);
  if (making.shop == NULL)
    return NULL;
  making.proposal->today = bo_settings_get_day (making.shop, request->at);
  index_pins (&making);

  ids = list_products (request->request);
  making.scope = bo_scope_read (txn, ids, request->request->all, error);
  if (making.scope == NULL)
    return NULL;
  add_deliveries (&making);

  for (guint at = 0; at < making.scope->order->len; at += n)
    {
      n = bo_scope_get_group_size (making.scope, at);
      if (!bo_txn_check_cancelled (txn, error) || !deal_group (&making, at, n, error))
        return NULL;
    }
  if (making.pins != NULL && making.n_pinned < g_hash_table_size (making.pins))
    {
      g_set_error_literal (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_REFUSED,
                           "A line is pinned that does not wait for any of these products");
      return NULL;
    }

  finish_proposal (making.proposal);
  return g_steal_pointer (&making.proposal);
}

/**
 * bo_service_propose_async:
 * @self: a #BoService
 * @request: what to deal
 * @cancellable: (nullable): a #GCancellable
 * @callback: called with the proposal
 * @user_data: data for @callback
 *
 * Works out who would get what, of one snapshot of the store.  Nothing is written.
 */
void
bo_service_propose_async (BoService               *self,
                          const BoProposalRequest *request,
                          GCancellable            *cancellable,
                          GAsyncReadyCallback      callback,
                          gpointer                 user_data)
{
  ProposeRequest *copy;

  g_return_if_fail (BO_IS_SERVICE (self));
  g_return_if_fail (request != NULL);

  copy = g_new0 (ProposeRequest, 1);
  copy->request = bo_proposal_request_copy (request);
  copy->at = g_get_real_time () / G_USEC_PER_SEC;
  bo_service_run_query (self, bo_service_propose_async, propose, copy, propose_request_free,
                        (GDestroyNotify) bo_proposal_unref, cancellable, callback, user_data);
}

BoProposal *
bo_service_propose_finish (BoService    *self,
                           GAsyncResult *result,
                           GError      **error)
{
  return bo_service_finish_query (self, result, bo_service_propose_async, error);
}

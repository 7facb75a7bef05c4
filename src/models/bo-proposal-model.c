/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-proposal-model"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-proposal-model.h"

#include "bo-format.h"

/* Above so many lines those that nothing happens to only stand in the way. */
#define CHANGES_ONLY_ABOVE 200

/* Nobody reads more sentences; the rest are counted. */
#define EXCEPTIONS_MAX 100

typedef enum
{
  SHOW_BY_SIZE,
  SHOW_CHANGES,
  SHOW_ALL,
} Show;

struct _BoProposalModel
{
  BoLazyModel parent_instance;

  BoProposal        *proposal;     /* (owned) (nullable): shown */
  BoProposalRequest *request;      /* (owned) (nullable): last made */
  GArray            *lines;        /* (element-type guint32) for each row, the index of its line in the proposal */
  BoProposal        *old_proposal; /* (owned) (nullable): shown so far, while the change is told */
  GArray            *old_lines;    /* (owned) (nullable): of its rows */
  GCancellable      *cancellable;  /* (owned) (nullable): of the request under way */
  char             **exceptions;   /* (owned) */
  Show               show;
  gboolean           outdated;
};

G_DEFINE_FINAL_TYPE (BoProposalModel, bo_proposal_model, BO_TYPE_LAZY_MODEL)

typedef enum
{
  PROP_PROPOSAL = 1,
  PROP_CHANGES_ONLY,
  PROP_UNITS_GAINED,
  PROP_UNITS_LOST,
  PROP_N_CHANGED,
  PROP_N_LINES,
  PROP_EXCEPTIONS,
  PROP_OUTDATED,
} BoProposalModelProperty;

static GParamSpec *properties[PROP_OUTDATED + 1];

static const BoProposalLine *
get_line (BoProposal *proposal,
          guint       index)
{
  return &g_array_index (proposal->lines, BoProposalLine, index);
}

/* Products lie in the order of their lines, and those without lines between. */
static const BoProposalProduct *
find_product (BoProposal *proposal,
              guint       line)
{
  guint low = 0;
  guint high = proposal->products->len;

  while (low < high)
    {
      guint                    middle = low + (high - low) / 2;
      const BoProposalProduct *product = g_ptr_array_index (proposal->products, middle);

      if (product->first_line + product->n_lines <= line)
        low = middle + 1;
      else
        high = middle;
    }

  g_return_val_if_fail (low < proposal->products->len, NULL);
  return g_ptr_array_index (proposal->products, low);
}

static void
set_outdated (BoProposalModel *self,
              gboolean         outdated)
{
  if (self->outdated == outdated)
    return;

  self->outdated = outdated;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OUTDATED]);
}

/* Exceptions as sentences. */

static char *
describe_exception (BoProposal        *proposal,
                    const BoException *exception)
{
  g_autofree char         *units = bo_format_units (exception->units);
  gulong                   n = (gulong) exception->units;
  const BoProposalLine    *line;
  const BoProposalProduct *product;
  g_autofree char         *place = NULL;

  if (exception->demand < 0)
    return g_strdup_printf (ngettext ("There is %s unit less to deal than lines have",
                                      "There are %s units less to deal than lines have", n),
                            units);

  line = get_line (proposal, exception->demand);
  product = find_product (proposal, exception->demand);
  place = bo_format_units (line->place);
  switch (exception->kind)
    {
    case BO_EXCEPTION_WIN_NOT_FULL:
      /* TRANSLATORS: product code, place in line, number of units */
      return g_strdup_printf (ngettext ("%s, place %s: must be full and lacks %s unit",
                                        "%s, place %s: must be full and lacks %s units", n),
                              product->sku, place, units);
    case BO_EXCEPTION_GAIN_LOST:
      /* TRANSLATORS: product code, place in line, number of units */
      return g_strdup_printf (ngettext ("%s, place %s: must not have less than before and loses %s unit",
                                        "%s, place %s: must not have less than before and loses %s units", n),
                              product->sku, place, units);
    case BO_EXCEPTION_SUPPLY_DROP:
    default:
      /* TRANSLATORS: product code, place in line, number of units */
      return g_strdup_printf (ngettext ("%s, place %s: loses %s unit, since there is less to deal",
                                        "%s, place %s: loses %s units, since there is less to deal", n),
                              product->sku, place, units);
    }
}

static char **
describe_exceptions (BoProposal *proposal)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint n = proposal != NULL ? proposal->exceptions->len : 0;

  for (guint i = 0; i < MIN (n, EXCEPTIONS_MAX); i++)
    {
      g_autofree char *text = describe_exception (proposal, &g_array_index (proposal->exceptions, BoException, i));

      g_strv_builder_add (builder, text);
    }

  if (n > EXCEPTIONS_MAX)
    {
      guint            more = n - EXCEPTIONS_MAX;
      g_autofree char *text = g_strdup_printf (ngettext ("And %u more", "And %u more", more), more);

      g_strv_builder_add (builder, text);
    }

  return g_strv_builder_end (builder);
}

/* Rows. */

static gboolean
is_shown (const BoProposalLine *line,
          gboolean              changes_only)
{
  return !changes_only || line->after != line->before || line->pinned;
}

/* Puts the rows of the proposal in the place of those shown, which are of @old. */
static void
update_rows (BoProposalModel *self,
             BoProposal      *old)
{
  gboolean changes_only = bo_proposal_model_get_changes_only (self);
  guint    n_lines = self->proposal != NULL ? self->proposal->lines->len : 0;
  GArray  *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  self->old_proposal = old != NULL ? bo_proposal_ref (old) : NULL;
  self->old_lines = g_steal_pointer (&self->lines);
  self->lines = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint32 i = 0; i < n_lines; i++)
    {
      const BoProposalLine *line = get_line (self->proposal, i);

      if (!is_shown (line, changes_only))
        continue;

      g_array_append_val (ids, line->line_id);
      g_array_append_val (self->lines, i);
    }

  bo_lazy_model_take_ids (BO_LAZY_MODEL (self), ids);
  g_clear_pointer (&self->old_proposal, bo_proposal_unref);
  g_clear_pointer (&self->old_lines, g_array_unref);
}

static void
collect_row (gpointer item,
             gpointer user_data)
{
  gint64 id = bo_proposal_row_get_line_id (item);

  g_hash_table_insert (user_data, g_memdup2 (&id, sizeof id), g_object_ref (item));
}

/* Tells the row objects that somebody holds what the proposal says of them now. */
static void
update_alive (BoProposalModel *self)
{
  g_autoptr (BoProposal) proposal = self->proposal != NULL ? bo_proposal_ref (self->proposal) : NULL;
  g_autoptr (GHashTable) rows = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);

  bo_lazy_model_foreach_alive (BO_LAZY_MODEL (self), collect_row, rows);
  if (proposal == NULL || g_hash_table_size (rows) == 0)
    return;

  for (guint i = 0; i < proposal->lines->len; i++)
    {
      const BoProposalLine *line = get_line (proposal, i);
      BoProposalRow        *row = g_hash_table_lookup (rows, &line->line_id);

      if (row != NULL)
        bo_proposal_row_update (row, line, find_product (proposal, i));
    }
}

static gpointer
new_item (BoLazyModel *model,
          gint64       id,
          guint        position,
          gboolean     outgoing)
{
  BoProposalModel *self = BO_PROPOSAL_MODEL (model);
  BoProposal      *proposal = outgoing ? self->old_proposal : self->proposal;
  guint            index = g_array_index (outgoing ? self->old_lines : self->lines, guint32, position);
  BoProposalRow   *row = bo_proposal_row_new (id);

  bo_proposal_row_update (row, get_line (proposal, index), find_product (proposal, index));

  return row;
}

static void
update_item (BoLazyModel  *model,
             gpointer      item,
             gconstpointer record)
{
  bo_proposal_row_update_texts (item, record);
}

/* Only names are read again; what is dealt stays as proposed. */
static gboolean
is_concerned (BoLazyModel     *model,
              gpointer         item,
              const BoChanges *changes)
{
  return changes->customers->len > 0 || bo_changes_has (changes->lines, bo_proposal_row_get_line_id (item));
}

static void
changed_cb (BoProposalModel *self,
            BoChanges       *changes)
{
  if (self->proposal == NULL)
    return;

  if (changes->all || changes->settings)
    {
      set_outdated (self, TRUE);
      return;
    }

  for (guint i = 0; i < self->proposal->products->len; i++)
    {
      const BoProposalProduct *product = g_ptr_array_index (self->proposal->products, i);

      if (bo_changes_has (changes->products, product->product_id))
        {
          set_outdated (self, TRUE);
          return;
        }
    }
}

static void
propose_cb (GObject      *source_object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (BoProposalModel) self = user_data;
  g_autoptr (BoProposal) proposal = NULL;
  g_autoptr (GError) error = NULL;

  proposal = bo_service_propose_finish (BO_SERVICE (source_object), result, &error);
  /* Cancelled means that a newer request is under way, or nobody is there. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  if (proposal != NULL)
    bo_proposal_model_set_proposal (self, proposal);
  bo_lazy_model_take_error (BO_LAZY_MODEL (self), g_steal_pointer (&error));
  bo_lazy_model_set_loading (BO_LAZY_MODEL (self), FALSE);
}

/* Cancels the request under way, so that the one @self has can take its place. */
static void
start_propose (BoProposalModel *self)
{
  BoService *service = bo_lazy_model_get_service (BO_LAZY_MODEL (self));

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();

  bo_lazy_model_set_loading (BO_LAZY_MODEL (self), TRUE);
  bo_service_propose_async (service, self->request, self->cancellable, propose_cb, g_object_ref (self));
}

static void
bo_proposal_model_dispose (GObject *object)
{
  BoProposalModel *self = BO_PROPOSAL_MODEL (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (bo_proposal_model_parent_class)->dispose (object);
}

static void
bo_proposal_model_finalize (GObject *object)
{
  BoProposalModel *self = BO_PROPOSAL_MODEL (object);

  g_clear_pointer (&self->proposal, bo_proposal_unref);
  g_clear_pointer (&self->request, bo_proposal_request_free);
  g_clear_pointer (&self->lines, g_array_unref);
  g_clear_pointer (&self->exceptions, g_strfreev);

  G_OBJECT_CLASS (bo_proposal_model_parent_class)->finalize (object);
}

static void
bo_proposal_model_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  BoProposalModel *self = BO_PROPOSAL_MODEL (object);

  switch ((BoProposalModelProperty) prop_id)
    {
    case PROP_PROPOSAL:
      g_value_set_boxed (value, self->proposal);
      break;
    case PROP_CHANGES_ONLY:
      g_value_set_boolean (value, bo_proposal_model_get_changes_only (self));
      break;
    case PROP_UNITS_GAINED:
      g_value_set_int64 (value, self->proposal != NULL ? self->proposal->units_gained : 0);
      break;
    case PROP_UNITS_LOST:
      g_value_set_int64 (value, self->proposal != NULL ? self->proposal->units_lost : 0);
      break;
    case PROP_N_CHANGED:
      g_value_set_uint (value, self->proposal != NULL ? self->proposal->n_changed : 0);
      break;
    case PROP_N_LINES:
      g_value_set_uint (value, self->proposal != NULL ? self->proposal->lines->len : 0);
      break;
    case PROP_EXCEPTIONS:
      g_value_set_boxed (value, self->exceptions);
      break;
    case PROP_OUTDATED:
      g_value_set_boolean (value, self->outdated);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bo_proposal_model_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  if (prop_id == PROP_CHANGES_ONLY)
    bo_proposal_model_set_changes_only (BO_PROPOSAL_MODEL (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
bo_proposal_model_class_init (BoProposalModelClass *klass)
{
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);
  BoLazyModelClass *lazy_class = BO_LAZY_MODEL_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = bo_proposal_model_dispose;
  object_class->finalize = bo_proposal_model_finalize;
  object_class->get_property = bo_proposal_model_get_property;
  object_class->set_property = bo_proposal_model_set_property;

  lazy_class->item_type = BO_TYPE_PROPOSAL_ROW;
  lazy_class->free_record = (GDestroyNotify) bo_line_record_free;
  lazy_class->new_item = new_item;
  lazy_class->update_item = update_item;
  lazy_class->is_concerned = is_concerned;
  lazy_class->load_async = bo_service_load_lines_async;
  lazy_class->load_finish = bo_service_load_lines_finish;

  properties[PROP_PROPOSAL] = g_param_spec_boxed ("proposal", NULL, NULL, BO_TYPE_PROPOSAL, flags);
  properties[PROP_CHANGES_ONLY] = g_param_spec_boolean ("changes-only", NULL, NULL, FALSE, flags | G_PARAM_WRITABLE);
  properties[PROP_UNITS_GAINED] = g_param_spec_int64 ("units-gained", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_UNITS_LOST] = g_param_spec_int64 ("units-lost", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_N_CHANGED] = g_param_spec_uint ("n-changed", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_LINES] = g_param_spec_uint ("n-lines", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_EXCEPTIONS] = g_param_spec_boxed ("exceptions", NULL, NULL, G_TYPE_STRV, flags);
  properties[PROP_OUTDATED] = g_param_spec_boolean ("outdated", NULL, NULL, FALSE, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bo_proposal_model_init (BoProposalModel *self)
{
  self->lines = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->exceptions = g_new0 (char *, 1);
}

BoProposalModel *
bo_proposal_model_new (BoService *service)
{
  BoProposalModel *self;

  g_return_val_if_fail (BO_IS_SERVICE (service), NULL);

  self = g_object_new (BO_TYPE_PROPOSAL_MODEL, NULL);
  bo_lazy_model_set_service (BO_LAZY_MODEL (self), service);
  g_signal_connect_object (service, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * bo_proposal_model_set_proposal:
 * @self: a #BoProposalModel
 * @proposal: (nullable): what to show
 *
 * Shows @proposal.  Rows of lines that were shown before keep their objects, which
 * notify of what differs.
 */
void
bo_proposal_model_set_proposal (BoProposalModel *self,
                                BoProposal      *proposal)
{
  g_autoptr (BoProposal) old = NULL;
  gboolean changes_only;

  g_return_if_fail (BO_IS_PROPOSAL_MODEL (self));

  if (self->proposal == proposal)
    return;

  changes_only = bo_proposal_model_get_changes_only (self);
  old = g_steal_pointer (&self->proposal);
  self->proposal = proposal != NULL ? bo_proposal_ref (proposal) : NULL;
  /* Pins go on from what is shown, unless a request under way will show another. */
  if (self->cancellable == NULL)
    g_clear_pointer (&self->request, bo_proposal_request_free);
  g_strfreev (self->exceptions);
  self->exceptions = describe_exceptions (proposal);

  g_object_freeze_notify (G_OBJECT (self));
  update_rows (self, old);
  update_alive (self);
  set_outdated (self, FALSE);
  for (guint i = PROP_PROPOSAL; i <= PROP_EXCEPTIONS; i++)
    if (i != PROP_CHANGES_ONLY || changes_only != bo_proposal_model_get_changes_only (self))
      g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * bo_proposal_model_get_proposal:
 * @self: a #BoProposalModel
 *
 * Returns: (transfer none) (nullable): what is shown, and what to apply
 */
BoProposal *
bo_proposal_model_get_proposal (BoProposalModel *self)
{
  g_return_val_if_fail (BO_IS_PROPOSAL_MODEL (self), NULL);

  return self->proposal;
}

/**
 * bo_proposal_model_propose:
 * @self: a #BoProposalModel
 * @request: what to deal
 *
 * Asks for a proposal and shows it in place of what is shown, once it is there.  A
 * newer request cancels the older.
 */
void
bo_proposal_model_propose (BoProposalModel         *self,
                           const BoProposalRequest *request)
{
  BoProposalRequest *copy;

  g_return_if_fail (BO_IS_PROPOSAL_MODEL (self));
  g_return_if_fail (request != NULL);

  copy = bo_proposal_request_copy (request);
  g_clear_pointer (&self->request, bo_proposal_request_free);
  self->request = copy;
  start_propose (self);
}

/**
 * bo_proposal_model_pin:
 * @self: a #BoProposalModel that has been asked for a proposal
 * @line_id: the line
 * @units: what it is to have after all, or -1 to leave it to the rules again
 *
 * Fixes a line by hand and asks for the rest to be dealt again.
 */
void
bo_proposal_model_pin (BoProposalModel *self,
                       gint64           line_id,
                       gint64           units)
{
  g_return_if_fail (BO_IS_PROPOSAL_MODEL (self));
  g_return_if_fail (self->request != NULL || self->proposal != NULL);
  g_return_if_fail (units >= -1);

  if (self->request == NULL)
    self->request = bo_proposal_request_copy (self->proposal->request);
  bo_proposal_request_pin (self->request, line_id, units);
  start_propose (self);
}

/**
 * bo_proposal_model_set_changes_only:
 * @self: a #BoProposalModel
 * @changes_only: whether to leave out lines that neither change nor are pinned
 */
void
bo_proposal_model_set_changes_only (BoProposalModel *self,
                                    gboolean         changes_only)
{
  gboolean before;

  g_return_if_fail (BO_IS_PROPOSAL_MODEL (self));

  before = bo_proposal_model_get_changes_only (self);
  self->show = changes_only ? SHOW_CHANGES : SHOW_ALL;
  if (before == !!changes_only)
    return;

  update_rows (self, self->proposal);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHANGES_ONLY]);
}

gboolean
bo_proposal_model_get_changes_only (BoProposalModel *self)
{
  g_return_val_if_fail (BO_IS_PROPOSAL_MODEL (self), FALSE);

  if (self->show != SHOW_BY_SIZE)
    return self->show == SHOW_CHANGES;

  return self->proposal != NULL && self->proposal->lines->len > CHANGES_ONLY_ABOVE;
}

gboolean
bo_proposal_model_get_outdated (BoProposalModel *self)
{
  g_return_val_if_fail (BO_IS_PROPOSAL_MODEL (self), FALSE);

  return self->outdated;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-lazy-model"

#include "config.h"

#include "bo-id-splices.h"
#include "bo-lazy-model.h"
#include "bo-row-table.h"

/* Records that come with the ids, in one answer: more than a tall window shows,
 * and as many as a list view of GTK 4.8 asks for at once. */
#define N_FIRST 205

/* While much happens to the store, a sync, the order is read so often and no oftener:
 * each time costs a frame. */
#define PAUSE_MS 250

/* A list that fills while it is looked at does so in parts, a frame each: for each of the
 * first rows a list view makes widgets, whether or not they are seen. */
#define PART 16
#define PART_MS 16

/**
 * BoLazyModel:
 *
 * A table of the store as a list that loads as it is looked at.
 *
 * The model keeps the ids of all rows, in order: 8 bytes a row.  A row becomes an
 * object when somebody asks for it, and stays one for as long as somebody holds
 * it.  At first the object has an id and no more, unless its record came with the
 * ids; all that were asked for in one turn of the main loop are read by one query,
 * and the objects then notify.  So an item is never %NULL, never swapped for
 * another, and what shows it needs only property bindings.
 *
 *   query ──list_async──▶ ids in order + first records ──▶ the smallest items-changed
 *   get_item ──▶ object of that id ──load_async──▶ record ──▶ notify
 *   "changed" ──▶ objects it concerns are read again, and then the ids
 *
 * The first time of all, what is asked for is the first screenful only, and then all.
 * There is one query of ids at a time: a new query cancels the older; changes that
 * are told while it runs, or shortly after, make it run once more.  There is one query of records at a
 * time too, so that rows scrolled past meanwhile are never read.
 *
 * Properties: loading, loaded-once (the first answer has come), error (the last
 * failure; bo_lazy_model_reload() tries again), n-items, totals (a #GPtrArray of
 * #BoTotal, %NULL until known).
 *
 * Sorting and searching are the store's: a #GtkSortListModel or a
 * #GtkFilterListModel around this would read every row.
 */
typedef struct
{
  BoService    *service;          /* (owned) */
  gpointer      query;            /* (owned) (nullable): what is asked, and again when something changes */
  GArray       *ids;              /* (owned) (element-type gint64) in the order shown */
  GArray       *old_ids;          /* (owned) (nullable): those shown so far, while the change is told */
  guint         n_told;           /* as many rows are as in ids ... */
  guint         old_start;        /* ... and the others as in old_ids from here on */
  BoRowTable   *rows;             /* (owned) the objects that are alive */
  GCancellable *list_cancellable; /* (owned) (nullable) of the query of ids under way */
  GPtrArray    *totals;           /* (owned) (nullable) */
  GError       *error;            /* (owned) (nullable) */
  guint         serial;           /* of the query shown */
  gint64        listed_at;        /* monotonic: when a change was last read */
  guint         later_id;         /* a source, 0 when there is none: reads what changed since */
  guint         n_held;           /* of the last ids, not told yet */
  guint         part_id;          /* a source, 0 when there is none: tells of the next part of them */
  gboolean      listing;
  gboolean      list_again; /* something has changed since the query began */
  gboolean      loading;
  gboolean      loaded_once;
} BoLazyModelPrivate;

/* A query of ids under way. */
typedef struct
{
  BoLazyModel *model; /* (owned) */
  guint        serial;
} ListCall;

static void list_model_iface_init (GListModelInterface *iface);
static void id_model_iface_init (BoIdModelInterface *iface);

/* clang-format off */
G_DEFINE_ABSTRACT_TYPE_WITH_CODE (BoLazyModel, bo_lazy_model, G_TYPE_OBJECT,
                                  G_ADD_PRIVATE (BoLazyModel)
                                  G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init)
                                  G_IMPLEMENT_INTERFACE (BO_TYPE_ID_MODEL, id_model_iface_init))
/* clang-format on */

#define PRIV(self) ((BoLazyModelPrivate *) bo_lazy_model_get_instance_private (self))

typedef enum
{
  PROP_LOADING = 1,
  PROP_LOADED_ONCE,
  PROP_ERROR,
  PROP_N_ITEMS,
  PROP_TOTALS,
} BoLazyModelProperty;

static GParamSpec *properties[PROP_TOTALS + 1];

static void
list_call_free (ListCall *call)
{
  g_object_unref (call->model);
  g_free (call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ListCall, list_call_free)

static ListCall *
list_call_new (BoLazyModel *self)
{
  ListCall *call = g_new0 (ListCall, 1);

  call->model = g_object_ref (self);
  call->serial = PRIV (self)->serial;

  return call;
}

/* Whether its answer is still the one to show, a failure being told. */
static gboolean
list_call_counts (ListCall *call,
                  GError  **error)
{
  if (call->serial != PRIV (call->model)->serial)
    return FALSE;
  if (*error == NULL)
    return TRUE;

  if (!g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    bo_lazy_model_take_error (call->model, g_steal_pointer (error));
  return FALSE;
}

static void
take_totals (BoLazyModel *self,
             GPtrArray   *totals)
{
  BoLazyModelPrivate *priv = PRIV (self);

  g_clear_pointer (&priv->totals, g_ptr_array_unref);
  priv->totals = totals;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOTALS]);
}

static void start_list (BoLazyModel *self);
static void list_soon (BoLazyModel *self);

/* Nothing is asked for, waited for or held back. */
static void
rest (BoLazyModel *self)
{
  BoLazyModelPrivate *priv = PRIV (self);

  if (!priv->listing && priv->later_id == 0 && priv->n_held == 0)
    bo_lazy_model_set_loading (self, FALSE);
}

static void
list_cb (GObject      *source_object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (ListCall) call = user_data;
  BoLazyModel        *self = call->model;
  BoLazyModelPrivate *priv = PRIV (self);
  g_autoptr (BoIdList) list = NULL;
  g_autoptr (GError) error = NULL;
  gboolean again;
  gboolean partial;

  list = BO_LAZY_MODEL_GET_CLASS (self)->list_finish (BO_SERVICE (source_object), result, &error);
  if (call->serial != priv->serial)
    return;

  priv->listing = FALSE;
  again = priv->list_again;
  partial = list != NULL && list->partial;
  if (list_call_counts (call, &error))
    {
      bo_lazy_model_take_error (self, NULL);
      /* Told of a change meanwhile: the next answer has them as they are now. */
      if (!again)
        bo_row_table_take_records (priv->rows, list->records);
      bo_lazy_model_take_ids (self, g_steal_pointer (&list->ids));
      if (!priv->loaded_once)
        {
          priv->loaded_once = TRUE;
          g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED_ONCE]);
        }
    }

  /* A handler may have begun another query meanwhile. */
  if (priv->listing)
    return;
  if (partial && priv->service != NULL)
    start_list (self);
  else if (again && priv->service != NULL)
    list_soon (self);
  else
    rest (self);
}

static void
total_cb (GObject      *source_object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (ListCall) call = user_data;
  g_autoptr (GPtrArray) totals = NULL;
  g_autoptr (GError) error = NULL;

  totals = BO_LAZY_MODEL_GET_CLASS (call->model)->total_finish (BO_SERVICE (source_object), result, &error);
  if (list_call_counts (call, &error))
    take_totals (call->model, g_steal_pointer (&totals));
}

static void
start_list (BoLazyModel *self)
{
  BoLazyModelPrivate *priv = PRIV (self);
  BoLazyModelClass   *klass = BO_LAZY_MODEL_GET_CLASS (self);

  g_clear_handle_id (&priv->later_id, g_source_remove);
  priv->listing = TRUE;
  priv->list_again = FALSE;
  if (priv->list_cancellable == NULL)
    priv->list_cancellable = g_cancellable_new ();

  bo_lazy_model_set_loading (self, TRUE);
  klass->list_async (self, N_FIRST, priv->list_cancellable, list_cb, list_call_new (self));
  if (klass->total_async != NULL)
    klass->total_async (self, priv->list_cancellable, total_cb, list_call_new (self));
}

static gboolean
list_later_cb (gpointer user_data)
{
  BoLazyModel *self = user_data;

  PRIV (self)->later_id = 0;
  PRIV (self)->listed_at = g_get_monotonic_time ();
  start_list (self);

  return G_SOURCE_REMOVE;
}

/* A change after a pause is read at once. */
static void
list_soon (BoLazyModel *self)
{
  BoLazyModelPrivate *priv = PRIV (self);
  gint64              passed = (g_get_monotonic_time () - priv->listed_at) / 1000;

  if (priv->later_id != 0)
    return;
  if (passed >= PAUSE_MS)
    {
      priv->listed_at = g_get_monotonic_time ();
      start_list (self);
      return;
    }
  bo_lazy_model_set_loading (self, TRUE);
  priv->later_id = g_timeout_add ((guint) (PAUSE_MS - passed), list_later_cb, self);
}

/* Asks for the ids of the query as it stands now, in place of one under way. */
static void
ask (BoLazyModel *self)
{
  BoLazyModelPrivate *priv = PRIV (self);

  g_return_if_fail (priv->service != NULL);

  if (priv->list_cancellable != NULL)
    g_cancellable_cancel (priv->list_cancellable);
  g_clear_object (&priv->list_cancellable);
  bo_row_table_stop_ahead (priv->rows);

  priv->serial++;
  start_list (self);
}

static gboolean
is_empty (const BoChanges *changes)
{
  return !changes->all && !changes->settings && changes->lines->len == 0 && changes->products->len == 0 &&
         changes->orders->len == 0 && changes->customers->len == 0;
}

/* Rows in view first, since that is one short query; then the order. */
static void
changed_cb (BoLazyModel *self,
            BoChanges   *changes)
{
  BoLazyModelPrivate *priv = PRIV (self);

  if (is_empty (changes))
    return;

  bo_row_table_refresh (priv->rows, changes);
  if (priv->query == NULL)
    return;
  if (priv->listing)
    priv->list_again = TRUE;
  else
    list_soon (self);
}

static guint
count_rows (BoLazyModelPrivate *priv)
{
  if (priv->old_ids != NULL)
    return priv->n_told + priv->old_ids->len - priv->old_start;

  return priv->ids->len - priv->n_held;
}

static gint64
get_id_at (BoIdModel *model,
           guint      position)
{
  BoLazyModelPrivate *priv = PRIV (BO_LAZY_MODEL (model));

  if (position >= count_rows (priv))
    return 0;
  if (priv->old_ids != NULL && position >= priv->n_told)
    return g_array_index (priv->old_ids, gint64, position - priv->n_told + priv->old_start);

  return g_array_index (priv->ids, gint64, position);
}

static gboolean
find_id (const GArray *array,
         guint         start,
         guint         end,
         gint64        id,
         guint        *index)
{
  const gint64 *ids = (const gint64 *) (gconstpointer) array->data;

  for (guint i = start; i < end; i++)
    if (ids[i] == id)
      {
        *index = i;
        return TRUE;
      }

  return FALSE;
}

static gboolean
find_between (BoIdModel *model,
              gint64     id,
              guint      start,
              guint      end,
              guint     *position)
{
  BoLazyModelPrivate *priv = PRIV (BO_LAZY_MODEL (model));
  guint               n_told = priv->old_ids != NULL ? priv->n_told : priv->ids->len;
  guint               index;

  if (find_id (priv->ids, start, MIN (end, n_told), id, position))
    return TRUE;
  if (end <= n_told || !find_id (priv->old_ids, MAX (start, n_told) - n_told + priv->old_start,
                                 end - n_told + priv->old_start, id, &index))
    return FALSE;

  *position = index - priv->old_start + n_told;
  return TRUE;
}

static void
id_model_iface_init (BoIdModelInterface *iface)
{
  iface->get_id_at = get_id_at;
  iface->find_between = find_between;
}

static gpointer
bo_lazy_model_get_item (GListModel *model,
                        guint       position)
{
  BoLazyModelPrivate *priv = PRIV (BO_LAZY_MODEL (model));
  gint64              id = get_id_at (BO_ID_MODEL (model), position);
  gboolean            outgoing = priv->old_ids != NULL && position >= priv->n_told;

  if (id == 0)
    return NULL;
  if (outgoing)
    position = position - priv->n_told + priv->old_start;

  return bo_row_table_get (priv->rows, id, position, outgoing);
}

static guint
bo_lazy_model_get_n_items (GListModel *model)
{
  return count_rows (PRIV (BO_LAZY_MODEL (model)));
}

static GType
bo_lazy_model_get_item_type (GListModel *model)
{
  return BO_LAZY_MODEL_GET_CLASS (model)->item_type;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = bo_lazy_model_get_item_type;
  iface->get_n_items = bo_lazy_model_get_n_items;
  iface->get_item = bo_lazy_model_get_item;
}

static void
bo_lazy_model_dispose (GObject *object)
{
  BoLazyModelPrivate *priv = PRIV (BO_LAZY_MODEL (object));

  g_clear_handle_id (&priv->later_id, g_source_remove);
  g_clear_handle_id (&priv->part_id, g_source_remove);
  if (priv->list_cancellable != NULL)
    g_cancellable_cancel (priv->list_cancellable);
  bo_row_table_stop (priv->rows);
  g_clear_object (&priv->list_cancellable);
  g_clear_object (&priv->service);
  if (priv->query != NULL)
    BO_LAZY_MODEL_GET_CLASS (object)->free_query (g_steal_pointer (&priv->query));

  G_OBJECT_CLASS (bo_lazy_model_parent_class)->dispose (object);
}

static void
bo_lazy_model_finalize (GObject *object)
{
  BoLazyModelPrivate *priv = PRIV (BO_LAZY_MODEL (object));

  g_clear_pointer (&priv->ids, g_array_unref);
  g_clear_pointer (&priv->old_ids, g_array_unref);
  g_clear_pointer (&priv->rows, bo_row_table_free);
  g_clear_pointer (&priv->totals, g_ptr_array_unref);
  g_clear_error (&priv->error);

  G_OBJECT_CLASS (bo_lazy_model_parent_class)->finalize (object);
}

static void
bo_lazy_model_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  BoLazyModelPrivate *priv = PRIV (BO_LAZY_MODEL (object));

  switch ((BoLazyModelProperty) prop_id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, priv->loading);
      break;
    case PROP_LOADED_ONCE:
      g_value_set_boolean (value, priv->loaded_once);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, priv->error);
      break;
    case PROP_N_ITEMS:
      g_value_set_uint (value, count_rows (priv));
      break;
    case PROP_TOTALS:
      g_value_set_boxed (value, priv->totals);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bo_lazy_model_class_init (BoLazyModelClass *klass)
{
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = bo_lazy_model_dispose;
  object_class->finalize = bo_lazy_model_finalize;
  object_class->get_property = bo_lazy_model_get_property;

  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  properties[PROP_LOADED_ONCE] = g_param_spec_boolean ("loaded-once", NULL, NULL, FALSE, flags);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  properties[PROP_N_ITEMS] = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_TOTALS] = g_param_spec_boxed ("totals", NULL, NULL, G_TYPE_PTR_ARRAY, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bo_lazy_model_init (BoLazyModel *self)
{
  BoLazyModelPrivate *priv = PRIV (self);

  priv->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  priv->rows = bo_row_table_new (self);
}

gint64
bo_lazy_model_get_id_at (BoLazyModel *self,
                         guint        position)
{
  g_return_val_if_fail (BO_IS_LAZY_MODEL (self), 0);

  return get_id_at (BO_ID_MODEL (self), position);
}

gboolean
bo_lazy_model_get_loading (BoLazyModel *self)
{
  g_return_val_if_fail (BO_IS_LAZY_MODEL (self), FALSE);

  return PRIV (self)->loading;
}

gboolean
bo_lazy_model_get_loaded_once (BoLazyModel *self)
{
  g_return_val_if_fail (BO_IS_LAZY_MODEL (self), FALSE);

  return PRIV (self)->loaded_once;
}

const GError *
bo_lazy_model_get_error (BoLazyModel *self)
{
  g_return_val_if_fail (BO_IS_LAZY_MODEL (self), NULL);

  return PRIV (self)->error;
}

/**
 * bo_lazy_model_get_totals:
 * @self: a #BoLazyModel
 *
 * Returns: (transfer none) (nullable) (element-type BoTotal): the totals of all
 *   that the query finds, one a currency, once they are known
 */
GPtrArray *
bo_lazy_model_get_totals (BoLazyModel *self)
{
  g_return_val_if_fail (BO_IS_LAZY_MODEL (self), NULL);

  return PRIV (self)->totals;
}

BoService *
bo_lazy_model_get_service (BoLazyModel *self)
{
  g_return_val_if_fail (BO_IS_LAZY_MODEL (self), NULL);

  return PRIV (self)->service;
}

/**
 * bo_lazy_model_reload:
 * @self: a #BoLazyModel
 *
 * Asks the store again for everything that is shown, as after a failure.  What is
 * shown stays until the answers are there.
 */
void
bo_lazy_model_reload (BoLazyModel *self)
{
  g_return_if_fail (BO_IS_LAZY_MODEL (self));

  bo_row_table_refresh (PRIV (self)->rows, NULL);
  if (PRIV (self)->query != NULL)
    ask (self);
}

/**
 * bo_lazy_model_set_service:
 * @self: a #BoLazyModel
 * @service: where its rows come from
 *
 * For the constructor functions of subclasses, once.
 */
void
bo_lazy_model_set_service (BoLazyModel *self,
                           BoService   *service)
{
  BoLazyModelPrivate *priv = PRIV (self);

  g_return_if_fail (BO_IS_LAZY_MODEL (self) && priv->service == NULL);
  g_return_if_fail (BO_IS_SERVICE (service));

  priv->service = g_object_ref (service);
  g_signal_connect_object (service, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * bo_lazy_model_set_query:
 * @self: a #BoLazyModel
 * @query: which rows, in which order
 *
 * Shows what @query finds, once the answer is there.  For the typed functions of
 * subclasses.
 */
void
bo_lazy_model_set_query (BoLazyModel  *self,
                         gconstpointer query)
{
  BoLazyModelPrivate *priv = PRIV (self);
  BoLazyModelClass   *klass = BO_LAZY_MODEL_GET_CLASS (self);

  g_return_if_fail (BO_IS_LAZY_MODEL (self));
  g_return_if_fail (query != NULL);

  if (priv->query != NULL && klass->equal_queries (priv->query, query))
    return;

  if (priv->query != NULL)
    klass->free_query (priv->query);
  priv->query = klass->copy_query (query);
  ask (self);
}

gconstpointer
bo_lazy_model_get_query (BoLazyModel *self)
{
  g_return_val_if_fail (BO_IS_LAZY_MODEL (self), NULL);

  return PRIV (self)->query;
}

static gboolean
tell_part_cb (gpointer user_data)
{
  BoLazyModel        *self = user_data;
  BoLazyModelPrivate *priv = PRIV (self);
  guint               position = count_rows (priv);
  guint               n = position < N_FIRST ? MIN (PART, priv->n_held) : priv->n_held;

  priv->n_held -= n;
  if (priv->n_held == 0)
    priv->part_id = 0;
  g_object_ref (self);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, n);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
  rest (self);
  n = priv->n_held;
  g_object_unref (self);

  return n > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* What is held back is not told any more: other ids come. */
static void
drop_held (BoLazyModelPrivate *priv)
{
  g_clear_handle_id (&priv->part_id, g_source_remove);
  g_array_set_size (priv->ids, priv->ids->len - priv->n_held);
  priv->n_held = 0;
}

/* Tells of the first of @n rows in an empty list. */
static void
fill (BoLazyModel *self,
      guint        n)
{
  BoLazyModelPrivate *priv = PRIV (self);
  guint               first = MIN (n, PART);

  priv->n_held = n - first;
  if (priv->n_held > 0)
    priv->part_id = g_timeout_add (PART_MS, tell_part_cb, self);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, first);
}

/**
 * bo_lazy_model_take_ids:
 * @self: a #BoLazyModel
 * @ids: (transfer full) (element-type gint64): the ids in order
 *
 * Puts the new ids in the place of the old, and tells no more than has changed (see
 * bo_id_splices_find()): selection and scroll position outlive it.  Must not be
 * called from a handler of items-changed.
 */
void
bo_lazy_model_take_ids (BoLazyModel *self,
                        GArray      *ids)
{
  BoLazyModelPrivate *priv = PRIV (self);
  g_autoptr (GArray) kept = NULL;
  g_autoptr (GArray) splices = NULL;
  guint n_before;

  g_return_if_fail (BO_IS_LAZY_MODEL (self) && ids != NULL);
  g_return_if_fail (priv->old_ids == NULL);

  drop_held (priv);
  n_before = priv->ids->len;
  if (n_before == 0 && ids->len > 0 && priv->loaded_once)
    {
      g_array_unref (priv->ids);
      priv->ids = ids;
      fill (self, ids->len);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
      return;
    }
  kept = bo_row_table_list_ids (priv->rows);
  splices = bo_id_splices_find (priv->ids, ids, kept);
  priv->old_ids = g_steal_pointer (&priv->ids);
  priv->ids = ids;

  for (guint i = 0; i < splices->len; i++)
    {
      const BoIdSplice *splice = &g_array_index (splices, BoIdSplice, i);

      priv->n_told = splice->position + splice->added;
      priv->old_start = splice->old_position + splice->removed;
      if (i == splices->len - 1)
        g_clear_pointer (&priv->old_ids, g_array_unref);
      g_list_model_items_changed (G_LIST_MODEL (self), splice->position, splice->removed, splice->added);
    }
  g_clear_pointer (&priv->old_ids, g_array_unref);

  if (n_before != count_rows (priv))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}

void
bo_lazy_model_set_loading (BoLazyModel *self,
                           gboolean     loading)
{
  BoLazyModelPrivate *priv = PRIV (self);

  if (priv->loading == loading)
    return;

  priv->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

/**
 * bo_lazy_model_take_error:
 * @self: a #BoLazyModel
 * @error: (transfer full) (nullable): the last failure
 */
void
bo_lazy_model_take_error (BoLazyModel *self,
                          GError      *error)
{
  BoLazyModelPrivate *priv = PRIV (self);

  if (priv->error == NULL && error == NULL)
    return;

  g_clear_error (&priv->error);
  priv->error = error;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

/**
 * bo_lazy_model_foreach_alive:
 * @self: a #BoLazyModel
 * @func: called with each row object that somebody holds
 * @user_data: its argument
 */
void
bo_lazy_model_foreach_alive (BoLazyModel *self,
                             GFunc        func,
                             gpointer     user_data)
{
  g_autoptr (GPtrArray) items = NULL;

  g_return_if_fail (BO_IS_LAZY_MODEL (self));

  items = bo_row_table_list (PRIV (self)->rows);
  g_ptr_array_foreach (items, func, user_data);
}

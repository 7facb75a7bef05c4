/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-shop-lists"

#include "config.h"

#include "bo-shop-lists.h"

struct _BoShopLists
{
  GObject parent_instance;

  BoSync       *sync;        /* (owned) */
  GTimeZone    *time_zone;   /* (owned) */
  GCancellable *cancellable; /* (owned) */
  GListStore   *outbox;      /* (element-type BoOutboxItem) (owned) */
  GListStore   *conflicts;   /* (element-type BoConflictItem) (owned) */
  guint         n_outbox;
  guint         n_conflicts;
  guint         n_reading;  /* lists that are being read */
  gboolean      read_again; /* something changed meanwhile */
  gboolean      loaded;
  GError       *error; /* (owned) (nullable): of the last reading */
};

G_DEFINE_FINAL_TYPE (BoShopLists, bo_shop_lists, G_TYPE_OBJECT)

typedef enum
{
  PROP_ERROR = 1,
  PROP_LOADED,
  PROP_N_CONFLICTS,
  PROP_N_OUTBOX,
} BoShopListsProperty;
static GParamSpec *properties[PROP_N_OUTBOX + 1];

static void read_lists (BoShopLists *self);

static gint64
get_id (GListStore *store,
        guint       position)
{
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (store), position);

  return BO_IS_OUTBOX_ITEM (item) ? bo_outbox_item_get_entry_id (BO_OUTBOX_ITEM (item))
                                  : bo_conflict_item_get_conflict_id (BO_CONFLICT_ITEM (item));
}

/* Both records begin with their id. */
static gint64
get_record_id (const GPtrArray *records,
               guint            position)
{
  return *(const gint64 *) g_ptr_array_index (records, position);
}

G_STATIC_ASSERT (G_STRUCT_OFFSET (BoOutboxEntry, id) == 0);
G_STATIC_ASSERT (G_STRUCT_OFFSET (BoConflict, id) == 0);

static gpointer
create_item (BoShopLists  *self,
             GListStore   *store,
             gconstpointer record)
{
  if (store == self->outbox)
    return bo_outbox_item_new (record, self->time_zone);

  return bo_conflict_item_new (record);
}

static void
update_item (BoShopLists  *self,
             GListStore   *store,
             guint         position,
             gconstpointer record)
{
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (store), position);

  if (store == self->outbox)
    bo_outbox_item_update (BO_OUTBOX_ITEM (item), record, self->time_zone);
  else
    bo_conflict_item_update (BO_CONFLICT_ITEM (item), record);
}

/* Makes @store say what @records say.  What lies between a common head and a common
 * tail is exchanged, the rest is brought up to date in place. */
static void
take_records (BoShopLists     *self,
              GListStore      *store,
              const GPtrArray *records)
{
  guint n_old = g_list_model_get_n_items (G_LIST_MODEL (store));
  guint n_new = MIN (records->len, BO_SHOP_LISTS_MAX);
  guint shorter = MIN (n_old, n_new);
  guint head = 0;
  guint tail = 0;
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);

  while (head < shorter && get_id (store, head) == get_record_id (records, head))
    head++;
  while (tail < shorter - head && get_id (store, n_old - 1 - tail) == get_record_id (records, n_new - 1 - tail))
    tail++;

  for (guint i = head; i < n_new - tail; i++)
    g_ptr_array_add (added, create_item (self, store, g_ptr_array_index (records, i)));
  if (n_old - head - tail > 0 || added->len > 0)
    g_list_store_splice (store, head, n_old - head - tail, added->pdata, added->len);
  for (guint i = 0; i < n_new; i++)
    if (i < head || i >= n_new - tail)
      update_item (self, store, i, g_ptr_array_index (records, i));
}

/* @error: (nullable) (transfer full): why one of them was not read */
static void
list_read (BoShopLists *self,
           GError      *error)
{
  if (error != NULL)
    {
      g_clear_error (&self->error);
      self->error = error;
    }
  self->n_reading--;
  if (self->n_reading > 0)
    return;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
  if (!self->loaded)
    {
      self->loaded = TRUE;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);
    }
  if (self->read_again)
    read_lists (self);
}

static void
outbox_read_cb (GObject      *source_object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (BoShopLists) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = bo_sync_list_outbox_finish (BO_SYNC (source_object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (entries != NULL)
    {
      take_records (self, self->outbox, entries);
      self->n_outbox = entries->len;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_OUTBOX]);
    }
  list_read (self, g_steal_pointer (&error));
}

static void
conflicts_read_cb (GObject      *source_object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (BoShopLists) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) conflicts = bo_sync_list_conflicts_finish (BO_SYNC (source_object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (conflicts != NULL)
    {
      take_records (self, self->conflicts, conflicts);
      self->n_conflicts = conflicts->len;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_CONFLICTS]);
    }
  list_read (self, g_steal_pointer (&error));
}

/* One reading at a time: a sync tells of many changes in a row. */
static void
read_lists (BoShopLists *self)
{
  self->read_again = self->n_reading > 0;
  if (self->read_again)
    return;
  self->n_reading = 2;
  g_clear_error (&self->error);
  bo_sync_list_outbox_async (self->sync, self->cancellable, outbox_read_cb, g_object_ref (self));
  bo_sync_list_conflicts_async (self->sync, self->cancellable, conflicts_read_cb, g_object_ref (self));
}

static void
bo_shop_lists_dispose (GObject *object)
{
  BoShopLists *self = BO_SHOP_LISTS (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->sync);

  G_OBJECT_CLASS (bo_shop_lists_parent_class)->dispose (object);
}

static void
bo_shop_lists_finalize (GObject *object)
{
  BoShopLists *self = BO_SHOP_LISTS (object);

  g_clear_error (&self->error);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->outbox);
  g_clear_object (&self->conflicts);
  g_clear_pointer (&self->time_zone, g_time_zone_unref);

  G_OBJECT_CLASS (bo_shop_lists_parent_class)->finalize (object);
}

static void
bo_shop_lists_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  BoShopLists *self = BO_SHOP_LISTS (object);

  switch ((BoShopListsProperty) prop_id)
    {
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    case PROP_LOADED:
      g_value_set_boolean (value, self->loaded);
      break;
    case PROP_N_CONFLICTS:
      g_value_set_uint (value, self->n_conflicts);
      break;
    case PROP_N_OUTBOX:
      g_value_set_uint (value, self->n_outbox);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bo_shop_lists_class_init (BoShopListsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags   flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = bo_shop_lists_dispose;
  object_class->finalize = bo_shop_lists_finalize;
  object_class->get_property = bo_shop_lists_get_property;

  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, flags);
  properties[PROP_N_CONFLICTS] = g_param_spec_uint ("n-conflicts", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_OUTBOX] = g_param_spec_uint ("n-outbox", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bo_shop_lists_init (BoShopLists *self)
{
  self->cancellable = g_cancellable_new ();
  self->outbox = g_list_store_new (BO_TYPE_OUTBOX_ITEM);
  self->conflicts = g_list_store_new (BO_TYPE_CONFLICT_ITEM);
}

/**
 * bo_shop_lists_new:
 * @sync: whose lists
 * @time_zone: of the shop, for the instants in them
 *
 * Returns: (transfer full): the lists, which are being read
 */
BoShopLists *
bo_shop_lists_new (BoSync    *sync,
                   GTimeZone *time_zone)
{
  BoShopLists *self;

  g_return_val_if_fail (BO_IS_SYNC (sync), NULL);

  self = g_object_new (BO_TYPE_SHOP_LISTS, NULL);
  self->sync = g_object_ref (sync);
  self->time_zone = g_time_zone_ref (time_zone);
  g_signal_connect_object (sync, "changed", G_CALLBACK (read_lists), self, G_CONNECT_SWAPPED);
  read_lists (self);

  return self;
}

GListModel *
bo_shop_lists_get_outbox (BoShopLists *self)
{
  g_return_val_if_fail (BO_IS_SHOP_LISTS (self), NULL);

  return G_LIST_MODEL (self->outbox);
}

GListModel *
bo_shop_lists_get_conflicts (BoShopLists *self)
{
  g_return_val_if_fail (BO_IS_SHOP_LISTS (self), NULL);

  return G_LIST_MODEL (self->conflicts);
}

guint
bo_shop_lists_get_n_outbox (BoShopLists *self)
{
  g_return_val_if_fail (BO_IS_SHOP_LISTS (self), 0);

  return self->n_outbox;
}

guint
bo_shop_lists_get_n_conflicts (BoShopLists *self)
{
  g_return_val_if_fail (BO_IS_SHOP_LISTS (self), 0);

  return self->n_conflicts;
}

/* Returns: (nullable): why the lists are not as they stand */
const GError *
bo_shop_lists_get_error (BoShopLists *self)
{
  g_return_val_if_fail (BO_IS_SHOP_LISTS (self), NULL);

  return self->error;
}

gboolean
bo_shop_lists_get_loaded (BoShopLists *self)
{
  g_return_val_if_fail (BO_IS_SHOP_LISTS (self), FALSE);

  return self->loaded;
}

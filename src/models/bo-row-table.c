/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-row-table"

#include "config.h"

#include "bo-row-table.h"

/* Rows read ahead of those asked for, in the direction of scrolling: what a list
 * shows next is there when it is asked for, and is set once instead of twice. */
#define N_AHEAD 96
/* Records that nobody came for are let go beyond this. */
#define MAX_RECORDS 512

struct _BoRowTable
{
  BoLazyModel  *model;             /* (not owned): owns this */
  GHashTable   *entries;           /* (element-type gint64 Entry) the objects that are alive */
  GHashTable   *records;           /* (nullable) those that nobody has asked for yet; a set, keyed by their ids */
  GArray       *wanted;            /* (element-type gint64) asked for, and not queried yet */
  guint         load_id;           /* the source that queries them, or 0 */
  GCancellable *cancellable;       /* (owned) */
  GCancellable *ahead_cancellable; /* (owned) of what is read ahead */
  gboolean      loading;
  gboolean      stale;    /* something changed since the query under way began */
  guint         position; /* last made into an object */
  gboolean      upwards;  /* those before it are asked for next */
  gboolean      ahead;    /* rows next to it are wanted too */
};

typedef struct
{
  gint64      id;
  gpointer    item;  /* (not owned): weak */
  BoRowTable *table; /* (not owned): owns this */
  gboolean    loaded;
  gboolean    wanted;
} Entry;

static BoLazyModelClass *
get_class (BoRowTable *self)
{
  return BO_LAZY_MODEL_GET_CLASS (self->model);
}

static void
item_gone_cb (gpointer user_data,
              GObject *where_the_item_was)
{
  Entry *entry = user_data;

  entry->item = NULL;
  g_hash_table_remove (entry->table->entries, &entry->id);
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  if (entry->item != NULL)
    g_object_weak_unref (entry->item, item_gone_cb, entry);
  g_free (entry);
}

/* What listens to the item may drop it, and with it the entry. */
static void
update_entry (Entry        *entry,
              gconstpointer record)
{
  BoRowTable *self = entry->table;
  g_autoptr (GObject) item = g_object_ref (entry->item);

  entry->loaded = TRUE;
  get_class (self)->update_item (self->model, item, record);
}

/* Fills the object of @record's row, or keeps it until somebody asks for that. */
static void
take_record (BoRowTable *self,
             gpointer    record)
{
  GDestroyNotify free_record = get_class (self)->free_record;
  Entry         *entry = g_hash_table_lookup (self->entries, record);

  if (entry != NULL)
    {
      update_entry (entry, record);
      free_record (record);
      return;
    }

  if (self->records == NULL)
    self->records = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, free_record);
  g_hash_table_add (self->records, record);
}

static gboolean
is_there (BoRowTable *self,
          gint64      id)
{
  return g_hash_table_contains (self->entries, &id) || (self->records != NULL && g_hash_table_contains (self->records, &id));
}

/* The id of the row @distance rows further on, 0 where there is none. */
static gint64
get_id_ahead (BoRowTable *self,
              guint       distance)
{
  if (self->upwards && distance > self->position)
    return 0;

  return bo_lazy_model_get_id_at (self->model, self->upwards ? self->position - distance : self->position + distance);
}

static void
add_ahead (BoRowTable *self,
           GArray     *ids)
{
  if (self->records != NULL && g_hash_table_size (self->records) > MAX_RECORDS)
    g_hash_table_remove_all (self->records);

  /* From the last one on, which may have been let go before it was read. */
  for (guint i = 0; i <= N_AHEAD; i++)
    {
      gint64 id = get_id_ahead (self, i);

      if (id != 0 && !is_there (self, id))
        g_array_append_val (ids, id);
    }
}

static void load_wanted (BoRowTable *self);

static void
load_cb (GObject      *source_object,
         GAsyncResult *result,
         gpointer      user_data)
{
  BoRowTable *self = user_data;
  g_autoptr (BoLazyModel) model = self->model;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;
  gboolean stale;

  records = get_class (self)->load_finish (BO_SERVICE (source_object), result, &error);
  self->loading = FALSE;
  stale = self->stale;
  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    bo_lazy_model_take_error (model, g_steal_pointer (&error));

  while (records != NULL && records->len > 0)
    {
      gpointer record = g_ptr_array_steal_index_fast (records, records->len - 1);

      if (!stale || g_hash_table_contains (self->entries, record))
        take_record (self, record);
      else
        get_class (self)->free_record (record);
    }

  load_wanted (self);
}

static void
start_load (BoRowTable   *self,
            GArray       *ids,
            GCancellable *cancellable)
{
  self->loading = TRUE;
  self->stale = FALSE;
  g_object_ref (self->model);
  get_class (self)->load_async (bo_lazy_model_get_service (self->model), ids, cancellable, load_cb, self);
}

/* What is wanted comes first. */
static void
load_ahead (BoRowTable *self)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  self->ahead = FALSE;
  add_ahead (self, ids);
  if (ids->len == 0)
    return;

  g_clear_object (&self->ahead_cancellable);
  self->ahead_cancellable = g_cancellable_new ();
  start_load (self, ids, self->ahead_cancellable);
}

/* Reads all that is wanted by one query, if none is under way. */
static void
load_wanted (BoRowTable *self)
{
  BoService *service = bo_lazy_model_get_service (self->model);
  g_autoptr (GArray) ids = NULL;

  if (self->loading || service == NULL)
    return;

  g_clear_handle_id (&self->load_id, g_source_remove);
  ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < self->wanted->len; i++)
    {
      gint64 id = g_array_index (self->wanted, gint64, i);
      Entry *entry = g_hash_table_lookup (self->entries, &id);

      /* Dropped again already, as when somebody scrolls past? */
      if (entry == NULL || !entry->wanted)
        continue;

      entry->wanted = FALSE;
      g_array_append_val (ids, id);
    }
  g_array_set_size (self->wanted, 0);

  if (ids->len > 0)
    start_load (self, ids, self->cancellable);
  else if (self->ahead)
    load_ahead (self);
}

static gboolean
load_wanted_cb (gpointer user_data)
{
  BoRowTable *self = user_data;

  self->load_id = 0;
  load_wanted (self);

  return G_SOURCE_REMOVE;
}

static void
schedule_load (BoRowTable *self)
{
  if (self->load_id == 0 && !self->loading)
    self->load_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, load_wanted_cb, self, NULL);
}

static void
want (BoRowTable *self,
      Entry      *entry)
{
  if (entry->wanted)
    return;

  entry->wanted = TRUE;
  g_array_append_val (self->wanted, entry->id);
  schedule_load (self);
}

/* The list goes on that way, as far as can be told: half of what is read ahead is
 * there still when the next is asked for. */
static void
look_ahead (BoRowTable *self,
            guint       position)
{
  gint64 id;

  self->upwards = position < self->position;
  self->position = position;
  id = get_id_ahead (self, N_AHEAD / 2);
  if (id == 0 || is_there (self, id))
    return;

  self->ahead = TRUE;
  schedule_load (self);
}

static gboolean
is_concerned (Entry           *entry,
              const BoChanges *changes)
{
  if (!entry->loaded || changes == NULL || changes->all || changes->settings)
    return TRUE;

  return get_class (entry->table)->is_concerned (entry->table->model, entry->item, changes);
}

BoRowTable *
bo_row_table_new (BoLazyModel *model)
{
  BoRowTable *self = g_new0 (BoRowTable, 1);

  self->model = model;
  self->entries = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, entry_free);
  self->wanted = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->cancellable = g_cancellable_new ();

  return self;
}

/* The list will be another one: what would have come next does not matter now. */
void
bo_row_table_stop_ahead (BoRowTable *self)
{
  self->ahead = FALSE;
  if (self->ahead_cancellable != NULL)
    g_cancellable_cancel (self->ahead_cancellable);
}

/* Reads nothing from now on; may be called twice. */
void
bo_row_table_stop (BoRowTable *self)
{
  g_cancellable_cancel (self->cancellable);
  bo_row_table_stop_ahead (self);
  g_clear_handle_id (&self->load_id, g_source_remove);
}

void
bo_row_table_free (BoRowTable *self)
{
  bo_row_table_stop (self);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->ahead_cancellable);
  g_clear_pointer (&self->entries, g_hash_table_unref);
  g_clear_pointer (&self->records, g_hash_table_unref);
  g_clear_pointer (&self->wanted, g_array_unref);
  g_free (self);
}

/**
 * bo_row_table_get:
 * @self: a #BoRowTable
 * @id: the id of a row
 * @position: where it stands among the ids
 * @outgoing: whether those are the ids before the last
 *
 * Returns: (transfer full): the object of the row, made and asked to be filled if
 *   nobody has held it so far
 */
gpointer
bo_row_table_get (BoRowTable *self,
                  gint64      id,
                  guint       position,
                  gboolean    outgoing)
{
  BoLazyModelClass *klass = get_class (self);
  Entry            *entry = g_hash_table_lookup (self->entries, &id);
  gpointer          record;

  if (entry != NULL)
    return g_object_ref (entry->item);

  entry = g_new0 (Entry, 1);
  entry->id = id;
  entry->item = klass->new_item (self->model, id, position, outgoing);
  entry->table = self;
  g_object_weak_ref (entry->item, item_gone_cb, entry);
  g_hash_table_insert (self->entries, &entry->id, entry);

  if (self->records != NULL && g_hash_table_steal_extended (self->records, &id, &record, NULL))
    {
      klass->update_item (self->model, entry->item, record);
      entry->loaded = TRUE;
      klass->free_record (record);
    }
  else
    {
      want (self, entry);
    }
  if (!outgoing)
    look_ahead (self, position);

  return entry->item;
}

/**
 * bo_row_table_take_records:
 * @self: a #BoRowTable
 * @records: records of rows that are likely to be asked for; it is emptied
 *
 * Objects that are alive are brought up to date; the other records wait until
 * somebody asks for their rows, in place of those that waited so far.
 */
void
bo_row_table_take_records (BoRowTable *self,
                           GPtrArray  *records)
{
  g_clear_pointer (&self->records, g_hash_table_unref);
  while (records->len > 0)
    take_record (self, g_ptr_array_steal_index_fast (records, records->len - 1));
}

/**
 * bo_row_table_refresh:
 * @self: a #BoRowTable
 * @changes: (nullable): what has changed; all of it if %NULL
 *
 * Reads again, at once, what is alive and may look different now.
 */
void
bo_row_table_refresh (BoRowTable      *self,
                      const BoChanges *changes)
{
  GHashTableIter iter;
  gpointer       entry;

  g_clear_pointer (&self->records, g_hash_table_unref);
  self->stale = TRUE;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &entry))
    if (is_concerned (entry, changes))
      want (self, entry);

  load_wanted (self);
}

/**
 * bo_row_table_list:
 * @self: a #BoRowTable
 *
 * Returns: (transfer full): the objects that are alive, in no order
 */
GPtrArray *
bo_row_table_list (BoRowTable *self)
{
  GPtrArray     *items = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer       entry;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &entry))
    g_ptr_array_add (items, g_object_ref (((Entry *) entry)->item));

  return items;
}

/* Returns: (transfer full) (element-type gint64): their ids */
GArray *
bo_row_table_list_ids (BoRowTable *self)
{
  GArray        *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer       id;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_array_append_vals (ids, id, 1);

  return ids;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-id-model.h"
#include "bo-service.h"

G_BEGIN_DECLS

#define BO_TYPE_LAZY_MODEL (bo_lazy_model_get_type ())
G_DECLARE_DERIVABLE_TYPE (BoLazyModel, bo_lazy_model, BO, LAZY_MODEL, GObject)

/**
 * BoLazyModelClass:
 * @item_type: of the rows
 * @free_record: frees a record of a row; every record begins with its row's id
 * @new_item: makes the row with an id, which is all that is known of it, at a
 *   position among the ids last taken; or among those before, if it is outgoing
 *   and the change is being told
 * @update_item: brings a row up to date with a record, notifying what changed
 * @list_async: (nullable): queries the ids in order, and the records of the first
 *   @n_first rows; %NULL where a subclass brings the ids itself
 * @list_finish: its answer
 * @load_async: queries records; takes no ownership of the ids
 * @load_finish: its answer
 * @total_async: (nullable): queries the totals
 * @total_finish: (nullable): its answer, (element-type BoTotal)
 * @is_concerned: whether a row may look different after a change
 * @copy_query: (nullable): copies what is asked; %NULL where a subclass brings the ids itself
 * @equal_queries: (nullable): whether two queries ask the same
 * @free_query: (nullable): frees a query
 *
 * What a table's model says of its table; all else is in #BoLazyModel.
 */
struct _BoLazyModelClass
{
  GObjectClass parent_class;

  GType          item_type;
  GDestroyNotify free_record;

  gpointer (*new_item) (BoLazyModel *self, gint64 id, guint position, gboolean outgoing);
  gint64 (*get_record_id) (gconstpointer record);
  void (*update_item) (BoLazyModel *self, gpointer item, gconstpointer record);
  gboolean (*is_concerned) (BoLazyModel *self, gpointer item, const BoChanges *changes);

  gpointer (*copy_query) (gconstpointer query);
  GEqualFunc     equal_queries;
  GDestroyNotify free_query;

  void (*list_async) (BoLazyModel        *self,
                      guint               n_first,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data);
  BoIdList *(*list_finish) (BoService *service, GAsyncResult *result, GError **error);
  void (*load_async) (BoService          *service,
                      GArray             *ids,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data);
  GPtrArray *(*load_finish) (BoService *service, GAsyncResult *result, GError **error);
  void (*total_async) (BoLazyModel        *self,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data);
  GPtrArray *(*total_finish) (BoService *service, GAsyncResult *result, GError **error);
};

/* For views. */
gint64        bo_lazy_model_get_id_at (BoLazyModel *self,
                                       guint        position);
gboolean      bo_lazy_model_get_loading (BoLazyModel *self);
gboolean      bo_lazy_model_get_loaded_once (BoLazyModel *self);
const GError *bo_lazy_model_get_error (BoLazyModel *self);
GPtrArray    *bo_lazy_model_get_totals (BoLazyModel *self);
BoService    *bo_lazy_model_get_service (BoLazyModel *self);
void          bo_lazy_model_reload (BoLazyModel *self);

/* For subclasses. */
void bo_lazy_model_set_service (BoLazyModel *self,
                                BoService   *service);
void bo_lazy_model_set_query (BoLazyModel  *self,
                              gconstpointer query);
/* Returns: (transfer none) (nullable): NULL before the first */
gconstpointer bo_lazy_model_get_query (BoLazyModel *self);
void          bo_lazy_model_take_ids (BoLazyModel *self,
                                      GArray      *ids);
void          bo_lazy_model_set_loading (BoLazyModel *self,
                                         gboolean     loading);
void          bo_lazy_model_take_error (BoLazyModel *self,
                                        GError      *error);
void          bo_lazy_model_foreach_alive (BoLazyModel *self,
                                           GFunc        func,
                                           gpointer     user_data);

G_END_DECLS

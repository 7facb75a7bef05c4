/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-preload"

#include "config.h"

#include "bo-preload.h"

struct _BoPreload
{
  char        *path;
  BoService   *service; /* (owned) (nullable) */
  BoLineModel *lines;   /* (owned) (nullable) */
};

typedef struct
{
  BoService *service; /* (owned) (nullable) */
  gboolean   done;
} Opening;

static void
opened_cb (GObject      *source_object,
           GAsyncResult *result,
           gpointer      user_data)
{
  Opening *opening = user_data;

  opening->service = bo_service_open_finish (result, NULL);
  opening->done = TRUE;
}

static gboolean
timeout_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);

  return G_SOURCE_REMOVE;
}

/**
 * bo_preload_new:
 * @path: a store file
 * @wait_ms: how long to wait for it at most, in milliseconds
 *
 * Opens the store, and waits a moment for it: to be called before there is a window
 * that could be kept from answering.  What goes wrong goes wrong again, and is told,
 * when the window opens the store.
 *
 * Returns: (transfer full): a preload, which may have no service
 */
BoPreload *
bo_preload_new (const char *path,
                guint       wait_ms)
{
  BoPreload *self = g_new0 (BoPreload, 1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Opening opening = { NULL, FALSE };
  guint   timeout_id = g_timeout_add (wait_ms, timeout_cb, cancellable);

  self->path = g_strdup (path);
  bo_service_open_async (path, BO_SERVICE_MUST_EXIST, cancellable, opened_cb, &opening);
  while (!opening.done)
    g_main_context_iteration (NULL, TRUE);
  self->service = opening.service;
  if (!g_cancellable_is_cancelled (cancellable))
    g_source_remove (timeout_id);

  return self;
}

void
bo_preload_free (BoPreload *self)
{
  g_clear_object (&self->lines);
  g_clear_object (&self->service);
  g_free (self->path);
  g_free (self);
}

/* Begins to read the lines that @query finds. */
void
bo_preload_list (BoPreload         *self,
                 const BoLineQuery *query)
{
  g_return_if_fail (self->lines == NULL);

  if (self->service == NULL)
    return;
  self->lines = bo_line_model_new (self->service);
  bo_line_model_set_query (self->lines, query);
}

const char *
bo_preload_get_path (BoPreload *self)
{
  return self->path;
}

/* Returns: (transfer none) (nullable): the open store */
BoService *
bo_preload_get_service (BoPreload *self)
{
  return self->service;
}

/* Returns: (transfer none) (nullable): the lines, which may still be on their way */
BoLineModel *
bo_preload_get_lines (BoPreload *self)
{
  return self->lines;
}

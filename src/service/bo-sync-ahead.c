/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-sync"

#include "config.h"

#include "bo-sync-private.h"

/* Requests of a sync.  One may be asked for before its turn; whoever then asks for the
 * same gets that answer. */

typedef struct
{
  BoSyncRun       *run; /* (not owned): ends after this */
  BoPull           pull;
  gboolean         done;
  BoAnswer        *answer; /* (owned) (nullable) */
  GError          *error;  /* (owned) (nullable) */
  BoSyncPulledFunc func;   /* (nullable) until somebody asks for it */
  gpointer         data;
} Ahead;

static gboolean
is_same (const BoPull *a,
         const BoPull *b)
{
  return a->resource == b->resource && a->parent == b->parent && a->since == b->since && a->trashed == b->trashed &&
         a->ids_only == b->ids_only && a->page == b->page;
}

static void
ahead_free (Ahead *ahead)
{
  g_clear_pointer (&ahead->answer, bo_answer_free);
  g_clear_error (&ahead->error);
  g_free (ahead);
}

/* Hands the answer to who asked for it. */
static gboolean
deliver_cb (gpointer data)
{
  Ahead *ahead = data;

  ahead->func (ahead->data, g_steal_pointer (&ahead->answer), g_steal_pointer (&ahead->error));
  ahead_free (ahead);
  return G_SOURCE_REMOVE;
}

static void
pulled_cb (GObject      *source_object,
           GAsyncResult *result,
           gpointer      user_data)
{
  Ahead     *ahead = user_data;
  BoSyncRun *run = ahead->run;

  ahead->answer = bo_catalog_pull_finish (BO_CATALOG (source_object), result, &ahead->error);
  ahead->done = TRUE;
  run->n_in_flight--;
  if (ahead->func != NULL)
    deliver_cb (ahead);
  else if (run->ended)
    {
      g_ptr_array_remove (run->ahead, ahead);
      ahead_free (ahead);
      bo_sync_run_end (run);
    }
  else if (run->walk != NULL)
    bo_sync_walk_go_on (run->walk);
}

static Ahead *
pull (BoSyncRun    *run,
      const BoPull *wanted)
{
  Ahead *ahead = g_new0 (Ahead, 1);

  ahead->run = run;
  ahead->pull = *wanted;
  run->n_in_flight++;
  bo_catalog_pull_async (run->catalog, &ahead->pull, run->cancellable, pulled_cb, ahead);
  return ahead;
}

void
bo_sync_run_pull (BoSyncRun       *run,
                  const BoPull    *wanted,
                  BoSyncPulledFunc func,
                  gpointer         data)
{
  Ahead *ahead = NULL;

  for (guint i = 0; i < run->ahead->len && ahead == NULL; i++)
    if (is_same (&((Ahead *) g_ptr_array_index (run->ahead, i))->pull, wanted))
      ahead = g_ptr_array_steal_index (run->ahead, i);
  if (ahead == NULL)
    ahead = pull (run, wanted);
  ahead->func = func;
  ahead->data = data;
  /* Never from within the call. */
  if (ahead->done)
    g_idle_add_full (G_PRIORITY_DEFAULT, deliver_cb, ahead, NULL);
}

/* If nothing that has its turn needs the room. */
void
bo_sync_run_ahead (BoSyncRun    *run,
                   const BoPull *wanted)
{
  if (run->n_in_flight < BO_SYNC_IN_FLIGHT_MAX)
    g_ptr_array_add (run->ahead, pull (run, wanted));
}

gboolean
bo_sync_run_drop_ahead (BoSyncRun *run)
{
  run->ended = TRUE;
  for (guint i = run->ahead->len; i > 0; i--)
    {
      Ahead *ahead = g_ptr_array_index (run->ahead, i - 1);

      if (!ahead->done)
        continue;
      g_ptr_array_steal_index (run->ahead, i - 1);
      ahead_free (ahead);
    }
  if (run->ahead->len > 0)
    g_cancellable_cancel (run->cancellable);
  return run->ahead->len == 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-sync"

#include "config.h"

#include "bo-sync-private.h"

/*
 * What the shop deletes for good leaves no trace there, and what it puts into its bin
 * leaves its lists.  One request tells how long the list is; only if that is not what
 * is known here is there more to do:
 *
 *   count → bin → count → look at all ids → look again → gone
 *
 * The list moves while it is read, so something is missing only if two looks in a
 * row did not find it.  An error, an empty answer or a shop that is switched off
 * proves nothing.
 */
typedef enum
{
  LOOK_COUNT,
  LOOK_BIN,
  LOOK_CHANGES,
  LOOK_COUNT_AGAIN,
  LOOK_CLEAR,
  LOOK_IDS,
  LOOK_WHOLE, /* pages with something that is not known here */
  LOOK_IDS_AGAIN,
  LOOK_REMOVE,
  LOOK_END,
} Look;

static void look_next (BoSyncRun *run, GError *error);

static void
looked_cb (BoSyncRun *run,
           gpointer   data,
           GError    *error)
{
  look_next (run, error);
}

static void
counted_cb (BoSyncRun       *run,
            const BoPageJob *job)
{
  gboolean empty = job->n_ids == 0;
  /* Some may have been passed over, and as many been deleted. */
  gboolean suspicious = run->shrank || (run->flags & BO_SYNC_FULL) != 0;

  /* The length of a list that answers with nothing is not to be trusted, though what
   * is in the bin is; and a shop need not tell it. */
  if (empty ? run->look != LOOK_COUNT || job->n_known == 0
            : (job->answer->total < 0 || job->answer->total == job->n_known))
    run->look = LOOK_END - 1;
  if (!empty && suspicious && run->look == LOOK_END - 1)
    run->look = LOOK_CLEAR - 1;
}

static void
ids_seen_cb (BoSyncRun       *run,
             const BoPageJob *job)
{
  guint page = job->answer->pull.page;

  run->n_missing += job->n_missing;
  if (job->has_unknown)
    g_array_append_val (run->pages, page);
}

static void
walk_ids (BoSyncRun     *run,
          BoPageUse      use,
          BoSyncPageFunc page)
{
  BoSyncWalkPlan plan = {
    .pull = { .resource = run->resource, .ids_only = TRUE },
    .use = use,
    .stage = BO_SYNC_STAGE_DELETIONS,
    .only_first = use == BO_PAGE_COUNT,
    .page = page,
    .next = looked_cb,
  };

  bo_sync_walk (run, &plan);
}

static void
walk_whole (BoSyncRun *run,
            gboolean   trashed)
{
  BoSyncWalkPlan plan = {
    .pull = { .resource = run->resource, .trashed = trashed },
    .stage = BO_SYNC_STAGE_DELETIONS,
    .next = looked_cb,
  };

  if (!trashed)
    {
      if (run->pages->len == 0)
        {
          look_next (run, NULL);
          return;
        }
      plan.pull.page = g_array_index (run->pages, guint, 0);
      plan.only_first = TRUE;
      g_array_remove_index (run->pages, 0);
      run->look--;
    }
  bo_sync_walk (run, &plan);
}

typedef struct
{
  BoResource     resource;
  BoShopConfig  *config; /* (owned) */
  char          *source; /* (owned) */
  BoIntakeCounts counts;
} Removal;

static Removal *
removal_new (BoSyncRun *run)
{
  Removal *removal = g_new0 (Removal, 1);

  removal->resource = run->resource;
  removal->config = bo_shop_config_copy (run->config);
  removal->source = g_strdup (run->source);
  return removal;
}

static void
removal_free (gpointer data)
{
  Removal *removal = data;

  bo_shop_config_free (removal->config);
  g_free (removal->source);
  g_free (removal);
}

static gboolean
clear_missing (BoTxn   *txn,
               gpointer data,
               GError **error)
{
  const Removal *removal = data;
  g_autoptr (GArray) ids = bo_remote_list_missing (txn, removal->resource, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (!bo_remote_set_missing (txn, removal->resource, g_array_index (ids, gint64, i), FALSE, error))
      return FALSE;
  return ids != NULL;
}

static gboolean
remove_missing (BoTxn   *txn,
                gpointer data,
                GError **error)
{
  Removal *removal = data;
  g_autoptr (GArray) ids = bo_remote_list_missing (txn, removal->resource, error);
  BoIntake intake;
  gboolean done = ids != NULL && bo_intake_init (&intake, txn, removal->config, removal->source,
                                                 g_get_real_time () / G_USEC_PER_SEC, error);

  if (ids == NULL)
    return FALSE;
  for (guint i = 0; done && i < ids->len; i++)
    {
      gint64 id = g_array_index (ids, gint64, i);

      done = (removal->resource == BO_RESOURCE_ORDERS ? bo_intake_remove_order (&intake, id, BO_REMOTE_GONE, error)
                                                      : bo_intake_remove_product (&intake, id, BO_REMOTE_GONE, error)) &&
             bo_remote_set_missing (txn, removal->resource, id, FALSE, error);
    }
  done = done && bo_intake_end (&intake, error);
  removal->counts = intake.counts;
  bo_intake_clear (&intake);
  return done;
}

static void
removed_cb (BoSyncRun *run,
            gpointer   data,
            GError    *error)
{
  const Removal *removal = data;

  run->report->n_removed += removal->counts.removed;
  look_next (run, error);
}

static void
look_next (BoSyncRun *run,
           GError    *error)
{
  if (error == NULL && g_cancellable_is_cancelled (run->cancellable))
    g_cancellable_set_error_if_cancelled (run->cancellable, &error);
  if (error != NULL)
    {
      bo_sync_run_next (run, error);
      return;
    }

  run->look++;
  switch ((Look) run->look)
    {
    case LOOK_COUNT:
    case LOOK_COUNT_AGAIN:
      walk_ids (run, BO_PAGE_COUNT, counted_cb);
      break;
    case LOOK_BIN:
      walk_whole (run, TRUE);
      break;
    case LOOK_CHANGES:
      bo_sync_run_changes (run, run->resource, looked_cb);
      break;
    case LOOK_CLEAR:
      run->n_missing = 0;
      g_array_set_size (run->pages, 0);
      bo_sync_run_write (run, clear_missing, removal_new (run), removal_free, looked_cb);
      break;
    case LOOK_IDS:
      walk_ids (run, BO_PAGE_LOOK, ids_seen_cb);
      break;
    case LOOK_WHOLE:
      walk_whole (run, FALSE);
      break;
    case LOOK_IDS_AGAIN:
      if (run->n_missing == 0)
        bo_sync_run_next (run, NULL);
      else
        walk_ids (run, BO_PAGE_CONFIRM, NULL);
      break;
    case LOOK_REMOVE:
      bo_sync_run_write (run, remove_missing, removal_new (run), removal_free, removed_cb);
      break;
    case LOOK_END:
    default:
      bo_sync_run_next (run, NULL);
      break;
    }
}

void
bo_sync_run_removals (BoSyncRun *run,
                      BoResource resource)
{
  run->resource = resource;
  run->look = LOOK_COUNT - 1;
  look_next (run, NULL);
}

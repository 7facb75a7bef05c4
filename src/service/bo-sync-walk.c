/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-sync"

#include "config.h"

#include "bo-sync-private.h"

#include <inttypes.h>

#include <glib/gi18n-lib.h>

/*
 *   pull ──> answers that came ──> store thread, in the order of the pages
 *    2          2 at most           1
 *
 * While a page is read and stored the next ones are on their way.  More than one is
 * asked for at a time only once the first page has shown how many there are.
 */
struct _BoSyncWalk
{
  BoSyncRun     *run; /* (not owned): lives until the walk has ended */
  BoSyncWalkPlan plan;

  guint       next_pull;  /* the page to ask for next */
  guint       next_store; /* the page to store next */
  guint       last;       /* 0: not known yet */
  guint       n_pages;    /* as the length of the list has it; 0: not known */
  GHashTable *answers;    /* (element-type BoAnswer) (owned): by page */
  guint       n_pulls;    /* in flight */
  guint       n_refund_pulls;
  gboolean    storing;
  BoPageJob  *job; /* (owned) (nullable): the page being stored */
  guint       next_refund;
  gint64      n_done;
  gint64      low;
  gint64      passed;
  guint       n_idle;
  gint64      total; /* of the page before; 0 before the first */
  gboolean    moved; /* the list, since the walk began */
  gboolean    repeats;
  guint       n_passes;
  GError     *error; /* (owned) (nullable) */
};

/* Of one order, and bytes of those of all orders of a page: far more than there can be. */
#define REFUND_PAGES_MAX 10
#define REFUND_BYTES_MAX (64 * 1024 * 1024)

/* Changes are read again so often when the list moved under the walk.  The next sync
 * looks back a few minutes in any case. */
#define PASSES_MAX 4

static void go_on (BoSyncWalk *walk);

static void
take_error (BoSyncWalk *walk,
            GError     *error)
{
  if (walk->error == NULL)
    walk->error = error;
  else
    g_error_free (error);
}

typedef struct
{
  BoSyncWalk *walk;
  BoPull      pull;
} Pulling;

static void
pulled (gpointer  data,
        BoAnswer *answer,
        GError   *error)
{
  g_autofree Pulling *pulling = data;
  BoSyncWalk         *walk = pulling->walk;

  walk->n_pulls--;
  if (answer == NULL)
    take_error (walk, error);
  else
    {
      if (!answer->more || walk->plan.only_first)
        walk->last = walk->last == 0 ? pulling->pull.page : MIN (walk->last, pulling->pull.page);
      g_hash_table_insert (walk->answers, GUINT_TO_POINTER (pulling->pull.page), answer);
    }
  go_on (walk);
}

static void
pull_next (BoSyncWalk *walk)
{
  Pulling *pulling = g_new0 (Pulling, 1);

  pulling->walk = walk;
  pulling->pull = walk->plan.pull;
  pulling->pull.page = walk->next_pull++;
  walk->n_pulls++;
  bo_sync_run_pull (walk->run, &pulling->pull, pulled, pulling);
}

/* Whether the next page may be asked for: the one before has said that there is one,
 * or the list is known to be so long. */
static gboolean
may_pull (BoSyncWalk *walk)
{
  guint ahead = walk->n_pulls + g_hash_table_size (walk->answers);

  if (walk->error != NULL || walk->run->n_in_flight >= BO_SYNC_IN_FLIGHT_MAX || ahead >= BO_SYNC_IN_FLIGHT_MAX ||
      (walk->last != 0 && walk->next_pull > walk->last))
    return FALSE;
  if (walk->next_pull <= walk->n_pages || ahead == 0)
    return TRUE;
  return walk->n_pulls == 0;
}

static void
refund_pulled (gpointer  data,
               BoAnswer *answer,
               GError   *error)
{
  g_autofree Pulling *pulling = data;
  BoSyncWalk         *walk = pulling->walk;

  walk->n_refund_pulls--;
  if (answer == NULL)
    {
      /* Deleted since the list was read: the next sync hears of it. */
      if (g_error_matches (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_GONE))
        {
          g_array_append_val (walk->job->gone, pulling->pull.parent);
          g_error_free (error);
        }
      else
        take_error (walk, error);
    }
  else
    {
      g_ptr_array_add (walk->job->refund_answers, answer);
      walk->job->refund_bytes += g_bytes_get_size (answer->body);
      if (walk->job->refund_bytes > REFUND_BYTES_MAX || (answer->more && pulling->pull.page >= REFUND_PAGES_MAX))
        take_error (walk, g_error_new (BO_CATALOG_ERROR, BO_CATALOG_ERROR_ANSWER,
                                       _ ("Order %" PRId64 " has more refunds than an order can have. Nothing more was taken."),
                                       pulling->pull.parent));
      else if (answer->more && walk->error == NULL)
        {
          Pulling *next = g_new0 (Pulling, 1);

          *next = *pulling;
          next->pull.page++;
          walk->n_refund_pulls++;
          bo_sync_run_pull (walk->run, &next->pull, refund_pulled, next);
        }
    }
  go_on (walk);
}

static void
pull_refunds (BoSyncWalk *walk)
{
  while (walk->error == NULL && walk->next_refund < walk->job->refunds_of->len &&
         walk->run->n_in_flight < BO_SYNC_IN_FLIGHT_MAX)
    {
      Pulling *pulling = g_new0 (Pulling, 1);

      pulling->walk = walk;
      pulling->pull.resource = BO_RESOURCE_REFUNDS;
      pulling->pull.parent = g_array_index (walk->job->refunds_of, gint64, walk->next_refund++);
      pulling->pull.page = 1;
      walk->n_refund_pulls++;
      bo_sync_run_pull (walk->run, &pulling->pull, refund_pulled, pulling);
    }
}

/* What a page did is added up, and told. */
static void
take_report (BoSyncWalk *walk)
{
  BoSyncReport    *report = walk->run->report;
  const BoPageJob *job = walk->job;

  report->n_pages++;
  report->n_products += job->counts.products;
  report->n_customers += job->counts.customers;
  report->n_orders += job->counts.orders;
  report->n_removed += job->counts.removed;
  report->n_lines += job->counts.lines;
  report->n_refused += job->n_refused;
  for (guint i = 0; i < job->refused->len && report->refused->len < 100; i++)
    g_ptr_array_add (report->refused, g_strdup (g_ptr_array_index (job->refused, i)));
  walk->run->shop_now = MAX (walk->run->shop_now, job->answer->at);
  walk->n_done += job->n_ids;
  bo_sync_run_set_progress (walk->run, walk->plan.stage, walk->n_done, job->answer->total);
}

static void
page_stored_cb (GObject      *source_object,
                GAsyncResult *result,
                gpointer      user_data)
{
  BoSyncWalk *walk = user_data;
  BoPageJob  *job = walk->job;
  GError     *error = NULL;

  walk->storing = FALSE;
  if (!bo_store_job_finish (BO_STORE (source_object), result, &error))
    take_error (walk, error);
  else if (!job->wants_refunds)
    {
      take_report (walk);
      if (job->has_cursor)
        walk->plan.cursor = job->cursor;
      walk->low = job->last_id + 1;
      walk->passed = MAX (walk->passed, job->highest);
      walk->n_idle = job->n_idle;
      if (job->shrank && walk->plan.use == BO_PAGE_TAKE)
        walk->run->shrank = TRUE;
      walk->total = job->answer->total;
      walk->moved = job->moved;
      walk->repeats = job->repeats;
      /* The first page shows how long a page is. */
      if (job->answer->total > 0 && job->n_ids > 0 && job->answer->more && walk->n_pages == 0)
        walk->n_pages = (guint) MIN ((job->answer->total + job->n_ids - 1) / job->n_ids, G_MAXUINT / 2);
      if (walk->plan.page != NULL)
        walk->plan.page (walk->run, job);
      /* An empty page is the last whatever it says. */
      if (job->n_ids == 0)
        walk->last = MIN (walk->last == 0 ? G_MAXUINT : walk->last, walk->next_store);
      walk->next_store++;
      g_clear_pointer (&walk->job, bo_page_job_free);
    }
  go_on (walk);
}

static void
store_job (BoSyncWalk *walk)
{
  walk->storing = TRUE;
  bo_store_job_async (bo_service_get_store (walk->run->sync->service), bo_page_job_run, walk->job, NULL,
                      walk->run->cancellable, page_stored_cb, walk);
}

static BoPageJob *
new_job (BoSyncWalk *walk,
         BoAnswer   *answer)
{
  BoPageJob *job = g_new0 (BoPageJob, 1);

  job->use = walk->plan.use;
  job->catalog = g_object_ref (walk->run->catalog);
  job->answer = answer;
  job->config = bo_shop_config_copy (walk->run->config);
  job->source = g_strdup (walk->run->source);
  job->at = g_get_real_time () / G_USEC_PER_SEC;
  job->is_walk_of_all = walk->plan.is_walk_of_all;
  job->is_last = !answer->more;
  job->may_repeat = walk->plan.pull.since != 0 && walk->n_passes + 1 < PASSES_MAX;
  job->total = walk->total;
  job->moved = walk->moved;
  job->low = walk->low;
  job->passed = walk->passed;
  job->n_idle = walk->n_idle;
  job->last_id = walk->low - 1;
  job->family = walk->plan.family != NULL ? g_array_ref (walk->plan.family) : NULL;
  job->refunds_of = g_array_new (FALSE, FALSE, sizeof (gint64));
  job->gone = g_array_new (FALSE, FALSE, sizeof (gint64));
  job->refund_answers = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_answer_free);
  job->refused = g_ptr_array_new_with_free_func (g_free);
  if (walk->plan.has_cursor)
    {
      job->has_cursor = TRUE;
      job->cursor = walk->plan.cursor;
      job->cursor.page = answer->pull.page + 1;
      /* A clock that is ahead of ours may be years ahead, and be set right tomorrow:
       * what changes until then would never be asked for.  One that is behind costs
       * no more than another look. */
      if (job->cursor.shop_clock == 0)
        job->cursor.shop_clock = MIN (answer->at, job->at);
    }
  return job;
}

static void
start_pass (BoSyncWalk *walk)
{
  walk->next_pull = walk->next_store = walk->plan.pull.page;
  walk->last = walk->n_pages = walk->n_idle = 0;
  walk->low = walk->passed = walk->total = walk->n_done = 0;
  /* One that goes on where another was cut off cannot know. */
  walk->moved = walk->plan.pull.page > 1;
  walk->repeats = FALSE;
  bo_sync_run_set_progress (walk->run, walk->plan.stage, 0, -1);
}

static void
end_walk (BoSyncWalk *walk)
{
  BoSyncRun     *run = walk->run;
  GError        *error = walk->error;
  BoSyncNextFunc next = walk->plan.next;
  BoSyncCursor   cursor = walk->plan.cursor;

  run->walk = NULL;
  g_hash_table_unref (walk->answers);
  bo_page_job_free (walk->job);
  g_free (walk);
  next (run, &cursor, error);
}

/* Starts whatever can be; ends the walk when nothing is under way any more. */
static void
go_on (BoSyncWalk *walk)
{
  BoAnswer *answer;

  if (walk->error != NULL)
    {
      if (walk->n_pulls == 0 && walk->n_refund_pulls == 0 && !walk->storing)
        end_walk (walk);
      return;
    }

  if (walk->job != NULL && !walk->storing)
    {
      pull_refunds (walk);
      if (walk->n_refund_pulls == 0 && walk->next_refund == walk->job->refunds_of->len)
        store_job (walk);
    }
  if (walk->job == NULL && (walk->last == 0 || walk->next_store <= walk->last))
    {
      gpointer key = GUINT_TO_POINTER (walk->next_store);

      answer = g_hash_table_lookup (walk->answers, key);
      if (answer != NULL)
        {
          g_hash_table_steal (walk->answers, key);
          walk->job = new_job (walk, answer);
          walk->next_refund = 0;
          store_job (walk);
        }
    }
  while (may_pull (walk))
    pull_next (walk);
  /* Pages asked for beyond the end are not waited for in vain: they are empty. */
  if (walk->job != NULL || walk->last == 0 || walk->next_store <= walk->last || walk->n_pulls > 0 || walk->n_refund_pulls > 0)
    return;
  if (!walk->repeats)
    {
      end_walk (walk);
      return;
    }
  walk->n_passes++;
  start_pass (walk);
  pull_next (walk);
}

void
bo_sync_walk_go_on (BoSyncWalk *walk)
{
  go_on (walk);
}

/**
 * bo_sync_walk:
 * @run: the sync under way
 * @plan: which list, and what to do with it
 *
 * Walks the pages of a list, from the page of @plan's pull on.  Ends in @plan's
 * next, with the cursor as it was stored last.
 */
void
bo_sync_walk (BoSyncRun            *run,
              const BoSyncWalkPlan *plan)
{
  BoSyncWalk *walk = g_new0 (BoSyncWalk, 1);

  run->walk = walk;
  walk->run = run;
  walk->plan = *plan;
  walk->plan.pull.page = MAX (plan->pull.page, 1);
  walk->answers = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) bo_answer_free);
  start_pass (walk);
  go_on (walk);
}

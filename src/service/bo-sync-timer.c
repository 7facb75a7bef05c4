/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-sync"

#include "config.h"

#include "bo-sync-private.h"

/* Syncs that nobody asks for: every so many minutes, and sooner when something waits
 * to be written back. */

/* Seconds after a command until what it has to write back is sent: several in a row
 * go together. */
#define SOON 5
/* Seconds until a sync that failed is tried again by itself: doubled each time, up
 * to the interval. */
#define BACKOFF_FIRST 60
#define BACKOFF_DOUBLINGS 6

static gboolean
may_run (BoSync *self)
{
  return self->automatic && self->config != NULL && self->config->interval > 0 && self->run == NULL &&
         !g_cancellable_is_cancelled (self->cancellable);
}

static void
automatic_done_cb (GObject      *source_object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  BoSync *self = BO_SYNC (source_object);

  bo_sync_report_free (bo_sync_run_finish (self, result, NULL));
  /* One that could not begin, since another program syncs, has not done so itself. */
  if (self->timer == 0)
    bo_sync_schedule (self);
}

static gboolean
timer_cb (gpointer user_data)
{
  BoSync *self = user_data;

  self->timer = 0;
  self->status.next_run = 0;
  bo_sync_run_async (self, BO_SYNC_DEFAULT, NULL, automatic_done_cb, NULL);
  return G_SOURCE_REMOVE;
}

static void
set_timer (BoSync *self,
           guint   seconds)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add_seconds (seconds, timer_cb, self);
  self->status.next_run = g_get_real_time () / G_USEC_PER_SEC + seconds;
}

void
bo_sync_schedule (BoSync *self)
{
  guint interval;
  guint seconds;

  g_clear_handle_id (&self->timer, g_source_remove);
  self->status.next_run = 0;
  if (!may_run (self))
    return;

  interval = self->config->interval * 60;
  seconds = interval;
  if (self->n_failures > 0)
    seconds = MIN (interval, (guint) BACKOFF_FIRST << MIN (self->n_failures - 1, BACKOFF_DOUBLINGS));
  seconds = MAX (seconds, self->retry_after);
  /* Not every till of a shop at the same second. */
  seconds += (guint) g_random_int_range (0, (int) (seconds / 10) + 1);
  set_timer (self, seconds);
}

void
bo_sync_schedule_soon (BoSync *self)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  if (!may_run (self) || self->n_failures > 0)
    return;
  if (self->timer == 0 || self->status.next_run > now + SOON)
    set_timer (self, SOON);
}

void
bo_sync_set_automatic (BoSync  *self,
                       gboolean automatic)
{
  g_return_if_fail (BO_IS_SYNC (self));

  self->automatic = automatic;
  if (may_run (self))
    set_timer (self, SOON);
  else
    bo_sync_schedule (self);
}

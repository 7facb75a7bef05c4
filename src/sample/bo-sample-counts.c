/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-sample"

#include "config.h"

#include "bo-sample-counts.h"

/* The log forgets what is older. */
#define LOG_LINES 20000

struct _BoSampleCounts
{
  GMutex      lock;
  GHashTable *counts; /* (element-type utf8 guint64) (owned) */
  GQueue      log;    /* (element-type utf8) (owned) */
};

BoSampleCounts *
bo_sample_counts_new (void)
{
  BoSampleCounts *self = g_new0 (BoSampleCounts, 1);

  g_mutex_init (&self->lock);
  self->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_queue_init (&self->log);

  return self;
}

void
bo_sample_counts_free (BoSampleCounts *self)
{
  g_hash_table_unref (self->counts);
  g_queue_clear_full (&self->log, g_free);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* Counts one more of the name that @format makes. */
void
bo_sample_counts_add (BoSampleCounts *self,
                      const char     *format,
                      ...)
{
  g_autofree char *name = NULL;
  guint64         *count;
  va_list          arguments;

  va_start (arguments, format);
  name = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  g_mutex_lock (&self->lock);
  count = g_hash_table_lookup (self->counts, name);
  if (count == NULL)
    {
      count = g_new0 (guint64, 1);
      g_hash_table_insert (self->counts, g_steal_pointer (&name), count);
    }
  (*count)++;
  g_mutex_unlock (&self->lock);
}

guint64
bo_sample_counts_get (BoSampleCounts *self,
                      const char     *name)
{
  const guint64 *count;
  guint64        value;

  g_mutex_lock (&self->lock);
  count = g_hash_table_lookup (self->counts, name);
  value = count == NULL ? 0 : *count;
  g_mutex_unlock (&self->lock);

  return value;
}

void
bo_sample_counts_log (BoSampleCounts *self,
                      const char     *line)
{
  g_mutex_lock (&self->lock);
  g_queue_push_tail (&self->log, g_strdup (line));
  if (self->log.length > LOG_LINES)
    g_free (g_queue_pop_head (&self->log));
  g_mutex_unlock (&self->lock);
}

/* Returns: (transfer full): what was asked since the last reset, oldest first */
GStrv
bo_sample_counts_dup_log (BoSampleCounts *self)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();

  g_mutex_lock (&self->lock);
  for (const GList *item = self->log.head; item != NULL; item = item->next)
    g_strv_builder_add (lines, item->data);
  g_mutex_unlock (&self->lock);

  return g_strv_builder_end (lines);
}

void
bo_sample_counts_reset (BoSampleCounts *self)
{
  g_mutex_lock (&self->lock);
  g_hash_table_remove_all (self->counts);
  g_queue_clear_full (&self->log, g_free);
  g_mutex_unlock (&self->lock);
}

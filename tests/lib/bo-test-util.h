/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* How long a wait may take before it counts as a failure.  It is long, for a
 * busy machine and the sanitizers; a wait ends as soon as its condition holds. */
/* Generous: under the sanitizers, on a busy machine, an import may take half a minute. */
#define BO_TEST_TIMEOUT_MS 120000

typedef gboolean (*BoTestFunc) (gpointer user_data);

gboolean bo_test_wait (BoTestFunc condition,
                       gpointer   user_data,
                       guint      timeout_ms);

void bo_test_drain (void);

/**
 * bo_test_wait_until:
 * @expr: a condition
 *
 * Iterates the main context until @expr holds.  After BO_TEST_TIMEOUT_MS the
 * program is aborted with a message that names @expr.
 */
#define bo_test_wait_until(expr)                                            \
  G_STMT_START                                                              \
  {                                                                         \
    BoTestTimer bo_timer_;                                                  \
                                                                            \
    bo_test_timer_start (&bo_timer_, BO_TEST_TIMEOUT_MS);                   \
    while (!(expr) && bo_test_timer_iterate (&bo_timer_))                   \
      ;                                                                     \
    bo_test_timer_stop (&bo_timer_);                                        \
    if (!(expr))                                                            \
      g_error ("%s:%d: waited in vain for: %s", __FILE__, __LINE__, #expr); \
  }                                                                         \
  G_STMT_END

/* The machinery of bo_test_wait_until(). */
typedef struct
{
  GSource *source; /* (owned) (nullable) */
  gboolean expired;
} BoTestTimer;

void     bo_test_timer_start (BoTestTimer *timer,
                              guint        timeout_ms);
gboolean bo_test_timer_iterate (BoTestTimer *timer);
void     bo_test_timer_stop (BoTestTimer *timer);

/* Asynchronous functions made to look synchronous:
 *
 *   g_autoptr (GAsyncResult) result = NULL;
 *   bo_thing_do_async (thing, NULL, bo_test_take_result_cb, &result);
 *   bo_thing_do_finish (thing, bo_test_wait_for (&result), &error);
 */
void          bo_test_take_result_cb (GObject      *source_object,
                                      GAsyncResult *result,
                                      gpointer      user_data);
GAsyncResult *bo_test_wait_for (GAsyncResult **result);

/* A folder of the test's own; bo_test_remove_dir() removes it with all it holds. */
char *bo_test_make_dir (void);
void  bo_test_remove_dir (const char *path);

typedef char BoTestDir;

static inline void
bo_test_dir_free (BoTestDir *path)
{
  bo_test_remove_dir (path);
  g_free (path);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoTestDir, bo_test_dir_free)

char *bo_test_read_file (const char *path);
void  bo_test_write_file (const char *path,
                          const char *text,
                          gssize      length);

G_END_DECLS

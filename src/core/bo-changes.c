/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-changes"

#include "config.h"

#include "bo-changes.h"

/* clang-format off */
G_DEFINE_BOXED_TYPE (BoChanges, bo_changes, bo_changes_ref, bo_changes_unref)
/* clang-format on */

/**
 * bo_changes_new:
 *
 * Returns: (transfer full): changes of nothing, to be filled before they are told
 */
BoChanges *
bo_changes_new (void)
{
  BoChanges *changes = g_atomic_rc_box_new0 (BoChanges);

  changes->lines = g_array_new (FALSE, FALSE, sizeof (gint64));
  changes->products = g_array_new (FALSE, FALSE, sizeof (gint64));
  changes->orders = g_array_new (FALSE, FALSE, sizeof (gint64));
  changes->customers = g_array_new (FALSE, FALSE, sizeof (gint64));

  return changes;
}

BoChanges *
bo_changes_ref (BoChanges *changes)
{
  return g_atomic_rc_box_acquire (changes);
}

static void
changes_clear (gpointer data)
{
  BoChanges *changes = data;

  g_array_unref (changes->lines);
  g_array_unref (changes->products);
  g_array_unref (changes->orders);
  g_array_unref (changes->customers);
}

void
bo_changes_unref (BoChanges *changes)
{
  g_atomic_rc_box_release_full (changes, changes_clear);
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  gint64 x = *(const gint64 *) a;
  gint64 y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

/* Puts one of the sets in the order that bo_changes_has() needs. */
void
bo_changes_sort (GArray *ids)
{
  g_array_sort (ids, compare_ids);
}

/**
 * bo_changes_fill:
 * @ids: (element-type gint64): one of the sets, still empty
 * @set: (element-type gint64): what goes into it
 *
 * Fills one of the sets, sorted.
 */
void
bo_changes_fill (GArray     *ids,
                 GHashTable *set)
{
  GHashTableIter iter;
  gpointer       key;

  g_hash_table_iter_init (&iter, set);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_array_append_vals (ids, key, 1);
  bo_changes_sort (ids);
}

/**
 * bo_changes_has:
 * @ids: (element-type gint64): one of the sets, sorted
 * @id: a row's id
 *
 * Returns: whether @id is among @ids; a caller looks at @all first
 */
gboolean
bo_changes_has (const GArray *ids,
                gint64        id)
{
  return g_array_binary_search ((GArray *) ids, &id, compare_ids, NULL);
}

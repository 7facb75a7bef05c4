/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-id-splices"

#include "config.h"

#include <string.h>

#include "bo-id-splices.h"

/* Ids compared at a time by memcmp() while nothing differs. */
#define COMPARE_BLOCK 1024

/* Rows on the screen are some hundreds; who holds more of them does not look. */
#define KEPT_MAX 1000

/* Most ids are told from those kept by one look at their last bits. */
#define FILTER_BITS 16
#define FILTER_SIZE (1 << FILTER_BITS)

/* A stretch of either list. */
typedef struct
{
  const gint64 *ids; /* (not owned) of the whole list */
  guint         start;
  guint         end;
} Stretch;

/* A row that stays where it is among the others that stay. */
typedef struct
{
  guint old_position;
  guint position;
} Anchor;

static guint
count_common_head (const gint64 *a,
                   const gint64 *b,
                   guint         n)
{
  guint head = 0;

  while (n - head >= COMPARE_BLOCK && memcmp (a + head, b + head, COMPARE_BLOCK * sizeof *a) == 0)
    head += COMPARE_BLOCK;
  while (head < n && a[head] == b[head])
    head++;

  return head;
}

/* @a_end and @b_end point behind the last of at least @n ids. */
static guint
count_common_tail (const gint64 *a_end,
                   const gint64 *b_end,
                   guint         n)
{
  guint tail = 0;

  while (n - tail >= COMPARE_BLOCK &&
         memcmp (a_end - tail - COMPARE_BLOCK, b_end - tail - COMPARE_BLOCK, COMPARE_BLOCK * sizeof *a_end) == 0)
    tail += COMPARE_BLOCK;
  while (tail < n && *(a_end - 1 - tail) == *(b_end - 1 - tail))
    tail++;

  return tail;
}

static guint
get_length (const Stretch *stretch)
{
  return stretch->end - stretch->start;
}

/* Leaves what lies between what both begin with and what both end with. */
static void
trim (Stretch *old,
      Stretch *news)
{
  guint head = count_common_head (old->ids + old->start, news->ids + news->start,
                                  MIN (get_length (old), get_length (news)));
  guint tail;

  old->start += head;
  news->start += head;
  tail = count_common_tail (old->ids + old->end, news->ids + news->end, MIN (get_length (old), get_length (news)));
  old->end -= tail;
  news->end -= tail;
}

/* A list view that misses a row of its own among those removed looks for it among
 * all that are added, object by object.  So many do not come with a removal. */
static void
append_splices (GArray  *splices,
                Stretch *old,
                Stretch *news)
{
  BoIdSplice splice;

  trim (old, news);
  splice = (BoIdSplice){ news->start, old->start, get_length (old), get_length (news) };
  if (splice.removed == 0 && splice.added == 0)
    return;

  if (splice.removed > 0 && splice.added > BO_SPLICE_MAX)
    {
      splice.added = 0;
      g_array_append_val (splices, splice);
      splice = (BoIdSplice){ news->start, old->end, 0, get_length (news) };
    }
  g_array_append_val (splices, splice);
}

/* The ids of @kept that @stretch holds, with their positions there; in order. */
static GArray *
find_kept (const Stretch *stretch,
           GHashTable    *kept,
           const guint8  *filter)
{
  GArray *positions = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = stretch->start; i < stretch->end; i++)
    if (filter[stretch->ids[i] & (FILTER_SIZE - 1)] && g_hash_table_contains (kept, &stretch->ids[i]))
      g_array_append_val (positions, i);

  return positions;
}

/* Of the rows kept, in the order of the old list, the most that are in the same
 * order in the new one. */
static GArray *
find_longest_run (const GArray *candidates)
{
  const Anchor     *anchors = (const Anchor *) (gconstpointer) candidates->data;
  g_autofree guint *last = g_new (guint, candidates->len);     /* of the best run of each length */
  g_autofree guint *previous = g_new (guint, candidates->len); /* in the best run that ends here */
  GArray           *run = g_array_new (FALSE, FALSE, sizeof (Anchor));
  guint             length = 0;

  for (guint i = 0; i < candidates->len; i++)
    {
      guint low = 0;
      guint high = length;

      while (low < high)
        {
          guint middle = (low + high) / 2;

          if (anchors[last[middle]].position < anchors[i].position)
            low = middle + 1;
          else
            high = middle;
        }

      previous[i] = low > 0 ? last[low - 1] : 0;
      last[low] = i;
      length = MAX (length, low + 1);
    }

  g_array_set_size (run, length);
  for (guint i = length, at = length > 0 ? last[length - 1] : 0; i > 0; i--)
    {
      g_array_index (run, Anchor, i - 1) = anchors[at];
      at = previous[at];
    }

  return run;
}

static GArray *
find_anchors (const Stretch *old,
              const Stretch *news,
              const GArray  *kept)
{
  g_autofree guint8 *filter = g_new0 (guint8, FILTER_SIZE);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GHashTable) places = g_hash_table_new (g_int64_hash, g_int64_equal); /* id to position + 1 */
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Anchor));
  g_autoptr (GArray) in_old = NULL;
  g_autoptr (GArray) in_new = NULL;

  for (guint i = 0; i < kept->len; i++)
    {
      gint64 *id = &g_array_index (kept, gint64, i);

      g_hash_table_add (ids, id);
      filter[*id & (FILTER_SIZE - 1)] = TRUE;
    }

  in_old = find_kept (old, ids, filter);
  in_new = find_kept (news, ids, filter);
  for (guint i = 0; i < in_new->len; i++)
    {
      guint position = g_array_index (in_new, guint, i);

      g_hash_table_insert (places, (gpointer) &news->ids[position], GUINT_TO_POINTER (position + 1));
    }

  for (guint i = 0; i < in_old->len; i++)
    {
      Anchor anchor = { .old_position = g_array_index (in_old, guint, i) };

      anchor.position = GPOINTER_TO_UINT (g_hash_table_lookup (places, &old->ids[anchor.old_position]));
      if (anchor.position == 0)
        continue;

      anchor.position--;
      g_array_append_val (candidates, anchor);
    }

  return find_longest_run (candidates);
}

/**
 * bo_id_splices_find:
 * @old: (element-type gint64): a list of ids, none twice
 * @news: (element-type gint64): what it becomes
 * @kept: (element-type gint64): ids of rows that somebody looks at
 *
 * What lies between what both lists begin with and what both end with has changed.
 * Up to %BO_SPLICE_MAX rows are told in one step.  More are told in several, round
 * the rows that somebody looks at: when one line of a million moves to the front,
 * the half a million that it passes are not told to have changed, and scroll
 * position and widgets stay.
 *
 * Returns: (transfer full) (element-type BoIdSplice): the steps, first to last
 */
GArray *
bo_id_splices_find (const GArray *old,
                    const GArray *news,
                    const GArray *kept)
{
  GArray *splices = g_array_new (FALSE, FALSE, sizeof (BoIdSplice));
  Stretch a = { (const gint64 *) (gconstpointer) old->data, 0, old->len };
  Stretch b = { (const gint64 *) (gconstpointer) news->data, 0, news->len };

  trim (&a, &b);
  if (MAX (get_length (&a), get_length (&b)) > BO_SPLICE_MAX && kept->len > 0 && kept->len <= KEPT_MAX)
    {
      g_autoptr (GArray) anchors = find_anchors (&a, &b, kept);

      for (guint i = 0; i < anchors->len; i++)
        {
          const Anchor *anchor = &g_array_index (anchors, Anchor, i);
          Stretch       before_a = { a.ids, a.start, anchor->old_position };
          Stretch       before_b = { b.ids, b.start, anchor->position };

          append_splices (splices, &before_a, &before_b);
          a.start = anchor->old_position + 1;
          b.start = anchor->position + 1;
        }
    }
  append_splices (splices, &a, &b);

  return splices;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-run-key"

#include "config.h"

#include "bo-run-key.h"

#include <stdlib.h>

/* The order of the line (domain.md b.2), in keys that compare quickly. */

/* The key of a line that stands in the queue since @queued. */
void
bo_keyed_set (const BoRun    *run,
              const BoDemand *demand,
              gint64          queued,
              BoKeyed        *keyed)
{
  guint n = 0;

  /* Class after class, or the class behind the need date of a queue by need. */
  if (run->policy->by_class)
    keyed->key[n++] = demand->priority_class;
  if (run->key == BO_KEY_NEED)
    keyed->key[n++] = demand->need;
  if (!run->policy->by_class && run->key != BO_KEY_FIFO)
    keyed->key[n++] = demand->priority_class;
  keyed->key[n++] = queued;
  while (n < G_N_ELEMENTS (keyed->key))
    keyed->key[n++] = 0;
  keyed->id = demand->id;
}

int
bo_keyed_compare (gconstpointer a,
                  gconstpointer b)
{
  const BoKeyed *x = a;
  const BoKeyed *y = b;

  for (guint i = 0; i < G_N_ELEMENTS (x->key); i++)
    if (x->key[i] != y->key[i])
      return x->key[i] < y->key[i] ? -1 : 1;
  if (x->id != y->id)
    return x->id < y->id ? -1 : 1;

  return (x->turn.offset > y->turn.offset) - (x->turn.offset < y->turn.offset);
}

/* Most lines come in order: the store hands them out so. */
static gboolean
is_sorted (const GArray *keyed)
{
  for (guint i = 1; i < keyed->len; i++)
    if (bo_keyed_compare (&g_array_index (keyed, BoKeyed, i - 1), &g_array_index (keyed, BoKeyed, i)) > 0)
      return FALSE;

  return TRUE;
}

void
bo_keyed_sort (GArray *keyed)
{
  if (!is_sorted (keyed))
    qsort (keyed->data, keyed->len, sizeof (BoKeyed), bo_keyed_compare);
}

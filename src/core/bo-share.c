/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-share"

#include "config.h"

#include <stdlib.h>

#include "bo-run.h"

/* How a pool is divided in proportion or in equal parts (domain.md b.3): pure
 * arithmetic in whole cases, for lines in the order of ties.  All products of units
 * are taken in 128 bits, so nothing overflows. */

typedef __int128 Wide;

/* Above this, in 2^-32, nobody has a claim: no line has more units open. */
#define LEVEL_MAX ((guint64) BO_UNITS_MAX << 32)

typedef struct
{
  gint64 open;  /* what it wants in all */
  gint64 cases; /* it has, and is given: the a of Sainte-Laguë */
  gint64 room;  /* cases that it can still take */
  gint64 given;
  gint64 weight;
  Wide   rest; /* of its quota, for the largest remainder */
  guint  rank;
} Share;

static Share *
make_shares (const BoRun  *run,
             const guint  *demands,
             guint         n,
             const gint64 *gives)
{
  Share *shares = g_new0 (Share, n);
  gint64 lot = run->policy->lot;

  for (guint i = 0; i < n; i++)
    {
      const BoDemand *demand = bo_run_demand (run, demands[i]);
      gint64          has = run->has[demands[i]] + gives[demands[i]];

      shares[i].open = demand->open;
      shares[i].cases = has / lot;
      shares[i].room = MAX (0, demand->open - has) / lot;
      shares[i].weight = demand->weight > 0 ? demand->weight : demand->open - has;
      shares[i].rank = i;
    }

  return shares;
}

static void
take_shares (const BoRun *run,
             const guint *demands,
             guint        n,
             const Share *shares,
             gint64      *gives)
{
  for (guint i = 0; i < n; i++)
    gives[demands[i]] += shares[i].given * run->policy->lot;
}

/* Cases beyond those it has for which open / (2a + 1) is more than level / 2^32. */
static gint64
count_above (const Share *share,
             guint64      level)
{
  /* 2a + 1 < open * 2^32 / level; open is at most 2^31. */
  guint64 most = (((guint64) share->open << 32) - 1) / level;
  gint64  seats = (gint64) ((most + 1) / 2);

  return CLAMP (seats - share->cases, 0, share->room);
}

/* Cases that all take above @level; any number over @pool where that is too many. */
static gint64
sum_above (const Share *shares,
           guint        n,
           guint64      level,
           gint64       pool)
{
  gint64 total = 0;

  for (guint i = 0; i < n && total <= pool; i++)
    total += shares[i].open > 0 ? count_above (&shares[i], level) : 0;

  return total;
}

/* The level at which the quotas of all, rounded to the nearest, make up @pool: near
 * the one that is looked for. */
static guint64
guess_level (const Share *shares,
             guint        n,
             gint64       pool)
{
  Wide open = 0;
  Wide cases = pool;
  Wide level;

  for (guint i = 0; i < n; i++)
    {
      open += shares[i].open;
      cases += shares[i].cases;
    }
  level = (open << 31) / MAX (cases, 1);

  return (guint64) CLAMP (level, 1, LEVEL_MAX);
}

/* A level above which all take no more than @pool, and only a few cases less: in
 * growing steps away from a guess until it lies between two, then by halves. */
static guint64
find_level (const Share *shares,
            guint        n,
            gint64       pool)
{
  guint64 low = 0;          /* gives too much */
  guint64 high = LEVEL_MAX; /* gives nothing */
  guint64 level = guess_level (shares, n, pool);
  guint64 step = level / 64 + 1;

  while (high - low > 1)
    {
      gint64 total = sum_above (shares, n, level, pool);

      if (total > pool)
        low = level;
      else
        high = level;
      if (total <= pool && pool - total <= n / 16)
        break;

      if (high == LEVEL_MAX && step < high - low)
        level = low + step;
      else if (low == 0 && step < high)
        level = high - step;
      else
        level = low + (high - low) / 2;
      step *= 2;
    }

  return high;
}

/* Whether @a has the larger ratio, or stands before @b in the order of ties. */
static gboolean
comes_before (const Share *a,
              const Share *b)
{
  Wide x = (Wide) a->open * (2 * (b->cases + b->given) + 1);
  Wide y = (Wide) b->open * (2 * (a->cases + a->given) + 1);

  return x != y ? x > y : a->rank < b->rank;
}

static void
sift_down (Share **heap,
           guint   n,
           guint   i)
{
  while (TRUE)
    {
      guint  best = i;
      Share *moved;

      for (guint child = 2 * i + 1; child <= 2 * i + 2 && child < n; child++)
        if (comes_before (heap[child], heap[best]))
          best = child;
      if (best == i)
        return;
      moved = heap[i];
      heap[i] = heap[best];
      heap[best] = moved;
      i = best;
    }
}

/* Case by case to the largest ratio. */
static void
finish_one_by_one (Share *shares,
                   guint  n,
                   gint64 left)
{
  g_autofree Share **heap = g_new (Share *, n);
  guint              size = 0;

  for (guint i = 0; i < n; i++)
    if (shares[i].given < shares[i].room)
      heap[size++] = &shares[i];
  for (guint i = size / 2; i-- > 0;)
    sift_down (heap, size, i);

  while (left > 0 && size > 0)
    {
      heap[0]->given++;
      left--;
      if (heap[0]->given >= heap[0]->room)
        heap[0] = heap[--size];
      sift_down (heap, size, 0);
    }
}

/**
 * bo_share_sainte_lague:
 * @run: a run
 * @demands: (array length=n): indices of lines, in the order of ties
 * @n: how many
 * @pool: units to divide
 * @gives: (inout): for each line of the run, to which what it is given is added
 *
 * The Sainte-Laguë sequence: each case to the largest d / (2a + 1).  Goes at once to
 * just above the last case, and from there case by case.
 */
void
bo_share_sainte_lague (const BoRun *run,
                       const guint *demands,
                       guint        n,
                       gint64       pool,
                       gint64      *gives)
{
  g_autofree Share *shares = make_shares (run, demands, n, gives);
  gint64            left = pool / run->policy->lot;
  guint64           level = find_level (shares, n, left);

  for (guint i = 0; i < n; i++)
    {
      shares[i].given = shares[i].open > 0 ? count_above (&shares[i], level) : 0;
      left -= shares[i].given;
    }
  finish_one_by_one (shares, n, left);
  take_shares (run, demands, n, shares, gives);
}

/* Fills every line whose quota reaches its room; %FALSE when there was none. */
static gboolean
fill_capped (Share  *shares,
             guint   n,
             gint64 *left,
             Wide   *weight)
{
  gint64   before = *left;
  Wide     whole = *weight;
  gboolean any = FALSE;

  for (guint i = 0; i < n; i++)
    {
      Share *share = &shares[i];

      if (share->weight == 0 || (Wide) before * share->weight < (Wide) share->room * whole)
        continue;
      share->given = share->room;
      *left -= share->room;
      *weight -= share->weight;
      share->weight = 0;
      any = TRUE;
    }

  return any;
}

static int
compare_rests (gconstpointer a,
               gconstpointer b)
{
  const Share *x = *(const Share *const *) a;
  const Share *y = *(const Share *const *) b;

  if (x->rest != y->rest)
    return x->rest > y->rest ? -1 : 1;

  return (x->rank > y->rank) - (x->rank < y->rank);
}

/**
 * bo_share_pro_rata:
 * @run: a run
 * @demands: (array length=n): indices of lines, in the order of ties
 * @n: how many
 * @pool: units to divide
 * @gives: (inout): for each line of the run, to which what it is given is added
 *
 * Quotas by weight, rounded by the largest remainder; who reaches his room is filled
 * and the rest divided again.
 */
void
bo_share_pro_rata (const BoRun *run,
                   const guint *demands,
                   guint        n,
                   gint64       pool,
                   gint64      *gives)
{
  g_autofree Share  *shares = make_shares (run, demands, n, gives);
  g_autofree Share **order = g_new (Share *, n);
  gint64             left = pool / run->policy->lot;
  gint64             divided;
  Wide               weight = 0;
  guint              n_left = 0;

  for (guint i = 0; i < n; i++)
    weight += shares[i].weight;
  while (weight > 0 && fill_capped (shares, n, &left, &weight))
    continue;

  divided = left;
  for (guint i = 0; i < n; i++)
    {
      if (shares[i].weight == 0)
        continue;
      shares[i].given = (gint64) ((Wide) divided * shares[i].weight / weight);
      shares[i].rest = (Wide) divided * shares[i].weight % weight;
      left -= shares[i].given;
      order[n_left++] = &shares[i];
    }
  qsort (order, n_left, sizeof *order, compare_rests);
  for (guint i = 0; i < n_left && left > 0; i++)
    {
      order[i]->given++;
      left--;
    }
  take_shares (run, demands, n, shares, gives);
}

static gint64
below_level (const Share *share,
             gint64       level)
{
  return CLAMP (level - share->cases, 0, share->room);
}

/**
 * bo_share_equal:
 * @run: a run
 * @demands: (array length=n): indices of lines, in the order of ties
 * @n: how many
 * @pool: units to divide
 * @gives: (inout): for each line of the run, to which what it is given is added
 *
 * The same level for all, then a case each in the order of the line.
 */
void
bo_share_equal (const BoRun *run,
                const guint *demands,
                guint        n,
                gint64       pool,
                gint64      *gives)
{
  g_autofree Share *shares = make_shares (run, demands, n, gives);
  gint64            left = pool / run->policy->lot;
  gint64            low = 0; /* fits */
  gint64            high = BO_UNITS_MAX + 1;

  while (high - low > 1)
    {
      gint64 middle = low + (high - low) / 2;
      gint64 total = 0;

      for (guint i = 0; i < n && total <= left; i++)
        total += below_level (&shares[i], middle);
      if (total <= left)
        low = middle;
      else
        high = middle;
    }
  for (guint i = 0; i < n; i++)
    {
      shares[i].given = below_level (&shares[i], low);
      left -= shares[i].given;
    }
  for (guint i = 0; i < n && left > 0; i++)
    {
      if (shares[i].given >= shares[i].room || shares[i].cases + shares[i].given > low)
        continue;
      shares[i].given++;
      left--;
    }
  take_shares (run, demands, n, shares, gives);
}

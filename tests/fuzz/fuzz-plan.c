/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-plan-json-private.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

/* Invariants A1 and A2 of domain.md b.1: no supply gives more than it has, no line
 * takes more than it wants. */
static void
check_sums (const BoPlan       *plan,
            const BoAllocation *allocation)
{
  g_autofree gint64 *given = g_new0 (gint64, plan->supplies->len + 1);

  for (guint i = 0; i < plan->demands->len; i++)
    {
      const BoDemand *demand = &g_array_index (plan->demands, BoDemand, i);
      const BoDeal   *deal = bo_allocation_get_deal (allocation, i);
      gint64          pegged = 0;

      for (guint j = 0; j < deal->n_pegs; j++)
        {
          const BoPeg *peg = &g_array_index (allocation->pegs, BoPeg, deal->first_peg + j);

          given[peg->supply] += peg->units;
          pegged += peg->units;
        }
      g_assert_cmpint (pegged + deal->lacking, ==, demand->open);
      g_assert_cmpint (deal->lacking, >=, 0);
      g_assert_cmpint (deal->units, <=, pegged);
      g_assert_cmpint (deal->held_back, <=, deal->units);
    }
  for (guint i = 0; i < plan->supplies->len; i++)
    g_assert_cmpint (given[i], <=, g_array_index (plan->supplies, BoSupply, i).units);
}

/* Whatever it is given, it answers or refuses. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BoPlanFile) file = bo_plan_file_parse ((const char *) data, size, &error);
  g_autoptr (BoAllocation) allocation = NULL;
  g_autofree char *answer = NULL;

  g_assert_true ((file == NULL) == (error != NULL));
  if (file == NULL)
    return 0;

  allocation = bo_allocate (file->plan);
  check_sums (file->plan, allocation);
  answer = bo_plan_file_answer (file, allocation);
  g_assert_nonnull (answer);

  return 0;
}

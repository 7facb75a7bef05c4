/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Plans of a size at which a rule that counts unit by unit, or walks all lines for
 * each, would not come to an end. */

#include "random-plan.h"

/* Must not loop per unit (b.3), nor overflow. */
static void
test_huge (gconstpointer user_data)
{
  BoRule rule = (BoRule) GPOINTER_TO_INT (user_data);
  g_autoptr (BoPolicy) policy = bo_policy_new ();
  g_autoptr (BoPlan) plan = NULL;
  g_autoptr (BoAllocation) allocation = NULL;
  BoSupply supply = { .id = 1, .units = G_GINT64_CONSTANT (4000000001) };
  gint64   sum = 0;

  policy->rule = rule;
  policy->key = bo_policy_default_key (rule);
  plan = bo_plan_new (policy, 0, 1);
  g_array_append_val (plan->supplies, supply);
  for (gint64 i = 1; i <= 3; i++)
    {
      BoDemand demand = { .id = i, .order_id = i, .open = G_GINT64_CONSTANT (2000000000), .priority_class = 2, .queued = i, .need = BO_DAY_NONE };

      g_array_append_val (plan->demands, demand);
    }
  allocation = bo_allocate (plan);
  for (guint i = 0; i < 3; i++)
    sum += bo_allocation_get_deal (allocation, i)->units;
  g_assert_cmpint (sum, ==, supply.units);
  if (bo_policy_is_fair (rule))
    g_assert_cmpint (bo_allocation_get_deal (allocation, 0)->units, ==, G_GINT64_CONSTANT (1333333334));
}

/* Many lines that ship complete are left out one after the other: it must end. */
static void
test_many_complete (gconstpointer user_data)
{
  BoRule rule = (BoRule) GPOINTER_TO_INT (user_data);
  g_autoptr (BoPolicy) policy = bo_policy_new ();
  g_autoptr (BoPlan) plan = NULL;
  g_autoptr (BoAllocation) allocation = NULL;
  BoSupply supply = { .id = 1, .units = 2000 };

  policy->rule = rule;
  policy->key = bo_policy_default_key (rule);
  plan = bo_plan_new (policy, 0, 1);
  g_array_append_val (plan->supplies, supply);
  for (gint64 i = 1; i <= 2000; i++)
    {
      BoDemand demand = { .id = i, .order_id = i, .open = 3, .priority_class = 2, .queued = i, .need = BO_DAY_NONE, .ship = i % 2 ? BO_SHIP_LINE_COMPLETE : BO_SHIP_PARTIAL };

      g_array_append_val (plan->demands, demand);
    }
  allocation = bo_allocate (plan);
  for (guint i = 0; i < plan->demands->len; i += 2)
    g_assert_cmpint (bo_allocation_get_deal (allocation, i)->units % 3, ==, 0);
}

/* Many lines of many products with many days of deliveries: it must not walk all of
 * them on each day. */
static void
test_wide (gconstpointer user_data)
{
  BoRule rule = (BoRule) GPOINTER_TO_INT (user_data);
  g_autoptr (BoPolicy) policy = bo_policy_new ();
  g_autoptr (BoPlan) plan = NULL;
  g_autoptr (BoAllocation) allocation = NULL;
  const int n_products = 2000;
  const int n_lines = 200000;

  policy->rule = rule;
  policy->key = bo_policy_default_key (rule);
  plan = bo_plan_new (policy, 0, n_products);
  for (int i = 0; i < 2 * n_products; i++)
    {
      BoSupply supply = { .id = i, .product = (guint) (i / 2), .kind = BO_SUPPLY_RECEIPT, .day = i % 365, .units = 60 };

      g_array_append_val (plan->supplies, supply);
    }
  for (int i = 0; i < n_lines; i++)
    {
      /* Shuffled: 7919 is prime to the number of lines. */
      BoDemand demand = { .id = i * 7919 % n_lines, .order_id = i / 3, .product = (guint) (i * 7919 % n_products), .open = 1, .priority_class = 2, .queued = i * 31 % n_lines, .need = BO_DAY_NONE };

      /* A few orders tie all products together. */
      if (i % 30 < 3)
        demand.ship = BO_SHIP_ORDER_COMPLETE;
      g_array_append_val (plan->demands, demand);
    }
  allocation = bo_allocate (plan);
  for (int i = 0; i < n_lines; i++)
    if (plan_demand (plan, i)->ship == BO_SHIP_PARTIAL)
      g_assert_cmpint (bo_allocation_get_deal (allocation, i)->lacking, ==, 0);
}

/* Ten thousand that ship complete and do not fit are not left out one by one. */
static void
test_crowd (gconstpointer user_data)
{
  g_autoptr (BoPolicy) policy = bo_policy_new ();
  g_autoptr (BoPlan) plan = NULL;
  g_autoptr (BoAllocation) allocation = NULL;
  BoSupply supply = { .id = 1, .units = 3000 };
  gint64   started = g_get_monotonic_time ();
  gint64   sum = 0;

  policy->rule = BO_RULE_FAIR_SHARE;
  plan = bo_plan_new (policy, 0, 1);
  g_array_append_val (plan->supplies, supply);
  for (gint64 i = 1; i <= 20000; i++)
    {
      BoDemand demand = { .id = i, .order_id = i, .open = 2 + i * 7919 % 11, .priority_class = 2, .queued = i, .need = BO_DAY_NONE, .ship = BO_SHIP_LINE_COMPLETE };

      g_array_append_val (plan->demands, demand);
    }
  allocation = bo_allocate (plan);
  for (guint i = 0; i < plan->demands->len; i++)
    {
      gint64 units = bo_allocation_get_deal (allocation, i)->units;

      g_assert_true (units == 0 || units == plan_demand (plan, i)->open);
      sum += units;
    }
  g_assert_cmpint (sum, >, supply.units - 13);
  /* One by one it takes 20 s and more. */
  g_assert_cmpint (g_get_monotonic_time () - started, <, 5 * G_USEC_PER_SEC);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (int rule = BO_RULE_FIFO; rule <= BO_RULE_CLASS_SHARES; rule++)
    {
      g_autofree char *huge = g_strdup_printf ("/allocation/huge/%s", bo_rule_to_name ((BoRule) rule));
      g_autofree char *many = g_strdup_printf ("/allocation/many-complete/%s", bo_rule_to_name ((BoRule) rule));

      g_test_add_data_func (huge, GINT_TO_POINTER (rule), test_huge);
      g_test_add_data_func (many, GINT_TO_POINTER (rule), test_many_complete);
    }
  g_test_add_data_func ("/allocation/crowd/fair-share", NULL, test_crowd);
  g_test_add_data_func ("/allocation/wide/fifo", GINT_TO_POINTER (BO_RULE_FIFO), test_wide);
  g_test_add_data_func ("/allocation/wide/priority", GINT_TO_POINTER (BO_RULE_PRIORITY), test_wide);

  return g_test_run ();
}

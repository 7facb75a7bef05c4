/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-allocation.h"

/* Names stand in plan files, settings and scripts of users: they never change. */

typedef struct
{
  int         value;
  const char *name;
} NameCase;

static const NameCase rules[] = {
  { BO_RULE_FIFO, "fifo" },
  { BO_RULE_PRIORITY, "priority" },
  { BO_RULE_NEED, "need" },
  { BO_RULE_FAIR_SHARE, "fair-share" },
  { BO_RULE_PRO_RATA, "pro-rata" },
  { BO_RULE_EQUAL_SHARE, "equal-share" },
  { BO_RULE_CLASS_SHARES, "class-shares" },
  { BO_RULE_STRATEGIES, "strategies" },
};
static const NameCase keys[] = {
  { BO_KEY_FIFO, "fifo" },
  { BO_KEY_PRIORITY, "priority" },
  { BO_KEY_NEED, "need" },
};
static const NameCase modes[] = {
  { BO_COMPLETE_SKIP, "skip" },
  { BO_COMPLETE_HOLD, "hold" },
  { BO_COMPLETE_SKIP_UNTIL, "skip-until" },
};
static const NameCase ships[] = {
  { BO_SHIP_PARTIAL, "partial" },
  { BO_SHIP_LINE_COMPLETE, "line-complete" },
  { BO_SHIP_ORDER_COMPLETE, "order-complete" },
};
static const NameCase strategies[] = {
  { BO_STRATEGY_REDISTRIBUTE, "redistribute" },
  { BO_STRATEGY_WIN, "win" },
  { BO_STRATEGY_GAIN, "gain" },
  { BO_STRATEGY_IMPROVE, "improve" },
  { BO_STRATEGY_FILL, "fill" },
  { BO_STRATEGY_LOSE, "lose" },
  { BO_STRATEGY_SKIP, "skip" },
};

/* Every name both ways, and none besides. */
#define TEST_NAMES(cases, Type, to_name, from_name)              \
  G_STMT_START                                                   \
  {                                                              \
    Type value = (Type) 99;                                      \
                                                                 \
    for (guint i = 0; i < G_N_ELEMENTS (cases); i++)             \
      {                                                          \
        g_assert_cmpstr (to_name ((Type) i), ==, cases[i].name); \
        g_assert_true (from_name (cases[i].name, &value));       \
        g_assert_cmpint (value, ==, cases[i].value);             \
      }                                                          \
    value = (Type) 99;                                           \
    g_assert_false (from_name ("", &value));                     \
    g_assert_false (from_name (NULL, &value));                   \
    g_assert_false (from_name ("FIFO", &value));                 \
    g_assert_false (from_name ("fi", &value));                   \
    g_assert_cmpint (value, ==, 99);                             \
  }                                                              \
  G_STMT_END

static void
test_rules (void)
{
  TEST_NAMES (rules, BoRule, bo_rule_to_name, bo_rule_from_name);
}

static void
test_keys (void)
{
  TEST_NAMES (keys, BoKey, bo_key_to_name, bo_key_from_name);
}

static void
test_modes (void)
{
  TEST_NAMES (modes, BoCompleteMode, bo_complete_mode_to_name, bo_complete_mode_from_name);
}

static void
test_ships (void)
{
  TEST_NAMES (ships, BoShipPolicy, bo_ship_policy_to_name, bo_ship_policy_from_name);
}

static void
test_strategies (void)
{
  TEST_NAMES (strategies, BoStrategy, bo_strategy_to_name, bo_strategy_from_name);
}

static void
test_exceptions (void)
{
  g_assert_cmpstr (bo_exception_kind_to_name (BO_EXCEPTION_WIN_NOT_FULL), ==, "WIN_NOT_FULL");
  g_assert_cmpstr (bo_exception_kind_to_name (BO_EXCEPTION_GAIN_LOST), ==, "GAIN_LOST");
  g_assert_cmpstr (bo_exception_kind_to_name (BO_EXCEPTION_SUPPLY_DROP), ==, "SUPPLY_DROP");
}

/* What a plan that says nothing means (design.md section 7). */
static void
test_defaults (void)
{
  g_autoptr (BoPolicy) policy = bo_policy_new ();

  g_assert_cmpint (policy->rule, ==, BO_RULE_PRIORITY);
  g_assert_cmpint (policy->key, ==, BO_KEY_PRIORITY);
  g_assert_false (policy->by_class);
  g_assert_cmpint (policy->lot, ==, 1);
  g_assert_false (policy->min_one);
  g_assert_cmpint (policy->ship_complete, ==, BO_COMPLETE_SKIP);
  g_assert_cmpint (policy->skip_until_days, ==, 30);
  g_assert_cmpint (policy->on_exception, ==, BO_ON_EXCEPTION_BEST);
  g_assert_cmpuint (policy->shares->len, ==, 0);
  g_assert_cmpint (policy->dock_days, ==, 2);
  g_assert_cmpint (policy->overdue_days, ==, 7);
  g_assert_cmpint (bo_policy_default_key (BO_RULE_NEED), ==, BO_KEY_NEED);
  g_assert_cmpint (bo_policy_default_key (BO_RULE_STRATEGIES), ==, BO_KEY_PRIORITY);
  g_assert_cmpint (bo_policy_default_key (BO_RULE_FAIR_SHARE), ==, BO_KEY_FIFO);
}

static void
test_copy (void)
{
  g_autoptr (BoPolicy) policy = bo_policy_new ();
  g_autoptr (BoPolicy) copy = NULL;
  BoClassShare share = { 1, 60 };

  policy->reserve_name = g_strdup ("Spring");
  g_array_append_val (policy->shares, share);
  copy = bo_policy_copy (policy);
  g_array_set_size (policy->shares, 0);
  g_clear_pointer (&policy->reserve_name, g_free);

  g_assert_cmpuint (copy->shares->len, ==, 1);
  g_assert_cmpint (g_array_index (copy->shares, BoClassShare, 0).percent, ==, 60);
  g_assert_cmpstr (copy->reserve_name, ==, "Spring");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/policy/names/rule", test_rules);
  g_test_add_func ("/policy/names/key", test_keys);
  g_test_add_func ("/policy/names/complete-mode", test_modes);
  g_test_add_func ("/policy/names/ship-policy", test_ships);
  g_test_add_func ("/policy/names/strategy", test_strategies);
  g_test_add_func ("/policy/names/exception", test_exceptions);
  g_test_add_func ("/policy/defaults", test_defaults);
  g_test_add_func ("/policy/copy", test_copy);

  return g_test_run ();
}

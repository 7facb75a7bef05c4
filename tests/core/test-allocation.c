/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The invariants of domain.md b.1 on random plans.  A failure prints the seed;
 * BO_TEST_SEED runs it again. */

#include "random-plan.h"
#include "reference.h"

#include <signal.h>
#include <stdlib.h>

/* The sanitizers make an allocation of memory ten times as long. */
#ifdef __SANITIZE_ADDRESS__
#define N_ROUNDS 300
#else
#define N_ROUNDS 3000
#endif

static guint32 first_seed;

typedef void (*CheckPlan) (GRand *rand, BoRule rule);

typedef struct
{
  const char *name;
  CheckPlan   check;
  guint       rules; /* bits of BoRule */
} Property;

#define RULE(rule) (1u << (rule))
#define GREEDY (RULE (BO_RULE_FIFO) | RULE (BO_RULE_PRIORITY) | RULE (BO_RULE_NEED))
#define FAIR (RULE (BO_RULE_FAIR_SHARE) | RULE (BO_RULE_PRO_RATA) | RULE (BO_RULE_EQUAL_SHARE))
#define ALL_RULES (GREEDY | FAIR | RULE (BO_RULE_CLASS_SHARES) | RULE (BO_RULE_STRATEGIES))

static BoPolicy *
make_policy (GRand *rand,
             BoRule rule)
{
  BoPolicy *policy = random_policy (rand, rule);

  /* Sometimes class after class, a rule inside each. */
  if (rule != BO_RULE_STRATEGIES && rule != BO_RULE_CLASS_SHARES && g_rand_int_range (rand, 0, 4) == 0)
    {
      policy->by_class = TRUE;
      policy->inside_class = rule;
      policy->rule = BO_RULE_PRIORITY;
    }

  return policy;
}

/* A1, A2, A3, A4: sums, whatever else there is. */
static void
check_sums (GRand *rand,
            BoRule rule)
{
  g_autoptr (BoPolicy) policy = make_policy (rand, rule);
  g_autoptr (BoPlan) plan = NULL;
  g_autoptr (BoAllocation) allocation = NULL;
  g_autofree gint64 *given = NULL;
  g_autofree gint64 *hard = NULL;

  if (bo_policy_is_fair (rule) && g_rand_boolean (rand))
    policy->lot = g_rand_int_range (rand, 1, 5);
  policy->reserve_campaign = g_rand_boolean (rand);
  policy->reserve_units = g_rand_int_range (rand, 0, 10);
  plan = random_plan (rand, policy, PLAN_ALL);
  allocation = bo_allocate (plan);
  given = g_new0 (gint64, plan->supplies->len + 1);
  hard = g_new0 (gint64, plan->n_products);

  for (guint i = 0; i < plan->demands->len; i++)
    {
      const BoDemand *demand = plan_demand (plan, i);
      const BoDeal   *deal = bo_allocation_get_deal (allocation, i);
      gint64          pegged = 0;

      for (guint j = 0; j < deal->n_pegs; j++)
        {
          const BoPeg *peg = &g_array_index (allocation->pegs, BoPeg, deal->first_peg + j);

          g_assert_cmpint (peg->units, >, 0);
          g_assert_cmpuint (plan_supply (plan, peg->supply)->product, ==, demand->product);
          given[peg->supply] += peg->units;
          pegged += peg->units;
        }
      g_assert_cmpint (pegged, <=, demand->open);
      g_assert_cmpint (deal->lacking, ==, demand->open - pegged);
      g_assert_cmpint (deal->units, <=, demand->open);
      g_assert_cmpint (deal->held_back, <=, deal->units);
      g_assert_cmpint (deal->units, >=, demand->locked);
      if (demand->paused && !allocation->aborted)
        g_assert_cmpint (pegged, ==, demand->locked);
      hard[demand->product] += deal->units;
    }
  for (guint i = 0; i < plan->supplies->len; i++)
    g_assert_cmpint (given[i], <=, plan_supply (plan, i)->units);
  for (guint i = 0; i < plan->supplies->len; i++)
    if (plan_supply (plan, i)->kind == BO_SUPPLY_ON_HAND)
      g_assert_cmpint (hard[plan_supply (plan, i)->product] +
                           g_array_index (allocation->free, gint64, plan_supply (plan, i)->product),
                       ==, plan_supply (plan, i)->units);
}

/* Of an order that skips, all lines are on hand or none is. */
static void
check_order (const BoPlan       *plan,
             const BoAllocation *allocation,
             guint               demand)
{
  gboolean full = bo_allocation_get_deal (allocation, demand)->units == plan_demand (plan, demand)->open;

  for (guint i = 0; i < plan->demands->len; i++)
    if (plan_demand (plan, i)->order_id == plan_demand (plan, demand)->order_id &&
        plan_demand (plan, i)->ship == BO_SHIP_ORDER_COMPLETE && plan_demand (plan, i)->open > 0 &&
        plan_demand (plan, demand)->open > 0)
      g_assert_cmpint (bo_allocation_get_deal (allocation, i)->units, ==, full ? plan_demand (plan, i)->open : 0);
}

/* A complete line has all that it wants on hand, or nothing that may leave. */
static void
check_complete (GRand *rand,
                BoRule rule)
{
  g_autoptr (BoPolicy) policy = make_policy (rand, rule);
  g_autoptr (BoPlan) plan = random_plan (rand, policy, PLAN_COMPLETE);
  g_autoptr (BoAllocation) allocation = bo_allocate (plan);

  for (guint i = 0; i < plan->demands->len; i++)
    {
      const BoDemand *demand = plan_demand (plan, i);
      const BoDeal   *deal = bo_allocation_get_deal (allocation, i);

      if (demand->ship == BO_SHIP_PARTIAL)
        g_assert_cmpint (deal->held_back, ==, 0);
      else if (deal->units < demand->open)
        g_assert_cmpint (deal->held_back, ==, deal->units);
      if (demand->ship == BO_SHIP_LINE_COMPLETE && policy->ship_complete == BO_COMPLETE_SKIP && !allocation->aborted &&
          (rule != BO_RULE_STRATEGIES || demand->strategy != BO_STRATEGY_SKIP))
        g_assert_true (deal->units == 0 || deal->units == demand->open);
      if (demand->ship == BO_SHIP_ORDER_COMPLETE && policy->ship_complete == BO_COMPLETE_SKIP && rule != BO_RULE_STRATEGIES)
        check_order (plan, allocation, i);
    }
}

/* A5: the order of the input is irrelevant. */
static void
check_order_of_input (GRand *rand,
                      BoRule rule)
{
  g_autoptr (BoPolicy) policy = make_policy (rand, rule);
  g_autoptr (BoPlan) plan = random_plan (rand, policy, PLAN_ALL);
  g_autofree guint *was = g_new (guint, plan->demands->len + 1);
  g_autoptr (BoPlan) shuffled = plan_shuffled (rand, plan, was);
  g_autoptr (BoAllocation) one = NULL;
  g_autoptr (BoAllocation) two = NULL;

  policy->reserve_campaign = g_rand_boolean (rand);
  policy->reserve_units = g_rand_int_range (rand, 0, 10);
  one = bo_allocate (plan);
  two = bo_allocate (shuffled);

  for (guint i = 0; i < plan->demands->len; i++)
    {
      const BoDeal *a = bo_allocation_get_deal (one, was[i]);
      const BoDeal *b = bo_allocation_get_deal (two, i);

      g_assert_cmpint (a->units, ==, b->units);
      g_assert_cmpint (a->held_back, ==, b->held_back);
      g_assert_cmpint (a->day, ==, b->day);
      g_assert_cmpint (a->first_day, ==, b->first_day);
      g_assert_cmpint (a->why.code, ==, b->why.code);
      g_assert_cmpint (a->why.place, ==, b->why.place);
    }
  g_assert_cmpuint (one->exceptions->len, ==, two->exceptions->len);
  for (guint i = 0; i < one->exceptions->len; i++)
    {
      const BoException *a = &g_array_index (one->exceptions, BoException, i);
      const BoException *b = &g_array_index (two->exceptions, BoException, i);

      g_assert_cmpint (a->kind, ==, b->kind);
      g_assert_cmpint (a->units, ==, b->units);
      g_assert_cmpint (a->demand, ==, b->demand < 0 ? -1 : (int) was[b->demand]);
    }
}

/* A product is dealt the same, whatever else is dealt with it. */
static void
check_products (GRand *rand,
                BoRule rule)
{
  g_autoptr (BoPolicy) policy = make_policy (rand, rule);
  g_autoptr (BoPlan) plan = random_plan (rand, policy, PLAN_ALL);
  g_autofree guint *was = g_new (guint, plan->demands->len + 1);
  g_autoptr (BoAllocation) all = NULL;

  for (guint i = 0; i < plan->demands->len; i++)
    if (plan_demand (plan, i)->ship == BO_SHIP_ORDER_COMPLETE)
      plan_demand (plan, i)->order_id = plan_demand (plan, i)->product;
  all = bo_allocate (plan);
  for (guint p = 0; p < plan->n_products; p++)
    {
      g_autoptr (BoPlan) part = plan_of_product (plan, p, was);
      g_autoptr (BoAllocation) alone = bo_allocate (part);

      g_assert_cmpint (g_array_index (all->free, gint64, p), ==, g_array_index (alone->free, gint64, p));
      for (guint i = 0; i < part->demands->len; i++)
        {
          const BoDeal *a = bo_allocation_get_deal (all, was[i]);
          const BoDeal *b = bo_allocation_get_deal (alone, i);

          g_assert_cmpint (a->units, ==, b->units);
          g_assert_cmpint (a->lacking, ==, b->lacking);
          g_assert_cmpint (a->day, ==, b->day);
        }
    }
}

/* A6: dealing again what was dealt changes nothing. */
static void
check_idempotent (GRand *rand,
                  BoRule rule)
{
  g_autoptr (BoPolicy) policy = make_policy (rand, rule);
  g_autoptr (BoPlan) plan = random_plan (rand, policy, PLAN_LOCKED | PLAN_PAUSED | PLAN_TRANCHES);
  g_autoptr (BoAllocation) one = bo_allocate (plan);
  g_autoptr (BoAllocation) two = NULL;

  for (guint i = 0; i < plan->demands->len; i++)
    plan_demand (plan, i)->before = bo_allocation_get_deal (one, i)->units;
  two = bo_allocate (plan);
  for (guint i = 0; i < plan->demands->len; i++)
    g_assert_cmpint (bo_allocation_get_deal (one, i)->units, ==, bo_allocation_get_deal (two, i)->units);
}

/* A7: x, then the rest, is the whole at once; one more unit takes none away. */
static void
check_batches (GRand *rand,
               BoRule rule)
{
  g_autoptr (BoPolicy) policy = make_policy (rand, rule);
  g_autoptr (BoPlan) whole = random_plan (rand, policy, rule == BO_RULE_FAIR_SHARE ? PLAN_SIMPLE : PLAN_TRANCHES);
  g_autoptr (BoPlan) part = plan_copy (whole);
  g_autoptr (BoAllocation) first = NULL;
  g_autoptr (BoAllocation) second = NULL;
  g_autoptr (BoAllocation) at_once = NULL;

  if (rule == BO_RULE_FAIR_SHARE)
    policy->lot = g_rand_int_range (rand, 1, 4);
  if (rule == BO_RULE_FAIR_SHARE && policy->lot == 1)
    policy->min_one = g_rand_boolean (rand);
  at_once = bo_allocate (whole);

  for (guint i = 0; i < part->supplies->len; i++)
    plan_supply (part, i)->units = g_rand_int_range (rand, 0, (int) plan_supply (part, i)->units + 1);
  first = bo_allocate (part);
  for (guint i = 0; i < whole->demands->len; i++)
    plan_demand (whole, i)->locked = bo_allocation_get_deal (first, i)->units;
  second = bo_allocate (whole);
  for (guint i = 0; i < whole->demands->len; i++)
    {
      g_assert_cmpint (bo_allocation_get_deal (second, i)->units, ==, bo_allocation_get_deal (at_once, i)->units);
      g_assert_cmpint (bo_allocation_get_deal (first, i)->units, <=, bo_allocation_get_deal (at_once, i)->units);
    }
}

/* A10: nothing stays free while a partial line could take it. */
static void
check_nothing_idle (GRand *rand,
                    BoRule rule)
{
  g_autoptr (BoPolicy) policy = make_policy (rand, rule);
  g_autoptr (BoPlan) plan = random_plan (rand, policy, PLAN_LOCKED | PLAN_COMPLETE | PLAN_TRANCHES);
  g_autoptr (BoAllocation) allocation = bo_allocate (plan);

  for (guint i = 0; i < plan->demands->len; i++)
    if (plan_demand (plan, i)->ship == BO_SHIP_PARTIAL &&
        g_array_index (allocation->free, gint64, plan_demand (plan, i)->product) > 0)
      g_assert_cmpint (bo_allocation_get_deal (allocation, i)->units, ==, plan_demand (plan, i)->open);
}

/* A11: equal to the slow, obvious form. */
static void
check_reference (GRand *rand,
                 BoRule rule)
{
  g_autoptr (BoPolicy) policy = random_policy (rand, rule);
  g_autoptr (BoPlan) plan = NULL;
  g_autoptr (BoAllocation) allocation = NULL;
  g_autofree gint64 *units = NULL;

  if (bo_policy_is_fair (rule))
    policy->lot = g_rand_int_range (rand, 1, 5);
  if (bo_policy_is_fair (rule) && policy->lot == 1)
    policy->min_one = g_rand_boolean (rand);
  plan = random_plan (rand, policy, GREEDY & RULE (rule) ? PLAN_TRANCHES : PLAN_SIMPLE);
  for (guint i = 0; rule == BO_RULE_PRO_RATA && i < plan->demands->len; i++)
    plan_demand (plan, i)->weight = g_rand_int_range (rand, 0, 4);
  allocation = bo_allocate (plan);
  units = g_new0 (gint64, plan->demands->len + 1);

  reference_deal (plan, units);
  for (guint i = 0; i < plan->demands->len; i++)
    g_assert_cmpint (bo_allocation_get_deal (allocation, i)->units, ==, units[i]);
}

/* The slow, obvious form of leaving out complete lines: all deal as if they did not ship
 * complete; the last order that is not full is left out, and all is dealt again. */
static void
deal_and_drop (BoPlan       *plan,
               const BoPlan *original,
               gint64       *units)
{
  while (TRUE)
    {
      g_autoptr (BoAllocation) allocation = bo_allocate (plan);
      gint64 worst_order = 0;
      gint64 worst_place = -1;

      for (guint i = 0; i < plan->demands->len; i++)
        units[i] = bo_allocation_get_deal (allocation, i)->units;
      for (guint i = 0; i < plan->demands->len; i++)
        {
          gint64   place = G_MAXINT64;
          gboolean full = TRUE;

          if (plan_demand (original, i)->ship == BO_SHIP_PARTIAL || plan_demand (plan, i)->paused)
            continue;
          for (guint j = 0; j < plan->demands->len; j++)
            if (plan_demand (plan, j)->order_id == plan_demand (plan, i)->order_id)
              {
                full = full && units[j] == plan_demand (plan, j)->open;
                place = MIN (place, (plan->policy->by_class ? plan_demand (plan, j)->priority_class * 1000 : 0) + plan_demand (plan, j)->queued);
              }
          if (!full && place >= worst_place)
            {
              worst_place = place;
              worst_order = plan_demand (plan, i)->order_id;
            }
        }
      if (worst_order == 0)
        return;
      for (guint i = 0; i < plan->demands->len; i++)
        if (plan_demand (plan, i)->order_id == worst_order)
          plan_demand (plan, i)->paused = TRUE;
    }
}

/* Leaving out many at once comes to what leaving out one after the other does. */
static void
check_dropped (GRand *rand,
               BoRule rule)
{
  g_autoptr (BoPolicy) policy = random_policy (rand, rule);
  g_autoptr (BoPlan) plan = NULL;
  g_autoptr (BoPlan) partial = NULL;
  g_autoptr (BoAllocation) allocation = NULL;
  g_autofree gint64 *units = NULL;
  int                n = g_rand_int_range (rand, 0, 40);
  int                most = g_rand_int_range (rand, 2, 13);

  policy->key = BO_KEY_FIFO;
  policy->ship_complete = BO_COMPLETE_SKIP;
  policy->lot = g_rand_int_range (rand, 0, 3) == 0 ? g_rand_int_range (rand, 1, 4) : 1;
  policy->by_class = g_rand_int_range (rand, 0, 3) == 0;
  policy->inside_class = rule;
  policy->rule = policy->by_class ? BO_RULE_PRIORITY : rule;
  plan = bo_plan_new (policy, 20, 2);
  for (guint p = 0; p < 2; p++)
    {
      BoSupply supply = { .id = p + 1, .product = p, .units = g_rand_int_range (rand, 0, 60) };

      g_array_append_val (plan->supplies, supply);
    }
  for (int i = 0; i < n; i++)
    {
      BoDemand demand = {
        .id = i + 1,
        .order_id = i / 2 + 1, /* some orders have lines of both products */
        .product = (guint) g_rand_int_range (rand, 0, 2),
        .open = g_rand_int_range (rand, 1, most),
        .priority_class = policy->by_class ? 1 + i / 2 % 3 : 2,
        .queued = i, /* the order of the line is that of the ids */
        .need = BO_DAY_NONE,
        .ship = i / 2 % 4 == 0 ? BO_SHIP_PARTIAL : BO_SHIP_ORDER_COMPLETE,
      };

      g_array_append_val (plan->demands, demand);
    }
  partial = plan_copy (plan);
  for (guint i = 0; i < partial->demands->len; i++)
    plan_demand (partial, i)->ship = BO_SHIP_PARTIAL;
  units = g_new0 (gint64, plan->demands->len + 1);

  allocation = bo_allocate (plan);
  deal_and_drop (partial, plan, units);
  for (guint i = 0; i < plan->demands->len; i++)
    g_assert_cmpint (bo_allocation_get_deal (allocation, i)->units, ==, units[i]);
}

/* A12: nobody later has a unit while an earlier partial line lacks one. */
static void
check_order_of_line (GRand *rand,
                     BoRule rule)
{
  g_autoptr (BoPolicy) policy = random_policy (rand, rule);
  g_autoptr (BoPlan) plan = random_plan (rand, policy, PLAN_COMPLETE);
  g_autoptr (BoAllocation) allocation = bo_allocate (plan);

  for (guint i = 0; i < plan->demands->len; i++)
    for (guint j = 0; j < plan->demands->len; j++)
      {
        const BoDeal *earlier = bo_allocation_get_deal (allocation, i);
        const BoDeal *later = bo_allocation_get_deal (allocation, j);

        /* An order that ships complete stands where its first line does. */
        if (plan_demand (plan, i)->product == plan_demand (plan, j)->product && earlier->why.place < later->why.place &&
            plan_demand (plan, i)->ship == BO_SHIP_PARTIAL && earlier->units < plan_demand (plan, i)->open &&
            plan_demand (plan, j)->ship != BO_SHIP_ORDER_COMPLETE)
          g_assert_cmpint (later->units, ==, 0);
      }
}

/* b.7: the earliest day by which supply covers the queue up to and with the line. */
static void
check_closed_form (GRand *rand,
                   BoRule rule)
{
  g_autoptr (BoPolicy) policy = random_policy (rand, rule);
  g_autoptr (BoPlan) plan = random_plan (rand, policy, PLAN_RECEIPTS);
  g_autoptr (BoAllocation) allocation = bo_allocate (plan);

  for (guint i = 0; i < plan->demands->len; i++)
    if (plan_demand (plan, i)->open > 0)
      g_assert_cmpint (bo_allocation_get_deal (allocation, i)->day, ==, reference_day (plan, i));
}

static const Property properties[] = {
  { "sums", check_sums, ALL_RULES },
  { "complete", check_complete, ALL_RULES },
  { "order-of-input", check_order_of_input, ALL_RULES },
  { "products", check_products, ALL_RULES },
  { "idempotent", check_idempotent, ALL_RULES },
  { "batches", check_batches, GREEDY | RULE (BO_RULE_FAIR_SHARE) },
  { "nothing-idle", check_nothing_idle, GREEDY | FAIR | RULE (BO_RULE_CLASS_SHARES) },
  { "reference", check_reference, ALL_RULES },
  { "dropped", check_dropped, FAIR },
  { "order-of-line", check_order_of_line, GREEDY },
  { "closed-form", check_closed_form, GREEDY },
};

typedef struct
{
  const Property *property;
  BoRule          rule;
} PropertyCase;

static void
test_property (gconstpointer user_data)
{
  const PropertyCase *c = user_data;

  for (guint32 i = 0; i < N_ROUNDS; i++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (first_seed + i);
      g_autofree char *seed = g_strdup_printf ("%u", first_seed + i);

      /* Where an assertion ends the program, the log ends in the seed. */
      g_setenv ("BO_TEST_ROUND", seed, TRUE);
      c->property->check (rand, c->rule);
    }
}

static void
print_seed (void)
{
  const char *seed = g_getenv ("BO_TEST_ROUND");

  if (seed != NULL)
    g_printerr ("Run it again with BO_TEST_SEED=%s\n", seed);
}

static void
abort_cb (int signal_number)
{
  print_seed ();
  signal (signal_number, SIG_DFL);
  raise (signal_number);
}

static void
add_property_tests (GPtrArray *cases)
{
  for (guint i = 0; i < G_N_ELEMENTS (properties); i++)
    for (int rule = BO_RULE_FIFO; rule <= BO_RULE_STRATEGIES; rule++)
      {
        g_autofree char *path = NULL;
        PropertyCase    *c;

        if (!(properties[i].rules & RULE (rule)))
          continue;
        c = g_new0 (PropertyCase, 1);
        c->property = &properties[i];
        c->rule = (BoRule) rule;
        g_ptr_array_add (cases, c);
        path = g_strdup_printf ("/allocation/property/%s/%s", properties[i].name, bo_rule_to_name ((BoRule) rule));
        g_test_add_data_func (path, c, test_property);
      }
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GPtrArray) cases = g_ptr_array_new_with_free_func (g_free);
  const char *seed = g_getenv ("BO_TEST_SEED");

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  signal (SIGABRT, abort_cb);
  first_seed = seed != NULL ? (guint32) g_ascii_strtoull (seed, NULL, 10) : 1;
  add_property_tests (cases);

  return g_test_run ();
}

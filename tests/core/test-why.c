/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-why.h"

typedef struct
{
  const char *name;
  BoWhy       why;
  const char *text;
} WhyCase;

static const WhyCase cases[] = {
  { "part",
    { BO_WHY_PART, BO_RULE_FIFO, BO_KEY_FIFO, 3, 7, 1, 5, 0 },
    "First come, first served: place 3, 7 units ahead; the stock ends here, at 1 of 5 units." },
  { "first",
    { BO_WHY_FILLED, BO_RULE_PRIORITY, BO_KEY_PRIORITY, 1, 0, 1, 1, 0 },
    "By priority class, then place in line: place 1, nobody ahead; it has its 1 unit." },
  { "out",
    { BO_WHY_OUT, BO_RULE_NEED, BO_KEY_NEED, 2, 1, 0, 4, 0 },
    "By need date, then place in line: place 2, 1 unit ahead; the stock ends before this place." },
  { "out-and-first",
    { BO_WHY_OUT, BO_RULE_FIFO, BO_KEY_FIFO, 1, 0, 0, 4, 0 },
    "First come, first served: place 1, nobody ahead; there is no stock to give." },
  { "skipped",
    { BO_WHY_COMPLETE_SKIPPED, BO_RULE_FIFO, BO_KEY_FIFO, 2, 3, 0, 6, 0 },
    "First come, first served: place 2, 3 units ahead; it ships complete, and not all that leaves with it is there yet." },
  { "paused",
    { BO_WHY_PAUSED, BO_RULE_FIFO, BO_KEY_FIFO, 2, 3, 0, 6, 0 },
    "First come, first served: place 2, 3 units ahead; paused, so it keeps its place and takes no part." },
  { "locked",
    { BO_WHY_LOCKED, BO_RULE_FIFO, BO_KEY_FIFO, 2, 3, 1, 6, 0 },
    "First come, first served: place 2, 3 units ahead; 1 unit is pinned to it." },
  { "win",
    { BO_WHY_WIN, BO_RULE_STRATEGIES, BO_KEY_PRIORITY, 1, 0, 4, 6, 0 },
    "By the part that each line plays: place 1, nobody ahead; goes before all others: 4 of 6 units." },
  { "kept",
    { BO_WHY_KEPT, BO_RULE_STRATEGIES, BO_KEY_PRIORITY, 1, 0, 4, 6, 4 },
    "By the part that each line plays: place 1, nobody ahead; keeps the 4 it had." },
  { "topped-up",
    { BO_WHY_TOPPED_UP, BO_RULE_STRATEGIES, BO_KEY_PRIORITY, 1, 0, 5, 6, 4 },
    "By the part that each line plays: place 1, nobody ahead; had 4 and gets more: 5 of 6 units." },
  { "aborted",
    { BO_WHY_ABORTED, BO_RULE_STRATEGIES, BO_KEY_PRIORITY, 1, 0, 4, 6, 0 },
    "By the part that each line plays: place 1, nobody ahead; nothing was changed, since somebody would have lost." },
  { "share",
    { BO_WHY_SHARE, BO_RULE_FAIR_SHARE, BO_KEY_FIFO, 2, 50, 7, 30, 0 },
    "Fair share of what each waits for: place 2, 50 units ahead; 7 of 30 units are its share." },
  { "share-in-cases",
    { BO_WHY_SHARE, BO_RULE_FAIR_SHARE, BO_KEY_FIFO, 2, 50, 12, 30, 0, { 6, 0 } },
    "Fair share of what each waits for: place 2, 50 units ahead; 12 of 30 units are its share, in cases of 6." },
  { "share-in-cases-with-a-rest",
    { BO_WHY_SHARE, BO_RULE_PRO_RATA, BO_KEY_FIFO, 2, 50, 12, 30, 0, { 6, 3 } },
    "In proportion to what each waits for: place 2, 50 units ahead; 12 of 30 units are its share, in cases of 6; "
    "the 3 units that are left are no whole case for anybody." },
  { "class-share-of-old",
    { BO_WHY_CLASS_SHARE, BO_RULE_CLASS_SHARES, BO_KEY_FIFO, 5, 36, 6, 25, 1 },
    "A share for each priority class: place 5, 36 units ahead; 6 of 25 units from the share of class 1 and what others left." },
  { "class-share",
    { BO_WHY_CLASS_SHARE, BO_RULE_CLASS_SHARES, BO_KEY_FIFO, 2, 4, 8, 9, 2, { 31, 12, 0 } },
    "A share for each priority class: place 2, 4 units ahead; 8 of 9 units; class 2 has a share of 12 (30 %)." },
  { "class-share-and-spill",
    { BO_WHY_CLASS_SHARE, BO_RULE_CLASS_SHARES, BO_KEY_FIFO, 5, 36, 6, 25, 1, { 61, 25, 1 } },
    "A share for each priority class: place 5, 36 units ahead; 6 of 25 units; class 1 has a share of 25 (60 %), and got 1 that others left." },
  { "class-without-share",
    { BO_WHY_CLASS_SHARE, BO_RULE_CLASS_SHARES, BO_KEY_FIFO, 5, 36, 2, 3, 7, { 1, 0, 2 } },
    "A share for each priority class: place 5, 36 units ahead; 2 of 3 units; class 7 has no share of its own, and gets what the others leave." },
  { "held",
    { BO_WHY_COMPLETE_HELD, BO_RULE_FIFO, BO_KEY_FIFO, 1, 0, 5, 6, 0 },
    "First come, first served: place 1, nobody ahead; it ships complete: 5 of 6 units are held until the rest is there." },
  { "reserved",
    { BO_WHY_RESERVED, BO_RULE_FIFO, BO_KEY_FIFO, 3, 9, 0, 4, 3 },
    "First come, first served: place 3, 9 units ahead; 0 of 4 units; the 3 that are left are reserved for a campaign." },
  { "lost",
    { BO_WHY_LOST, BO_RULE_STRATEGIES, BO_KEY_PRIORITY, 2, 10, 3, 8, 5 },
    "By the part that each line plays: place 2, 10 units ahead; had 5 and keeps 3: the stock went to lines before it." },
  { "later",
    { BO_WHY_LATER, BO_RULE_FIFO, BO_KEY_FIFO, 3, 7, 2, 6, 14 },
    "First come, first served: place 3, 7 units ahead; it has 2 of 6 units; the rest was added later and stands behind 14 units of others." },
  { "later-one",
    { BO_WHY_LATER, BO_RULE_FIFO, BO_KEY_FIFO, 1, 0, 2, 3, 1 },
    "First come, first served: place 1, nobody ahead; it has 2 of 3 units; the rest was added later and stands behind 1 unit of others." },
  { "none", { BO_WHY_NONE }, "Nothing has been dealt to it yet." },
};

static void
test_text (gconstpointer user_data)
{
  const WhyCase   *c = user_data;
  g_autofree char *text = bo_why_to_string (&c->why, NULL);

  g_assert_cmpstr (text, ==, c->text);
}

static void
test_reason (void)
{
  g_autofree char *reason = bo_why_to_reason (&cases[0].why, NULL);

  g_assert_cmpstr (reason, ==, "The stock ends here, at 1 of 5 units");
}

static void
test_round_trip (gconstpointer user_data)
{
  const WhyCase   *c = user_data;
  g_autofree char *text = bo_why_encode (&c->why);
  BoWhy            why;

  g_assert_true (bo_why_decode (text, &why));
  g_assert_cmpmem (&why, sizeof why, &c->why, sizeof c->why);
}

typedef struct
{
  const char *name;
  BoWhyCode   was;
  gint64      units;
  gint64      open;
  gint64      behind;
  BoWhyCode   is;
} UpdateCase;

static const UpdateCase updates[] = {
  { "raised", BO_WHY_FILLED, 2, 6, 14, BO_WHY_LATER },
  { "raised-alone-in-line", BO_WHY_FILLED, 2, 6, 0, BO_WHY_PART },
  { "reduced-to-what-it-has", BO_WHY_PART, 2, 2, 0, BO_WHY_FILLED },
  { "reduced", BO_WHY_LATER, 2, 3, 0, BO_WHY_PART },
  { "of-a-share", BO_WHY_SHARE, 2, 6, 14, BO_WHY_SHARE },
};

static void
test_update (gconstpointer user_data)
{
  const UpdateCase *c = user_data;
  BoWhy             why = { c->was, BO_RULE_FIFO, BO_KEY_FIFO, 3, 7, 2, 2, 0 };

  bo_why_update (&why, c->units, c->open, c->behind);
  g_assert_cmpint (why.code, ==, c->is);
  g_assert_cmpint (why.place, ==, 3);
  g_assert_cmpint (why.ahead, ==, 7);
  g_assert_cmpint (why.open, ==, c->is == BO_WHY_SHARE ? 2 : c->open);
  g_assert_cmpint (why.extra, ==, c->is == BO_WHY_LATER ? c->behind : 0);
}

static void
test_foreign (void)
{
  static const char *const texts[] = { "", "1 1 0 0 1 0 1 1 0 5", "x", "1 2 3", "9 1 0 0 1 0 1 1 0", "1 99 0 0 1 0 1 1 0", "1 1 77 0 1 0 1 1 0" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      BoWhy why;

      g_assert_false (bo_why_decode (texts[i], &why));
      g_assert_cmpint (why.code, ==, BO_WHY_NONE);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("/why/text/%s", cases[i].name);
      g_autofree char *round_trip = g_strdup_printf ("/why/round-trip/%s", cases[i].name);

      g_test_add_data_func (text, &cases[i], test_text);
      g_test_add_data_func (round_trip, &cases[i], test_round_trip);
    }
  for (guint i = 0; i < G_N_ELEMENTS (updates); i++)
    {
      g_autofree char *path = g_strdup_printf ("/why/update/%s", updates[i].name);

      g_test_add_data_func (path, &updates[i], test_update);
    }
  g_test_add_func ("/why/reason", test_reason);
  g_test_add_func ("/why/foreign", test_foreign);

  return g_test_run ();
}

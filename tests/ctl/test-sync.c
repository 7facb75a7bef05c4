/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-test-util.h"
#include "ctl-run.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "bo-sample-shop.h"

/* The real program against the sample shop, end to end; and killed at random moments of
 * a first sync and of writing back.  Whatever the moment: the store passes its check,
 * after the next sync both sides agree, no note was sent twice, no stock written twice.
 * BO_KILL_ROUNDS says how often; a few times without. */

#define ROUNDS_DEFAULT 4
#define COUNTS_A_ROUND 10
#define NOTES_A_ROUND 5

/* How often a sync was still running when it was killed. */
static guint n_killed;

typedef struct
{
  BoTestDir    *dir;   /* (owned) */
  char         *store; /* (owned) */
  char         *keys;  /* (owned): the file with them */
  BoSampleShop *shop;  /* (owned) */
} Fixture;

static guint
get_rounds (void)
{
  const char *rounds = g_getenv ("BO_KILL_ROUNDS");

  return rounds != NULL ? (guint) atoi (rounds) : ROUNDS_DEFAULT;
}

static void
set_up (Fixture      *fixture,
        gconstpointer user_data)
{
  BoSampleShopOptions options = { .products = 40, .customers = 30, .orders = 150 };
  g_autoptr (GError) error = NULL;
  g_autofree char *keys = NULL;

  n_killed = 0;
  fixture->dir = bo_test_make_dir ();
  fixture->store = g_build_filename (fixture->dir, "shop.db", NULL);
  fixture->keys = g_build_filename (fixture->dir, "keys", NULL);
  fixture->shop = bo_sample_shop_new (&options);
  g_assert_true (bo_sample_shop_start (fixture->shop, &error));
  g_assert_no_error (error);
  keys = g_strdup_printf ("%s\n%s\n", bo_sample_shop_get_key (fixture->shop), bo_sample_shop_get_secret (fixture->shop));
  bo_test_write_file (fixture->keys, keys, -1);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer user_data)
{
  bo_sample_shop_stop (fixture->shop);
  g_object_unref (fixture->shop);
  g_free (fixture->store);
  g_free (fixture->keys);
  bo_test_dir_free (fixture->dir);
}

/* Without a Secret Service it says so on standard error. */
static void
connect_shop (Fixture    *fixture,
              const char *store,
              const char *options)
{
  g_autofree char *words = g_strconcat ("shop set %s --keys %s", *options != '\0' ? " " : "", options, NULL);
  g_autoptr (CtlRun) run = ctl_run (store, words, bo_sample_shop_get_url (fixture->shop), fixture->keys);

  g_assert_cmpint (run->status, ==, 0);
}

static json_t *
sync_shop (Fixture    *fixture,
           const char *store)
{
  return ctl_do_json (store, "sync --json --keys %s", fixture->keys);
}

static void
test_commands (Fixture      *fixture,
               gconstpointer user_data)
{
  g_autoptr (CtlRun) none = ctl_run (fixture->store, "setting shop-name Mine");
  g_autoptr (CtlRun) not_connected = ctl_run (fixture->store, "sync");
  g_autoptr (json_t) tested = NULL;
  g_autoptr (json_t) shown = NULL;
  g_autoptr (json_t) first = NULL;
  g_autoptr (json_t) second = NULL;
  g_autofree char *log = NULL;

  g_assert_cmpint (none->status, ==, 0);
  ctl_assert_fails (not_connected, 1, "No shop is connected");
  tested = ctl_do_json (fixture->store, "shop test %s --json --keys %s", bo_sample_shop_get_url (fixture->shop), fixture->keys);
  g_assert_cmpstr (ctl_get_text (tested, "currency"), ==, "EUR");
  g_assert_true (json_is_true (json_object_get (tested, "can_write")));

  connect_shop (fixture, fixture->store, "--stock ours --role wholesale=1 --interval 5 --unpaid-days 0");
  shown = ctl_do_json (fixture->store, "shop show --json");
  g_assert_cmpstr (ctl_get_text (shown, "address"), ==, bo_sample_shop_get_url (fixture->shop));
  g_assert_cmpstr (ctl_get_text (shown, "stock"), ==, "ours");
  g_assert_cmpint (ctl_get_int (json_object_get (shown, "roles"), "wholesale"), ==, 1);
  first = sync_shop (fixture, fixture->store);
  g_assert_cmpint (ctl_get_int (first, "orders"), >, 100);
  g_assert_cmpint (ctl_get_int (first, "lines"), >, 0);
  second = sync_shop (fixture, fixture->store);
  g_assert_cmpint (ctl_get_int (second, "orders"), ==, 0);
  g_assert_cmpint (ctl_get_int (second, "products"), ==, 0);
  log = ctl_do (fixture->store, "shop log");
  g_assert_nonnull (strstr (log, "Sync done"));
  g_free (ctl_do (fixture->store, "check"));
  g_free (ctl_do (fixture->store, "shop forget"));
  {
    g_autoptr (CtlRun) forgotten = ctl_run (fixture->store, "shop show");

    ctl_assert_fails (forgotten, 1, "No shop is connected");
  }
}

static void
test_refused (Fixture      *fixture,
              gconstpointer user_data)
{
  static const struct
  {
    const char *words;
    int         status;
    const char *message;
  } cases[] = {
    { "shop", 2, "lacks an argument" },
    { "shop dance", 2, "nothing to do with a shop" },
    { "shop show more", 2, "one argument too many" },
    { "shop product", 2, "lacks an argument" },
    { "shop set http://shop.example", 1, "http" },
    { "shop set ftp://shop.example", 1, "" },
    { "shop set https://shop.example --take some", 2, "--take" },
    { "shop set https://shop.example --stock mine", 2, "--stock" },
    { "shop set https://shop.example --role x=10", 2, "no class 10" },
    { "shop set https://shop.example --interval=-1", 2, "--interval" },
    { "shop set https://shop.example --keys /dev/null", 1, "consumer key" },
    { "shop set https://shop.example --currency <b>", 1, "three letters" },
    { "shop set https://shop.example --hold=", 2, "--hold" },
    { "shop set https://shop.example --hold processing,,on-hold", 1, "A state is a word" },
    { "shop set https://shop.example --hold <b>", 1, "A state is a word" },
    { "sync --keys /no/such/file", 1, "/no/such/file" },
    { "sync --authority /no/such/file", 1, "/no/such/file" },
    { "outbox", 2, "lacks an argument" },
    { "outbox burn", 2, "nothing to do with the outbox" },
    { "outbox drop", 2, "lacks an argument" },
    { "outbox drop x", 2, "Entry" },
    { "outbox list", 0, NULL },
  };

  g_free (ctl_do (fixture->store, "setting shop-name Mine"));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CtlRun) run = ctl_run (fixture->store, cases[i].words);

      g_test_message ("%s", cases[i].words);
      if (cases[i].message != NULL)
        ctl_assert_fails (run, cases[i].status, cases[i].message);
      else
        g_assert_cmpint (run->status, ==, cases[i].status);
    }
}

/* A wrong key, and one that may only look. */
static void
test_keys (Fixture      *fixture,
           gconstpointer user_data)
{
  g_autofree char *wrong = g_build_filename (fixture->dir, "wrong", NULL);
  g_autoptr (CtlRun) run = NULL;
  g_autoptr (json_t) tested = NULL;
  g_autofree char *reading = g_strdup_printf ("%s\n%s\n", BO_SAMPLE_SHOP_READ_KEY, BO_SAMPLE_SHOP_READ_SECRET);

  /* Nothing is kept of a test. */
  json_decref (ctl_do_json (fixture->store, "shop test %s --json --keys %s", bo_sample_shop_get_url (fixture->shop), fixture->keys));
  g_assert_false (g_file_test (fixture->store, G_FILE_TEST_EXISTS));

  bo_test_write_file (wrong, "ck_wrong\ncs_wrong\n", -1);
  run = ctl_run (fixture->store, "shop test %s --keys %s", bo_sample_shop_get_url (fixture->shop), wrong);
  ctl_assert_fails (run, 1, "key");
  bo_test_write_file (wrong, reading, -1);
  tested = ctl_do_json (fixture->store, "shop test %s --json --keys %s", bo_sample_shop_get_url (fixture->shop), wrong);
  g_assert_true (json_is_false (json_object_get (tested, "can_write")));
}

/* Says what happened and what to do; what waits is kept. */
static void
test_alone (Fixture      *fixture,
            gconstpointer user_data)
{
  g_autoptr (CtlRun) no_keys = NULL;
  g_autoptr (CtlRun) untested = NULL;
  g_autoptr (CtlRun) offline = NULL;

  connect_shop (fixture, fixture->store, "--stock ours --hold processing,on-hold");
  no_keys = ctl_run (fixture->store, "sync");
  ctl_assert_fails (no_keys, 1, "--keys");
  untested = ctl_run (fixture->store, "shop test");
  ctl_assert_fails (untested, 1, "--keys");
  bo_sample_shop_stop (fixture->shop);
  offline = ctl_run (fixture->store, "sync --keys %s", fixture->keys);
  ctl_assert_fails (offline, 1, "cannot be reached");
  g_free (ctl_do (fixture->store, "check"));
}

/* The shop lives in another thread and wakes nobody. */
static gboolean
tick_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* Ctrl+C keeps what had come, and says so. */
static void
test_interrupted (Fixture      *fixture,
                  gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *complaint = NULL;
  g_autoptr (json_t) report = NULL;
  guint tick;

  connect_shop (fixture, fixture->store, "");
  g_assert_true (bo_sample_shop_set_switch (fixture->shop, "stall-body", NULL, &error));
  g_assert_true (bo_sample_shop_set_switch (fixture->shop, "fault-on", "GET /wp-json/wc/v3/orders", &error));
  /* The first is a test of the connection. */
  g_assert_true (bo_sample_shop_set_switch (fixture->shop, "fault-skip", "1", &error));
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_PIPE, &error, g_getenv ("BACKORDERSCTL"), "--store", fixture->store,
                              "sync", "--keys", fixture->keys, NULL);
  g_assert_no_error (error);
  tick = g_timeout_add (2, tick_cb, NULL);
  bo_test_wait_until (bo_sample_shop_get_count (fixture->shop, "GET orders") > 1);
  g_source_remove (tick);
  g_subprocess_send_signal (process, SIGINT);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &complaint, &error));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 1);
  g_assert_nonnull (strstr (complaint, "what had come is kept"));
  bo_sample_shop_reset_switches (fixture->shop);
  report = sync_shop (fixture, fixture->store);
  g_assert_cmpint (ctl_get_int (report, "orders"), >, 100);
  g_free (ctl_do (fixture->store, "check"));
}

static gboolean
kill_cb (gpointer user_data)
{
  g_subprocess_force_exit (user_data);
  return G_SOURCE_REMOVE;
}

static void
waited_cb (GObject      *source_object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_subprocess_wait_finish (G_SUBPROCESS (source_object), result, NULL);
  *(gboolean *) user_data = TRUE;
}

static char **
make_words (const char *store,
            const char *words,
            ...)
{
  char  **argv;
  va_list arguments;

  va_start (arguments, words);
  argv = ctl_make_argv (store, words, arguments);
  va_end (arguments);
  return argv;
}

/* Syncs, and kills it after @delay microseconds if it still runs. */
static void
sync_and_kill (Fixture    *fixture,
               const char *store,
               gint64      delay)
{
  g_auto (GStrv) argv = make_words (store, "sync --keys %s", fixture->keys);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GSource) timer = g_timeout_source_new (0);
  g_autoptr (GError) error = NULL;
  gboolean gone = FALSE;

  process = g_subprocess_newv ((const char *const *) argv, G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);
  g_assert_no_error (error);
  g_source_set_callback (timer, kill_cb, process, NULL);
  g_source_set_ready_time (timer, g_get_monotonic_time () + delay);
  g_source_attach (timer, NULL);
  g_subprocess_wait_async (process, NULL, waited_cb, &gone);
  bo_test_wait_until (gone);
  g_source_destroy (timer);
  n_killed += g_subprocess_get_if_signaled (process) ? 1 : 0;
}

static void
assert_sound (const char *store)
{
  g_autoptr (CtlRun) run = ctl_run (store, "check");

  if (run->status != 0)
    g_error ("check: %s%s", run->out, run->err);
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* What people see: the queue and the stock, without the ids of this store. */
static char *
describe (const char *store)
{
  g_autofree char *lines_text = ctl_do (store, "list --state all --json --sort order");
  g_autofree char *products_text = ctl_do (store, "products --json --sort sku");
  g_autoptr (GPtrArray) lines = ctl_parse_stream (lines_text);
  g_autoptr (GPtrArray) products = ctl_parse_stream (products_text);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < lines->len; i++)
    {
      json_t *line = g_ptr_array_index (lines, i);

      g_ptr_array_add (rows, g_strdup_printf ("%s %s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %s",
                                              ctl_get_text (line, "order"), ctl_get_text (line, "sku"), ctl_get_int (line, "ordered"),
                                              ctl_get_int (line, "open"), ctl_get_int (line, "allocated"), ctl_get_text (line, "queued")));
    }
  for (guint i = 0; i < products->len; i++)
    {
      json_t *product = g_ptr_array_index (products, i);

      g_ptr_array_add (rows, g_strdup_printf ("%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, ctl_get_text (product, "sku"),
                                              ctl_get_int (product, "on_hand"), ctl_get_int (product, "allocated")));
    }
  g_ptr_array_sort (rows, compare_texts);
  g_ptr_array_add (rows, NULL);
  return g_strjoinv ("\n", (char **) rows->pdata);
}

static void
test_kill_first (Fixture      *fixture,
                 gconstpointer user_data)
{
  gint64           begun;
  gint64           duration;
  g_autofree char *expected = NULL;

  connect_shop (fixture, fixture->store, "");
  begun = g_get_monotonic_time ();
  json_decref (sync_shop (fixture, fixture->store));
  duration = g_get_monotonic_time () - begun;
  expected = describe (fixture->store);

  for (guint i = 0; i < get_rounds (); i++)
    {
      g_autofree char *name = g_strdup_printf ("round-%u.db", i);
      g_autofree char *store = g_build_filename (fixture->dir, name, NULL);
      g_autofree char *found = NULL;

      connect_shop (fixture, store, "");
      for (int kills = g_test_rand_int_range (1, 4); kills > 0; kills--)
        {
          sync_and_kill (fixture, store, g_test_rand_int_range (0, (int) duration));
          assert_sound (store);
        }
      json_decref (sync_shop (fixture, store));
      assert_sound (store);
      found = describe (store);
      g_assert_cmpstr (found, ==, expected);
    }
  g_test_message ("killed %u times", n_killed);
}

/* A product of the shop that we count, and what the shop should say. */
typedef struct
{
  char   *sku;
  gint64  shop_id;
  gint64  parent;
  gint64  units;
  guint64 n_writes;
} Counted;

static void
counted_clear (gpointer data)
{
  g_free (((Counted *) data)->sku);
}

/* Products of the shop with a number of their own. */
static GArray *
pick_products (Fixture *fixture)
{
  GArray          *picked = g_array_new (FALSE, TRUE, sizeof (Counted));
  g_autofree char *text = ctl_do (fixture->store, "products --json --sort sku");
  g_autoptr (GPtrArray) products = ctl_parse_stream (text);

  g_array_set_clear_func (picked, counted_clear);
  for (guint i = 0; i < products->len && picked->len < COUNTS_A_ROUND; i++)
    {
      const char *sku = ctl_get_text (g_ptr_array_index (products, i), "sku");
      g_autoptr (CtlRun) run = ctl_run (fixture->store, "shop product --json -- %s", sku);
      g_autoptr (json_t) product = run->status == 0 ? json_loads (run->out, 0, NULL) : NULL;
      Counted counted = { NULL };

      if (product == NULL || !g_str_equal (ctl_get_text (product, "count"), "own") || json_is_true (json_object_get (product, "gone")) ||
          json_is_null (json_object_get (product, "quantity")))
        continue;
      counted.sku = g_strdup (sku);
      counted.shop_id = ctl_get_int (product, "shop_id");
      g_array_append_val (picked, counted);
    }
  g_assert_cmpuint (picked->len, ==, COUNTS_A_ROUND);
  return picked;
}

static gint64
get_shops_number (Fixture *fixture,
                  gint64   id)
{
  g_autofree char *address = g_strdup_printf ("products/%" G_GINT64_FORMAT, id);
  g_autofree char *body = bo_sample_shop_request (fixture->shop, "GET", address, NULL, NULL);
  g_autoptr (json_t) product = json_loads (body, 0, NULL);

  return ctl_get_int (product, "stock_quantity");
}

/* The first waiting lines, of different orders. */
static GArray *
pick_lines (Fixture *fixture,
            GArray  *shop_orders)
{
  GArray          *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *text = ctl_do (fixture->store, "list --json");
  g_autoptr (GPtrArray) lines = ctl_parse_stream (text);

  for (guint i = 0; i < lines->len && ids->len < NOTES_A_ROUND; i++)
    {
      gint64   id = ctl_get_int (g_ptr_array_index (lines, i), "id");
      gint64   order = g_ascii_strtoll (ctl_get_text (g_ptr_array_index (lines, i), "order"), NULL, 10);
      gboolean twice = FALSE;

      for (guint j = 0; j < shop_orders->len; j++)
        twice = twice || g_array_index (shop_orders, gint64, j) == order;
      if (twice)
        continue;
      g_array_append_val (ids, id);
      g_array_append_val (shop_orders, order);
    }
  return ids;
}

static void
assert_empty_outbox (Fixture *fixture)
{
  g_autofree char *outbox = ctl_do (fixture->store, "outbox list");
  g_autofree char *conflicts = ctl_do (fixture->store, "outbox conflicts --json");
  g_autofree char *entries = ctl_do (fixture->store, "outbox list --json");

  g_test_message ("%s", outbox);
  g_assert_cmpstr (entries, ==, "");
  g_assert_cmpstr (conflicts, ==, "");
}

static void
test_kill_outbox (Fixture      *fixture,
                  gconstpointer user_data)
{
  gint64 duration = 0;
  g_autoptr (GArray) products = NULL;

  connect_shop (fixture, fixture->store, "--stock ours --unpaid-days 0");
  json_decref (sync_shop (fixture, fixture->store));
  products = pick_products (fixture);

  for (guint i = 0; i < get_rounds () + 1; i++)
    {
      g_autoptr (GArray) orders = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_autoptr (GArray) lines = pick_lines (fixture, orders);
      guint64 notes[NOTES_A_ROUND] = { 0 };
      gint64  begun;

      for (guint p = 0; p < products->len; p++)
        {
          Counted         *counted = &g_array_index (products, Counted, p);
          g_autofree char *count = g_strdup_printf ("count -- %%s %u", 100 + i * 10 + p);

          counted->n_writes = bo_sample_shop_get_count (fixture->shop, "stock %" G_GINT64_FORMAT, counted->shop_id);
          g_free (ctl_do (fixture->store, count, counted->sku));
        }
      for (guint n = 0; n < lines->len; n++)
        {
          g_autofree char *words = g_strdup_printf ("outbox note %" G_GINT64_FORMAT " %%s", g_array_index (lines, gint64, n));
          g_autofree char *text = g_strdup_printf ("Round %u, note %u", i, n);

          notes[n] = bo_sample_shop_get_count (fixture->shop, "customer-notes %" G_GINT64_FORMAT, g_array_index (orders, gint64, n));
          g_free (ctl_do (fixture->store, words, text));
        }

      begun = g_get_monotonic_time ();
      /* The first round is to know how long it takes. */
      for (int kills = i > 0 ? g_test_rand_int_range (1, 5) : 0; kills > 0; kills--)
        {
          sync_and_kill (fixture, fixture->store, g_test_rand_int_range (0, (int) duration));
          assert_sound (fixture->store);
        }
      json_decref (sync_shop (fixture, fixture->store));
      if (i == 0)
        duration = g_get_monotonic_time () - begun;
      assert_empty_outbox (fixture);

      for (guint p = 0; p < products->len; p++)
        {
          const Counted *counted = &g_array_index (products, Counted, p);
          g_autoptr (json_t) shown = ctl_do_json (fixture->store, "product --json -- %s", counted->sku);

          g_test_message ("%s", counted->sku);
          g_assert_cmpint (ctl_get_int (shown, "on_hand"), ==, 100 + i * 10 + p);
          g_assert_cmpint (get_shops_number (fixture, counted->shop_id), ==,
                           ctl_get_int (shown, "on_hand") - ctl_get_int (shown, "open_units"));
          g_assert_cmpuint (bo_sample_shop_get_count (fixture->shop, "stock %" G_GINT64_FORMAT, counted->shop_id), ==, counted->n_writes + 1);
        }
      for (guint n = 0; n < lines->len; n++)
        g_assert_cmpuint (bo_sample_shop_get_count (fixture->shop, "customer-notes %" G_GINT64_FORMAT, g_array_index (orders, gint64, n)),
                          ==, notes[n] + 1);
    }
  g_test_message ("killed %u times", n_killed);
}

/* A sync in the background. */
typedef struct
{
  GSubprocess *process; /* (owned) */
  gboolean     gone;
} Background;

static void
background_start (Background *background,
                  Fixture    *fixture)
{
  g_auto (GStrv) argv = make_words (fixture->store, "sync --keys %s", fixture->keys);
  g_autoptr (GError) error = NULL;

  background->gone = FALSE;
  background->process = g_subprocess_newv ((const char *const *) argv, G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);
  g_assert_no_error (error);
  g_subprocess_wait_async (background->process, NULL, waited_cb, &background->gone);
}

static int
background_end (Background *background)
{
  int status;

  bo_test_wait_until (background->gone);
  g_assert_true (g_subprocess_get_if_exited (background->process));
  status = g_subprocess_get_exit_status (background->process);
  g_clear_object (&background->process);
  return status;
}

/* Two programs want to sync one store: one does, the other may say that it is. */
static void
test_two_at_once (Fixture      *fixture,
                  gconstpointer user_data)
{
  g_autofree char *alone = g_build_filename (fixture->dir, "alone.db", NULL);
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;
  guint            n_done = 0;

  connect_shop (fixture, alone, "");
  json_decref (sync_shop (fixture, alone));
  expected = describe (alone);

  connect_shop (fixture, fixture->store, "");
  for (guint i = 0; i < get_rounds (); i++)
    {
      Background both[2];

      for (guint n = 0; n < G_N_ELEMENTS (both); n++)
        background_start (&both[n], fixture);
      n_done = 0;
      for (guint n = 0; n < G_N_ELEMENTS (both); n++)
        {
          int status = background_end (&both[n]);

          g_assert_true (status == 0 || status == 1);
          n_done += status == 0;
        }
      g_assert_cmpuint (n_done, >=, 1);
      assert_sound (fixture->store);
      found = describe (fixture->store);
      g_assert_cmpstr (found, ==, expected);
      g_clear_pointer (&found, g_free);
    }
}

/* People work while another program syncs for the first time: all they do is done. */
static void
test_beside_commands (Fixture      *fixture,
                      gconstpointer user_data)
{
  Background background;
  guint      n_beside = 0;
  guint      n_placed = 0;
  g_autoptr (json_t) shown = NULL;

  connect_shop (fixture, fixture->store, "--stock ours");
  g_free (ctl_do (fixture->store, "product OURS --name Ours"));
  background_start (&background, fixture);
  for (; n_placed < 20 && (!background.gone || n_placed < 5); n_placed++)
    {
      g_free (ctl_do (fixture->store, "place OURS 2 --customer Somebody"));
      g_free (ctl_do (fixture->store, "receive OURS=1"));
      while (g_main_context_iteration (NULL, FALSE))
        ;
      n_beside += background.gone ? 0 : 1;
    }
  g_test_message ("%u of %u while it ran", n_beside, n_placed);
  g_assert_cmpint (background_end (&background), ==, 0);
  assert_sound (fixture->store);
  json_decref (sync_shop (fixture, fixture->store));
  shown = ctl_do_json (fixture->store, "product OURS --json");
  g_assert_cmpint (ctl_get_int (shown, "on_hand"), ==, n_placed);
  g_assert_cmpint (ctl_get_int (shown, "open_units"), ==, 2 * n_placed);
  assert_sound (fixture->store);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/ctl/sync/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("commands", test_commands);
  ADD ("refused", test_refused);
  ADD ("keys", test_keys);
  ADD ("alone", test_alone);
  ADD ("interrupted", test_interrupted);
  ADD ("two-at-once", test_two_at_once);
  ADD ("beside-commands", test_beside_commands);
  ADD ("kill/first", test_kill_first);
  ADD ("kill/outbox", test_kill_outbox);

  return g_test_run ();
}

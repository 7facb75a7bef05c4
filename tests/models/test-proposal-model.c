/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-model-fixture.h"
#include "bo-proposal-model.h"

/* Five lines wait for product A, of 2 units each; queued one after the other. */
typedef struct
{
  gint64 product_id;
  gint64 lines[5];
} Shop;

static void
make_shop (Fixture *f,
           Shop    *shop)
{
  shop->product_id = fixture_put_product (f->service, "A", "Anvil");
  for (guint i = 0; i < G_N_ELEMENTS (shop->lines); i++)
    {
      g_autofree char *customer = g_strdup_printf ("Customer %u", i + 1);

      shop->lines[i] = fixture_place (f->service, customer, "A", 2, 100 * (i + 1));
    }
}

static void
wait_for_model (BoProposalModel *model)
{
  bo_test_wait_until (!bo_lazy_model_get_loading (BO_LAZY_MODEL (model)));
  g_assert_no_error (bo_lazy_model_get_error (BO_LAZY_MODEL (model)));
}

static BoProposalModel *
propose (Fixture *f,
         Shop    *shop,
         gint64   delivered)
{
  g_autoptr (BoProposalRequest) request = bo_proposal_request_new ();
  BoProposalModel *model = bo_proposal_model_new (f->service);

  bo_proposal_request_add (request, shop->product_id, delivered);
  bo_proposal_model_propose (model, request);
  g_assert_true (bo_lazy_model_get_loading (BO_LAZY_MODEL (model)));
  wait_for_model (model);

  return model;
}

static BoProposalRow *
get (BoProposalModel *model,
     guint            position)
{
  return g_list_model_get_item (G_LIST_MODEL (model), position);
}

/* "before>after" of each row, and ! where it is pinned. */
static char *
list (BoProposalModel *model)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (model)); i++)
    {
      g_autoptr (BoProposalRow) row = get (model, i);
      const BoProposalLine *line = bo_proposal_row_get_line (row);

      g_string_append_printf (text, "%s%d>%d%s", i > 0 ? " " : "", (int) line->before, (int) line->after,
                              bo_proposal_row_get_pinned (row) ? "!" : "");
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

#define assert_rows(model, expected)       \
  G_STMT_START                             \
  {                                        \
    g_autofree char *rows_ = list (model); \
    g_assert_cmpstr (rows_, ==, expected); \
  }                                        \
  G_STMT_END

static void
test_rows (Fixture      *f,
           gconstpointer user_data)
{
  Shop shop;
  g_autoptr (BoProposalModel) model = NULL;
  g_autoptr (BoProposalRow) third = NULL;
  g_autofree char *customer = NULL;
  g_autofree char *sku = NULL;
  g_autofree char *why = NULL;
  gboolean         loaded = FALSE;
  gint64           gained;
  guint            n_changed, n_lines;

  make_shop (f, &shop);
  model = propose (f, &shop, 5);
  assert_rows (model, "0>2 0>2 0>1 0>0 0>0");
  g_object_get (model, "units-gained", &gained, "n-changed", &n_changed, "n-lines", &n_lines, NULL);
  g_assert_cmpint (gained, ==, 5);
  g_assert_cmpuint (n_changed, ==, 3);
  g_assert_cmpuint (n_lines, ==, 5);

  third = get (model, 2);
  g_assert_cmpint (bo_proposal_row_get_line_id (third), ==, shop.lines[2]);
  g_object_get (third, "loaded", &loaded, "sku", &sku, "why", &why, NULL);
  g_assert_false (loaded);
  g_assert_cmpstr (sku, ==, "A");
  g_assert_nonnull (why);
  g_assert_cmpuint (strlen (why), >, 0);
  while (!loaded)
    {
      g_main_context_iteration (NULL, TRUE);
      g_object_get (third, "loaded", &loaded, NULL);
    }
  g_object_get (third, "customer", &customer, NULL);
  g_assert_cmpstr (customer, ==, "Customer 3");
}

static void
test_pin (Fixture      *f,
          gconstpointer user_data)
{
  Shop shop;
  g_autoptr (BoProposalModel) model = NULL;
  g_autoptr (BoProposalRow) first = NULL;
  g_autoptr (BoProposalRow) last = NULL;
  g_autoptr (GString) told = g_string_new (NULL);
  guint n_after, n_open;

  make_shop (f, &shop);
  model = propose (f, &shop, 5);
  first = get (model, 0);
  last = get (model, 4);
  fixture_log_changes (model, told);
  fixture_count_notify (last, "after", &n_after);
  fixture_count_notify (last, "open", &n_open);

  bo_proposal_model_pin (model, shop.lines[4], 2);
  wait_for_model (model);
  assert_rows (model, "0>2 0>1 0>0 0>0 0>2!");
  g_assert_cmpstr (told->str, ==, "");
  g_assert_true (bo_proposal_row_get_pinned (last));
  g_assert_cmpuint (n_after, ==, 1);
  g_assert_cmpuint (n_open, ==, 0);

  /* A second pin comes on top of the first, though that is not answered yet. */
  bo_proposal_model_pin (model, shop.lines[0], 0);
  bo_proposal_model_pin (model, shop.lines[3], 2);
  wait_for_model (model);
  assert_rows (model, "0>0! 0>1 0>0 0>2! 0>2!");
  g_assert_true (first == get (model, 0));
  g_object_unref (first);

  bo_proposal_model_pin (model, shop.lines[4], -1);
  wait_for_model (model);
  assert_rows (model, "0>0! 0>2 0>1 0>2! 0>0");
  g_assert_cmpstr (told->str, ==, "");
}

static void
test_changes_only (Fixture      *f,
                   gconstpointer user_data)
{
  Shop shop;
  g_autoptr (BoProposalModel) model = NULL;
  g_autoptr (BoProposalRow) first = NULL;
  g_autoptr (BoProposalRow) first_again = NULL;
  g_autoptr (GString) told = g_string_new (NULL);
  guint n_notified;

  make_shop (f, &shop);
  model = propose (f, &shop, 3);
  g_assert_false (bo_proposal_model_get_changes_only (model));
  first = get (model, 0);
  fixture_log_changes (model, told);
  fixture_count_notify (model, "changes-only", &n_notified);

  bo_proposal_model_set_changes_only (model, TRUE);
  g_assert_cmpstr (told->str, ==, "(2,3,0)");
  g_assert_cmpuint (n_notified, ==, 1);
  assert_rows (model, "0>2 0>1");
  first_again = get (model, 0);
  g_assert_true (first == first_again);

  /* A pinned line is looked at, whether it changes or not. */
  g_string_truncate (told, 0);
  bo_proposal_model_pin (model, shop.lines[4], 0);
  wait_for_model (model);
  g_assert_cmpstr (told->str, ==, "(2,0,1)");
  assert_rows (model, "0>2 0>1 0>0!");

  g_string_truncate (told, 0);
  bo_proposal_model_set_changes_only (model, FALSE);
  g_assert_cmpstr (told->str, ==, "(2,0,2)");
}

static void
test_outdated (Fixture      *f,
               gconstpointer user_data)
{
  Shop shop;
  g_autoptr (BoProposalModel) model = NULL;

  make_shop (f, &shop);
  fixture_put_product (f->service, "B", "Bell");
  model = propose (f, &shop, 5);
  fixture_place (f->service, "Ada", "B", 1, 50);
  bo_test_drain ();
  g_assert_false (bo_proposal_model_get_outdated (model));

  fixture_place (f->service, "Ada", "A", 1, 50);
  bo_test_wait_until (bo_proposal_model_get_outdated (model));
  assert_rows (model, "0>2 0>2 0>1 0>0 0>0");

  bo_proposal_model_propose (model, bo_proposal_model_get_proposal (model)->request);
  wait_for_model (model);
  g_assert_false (bo_proposal_model_get_outdated (model));
  assert_rows (model, "0>1 0>2 0>2 0>0 0>0 0>0");

  fixture_apply (f->service, bo_proposal_model_get_proposal (model));
  bo_test_wait_until (bo_proposal_model_get_outdated (model));
  bo_proposal_model_set_proposal (model, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 0);
}

static void
test_error (Fixture      *f,
            gconstpointer user_data)
{
  Shop shop;
  g_autoptr (BoProposalModel) model = NULL;
  g_autoptr (BoProposalRequest) request = bo_proposal_request_new ();

  make_shop (f, &shop);
  model = propose (f, &shop, 5);
  bo_proposal_request_add (request, 987654, 1);
  bo_proposal_model_propose (model, request);
  bo_test_wait_until (!bo_lazy_model_get_loading (BO_LAZY_MODEL (model)));
  g_assert_nonnull (bo_lazy_model_get_error (BO_LAZY_MODEL (model)));
  assert_rows (model, "0>2 0>2 0>1 0>0 0>0");
}

static void
test_dropped (Fixture      *f,
              gconstpointer user_data)
{
  Shop shop;
  g_autoptr (BoProposalRequest) request = bo_proposal_request_new ();

  make_shop (f, &shop);
  bo_proposal_request_add (request, shop.product_id, 3);
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (BoProposalModel) model = bo_proposal_model_new (f->service);
      g_autoptr (BoProposalRow) row = NULL;

      bo_proposal_model_propose (model, request);
      if (i % 2 == 0)
        wait_for_model (model);
      row = get (model, 0);
    }
  bo_test_drain ();
}

/* Exceptions as sentences. */

typedef struct
{
  const char     *name;
  BoExceptionKind kind;
  int             demand; /* -1: the supply as a whole */
  gint64          units;
  const char     *text;
} ExceptionCase;

static const ExceptionCase exception_cases[] = {
  { "supply-one", BO_EXCEPTION_SUPPLY_DROP, -1, 1, "There is 1 unit less to deal than lines have" },
  { "supply-many", BO_EXCEPTION_SUPPLY_DROP, -1, 4, "There are 4 units less to deal than lines have" },
  { "drop-one", BO_EXCEPTION_SUPPLY_DROP, 0, 1, "A, place 1: loses 1 unit, since there is less to deal" },
  { "drop-many", BO_EXCEPTION_SUPPLY_DROP, 1, 2, "A, place 2: loses 2 units, since there is less to deal" },
  { "win-one", BO_EXCEPTION_WIN_NOT_FULL, 0, 1, "A, place 1: must be full and lacks 1 unit" },
  { "win-many", BO_EXCEPTION_WIN_NOT_FULL, 0, 3, "A, place 1: must be full and lacks 3 units" },
  { "gain-one", BO_EXCEPTION_GAIN_LOST, 0, 1, "A, place 1: must not have less than before and loses 1 unit" },
  { "gain-many", BO_EXCEPTION_GAIN_LOST, 0, 2, "A, place 1: must not have less than before and loses 2 units" },
};

static void
test_exception (Fixture      *f,
                gconstpointer user_data)
{
  const ExceptionCase *c = user_data;
  Shop                 shop;
  /* Its products are those of the other: it goes last. */
  g_autoptr (BoProposal) dealt = NULL;
  g_autoptr (BoProposalModel) model = NULL;
  g_autoptr (BoProposal) proposal = NULL;
  g_auto (GStrv) texts = NULL;
  BoException exception = { .kind = c->kind, .demand = c->demand, .units = c->units };

  make_shop (f, &shop);
  model = propose (f, &shop, 3);
  dealt = bo_proposal_ref (bo_proposal_model_get_proposal (model));
  proposal = bo_proposal_new (dealt->request);
  g_array_append_vals (proposal->lines, dealt->lines->data, dealt->lines->len);
  g_ptr_array_set_free_func (proposal->products, NULL);
  g_ptr_array_extend (proposal->products, dealt->products, NULL, NULL);
  g_array_append_val (proposal->exceptions, exception);

  bo_proposal_model_set_proposal (model, proposal);
  g_object_get (model, "exceptions", &texts, NULL);
  g_assert_cmpuint (g_strv_length (texts), ==, 1);
  g_assert_cmpstr (texts[0], ==, c->text);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("/proposal-model/rows", test_rows);
  ADD ("/proposal-model/pin", test_pin);
  ADD ("/proposal-model/changes-only", test_changes_only);
  ADD ("/proposal-model/outdated", test_outdated);
  ADD ("/proposal-model/error", test_error);
  ADD ("/proposal-model/dropped", test_dropped);
  for (guint i = 0; i < G_N_ELEMENTS (exception_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/proposal-model/exception/%s", exception_cases[i].name);

      g_test_add (path, Fixture, &exception_cases[i], fixture_set_up, test_exception, fixture_tear_down);
    }

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-line-model.h"
#include "bo-model-fixture.h"

/* Places @n lines of one unit, line i of customer "Customer 000i" queued at i * 100. */
static void
place_many (Fixture *f,
            guint    n)
{
  if (n > 0)
    fixture_put_product (f->service, "A", "Anvil");
  for (guint i = 1; i <= n; i++)
    {
      g_autofree char *customer = g_strdup_printf ("Customer %04u", i);

      fixture_place (f->service, customer, "A", i, i * 100);
    }
}

static void
wait_for_model (BoLineModel *model)
{
  bo_test_wait_until (!bo_lazy_model_get_loading (BO_LAZY_MODEL (model)));
}

static BoLineModel *
make_model (Fixture   *f,
            BoLineSort sort)
{
  g_autoptr (BoLineQuery) query = bo_line_query_new ();
  BoLineModel *model = bo_line_model_new (f->service);

  query->sort = sort;
  bo_line_model_set_query (model, query);
  wait_for_model (model);
  g_assert_no_error (bo_lazy_model_get_error (BO_LAZY_MODEL (model)));

  return model;
}

static void
set_search (BoLineModel *model,
            const char  *search)
{
  g_autoptr (BoLineQuery) query = bo_line_query_copy (bo_line_model_get_query (model));

  g_free (query->search);
  query->search = g_strdup (search);
  bo_line_model_set_query (model, query);
}

static guint
count (BoLineModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (model));
}

static BoLine *
get (BoLineModel *model,
     guint        position)
{
  return g_list_model_get_item (G_LIST_MODEL (model), position);
}

static void
assert_list (BoLineModel *model,
             const char  *expected)
{
  g_autoptr (GString) units = g_string_new (NULL);

  for (guint i = 0; i < count (model); i++)
    {
      g_autoptr (BoLine) line = get (model, i);

      bo_test_wait_until (bo_line_get_loaded (line));
      g_string_append_printf (units, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "", bo_line_get_record (line)->open);
    }
  g_assert_cmpstr (units->str, ==, expected);
}

static void
test_before_the_first_query (Fixture      *f,
                             gconstpointer user_data)
{
  g_autoptr (BoLineModel) model = NULL;

  place_many (f, 1);
  model = bo_line_model_new (f->service);
  g_assert_false (bo_lazy_model_get_loading (BO_LAZY_MODEL (model)));
  g_assert_false (bo_lazy_model_get_loaded_once (BO_LAZY_MODEL (model)));
  fixture_place (f->service, "Ada", "A", 1, 0);
  bo_test_drain ();
  g_assert_cmpuint (count (model), ==, 0);
  g_assert_null (bo_line_model_get_query (model));
  g_assert_null (get (model, 0));
}

static void
test_lazy (Fixture      *f,
           gconstpointer user_data)
{
  g_autoptr (BoLineModel) model = NULL;
  g_autoptr (BoLine) first = NULL;
  g_autoptr (BoLine) far = NULL;
  g_autoptr (BoLine) again = NULL;
  guint    position = 0;
  gpointer weak;

  place_many (f, 230);
  model = make_model (f, BO_LINE_SORT_QUEUED);
  g_assert_true (bo_lazy_model_get_loaded_once (BO_LAZY_MODEL (model)));
  g_assert_cmpuint (count (model), ==, 230);
  g_assert_null (get (model, 230));

  /* The first screenful came with the ids. */
  first = get (model, 0);
  g_assert_true (bo_line_get_loaded (first));
  g_assert_cmpstr (bo_line_get_record (first)->customer, ==, "Customer 0001");
  g_assert_cmpint (bo_line_get_record (first)->place_count, ==, 230);

  far = get (model, 229);
  g_assert_false (bo_line_get_loaded (far));
  again = get (model, 229);
  g_assert_true (far == again);
  g_assert_cmpint (bo_line_get_id (far), ==, bo_lazy_model_get_id_at (BO_LAZY_MODEL (model), 229));
  bo_test_wait_until (bo_line_get_loaded (far));
  g_assert_cmpstr (bo_line_get_record (far)->customer, ==, "Customer 0230");

  g_assert_true (bo_id_model_find_position (BO_ID_MODEL (model), bo_line_get_id (far), &position));
  g_assert_cmpuint (position, ==, 229);
  g_assert_false (bo_id_model_find_position (BO_ID_MODEL (model), 123456, &position));

  /* Nobody but those who look holds an object. */
  weak = first;
  g_object_add_weak_pointer (G_OBJECT (first), &weak);
  g_clear_object (&first);
  g_assert_null (weak);
  first = get (model, 0);
  bo_test_wait_until (bo_line_get_loaded (first));
}

static void
test_totals (Fixture      *f,
             gconstpointer user_data)
{
  g_autoptr (BoLineModel) model = NULL;
  const BoTotal *total;
  guint          n;

  place_many (f, 4);
  model = make_model (f, BO_LINE_SORT_QUEUED);
  bo_test_wait_until (bo_lazy_model_get_totals (BO_LAZY_MODEL (model)) != NULL);
  g_assert_cmpuint (bo_lazy_model_get_totals (BO_LAZY_MODEL (model))->len, ==, 1);
  total = g_ptr_array_index (bo_lazy_model_get_totals (BO_LAZY_MODEL (model)), 0);
  g_assert_cmpint (total->lines, ==, 4);
  g_assert_cmpint (total->units, ==, 1 + 2 + 3 + 4);
  g_assert_cmpint (total->value, ==, 10 * 1000);

  fixture_count_notify (model, "totals", &n);
  fixture_place (f->service, "Ada", "A", 5, 0);
  bo_test_wait_until (n == 1);
  total = g_ptr_array_index (bo_lazy_model_get_totals (BO_LAZY_MODEL (model)), 0);
  g_assert_cmpint (total->lines, ==, 5);
}

/* Each changes a list of lines 1 to 10 that are queued at 100 to 1000, of 1 to 10 units. */
typedef enum
{
  INSERT_MIDDLE,
  INSERT_LAST,
  CANCEL,
  CANCEL_PART,
  PAUSE,
  AMEND_CLASS,
} Change;

typedef struct
{
  const char *name;
  BoLineSort  sort;
  Change      change;
  const char *told;
  guint       n_items_notified;
  const char *list;
} ChangeCase;

static const ChangeCase change_cases[] = {
  { "insert-in-the-middle", BO_LINE_SORT_QUEUED, INSERT_MIDDLE, "(5,0,1)", 1, "1 2 3 4 5 99 6 7 8 9 10" },
  { "insert-at-the-end", BO_LINE_SORT_QUEUED, INSERT_LAST, "(10,0,1)", 1, "1 2 3 4 5 6 7 8 9 10 99" },
  { "remove", BO_LINE_SORT_QUEUED, CANCEL, "(4,1,0)", 1, "1 2 3 4 6 7 8 9 10" },
  { "in-place", BO_LINE_SORT_QUEUED, CANCEL_PART, "", 0, "1 2 3 4 2 6 7 8 9 10" },
  { "pause", BO_LINE_SORT_QUEUED, PAUSE, "", 0, "1 2 3 4 5 6 7 8 9 10" },
  { "move", BO_LINE_SORT_OPEN, CANCEL_PART, "(2,3,3)", 0, "1 2 2 3 4 6 7 8 9 10" },
  { "overtake", BO_LINE_SORT_PLACE, AMEND_CLASS, "(0,5,5)", 0, "5 1 2 3 4 6 7 8 9 10" },
};

static void
make_change (Fixture *f,
             gint64   fifth,
             Change   change)
{
  BoAmendRequest *request;

  switch (change)
    {
    case INSERT_MIDDLE:
      fixture_place (f->service, "Ada", "A", 99, 550);
      break;
    case INSERT_LAST:
      fixture_place (f->service, "Ada", "A", 99, 1100);
      break;
    case CANCEL:
      fixture_cancel (f->service, fifth, 0);
      break;
    case CANCEL_PART:
      fixture_cancel (f->service, fifth, 3);
      break;
    case PAUSE:
      fixture_pause (f->service, fifth, TRUE);
      break;
    case AMEND_CLASS:
      request = bo_amend_request_new (fifth);
      request->fields = BO_AMEND_CLASS;
      request->priority_class = 1;
      fixture_amend (f->service, request);
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
test_change (Fixture      *f,
             gconstpointer user_data)
{
  const ChangeCase *c = user_data;
  g_autoptr (BoLineModel) model = NULL;
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GString) told = g_string_new (NULL);
  guint n_items_notified, n_totals;

  place_many (f, 10);
  model = make_model (f, c->sort);
  assert_list (model, "1 2 3 4 5 6 7 8 9 10");
  for (guint i = 0; i < 10; i++)
    g_ptr_array_add (lines, get (model, i));
  bo_test_wait_until (bo_lazy_model_get_totals (BO_LAZY_MODEL (model)) != NULL);

  fixture_log_changes (model, told);
  fixture_count_notify (model, "n-items", &n_items_notified);
  fixture_count_notify (model, "totals", &n_totals);
  make_change (f, bo_line_get_id (g_ptr_array_index (lines, 4)), c->change);
  bo_test_wait_until (n_totals > 0);
  wait_for_model (model);

  g_assert_cmpstr (told->str, ==, c->told);
  g_assert_cmpuint (n_items_notified, ==, c->n_items_notified);
  assert_list (model, c->list);

  /* Whoever stays is the same object. */
  for (guint i = 0; i < count (model); i++)
    {
      g_autoptr (BoLine) line = get (model, i);

      for (guint j = 0; j < lines->len; j++)
        {
          BoLine *old = g_ptr_array_index (lines, j);

          if (bo_line_get_id (old) == bo_line_get_id (line))
            g_assert_true (old == line);
        }
    }
}

/* The line that changes tells just that, and so do those whose place it moves. */
static void
test_rows_in_view (Fixture      *f,
                   gconstpointer user_data)
{
  g_autoptr (BoLineModel) model = NULL;
  g_autoptr (BoLine) first = NULL;
  g_autoptr (BoLine) second = NULL;
  guint n_open, n_place, n_ahead, n_customer, n_open_of_first;

  place_many (f, 3);
  model = make_model (f, BO_LINE_SORT_QUEUED);
  first = get (model, 0);
  second = get (model, 2);
  g_assert_cmpint (bo_line_get_record (second)->units_ahead, ==, 1 + 2);

  fixture_count_notify (second, "open", &n_open);
  fixture_count_notify (second, "place", &n_place);
  fixture_count_notify (second, "units-ahead", &n_ahead);
  fixture_count_notify (second, "customer", &n_customer);
  fixture_count_notify (first, "open", &n_open_of_first);
  fixture_cancel (f->service, bo_lazy_model_get_id_at (BO_LAZY_MODEL (model), 1), 1);
  bo_test_wait_until (n_ahead == 1);
  wait_for_model (model);
  g_assert_cmpint (bo_line_get_record (second)->units_ahead, ==, 1 + 1);

  fixture_cancel (f->service, bo_line_get_id (first), 0);
  bo_test_wait_until (n_ahead == 2);
  wait_for_model (model);
  g_assert_cmpint (bo_line_get_record (second)->place, ==, 2);
  g_assert_cmpuint (n_place, ==, 1);
  g_assert_cmpuint (n_open, ==, 0);
  g_assert_cmpuint (n_customer, ==, 0);

  /* It has left the list, and whoever still holds it is told. */
  bo_test_wait_until (n_open_of_first == 1);
  g_assert_cmpint (bo_line_get_record (first)->open, ==, 0);
}

/* Below the first screenful too, whose records come with the ids. */
static void
test_rows_far_down (Fixture      *f,
                    gconstpointer user_data)
{
  g_autoptr (BoLineModel) model = NULL;
  g_autoptr (BoLine) far = NULL;
  guint n_ahead, n_open;

  place_many (f, 210);
  model = make_model (f, BO_LINE_SORT_QUEUED);
  far = get (model, 209);
  bo_test_wait_until (bo_line_get_loaded (far));
  g_assert_cmpint (bo_line_get_record (far)->units_ahead, ==, 209 * 210 / 2);

  fixture_count_notify (far, "units-ahead", &n_ahead);
  fixture_count_notify (far, "open", &n_open);
  fixture_cancel (f->service, bo_lazy_model_get_id_at (BO_LAZY_MODEL (model), 99), 50);
  bo_test_wait_until (n_ahead == 1);
  g_assert_cmpint (bo_line_get_record (far)->units_ahead, ==, 209 * 210 / 2 - 50);
  g_assert_cmpuint (n_open, ==, 0);
}

/* Whether the rows from @from on, as far as @to, are there when they are asked for;
 * they are held from then on. */
static gboolean
are_there (BoLineModel *model,
           GPtrArray   *held,
           guint        from,
           guint        to)
{
  gboolean there = TRUE;

  for (guint i = from; i != to; i = from < to ? i + 1 : i - 1)
    {
      g_ptr_array_add (held, get (model, i));
      there = there && bo_line_get_loaded (g_ptr_array_index (held, held->len - 1));
    }

  return there;
}

/* What scrolling comes to next is read before it is asked for, in either direction;
 * a change makes it be read anew. */
static void
test_looks_ahead (Fixture      *f,
                  gconstpointer user_data)
{
  g_autoptr (BoLineModel) model = NULL;
  g_autoptr (GPtrArray) held = g_ptr_array_new_with_free_func (g_object_unref);

  place_many (f, 600);
  model = make_model (f, BO_LINE_SORT_QUEUED);
  bo_test_wait_until (are_there (model, held, 300, 301));
  bo_test_wait_until (are_there (model, held, 301, 302));
  g_assert_true (are_there (model, held, 302, 342));

  bo_test_wait_until (are_there (model, held, 598, 597));
  bo_test_wait_until (are_there (model, held, 597, 596));
  bo_test_wait_until (are_there (model, held, 596, 595));
  g_assert_true (are_there (model, held, 595, 560));
  g_assert_false (are_there (model, held, 450, 449));

  /* Read ahead already, and changed since. */
  fixture_cancel (f->service, bo_lazy_model_get_id_at (BO_LAZY_MODEL (model), 555), 1);
  g_assert_false (are_there (model, held, 555, 554));
  bo_test_wait_until (are_there (model, held, 555, 554));
  g_assert_cmpint (bo_line_get_record (g_ptr_array_index (held, held->len - 1))->open, ==, 555);
}

static void
test_search_supersedes (Fixture      *f,
                        gconstpointer user_data)
{
  g_autoptr (BoLineModel) model = NULL;
  g_autoptr (BoLineQuery) query = bo_line_query_new ();
  g_autoptr (GString) told = g_string_new (NULL);

  place_many (f, 30);
  model = bo_line_model_new (f->service);
  query->sort = BO_LINE_SORT_QUEUED;
  fixture_log_changes (model, told);

  bo_line_model_set_query (model, query);
  set_search (model, "cust");
  set_search (model, "customer 001");
  set_search (model, "customer 0029");
  wait_for_model (model);
  g_assert_no_error (bo_lazy_model_get_error (BO_LAZY_MODEL (model)));
  g_assert_cmpstr (told->str, ==, "(0,0,1)");
  assert_list (model, "29");

  /* What is there already is not asked for again. */
  set_search (model, "customer 0029");
  g_assert_false (bo_lazy_model_get_loading (BO_LAZY_MODEL (model)));

  g_string_truncate (told, 0);
  set_search (model, NULL);
  wait_for_model (model);
  g_assert_cmpstr (told->str, ==, "(0,1,30)");
}

static void
test_error_then_retry (Fixture      *f,
                       gconstpointer user_data)
{
  g_autoptr (BoLineModel) model = NULL;
  g_autoptr (BoLineQuery) query = bo_line_query_new ();
  g_autoptr (BoLine) line = NULL;
  g_autoptr (GString) told = g_string_new (NULL);

  place_many (f, 3);
  fixture_exec (f, "ALTER TABLE line RENAME TO line_away");
  model = bo_line_model_new (f->service);
  query->sort = BO_LINE_SORT_QUEUED;
  bo_line_model_set_query (model, query);
  wait_for_model (model);
  g_assert_nonnull (bo_lazy_model_get_error (BO_LAZY_MODEL (model)));
  g_assert_cmpuint (count (model), ==, 0);
  g_assert_false (bo_lazy_model_get_loaded_once (BO_LAZY_MODEL (model)));

  fixture_exec (f, "ALTER TABLE line_away RENAME TO line");
  bo_lazy_model_reload (BO_LAZY_MODEL (model));
  wait_for_model (model);
  g_assert_no_error (bo_lazy_model_get_error (BO_LAZY_MODEL (model)));
  assert_list (model, "1 2 3");

  /* What is shown stays when asking again fails. */
  line = get (model, 1);
  bo_test_wait_until (bo_line_get_loaded (line));
  fixture_log_changes (model, told);
  fixture_exec (f, "ALTER TABLE line RENAME TO line_away");
  bo_lazy_model_reload (BO_LAZY_MODEL (model));
  wait_for_model (model);
  g_assert_nonnull (bo_lazy_model_get_error (BO_LAZY_MODEL (model)));
  g_assert_cmpuint (count (model), ==, 3);
  g_assert_cmpint (bo_line_get_record (line)->open, ==, 2);

  fixture_exec (f, "ALTER TABLE line_away RENAME TO line");
  bo_lazy_model_reload (BO_LAZY_MODEL (model));
  wait_for_model (model);
  g_assert_no_error (bo_lazy_model_get_error (BO_LAZY_MODEL (model)));
  g_assert_cmpstr (told->str, ==, "");
}

/* A row whose record could not be read is read at the next try. */
static void
test_row_error_then_retry (Fixture      *f,
                           gconstpointer user_data)
{
  g_autoptr (BoLineModel) model = NULL;
  g_autoptr (BoLine) far = NULL;

  place_many (f, 210);
  model = make_model (f, BO_LINE_SORT_QUEUED);
  fixture_exec (f, "ALTER TABLE line RENAME TO line_away");
  far = get (model, 209);
  bo_test_wait_until (bo_lazy_model_get_error (BO_LAZY_MODEL (model)) != NULL);
  g_assert_false (bo_line_get_loaded (far));

  fixture_exec (f, "ALTER TABLE line_away RENAME TO line");
  bo_lazy_model_reload (BO_LAZY_MODEL (model));
  bo_test_wait_until (bo_line_get_loaded (far));
  wait_for_model (model);
  g_assert_no_error (bo_lazy_model_get_error (BO_LAZY_MODEL (model)));
}

/* The last reference to the model is often dropped with queries under way. */
static void
test_dropped_while_loading (Fixture      *f,
                            gconstpointer user_data)
{
  g_autoptr (BoLineQuery) query = bo_line_query_new ();

  place_many (f, 210);
  for (guint i = 0; i < 50; i++)
    {
      g_autoptr (BoLineModel) model = bo_line_model_new (f->service);
      g_autoptr (BoLine) near = NULL;
      g_autoptr (BoLine) far = NULL;

      bo_line_model_set_query (model, query);
      if (i % 2 == 0)
        wait_for_model (model);
      near = get (model, 5);
      far = get (model, 209);
      if (i % 4 == 0)
        g_clear_object (&far);
      if (i % 8 == 0)
        g_main_context_iteration (NULL, FALSE);
    }
  bo_test_drain ();
}

/* Told of many changes while one query runs, it runs once more. */
static void
test_coalesce (Fixture      *f,
               gconstpointer user_data)
{
  g_autoptr (BoLineModel) model = NULL;
  g_autoptr (BoChanges) changes = bo_changes_new ();
  guint n_totals, n_loading;

  place_many (f, 3);
  model = make_model (f, BO_LINE_SORT_QUEUED);
  bo_test_wait_until (bo_lazy_model_get_totals (BO_LAZY_MODEL (model)) != NULL);

  fixture_count_notify (model, "totals", &n_totals);
  fixture_count_notify (model, "loading", &n_loading);
  changes->all = TRUE;
  for (guint i = 0; i < 20; i++)
    g_signal_emit_by_name (f->service, "changed", changes);
  wait_for_model (model);
  bo_test_wait_until (n_totals == 2);
  bo_test_drain ();
  g_assert_cmpuint (n_totals, ==, 2);
  g_assert_cmpuint (n_loading, ==, 2);

  /* A change of nothing at all asks for nothing. */
  changes->all = FALSE;
  g_signal_emit_by_name (f->service, "changed", changes);
  g_assert_false (bo_lazy_model_get_loading (BO_LAZY_MODEL (model)));
}

/* A list that was empty fills in parts, so that no frame has to lay all of it out. */
static void
test_fills_in_parts (Fixture      *f,
                     gconstpointer user_data)
{
  g_autoptr (BoLineModel) model = NULL;
  g_autoptr (BoLineQuery) query = bo_line_query_new ();
  g_autoptr (GString) told = g_string_new (NULL);

  place_many (f, 40);
  model = bo_line_model_new (f->service);
  query->search = g_strdup ("nobody");
  bo_line_model_set_query (model, query);
  wait_for_model (model);
  g_assert_cmpuint (count (model), ==, 0);

  fixture_log_changes (model, told);
  g_clear_pointer (&query->search, g_free);
  bo_line_model_set_query (model, query);
  wait_for_model (model);
  g_assert_cmpuint (count (model), ==, 40);
  g_assert_cmpstr (told->str, ==, "(0,0,16)(16,0,16)(32,0,8)");

  /* What else comes meanwhile does not wait for the rest. */
  query->search = g_strdup ("nobody");
  bo_line_model_set_query (model, query);
  wait_for_model (model);
  g_clear_pointer (&query->search, g_free);
  bo_line_model_set_query (model, query);
  bo_test_wait_until (count (model) == 16);
  query->sort = BO_LINE_SORT_OPEN;
  query->descending = TRUE;
  bo_line_model_set_query (model, query);
  wait_for_model (model);
  g_assert_cmpuint (count (model), ==, 40);
}

/* As a sync does it: change after change is shown a few times a second, and the last. */
static void
test_many_changes (Fixture      *f,
                   gconstpointer user_data)
{
  g_autoptr (BoLineModel) model = make_model (f, BO_LINE_SORT_QUEUED);
  guint  n_shown;
  gint64 began;

  wait_for_model (model);
  fixture_count_notify (model, "n-items", &n_shown);
  began = g_get_monotonic_time ();
  place_many (f, 20);
  bo_test_wait_until (count (model) == 20);
  g_assert_cmpuint (n_shown, <=, 2 + (g_get_monotonic_time () - began) / (250 * 1000));
}

/* Another program on the same file. */
static void
test_second_service (Fixture      *f,
                     gconstpointer user_data)
{
  g_autoptr (BoLineModel) model = NULL;
  g_autoptr (BoService) other = NULL;
  g_autoptr (GString) told = g_string_new (NULL);
  g_autoptr (BoLine) second = NULL;
  gint64 started;

  place_many (f, 3);
  model = make_model (f, BO_LINE_SORT_QUEUED);
  second = get (model, 1);
  other = fixture_open (f->path);
  fixture_log_changes (model, told);

  fixture_cancel (other, bo_line_get_id (second), 1);
  fixture_place (other, "Ada", "A", 9, 150);
  started = g_get_monotonic_time ();
  bo_test_wait_until (told->len > 0 && bo_line_get_record (second)->open == 1);
  g_assert_cmpint (g_get_monotonic_time () - started, <, 2 * G_USEC_PER_SEC);
  wait_for_model (model);
  g_assert_cmpstr (told->str, ==, "(1,0,1)");
  assert_list (model, "1 9 1 3");
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("/line-model/before-the-first-query", test_before_the_first_query);
  ADD ("/line-model/lazy", test_lazy);
  ADD ("/line-model/totals", test_totals);
  for (guint i = 0; i < G_N_ELEMENTS (change_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/line-model/change/%s", change_cases[i].name);
      g_test_add (path, Fixture, &change_cases[i], fixture_set_up, test_change, fixture_tear_down);
    }
  ADD ("/line-model/rows-in-view", test_rows_in_view);
  ADD ("/line-model/rows-far-down", test_rows_far_down);
  ADD ("/line-model/looks-ahead", test_looks_ahead);
  ADD ("/line-model/search-supersedes", test_search_supersedes);
  ADD ("/line-model/error-then-retry", test_error_then_retry);
  ADD ("/line-model/row-error-then-retry", test_row_error_then_retry);
  ADD ("/line-model/dropped-while-loading", test_dropped_while_loading);
  ADD ("/line-model/coalesce", test_coalesce);
  ADD ("/line-model/fills-in-parts", test_fills_in_parts);
  ADD ("/line-model/many-changes", test_many_changes);
  ADD ("/line-model/second-service", test_second_service);

  return g_test_run ();
}

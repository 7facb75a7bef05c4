/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-id-selection.h"

#include "bo-test-util.h"

/* A list of ids that counts what it is asked for. */
#define TEST_TYPE_IDS (test_ids_get_type ())
G_DECLARE_FINAL_TYPE (TestIds, test_ids, TEST, IDS, GObject)

struct _TestIds
{
  GObject parent_instance;

  GArray *ids; /* (element-type gint64) */
  guint   n_items_made;
  guint   n_looked_at; /* ids, in search of one */
};

static void
test_ids_list_model_init (GListModelInterface *iface);
static void
test_ids_id_model_init (BoIdModelInterface *iface);

/* clang-format off */
G_DEFINE_FINAL_TYPE_WITH_CODE (TestIds, test_ids, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, test_ids_list_model_init)
                               G_IMPLEMENT_INTERFACE (BO_TYPE_ID_MODEL, test_ids_id_model_init))
/* clang-format on */

static GType
test_ids_get_item_type (GListModel *model)
{
  return G_TYPE_OBJECT;
}

static guint
test_ids_get_n_items (GListModel *model)
{
  return TEST_IDS (model)->ids->len;
}

static gpointer
test_ids_get_item (GListModel *model,
                   guint       position)
{
  TestIds *self = TEST_IDS (model);

  if (position >= self->ids->len)
    return NULL;

  self->n_items_made++;
  return g_object_new (G_TYPE_OBJECT, NULL);
}

static void
test_ids_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = test_ids_get_item_type;
  iface->get_n_items = test_ids_get_n_items;
  iface->get_item = test_ids_get_item;
}

static gint64
get_id_at (BoIdModel *model,
           guint      position)
{
  TestIds *self = TEST_IDS (model);

  return position < self->ids->len ? g_array_index (self->ids, gint64, position) : 0;
}

static gboolean
find_between (BoIdModel *model,
              gint64     id,
              guint      start,
              guint      end,
              guint     *position)
{
  TestIds *self = TEST_IDS (model);

  g_assert_cmpuint (end, <=, self->ids->len);
  self->n_looked_at += end - start;
  for (guint i = start; i < end; i++)
    if (g_array_index (self->ids, gint64, i) == id)
      {
        *position = i;
        return TRUE;
      }

  return FALSE;
}

static void
test_ids_id_model_init (BoIdModelInterface *iface)
{
  iface->get_id_at = get_id_at;
  iface->find_between = find_between;
}

static void
test_ids_finalize (GObject *object)
{
  g_array_unref (TEST_IDS (object)->ids);

  G_OBJECT_CLASS (test_ids_parent_class)->finalize (object);
}

static void
test_ids_class_init (TestIdsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_ids_finalize;
}

static void
test_ids_init (TestIds *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
}

/* Puts @ids, which end with a 0, in the place of @removed at @position. */
static void
splice (TestIds      *self,
        guint         position,
        guint         removed,
        const gint64 *ids)
{
  guint added = 0;

  while (ids[added] != 0)
    added++;

  if (removed > 0)
    g_array_remove_range (self->ids, position, removed);
  if (added > 0)
    g_array_insert_vals (self->ids, position, ids, added);
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static TestIds *
make_ids (gint64 first,
          gint64 last)
{
  TestIds *self = g_object_new (TEST_TYPE_IDS, NULL);

  for (gint64 id = first; id <= last; id++)
    g_array_append_val (self->ids, id);

  return self;
}

/* What a selection tells is written down: signals in their order, then the
 * properties notified, whose order is GLib's business. */
typedef struct
{
  GString *signals;
  gboolean selected_id;
  gboolean selected;
  gboolean selected_item;
} Log;

static void
items_changed_cb (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  gpointer    user_data)
{
  g_string_append_printf (((Log *) user_data)->signals, "items(%u,%u,%u) ", position, removed, added);
}

static void
selection_changed_cb (GtkSelectionModel *model,
                      guint              position,
                      guint              n_items,
                      gpointer           user_data)
{
  g_string_append_printf (((Log *) user_data)->signals, "selection(%u,%u) ", position, n_items);
}

static void
notify_cb (GObject    *object,
           GParamSpec *pspec,
           gpointer    user_data)
{
  Log *log = user_data;

  log->selected_id |= g_str_equal (pspec->name, "selected-id");
  log->selected |= g_str_equal (pspec->name, "selected");
  log->selected_item |= g_str_equal (pspec->name, "selected-item");
}

static Log *
start_log (BoIdSelection *selection)
{
  Log *log = g_new0 (Log, 1);

  log->signals = g_string_new (NULL);
  g_signal_connect (selection, "items-changed", G_CALLBACK (items_changed_cb), log);
  g_signal_connect (selection, "selection-changed", G_CALLBACK (selection_changed_cb), log);
  g_signal_connect (selection, "notify", G_CALLBACK (notify_cb), log);

  return log;
}

/* What was told since the last time. */
static char *
take_log (Log *log)
{
  char *text = g_strconcat (log->signals->str, log->selected_id ? "id " : "", log->selected ? "position " : "",
                            log->selected_item ? "item " : "", NULL);

  g_string_truncate (log->signals, 0);
  log->selected_id = log->selected = log->selected_item = FALSE;

  return g_strchomp (text);
}

static void
stop_log (Log           *log,
          BoIdSelection *selection)
{
  g_signal_handlers_disconnect_by_data (selection, log);
  g_string_free (log->signals, TRUE);
  g_free (log);
}

#define assert_log(log, expected)            \
  G_STMT_START                               \
  {                                          \
    g_autofree char *told_ = take_log (log); \
    g_assert_cmpstr (told_, ==, expected);   \
  }                                          \
  G_STMT_END

typedef struct
{
  const char  *name;
  gint64       selected_id;
  guint        position;
  guint        removed;
  const gint64 added[4];
  guint        selected_after;
  guint        n_looked_at;
  gboolean     item_stays;
  const char  *log;
} SpliceCase;

/* Around ids 1 to 10. */
static const SpliceCase splice_cases[] = {
  { "insert-before", 5, 2, 0, { 90, 91 }, 6, 0, TRUE, "items(2,0,2) position" },
  { "insert-after", 5, 7, 0, { 90, 91 }, 4, 0, TRUE, "items(7,0,2)" },
  { "insert-right-before", 5, 4, 0, { 90 }, 5, 0, TRUE, "items(4,0,1) position" },
  { "remove-before", 5, 0, 3, { 0 }, 1, 0, TRUE, "items(0,3,0) position" },
  { "remove-after", 5, 5, 5, { 0 }, 4, 0, TRUE, "items(5,5,0)" },
  { "remove-it", 5, 4, 1, { 0 }, GTK_INVALID_LIST_POSITION, 9, TRUE, "items(4,1,0) position" },
  { "move-it", 5, 3, 3, { 5, 4, 6 }, 3, 10, TRUE, "items(3,3,3) position" },
  { "replace-it", 5, 4, 1, { 90, 91 }, GTK_INVALID_LIST_POSITION, 11, TRUE, "items(4,1,2) position" },
  { "comes", 90, 4, 0, { 89, 90 }, 5, 2, FALSE, "items(4,0,2) position item" },
  { "nothing-selected", 0, 4, 1, { 90 }, GTK_INVALID_LIST_POSITION, 0, TRUE, "items(4,1,1)" },
};

static void
test_splice (gconstpointer user_data)
{
  const SpliceCase *c = user_data;
  g_autoptr (TestIds) ids = make_ids (1, 10);
  g_autoptr (BoIdSelection) selection = bo_id_selection_new (BO_ID_MODEL (ids));
  Log     *log;
  gpointer item;

  bo_id_selection_set_selected_id (selection, c->selected_id);
  item = bo_id_selection_get_selected_item (selection);
  ids->n_items_made = ids->n_looked_at = 0;
  log = start_log (selection);

  splice (ids, c->position, c->removed, c->added);

  assert_log (log, c->log);
  g_assert_cmpuint (ids->n_looked_at, ==, c->n_looked_at);
  g_assert_cmpint (bo_id_selection_get_selected_id (selection), ==, c->selected_id);
  g_assert_cmpuint (bo_id_selection_get_selected (selection), ==, c->selected_after);
  if (c->item_stays)
    g_assert_true (bo_id_selection_get_selected_item (selection) == item);
  g_assert_cmpuint (ids->n_items_made, ==, c->item_stays ? 0 : 1);
  for (guint i = 0; i < ids->ids->len; i++)
    g_assert_cmpint (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (selection), i), ==, i == c->selected_after);

  stop_log (log, selection);
}

/* A row moves in two steps: it comes and goes, or goes and comes. */
static void
test_move_in_steps (void)
{
  g_autoptr (TestIds) ids = make_ids (1, 10);
  g_autoptr (BoIdSelection) selection = bo_id_selection_new (BO_ID_MODEL (ids));
  gpointer item;

  bo_id_selection_set_selected_id (selection, 5);
  item = bo_id_selection_get_selected_item (selection);
  splice (ids, 2, 0, (const gint64[]){ 5, 0 });
  splice (ids, 5, 1, (const gint64[]){ 0 });
  g_assert_cmpuint (bo_id_selection_get_selected (selection), ==, 2);

  splice (ids, 2, 1, (const gint64[]){ 0 });
  splice (ids, 7, 0, (const gint64[]){ 5, 0 });
  g_assert_cmpuint (bo_id_selection_get_selected (selection), ==, 7);
  g_assert_true (bo_id_selection_get_selected_item (selection) == item);
  g_assert_cmpuint (ids->n_items_made, ==, 1);
}

static void
test_select (void)
{
  g_autoptr (TestIds) ids = make_ids (101, 110);
  g_autoptr (BoIdSelection) selection = bo_id_selection_new (BO_ID_MODEL (ids));
  GtkSelectionModel *model = GTK_SELECTION_MODEL (selection);
  g_autoptr (GtkBitset) bits = NULL;
  Log *log = start_log (selection);

  g_assert_true (gtk_selection_model_select_item (model, 2, TRUE));
  assert_log (log, "selection(2,1) id position item");
  g_assert_cmpint (bo_id_selection_get_selected_id (selection), ==, 103);
  bits = gtk_selection_model_get_selection (model);
  g_assert_cmpuint (gtk_bitset_get_size (bits), ==, 1);
  g_assert_true (gtk_bitset_contains (bits, 2));

  g_assert_true (gtk_selection_model_select_item (model, 5, TRUE));
  assert_log (log, "selection(2,4) id position item");

  g_assert_true (gtk_selection_model_select_item (model, 5, TRUE));
  g_assert_true (gtk_selection_model_unselect_item (model, 4));
  assert_log (log, "");

  g_assert_true (gtk_selection_model_unselect_item (model, 5));
  assert_log (log, "selection(5,1) id position item");
  g_assert_null (bo_id_selection_get_selected_item (selection));

  bo_id_selection_set_selected (selection, 99);
  g_assert_cmpint (bo_id_selection_get_selected_id (selection), ==, 0);
  bo_id_selection_set_selected_id (selection, 999);
  g_assert_cmpint (bo_id_selection_get_selected_id (selection), ==, 999);
  g_assert_cmpuint (bo_id_selection_get_selected (selection), ==, GTK_INVALID_LIST_POSITION);
  g_assert_true (gtk_selection_model_unselect_all (model));
  g_assert_cmpint (bo_id_selection_get_selected_id (selection), ==, 0);

  stop_log (log, selection);
}

static void
test_set_model (void)
{
  g_autoptr (TestIds) a = make_ids (1, 3);
  g_autoptr (TestIds) b = make_ids (1, 5);
  g_autoptr (BoIdSelection) selection = bo_id_selection_new (NULL);
  Log *log;

  bo_id_selection_set_selected_id (selection, 2);
  log = start_log (selection);
  bo_id_selection_set_model (selection, BO_ID_MODEL (a));
  assert_log (log, "items(0,0,3) position item");
  g_assert_cmpuint (bo_id_selection_get_selected (selection), ==, 1);

  bo_id_selection_set_model (selection, BO_ID_MODEL (b));
  assert_log (log, "selection(1,1) items(0,3,5) id position item");
  g_assert_cmpint (bo_id_selection_get_selected_id (selection), ==, 0);

  splice (a, 0, 3, (const gint64[]){ 0 });
  assert_log (log, "");

  stop_log (log, selection);
}

/* A list view on it: the selected row stays, in the widget's eyes too. */
static void
test_list_view (void)
{
  g_autoptr (TestIds) ids = make_ids (1, 1000);
  BoIdSelection *selection = bo_id_selection_new (BO_ID_MODEL (ids));
  GtkWidget     *window;
  GtkWidget     *scroller;
  GtkWidget     *view;

  if (!gtk_init_check ())
    {
      g_test_skip ("no display");
      return;
    }

  view = gtk_list_view_new (GTK_SELECTION_MODEL (selection), gtk_signal_list_item_factory_new ());
  scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (window), scroller);
  gtk_window_present (GTK_WINDOW (window));
  bo_test_wait_until (gtk_widget_get_mapped (view));

  g_assert_true (gtk_widget_activate_action (view, "list.select-item", "(ubb)", 3, FALSE, FALSE));
  g_assert_cmpint (bo_id_selection_get_selected_id (selection), ==, 4);
  splice (ids, 0, 1, (const gint64[]){ 2001, 2002, 0 });
  bo_test_drain ();
  g_assert_cmpint (bo_id_selection_get_selected_id (selection), ==, 4);
  g_assert_cmpuint (bo_id_selection_get_selected (selection), ==, 4);
  g_assert_true (gtk_widget_activate_action (view, "list.unselect-all", NULL));
  g_assert_cmpint (bo_id_selection_get_selected_id (selection), ==, 0);

  gtk_window_destroy (GTK_WINDOW (window));
  bo_test_drain ();
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (splice_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/id-selection/splice/%s", splice_cases[i].name);
      g_test_add_data_func (path, &splice_cases[i], test_splice);
    }
  g_test_add_func ("/id-selection/move-in-steps", test_move_in_steps);
  g_test_add_func ("/id-selection/select", test_select);
  g_test_add_func ("/id-selection/set-model", test_set_model);
  g_test_add_func ("/id-selection/list-view", test_list_view);

  return g_test_run ();
}

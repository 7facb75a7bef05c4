/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "bo-dialog.h"
#include "bo-import-dialog.h"
#include "bo-line-dialog.h"
#include "bo-new-dialog.h"
#include "bo-plan-json.h"
#include "bo-policy-dialog.h"
#include "bo-preferences.h"
#include "bo-products-page.h"
#include "bo-receive-dialog.h"
#include "bo-table.h"
#include "window-fixture.h"

static BoLineModel *
get_model (Fixture *fixture)
{
  return bo_queue_page_get_model (fixture_get_queue (fixture));
}

static const BoLineRecord *
get_line (Fixture *fixture,
          guint    position)
{
  g_autoptr (BoLine) line = g_list_model_get_item (G_LIST_MODEL (get_model (fixture)), position);

  bo_test_wait_until (bo_line_get_loaded (line));

  /* The detail pane and the table hold it. */
  return bo_line_get_record (line);
}

static void
select_line (Fixture *fixture,
             guint    position)
{
  BoLineCard *card = bo_queue_page_get_card (fixture_get_queue (fixture));

  bo_list_page_select (BO_LIST_PAGE (fixture_get_queue (fixture)),
                       bo_lazy_model_get_id_at (BO_LAZY_MODEL (get_model (fixture)), position));
  bo_test_wait_until (bo_line_card_get_found (card) && !bo_line_card_get_loading (card));
}

static void
activate_line (Fixture    *fixture,
               const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture_get_queue (fixture)), action, NULL));
  bo_test_drain ();
  fixture_settle (fixture);
}

static void
undo (Fixture *fixture)
{
  fixture_activate (fixture, "win.undo");
  fixture_settle (fixture);
}

static void
wait_for_toast (Fixture    *fixture,
                const char *part)
{
  bo_test_wait_until (bo_window_get_toast (fixture->window) != NULL &&
                      strstr (bo_window_get_toast (fixture->window), part) != NULL);
}

/* Queue */

static void
test_shows_rows (Fixture      *fixture,
                 gconstpointer data)
{
  g_assert_cmpstr (bo_window_get_state (fixture->window), ==, "main");
  g_assert_cmpuint (fixture_get_n_lines (fixture), ==, 4);
  g_assert_cmpstr (bo_list_pane_get_state (bo_list_page_get_list (BO_LIST_PAGE (fixture_get_queue (fixture)))), ==, "list");
}

static void
test_search (Fixture      *fixture,
             gconstpointer data)
{
  BoListPane *list = bo_list_page_get_list (BO_LIST_PAGE (fixture_get_queue (fixture)));

  bo_list_pane_set_search (list, "finch");
  bo_test_wait_until (fixture_get_n_lines (fixture) == 2);
  bo_list_pane_set_search (list, "nobody of this name");
  bo_test_wait_until (g_str_equal (bo_list_pane_get_state (list), "no-match"));
  bo_list_pane_set_search (list, "");
  bo_test_wait_until (fixture_get_n_lines (fixture) == 4);
  g_assert_cmpstr (bo_list_pane_get_state (list), ==, "list");
}

static void
test_filter (Fixture      *fixture,
             gconstpointer data)
{
  GtkWidget *page = GTK_WIDGET (fixture_get_queue (fixture));

  gtk_widget_activate_action (page, "queue.state", "s", "ready");
  bo_test_wait_until (fixture_get_n_lines (fixture) == 0);
  g_assert_cmpstr (bo_list_pane_get_state (bo_list_page_get_list (BO_LIST_PAGE (fixture_get_queue (fixture)))), ==, "no-match");
  gtk_widget_activate_action (page, "queue.clear", NULL);
  bo_test_wait_until (fixture_get_n_lines (fixture) == 4);
}

static void
test_sort (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);
  g_autofree char *remembered = NULL;
  GtkWidget       *page = GTK_WIDGET (fixture_get_queue (fixture));

  gtk_widget_activate_action (page, "queue.sort", "s", "open");
  fixture_settle (fixture);
  g_assert_cmpint (get_line (fixture, 0)->open, ==, 2);
  gtk_widget_activate_action (page, "queue.descending", NULL);
  fixture_settle (fixture);
  g_assert_cmpint (get_line (fixture, 0)->open, ==, 6);

  remembered = g_settings_get_string (settings, "queue-sort");
  g_assert_cmpstr (remembered, ==, "open");
  gtk_widget_activate_action (page, "queue.descending", NULL);
  gtk_widget_activate_action (page, "queue.sort", "s", "queued");
  fixture_settle (fixture);
}

/* A click on a title reaches the same action. */
static void
test_sort_by_title (Fixture      *fixture,
                    gconstpointer data)
{
  BoTable    *table = bo_list_pane_get_table (bo_list_page_get_list (BO_LIST_PAGE (fixture_get_queue (fixture))));
  GListModel *view_columns = gtk_column_view_get_columns (bo_table_get_view (table));
  g_autoptr (GtkColumnViewColumn) customer = g_list_model_get_item (view_columns, 1);

  gtk_column_view_sort_by_column (bo_table_get_view (table), customer, GTK_SORT_DESCENDING);
  fixture_settle (fixture);
  g_assert_cmpstr (get_line (fixture, 0)->customer, ==, "Finch & Sons");
  gtk_column_view_sort_by_column (bo_table_get_view (table), customer, GTK_SORT_ASCENDING);
  fixture_settle (fixture);
  g_assert_cmpstr (get_line (fixture, 0)->customer, ==, "Ada Lopes");
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  guint *n = user_data;

  return ++*n < 4 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* Rows in another order are seen from the first, wherever the one that was first goes. */
static void
test_sort_shows_first (Fixture      *fixture,
                       gconstpointer data)
{
  g_autoptr (GString) csv = g_string_new ("Order,Date,SKU,Quantity\n");
  GtkWidget     *page = GTK_WIDGET (fixture_get_queue (fixture));
  BoTable       *table = fixture_find_in (page, BO_TYPE_TABLE);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (fixture_find_in (GTK_WIDGET (table), GTK_TYPE_SCROLLED_WINDOW));

  for (guint i = 0; i < 80; i++)
    g_string_append_printf (csv, "%u,2025-01-%02u,KET-1,%u\n", 5000 + i, i % 28 + 1, 80 - i);
  fixture_import (fixture, csv->str);
  bo_test_wait_until (fixture_get_n_lines (fixture) == 84);

  for (guint i = 0; i < 3; i++)
    {
      guint n_ticks = 0;

      /* From the top, and from far down. */
      gtk_adjustment_set_value (adjustment, i == 2 ? 1000 : 0);
      gtk_widget_activate_action (page, "queue.sort", "s", i == 1 ? "queued" : "open");
      fixture_settle (fixture);
      gtk_widget_add_tick_callback (page, tick_cb, &n_ticks, NULL);
      bo_test_wait_until (n_ticks == 4);
      g_assert_cmpfloat (gtk_adjustment_get_upper (adjustment), >, gtk_adjustment_get_page_size (adjustment));
      g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==, 0);
    }
  gtk_widget_activate_action (page, "queue.sort", "s", "queued");
}

static void
test_hide_column (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);
  g_auto (GStrv) hidden = NULL;
  GtkWidget *page = GTK_WIDGET (fixture_get_queue (fixture));

  gtk_widget_activate_action (page, "queue.column-value", NULL);
  hidden = g_settings_get_strv (settings, "queue-columns");
  g_assert_cmpuint (g_strv_length (hidden), ==, 1);
  g_assert_cmpstr (hidden[0], ==, "value");
  gtk_widget_activate_action (page, "queue.column-value", NULL);
}

static void
test_selection_survives (Fixture      *fixture,
                         gconstpointer data)
{
  BoIdSelection *selection = bo_list_page_get_selection (BO_LIST_PAGE (fixture_get_queue (fixture)));
  gint64         id;

  select_line (fixture, 1);
  id = bo_id_selection_get_selected_id (selection);
  fixture_import (fixture, "Order,Date,SKU,Quantity,Customer name\n900,2025-11-01,KET-1,1,Early Bird\n");
  bo_test_wait_until (fixture_get_n_lines (fixture) == 5);
  g_assert_cmpint (bo_id_selection_get_selected_id (selection), ==, id);
  g_assert_cmpint (bo_line_card_get_line_id (bo_queue_page_get_card (fixture_get_queue (fixture))), ==, id);
}

/* Commands on a line */

static void
test_cancel_and_undo (Fixture      *fixture,
                      gconstpointer data)
{
  select_line (fixture, 0);
  activate_line (fixture, "line.cancel");
  wait_for_toast (fixture, "cancelled");
  bo_test_wait_until (fixture_get_n_lines (fixture) == 3);
  undo (fixture);
  bo_test_wait_until (fixture_get_n_lines (fixture) == 4);
  g_assert_false (bo_commander_get_can_undo (bo_window_get_commander (fixture->window)));
}

static void
test_undo_newest_first (Fixture      *fixture,
                        gconstpointer data)
{
  select_line (fixture, 0);
  activate_line (fixture, "line.cancel");
  bo_test_wait_until (fixture_get_n_lines (fixture) == 3);
  select_line (fixture, 0);
  activate_line (fixture, "line.pause");
  bo_test_wait_until (get_line (fixture, 0)->paused);
  undo (fixture);
  bo_test_wait_until (!get_line (fixture, 0)->paused);
  g_assert_cmpuint (fixture_get_n_lines (fixture), ==, 3);
  undo (fixture);
  bo_test_wait_until (fixture_get_n_lines (fixture) == 4);
}

static void
test_amend (Fixture      *fixture,
            gconstpointer data)
{
  BoLineDialog *dialog;
  gint64        before;

  select_line (fixture, 0);
  before = get_line (fixture, 0)->open;
  activate_line (fixture, "line.amend");
  dialog = fixture_find (BO_TYPE_LINE_DIALOG);
  g_assert_nonnull (dialog);
  bo_line_dialog_set_units (dialog, before + 4);
  bo_line_dialog_apply (dialog);
  wait_for_toast (fixture, "changed");
  bo_test_wait_until (get_line (fixture, 0)->open == before + 4);
}

/* Nothing can be handed over of what nobody has. */
static void
test_actions_follow_the_line (Fixture      *fixture,
                              gconstpointer data)
{
  select_line (fixture, 0);
  g_assert_false (gtk_widget_activate_action (GTK_WIDGET (fixture_get_queue (fixture)), "line.no-such-action", NULL));
  gtk_widget_activate_action (GTK_WIDGET (fixture_get_queue (fixture)), "line.hand-over", NULL);
  g_assert_null (fixture_find (BO_TYPE_LINE_DIALOG));
}

/* New backorder */

static void
test_place (Fixture      *fixture,
            gconstpointer data)
{
  BoNewDialog *dialog;

  fixture_activate (fixture, "win.new-backorder");
  dialog = fixture_find (BO_TYPE_NEW_DIALOG);
  g_assert_nonnull (dialog);
  gtk_editable_set_text (bo_new_dialog_get_entry (dialog, "product"), "ket-1");
  gtk_editable_set_text (bo_new_dialog_get_entry (dialog, "customer"), "M. Okafor");
  gtk_editable_set_text (bo_new_dialog_get_entry (dialog, "phone"), "01632 960123");
  bo_new_dialog_set_units (dialog, 2);
  bo_new_dialog_apply (dialog);
  wait_for_toast (fixture, "4th of 4");
  bo_test_wait_until (fixture_get_n_lines (fixture) == 5);
  g_assert_null (fixture_find (BO_TYPE_NEW_DIALOG));
  undo (fixture);
  bo_test_wait_until (fixture_get_n_lines (fixture) == 4);
}

/* A code that nobody knows is asked about, and nothing is made by mistake. */
/* Enter in the units places it too; but not what was not a number. */
static void
test_place_by_enter (Fixture      *fixture,
                     gconstpointer data)
{
  BoNewDialog *dialog;
  GtkWidget   *spin;

  fixture_activate (fixture, "win.new-backorder");
  dialog = fixture_find (BO_TYPE_NEW_DIALOG);
  gtk_editable_set_text (bo_new_dialog_get_entry (dialog, "product"), "ket-1");
  spin = fixture_find_in (GTK_WIDGET (dialog), GTK_TYPE_SPIN_BUTTON);
  gtk_widget_grab_focus (spin);
  gtk_editable_set_text (GTK_EDITABLE (spin), "many");
  g_signal_emit_by_name (gtk_editable_get_delegate (GTK_EDITABLE (spin)), "activate");
  bo_test_drain ();
  g_assert_true (fixture_find (BO_TYPE_NEW_DIALOG) == (gpointer) dialog);
  gtk_editable_set_text (GTK_EDITABLE (spin), "3");
  g_signal_emit_by_name (gtk_editable_get_delegate (GTK_EDITABLE (spin)), "activate");
  wait_for_toast (fixture, "4th of 4");
  bo_test_wait_until (fixture_get_n_lines (fixture) == 5);
}

static void
test_place_new_product (Fixture      *fixture,
                        gconstpointer data)
{
  BoNewDialog *dialog;
  guint        n_events = fixture_count_events (fixture);

  fixture_activate (fixture, "win.new-backorder");
  dialog = fixture_find (BO_TYPE_NEW_DIALOG);
  gtk_editable_set_text (bo_new_dialog_get_entry (dialog, "product"), "TEA-9");
  bo_new_dialog_apply (dialog);
  bo_test_wait_until (bo_new_dialog_get_notice (dialog) != NULL);
  g_assert_cmpuint (fixture_count_events (fixture), ==, n_events);
  gtk_editable_set_text (bo_new_dialog_get_entry (dialog, "product-name"), "Tea Towel");
  bo_new_dialog_apply (dialog);
  wait_for_toast (fixture, "1st of 1");
  bo_test_wait_until (fixture_get_n_lines (fixture) == 5);
}

/* Receive */

static BoReceiveDialog *
receive (Fixture    *fixture,
         const char *code,
         gint64      units)
{
  BoReceiveDialog *dialog;

  fixture_activate (fixture, "win.receive");
  dialog = fixture_find (BO_TYPE_RECEIVE_DIALOG);
  g_assert_nonnull (dialog);
  bo_receive_dialog_scan (dialog, code);
  bo_test_wait_until (bo_receive_dialog_get_n_counts (dialog) == 1);
  bo_receive_dialog_set_units (dialog, 0, units);
  bo_test_wait_until (bo_receive_dialog_get_settled (dialog));

  return dialog;
}

static gint64
get_allocated (Fixture *fixture)
{
  gint64 allocated = 0;

  for (guint i = 0; i < fixture_get_n_lines (fixture); i++)
    allocated += get_line (fixture, i)->allocated;

  return allocated;
}

static void
test_receive (Fixture      *fixture,
              gconstpointer data)
{
  BoReceiveDialog *dialog = receive (fixture, "KET-1", 4);

  g_assert_cmpint (bo_proposal_model_get_proposal (bo_receive_dialog_get_model (dialog))->units_gained, ==, 4);
  bo_receive_dialog_apply (dialog);
  wait_for_toast (fixture, "4 units dealt to 2 lines");
  bo_test_wait_until (get_allocated (fixture) == 4);
  undo (fixture);
  bo_test_wait_until (get_allocated (fixture) == 0);
}

/* A scanner types a code and Enter: every time one more. */
static void
test_scan (Fixture      *fixture,
           gconstpointer data)
{
  BoReceiveDialog *dialog = receive (fixture, "KET-1", 1);

  bo_receive_dialog_scan (dialog, "ket-1");
  bo_receive_dialog_scan (dialog, "KET-1");
  bo_receive_dialog_scan (dialog, "CUP-7");
  bo_test_wait_until (bo_receive_dialog_get_n_counts (dialog) == 2);
  bo_test_wait_until (bo_receive_dialog_get_settled (dialog));
  g_assert_cmpint (bo_proposal_model_get_proposal (bo_receive_dialog_get_model (dialog))->units_gained, ==, 4);
  bo_receive_dialog_scan (dialog, "no such code");
  bo_test_wait_until (bo_receive_dialog_get_notice (dialog) != NULL);
  g_assert_cmpuint (bo_receive_dialog_get_n_counts (dialog), ==, 2);
}

/* What was typed counts, although Enter was not pressed: nothing else is applied. */
static void
test_typed_count (Fixture      *fixture,
                  gconstpointer data)
{
  BoReceiveDialog *dialog = receive (fixture, "KET-1", 1);
  GtkWidget       *spin = fixture_find_in (GTK_WIDGET (dialog), GTK_TYPE_SPIN_BUTTON);

  gtk_widget_grab_focus (spin);
  gtk_editable_set_text (GTK_EDITABLE (spin), "4");
  fixture_press (spin, GDK_KEY_Return, GDK_CONTROL_MASK);
  bo_test_drain ();
  g_assert_nonnull (fixture_find (BO_TYPE_RECEIVE_DIALOG));
  bo_test_wait_until (bo_receive_dialog_get_settled (dialog));
  fixture_press (spin, GDK_KEY_Return, GDK_CONTROL_MASK);
  wait_for_toast (fixture, "4 units dealt");
}

static void
test_pin_in_proposal (Fixture      *fixture,
                      gconstpointer data)
{
  BoReceiveDialog  *dialog = receive (fixture, "KET-1", 4);
  BoProposalModel  *model = bo_receive_dialog_get_model (dialog);
  const BoProposal *proposal = bo_proposal_model_get_proposal (model);
  gint64            last = g_array_index (proposal->lines, BoProposalLine, proposal->lines->len - 1).line_id;

  bo_proposal_model_pin (model, last, 4);
  bo_test_wait_until (bo_receive_dialog_get_settled (dialog));
  proposal = bo_proposal_model_get_proposal (model);
  for (guint i = 0; i < proposal->lines->len; i++)
    {
      const BoProposalLine *line = &g_array_index (proposal->lines, BoProposalLine, i);

      g_assert_cmpint (line->after, ==, line->line_id == last ? 4 : 0);
    }
}

/* What somebody else did meanwhile is looked at before anything is applied. */
static void
test_receive_moved (Fixture      *fixture,
                    gconstpointer data)
{
  BoReceiveDialog *dialog = receive (fixture, "KET-1", 4);
  BoCommander     *commander = bo_window_get_commander (fixture->window);

  bo_commander_pause (commander, bo_lazy_model_get_id_at (BO_LAZY_MODEL (get_model (fixture)), 0), TRUE);
  bo_test_wait_until (bo_receive_dialog_get_notice (dialog) != NULL);
  bo_test_wait_until (bo_receive_dialog_get_settled (dialog));
  bo_receive_dialog_apply (dialog);
  wait_for_toast (fixture, "4 units dealt");
}

static void
test_book (Fixture      *fixture,
           gconstpointer data)
{
  BoReceiveDialog *dialog = receive (fixture, "CUP-7", 12);

  bo_receive_dialog_book (dialog);
  wait_for_toast (fixture, "12 units booked");
  fixture_settle (fixture);
  g_assert_cmpint (get_allocated (fixture), ==, 0);
}

/* Import */

static BoImportDialog *
present_import (Fixture    *fixture,
                const char *csv)
{
  g_autofree char *path = g_build_filename (fixture->folder, "orders.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  bo_test_write_file (path, csv, -1);
  bo_window_show_import (fixture->window, file);

  return fixture_find (BO_TYPE_IMPORT_DIALOG);
}

static void
test_import (Fixture      *fixture,
             gconstpointer data)
{
  BoImportDialog *dialog = present_import (fixture, "Order,Date,SKU,Quantity\n7,2026-02-01,KET-1,2\n8,2026-02-30,KET-1,2\n");

  bo_test_wait_until (g_str_equal (bo_import_dialog_get_state (dialog), "preview"));
  bo_import_dialog_start (dialog);
  bo_test_wait_until (g_str_equal (bo_import_dialog_get_state (dialog), "report"));
  g_assert_cmpint (bo_import_dialog_get_report (dialog)->lines_added, ==, 1);
  g_assert_cmpint (bo_import_dialog_get_report (dialog)->rejected, ==, 1);
  bo_test_wait_until (fixture_get_n_lines (fixture) == 5);
  bo_dialog_close (GTK_WIDGET (dialog));
  bo_test_drain ();
  undo (fixture);
  bo_test_wait_until (fixture_get_n_lines (fixture) == 4);
}

static AdwComboRow *
find_combo (GtkWidget  *widget,
            const char *title)
{
  AdwComboRow *found = NULL;

  if (ADW_IS_COMBO_ROW (widget) &&
      g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0)
    return ADW_COMBO_ROW (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_combo (child, title);

  return found;
}

/* A column that was recognised wrongly is left out by choosing none for it. */
static void
test_import_without_column (Fixture      *fixture,
                            gconstpointer data)
{
  BoImportDialog *dialog = present_import (fixture, "Order,Date,SKU,Quantity,Need\n7,2026-02-01,KET-1,2,badly\n");
  AdwComboRow    *row;

  bo_test_wait_until (g_str_equal (bo_import_dialog_get_state (dialog), "preview"));
  row = find_combo (GTK_WIDGET (dialog), "Need date");
  g_assert_cmpuint (adw_combo_row_get_selected (row), ==, 5);
  adw_combo_row_set_selected (row, 0);
  bo_import_dialog_start (dialog);
  bo_test_wait_until (g_str_equal (bo_import_dialog_get_state (dialog), "report"));
  g_assert_cmpint (bo_import_dialog_get_report (dialog)->rejected, ==, 0);
  g_assert_cmpint (bo_import_dialog_get_report (dialog)->lines_added, ==, 1);
  bo_dialog_close (GTK_WIDGET (dialog));
  bo_test_drain ();
}

/* At once, before the file is even open: what was stopped is no failure. */
static void
test_import_stopped (Fixture      *fixture,
                     gconstpointer data)
{
  BoImportDialog *dialog = present_import (fixture, "Order,Date,SKU,Quantity\n7,2026-02-01,KET-1,2\n");

  bo_test_wait_until (g_str_equal (bo_import_dialog_get_state (dialog), "preview"));
  bo_import_dialog_start (dialog);
  bo_import_dialog_cancel (dialog);
  bo_test_wait_until (bo_import_dialog_get_notice (dialog) != NULL);
  g_assert_nonnull (strstr (bo_import_dialog_get_notice (dialog), "stopped"));
  g_assert_cmpstr (bo_import_dialog_get_state (dialog), ==, "preview");
  g_assert_cmpuint (fixture_get_n_lines (fixture), ==, 4);
}

static void
test_import_not_text (Fixture      *fixture,
                      gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "orders.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  BoImportDialog *dialog;

  bo_test_write_file (path, "PK\0\3\0\0\0\0zip", 11);
  bo_window_show_import (fixture->window, file);
  dialog = fixture_find (BO_TYPE_IMPORT_DIALOG);
  bo_test_wait_until (bo_import_dialog_get_notice (dialog) != NULL);
  g_assert_cmpstr (bo_import_dialog_get_state (dialog), ==, "loading");
}

/* Dialogs that are dismissed */

typedef struct
{
  const char *name;
  GType (*get_type) (void);
  void (*present) (Fixture *fixture);
} DialogCase;

static void
present_new (Fixture *fixture)
{
  fixture_activate (fixture, "win.new-backorder");
}

static void
present_receive (Fixture *fixture)
{
  receive (fixture, "KET-1", 3);
}

static void
present_deal (Fixture *fixture)
{
  fixture_activate (fixture, "win.deal-again");
}

static void
present_policy (Fixture *fixture)
{
  fixture_activate (fixture, "win.policy");
}

static void
present_preferences (Fixture *fixture)
{
  fixture_activate (fixture, "win.preferences");
}

static void
present_import_file (Fixture *fixture)
{
  present_import (fixture, "Order,Date,SKU,Quantity\n7,2026-02-01,KET-1,2\n");
}

static void
present_line (Fixture *fixture)
{
  select_line (fixture, 0);
  activate_line (fixture, "line.cancel-units");
}

static const DialogCase dialog_cases[] = {
  { "new", bo_new_dialog_get_type, present_new },
  { "receive", bo_receive_dialog_get_type, present_receive },
  { "deal-again", bo_receive_dialog_get_type, present_deal },
  { "policy", bo_policy_dialog_get_type, present_policy },
  { "preferences", bo_preferences_get_type, present_preferences },
  { "import", bo_import_dialog_get_type, present_import_file },
  { "cancel-units", bo_line_dialog_get_type, present_line },
};

static void
test_dismiss (Fixture      *fixture,
              gconstpointer data)
{
  const DialogCase *c = data;
  guint             n_events = fixture_count_events (fixture);

  c->present (fixture);
  g_assert_nonnull (fixture_find (c->get_type ()));
  bo_dialog_close (fixture_find (c->get_type ()));
  bo_test_wait_until (fixture_find (c->get_type ()) == NULL);
  g_assert_cmpuint (fixture_count_events (fixture), ==, n_events);
}

/* Whatever is under way when the window goes: nothing comes back to it. */
static void
test_destroy_under_dialog (Fixture      *fixture,
                           gconstpointer data)
{
  const DialogCase *c = data;

  c->present (fixture);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  fixture->window = NULL;
  bo_test_drain ();
  g_assert_null (fixture_find (c->get_type ()));
}

/* Policy and preferences */

static void
test_policy (Fixture      *fixture,
             gconstpointer data)
{
  BoPolicyDialog *dialog;

  fixture_activate (fixture, "win.policy");
  dialog = fixture_find (BO_TYPE_POLICY_DIALOG);
  bo_policy_dialog_set_rule (dialog, BO_RULE_EQUAL_SHARE);
  bo_policy_dialog_apply (dialog);
  wait_for_toast (fixture, "Policy");
  bo_test_wait_until (bo_service_get_policy (bo_window_get_service (fixture->window))->rule == BO_RULE_EQUAL_SHARE);
}

static void
set_policy (Fixture    *fixture,
            const char *json)
{
  g_autoptr (BoPolicy) policy = bo_policy_from_json (json, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (BoOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;
  BoService *service = bo_window_get_service (fixture->window);

  g_assert_nonnull (policy);
  bo_service_set_policy_async (service, 0, policy, NULL, bo_test_take_result_cb, &result);
  outcome = bo_service_command_finish (service, bo_test_wait_for (&result), &error);
  g_assert_no_error (error);
}

static const char *const policy_cases[] = {
  "{\"rule\": \"fifo\"}",
  "{\"rule\": \"need\", \"ship_complete\": \"skip-until\", \"skip_until_days\": 12}",
  "{\"rule\": \"class-shares\", \"shares\": [{\"class\": 7, \"percent\": 50}, {\"class\": 2, \"percent\": 30}]}",
  "{\"rule\": \"priority\", \"reserve\": {\"campaign\": \"Spring\", \"units\": 6}, \"dock_days\": 4}",
  "{\"rule\": \"fair-share\", \"key\": \"need\", \"lot\": 6}",
  "{\"rule\": \"priority\", \"inside_class\": \"equal-share\", \"min_one\": true}",
  "{\"rule\": \"strategies\", \"on_exception\": \"abort\", \"ship_complete\": \"hold\"}",
};

/* Whatever a policy says, the dialog shows all of it: to save it is to change nothing. */
static void
test_policy_is_kept (Fixture      *fixture,
                     gconstpointer data)
{
  BoService       *service = bo_window_get_service (fixture->window);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  guint            n_events;

  set_policy (fixture, data);
  before = bo_policy_to_json (bo_service_get_policy (service));
  n_events = fixture_count_events (fixture);
  fixture_activate (fixture, "win.policy");
  bo_policy_dialog_apply (fixture_find (BO_TYPE_POLICY_DIALOG));
  bo_test_wait_until (fixture_find (BO_TYPE_POLICY_DIALOG) == NULL);
  after = bo_policy_to_json (bo_service_get_policy (service));
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpuint (fixture_count_events (fixture), ==, n_events);
}

static void
test_reserve (Fixture      *fixture,
              gconstpointer data)
{
  BoPolicyDialog *dialog;

  fixture_activate (fixture, "win.policy");
  dialog = fixture_find (BO_TYPE_POLICY_DIALOG);
  bo_policy_dialog_set_reserve (dialog, "  ", 4);
  g_assert_nonnull (bo_policy_dialog_get_notice (dialog));
  bo_policy_dialog_set_reserve (dialog, "Spring", 0);
  g_assert_nonnull (bo_policy_dialog_get_notice (dialog));
  bo_policy_dialog_set_reserve (dialog, "Spring ", 4);
  g_assert_null (bo_policy_dialog_get_notice (dialog));
  bo_policy_dialog_apply (dialog);
  wait_for_toast (fixture, "Policy");
  bo_test_wait_until (bo_service_get_policy (bo_window_get_service (fixture->window))->reserve_units == 4);
  g_assert_cmpstr (bo_service_get_policy (bo_window_get_service (fixture->window))->reserve_name, ==, "Spring");
}

static void
test_preferences (Fixture      *fixture,
                  gconstpointer data)
{
  BoPreferences *dialog;

  fixture_activate (fixture, "win.preferences");
  dialog = fixture_find (BO_TYPE_PREFERENCES);
  gtk_editable_set_text (bo_preferences_get_entry (dialog, "shop-name"), "Ada & Co");
  bo_preferences_apply (dialog);
  bo_test_wait_until (fixture_find (BO_TYPE_PREFERENCES) == NULL);
  bo_test_wait_until (g_str_equal (gtk_window_get_title (GTK_WINDOW (fixture->window)), "Ada & Co"));
}

/* Pages and state */

static void
test_products (Fixture      *fixture,
               gconstpointer data)
{
  BoProductsPage *page;

  bo_window_show_page (fixture->window, "products");
  page = BO_PRODUCTS_PAGE (bo_window_get_page (fixture->window, "products"));
  bo_test_wait_until (bo_list_page_get_ready (BO_LIST_PAGE (page)));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (bo_list_page_get_model (BO_LIST_PAGE (page)))), ==, 2);
  bo_list_page_select (BO_LIST_PAGE (page), bo_lazy_model_get_id_at (bo_list_page_get_model (BO_LIST_PAGE (page)), 1));
  bo_test_wait_until (bo_product_pane_get_product (bo_products_page_get_pane (page)) != NULL);
  bo_test_wait_until (g_list_model_get_n_items (G_LIST_MODEL (bo_product_pane_get_lines (bo_products_page_get_pane (page)))) == 3);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (bo_products_page_get_pane (page)), "product.show-queue", NULL));
  bo_test_wait_until (fixture_get_n_lines (fixture) == 3);
}

/* The menu of a row, by key: what can be done to a line, and doing it. */
static void
test_row_menu (GtkWidget *where,
               guint      keyval,
               guint      modifiers)
{
  BoTable   *table = fixture_find_in (where, BO_TYPE_TABLE);
  GtkWidget *menu;

  bo_table_grab_focus (table);
  gtk_widget_child_focus (GTK_WIDGET (bo_table_get_view (table)), GTK_DIR_DOWN);
  g_assert_true (fixture_press (gtk_root_get_focus (gtk_widget_get_root (where)), keyval, modifiers));
  menu = fixture_find_in (GTK_WIDGET (table), GTK_TYPE_POPOVER_MENU);
  g_assert_nonnull (menu);
  bo_test_wait_until (gtk_widget_get_mapped (menu));
  gtk_popover_popdown (GTK_POPOVER (menu));
  bo_test_drain ();
}

/* A long list is no trap for who goes through the window by Tab. */
static void
test_tab (Fixture      *fixture,
          gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  GtkWidget *table = fixture_find_in (GTK_WIDGET (fixture_get_queue (fixture)), BO_TYPE_TABLE);

  select_line (fixture, 0);
  bo_list_page_grab_focus (BO_LIST_PAGE (fixture_get_queue (fixture)));
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (window)), table));
  g_assert_true (gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD));
  g_assert_false (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (window)), table));
  g_assert_true (gtk_widget_child_focus (window, GTK_DIR_TAB_BACKWARD));
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (window)), table));
  g_assert_true (gtk_widget_child_focus (window, GTK_DIR_TAB_BACKWARD));
  g_assert_false (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (window)), table));
}

/* Where list and detail take turns, the keyboard goes with them. */
static void
test_narrow_by_keys (Fixture      *fixture,
                     gconstpointer data)
{
  GtkRoot   *root = GTK_ROOT (fixture->window);
  GtkWidget *page = GTK_WIDGET (fixture_get_queue (fixture));
  GtkWidget *table = fixture_find_in (page, BO_TYPE_TABLE);

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 560, 700);
  bo_test_wait_until (bo_window_get_narrow (fixture->window));
  g_signal_emit_by_name (table, "activate", 1);
  bo_test_wait_until (!gtk_widget_get_mapped (table));
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (root), page));
  g_assert_true (gtk_widget_get_mapped (gtk_root_get_focus (root)));
  g_assert_true (fixture_press (gtk_root_get_focus (root), GDK_KEY_Escape, 0));
  bo_test_wait_until (gtk_widget_get_mapped (table));
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (root), table));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1200, 700);
  bo_test_wait_until (!bo_window_get_narrow (fixture->window));
}

static void
test_queue_menu (Fixture      *fixture,
                 gconstpointer data)
{
  GtkWidget  *page = GTK_WIDGET (fixture_get_queue (fixture));
  BoLineCard *card = bo_queue_page_get_card (fixture_get_queue (fixture));

  g_assert_false (bo_line_card_get_found (card));
  test_row_menu (page, GDK_KEY_F10, GDK_SHIFT_MASK);
  bo_test_wait_until (bo_line_card_get_found (card));
  g_assert_true (fixture_press (fixture_find_in (page, BO_TYPE_TABLE), GDK_KEY_Delete, 0));
  bo_test_wait_until (fixture_get_n_lines (fixture) == 3);
}

/* Who waits for a product can be dealt with where they are seen. */
static void
test_waiting_menu (Fixture      *fixture,
                   gconstpointer data)
{
  BoListPage  *page;
  GtkWidget   *pane;
  BoLineModel *lines;

  bo_window_show_page (fixture->window, "products");
  page = BO_LIST_PAGE (bo_window_get_page (fixture->window, "products"));
  bo_test_wait_until (bo_list_page_get_ready (page));
  bo_list_page_select (page, bo_lazy_model_get_id_at (bo_list_page_get_model (page), 1));
  pane = GTK_WIDGET (bo_products_page_get_pane (BO_PRODUCTS_PAGE (page)));
  lines = bo_product_pane_get_lines (BO_PRODUCT_PANE (pane));
  bo_test_wait_until (g_list_model_get_n_items (G_LIST_MODEL (lines)) == 3);

  test_row_menu (pane, GDK_KEY_Menu, 0);
  bo_test_wait_until (fixture_press (fixture_find_in (pane, BO_TYPE_TABLE), GDK_KEY_Delete, 0));
  wait_for_toast (fixture, "cancelled");
  bo_test_wait_until (g_list_model_get_n_items (G_LIST_MODEL (lines)) == 2);
  bo_window_show_page (fixture->window, "queue");
}

static void
test_narrow (Fixture      *fixture,
             gconstpointer data)
{
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 560, 700);
  bo_test_wait_until (bo_window_get_narrow (fixture->window));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1200, 700);
  bo_test_wait_until (!bo_window_get_narrow (fixture->window));
}

static void
test_remembers (Fixture      *fixture,
                gconstpointer data)
{
  int width, height;

  bo_window_show_page (fixture->window, "products");
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 910, 640);
  fixture_close (fixture);

  fixture_open (fixture);
  gtk_window_get_default_size (GTK_WINDOW (fixture->window), &width, &height);
  g_assert_cmpint (width, ==, 910);
  g_assert_cmpint (height, ==, 640);
  g_assert_nonnull (bo_window_get_page (fixture->window, "products"));
  bo_window_show_page (fixture->window, "queue");
}

static void
test_one_window_a_store (Fixture      *fixture,
                         gconstpointer data)
{
  g_assert_true (bo_application_open_store (fixture->application, fixture->path) == fixture->window);
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void (*func) (Fixture *fixture, gconstpointer data);
  } cases[] = {
    { "/window/shows-rows", test_shows_rows },
    { "/window/search", test_search },
    { "/window/filter", test_filter },
    { "/window/sort", test_sort },
    { "/window/sort-by-title", test_sort_by_title },
    { "/window/sort-shows-first", test_sort_shows_first },
    { "/window/hide-column", test_hide_column },
    { "/window/selection-survives", test_selection_survives },
    { "/window/cancel-and-undo", test_cancel_and_undo },
    { "/window/undo-newest-first", test_undo_newest_first },
    { "/window/amend", test_amend },
    { "/window/actions-follow-the-line", test_actions_follow_the_line },
    { "/window/place", test_place },
    { "/window/place-by-enter", test_place_by_enter },
    { "/window/place-new-product", test_place_new_product },
    { "/window/receive", test_receive },
    { "/window/scan", test_scan },
    { "/window/typed-count", test_typed_count },
    { "/window/pin-in-proposal", test_pin_in_proposal },
    { "/window/receive-moved", test_receive_moved },
    { "/window/book", test_book },
    { "/window/import", test_import },
    { "/window/import-without-column", test_import_without_column },
    { "/window/import-stopped", test_import_stopped },
    { "/window/import-not-text", test_import_not_text },
    { "/window/policy", test_policy },
    { "/window/reserve", test_reserve },
    { "/window/preferences", test_preferences },
    { "/window/products", test_products },
    { "/window/tab", test_tab },
    { "/window/narrow-by-keys", test_narrow_by_keys },
    { "/window/queue-menu", test_queue_menu },
    { "/window/waiting-menu", test_waiting_menu },
    { "/window/narrow", test_narrow },
    { "/window/remembers", test_remembers },
    { "/window/one-window-a-store", test_one_window_a_store },
  };

  if (!fixture_init (&argc, &argv))
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Fixture, NULL, fixture_set_up, cases[i].func, fixture_tear_down);
  for (guint i = 0; i < G_N_ELEMENTS (policy_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/window/policy-is-kept/%u", i);

      g_test_add (path, Fixture, policy_cases[i], fixture_set_up, test_policy_is_kept, fixture_tear_down);
    }
  for (guint i = 0; i < G_N_ELEMENTS (dialog_cases); i++)
    {
      g_autofree char *dismiss = g_strdup_printf ("/window/dismiss/%s", dialog_cases[i].name);
      g_autofree char *destroy = g_strdup_printf ("/window/destroy-under/%s", dialog_cases[i].name);

      g_test_add (dismiss, Fixture, &dialog_cases[i], fixture_set_up, test_dismiss, fixture_tear_down);
      g_test_add (destroy, Fixture, &dialog_cases[i], fixture_set_up, test_destroy_under_dialog, fixture_tear_down);
    }

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-import-dialog"

#include "config.h"

#include "bo-import-dialog.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "bo-compat.h"
#include "bo-date-row.h"
#include "bo-dialog-frame.h"
#include "bo-dialog.h"
#include "bo-error-text.h"
#include "bo-fact-row.h"
#include "bo-form.h"
#include "bo-format.h"

#define DIALOG_WIDTH 680  /* pixels */
#define DIALOG_HEIGHT 720 /* pixels */
#define PREVIEW_ROWS 3    /* enough to tell the columns by */
#define ISSUES_SHOWN 100  /* rows of a list box; the rest is in the file of rejects */

struct _BoImportDialog
{
  AdwBin parent_instance;

  BoCommander     *commander;                 /* (owned) (nullable) */
  GFile           *file;                      /* (owned) (nullable) */
  gint64           size;                      /* of it in bytes; 0: unknown */
  GCancellable    *cancellable;               /* (owned): of the preview */
  GCancellable    *import_cancellable;        /* (owned) (nullable): while it is imported */
  BoImportPreview *preview;                   /* (owned) (nullable) */
  BoImportReport  *report;                    /* (owned) (nullable) */
  char            *rejects_path;              /* (nullable): a file of our own, removed with the dialog */
  AdwComboRow     *column_rows[BO_N_COLUMNS]; /* (not owned): descendants */

  /* Template children */
  BoDialogFrame       *frame;
  GtkStack            *stack;
  GtkLabel            *loading_label;
  AdwPreferencesGroup *file_group;
  GtkGrid             *rows_grid;
  AdwPreferencesGroup *columns_group;
  AdwEntryRow         *currency_row;
  AdwEntryRow         *zone_row;
  GtkSwitch           *month_switch;
  BoDateRow           *shipped_row;
  GtkProgressBar      *progress_bar;
  GtkLabel            *progress_label;
  AdwPreferencesGroup *report_group;
  GtkListBox          *report_list;
  AdwPreferencesGroup *issues_group;
  GtkWidget           *rejects_button;
  GtkListBox          *issues_list;
};

G_DEFINE_FINAL_TYPE (BoImportDialog, bo_import_dialog, ADW_TYPE_BIN)

static const char *
get_column_label (BoColumn column)
{
  switch (column)
    {
    case BO_COLUMN_ORDER:
      return _ ("Order");
    case BO_COLUMN_SKU:
      return _ ("Product code");
    case BO_COLUMN_QUANTITY:
      return _ ("Quantity");
    case BO_COLUMN_DATE:
      return _ ("Date");
    case BO_COLUMN_PRICE:
      return _ ("Price");
    case BO_COLUMN_NAME:
      return _ ("Product name");
    case BO_COLUMN_BARCODE:
      return _ ("Barcode");
    case BO_COLUMN_CUSTOMER:
      return _ ("Customer number");
    case BO_COLUMN_CUSTOMER_NAME:
      return _ ("Customer name");
    case BO_COLUMN_EMAIL:
      return _ ("E-mail");
    case BO_COLUMN_PHONE:
      return _ ("Phone");
    case BO_COLUMN_COUNTRY:
      return _ ("Country");
    case BO_COLUMN_CLASS:
      return _ ("Priority class");
    case BO_COLUMN_NEED:
      return _ ("Need date");
    case BO_COLUMN_SHIP:
      return _ ("How it leaves");
    case BO_COLUMN_CURRENCY:
      return _ ("Currency");
    case BO_N_COLUMNS:
    default:
      return "";
    }
}

/* Preview */

/* Item 0 of a column's row is "none". */
static int
get_header_of (BoImportDialog *self,
               int             column)
{
  return (int) adw_combo_row_get_selected (self->column_rows[column]) - 1;
}

static void
update (BoImportDialog *self)
{
  gboolean can_apply = self->preview != NULL && bo_date_row_get_valid (self->shipped_row);

  for (int i = 0; self->preview != NULL && i < BO_N_COLUMNS; i++)
    if (bo_column_is_required ((BoColumn) i))
      {
        gboolean missing = get_header_of (self, i) < 0;

        can_apply = can_apply && !missing;
        if (missing)
          gtk_widget_add_css_class (GTK_WIDGET (self->column_rows[i]), "error");
        else
          gtk_widget_remove_css_class (GTK_WIDGET (self->column_rows[i]), "error");
      }
  if (g_strcmp0 (bo_import_dialog_get_state (self), "preview") == 0)
    bo_dialog_frame_set_can_apply (self->frame, can_apply);
}

static void
add_cell (BoImportDialog *self,
          const char     *text,
          int             column,
          int             row)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  gtk_label_set_width_chars (GTK_LABEL (label), MIN ((int) g_utf8_strlen (text, -1) + 1, 24));
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, row == 0 ? "heading" : "numeric");
  gtk_grid_attach (self->rows_grid, label, column, row, 1, 1);
}

static void
show_preview (BoImportDialog *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *name = g_file_get_basename (self->file);
  g_autofree char *display_name = g_filename_display_name (name);
  g_autofree char *title = g_markup_escape_text (display_name, -1);
  g_auto (GStrv) headers = NULL;

  adw_preferences_group_set_title (self->file_group, title);
  if (self->preview->windows_1252)
    adw_preferences_group_set_description (self->file_group, _ ("Its letters are read as Windows-1252"));

  g_strv_builder_add (builder, _ ("None"));
  for (int i = 0; self->preview->headers[i] != NULL; i++)
    {
      g_strv_builder_add (builder, self->preview->headers[i]);
      add_cell (self, self->preview->headers[i], i, 0);
    }
  headers = g_strv_builder_end (builder);
  for (guint row = 0; row < MIN (self->preview->rows->len, PREVIEW_ROWS); row++)
    {
      GStrv cells = g_ptr_array_index (self->preview->rows, row);

      for (int i = 0; cells[i] != NULL && self->preview->headers[i] != NULL; i++)
        add_cell (self, cells[i], i, (int) row + 1);
    }

  for (int i = 0; i < BO_N_COLUMNS; i++)
    {
      self->column_rows[i] = bo_form_add_combo (self->columns_group, get_column_label ((BoColumn) i),
                                                (const char *const *) headers,
                                                (guint) (self->preview->column_of[i] + 1));
      g_signal_connect_object (self->column_rows[i], "notify::selected", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
    }
  gtk_stack_set_visible_child_name (self->stack, "preview");
  update (self);
}

static void
fail_preview (BoImportDialog *self,
              const GError   *error)
{
  if (bo_error_is_cancelled (error))
    return;
  gtk_label_set_label (self->loading_label, "");
  bo_dialog_frame_show_error (self->frame, error);
}

static void
previewed_cb (GObject      *source_object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (BoImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  self->preview = bo_service_preview_import_finish (bo_commander_get_service (self->commander), result, &error);
  if (self->preview != NULL)
    show_preview (self);
  else
    fail_preview (self, error);
}

static void
preview_opened_cb (GObject      *source_object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (BoImportDialog) self = user_data;
  g_autoptr (BoImportOptions) options = bo_import_options_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read_finish (G_FILE (source_object), result, &error);

  if (stream != NULL)
    bo_service_preview_import_async (bo_commander_get_service (self->commander), G_INPUT_STREAM (stream), options,
                                     self->cancellable, previewed_cb, g_object_ref (self));
  else
    fail_preview (self, error);
}

static void
size_cb (GObject      *source_object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (BoImportDialog) self = user_data;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (source_object), result, NULL);

  if (info != NULL)
    self->size = g_file_info_get_size (info);
}

/* Report */

static void
add_fact (BoImportDialog *self,
          const char     *title,
          gint64          value)
{
  g_autofree char *text = bo_format_units (value);

  if (value > 0)
    gtk_list_box_append (self->report_list, bo_fact_row_new (title, text));
}

static void
add_issue (BoImportDialog      *self,
           const BoImportIssue *issue)
{
  GtkWidget       *row = adw_action_row_new ();
  g_autofree char *number = bo_format_units (issue->row);
  g_autofree char *where = issue->column != NULL
                               ? g_strdup_printf (_ ("Row %s, column %s"), number, issue->column)
                               : g_strdup_printf (_ ("Row %s"), number);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), issue->message);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), where);
  gtk_list_box_append (self->issues_list, row);
}

static void
show_report (BoImportDialog *self)
{
  const BoImportReport *report = self->report;
  g_autofree char      *rows = bo_format_units (report->rows);
  g_autofree char      *title = g_strdup_printf (ngettext ("%s Row Read", "%s Rows Read", (gulong) report->rows), rows);

  adw_preferences_group_set_title (self->report_group, title);
  add_fact (self, _ ("Orders added"), report->orders_added);
  add_fact (self, _ ("Lines added"), report->lines_added);
  add_fact (self, _ ("Of them history"), report->history_lines);
  add_fact (self, _ ("Lines changed"), report->lines_changed);
  add_fact (self, _ ("Lines known already"), report->lines_unchanged);
  add_fact (self, _ ("Customers added"), report->customers_added);
  add_fact (self, _ ("Orders without a customer"), report->anonymous_orders);
  add_fact (self, _ ("Products added"), report->products_added);
  add_fact (self, _ ("Rows that cancel"), report->cancel_rows);
  add_fact (self, _ ("Units cancelled"), report->cancel_units_matched);
  add_fact (self, _ ("Cancelling rows that match nothing"), report->cancel_rows_unmatched);
  add_fact (self, _ ("Stock corrections, not applied"), report->corrections);
  add_fact (self, _ ("Prices rounded"), report->prices_rounded);
  add_fact (self, _ ("Rows rejected"), report->rejected);

  for (guint i = 0; i < MIN (report->issues->len, ISSUES_SHOWN); i++)
    add_issue (self, g_ptr_array_index (report->issues, i));
  if (report->issues->len > ISSUES_SHOWN)
    {
      g_autofree char *more = g_strdup_printf (_ ("The first %d are shown; the saved file has all rejected rows"), ISSUES_SHOWN);

      adw_preferences_group_set_description (self->issues_group, more);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->issues_group), report->issues->len > 0);
  gtk_widget_set_visible (self->rejects_button, report->rejected > 0 && report->rejects_path != NULL);

  gtk_stack_set_visible_child_name (self->stack, "report");
  g_object_set (self->frame, "apply-label", _ ("_Done"), NULL);
  bo_dialog_frame_set_can_cancel (self->frame, FALSE);
  bo_dialog_frame_set_can_apply (self->frame, TRUE);
}

/* Nothing came of the import. */
static void
go_back (BoImportDialog *self,
         const GError   *error)
{
  gtk_stack_set_visible_child_name (self->stack, "preview");
  update (self);
  if (bo_error_is_cancelled (error))
    bo_dialog_frame_show_notice (self->frame, _ ("The import was stopped, and all of it taken back."));
  else
    bo_dialog_frame_show_error (self->frame, error);
}

static void
imported_cb (GObject      *source_object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (BoImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *lines = NULL;
  g_autofree char *text = NULL;

  g_clear_object (&self->import_cancellable);
  self->report = bo_service_import_finish (BO_SERVICE (source_object), result, &error);
  if (self->report == NULL)
    {
      go_back (self, error);
      return;
    }
  show_report (self);
  lines = bo_format_units (self->report->lines_added + self->report->lines_changed);
  text = g_strdup_printf (ngettext ("%s line imported", "%s lines imported",
                                    (gulong) (self->report->lines_added + self->report->lines_changed)),
                          lines);
  bo_commander_tell_done (self->commander, text, self->report->group_id);
}

static void
show_progress (BoImportDialog *self,
               gint64          bytes,
               gint64          rows)
{
  g_autofree char *count = bo_format_units (rows);
  g_autofree char *text = g_strdup_printf (ngettext ("%s row", "%s rows", (gulong) rows), count);

  gtk_label_set_label (self->progress_label, text);
  if (self->size > 0)
    gtk_progress_bar_set_fraction (self->progress_bar, CLAMP ((double) bytes / (double) self->size, 0, 1));
  else
    gtk_progress_bar_pulse (self->progress_bar);
}

static void
progress_cb (gint64   bytes,
             gint64   rows,
             gpointer user_data)
{
  show_progress (user_data, bytes, rows);
}

static BoImportOptions *
create_options (BoImportDialog *self)
{
  BoImportOptions *options = bo_import_options_new ();
  const char      *currency = gtk_editable_get_text (GTK_EDITABLE (self->currency_row));
  const char      *zone = gtk_editable_get_text (GTK_EDITABLE (self->zone_row));
  g_autofree char *base_name = NULL;
  int              fd;

  for (int i = 0; i < BO_N_COLUMNS; i++)
    {
      int header = get_header_of (self, i);

      /* What was recognised stays recognised; only a choice overrides it, that of none too. */
      if (header != self->preview->column_of[i])
        options->columns[i] = g_strdup (header >= 0 ? self->preview->headers[header] : "");
    }
  if (*currency != '\0')
    options->currency = g_ascii_strup (currency, -1);
  if (*zone != '\0')
    options->time_zone = g_strdup (zone);
  options->month_first = gtk_switch_get_active (self->month_switch);
  if (bo_date_row_get_day (self->shipped_row) != BO_DAY_NONE)
    options->shipped_before = bo_date_row_get_day (self->shipped_row);

  if (self->rejects_path == NULL)
    {
      fd = g_file_open_tmp ("backorders-rejects-XXXXXX.csv", &self->rejects_path, NULL);
      if (fd >= 0)
        g_close (fd, NULL);
    }
  options->rejects_path = g_strdup (self->rejects_path);
  base_name = g_file_get_basename (self->file);
  options->file_name = base_name != NULL ? g_filename_display_name (base_name) : NULL;

  return options;
}

static void
read_cb (GObject      *source_object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (BoImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read_finish (G_FILE (source_object), result, &error);

  if (stream == NULL)
    {
      g_clear_object (&self->import_cancellable);
      go_back (self, error);
      return;
    }
  bo_service_import_async (bo_commander_get_service (self->commander), G_INPUT_STREAM (stream), create_options (self),
                           progress_cb, self, self->import_cancellable, imported_cb, g_object_ref (self));
}

static void
apply_cb (BoImportDialog *self)
{
  if (self->report != NULL)
    bo_dialog_force_close (GTK_WIDGET (self));
  else
    bo_import_dialog_start (self);
}

/* Rejects */

static void
rejects_copied_cb (GObject      *source_object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (BoImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  if (g_file_copy_finish (G_FILE (source_object), result, &error))
    bo_dialog_frame_show_notice (self->frame, _ ("Saved. Mend the rows and import that file."));
  else
    bo_dialog_frame_show_error (self->frame, error);
}

static void
rejects_chosen_cb (GObject      *source_object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (BoImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) target = bo_save_file_finish (result, &error);
  g_autoptr (GFile) source = NULL;

  if (target == NULL)
    {
      if (!bo_error_is_cancelled (error))
        bo_dialog_frame_show_error (self->frame, error);
      return;
    }
  source = g_file_new_for_path (self->rejects_path);
  g_file_copy_async (source, target, G_FILE_COPY_OVERWRITE, G_PRIORITY_DEFAULT, NULL, NULL, NULL, rejects_copied_cb,
                     g_object_ref (self));
}

static void
save_rejects_cb (BoImportDialog *self)
{
  bo_save_file_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _ ("Save Rejected Rows"), _ ("rejected.csv"),
                      self->cancellable, rejects_chosen_cb, g_object_ref (self));
}

/* Closing the dialog while it works stops the work, and the dialog tells so. */
static gboolean
may_close (GtkWidget *content)
{
  BoImportDialog *self = BO_IMPORT_DIALOG (content);

  if (self->import_cancellable == NULL)
    return TRUE;
  g_cancellable_cancel (self->import_cancellable);

  return FALSE;
}

static void
bo_import_dialog_dispose (GObject *object)
{
  BoImportDialog *self = BO_IMPORT_DIALOG (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->import_cancellable != NULL)
    g_cancellable_cancel (self->import_cancellable);
  /* The bin must not hold a child that the template lets go. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), BO_TYPE_IMPORT_DIALOG);
  g_clear_object (&self->import_cancellable);
  g_clear_object (&self->file);
  g_clear_object (&self->commander);

  G_OBJECT_CLASS (bo_import_dialog_parent_class)->dispose (object);
}

static void
bo_import_dialog_finalize (GObject *object)
{
  BoImportDialog *self = BO_IMPORT_DIALOG (object);

  if (self->rejects_path != NULL)
    g_unlink (self->rejects_path);
  g_free (self->rejects_path);
  g_clear_pointer (&self->preview, bo_import_preview_free);
  g_clear_pointer (&self->report, bo_import_report_free);

  G_OBJECT_CLASS (bo_import_dialog_parent_class)->finalize (object);
}

static void
bo_import_dialog_class_init (BoImportDialogClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bo_import_dialog_dispose;
  object_class->finalize = bo_import_dialog_finalize;

  g_type_ensure (BO_TYPE_DATE_ROW);
  g_type_ensure (BO_TYPE_DIALOG_FRAME);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/backorders/Backorders/bo-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, BoImportDialog, frame);
  gtk_widget_class_bind_template_child (widget_class, BoImportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, BoImportDialog, loading_label);
  gtk_widget_class_bind_template_child (widget_class, BoImportDialog, file_group);
  gtk_widget_class_bind_template_child (widget_class, BoImportDialog, rows_grid);
  gtk_widget_class_bind_template_child (widget_class, BoImportDialog, columns_group);
  gtk_widget_class_bind_template_child (widget_class, BoImportDialog, currency_row);
  gtk_widget_class_bind_template_child (widget_class, BoImportDialog, zone_row);
  gtk_widget_class_bind_template_child (widget_class, BoImportDialog, month_switch);
  gtk_widget_class_bind_template_child (widget_class, BoImportDialog, shipped_row);
  gtk_widget_class_bind_template_child (widget_class, BoImportDialog, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, BoImportDialog, progress_label);
  gtk_widget_class_bind_template_child (widget_class, BoImportDialog, report_group);
  gtk_widget_class_bind_template_child (widget_class, BoImportDialog, report_list);
  gtk_widget_class_bind_template_child (widget_class, BoImportDialog, issues_group);
  gtk_widget_class_bind_template_child (widget_class, BoImportDialog, rejects_button);
  gtk_widget_class_bind_template_child (widget_class, BoImportDialog, issues_list);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, bo_import_dialog_cancel);
  gtk_widget_class_bind_template_callback (widget_class, save_rejects_cb);
  gtk_widget_class_bind_template_callback (widget_class, update);
}

static void
bo_import_dialog_init (BoImportDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * bo_import_dialog_present:
 * @commander: its service gets the file
 * @file: an order file
 * @parent: a widget of the window on whose behalf to ask
 *
 * Returns: (transfer none): the dialog, which is on the screen now
 */
BoImportDialog *
bo_import_dialog_present (BoCommander *commander,
                          GFile       *file,
                          GtkWidget   *parent)
{
  BoImportDialog *self = g_object_new (BO_TYPE_IMPORT_DIALOG, NULL);
  BoService      *service = bo_commander_get_service (commander);

  g_set_object (&self->commander, commander);
  g_set_object (&self->file, file);
  gtk_editable_set_text (GTK_EDITABLE (self->currency_row), bo_service_get_currency (service));
  gtk_editable_set_text (GTK_EDITABLE (self->zone_row), g_time_zone_get_identifier (bo_service_get_time_zone (service)));
  bo_date_row_set_today (self->shipped_row, bo_service_get_today (service));

  bo_dialog_set_close_func (GTK_WIDGET (self), may_close);
  bo_dialog_present (GTK_WIDGET (self), parent, _ ("Import Orders"), DIALOG_WIDTH, DIALOG_HEIGHT);

  g_file_query_info_async (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT,
                           self->cancellable, size_cb, g_object_ref (self));
  g_file_read_async (file, G_PRIORITY_DEFAULT, self->cancellable, preview_opened_cb, g_object_ref (self));

  return self;
}

const char *
bo_import_dialog_get_state (BoImportDialog *self)
{
  g_return_val_if_fail (BO_IS_IMPORT_DIALOG (self), NULL);

  return gtk_stack_get_visible_child_name (self->stack);
}

/* Returns: (nullable): what came of it */
const BoImportReport *
bo_import_dialog_get_report (BoImportDialog *self)
{
  g_return_val_if_fail (BO_IS_IMPORT_DIALOG (self), NULL);

  return self->report;
}

/* Returns: (nullable): what the banner tells now */
const char *
bo_import_dialog_get_notice (BoImportDialog *self)
{
  g_return_val_if_fail (BO_IS_IMPORT_DIALOG (self), NULL);

  return bo_dialog_frame_get_notice (self->frame);
}

void
bo_import_dialog_start (BoImportDialog *self)
{
  g_return_if_fail (BO_IS_IMPORT_DIALOG (self));
  g_return_if_fail (self->preview != NULL && self->report == NULL);

  if (self->import_cancellable != NULL)
    return;
  self->import_cancellable = g_cancellable_new ();
  bo_dialog_frame_show_notice (self->frame, NULL);
  bo_dialog_frame_set_can_apply (self->frame, FALSE);
  show_progress (self, 0, 0);
  gtk_stack_set_visible_child_name (self->stack, "progress");
  g_file_read_async (self->file, G_PRIORITY_DEFAULT, self->import_cancellable, read_cb, g_object_ref (self));
}

/* Stops the import, and takes back what it had written. */
void
bo_import_dialog_cancel (BoImportDialog *self)
{
  g_return_if_fail (BO_IS_IMPORT_DIALOG (self));

  if (self->import_cancellable != NULL)
    g_cancellable_cancel (self->import_cancellable);
}

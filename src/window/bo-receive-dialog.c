/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-receive-dialog"

#include "config.h"

#include "bo-receive-dialog.h"

#include <glib/gi18n.h>

#include "bo-compat.h"
#include "bo-completion.h"
#include "bo-counts.h"
#include "bo-dialog-frame.h"
#include "bo-dialog.h"
#include "bo-error-text.h"
#include "bo-format.h"
#include "bo-id-selection.h"
#include "bo-line-texts.h"
#include "bo-pin-column.h"
#include "bo-table.h"
#include "bo-width-bin.h"

#define DIALOG_WIDTH 1180    /* pixels */
#define DIALOG_HEIGHT 640    /* pixels */
#define PROPOSE_DELAY_MS 150 /* a scanner or a held key asks once */

struct _BoReceiveDialog
{
  AdwBin parent_instance;

  BoCommander     *commander;   /* (owned) (nullable) */
  GCancellable    *cancellable; /* (owned) */
  BoReceiveMode    mode;
  gint64           product_id; /* that is dealt again; 0: all */
  BoCompletion    *products;   /* (owned) (nullable) */
  BoCounts        *counts;     /* (owned) (nullable) */
  BoProposalModel *model;      /* (owned) (nullable) */
  BoIdSelection   *selection;  /* (owned) (nullable) */
  BoProposal      *applying;   /* (owned) (nullable) */
  guint            propose_id; /* a source, 0 when there is none */
  guint            n_searches; /* codes that are being looked up */
  gboolean         moved;      /* tell that it was made again when it is there */

  /* Template children */
  BoDialogFrame       *frame;
  BoWidthBin          *width_bin;
  GtkWidget           *counts_side;
  GtkWidget           *side_separator;
  GtkWidget           *proposal_side;
  AdwPreferencesGroup *counts_group;
  AdwEntryRow         *scan_row;
  AdwEntryRow         *reference_row;
  AdwEntryRow         *supplier_row;
  GtkLabel            *summary_label;
  GtkCheckButton      *changes_check;
  GtkDropDown         *rule_drop;
  GtkStack            *stack;
  GtkLabel            *empty_label;
  BoTable             *table;
  GtkRevealer         *exceptions_revealer;
  GtkLabel            *exceptions_label;
  GtkLabel            *why_label;
  GtkWidget           *foot;
  GtkWidget           *book_button;
  GtkToggleButton     *side_button;
};

G_DEFINE_FINAL_TYPE (BoReceiveDialog, bo_receive_dialog, ADW_TYPE_BIN)

static BoService *
get_service (BoReceiveDialog *self)
{
  return bo_commander_get_service (self->commander);
}

/* Cells */

static char *
dup_property (gpointer    item,
              const char *name)
{
  char *text = NULL;

  g_object_get (item, name, &text, NULL);

  return text;
}

static char *
format_customer (gpointer item,
                 gpointer service)
{
  return dup_property (item, "customer-label");
}

static char *
format_product (gpointer item,
                gpointer service)
{
  return dup_property (item, "product");
}

static char *
join_breaks (gpointer    item,
             const char *property)
{
  g_autofree char *breaks = dup_property (item, "breaks-text");
  g_autofree char *text = dup_property (item, property);

  if (breaks == NULL || *breaks == '\0')
    return g_steal_pointer (&text);

  return g_strdup_printf ("%s · %s", breaks, text != NULL ? text : "");
}

/* In the table, where the rule and the place are shown already. */
static char *
format_reason (gpointer item,
               gpointer service)
{
  return join_breaks (item, "reason");
}

static char *
format_open (gpointer item,
             gpointer service)
{
  return bo_format_units (bo_proposal_row_get_line (item)->open);
}

static char *
format_before (gpointer item,
               gpointer service)
{
  return bo_format_units (bo_proposal_row_get_line (item)->before);
}

static char *
format_place (gpointer item,
              gpointer service)
{
  const BoProposalLine *line = bo_proposal_row_get_line (item);

  return line->place > 0 ? bo_format_units (line->place) : NULL;
}

static const char *
row_style (gpointer item)
{
  const BoProposalLine *line = bo_proposal_row_get_line (item);

  if (line->breaks != BO_BREAKS_NOTHING)
    return "warning";

  return line->after > line->before ? "bo-ready" : NULL;
}

static const BoTableColumn columns[] = {
  { "place", N_ ("#"), NULL, 4, FALSE, TRUE, 420, format_place, NULL },
  { "customer", N_ ("Customer"), NULL, 12, TRUE, FALSE, 0, format_customer, row_style },
  { "product", N_ ("Product"), NULL, 12, TRUE, FALSE, 480, format_product, NULL },
  { "open", N_ ("Wanted"), NULL, 6, FALSE, TRUE, 0, format_open, NULL },
  { "before", N_ ("Has"), NULL, 4, FALSE, TRUE, 0, format_before, NULL },
  { "why", N_ ("Why"), NULL, 28, TRUE, FALSE, 660, format_reason, NULL },
};

/* Request */

static BoProposalRequest *
create_request (BoReceiveDialog *self)
{
  BoProposalRequest *request = bo_proposal_request_new ();
  BoProposal        *proposal = bo_proposal_model_get_proposal (self->model);
  guint              rule = gtk_drop_down_get_selected (self->rule_drop);

  if (self->mode == BO_RECEIVE_DELIVERY)
    {
      bo_counts_fill_request (self->counts, request);
      request->reference = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->reference_row)));
      request->supplier = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->supplier_row)));
    }
  else if (self->product_id != 0)
    bo_proposal_request_add (request, self->product_id, 0);
  else
    request->all = TRUE;
  /* The first entry is the policy in force. */
  if (rule > 0 && rule != GTK_INVALID_LIST_POSITION)
    {
      request->policy = bo_policy_copy (bo_service_get_policy (get_service (self)));
      request->policy->rule = (BoRule) (rule - 1);
      request->policy->key = bo_policy_default_key (request->policy->rule);
      request->policy->by_class = FALSE;
      if (!bo_policy_is_fair (request->policy->rule))
        {
          request->policy->lot = 1;
          request->policy->min_one = FALSE;
        }
    }
  for (guint i = 0; proposal != NULL && i < proposal->request->pins->len; i++)
    {
      const BoPin *pin = &g_array_index (proposal->request->pins, BoPin, i);

      bo_proposal_request_pin (request, pin->line_id, pin->units);
    }

  return request;
}

static gboolean
is_dealing (BoReceiveDialog *self)
{
  return self->mode == BO_RECEIVE_DEAL_AGAIN || bo_counts_get_n_rows (self->counts) > 0;
}

static gboolean
propose_cb (gpointer user_data)
{
  BoReceiveDialog *self = user_data;
  g_autoptr (BoProposalRequest) request = NULL;

  self->propose_id = 0;
  if (is_dealing (self))
    {
      request = create_request (self);
      bo_proposal_model_propose (self->model, request);
    }

  return G_SOURCE_REMOVE;
}

static char *
summarize (const BoProposal *proposal)
{
  g_autofree char *gained = bo_format_units (proposal->units_gained);
  g_autofree char *lost = bo_format_units (proposal->units_lost);
  g_autofree char *gained_text = NULL;
  g_autofree char *lost_text = NULL;

  if (proposal->units_lost == 0)
    return g_strdup_printf (ngettext ("%s unit dealt", "%s units dealt", (gulong) proposal->units_gained), gained);
  gained_text = g_strdup_printf (ngettext ("%s unit gained", "%s units gained", (gulong) proposal->units_gained), gained);
  lost_text = g_strdup_printf (ngettext ("%s unit lost", "%s units lost", (gulong) proposal->units_lost), lost);

  return g_strdup_printf ("%s · %s", gained_text, lost_text);
}

static void
update (BoReceiveDialog *self)
{
  BoProposal      *proposal = bo_proposal_model_get_proposal (self->model);
  const GError    *error = bo_lazy_model_get_error (BO_LAZY_MODEL (self->model));
  gboolean         settled = bo_receive_dialog_get_settled (self);
  gboolean         shown = proposal != NULL && is_dealing (self);
  g_autofree char *summary = NULL;

  gtk_widget_set_sensitive (self->book_button, is_dealing (self) && self->n_searches == 0);
  if (shown)
    summary = summarize (proposal);
  gtk_label_set_label (self->summary_label, summary != NULL ? summary : _ ("Who Gets What"));
  if (error != NULL)
    bo_dialog_frame_show_error (self->frame, error);
  if (shown && g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0)
    gtk_stack_set_visible_child_name (self->stack, "list");
  else
    {
      gtk_label_set_label (self->empty_label,
                           !is_dealing (self) ? _ ("Count what arrived, and see here who would get it")
                           : shown            ? _ ("Nothing changes for anybody who waits")
                                              : _ ("Dealing…"));
      gtk_stack_set_visible_child_name (self->stack, "empty");
    }
  bo_dialog_frame_set_can_apply (self->frame, settled && shown && error == NULL &&
                                                  (self->mode == BO_RECEIVE_DELIVERY || proposal->n_changed > 0));
}

static void
request_changed_cb (BoReceiveDialog *self)
{
  if (self->model == NULL)
    return;
  bo_dialog_frame_show_notice (self->frame, NULL);
  if (self->propose_id == 0)
    self->propose_id = g_timeout_add (PROPOSE_DELAY_MS, propose_cb, self);
  update (self);
}

static void
propose_again (BoReceiveDialog *self)
{
  self->moved = TRUE;
  if (self->propose_id == 0)
    self->propose_id = g_idle_add (propose_cb, self);
}

static void
proposal_changed_cb (BoReceiveDialog *self)
{
  g_auto (GStrv) exceptions = NULL;
  g_autofree char *text = NULL;

  if (self->moved && bo_proposal_model_get_proposal (self->model) != NULL)
    {
      self->moved = FALSE;
      bo_dialog_frame_show_notice (self->frame,
                                   _ ("The queue or the stock changed meanwhile. The proposal was made again: "
                                      "look at it before you apply it."));
    }
  g_object_get (self->model, "exceptions", &exceptions, NULL);
  text = exceptions != NULL ? g_strjoinv ("\n", exceptions) : NULL;
  gtk_label_set_label (self->exceptions_label, text != NULL ? text : "");
  gtk_revealer_set_reveal_child (self->exceptions_revealer, text != NULL && *text != '\0');
  update (self);
}

static void
outdated_cb (BoReceiveDialog *self)
{
  if (bo_proposal_model_get_outdated (self->model) && self->applying == NULL)
    propose_again (self);
}

static void
selected_cb (BoReceiveDialog *self)
{
  gpointer         row = bo_id_selection_get_selected_item (self->selection);
  g_autofree char *text = row != NULL ? join_breaks (row, "why") : NULL;

  gtk_label_set_label (self->why_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->why_label), text != NULL && *text != '\0');
}

/* Counts */

static void
take_product (BoReceiveDialog       *self,
              const BoProductRecord *product)
{
  if (product->supplier != NULL && *gtk_editable_get_text (GTK_EDITABLE (self->supplier_row)) == '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->supplier_row), product->supplier);
  bo_counts_add (self->counts, product, 1);
}

static void
code_found_cb (GObject      *source_object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (BoReceiveDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BoProductRecord) product = bo_service_find_product_finish (BO_SERVICE (source_object), result, &error);

  if (bo_error_is_cancelled (error))
    return;
  self->n_searches--;
  if (product != NULL)
    take_product (self, product);
  else if (g_error_matches (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_NOT_FOUND))
    bo_dialog_frame_show_notice (self->frame, _ ("No product has this SKU or barcode. Nothing was counted."));
  else
    bo_dialog_frame_show_error (self->frame, error);
  update (self);
}

static void
scan_activated_cb (BoReceiveDialog *self)
{
  g_autofree char *code = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->scan_row)));
  g_autoptr (GObject) only = bo_completion_get_only (self->products);

  if (only != NULL)
    {
      bo_completion_pick (self->products, only);
      return;
    }
  bo_receive_dialog_scan (self, code);
  bo_completion_clear (self->products);
}

/* On to the next product. */
static void
entered_cb (BoReceiveDialog *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->scan_row));
}

static void
product_picked_cb (BoReceiveDialog *self,
                   GObject         *item)
{
  take_product (self, bo_product_get_record (BO_PRODUCT (item)));
  bo_completion_clear (self->products);
}

static void
first_product_loaded_cb (GObject      *source_object,
                         GAsyncResult *result,
                         gpointer      user_data)
{
  g_autoptr (BoReceiveDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BoProductRecord) product = bo_service_load_product_finish (BO_SERVICE (source_object), result, &error);

  if (bo_error_is_cancelled (error))
    return;
  if (product != NULL)
    take_product (self, product);
  else
    bo_dialog_frame_show_error (self->frame, error);
}

/* Apply */

static void
finish (BoReceiveDialog *self,
        const char      *text,
        gint64           event_id)
{
  bo_commander_tell_done (self->commander, text, event_id);
  bo_dialog_force_close (GTK_WIDGET (self));
}

static char *
describe (BoProposal *proposal)
{
  g_autofree char *units = bo_format_units (proposal->units_gained);
  g_autofree char *dealt = NULL;
  g_autofree char *lines_text = NULL;
  guint            n_lines = 0;

  for (guint i = 0; i < proposal->lines->len; i++)
    {
      const BoProposalLine *line = &g_array_index (proposal->lines, BoProposalLine, i);

      n_lines += line->after > line->before;
    }
  lines_text = bo_format_units (n_lines);
  dealt = g_strdup_printf (ngettext ("%s unit", "%s units", (gulong) proposal->units_gained), units);

  /* Translators: the first %s is "42 units" */
  return g_strdup_printf (ngettext ("%s dealt to %s line", "%s dealt to %s lines", n_lines), dealt, lines_text);
}

static void
applied_cb (GObject      *source_object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (BoReceiveDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BoOutcome) outcome = bo_service_command_finish (BO_SERVICE (source_object), result, &error);
  g_autoptr (BoProposal) proposal = g_steal_pointer (&self->applying);
  g_autofree char *text = NULL;

  bo_dialog_frame_set_busy (self->frame, FALSE);
  if (outcome != NULL)
    {
      text = describe (proposal);
      finish (self, text, outcome->event_id);
    }
  else if (g_error_matches (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_MOVED))
    propose_again (self);
  else
    bo_dialog_frame_show_error (self->frame, error);
}

static void
apply_cb (BoReceiveDialog *self)
{
  BoProposal *proposal = bo_proposal_model_get_proposal (self->model);

  if (!bo_receive_dialog_get_settled (self) || proposal == NULL || self->applying != NULL)
    return;
  self->applying = bo_proposal_ref (proposal);
  bo_dialog_frame_set_busy (self->frame, TRUE);
  bo_service_apply_async (get_service (self), self->applying, NULL, NULL, applied_cb, g_object_ref (self));
}

static void
booked_cb (GObject      *source_object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (BoReceiveDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BoOutcome) outcome = bo_service_command_finish (BO_SERVICE (source_object), result, &error);
  g_autofree char *units = NULL;
  g_autofree char *text = NULL;

  bo_dialog_frame_set_busy (self->frame, FALSE);
  if (outcome == NULL)
    {
      bo_dialog_frame_show_error (self->frame, error);
      return;
    }
  units = bo_format_units (bo_counts_get_units (self->counts));
  text = g_strdup_printf (ngettext ("%s unit booked", "%s units booked", (gulong) bo_counts_get_units (self->counts)), units);
  finish (self, text, outcome->event_id);
}

static void
book_cb (BoReceiveDialog *self)
{
  g_autoptr (BoProposalRequest) request = NULL;

  if (!is_dealing (self) || bo_dialog_frame_get_busy (self->frame))
    return;
  request = create_request (self);
  bo_dialog_frame_set_busy (self->frame, TRUE);
  bo_service_book_async (get_service (self), request, NULL, NULL, booked_cb, g_object_ref (self));
}

/* Close */

static void
close_confirmed_cb (GObject      *source_object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (BoReceiveDialog) self = user_data;

  if (bo_confirm_finish (result, NULL))
    bo_dialog_force_close (GTK_WIDGET (self));
}

/* What was counted by hand is not lost by a slip. */
static gboolean
may_close (GtkWidget *content)
{
  BoReceiveDialog *self = BO_RECEIVE_DIALOG (content);

  if (self->mode != BO_RECEIVE_DELIVERY || bo_counts_get_n_rows (self->counts) < 2)
    return TRUE;
  bo_confirm_async (content, _ ("Drop the Counts?"), _ ("What was counted for this delivery has not been booked."),
                    _ ("_Drop"), TRUE, self->cancellable, close_confirmed_cb, g_object_ref (self));

  return FALSE;
}

static void
narrow_changed_cb (BoReceiveDialog *self)
{
  gboolean narrow = bo_width_bin_get_narrow (self->width_bin) && self->mode == BO_RECEIVE_DELIVERY;
  gboolean proposal = gtk_toggle_button_get_active (self->side_button);

  gtk_widget_set_visible (GTK_WIDGET (self->side_button), narrow);
  gtk_widget_set_visible (self->counts_side, self->mode == BO_RECEIVE_DELIVERY && (!narrow || !proposal));
  gtk_widget_set_hexpand (self->counts_side, narrow);
  gtk_widget_set_visible (self->side_separator, self->mode == BO_RECEIVE_DELIVERY && !narrow);
  gtk_widget_set_visible (self->proposal_side, !narrow || proposal);
}

static void
bo_receive_dialog_dispose (GObject *object)
{
  BoReceiveDialog *self = BO_RECEIVE_DIALOG (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->propose_id, g_source_remove);
  g_clear_object (&self->products);
  g_clear_object (&self->counts);
  /* The bin must not hold a child that the template lets go. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), BO_TYPE_RECEIVE_DIALOG);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_pointer (&self->applying, bo_proposal_unref);
  g_clear_object (&self->commander);

  G_OBJECT_CLASS (bo_receive_dialog_parent_class)->dispose (object);
}

static void
bo_receive_dialog_class_init (BoReceiveDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bo_receive_dialog_dispose;

  g_type_ensure (BO_TYPE_DIALOG_FRAME);
  g_type_ensure (BO_TYPE_TABLE);
  g_type_ensure (BO_TYPE_WIDTH_BIN);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/backorders/Backorders/bo-receive-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, BoReceiveDialog, frame);
  gtk_widget_class_bind_template_child (widget_class, BoReceiveDialog, width_bin);
  gtk_widget_class_bind_template_child (widget_class, BoReceiveDialog, counts_side);
  gtk_widget_class_bind_template_child (widget_class, BoReceiveDialog, side_separator);
  gtk_widget_class_bind_template_child (widget_class, BoReceiveDialog, proposal_side);
  gtk_widget_class_bind_template_child (widget_class, BoReceiveDialog, counts_group);
  gtk_widget_class_bind_template_child (widget_class, BoReceiveDialog, scan_row);
  gtk_widget_class_bind_template_child (widget_class, BoReceiveDialog, reference_row);
  gtk_widget_class_bind_template_child (widget_class, BoReceiveDialog, supplier_row);
  gtk_widget_class_bind_template_child (widget_class, BoReceiveDialog, summary_label);
  gtk_widget_class_bind_template_child (widget_class, BoReceiveDialog, changes_check);
  gtk_widget_class_bind_template_child (widget_class, BoReceiveDialog, rule_drop);
  gtk_widget_class_bind_template_child (widget_class, BoReceiveDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, BoReceiveDialog, empty_label);
  gtk_widget_class_bind_template_child (widget_class, BoReceiveDialog, table);
  gtk_widget_class_bind_template_child (widget_class, BoReceiveDialog, exceptions_revealer);
  gtk_widget_class_bind_template_child (widget_class, BoReceiveDialog, exceptions_label);
  gtk_widget_class_bind_template_child (widget_class, BoReceiveDialog, why_label);
  gtk_widget_class_bind_template_child (widget_class, BoReceiveDialog, foot);
  gtk_widget_class_bind_template_child (widget_class, BoReceiveDialog, book_button);
  gtk_widget_class_bind_template_child (widget_class, BoReceiveDialog, side_button);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, book_cb);
  gtk_widget_class_bind_template_callback (widget_class, narrow_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, request_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, scan_activated_cb);
}

static void
bo_receive_dialog_init (BoReceiveDialog *self)
{
  g_autoptr (GtkStringList) rules = gtk_string_list_new (NULL);

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_string_list_append (rules, _ ("Policy in Force"));
  for (int rule = BO_RULE_FIFO; rule <= BO_RULE_EQUAL_SHARE; rule++)
    gtk_string_list_append (rules, bo_rule_to_text (rule));
  gtk_drop_down_set_model (self->rule_drop, G_LIST_MODEL (rules));
}

static void
connect_model (BoReceiveDialog *self,
               BoService       *service)
{
  self->model = bo_proposal_model_new (service);
  self->selection = bo_id_selection_new (BO_ID_MODEL (self->model));
  bo_table_set_n_lines (self->table, 2);
  bo_table_set_width_hint (self->table, DIALOG_WIDTH);
  bo_table_set_columns (self->table, columns, G_N_ELEMENTS (columns), service);
  bo_pin_column_insert (self->table, self->model, 5);
  bo_table_set_model (self->table, GTK_SELECTION_MODEL (self->selection));
  g_object_bind_property (self->model, "changes-only", self->changes_check, "active",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->model, "notify::proposal", G_CALLBACK (proposal_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::exceptions", G_CALLBACK (proposal_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::outdated", G_CALLBACK (outdated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::loading", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::error", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::n-items", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
}

/**
 * bo_receive_dialog_present:
 * @commander: its service gets the commands
 * @mode: whether something arrived
 * @product_id: the first product counted, or the one that is dealt again; 0: none, or all
 * @parent: a widget of the window on whose behalf to ask
 *
 * Returns: (transfer none): the dialog, which is on the screen now
 */
BoReceiveDialog *
bo_receive_dialog_present (BoCommander  *commander,
                           BoReceiveMode mode,
                           gint64        product_id,
                           GtkWidget    *parent)
{
  BoReceiveDialog *self = g_object_new (BO_TYPE_RECEIVE_DIALOG, NULL);
  BoService       *service = bo_commander_get_service (commander);
  const char      *title = mode == BO_RECEIVE_DELIVERY ? _ ("Receive Delivery") : _ ("Deal Stock Again");

  g_set_object (&self->commander, commander);
  self->mode = mode;
  self->product_id = product_id;
  g_object_set (self->frame, "title", title, NULL);
  self->counts = bo_counts_new (self->counts_group);
  self->products = bo_completion_new (GTK_EDITABLE (self->scan_row), service, BO_COMPLETION_PRODUCTS);
  connect_model (self, service);
  g_signal_connect_object (self->counts, "changed", G_CALLBACK (request_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->counts, "entered", G_CALLBACK (entered_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->products, "picked", G_CALLBACK (product_picked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->reference_row, "changed", G_CALLBACK (request_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->supplier_row, "changed", G_CALLBACK (request_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_visible (self->foot, mode == BO_RECEIVE_DELIVERY);
  narrow_changed_cb (self);
  update (self);

  bo_dialog_set_close_func (GTK_WIDGET (self), may_close);
  bo_dialog_present (GTK_WIDGET (self), parent, title, DIALOG_WIDTH, DIALOG_HEIGHT);
  if (mode == BO_RECEIVE_DEAL_AGAIN)
    propose_cb (self);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->scan_row));
  if (mode == BO_RECEIVE_DELIVERY && product_id != 0)
    bo_service_load_product_async (service, product_id, self->cancellable, first_product_loaded_cb, g_object_ref (self));

  return self;
}

/* Counts one more of the product with a SKU or barcode. */
void
bo_receive_dialog_scan (BoReceiveDialog *self,
                        const char      *code)
{
  g_autofree char *stripped = g_strstrip (g_strdup (code));

  g_return_if_fail (BO_IS_RECEIVE_DIALOG (self));

  if (*stripped == '\0')
    return;
  bo_dialog_frame_show_notice (self->frame, NULL);
  self->n_searches++;
  bo_service_find_product_async (get_service (self), stripped, self->cancellable, code_found_cb, g_object_ref (self));
  update (self);
}

void
bo_receive_dialog_set_units (BoReceiveDialog *self,
                             guint            position,
                             gint64           units)
{
  g_return_if_fail (BO_IS_RECEIVE_DIALOG (self));

  bo_counts_set_units_at (self->counts, position, units);
}

guint
bo_receive_dialog_get_n_counts (BoReceiveDialog *self)
{
  g_return_val_if_fail (BO_IS_RECEIVE_DIALOG (self), 0);

  return bo_counts_get_n_rows (self->counts);
}

BoProposalModel *
bo_receive_dialog_get_model (BoReceiveDialog *self)
{
  g_return_val_if_fail (BO_IS_RECEIVE_DIALOG (self), NULL);

  return self->model;
}

/* Whether what is proposed is what is asked for. */
gboolean
bo_receive_dialog_get_settled (BoReceiveDialog *self)
{
  g_return_val_if_fail (BO_IS_RECEIVE_DIALOG (self), FALSE);

  return self->propose_id == 0 && self->n_searches == 0 && !bo_lazy_model_get_loading (BO_LAZY_MODEL (self->model));
}

/* Shows who gets what, where the sides take turns. */
void
bo_receive_dialog_show_proposal (BoReceiveDialog *self)
{
  g_return_if_fail (BO_IS_RECEIVE_DIALOG (self));

  gtk_toggle_button_set_active (self->side_button, TRUE);
}

void
bo_receive_dialog_apply (BoReceiveDialog *self)
{
  g_return_if_fail (BO_IS_RECEIVE_DIALOG (self));

  apply_cb (self);
}

void
bo_receive_dialog_book (BoReceiveDialog *self)
{
  g_return_if_fail (BO_IS_RECEIVE_DIALOG (self));

  book_cb (self);
}

/* Returns: (nullable): what the banner tells now */
const char *
bo_receive_dialog_get_notice (BoReceiveDialog *self)
{
  g_return_val_if_fail (BO_IS_RECEIVE_DIALOG (self), NULL);

  return bo_dialog_frame_get_notice (self->frame);
}

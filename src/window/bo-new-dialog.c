/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-new-dialog"

#include "config.h"

#include "bo-new-dialog.h"

#include <glib/gi18n.h>

#include "bo-completion.h"
#include "bo-date-row.h"
#include "bo-dialog-frame.h"
#include "bo-dialog.h"
#include "bo-error-text.h"
#include "bo-form.h"
#include "bo-format.h"
#include "bo-line-texts.h"

#define DIALOG_WIDTH 460  /* pixels */
#define DIALOG_HEIGHT 690 /* pixels: all rows */

struct _BoNewDialog
{
  AdwBin parent_instance;

  BoCommander  *commander;   /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) */
  BoCompletion *products;    /* (owned) (nullable) */
  BoCompletion *customers;   /* (owned) (nullable) */
  gint64        event_id;    /* of the backorder that has just been placed */

  /* Template children */
  BoDialogFrame *frame;
  AdwEntryRow   *product_row;
  AdwEntryRow   *product_name_row;
  AdwActionRow  *units_row;
  GtkSpinButton *units_spin;
  AdwEntryRow   *customer_row;
  AdwEntryRow   *phone_row;
  AdwEntryRow   *email_row;
  BoDateRow     *need_row;
  AdwComboRow   *class_row;
  AdwComboRow   *ship_row;
};

G_DEFINE_FINAL_TYPE (BoNewDialog, bo_new_dialog, ADW_TYPE_BIN)

static const char *
get_text (AdwEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static char *
dup_text (AdwEntryRow *row)
{
  char *text = g_strstrip (g_strdup (get_text (row)));

  return *text != '\0' ? text : (g_free (text), NULL);
}

static BoService *
get_service (BoNewDialog *self)
{
  return bo_commander_get_service (self->commander);
}

/* What there is of the product, and who waits for it already. */
static char *
describe_product (const BoProductRecord *product)
{
  gint64           free_units = product->on_hand - product->allocated;
  g_autofree char *free_number = bo_format_units (free_units);
  g_autofree char *lines_number = bo_format_units (product->open_lines);
  g_autofree char *units_number = bo_format_units (product->open_units);
  g_autofree char *free_text = NULL;
  g_autofree char *lines_text = NULL;
  g_autofree char *units_text = NULL;

  if (free_units > 0 && product->open_units == 0)
    return g_strdup_printf (ngettext ("%s is free on the shelf, and nobody waits",
                                      "%s are free on the shelf, and nobody waits", (gulong) free_units),
                            free_number);
  free_text = g_strdup_printf (ngettext ("%s unit free", "%s units free", (gulong) free_units), free_number);
  lines_text = g_strdup_printf (ngettext ("%s line waits", "%s lines wait", (gulong) product->open_lines), lines_number);
  units_text = g_strdup_printf (ngettext ("%s unit wanted", "%s units wanted", (gulong) product->open_units), units_number);

  return g_strdup_printf ("%s · %s · %s", free_text, lines_text, units_text);
}

static void
update (BoNewDialog *self)
{
  BoProduct       *product = bo_completion_get_item (self->products);
  gboolean         is_new = bo_completion_get_item (self->customers) == NULL;
  g_autofree char *subtitle = NULL;

  if (product != NULL)
    subtitle = describe_product (bo_product_get_record (product));
  adw_action_row_set_subtitle (self->units_row, subtitle != NULL ? subtitle : "");
  gtk_widget_set_visible (GTK_WIDGET (self->phone_row), is_new);
  gtk_widget_set_visible (GTK_WIDGET (self->email_row), is_new);
  bo_dialog_frame_set_can_apply (self->frame, *get_text (self->product_row) != '\0' && bo_date_row_get_valid (self->need_row));
}

static void
product_changed_cb (BoNewDialog *self)
{
  if (bo_completion_get_item (self->products) != NULL)
    gtk_widget_set_visible (GTK_WIDGET (self->product_name_row), FALSE);
  bo_dialog_frame_show_notice (self->frame, NULL);
  update (self);
}

static void
fail (BoNewDialog  *self,
      const GError *error)
{
  if (bo_error_is_cancelled (error))
    return;
  bo_dialog_frame_set_busy (self->frame, FALSE);
  bo_dialog_frame_show_error (self->frame, error);
}

/* Place */

static void
line_loaded_cb (GObject      *source_object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (BoNewDialog) self = user_data;
  g_autoptr (GPtrArray) lines = bo_service_load_lines_finish (BO_SERVICE (source_object), result, NULL);
  g_autofree char *text = NULL;

  if (lines != NULL && lines->len == 1)
    {
      const BoLineRecord *line = g_ptr_array_index (lines, 0);
      g_autofree char    *place = bo_line_texts_place (line->place, line->place_count, line->units_ahead);

      /* Translators: %s is "3rd of 41 in line, 17 units ahead" */
      text = g_strdup_printf (_ ("Placed: %s"), place);
    }
  bo_commander_tell_done (self->commander, text != NULL ? text : _ ("Placed"), self->event_id);
  bo_dialog_force_close (GTK_WIDGET (self));
}

static void
placed_cb (GObject      *source_object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (BoNewDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BoOutcome) outcome = bo_service_command_finish (BO_SERVICE (source_object), result, &error);
  g_autoptr (GArray) ids = NULL;

  if (outcome == NULL)
    {
      fail (self, error);
      return;
    }
  self->event_id = outcome->event_id;
  ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (ids, outcome->line_id);
  /* Not cancellable: what was placed is told, even if the dialog is closed now. */
  bo_service_load_lines_async (BO_SERVICE (source_object), ids, NULL, line_loaded_cb, g_object_ref (self));
}

static void
place (BoNewDialog *self,
       gint64       product_id)
{
  BoPlaceRequest *request = bo_place_request_new ();
  BoCustomerItem *customer = bo_completion_get_item (self->customers);

  request->product_id = product_id;
  request->units = (gint64) gtk_spin_button_get_value (self->units_spin);
  if (customer != NULL)
    request->customer_id = bo_customer_item_get_id (customer);
  else
    {
      request->customer_name = dup_text (self->customer_row);
      request->customer_phone = dup_text (self->phone_row);
      request->customer_email = dup_text (self->email_row);
    }
  request->need = bo_date_row_get_day (self->need_row);
  request->priority_class = (int) adw_combo_row_get_selected (self->class_row);
  request->ship = (BoShipPolicy) adw_combo_row_get_selected (self->ship_row);
  request->channel = g_strdup ("counter");
  bo_service_place_async (get_service (self), request, NULL, placed_cb, g_object_ref (self));
}

static void
product_put_cb (GObject      *source_object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (BoNewDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BoOutcome) outcome = bo_service_command_finish (BO_SERVICE (source_object), result, &error);

  if (outcome == NULL)
    fail (self, error);
  else
    place (self, outcome->line_id);
}

static void
product_found_cb (GObject      *source_object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (BoNewDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BoProductRecord) product = bo_service_find_product_finish (BO_SERVICE (source_object), result, &error);
  g_autofree char *name = dup_text (self->product_name_row);

  if (product != NULL)
    place (self, product->id);
  else if (!g_error_matches (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_NOT_FOUND))
    fail (self, error);
  else if (gtk_widget_get_visible (GTK_WIDGET (self->product_name_row)) && name != NULL)
    {
      BoProductRequest *request = g_new0 (BoProductRequest, 1);

      request->sku = dup_text (self->product_row);
      request->name = g_steal_pointer (&name);
      request->price = -1;
      request->case_size = 1;
      bo_service_put_product_async (get_service (self), request, NULL, product_put_cb, g_object_ref (self));
    }
  else
    {
      /* Nothing is made by a slip of the finger: it is asked for by its name. */
      bo_dialog_frame_set_busy (self->frame, FALSE);
      gtk_widget_set_visible (GTK_WIDGET (self->product_name_row), TRUE);
      bo_dialog_frame_show_notice (self->frame, _ ("No product has this code. Give its name to add it."));
      gtk_widget_grab_focus (GTK_WIDGET (self->product_name_row));
    }
}

static void
apply_cb (BoNewDialog *self)
{
  gpointer         chosen = bo_completion_get_chosen (self->products);
  g_autofree char *code = NULL;

  gtk_spin_button_update (self->units_spin);
  if (bo_completion_get_item (self->products) == NULL && chosen != NULL)
    bo_completion_pick (self->products, chosen);
  bo_dialog_frame_set_busy (self->frame, TRUE);
  if (bo_completion_get_item (self->products) != NULL)
    {
      place (self, bo_product_get_id (bo_completion_get_item (self->products)));
      return;
    }
  code = dup_text (self->product_row);
  bo_service_find_product_async (get_service (self), code != NULL ? code : "", self->cancellable, product_found_cb,
                                 g_object_ref (self));
}

static void
first_product_loaded_cb (GObject      *source_object,
                         GAsyncResult *result,
                         gpointer      user_data)
{
  g_autoptr (BoNewDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BoProductRecord) record = bo_service_load_product_finish (BO_SERVICE (source_object), result, &error);
  g_autoptr (BoProduct) product = NULL;

  if (record == NULL)
    {
      fail (self, error);
      return;
    }
  product = bo_product_new (record->id);
  bo_product_update (product, record);
  bo_completion_pick (self->products, product);
  gtk_widget_grab_focus (GTK_WIDGET (self->units_spin));
}

static void
bo_new_dialog_dispose (GObject *object)
{
  BoNewDialog *self = BO_NEW_DIALOG (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->products);
  g_clear_object (&self->customers);
  /* The bin must not hold a child that the template lets go. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), BO_TYPE_NEW_DIALOG);
  g_clear_object (&self->commander);

  G_OBJECT_CLASS (bo_new_dialog_parent_class)->dispose (object);
}

static void
bo_new_dialog_class_init (BoNewDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bo_new_dialog_dispose;

  g_type_ensure (BO_TYPE_DATE_ROW);
  g_type_ensure (BO_TYPE_DIALOG_FRAME);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/backorders/Backorders/bo-new-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, BoNewDialog, frame);
  gtk_widget_class_bind_template_child (widget_class, BoNewDialog, product_row);
  gtk_widget_class_bind_template_child (widget_class, BoNewDialog, product_name_row);
  gtk_widget_class_bind_template_child (widget_class, BoNewDialog, units_row);
  gtk_widget_class_bind_template_child (widget_class, BoNewDialog, units_spin);
  gtk_widget_class_bind_template_child (widget_class, BoNewDialog, customer_row);
  gtk_widget_class_bind_template_child (widget_class, BoNewDialog, phone_row);
  gtk_widget_class_bind_template_child (widget_class, BoNewDialog, email_row);
  gtk_widget_class_bind_template_child (widget_class, BoNewDialog, need_row);
  gtk_widget_class_bind_template_child (widget_class, BoNewDialog, class_row);
  gtk_widget_class_bind_template_child (widget_class, BoNewDialog, ship_row);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, update);
}

static void
bo_new_dialog_init (BoNewDialog *self)
{
  g_auto (GStrv) classes = bo_form_dup_class_texts (_ ("The customer's"));
  g_auto (GStrv) ships = bo_form_dup_ship_texts ();
  g_autoptr (GtkStringList) class_list = gtk_string_list_new ((const char *const *) classes);
  g_autoptr (GtkStringList) ship_list = gtk_string_list_new ((const char *const *) ships);

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  bo_form_set_activates_default (self->units_spin);
  adw_combo_row_set_model (self->class_row, G_LIST_MODEL (class_list));
  adw_combo_row_set_model (self->ship_row, G_LIST_MODEL (ship_list));
}

/**
 * bo_new_dialog_present:
 * @commander: its service gets the command
 * @product_id: what is wanted, or 0
 * @parent: a widget of the window on whose behalf to ask
 *
 * Returns: (transfer none): the dialog, which is on the screen now
 */
BoNewDialog *
bo_new_dialog_present (BoCommander *commander,
                       gint64       product_id,
                       GtkWidget   *parent)
{
  BoNewDialog *self = g_object_new (BO_TYPE_NEW_DIALOG, NULL);
  BoService   *service = bo_commander_get_service (commander);

  g_set_object (&self->commander, commander);
  bo_date_row_set_today (self->need_row, bo_service_get_today (service));
  self->products = bo_completion_new (GTK_EDITABLE (self->product_row), service, BO_COMPLETION_PRODUCTS);
  self->customers = bo_completion_new (GTK_EDITABLE (self->customer_row), service, BO_COMPLETION_CUSTOMERS);
  g_signal_connect_object (self->product_row, "changed", G_CALLBACK (product_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->products, "picked", G_CALLBACK (product_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->products, "unpicked", G_CALLBACK (product_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->customers, "picked", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->customers, "unpicked", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  bo_dialog_present (GTK_WIDGET (self), parent, _ ("New Backorder"), DIALOG_WIDTH, DIALOG_HEIGHT);
  bo_dialog_set_default_widget (GTK_WIDGET (self), bo_dialog_frame_get_apply_button (self->frame));
  gtk_widget_grab_focus (GTK_WIDGET (self->product_row));
  if (product_id != 0)
    bo_service_load_product_async (service, product_id, self->cancellable, first_product_loaded_cb, g_object_ref (self));

  return self;
}

/* @name: "product", "product-name", "customer", "phone", "email" or "need". */
GtkEditable *
bo_new_dialog_get_entry (BoNewDialog *self,
                         const char  *name)
{
  g_return_val_if_fail (BO_IS_NEW_DIALOG (self), NULL);

  if (g_str_equal (name, "product"))
    return GTK_EDITABLE (self->product_row);
  if (g_str_equal (name, "product-name"))
    return GTK_EDITABLE (self->product_name_row);
  if (g_str_equal (name, "customer"))
    return GTK_EDITABLE (self->customer_row);
  if (g_str_equal (name, "phone"))
    return GTK_EDITABLE (self->phone_row);
  if (g_str_equal (name, "email"))
    return GTK_EDITABLE (self->email_row);

  return GTK_EDITABLE (self->need_row);
}

void
bo_new_dialog_set_units (BoNewDialog *self,
                         gint64       units)
{
  g_return_if_fail (BO_IS_NEW_DIALOG (self));

  gtk_spin_button_set_value (self->units_spin, (double) units);
}

void
bo_new_dialog_apply (BoNewDialog *self)
{
  g_return_if_fail (BO_IS_NEW_DIALOG (self));

  g_signal_emit_by_name (self->frame, "apply");
}

/* Returns: (nullable): what is wrong */
const char *
bo_new_dialog_get_notice (BoNewDialog *self)
{
  g_return_val_if_fail (BO_IS_NEW_DIALOG (self), NULL);

  return bo_dialog_frame_get_notice (self->frame);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-shop-product-dialog"

#include "config.h"

#include "bo-shop-product-dialog.h"

#include <glib/gi18n.h>

#include "bo-dialog-frame.h"
#include "bo-dialog.h"
#include "bo-error-text.h"
#include "bo-fact-row.h"
#include "bo-format.h"
#include "bo-shop-texts.h"

#define DIALOG_WIDTH 480  /* pixels */
#define DIALOG_HEIGHT 380 /* pixels */

struct _BoShopProductDialog
{
  AdwBin parent_instance;

  BoCommander  *commander;   /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned): of the reading */
  gint64        product_id;
  BoShopProduct product; /* as it was read */
  gboolean      loaded;

  /* Template children */
  BoDialogFrame       *frame;
  AdwPreferencesGroup *group;
  BoFactRow           *state_row;
  BoFactRow           *stock_row;
  GtkWidget           *choices_group;
  AdwComboRow         *backorders_row;
  AdwComboRow         *owner_row;
};

G_DEFINE_FINAL_TYPE (BoShopProductDialog, bo_shop_product_dialog, ADW_TYPE_BIN)

static void
set_texts (AdwComboRow       *row,
           const char *const *texts,
           guint              selected)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (texts);

  adw_combo_row_set_model (row, G_LIST_MODEL (list));
  adw_combo_row_set_selected (row, selected);
}

static char *
describe_stock (const BoShopProduct *product)
{
  switch (product->stock)
    {
    case BO_REMOTE_STOCK_OWN:
      return product->has_quantity ? bo_format_units (product->quantity) : g_strdup (_ ("No number"));
    case BO_REMOTE_STOCK_PARENT:
      return g_strdup (_ ("Shared by all its variations"));
    case BO_REMOTE_STOCK_NOT_MANAGED:
    default:
      return g_strdup (_ ("Not counted there"));
    }
}

static void
show_product (BoShopProductDialog *self)
{
  BoSync             *sync = bo_commander_get_sync (self->commander);
  const BoShopConfig *config = sync != NULL ? bo_sync_get_config (sync) : NULL;
  gboolean            is_there = self->product.remote_id != 0 && !self->product.gone;
  g_autofree char    *stock = describe_stock (&self->product);
  g_autofree char    *as_set = g_strdup_printf (_ ("As set: %s"),
                                                bo_stock_owner_to_text (config != NULL ? config->owner : BO_STOCK_OWNER_SHOP));
  const char         *backorders[] = { bo_remote_backorders_to_text (BO_REMOTE_BACKORDERS_NO),
                                       bo_remote_backorders_to_text (BO_REMOTE_BACKORDERS_NOTIFY),
                                       bo_remote_backorders_to_text (BO_REMOTE_BACKORDERS_YES), NULL };
  const char         *owners[] = { as_set, bo_stock_owner_to_text (BO_STOCK_OWNER_SHOP),
                                   bo_stock_owner_to_text (BO_STOCK_OWNER_US), NULL };

  bo_fact_row_set_text (self->state_row, self->product.remote_id == 0 ? _ ("Not there")
                                         : self->product.gone         ? _ ("Deleted")
                                                                      : _ ("Listed"));
  bo_fact_row_set_text (self->stock_row, is_there ? stock : NULL);
  set_texts (self->backorders_row, backorders, self->product.backorders);
  set_texts (self->owner_row, owners, (guint) (self->product.owner + 1));
  gtk_widget_set_visible (self->choices_group, is_there);
  bo_dialog_frame_set_can_apply (self->frame, is_there);
}

static void
loaded_cb (GObject      *source_object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (BoShopProductDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  BoShopProduct product;

  if (!bo_sync_load_product_finish (BO_SYNC (source_object), result, &product, &error))
    {
      if (!bo_error_is_cancelled (error))
        bo_dialog_frame_show_error (self->frame, error);
      return;
    }
  self->product = product;
  self->loaded = TRUE;
  show_product (self);
}

/* Saving */

static void save_next (BoShopProductDialog *self);

static void
saved_cb (GObject      *source_object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (BoShopProductDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!bo_sync_outbox_finish (BO_SYNC (source_object), result, &error))
    {
      bo_dialog_frame_set_busy (self->frame, FALSE);
      bo_dialog_frame_show_error (self->frame, error);
      return;
    }
  save_next (self);
}

/* One choice after the other, those that are others now. */
static void
save_next (BoShopProductDialog *self)
{
  BoSync            *sync = bo_commander_get_sync (self->commander);
  BoRemoteBackorders backorders = (BoRemoteBackorders) adw_combo_row_get_selected (self->backorders_row);
  int                owner = (int) adw_combo_row_get_selected (self->owner_row) - 1;

  /* The window is going. */
  if (sync == NULL)
    return;
  if (backorders != self->product.backorders)
    {
      self->product.backorders = backorders;
      bo_sync_set_backorders_async (sync, self->product_id, backorders, NULL, saved_cb, g_object_ref (self));
    }
  else if (owner != self->product.owner)
    {
      self->product.owner = owner;
      bo_sync_set_owner_async (sync, self->product_id, owner, NULL, saved_cb, g_object_ref (self));
    }
  else
    bo_dialog_force_close (GTK_WIDGET (self));
}

static void
apply_cb (BoShopProductDialog *self)
{
  bo_dialog_frame_set_busy (self->frame, TRUE);
  save_next (self);
}

static void
bo_shop_product_dialog_unroot (GtkWidget *widget)
{
  g_cancellable_cancel (BO_SHOP_PRODUCT_DIALOG (widget)->cancellable);

  GTK_WIDGET_CLASS (bo_shop_product_dialog_parent_class)->unroot (widget);
}

static void
bo_shop_product_dialog_dispose (GObject *object)
{
  BoShopProductDialog *self = BO_SHOP_PRODUCT_DIALOG (object);

  g_clear_object (&self->cancellable);
  /* The bin must not hold a child that the template lets go. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), BO_TYPE_SHOP_PRODUCT_DIALOG);
  g_clear_object (&self->commander);

  G_OBJECT_CLASS (bo_shop_product_dialog_parent_class)->dispose (object);
}

static void
bo_shop_product_dialog_class_init (BoShopProductDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bo_shop_product_dialog_dispose;
  widget_class->unroot = bo_shop_product_dialog_unroot;

  g_type_ensure (BO_TYPE_DIALOG_FRAME);
  g_type_ensure (BO_TYPE_FACT_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/backorders/Backorders/bo-shop-product-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, BoShopProductDialog, frame);
  gtk_widget_class_bind_template_child (widget_class, BoShopProductDialog, group);
  gtk_widget_class_bind_template_child (widget_class, BoShopProductDialog, state_row);
  gtk_widget_class_bind_template_child (widget_class, BoShopProductDialog, stock_row);
  gtk_widget_class_bind_template_child (widget_class, BoShopProductDialog, choices_group);
  gtk_widget_class_bind_template_child (widget_class, BoShopProductDialog, backorders_row);
  gtk_widget_class_bind_template_child (widget_class, BoShopProductDialog, owner_row);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
}

static void
bo_shop_product_dialog_init (BoShopProductDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * bo_shop_product_dialog_present:
 * @commander: by which the shop is reached
 * @product: which one
 * @parent: a widget of the window on whose behalf to ask
 *
 * Returns: (transfer none): the dialog, which is on the screen now and reads
 */
BoShopProductDialog *
bo_shop_product_dialog_present (BoCommander           *commander,
                                const BoProductRecord *product,
                                GtkWidget             *parent)
{
  BoShopProductDialog *self = g_object_new (BO_TYPE_SHOP_PRODUCT_DIALOG, NULL);
  const char          *name = product->name != NULL && *product->name != '\0' ? product->name : product->sku;
  g_autofree char     *title = g_markup_escape_text (name, -1);

  g_set_object (&self->commander, commander);
  self->product_id = product->id;
  adw_preferences_group_set_title (self->group, title);
  bo_sync_load_product_async (bo_commander_get_sync (commander), product->id, self->cancellable, loaded_cb,
                              g_object_ref (self));
  bo_dialog_present (GTK_WIDGET (self), parent, _ ("Product in the Shop"), DIALOG_WIDTH, DIALOG_HEIGHT);
  bo_dialog_set_default_widget (GTK_WIDGET (self), bo_dialog_frame_get_apply_button (self->frame));

  return self;
}

gboolean
bo_shop_product_dialog_get_loaded (BoShopProductDialog *self)
{
  g_return_val_if_fail (BO_IS_SHOP_PRODUCT_DIALOG (self), FALSE);

  return self->loaded;
}

const char *
bo_shop_product_dialog_get_stock_text (BoShopProductDialog *self)
{
  g_return_val_if_fail (BO_IS_SHOP_PRODUCT_DIALOG (self), NULL);

  return bo_fact_row_get_text (self->stock_row);
}

void
bo_shop_product_dialog_set_backorders (BoShopProductDialog *self,
                                       BoRemoteBackorders   backorders)
{
  g_return_if_fail (BO_IS_SHOP_PRODUCT_DIALOG (self));

  adw_combo_row_set_selected (self->backorders_row, backorders);
}

/* @owner: a #BoStockOwner, or -1: as the shop's setting has it. */
void
bo_shop_product_dialog_set_owner (BoShopProductDialog *self,
                                  int                  owner)
{
  g_return_if_fail (BO_IS_SHOP_PRODUCT_DIALOG (self));

  adw_combo_row_set_selected (self->owner_row, (guint) (owner + 1));
}

void
bo_shop_product_dialog_apply (BoShopProductDialog *self)
{
  g_return_if_fail (BO_IS_SHOP_PRODUCT_DIALOG (self));

  apply_cb (self);
}

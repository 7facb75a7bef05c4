/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-connection-group"

#include "config.h"

#include "bo-connection-group.h"

#include <glib/gi18n.h>

#include "bo-compat.h"
#include "bo-error-text.h"
#include "bo-shop-texts.h"

struct _BoConnectionGroup
{
  AdwPreferencesGroup parent_instance;

  BoSync       *sync;      /* (owned) (nullable) */
  GCancellable *test;      /* (owned) (nullable): of the test under way */
  gboolean      connected; /* the address is that of a shop whose keys are stored */

  /* Template children */
  AdwEntryRow *address_row;
  AdwEntryRow *key_row;
  AdwEntryRow *secret_row;
  GtkSpinner  *test_spinner;
  GtkButton   *test_button;
  GtkWidget   *result_row;
  GtkImage    *result_image;
  GtkLabel    *result_title;
  GtkLabel    *result_text;
};

G_DEFINE_FINAL_TYPE (BoConnectionGroup, bo_connection_group, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  CHANGED,
  TESTED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static const char *
get_text (AdwEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static gboolean
has_text (AdwEntryRow *row)
{
  return *get_text (row) != '\0';
}

static void
set_error (AdwEntryRow *row,
           gboolean     error)
{
  if (error)
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
}

/* Whether an address has been typed, and not only how all of them begin. */
static gboolean
has_address (BoConnectionGroup *self)
{
  const char *text = get_text (self->address_row);

  return !g_str_has_prefix ("https://", text) && !g_str_has_prefix ("http://", text);
}

/* Returns: (transfer full) (nullable): %NULL when something is missing or wrong, with
 * @error set where there are words for it.  A row without a text is no error yet. */
static char *
check (BoConnectionGroup *self,
       GError           **error)
{
  g_autofree char *address = has_address (self) ? bo_catalog_normalize_address (get_text (self->address_row), error)
                                                : NULL;
  /* Stored keys are both kept, or both pasted anew. */
  gboolean keys_are_there = self->connected ? has_text (self->key_row) == has_text (self->secret_row)
                                            : has_text (self->key_row) && has_text (self->secret_row);

  set_error (self->address_row, has_address (self) && address == NULL);
  set_error (self->key_row, has_text (self->secret_row) && !has_text (self->key_row));

  return keys_are_there ? g_steal_pointer (&address) : NULL;
}

static void
update (BoConnectionGroup *self)
{
  g_autofree char *address = check (self, NULL);

  /* The same button, so that the keyboard stays where it is. */
  gtk_button_set_label (self->test_button, self->test != NULL ? _ ("Stop") : _ ("Test"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->test_button), address != NULL);
  gtk_spinner_set_spinning (self->test_spinner, self->test != NULL);
}

/* Results */

static void
show_result (BoConnectionGroup *self,
             const char        *icon,
             const char        *style,
             const char        *title,
             const char        *text)
{
  gtk_image_set_from_icon_name (self->result_image, icon);
  gtk_widget_set_css_classes (GTK_WIDGET (self->result_image), (const char *[]){ style, NULL });
  gtk_label_set_label (self->result_title, title);
  gtk_label_set_label (self->result_text, text);
  gtk_widget_set_visible (self->result_row, TRUE);
  bo_announce (GTK_WIDGET (self), title);
}

static void
show_failure (BoConnectionGroup *self,
              const char        *title,
              const GError      *error)
{
  g_autofree char *text = bo_error_text (error);

  show_result (self, "dialog-error-symbolic", "error", title, text);
}

/* What the test found, a sentence each. */
static char *
describe_report (const BoCatalogReport *report)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (report->version != NULL && *report->version != '\0')
    g_string_append_printf (text, "%s. ", report->version);
  if (report->currency != NULL)
    {
      g_string_append_printf (text, _ ("Its prices are in %s."), report->currency);
      g_string_append_c (text, ' ');
    }
  if ((report->capabilities & BO_CATALOG_CAN_WRITE) == 0)
    {
      g_string_append (text, _ ("The keys may only read: orders and stock come in, and nothing can be written back. "
                                "Make keys with the permission “Read/Write” for that."));
      g_string_append_c (text, ' ');
    }
  if (report->keys_in_address)
    g_string_append (text, _ ("A server in front of the shop removes the header that keys belong into; they are sent "
                              "in the address instead, encrypted."));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
show_report (BoConnectionGroup     *self,
             const BoCatalogReport *report)
{
  g_autofree char *text = describe_report (report);
  gboolean         named = report->shop_name != NULL && *report->shop_name != '\0';
  gboolean         can_write = (report->capabilities & BO_CATALOG_CAN_WRITE) != 0;
  g_autofree char *title = named ? g_strdup_printf (_ ("“%s” answers"), report->shop_name) : NULL;

  show_result (self, can_write ? "emblem-ok-symbolic" : "dialog-warning-symbolic", can_write ? "success" : "warning",
               title != NULL ? title : _ ("The shop answers"), g_strstrip (text));
}

/* Callbacks */

static void
test_clicked_cb (BoConnectionGroup *self)
{
  if (self->test != NULL)
    bo_connection_group_stop (self);
  else
    bo_connection_group_test (self);
}

static void
text_changed_cb (BoConnectionGroup *self)
{
  g_autoptr (GError) error = NULL;

  g_free (check (self, &error));
  bo_connection_group_stop (self);
  if (error == NULL)
    gtk_widget_set_visible (self->result_row, FALSE);
  else
    show_failure (self, error->code == BO_CATALOG_ERROR_REFUSED ? _ ("This is no address of a shop") : bo_catalog_error_to_title (error->code),
                  error);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
tested_cb (GObject      *source_object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (BoConnectionGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BoCatalogReport) report = bo_sync_test_finish (BO_SYNC (source_object), result, &error);

  /* Let go, by closing or by typing something else; another test may run. */
  if (bo_error_is_cancelled (error))
    return;
  g_clear_object (&self->test);
  update (self);
  if (report != NULL)
    show_report (self, report);
  else
    show_failure (self, error->domain == BO_CATALOG_ERROR ? bo_catalog_error_to_title (error->code) : _ ("The connection could not be tested"),
                  error);
  g_signal_emit (self, signals[TESTED], 0, report, error);
}

/* Closed, or gone with its window: a test under way holds a reference, so that this
 * comes long before dispose. */
static void
bo_connection_group_unroot (GtkWidget *widget)
{
  bo_connection_group_stop (BO_CONNECTION_GROUP (widget));

  GTK_WIDGET_CLASS (bo_connection_group_parent_class)->unroot (widget);
}

static void
bo_connection_group_dispose (GObject *object)
{
  BoConnectionGroup *self = BO_CONNECTION_GROUP (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), BO_TYPE_CONNECTION_GROUP);
  g_clear_object (&self->test);
  g_clear_object (&self->sync);

  G_OBJECT_CLASS (bo_connection_group_parent_class)->dispose (object);
}

static void
bo_connection_group_class_init (BoConnectionGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bo_connection_group_dispose;
  widget_class->unroot = bo_connection_group_unroot;
  signals[CHANGED] = g_signal_new ("changed", BO_TYPE_CONNECTION_GROUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[TESTED] = g_signal_new ("tested", BO_TYPE_CONNECTION_GROUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_ERROR);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/backorders/Backorders/bo-connection-group.ui");
  gtk_widget_class_bind_template_child (widget_class, BoConnectionGroup, address_row);
  gtk_widget_class_bind_template_child (widget_class, BoConnectionGroup, key_row);
  gtk_widget_class_bind_template_child (widget_class, BoConnectionGroup, secret_row);
  gtk_widget_class_bind_template_child (widget_class, BoConnectionGroup, test_spinner);
  gtk_widget_class_bind_template_child (widget_class, BoConnectionGroup, test_button);
  gtk_widget_class_bind_template_child (widget_class, BoConnectionGroup, result_row);
  gtk_widget_class_bind_template_child (widget_class, BoConnectionGroup, result_image);
  gtk_widget_class_bind_template_child (widget_class, BoConnectionGroup, result_title);
  gtk_widget_class_bind_template_child (widget_class, BoConnectionGroup, result_text);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, test_clicked_cb);
}

static void
bo_connection_group_init (BoConnectionGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}

/* Shows what @sync is connected with, if anything, and tests by it. */
void
bo_connection_group_set_sync (BoConnectionGroup *self,
                              BoSync            *sync)
{
  const BoShopConfig *config = bo_sync_get_config (sync);

  g_return_if_fail (BO_IS_CONNECTION_GROUP (self));

  g_set_object (&self->sync, sync);
  self->connected = config != NULL;
  if (config != NULL)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->address_row), config->address);
      gtk_editable_set_editable (GTK_EDITABLE (self->address_row), FALSE);
      adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self),
                                             _ ("Leave the keys empty to keep those that are stored. Disconnect this "
                                                "shop first to connect another."));
    }
  update (self);
}

/* Returns: (transfer full) (nullable): %NULL while something is missing or wrong */
char *
bo_connection_group_dup_address (BoConnectionGroup *self)
{
  g_return_val_if_fail (BO_IS_CONNECTION_GROUP (self), NULL);

  return check (self, NULL);
}

/* Returns: (nullable): %NULL: the one that is stored */
const char *
bo_connection_group_get_key (BoConnectionGroup *self)
{
  g_return_val_if_fail (BO_IS_CONNECTION_GROUP (self), NULL);

  return has_text (self->key_row) ? get_text (self->key_row) : NULL;
}

/* Returns: (nullable): %NULL: the one that is stored */
const char *
bo_connection_group_get_secret (BoConnectionGroup *self)
{
  g_return_val_if_fail (BO_IS_CONNECTION_GROUP (self), NULL);

  return has_text (self->secret_row) ? get_text (self->secret_row) : NULL;
}

/* Tries what is typed, if that is something to try. */
void
bo_connection_group_test (BoConnectionGroup *self)
{
  g_autofree char *address = NULL;

  g_return_if_fail (BO_IS_CONNECTION_GROUP (self));

  bo_connection_group_stop (self);
  address = check (self, NULL);
  if (address == NULL || self->sync == NULL)
    return;
  self->test = g_cancellable_new ();
  gtk_widget_set_visible (self->result_row, FALSE);
  update (self);
  bo_sync_test_async (self->sync, address, bo_connection_group_get_key (self), bo_connection_group_get_secret (self),
                      self->test, tested_cb, g_object_ref (self));
}

/* Lets go of a test under way. */
void
bo_connection_group_stop (BoConnectionGroup *self)
{
  g_return_if_fail (BO_IS_CONNECTION_GROUP (self));

  if (self->test != NULL)
    g_cancellable_cancel (self->test);
  g_clear_object (&self->test);
  if (self->test_button != NULL)
    update (self);
}

/* Where to begin to type. */
GtkWidget *
bo_connection_group_get_first_row (BoConnectionGroup *self)
{
  g_return_val_if_fail (BO_IS_CONNECTION_GROUP (self), NULL);

  return GTK_WIDGET (self->connected ? self->key_row : self->address_row);
}

GtkEditable *
bo_connection_group_get_entry (BoConnectionGroup *self,
                               const char        *name)
{
  g_return_val_if_fail (BO_IS_CONNECTION_GROUP (self), NULL);

  if (g_str_equal (name, "address"))
    return GTK_EDITABLE (self->address_row);

  return GTK_EDITABLE (g_str_equal (name, "key") ? self->key_row : self->secret_row);
}

gboolean
bo_connection_group_get_testing (BoConnectionGroup *self)
{
  g_return_val_if_fail (BO_IS_CONNECTION_GROUP (self), FALSE);

  return self->test != NULL;
}

/* Returns: (nullable): the heading of what is shown about what is typed */
const char *
bo_connection_group_get_result (BoConnectionGroup *self)
{
  g_return_val_if_fail (BO_IS_CONNECTION_GROUP (self), NULL);

  return gtk_widget_get_visible (self->result_row) ? gtk_label_get_label (self->result_title) : NULL;
}

/* What is said below that heading. */
const char *
bo_connection_group_get_result_text (BoConnectionGroup *self)
{
  g_return_val_if_fail (BO_IS_CONNECTION_GROUP (self), NULL);

  return gtk_label_get_label (self->result_text);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-dialog-frame"

#include "config.h"

#include "bo-dialog-frame.h"

#include "bo-banner.h"
#include "bo-compat.h"
#include "bo-dialog.h"
#include "bo-error-text.h"
#include "bo-form.h"

struct _BoDialogFrame
{
  AdwBin parent_instance;

  char    *title;
  char    *apply_label;
  gboolean can_apply;
  gboolean busy;
  gboolean destructive;

  GtkWidget *focus; /* (weak) (nullable): where the keyboard was before it was busy */

  /* Template children */
  GtkButton  *apply_button;
  GtkButton  *cancel_button;
  GtkSpinner *spinner;
  BoBanner   *banner;
  AdwBin     *content;
};

static void buildable_iface_init (GtkBuildableIface *iface);

/* clang-format off */
G_DEFINE_FINAL_TYPE_WITH_CODE (BoDialogFrame, bo_dialog_frame, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_iface_init))
/* clang-format on */

static GtkBuildableIface *parent_buildable_iface;

typedef enum
{
  PROP_APPLY_LABEL = 1,
  PROP_BUSY,
  PROP_CAN_APPLY,
  PROP_DESTRUCTIVE,
  PROP_TITLE,
} BoDialogFrameProperty;
static GParamSpec *properties[PROP_TITLE + 1];

static guint apply_signal;

static void
update_sensitive (BoDialogFrame *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->apply_button), self->can_apply && !self->busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->content), !self->busy);
  gtk_spinner_set_spinning (self->spinner, self->busy);
}

static void
cancel_clicked_cb (BoDialogFrame *self)
{
  bo_dialog_close (GTK_WIDGET (self));
}

/* A number that was typed counts, although the keyboard is still in it.  What it becomes
 * is to be looked at first, when that is another. */
static gboolean
take_typed_number (BoDialogFrame *self)
{
  GtkRoot   *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *spin = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_SPIN_BUTTON) : NULL;

  return spin == NULL || bo_form_take_typed (GTK_SPIN_BUTTON (spin));
}

static void
apply_clicked_cb (BoDialogFrame *self)
{
  if (take_typed_number (self) && self->can_apply && !self->busy)
    g_signal_emit (self, apply_signal, 0);
}

static gboolean
apply_key_cb (GtkWidget *widget,
              GVariant  *args,
              gpointer   user_data)
{
  apply_clicked_cb (BO_DIALOG_FRAME (widget));

  return TRUE;
}

static void
bo_dialog_frame_add_child (GtkBuildable *buildable,
                           GtkBuilder   *builder,
                           GObject      *child,
                           const char   *type)
{
  BoDialogFrame *self = BO_DIALOG_FRAME (buildable);

  if (type == NULL && self->content != NULL)
    bo_dialog_frame_set_content (self, GTK_WIDGET (child));
  else
    parent_buildable_iface->add_child (buildable, builder, child, type);
}

static void
buildable_iface_init (GtkBuildableIface *iface)
{
  parent_buildable_iface = g_type_interface_peek_parent (iface);
  iface->add_child = bo_dialog_frame_add_child;
}

static void
bo_dialog_frame_dispose (GObject *object)
{
  g_clear_weak_pointer (&BO_DIALOG_FRAME (object)->focus);
  gtk_widget_dispose_template (GTK_WIDGET (object), BO_TYPE_DIALOG_FRAME);

  G_OBJECT_CLASS (bo_dialog_frame_parent_class)->dispose (object);
}

static void
bo_dialog_frame_finalize (GObject *object)
{
  BoDialogFrame *self = BO_DIALOG_FRAME (object);

  g_free (self->title);
  g_free (self->apply_label);

  G_OBJECT_CLASS (bo_dialog_frame_parent_class)->finalize (object);
}

static void
bo_dialog_frame_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  BoDialogFrame *self = BO_DIALOG_FRAME (object);

  switch ((BoDialogFrameProperty) prop_id)
    {
    case PROP_APPLY_LABEL:
      g_value_set_string (value, self->apply_label);
      break;
    case PROP_BUSY:
      g_value_set_boolean (value, self->busy);
      break;
    case PROP_CAN_APPLY:
      g_value_set_boolean (value, self->can_apply);
      break;
    case PROP_DESTRUCTIVE:
      g_value_set_boolean (value, self->destructive);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
set_text (BoDialogFrame *self,
          char         **field,
          const char    *text,
          GParamSpec    *pspec)
{
  if (g_strcmp0 (*field, text) == 0)
    return;
  g_free (*field);
  *field = g_strdup (text);
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

static void
set_destructive (BoDialogFrame *self,
                 gboolean       destructive)
{
  if (self->destructive == destructive)
    return;
  self->destructive = destructive;
  gtk_widget_remove_css_class (GTK_WIDGET (self->apply_button),
                               destructive ? "suggested-action" : "destructive-action");
  gtk_widget_add_css_class (GTK_WIDGET (self->apply_button),
                            destructive ? "destructive-action" : "suggested-action");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DESTRUCTIVE]);
}

static void
bo_dialog_frame_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  BoDialogFrame *self = BO_DIALOG_FRAME (object);

  switch ((BoDialogFrameProperty) prop_id)
    {
    case PROP_APPLY_LABEL:
      set_text (self, &self->apply_label, g_value_get_string (value), pspec);
      break;
    case PROP_BUSY:
      bo_dialog_frame_set_busy (self, g_value_get_boolean (value));
      break;
    case PROP_CAN_APPLY:
      bo_dialog_frame_set_can_apply (self, g_value_get_boolean (value));
      break;
    case PROP_DESTRUCTIVE:
      set_destructive (self, g_value_get_boolean (value));
      break;
    case PROP_TITLE:
      set_text (self, &self->title, g_value_get_string (value), pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bo_dialog_frame_class_init (BoDialogFrameClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags     flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = bo_dialog_frame_dispose;
  object_class->finalize = bo_dialog_frame_finalize;
  object_class->get_property = bo_dialog_frame_get_property;
  object_class->set_property = bo_dialog_frame_set_property;

  properties[PROP_APPLY_LABEL] = g_param_spec_string ("apply-label", NULL, NULL, NULL, flags);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);
  properties[PROP_CAN_APPLY] = g_param_spec_boolean ("can-apply", NULL, NULL, TRUE, flags);
  properties[PROP_DESTRUCTIVE] = g_param_spec_boolean ("destructive", NULL, NULL, FALSE, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  apply_signal = g_signal_new ("apply", BO_TYPE_DIALOG_FRAME, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, apply_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, apply_key_cb, NULL);

  g_type_ensure (BO_TYPE_BANNER);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/backorders/Backorders/bo-dialog-frame.ui");
  gtk_widget_class_bind_template_child (widget_class, BoDialogFrame, apply_button);
  gtk_widget_class_bind_template_child (widget_class, BoDialogFrame, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, BoDialogFrame, spinner);
  gtk_widget_class_bind_template_child (widget_class, BoDialogFrame, banner);
  gtk_widget_class_bind_template_child (widget_class, BoDialogFrame, content);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, apply_clicked_cb);
}

static void
bo_dialog_frame_init (BoDialogFrame *self)
{
  self->can_apply = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
bo_dialog_frame_new (const char *title,
                     const char *apply_label)
{
  return g_object_new (BO_TYPE_DIALOG_FRAME, "title", title, "apply-label", apply_label, NULL);
}

void
bo_dialog_frame_set_content (BoDialogFrame *self,
                             GtkWidget     *content)
{
  g_return_if_fail (BO_IS_DIALOG_FRAME (self));

  adw_bin_set_child (self->content, content);
}

void
bo_dialog_frame_set_can_apply (BoDialogFrame *self,
                               gboolean       can_apply)
{
  g_return_if_fail (BO_IS_DIALOG_FRAME (self));

  if (self->can_apply == can_apply)
    return;
  self->can_apply = can_apply;
  update_sensitive (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_APPLY]);
}

/* Whether there is something left to cancel. */
void
bo_dialog_frame_set_can_cancel (BoDialogFrame *self,
                                gboolean       can_cancel)
{
  g_return_if_fail (BO_IS_DIALOG_FRAME (self));

  gtk_widget_set_visible (GTK_WIDGET (self->cancel_button), can_cancel);
}

/* What is insensitive loses the keyboard: it waits on the button that cancels, and goes
 * back when there is something to mend. */
static void
keep_focus (BoDialogFrame *self)
{
  GtkRoot   *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  g_clear_weak_pointer (&self->focus);
  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    return;
  g_set_weak_pointer (&self->focus, focus);
  gtk_root_set_focus (root, GTK_WIDGET (self->cancel_button));
}

static void
give_focus_back (BoDialogFrame *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  /* Not by grabbing, which selects all of a text, and the next key would delete it. */
  if (self->focus != NULL && root != NULL && gtk_root_get_focus (root) == GTK_WIDGET (self->cancel_button))
    gtk_root_set_focus (root, self->focus);
  g_clear_weak_pointer (&self->focus);
}

/* While it is, nothing of the content can be changed. */
void
bo_dialog_frame_set_busy (BoDialogFrame *self,
                          gboolean       busy)
{
  g_return_if_fail (BO_IS_DIALOG_FRAME (self));

  if (self->busy == busy)
    return;
  self->busy = busy;
  if (busy)
    {
      bo_banner_set_revealed (self->banner, FALSE);
      keep_focus (self);
    }
  update_sensitive (self);
  if (!busy)
    give_focus_back (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

gboolean
bo_dialog_frame_get_busy (BoDialogFrame *self)
{
  g_return_val_if_fail (BO_IS_DIALOG_FRAME (self), FALSE);

  return self->busy;
}

/* Says why it was not done; %NULL: nothing is wrong any more. */
void
bo_dialog_frame_show_error (BoDialogFrame *self,
                            const GError  *error)
{
  g_autofree char *text = error != NULL ? bo_error_text (error) : NULL;

  bo_dialog_frame_show_notice (self, text);
}

void
bo_dialog_frame_show_notice (BoDialogFrame *self,
                             const char    *text)
{
  g_return_if_fail (BO_IS_DIALOG_FRAME (self));

  if (text != NULL)
    {
      bo_banner_set_title (self->banner, text);
      bo_announce (GTK_WIDGET (self), text);
    }
  bo_banner_set_revealed (self->banner, text != NULL);
}

/* Returns: (nullable): what the banner tells now */
const char *
bo_dialog_frame_get_notice (BoDialogFrame *self)
{
  g_return_val_if_fail (BO_IS_DIALOG_FRAME (self), NULL);

  return bo_banner_get_revealed (self->banner) ? bo_banner_get_title (self->banner) : NULL;
}

GtkWidget *
bo_dialog_frame_get_apply_button (BoDialogFrame *self)
{
  g_return_val_if_fail (BO_IS_DIALOG_FRAME (self), NULL);

  return GTK_WIDGET (self->apply_button);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-completion"

#include "config.h"

#include "bo-completion.h"

#include <glib/gi18n.h>

#include "bo-format.h"

#define LIST_HEIGHT 240 /* pixels */

struct _BoCompletion
{
  GObject parent_instance;

  GtkWidget          *entry; /* (not owned) (nullable): owns this */
  BoCompletionKind    kind;
  BoCompletionModel  *model;     /* (owned) */
  GtkSingleSelection *selection; /* (owned) */
  GtkWidget          *popover;   /* (not owned) (nullable): a child of @entry */
  GtkWidget          *scroller;  /* (not owned): a descendant of @popover */
  gpointer            item;      /* (owned) (nullable): the one picked */
  gboolean            setting;   /* the text is being set by us */
  gboolean            chosen;    /* an arrow key was used on the list */
};

G_DEFINE_FINAL_TYPE (BoCompletion, bo_completion, G_TYPE_OBJECT)

enum
{
  SIGNAL_PICKED,
  SIGNAL_UNPICKED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static char *
get_item_text (gpointer item)
{
  if (BO_IS_PRODUCT (item))
    {
      const BoProductRecord *product = bo_product_get_record (item);

      return g_strdup (product->name != NULL && *product->name != '\0' ? product->name : product->sku);
    }

  return g_strdup (bo_customer_item_get_record (item)->name);
}

static char *
get_item_detail (gpointer item)
{
  char *detail = NULL;

  if (BO_IS_PRODUCT (item))
    {
      const BoProductRecord *product = bo_product_get_record (item);
      g_autofree char       *free_units = bo_format_units (product->on_hand - product->allocated);
      g_autofree char       *open_units = bo_format_units (product->open_units);

      /* Translators: SKU of a product, units that nobody has, units that customers wait for */
      return g_strdup_printf (_ ("%s · %s free · %s wanted"), product->sku, free_units, open_units);
    }
  g_object_get (item, "detail", &detail, NULL);

  return detail;
}

/* List */

static void
setup_cb (GtkListItemFactory *factory,
          GtkListItem        *list_item,
          gpointer            user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *detail = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (detail), 0);
  gtk_label_set_ellipsize (GTK_LABEL (detail), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (detail, "dim-label");
  gtk_widget_add_css_class (detail, "caption");
  gtk_widget_add_css_class (detail, "numeric");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), detail);
  gtk_list_item_set_child (list_item, box);
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *list_item,
         gpointer            user_data)
{
  gpointer         item = gtk_list_item_get_item (list_item);
  GtkWidget       *title = gtk_widget_get_first_child (gtk_list_item_get_child (list_item));
  GtkWidget       *detail = gtk_widget_get_next_sibling (title);
  g_autofree char *text = get_item_text (item);
  g_autofree char *detail_text = get_item_detail (item);

  gtk_label_set_label (GTK_LABEL (title), text != NULL ? text : "");
  gtk_label_set_label (GTK_LABEL (detail), detail_text != NULL ? detail_text : "");
  gtk_widget_set_visible (detail, detail_text != NULL && *detail_text != '\0');
}

static void
activate_cb (BoCompletion *self,
             guint         position)
{
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  if (item != NULL)
    bo_completion_pick (self, item);
}

static void
ensure_popover (BoCompletion *self)
{
  GtkWidget          *list;
  GtkListItemFactory *factory;

  if (self->popover != NULL)
    return;
  factory = gtk_signal_list_item_factory_new ();
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  list = gtk_list_view_new (GTK_SELECTION_MODEL (g_object_ref (self->selection)), factory);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (list), TRUE);
  gtk_widget_set_can_focus (list, FALSE);
  g_signal_connect_object (list, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);

  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scroller), LIST_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), list);

  self->popover = gtk_popover_new ();
  gtk_popover_set_autohide (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self->popover), GTK_POS_BOTTOM);
  gtk_popover_set_child (GTK_POPOVER (self->popover), self->scroller);
  gtk_widget_add_css_class (self->popover, "menu");
  gtk_widget_set_parent (self->popover, self->entry);
}

static void
update_popover (BoCompletion *self)
{
  gboolean show = self->item == NULL && self->entry != NULL && gtk_widget_get_mapped (self->entry) &&
                  g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0 &&
                  *gtk_editable_get_text (GTK_EDITABLE (self->entry)) != '\0';

  if (!show)
    {
      self->chosen = FALSE;
      if (self->popover != NULL)
        gtk_popover_popdown (GTK_POPOVER (self->popover));
      return;
    }
  ensure_popover (self);
  gtk_widget_set_size_request (self->scroller, MAX (gtk_widget_get_width (self->entry) - 24, 200), -1);
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

/* Entry */

static void
text_changed_cb (BoCompletion *self)
{
  if (self->setting || self->entry == NULL)
    return;
  if (self->item != NULL)
    {
      g_clear_object (&self->item);
      g_signal_emit (self, signals[SIGNAL_UNPICKED], 0);
    }
  self->chosen = FALSE;
  bo_completion_model_set_search (self->model, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  update_popover (self);
}

static gboolean
move (BoCompletion *self,
      int           by)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  guint selected = gtk_single_selection_get_selected (self->selection);
  guint next;

  if (n_items == 0)
    return FALSE;
  if (selected == GTK_INVALID_LIST_POSITION)
    next = by > 0 ? 0 : n_items - 1;
  else
    next = (selected + n_items + (guint) by) % n_items;
  self->chosen = TRUE;
  gtk_single_selection_set_selected (self->selection, next);
  gtk_widget_activate_action (gtk_widget_get_first_child (self->scroller), "list.scroll-to-item", "u", next);

  return TRUE;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                BoCompletion          *self)
{
  if (self->popover == NULL || !gtk_widget_get_visible (self->popover))
    return FALSE;
  switch (keyval)
    {
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      return move (self, 1);
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      return move (self, -1);
    case GDK_KEY_Escape:
      gtk_popover_popdown (GTK_POPOVER (self->popover));
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if ((state & GDK_CONTROL_MASK) != 0 || !self->chosen)
        return FALSE;
      activate_cb (self, gtk_single_selection_get_selected (self->selection));
      return TRUE;
    default:
      return FALSE;
    }
}

static void
focus_left_cb (BoCompletion *self)
{
  if (self->popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->popover));
}

/* The list is unparented while the entry is being taken apart, and not after. */
static void
entry_destroyed_cb (BoCompletion *self)
{
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  self->entry = NULL;
}

static void
bo_completion_dispose (GObject *object)
{
  BoCompletion *self = BO_COMPLETION (object);

  g_clear_pointer (&self->popover, gtk_widget_unparent);
  self->entry = NULL;
  g_clear_object (&self->item);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (bo_completion_parent_class)->dispose (object);
}

static void
bo_completion_class_init (BoCompletionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bo_completion_dispose;

  signals[SIGNAL_PICKED] = g_signal_new ("picked", BO_TYPE_COMPLETION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_OBJECT);
  signals[SIGNAL_UNPICKED] = g_signal_new ("unpicked", BO_TYPE_COMPLETION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 0);
}

static void
bo_completion_init (BoCompletion *self)
{
}

/**
 * bo_completion_new:
 * @entry: a widget to type into
 * @service: what is searched
 * @kind: what is looked for
 *
 * Returns: (transfer full): a completion, to be dropped with or before @entry
 */
BoCompletion *
bo_completion_new (GtkEditable     *entry,
                   BoService       *service,
                   BoCompletionKind kind)
{
  BoCompletion       *self = g_object_new (BO_TYPE_COMPLETION, NULL);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->entry = GTK_WIDGET (entry);
  self->kind = kind;
  self->model = bo_completion_model_new (service, kind);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->model)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, 0);
  gtk_widget_add_controller (self->entry, keys);
  g_signal_connect_object (focus, "leave", G_CALLBACK (focus_left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->entry, focus);
  g_signal_connect_object (entry, "changed", G_CALLBACK (text_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "destroy", G_CALLBACK (entry_destroyed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "items-changed", G_CALLBACK (update_popover), self, G_CONNECT_SWAPPED);

  return self;
}

/* Returns: (transfer none) (nullable): what the text of the entry is */
gpointer
bo_completion_get_item (BoCompletion *self)
{
  g_return_val_if_fail (BO_IS_COMPLETION (self), NULL);

  return self->item;
}

/* Returns: (transfer none) (nullable): the item that was chosen on the list by an arrow key */
gpointer
bo_completion_get_chosen (BoCompletion *self)
{
  g_return_val_if_fail (BO_IS_COMPLETION (self), NULL);

  return self->chosen ? gtk_single_selection_get_selected_item (self->selection) : NULL;
}

/* Returns: (transfer full) (nullable): the one item that matches, if there is no second */
gpointer
bo_completion_get_only (BoCompletion *self)
{
  g_return_val_if_fail (BO_IS_COMPLETION (self), NULL);

  if (bo_completion_model_get_loading (self->model) || g_list_model_get_n_items (G_LIST_MODEL (self->model)) != 1)
    return NULL;

  return g_list_model_get_item (G_LIST_MODEL (self->model), 0);
}

/* Makes the text of the entry @item's. */
void
bo_completion_pick (BoCompletion *self,
                    gpointer      item)
{
  g_autofree char *text = NULL;

  g_return_if_fail (BO_IS_COMPLETION (self));
  g_return_if_fail (G_IS_OBJECT (item));

  text = get_item_text (item);
  g_set_object (&self->item, item);
  self->setting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text != NULL ? text : "");
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  self->setting = FALSE;
  update_popover (self);
  g_signal_emit (self, signals[SIGNAL_PICKED], 0, item);
}

/* Empties the entry. */
void
bo_completion_clear (BoCompletion *self)
{
  g_return_if_fail (BO_IS_COMPLETION (self));

  g_clear_object (&self->item);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  update_popover (self);
}

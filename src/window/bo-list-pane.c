/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-list-pane"

#include "config.h"

#include "bo-list-pane.h"

#include <glib/gi18n.h>

#include "bo-banner.h"
#include "bo-error-text.h"

/* A list that is there sooner than this shows no spinner, which would only flash. */
#define SPINNER_DELAY_MS 250

struct _BoListPane
{
  AdwBin parent_instance;

  BoLazyModel *model; /* (owned) (nullable) */
  char        *title;
  char        *subtitle;
  char        *placeholder;
  char        *search;
  char        *empty_title;
  char        *empty_description;
  char        *empty_icon;
  gboolean     filtered;
  guint        spinner_id;
  gboolean     show_first;    /* once the next rows are there */
  const char  *notice_action; /* static (nullable) */

  GtkWidget *empty_page;   /* (not owned) (nullable): made when it is first needed */
  GtkWidget *empty_button; /* (owned) (nullable) */

  /* Template children */
  AdwHeaderBar   *header_bar;
  AdwWindowTitle *window_title;
  GtkMenuButton  *pages_button;
  BoBanner       *notice;
  GtkSearchEntry *search_entry;
  GtkBox         *tools;
  GtkMenuButton  *view_button;
  GtkBox         *chips;
  BoBanner       *banner;
  GtkStack       *stack;
  GtkSpinner     *spinner;
  BoTable        *table;
  GtkLabel       *total_label;
};

static void buildable_iface_init (GtkBuildableIface *iface);

/* clang-format off */
G_DEFINE_FINAL_TYPE_WITH_CODE (BoListPane, bo_list_pane, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_iface_init))
/* clang-format on */

static GtkBuildableIface *parent_buildable_iface;

typedef enum
{
  PROP_EMPTY_DESCRIPTION = 1,
  PROP_EMPTY_ICON,
  PROP_EMPTY_TITLE,
  PROP_PLACEHOLDER,
  PROP_SEARCH,
  PROP_SUBTITLE,
  PROP_TITLE,
} BoListPaneProperty;
static GParamSpec *properties[PROP_TITLE + 1];

static guint clear_signal;

static char **
get_field (BoListPane        *self,
           BoListPaneProperty property)
{
  switch (property)
    {
    case PROP_EMPTY_DESCRIPTION:
      return &self->empty_description;
    case PROP_EMPTY_ICON:
      return &self->empty_icon;
    case PROP_EMPTY_TITLE:
      return &self->empty_title;
    case PROP_PLACEHOLDER:
      return &self->placeholder;
    case PROP_SEARCH:
      return &self->search;
    case PROP_SUBTITLE:
      return &self->subtitle;
    case PROP_TITLE:
      return &self->title;
    default:
      g_return_val_if_reached (NULL);
    }
}

/* States */

static gboolean
spinner_cb (gpointer user_data)
{
  BoListPane *self = user_data;

  self->spinner_id = 0;
  gtk_spinner_set_spinning (self->spinner, TRUE);

  return G_SOURCE_REMOVE;
}

static void
set_spinning (BoListPane *self,
              gboolean    spinning)
{
  if (spinning && self->spinner_id == 0 && !gtk_spinner_get_spinning (self->spinner))
    self->spinner_id = g_timeout_add (SPINNER_DELAY_MS, spinner_cb, self);
  else if (!spinning)
    {
      g_clear_handle_id (&self->spinner_id, g_source_remove);
      gtk_spinner_set_spinning (self->spinner, FALSE);
    }
}

static void
clear_cb (BoListPane *self)
{
  bo_list_pane_set_search (self, "");
  g_signal_emit (self, clear_signal, 0);
}

static void
retry_cb (BoListPane *self)
{
  if (self->model != NULL)
    bo_lazy_model_reload (self->model);
}

/* The pages for what is rare are made when they are first needed. */
static void
ensure_page (BoListPane *self,
             const char *name)
{
  GtkWidget *page;

  if (gtk_stack_get_child_by_name (self->stack, name) != NULL)
    return;

  page = adw_status_page_new ();
  if (g_str_equal (name, "empty"))
    {
      adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), self->empty_icon);
      adw_status_page_set_title (ADW_STATUS_PAGE (page), self->empty_title);
      adw_status_page_set_description (ADW_STATUS_PAGE (page), self->empty_description);
      if (self->empty_button != NULL)
        adw_status_page_set_child (ADW_STATUS_PAGE (page), self->empty_button);
    }
  else
    {
      gboolean   no_match = g_str_equal (name, "no-match");
      GtkWidget *button = gtk_button_new_with_mnemonic (no_match ? _ ("_Show All") : _ ("_Retry"));

      gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (button, "pill");
      g_signal_connect_object (button, "clicked", no_match ? G_CALLBACK (clear_cb) : G_CALLBACK (retry_cb),
                               self, G_CONNECT_SWAPPED);
      adw_status_page_set_icon_name (ADW_STATUS_PAGE (page),
                                     no_match ? "edit-find-symbolic" : "dialog-warning-symbolic");
      adw_status_page_set_title (ADW_STATUS_PAGE (page), no_match ? _ ("Nothing Matches") : _ ("The List Did Not Load"));
      if (no_match)
        adw_status_page_set_description (ADW_STATUS_PAGE (page), _ ("Try other words or other filters."));
      adw_status_page_set_child (ADW_STATUS_PAGE (page), button);
    }
  gtk_stack_add_named (self->stack, page, name);
}

static void
update_state (BoListPane *self)
{
  const GError *error = bo_lazy_model_get_error (self->model);
  gboolean      some = g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0;
  const char   *state;

  if (some)
    state = "list";
  else if (error != NULL)
    state = "error";
  else if (!bo_lazy_model_get_loaded_once (self->model))
    state = "loading";
  else if (self->filtered || (self->search != NULL && *self->search != '\0'))
    state = "no-match";
  else
    state = "empty";

  if (self->show_first && !bo_lazy_model_get_loading (self->model))
    {
      self->show_first = FALSE;
      bo_table_show_first (self->table);
    }
  set_spinning (self, g_str_equal (state, "loading"));
  ensure_page (self, state);
  if (error != NULL)
    {
      g_autofree char *text = bo_error_text (error);

      g_autofree char *markup = g_markup_escape_text (text, -1);

      if (!some)
        adw_status_page_set_description (ADW_STATUS_PAGE (gtk_stack_get_child_by_name (self->stack, "error")), markup);
      bo_banner_set_title (self->banner, text);
    }
  bo_banner_set_revealed (self->banner, error != NULL && some);
  /* What is shown stays while the next answer is on its way. */
  if (some || !bo_lazy_model_get_loading (self->model) || g_str_equal (state, "loading"))
    gtk_stack_set_visible_child_name (self->stack, state);
}

/* Template callbacks */

static void
notice_clicked_cb (BoListPane *self)
{
  if (self->notice_action != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), self->notice_action, NULL);
}

static void
search_changed_cb (BoListPane *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));

  if (g_strcmp0 (self->search, text) == 0)
    return;
  g_free (self->search);
  self->search = g_strdup (text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCH]);
}

static void
stop_search_cb (BoListPane *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search_entry)) != '\0')
    bo_list_pane_set_search (self, "");
  else
    bo_table_grab_focus (self->table);
}

static void
search_activate_cb (BoListPane *self)
{
  search_changed_cb (self);
  if (g_str_equal (bo_list_pane_get_state (self), "list"))
    bo_table_grab_focus (self->table);
}

static void
bo_list_pane_add_child (GtkBuildable *buildable,
                        GtkBuilder   *builder,
                        GObject      *child,
                        const char   *type)
{
  BoListPane *self = BO_LIST_PANE (buildable);

  if (g_strcmp0 (type, "start") == 0)
    adw_header_bar_pack_start (self->header_bar, GTK_WIDGET (child));
  else if (g_strcmp0 (type, "end") == 0)
    adw_header_bar_pack_end (self->header_bar, GTK_WIDGET (child));
  else if (g_strcmp0 (type, "tool") == 0)
    gtk_box_insert_child_after (self->tools, GTK_WIDGET (child),
                                gtk_widget_get_prev_sibling (GTK_WIDGET (self->view_button)));
  else if (g_strcmp0 (type, "chip") == 0)
    gtk_box_append (self->chips, GTK_WIDGET (child));
  else if (g_strcmp0 (type, "empty") == 0)
    g_set_object (&self->empty_button, GTK_WIDGET (child));
  else
    parent_buildable_iface->add_child (buildable, builder, child, type);
}

static void
buildable_iface_init (GtkBuildableIface *iface)
{
  parent_buildable_iface = g_type_interface_peek_parent (iface);
  iface->add_child = bo_list_pane_add_child;
}

static void
bo_list_pane_dispose (GObject *object)
{
  BoListPane *self = BO_LIST_PANE (object);

  g_clear_handle_id (&self->spinner_id, g_source_remove);
  g_clear_object (&self->empty_button);
  gtk_widget_dispose_template (GTK_WIDGET (self), BO_TYPE_LIST_PANE);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (bo_list_pane_parent_class)->dispose (object);
}

static void
bo_list_pane_finalize (GObject *object)
{
  for (guint i = PROP_EMPTY_DESCRIPTION; i <= PROP_TITLE; i++)
    g_free (*get_field (BO_LIST_PANE (object), i));

  G_OBJECT_CLASS (bo_list_pane_parent_class)->finalize (object);
}

static void
bo_list_pane_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  g_value_set_string (value, *get_field (BO_LIST_PANE (object), prop_id));
}

static void
bo_list_pane_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  BoListPane *self = BO_LIST_PANE (object);
  char      **field = get_field (self, prop_id);
  const char *text = g_value_get_string (value);

  if (prop_id == PROP_SEARCH)
    {
      bo_list_pane_set_search (self, text);
      return;
    }
  if (g_strcmp0 (*field, text) == 0)
    return;
  g_free (*field);
  *field = g_strdup (text);
  g_object_notify_by_pspec (object, pspec);
}

static void
bo_list_pane_class_init (BoListPaneClass *klass)
{
  static const char *names[] = { "empty-description", "empty-icon", "empty-title", "placeholder",
                                 "search", "subtitle", "title" };
  GObjectClass      *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass    *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bo_list_pane_dispose;
  object_class->finalize = bo_list_pane_finalize;
  object_class->get_property = bo_list_pane_get_property;
  object_class->set_property = bo_list_pane_set_property;

  for (guint i = PROP_EMPTY_DESCRIPTION; i <= PROP_TITLE; i++)
    properties[i] = g_param_spec_string (names[i - 1], NULL, NULL, NULL,
                                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  clear_signal = g_signal_new ("clear", BO_TYPE_LIST_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (BO_TYPE_BANNER);
  g_type_ensure (BO_TYPE_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/backorders/Backorders/bo-list-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, BoListPane, header_bar);
  gtk_widget_class_bind_template_child (widget_class, BoListPane, window_title);
  gtk_widget_class_bind_template_child (widget_class, BoListPane, pages_button);
  gtk_widget_class_bind_template_child (widget_class, BoListPane, notice);
  gtk_widget_class_bind_template_child (widget_class, BoListPane, search_entry);
  gtk_widget_class_bind_template_child (widget_class, BoListPane, tools);
  gtk_widget_class_bind_template_child (widget_class, BoListPane, view_button);
  gtk_widget_class_bind_template_child (widget_class, BoListPane, chips);
  gtk_widget_class_bind_template_child (widget_class, BoListPane, banner);
  gtk_widget_class_bind_template_child (widget_class, BoListPane, stack);
  gtk_widget_class_bind_template_child (widget_class, BoListPane, spinner);
  gtk_widget_class_bind_template_child (widget_class, BoListPane, table);
  gtk_widget_class_bind_template_child (widget_class, BoListPane, total_label);
  gtk_widget_class_bind_template_callback (widget_class, notice_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
}

static void
bo_list_pane_init (BoListPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Who types a name looks for it. */
  gtk_search_entry_set_key_capture_widget (self->search_entry, GTK_WIDGET (self));
}

/**
 * bo_list_pane_set_model:
 * @self: a #BoListPane
 * @model: what is listed
 * @selection: around @model
 *
 * To be called once, after the columns of the table are set.
 */
void
bo_list_pane_set_model (BoListPane        *self,
                        BoLazyModel       *model,
                        GtkSelectionModel *selection)
{
  g_return_if_fail (BO_IS_LIST_PANE (self));
  g_return_if_fail (self->model == NULL);

  g_set_object (&self->model, model);
  bo_table_set_model (self->table, selection);
  g_signal_connect_object (model, "notify::loading", G_CALLBACK (update_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "notify::error", G_CALLBACK (update_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "notify::n-items", G_CALLBACK (update_state), self, G_CONNECT_SWAPPED);
  update_state (self);
}

BoTable *
bo_list_pane_get_table (BoListPane *self)
{
  g_return_val_if_fail (BO_IS_LIST_PANE (self), NULL);

  return self->table;
}

/**
 * bo_list_pane_set_notice:
 * @self: a #BoListPane
 * @text: (nullable): what there is to know as long as the window is open; %NULL: nothing
 * @button_label: (nullable): what can be done about it
 * @action: (nullable): static; does it
 */
void
bo_list_pane_set_notice (BoListPane *self,
                         const char *text,
                         const char *button_label,
                         const char *action)
{
  g_return_if_fail (BO_IS_LIST_PANE (self));

  self->notice_action = action;
  bo_banner_set_title (self->notice, text);
  bo_banner_set_button_label (self->notice, button_label);
  bo_banner_set_revealed (self->notice, text != NULL);
}

/* Returns: (nullable): what the notice says */
const char *
bo_list_pane_get_notice (BoListPane *self)
{
  g_return_val_if_fail (BO_IS_LIST_PANE (self), NULL);

  return bo_banner_get_revealed (self->notice) ? bo_banner_get_title (self->notice) : NULL;
}

/* The menu of pages, for while it is narrow; hidden until then. */
GtkMenuButton *
bo_list_pane_get_pages_button (BoListPane *self)
{
  g_return_val_if_fail (BO_IS_LIST_PANE (self), NULL);

  return self->pages_button;
}

/* The menu of how to look at the table. */
GtkMenuButton *
bo_list_pane_get_view_button (BoListPane *self)
{
  g_return_val_if_fail (BO_IS_LIST_PANE (self), NULL);

  return self->view_button;
}

/* At once, without the delay that typing has. */
void
bo_list_pane_set_search (BoListPane *self,
                         const char *search)
{
  g_return_if_fail (BO_IS_LIST_PANE (self));

  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), search != NULL ? search : "");
  search_changed_cb (self);
}

const char *
bo_list_pane_get_search (BoListPane *self)
{
  g_return_val_if_fail (BO_IS_LIST_PANE (self), NULL);

  return self->search;
}

/* Whether more than the search narrows the list, which the chips tell. */
void
bo_list_pane_set_filtered (BoListPane *self,
                           gboolean    filtered)
{
  g_return_if_fail (BO_IS_LIST_PANE (self));

  self->filtered = filtered;
  gtk_widget_set_visible (GTK_WIDGET (self->chips), filtered);
  if (self->model != NULL)
    update_state (self);
}

/* The total row; %NULL hides it. */
void
bo_list_pane_set_total (BoListPane *self,
                        const char *total)
{
  g_return_if_fail (BO_IS_LIST_PANE (self));

  gtk_label_set_label (self->total_label, total != NULL ? total : "");
  gtk_widget_set_visible (GTK_WIDGET (self->total_label), total != NULL);
}

/* Which of the window's buttons its header bar shows. */
void
bo_list_pane_set_controls (BoListPane *self,
                           gboolean    start,
                           gboolean    end)
{
  g_return_if_fail (BO_IS_LIST_PANE (self));

  adw_header_bar_set_show_start_title_buttons (self->header_bar, start);
  adw_header_bar_set_show_end_title_buttons (self->header_bar, end);
}

void
bo_list_pane_show_first (BoListPane *self)
{
  g_return_if_fail (BO_IS_LIST_PANE (self));

  self->show_first = TRUE;
}

void
bo_list_pane_focus_search (BoListPane *self)
{
  g_return_if_fail (BO_IS_LIST_PANE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

const char *
bo_list_pane_get_state (BoListPane *self)
{
  g_return_val_if_fail (BO_IS_LIST_PANE (self), NULL);

  return gtk_stack_get_visible_child_name (self->stack);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-list-page"

#include "config.h"

#include "bo-list-page.h"

#include "bo-split-view.h"

typedef struct
{
  BoCommander        *commander; /* (owned) (nullable): its service formats the cells */
  BoLazyModel        *model;     /* (owned) (nullable) */
  BoIdSelection      *selection; /* (owned) (nullable) */
  GSimpleActionGroup *actions;   /* (owned) (nullable) */
  gboolean            narrow;
  gboolean            ready;
  gboolean            started; /* the model is asked */

  gboolean in_detail; /* the detail is what was asked for last */

  BoSplitView *split_view; /* (not owned): descendants */
  BoListPane  *list;       /* (nullable) */
  GtkWidget   *detail;     /* (nullable) */
} BoListPagePrivate;

static void buildable_iface_init (GtkBuildableIface *iface);

/* clang-format off */
G_DEFINE_ABSTRACT_TYPE_WITH_CODE (BoListPage, bo_list_page, ADW_TYPE_BIN,
                                  G_ADD_PRIVATE (BoListPage)
                                  G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_iface_init))
/* clang-format on */

#define PRIV(self) ((BoListPagePrivate *) bo_list_page_get_instance_private (self))

static GtkBuildableIface *parent_buildable_iface;

typedef enum
{
  PROP_NARROW = 1,
  PROP_READY,
} BoListPageProperty;
static GParamSpec *properties[PROP_READY + 1];

static BoTable *
get_table (BoListPage *self)
{
  return bo_list_pane_get_table (PRIV (self)->list);
}

static void
set_narrow (BoListPage *self,
            gboolean    narrow)
{
  BoListPagePrivate *priv = PRIV (self);

  if (priv->narrow == narrow)
    return;
  priv->narrow = narrow;
  bo_split_view_set_collapsed (priv->split_view, narrow);
  gtk_widget_set_visible (GTK_WIDGET (bo_list_pane_get_pages_button (priv->list)), narrow);
  bo_list_pane_set_controls (priv->list, narrow, narrow);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

static void
show_detail (BoListPage *self,
             gboolean    show)
{
  PRIV (self)->in_detail = show;
  bo_split_view_set_show_content (PRIV (self)->split_view, show);
}

/* Totals are waited for where the model has them. */
static gboolean
is_ready (BoLazyModel *model)
{
  if (bo_lazy_model_get_error (model) != NULL)
    return TRUE;

  return bo_lazy_model_get_loaded_once (model) &&
         (BO_LAZY_MODEL_GET_CLASS (model)->total_async == NULL || bo_lazy_model_get_totals (model) != NULL);
}

static void
update_cb (BoListPage *self)
{
  BoListPagePrivate *priv = PRIV (self);
  g_autofree char   *total = NULL;

  if (g_list_model_get_n_items (G_LIST_MODEL (priv->model)) > 0)
    total = BO_LIST_PAGE_GET_CLASS (self)->dup_total (self);
  bo_list_pane_set_total (priv->list, total);
  if (priv->ready || !is_ready (priv->model))
    return;
  priv->ready = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READY]);
}

/* Callbacks */

static void
clear_cb (BoListPage *self)
{
  BO_LIST_PAGE_GET_CLASS (self)->clear_filters (self);
}

static void
search_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  BoListPagePrivate *priv = PRIV (user_data);

  show_detail (user_data, FALSE);
  bo_list_pane_focus_search (priv->list);
}

static void
activate_cb (BoListPage *self,
             guint       position)
{
  BoListPagePrivate *priv = PRIV (self);

  bo_id_selection_set_selected (priv->selection, position);
  show_detail (self, TRUE);
  /* The list, with the keyboard in it, is gone then. */
  if (priv->narrow)
    gtk_widget_child_focus (priv->detail, GTK_DIR_TAB_FORWARD);
}

static void
back_cb (BoListPage *self)
{
  show_detail (self, FALSE);
  bo_table_grab_focus (get_table (self));
}

/* Where the detail stands in the place of the list. */
static gboolean
back_key_cb (GtkWidget *widget,
             GVariant  *args,
             gpointer   user_data)
{
  BoListPage *self = BO_LIST_PAGE (widget);

  if (!PRIV (self)->narrow || !PRIV (self)->in_detail)
    return FALSE;
  back_cb (self);

  return TRUE;
}

static void
bo_list_page_add_child (GtkBuildable *buildable,
                        GtkBuilder   *builder,
                        GObject      *child,
                        const char   *type)
{
  BoListPage        *self = BO_LIST_PAGE (buildable);
  BoListPagePrivate *priv = PRIV (self);

  if (g_strcmp0 (type, "list") == 0)
    {
      priv->list = BO_LIST_PANE (child);
      bo_split_view_set_sidebar (priv->split_view, GTK_WIDGET (child));
      g_signal_connect_object (child, "clear", G_CALLBACK (clear_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (child, "notify::search", G_CALLBACK (bo_list_page_query_changed), self, G_CONNECT_SWAPPED);
    }
  else if (g_strcmp0 (type, "detail") == 0)
    {
      priv->detail = GTK_WIDGET (child);
      bo_split_view_set_content (priv->split_view, priv->detail);
      g_object_bind_property (self, "narrow", child, "show-back", 0);
      g_signal_connect_object (child, "back", G_CALLBACK (back_cb), self, G_CONNECT_SWAPPED);
    }
  else
    parent_buildable_iface->add_child (buildable, builder, child, type);
}

static void
buildable_iface_init (GtkBuildableIface *iface)
{
  parent_buildable_iface = g_type_interface_peek_parent (iface);
  iface->add_child = bo_list_page_add_child;
}

static void
bo_list_page_dispose (GObject *object)
{
  BoListPagePrivate *priv = PRIV (BO_LIST_PAGE (object));

  g_clear_object (&priv->actions);
  g_clear_object (&priv->selection);
  g_clear_object (&priv->model);
  g_clear_object (&priv->commander);

  G_OBJECT_CLASS (bo_list_page_parent_class)->dispose (object);
}

static void
bo_list_page_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  BoListPagePrivate *priv = PRIV (BO_LIST_PAGE (object));

  switch ((BoListPageProperty) prop_id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, priv->narrow);
      break;
    case PROP_READY:
      g_value_set_boolean (value, priv->ready);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bo_list_page_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  switch ((BoListPageProperty) prop_id)
    {
    case PROP_NARROW:
      set_narrow (BO_LIST_PAGE (object), g_value_get_boolean (value));
      break;
    case PROP_READY: /* read-only */
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bo_list_page_class_init (BoListPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = bo_list_page_dispose;
  object_class->get_property = bo_list_page_get_property;
  object_class->set_property = bo_list_page_set_property;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_READY] = g_param_spec_boolean ("ready", NULL, NULL, FALSE,
                                                 G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_add_binding (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, back_key_cb, NULL);
  gtk_widget_class_add_binding (GTK_WIDGET_CLASS (klass), GDK_KEY_Left, GDK_ALT_MASK, back_key_cb, NULL);
  g_type_ensure (BO_TYPE_LIST_PANE);
}

static void
bo_list_page_init (BoListPage *self)
{
  BoListPagePrivate *priv = PRIV (self);

  priv->split_view = BO_SPLIT_VIEW (bo_split_view_new ());
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (priv->split_view));
}

/**
 * bo_list_page_set_up:
 * @self: a #BoListPage, whose children are there
 * @commander: gets the commands; its service is read
 * @settings: of the application
 * @model: what is listed; nothing is asked of it yet
 * @width: about how wide the page is going to be
 *
 * For the constructor functions of subclasses, once.
 */
void
bo_list_page_set_up (BoListPage  *self,
                     BoCommander *commander,
                     GSettings   *settings,
                     BoLazyModel *model,
                     int          width)
{
  BoListPagePrivate *priv = PRIV (self);
  const BoView      *view = BO_LIST_PAGE_GET_CLASS (self)->view;
  BoTable           *table = get_table (self);
  g_autoptr (BoHeadModel) head = bo_head_model_new (BO_ID_MODEL (model), BO_TABLE_N_HEAD);
  const GActionEntry search = { .name = "search", .activate = search_cb };

  g_return_if_fail (BO_IS_LIST_PAGE (self) && priv->model == NULL);

  g_set_object (&priv->commander, commander);
  g_set_object (&priv->model, model);
  priv->selection = bo_id_selection_new (BO_ID_MODEL (head));
  bo_table_open_later (table, head);

  g_settings_bind (settings, "detail-width", priv->split_view, "content-width", G_SETTINGS_BIND_DEFAULT);
  bo_table_set_width_hint (table, width - bo_split_view_get_content_width (priv->split_view));
  bo_table_set_columns (table, view->columns, view->n_columns, bo_commander_get_service (commander));

  priv->actions = g_simple_action_group_new ();
  bo_list_page_add_actions (self, &search, 1);
  bo_view_actions_add (priv->actions, view, settings, table, bo_list_pane_get_view_button (priv->list));
  g_signal_connect_object (priv->actions, "action-state-changed::sort", G_CALLBACK (bo_list_page_query_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (priv->actions, "action-state-changed::descending", G_CALLBACK (bo_list_page_query_changed), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_insert_action_group (GTK_WIDGET (self), view->name, G_ACTION_GROUP (priv->actions));

  g_signal_connect_object (model, "notify::n-items", G_CALLBACK (update_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "notify::totals", G_CALLBACK (update_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "notify::loaded-once", G_CALLBACK (update_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "notify::error", G_CALLBACK (update_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (table, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);
}

/* Adds actions to its group; they are given @self as user data. */
void
bo_list_page_add_actions (BoListPage         *self,
                          const GActionEntry *entries,
                          guint               n_entries)
{
  g_action_map_add_action_entries (G_ACTION_MAP (PRIV (self)->actions), entries, (int) n_entries, self);
}

/* Asks the model, and shows what it has: when all actions are there. */
void
bo_list_page_start (BoListPage *self)
{
  BoListPagePrivate *priv = PRIV (self);

  g_return_if_fail (BO_IS_LIST_PAGE (self) && priv->model != NULL);

  priv->started = TRUE;
  bo_list_page_query_changed (self);
  bo_list_pane_set_model (priv->list, priv->model, GTK_SELECTION_MODEL (priv->selection));
  bo_list_pane_set_controls (priv->list, FALSE, FALSE);
  update_cb (self);
}

/* The change-state handler of an action that filters. */
void
bo_list_page_change_filter_cb (GSimpleAction *action,
                               GVariant      *value,
                               gpointer       list_page)
{
  g_simple_action_set_state (action, value);
  bo_list_page_query_changed (list_page);
}

/* What is asked for is another thing now. */
void
bo_list_page_query_changed (BoListPage *self)
{
  BoListPagePrivate *priv = PRIV (self);

  if (!priv->started)
    return;
  BO_LIST_PAGE_GET_CLASS (self)->query_changed (self);
  /* Not before: the page may show what it has once more before it asks. */
  if (bo_lazy_model_get_loading (priv->model))
    bo_list_pane_show_first (priv->list);
}

/* Returns: (transfer full): the state of one of its actions */
GVariant *
bo_list_page_get_action_state (BoListPage *self,
                               const char *name)
{
  return g_action_group_get_action_state (G_ACTION_GROUP (PRIV (self)->actions), name);
}

void
bo_list_page_change_action_state (BoListPage *self,
                                  const char *name,
                                  GVariant   *value)
{
  g_action_group_change_action_state (G_ACTION_GROUP (PRIV (self)->actions), name, value);
}

/* Returns: (transfer full) (nullable): what is searched for */
char *
bo_list_page_dup_search (BoListPage *self)
{
  const char *search = bo_list_pane_get_search (PRIV (self)->list);

  return search != NULL && *search != '\0' ? g_strdup (search) : NULL;
}

/* Returns: the name of the sort in force */
const char *
bo_list_page_get_sort (BoListPage *self,
                       gboolean   *descending)
{
  g_autoptr (GVariant) sort = bo_list_page_get_action_state (self, "sort");
  g_autoptr (GVariant) reverse = bo_list_page_get_action_state (self, "descending");

  *descending = g_variant_get_boolean (reverse);

  /* The action keeps it. */
  return g_variant_get_string (sort, NULL);
}

/* Selects a row, and shows it even where list and detail take turns. */
void
bo_list_page_select (BoListPage *self,
                     gint64      id)
{
  BoListPagePrivate *priv = PRIV (self);
  guint              position;

  g_return_if_fail (BO_IS_LIST_PAGE (self));

  bo_id_selection_set_selected_id (priv->selection, id);
  show_detail (self, TRUE);
  if (bo_id_model_find_position (BO_ID_MODEL (priv->model), id, &position))
    bo_table_scroll_to (get_table (self), position);
}

/* The keyboard goes to the list, or to what stands in its place; to the search, where there
 * are no rows. */
void
bo_list_page_grab_focus (BoListPage *self)
{
  BoListPagePrivate *priv = PRIV (self);

  g_return_if_fail (BO_IS_LIST_PAGE (self));

  if (priv->narrow && priv->in_detail)
    gtk_widget_child_focus (priv->detail, GTK_DIR_TAB_FORWARD);
  else if (g_str_equal (bo_list_pane_get_state (priv->list), "list"))
    bo_table_grab_focus (get_table (self));
  else
    bo_list_pane_focus_search (priv->list);
}

gboolean
bo_list_page_get_ready (BoListPage *self)
{
  g_return_val_if_fail (BO_IS_LIST_PAGE (self), FALSE);

  return PRIV (self)->ready;
}

BoLazyModel *
bo_list_page_get_model (BoListPage *self)
{
  g_return_val_if_fail (BO_IS_LIST_PAGE (self), NULL);

  return PRIV (self)->model;
}

BoIdSelection *
bo_list_page_get_selection (BoListPage *self)
{
  g_return_val_if_fail (BO_IS_LIST_PAGE (self), NULL);

  return PRIV (self)->selection;
}

BoListPane *
bo_list_page_get_list (BoListPage *self)
{
  g_return_val_if_fail (BO_IS_LIST_PAGE (self), NULL);

  return PRIV (self)->list;
}

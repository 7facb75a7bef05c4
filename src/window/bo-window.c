/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-window"

#include "config.h"

#include "bo-window.h"
#include "bo-window-private.h"

#include <glib/gi18n.h>

#include "bo-compat.h"
#include "bo-demo.h"
#include "bo-error-text.h"
#include "bo-format.h"
#include "bo-products-page.h"
#include "bo-resources.h"
#include "bo-start-pages.h"
#include "bo-width-bin.h"

/* A window whose rows are there sooner than this is shown with them, and shows no
 * spinner, which would only flash. */
#define PRESENT_DELAY_MS 400
#define SIDEBAR_WIDTH 220 /* pixels, about */
#define TOAST_SECONDS 8   /* to read it and reach for Undo */

struct _BoWindow
{
  AdwApplicationWindow parent_instance;

  GSettings    *settings;    /* (owned) */
  GCancellable *cancellable; /* (owned): of all that the window waits for */
  BoService    *service;     /* (owned) (nullable) */
  BoCommander  *commander;   /* (owned) (nullable) */
  BoDemo       *demo;        /* (owned) (nullable) */
  BoLineModel  *lines;       /* (owned) (nullable): preloaded, until the queue has them */
  BoWindowShop *shop;        /* (owned) */
  GPtrArray    *problems;    /* (owned) (nullable) (element-type utf8): that a check found */
  char         *path;        /* (nullable) */
  AdwToast     *toast;       /* (owned) (nullable): the one on the screen */
  gboolean      ready;
  gboolean      check_due; /* once it is ready */
  guint         present_id;

  GtkWidget *queue_page;    /* (not owned) (nullable): made when they are first shown */
  GtkWidget *products_page; /* (not owned) (nullable) */

  /* Template children */
  AdwToastOverlay *toast_overlay;
  BoWidthBin      *width_bin;
  GtkStack        *root_stack;
  GtkSpinner      *opening_spinner;
  GtkLabel        *opening_label;
  GtkWidget       *sidebar;
  AdwHeaderBar    *sidebar_header;
  GtkWidget       *sidebar_separator;
  AdwWindowTitle  *shop_title;
  GtkListBox      *pages_list;
  GtkListBoxRow   *queue_row;
  GtkListBoxRow   *products_row;
  GtkLabel        *queue_count;
  GtkStack        *pages_stack;
  GMenu           *main_menu;
  GMenu           *narrow_menu;
};

G_DEFINE_FINAL_TYPE (BoWindow, bo_window, ADW_TYPE_APPLICATION_WINDOW)

typedef enum
{
  PROP_NARROW = 1,
  PROP_READY,
  PROP_SERVICE,
} BoWindowProperty;
static GParamSpec *properties[PROP_SERVICE + 1];

static void
set_path (BoWindow   *self,
          const char *path)
{
  char *copy = g_strdup (path);

  g_free (self->path);
  self->path = copy;
}

/* Ready */

static gboolean
present_cb (gpointer user_data)
{
  BoWindow *self = user_data;

  self->present_id = 0;
  gtk_spinner_set_spinning (self->opening_spinner, !self->ready);
  gtk_window_present (GTK_WINDOW (self));

  return G_SOURCE_REMOVE;
}

/* Notices: what there is to know on every page */

static void
show_notice (BoWindow  *self,
             GtkWidget *page)
{
  BoListPane *list = bo_list_page_get_list (BO_LIST_PAGE (page));

  if (self->problems != NULL)
    {
      g_autofree char *text =
          g_strdup_printf (ngettext ("Backorders was not closed properly, and a check of the store found %u problem.",
                                     "Backorders was not closed properly, and a check of the store found %u problems.",
                                     self->problems->len),
                           self->problems->len);

      bo_list_pane_set_notice (list, text, _ ("_What to Do"), "win.show-problems");
    }
  else if (bo_service_is_read_only (self->service))
    bo_list_pane_set_notice (list, _ ("The store is open for reading only: nothing can be changed."), NULL, NULL);
}

static void
checked_cb (GObject      *source_object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (BoWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = bo_service_check_finish (BO_SERVICE (source_object), result, &error);

  if (self->cancellable == NULL)
    return;
  if (problems == NULL)
    bo_window_tell_failed (self, error);
  if (problems == NULL || problems->len == 0)
    return;
  self->problems = g_steal_pointer (&problems);
  if (self->queue_page != NULL)
    show_notice (self, self->queue_page);
  if (self->products_page != NULL)
    show_notice (self, self->products_page);
  bo_window_update_actions (self);
}

/* After a crash the store is looked at, when what is shown is there: the check may take
 * some seconds, and lists are read by the same thread. */
static void
begin_check (BoWindow *self)
{
  if (!self->check_due)
    return;
  self->check_due = FALSE;
  bo_service_check_async (self->service, self->cancellable, checked_cb, g_object_ref (self));
}

/* The keyboard is in the list of the page shown; of a page that stands in for all of them,
 * on its first button. */
static void
focus_page (BoWindow *self)
{
  GtkWidget *page = gtk_stack_get_visible_child (self->pages_stack);

  if (!g_str_equal (bo_window_get_state (self), "main"))
    gtk_widget_child_focus (gtk_stack_get_visible_child (self->root_stack), GTK_DIR_TAB_FORWARD);
  else if (page != NULL && bo_list_page_get_ready (BO_LIST_PAGE (page)))
    bo_list_page_grab_focus (BO_LIST_PAGE (page));
}

static void
set_ready (BoWindow *self)
{
  begin_check (self);
  focus_page (self);
  if (self->ready)
    return;
  self->ready = TRUE;
  gtk_spinner_set_spinning (self->opening_spinner, FALSE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READY]);
  if (self->present_id != 0)
    {
      g_clear_handle_id (&self->present_id, g_source_remove);
      present_cb (self);
    }
}

/* Root pages */

static void
set_state (BoWindow   *self,
           const char *state)
{
  gtk_stack_set_visible_child_name (self->root_stack, state);
  bo_window_update_actions (self);
}

static void
show_failed (BoWindow     *self,
             const GError *error)
{
  GtkWidget *old = gtk_stack_get_child_by_name (self->root_stack, "failed");

  if (old != NULL)
    gtk_stack_remove (self->root_stack, old);
  gtk_stack_add_named (self->root_stack, bo_failed_page_new (error, self->path), "failed");
  set_state (self, "failed");
  set_ready (self);
}

static void
show_welcome (BoWindow *self)
{
  if (gtk_stack_get_child_by_name (self->root_stack, "welcome") == NULL)
    gtk_stack_add_named (self->root_stack, bo_welcome_page_new (), "welcome");
  set_state (self, "welcome");
}

static void
products_counted_cb (GObject      *source_object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (BoWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BoIdList) list = bo_service_list_products_finish (BO_SERVICE (source_object), result, &error);

  if (bo_error_is_cancelled (error))
    return;
  if (list != NULL && list->ids->len == 0)
    show_welcome (self);
  set_ready (self);
}

/* A store without a product is a first run. */
static void
queue_ready_cb (BoWindow *self)
{
  BoLineModel *model = bo_queue_page_get_model (BO_QUEUE_PAGE (self->queue_page));

  if (g_list_model_get_n_items (G_LIST_MODEL (model)) > 0 || bo_lazy_model_get_error (BO_LAZY_MODEL (model)) != NULL)
    set_ready (self);
  else
    {
      g_autoptr (BoProductQuery) query = bo_product_query_new ();

      bo_service_list_products_async (self->service, query, 0, self->cancellable, products_counted_cb,
                                      g_object_ref (self));
    }
}

static void
totals_cb (BoWindow    *self,
           GParamSpec  *pspec,
           BoLazyModel *model)
{
  const BoLineQuery *query = bo_line_model_get_query (BO_LINE_MODEL (model));
  const GPtrArray   *totals = bo_lazy_model_get_totals (model);
  g_autofree char   *text = NULL;
  gint64             lines = 0;

  /* How many wait, and not how many are shown. */
  if (query == NULL || totals == NULL || query->state != BO_LINE_STATE_WAITING || query->search != NULL ||
      query->product_id != 0 || query->priority_class != 0 || query->has_need)
    return;
  for (guint i = 0; i < totals->len; i++)
    lines += ((BoTotal *) g_ptr_array_index (totals, i))->lines;
  text = lines > 0 ? bo_format_units (lines) : NULL;
  gtk_label_set_label (self->queue_count, text != NULL ? text : "");
}

/* Pages */

static void
add_page (BoWindow   *self,
          GtkWidget  *page,
          const char *name)
{
  BoListPane *list = bo_list_page_get_list (BO_LIST_PAGE (page));

  gtk_menu_button_set_menu_model (bo_list_pane_get_pages_button (list), G_MENU_MODEL (self->narrow_menu));
  bo_window_shop_add_button (self->shop, ADW_HEADER_BAR (gtk_widget_get_ancestor (GTK_WIDGET (bo_list_pane_get_pages_button (list)), ADW_TYPE_HEADER_BAR)),
                             self->width_bin);
  g_object_bind_property (self->width_bin, "narrow", page, "narrow", G_BINDING_SYNC_CREATE);
  show_notice (self, page);
  gtk_stack_add_named (self->pages_stack, page, name);
}

static void
ensure_page (BoWindow   *self,
             const char *name)
{
  int width, height; /* GTK 4.8 wants both */

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  if (g_str_equal (name, "queue") && self->queue_page == NULL)
    {
      self->queue_page = bo_queue_page_new (self->commander, self->settings, self->lines, width - SIDEBAR_WIDTH);
      g_clear_object (&self->lines);
      add_page (self, self->queue_page, name);
      g_signal_connect_object (bo_queue_page_get_model (BO_QUEUE_PAGE (self->queue_page)), "notify::totals",
                               G_CALLBACK (totals_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->queue_page, "notify::ready", G_CALLBACK (queue_ready_cb), self, G_CONNECT_SWAPPED);
      if (bo_list_page_get_ready (BO_LIST_PAGE (self->queue_page)))
        queue_ready_cb (self);
    }
  else if (g_str_equal (name, "products") && self->products_page == NULL)
    {
      self->products_page = bo_products_page_new (self->commander, self->settings, width - SIDEBAR_WIDTH);
      add_page (self, self->products_page, name);
      g_signal_connect_object (self->products_page, "notify::ready", G_CALLBACK (set_ready), self, G_CONNECT_SWAPPED);
    }
}

static void
page_activated_cb (BoWindow      *self,
                   GtkListBoxRow *row)
{
  bo_window_show_page (self, gtk_widget_get_name (GTK_WIDGET (row)));
}

static void
narrow_changed_cb (BoWindow *self)
{
  gboolean narrow = bo_width_bin_get_narrow (self->width_bin);

  gtk_widget_set_visible (self->sidebar, !narrow);
  gtk_widget_set_visible (self->sidebar_separator, !narrow);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

/* Toasts */

static void
toast_dismissed_cb (BoWindow *self,
                    AdwToast *toast)
{
  if (self->toast == toast)
    g_clear_object (&self->toast);
}

static void
show_toast (BoWindow   *self,
            const char *text,
            gint64      event_id)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);
  AdwToast        *toast = adw_toast_new (markup);

  if (event_id != 0)
    {
      adw_toast_set_button_label (toast, _ ("_Undo"));
      adw_toast_set_action_name (toast, "win.undo-event");
      adw_toast_set_action_target_value (toast, g_variant_new_int64 (event_id));
    }
  adw_toast_set_timeout (toast, TOAST_SECONDS);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (toast_dismissed_cb), self, G_CONNECT_SWAPPED);
  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
  g_set_object (&self->toast, toast);
  adw_toast_overlay_add_toast (self->toast_overlay, toast);
  bo_announce (GTK_WIDGET (self), text);
}

static void
done_cb (BoWindow   *self,
         const char *text,
         gint64      event_id)
{
  show_toast (self, text, event_id);
}

void
bo_window_tell (BoWindow   *self,
                const char *text)
{
  show_toast (self, text, 0);
}

/* Nothing is told of what the user stopped. */
void
bo_window_tell_failed (BoWindow     *self,
                       const GError *error)
{
  g_autofree char *text = NULL;

  if (bo_error_is_cancelled (error))
    return;
  text = bo_error_text (error);
  show_toast (self, text, 0);
}

/* Service */

static void
update_title (BoWindow *self)
{
  const char *name = bo_service_get_shop_name (self->service);
  gboolean    named = name != NULL && *name != '\0';

  adw_window_title_set_title (self->shop_title, named ? name : _ ("Backorders"));
  gtk_window_set_title (GTK_WINDOW (self), named ? name : _ ("Backorders"));
}

static void
shop_changed_cb (BoWindow *self)
{
  BoShopState *state = bo_window_shop_get_state (self->shop);

  /* Whoever has connected a shop knows his way; the queue fills by itself. */
  if (bo_shop_state_get_connected (state) && g_strcmp0 (bo_window_get_state (self), "welcome") == 0)
    bo_window_show_main (self);
  bo_window_update_actions (self);
}

static void
changed_cb (BoWindow  *self,
            BoChanges *changes)
{
  if (changes->all || changes->settings)
    update_title (self);
  /* Something is there now. */
  if ((changes->all || changes->lines->len > 0) && g_strcmp0 (bo_window_get_state (self), "welcome") == 0)
    bo_window_show_main (self);
}

static void
take_service (BoWindow  *self,
              BoService *service)
{
  g_autofree char *page = NULL;

  g_set_object (&self->service, service);
  self->check_due = bo_service_was_unclean (service);
  set_path (self, bo_service_get_path (service));
  self->commander = bo_commander_new (service);
  g_signal_connect_object (self->commander, "done", G_CALLBACK (done_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->commander, "failed", G_CALLBACK (bo_window_tell_failed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->commander, "notify::can-undo", G_CALLBACK (bo_window_update_actions), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (service, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  update_title (self);

  page = g_settings_get_string (self->settings, "page");
  bo_window_show_page (self, g_str_equal (page, "products") ? "products" : "queue");
  set_state (self, "main");
  bo_window_shop_open (self->shop, self->commander, self->demo != NULL ? bo_demo_get_sync (self->demo) : NULL,
                       (GObject *) self->demo);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SERVICE]);
}

/* @service is NULL when @error is set. */
static void
take_opened (BoWindow     *self,
             BoService    *service,
             const GError *error)
{
  /* Closed meanwhile, when it was too late to cancel. */
  if (self->cancellable == NULL)
    return;

  if (service != NULL)
    take_service (self, service);
  else if (!bo_error_is_cancelled (error))
    show_failed (self, error);
}

static void
opened_cb (GObject      *source_object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (BoWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BoService) service = bo_service_open_finish (result, &error);

  take_opened (self, service, error);
}

static void
demo_progress_cb (BoWindow   *self,
                  const char *text)
{
  gtk_label_set_label (self->opening_label, text);
}

static void
demo_made_cb (GObject      *source_object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (BoWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BoService) service = bo_demo_make_finish (BO_DEMO (source_object), result, &error);

  take_opened (self, service, error);
}

static void
save_settings (BoWindow *self)
{
  gboolean maximized = gtk_window_is_maximized (GTK_WINDOW (self));
  int      width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_boolean (self->settings, "window-maximized", maximized);
  if (!maximized && width > 0 && height > 0)
    {
      g_settings_set_int (self->settings, "window-width", width);
      g_settings_set_int (self->settings, "window-height", height);
    }
}

static gboolean
bo_window_close_request (GtkWindow *window)
{
  save_settings (BO_WINDOW (window));

  return GTK_WINDOW_CLASS (bo_window_parent_class)->close_request (window);
}

/* What was begun for the window comes to nothing. */
static void
stop (BoWindow *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->present_id, g_source_remove);
  if (self->shop != NULL)
    bo_window_shop_close (self->shop);
}

/* A window that is destroyed leaves its application at once, and is disposed of only
 * when nothing under way refers to it any more. */
static void
window_removed_cb (BoWindow  *self,
                   GtkWindow *window)
{
  if (window == GTK_WINDOW (self))
    stop (self);
}

static void
bo_window_dispose (GObject *object)
{
  BoWindow *self = BO_WINDOW (object);

  stop (self);
  g_clear_object (&self->toast);
  self->queue_page = NULL;
  self->products_page = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), BO_TYPE_WINDOW);
  g_clear_object (&self->shop);
  g_clear_object (&self->commander);
  g_clear_object (&self->service);
  g_clear_object (&self->demo);
  g_clear_object (&self->lines);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->problems, g_ptr_array_unref);

  G_OBJECT_CLASS (bo_window_parent_class)->dispose (object);
}

static void
bo_window_finalize (GObject *object)
{
  g_free (BO_WINDOW (object)->path);

  G_OBJECT_CLASS (bo_window_parent_class)->finalize (object);
}

static void
bo_window_get_property (GObject    *object,
                        guint       prop_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  BoWindow *self = BO_WINDOW (object);

  switch ((BoWindowProperty) prop_id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, bo_window_get_narrow (self));
      break;
    case PROP_READY:
      g_value_set_boolean (value, self->ready);
      break;
    case PROP_SERVICE:
      g_value_set_object (value, self->service);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bo_window_class_init (BoWindowClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GtkWindowClass *window_class = GTK_WINDOW_CLASS (klass);
  GParamFlags     flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = bo_window_dispose;
  object_class->finalize = bo_window_finalize;
  object_class->get_property = bo_window_get_property;
  window_class->close_request = bo_window_close_request;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, flags);
  properties[PROP_READY] = g_param_spec_boolean ("ready", NULL, NULL, FALSE, flags);
  properties[PROP_SERVICE] = g_param_spec_object ("service", NULL, NULL, BO_TYPE_SERVICE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /* The linker leaves out of a library what nobody names. */
  g_resources_register (bo_get_resource ());
  g_type_ensure (BO_TYPE_WIDTH_BIN);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/backorders/Backorders/bo-window.ui");
  gtk_widget_class_bind_template_child (widget_class, BoWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, BoWindow, width_bin);
  gtk_widget_class_bind_template_child (widget_class, BoWindow, root_stack);
  gtk_widget_class_bind_template_child (widget_class, BoWindow, opening_spinner);
  gtk_widget_class_bind_template_child (widget_class, BoWindow, opening_label);
  gtk_widget_class_bind_template_child (widget_class, BoWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, BoWindow, sidebar_header);
  gtk_widget_class_bind_template_child (widget_class, BoWindow, sidebar_separator);
  gtk_widget_class_bind_template_child (widget_class, BoWindow, shop_title);
  gtk_widget_class_bind_template_child (widget_class, BoWindow, pages_list);
  gtk_widget_class_bind_template_child (widget_class, BoWindow, queue_row);
  gtk_widget_class_bind_template_child (widget_class, BoWindow, products_row);
  gtk_widget_class_bind_template_child (widget_class, BoWindow, queue_count);
  gtk_widget_class_bind_template_child (widget_class, BoWindow, pages_stack);
  gtk_widget_class_bind_template_child (widget_class, BoWindow, main_menu);
  gtk_widget_class_bind_template_child (widget_class, BoWindow, narrow_menu);
  gtk_widget_class_bind_template_callback (widget_class, narrow_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, page_activated_cb);
  bo_window_install_actions (widget_class);
}

static void
bo_window_init (BoWindow *self)
{
  self->settings = g_settings_new (APP_ID);
  self->cancellable = g_cancellable_new ();
  self->shop = bo_window_shop_new (GTK_WINDOW (self));
  g_signal_connect_object (self->shop, "changed", G_CALLBACK (shop_changed_cb), self, G_CONNECT_SWAPPED);

  gtk_widget_init_template (GTK_WIDGET (self));
  bo_window_shop_add_button (self->shop, self->sidebar_header, NULL);
  g_menu_append_section (self->narrow_menu, NULL, G_MENU_MODEL (self->main_menu));
  gtk_window_set_default_size (GTK_WINDOW (self),
                               g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  bo_window_add_shortcuts (self);
  bo_window_add_drop_target (self);
  bo_window_update_actions (self);
}

/**
 * bo_window_new:
 * @application: (nullable): which the window belongs to
 * @service: (nullable): an open store; without one, bo_window_open() or
 *   bo_window_open_demo() is to follow
 *
 * Returns: (transfer none): a window, not presented yet
 */
GtkWidget *
bo_window_new (GtkApplication *application,
               BoService      *service)
{
  BoWindow *self = g_object_new (BO_TYPE_WINDOW, "application", application, NULL);

  if (application != NULL)
    g_signal_connect_object (application, "window-removed", G_CALLBACK (window_removed_cb), self, G_CONNECT_SWAPPED);
  if (service != NULL)
    take_service (self, service);

  return GTK_WIDGET (self);
}

/* Opens a store; a failure is shown, with the ways out of it. */
void
bo_window_open (BoWindow      *self,
                const char    *path,
                BoServiceFlags flags)
{
  g_return_if_fail (BO_IS_WINDOW (self));
  g_return_if_fail (self->service == NULL);

  set_path (self, path);
  set_state (self, "opening");
  bo_service_open_async (path, flags, self->cancellable, opened_cb, g_object_ref (self));
}

/* Shows a store that is open, and lines of it that are being read already. */
void
bo_window_take_preload (BoWindow  *self,
                        BoPreload *preload)
{
  g_return_if_fail (BO_IS_WINDOW (self));
  g_return_if_fail (self->service == NULL);

  g_set_object (&self->lines, bo_preload_get_lines (preload));
  take_service (self, bo_preload_get_service (preload));
}

/* The application does not end before the demo has put its folder away, which lasts
 * longer than the window where one closes it while it is made. */
static void
hold_for_demo (BoWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  if (application == NULL)
    return;
  g_application_hold (G_APPLICATION (application));
  g_object_set_data_full (G_OBJECT (self->demo), "hold", application, (GDestroyNotify) g_application_release);
}

/* Makes the sample shop in a store of its own, which goes when the window does. */
void
bo_window_open_demo (BoWindow *self)
{
  g_return_if_fail (BO_IS_WINDOW (self));
  g_return_if_fail (self->service == NULL && self->demo == NULL);

  gtk_label_set_label (self->opening_label, _ ("Making the sample shop…"));
  self->demo = bo_demo_new ();
  hold_for_demo (self);
  set_path (self, bo_demo_get_path (self->demo));
  g_signal_connect_object (self->demo, "progress", G_CALLBACK (demo_progress_cb), self, G_CONNECT_SWAPPED);
  bo_demo_make_async (self->demo, self->cancellable, demo_made_cb, g_object_ref (self));
}

/* Presents the window as soon as it has something to show, or a moment later. */
void
bo_window_present_soon (BoWindow *self)
{
  g_return_if_fail (BO_IS_WINDOW (self));

  if (self->ready)
    gtk_window_present (GTK_WINDOW (self));
  else if (self->present_id == 0)
    self->present_id = g_timeout_add (PRESENT_DELAY_MS, present_cb, self);
}

/* Tries to open the same file once more. */
void
bo_window_reopen (BoWindow *self)
{
  g_autofree char *path = g_strdup (self->path);

  bo_window_open (self, path, BO_SERVICE_DEFAULT);
}

GPtrArray *
bo_window_get_problems (BoWindow *self)
{
  return self->problems;
}

GCancellable *
bo_window_get_cancellable (BoWindow *self)
{
  return self->cancellable;
}

BoService *
bo_window_get_service (BoWindow *self)
{
  g_return_val_if_fail (BO_IS_WINDOW (self), NULL);

  return self->service;
}

BoCommander *
bo_window_get_commander (BoWindow *self)
{
  g_return_val_if_fail (BO_IS_WINDOW (self), NULL);

  return self->commander;
}

/* Returns: (nullable): the file of its store */
const char *
bo_window_get_path (BoWindow *self)
{
  g_return_val_if_fail (BO_IS_WINDOW (self), NULL);

  return self->path;
}

gboolean
bo_window_get_ready (BoWindow *self)
{
  g_return_val_if_fail (BO_IS_WINDOW (self), FALSE);

  return self->ready;
}

gboolean
bo_window_get_narrow (BoWindow *self)
{
  g_return_val_if_fail (BO_IS_WINDOW (self), FALSE);

  return bo_width_bin_get_narrow (self->width_bin);
}

/* Whether it shows the sample shop. */
gboolean
bo_window_get_demo (BoWindow *self)
{
  g_return_val_if_fail (BO_IS_WINDOW (self), FALSE);

  return self->demo != NULL;
}

const char *
bo_window_get_state (BoWindow *self)
{
  g_return_val_if_fail (BO_IS_WINDOW (self), NULL);

  return gtk_stack_get_visible_child_name (self->root_stack);
}

void
bo_window_show_page (BoWindow   *self,
                     const char *name)
{
  g_return_if_fail (BO_IS_WINDOW (self));

  if (self->service == NULL)
    return;
  ensure_page (self, name);
  gtk_stack_set_visible_child_name (self->pages_stack, name);
  gtk_list_box_select_row (self->pages_list, g_str_equal (name, "products") ? self->products_row : self->queue_row);
  focus_page (self);
  g_settings_set_string (self->settings, "page", name);
  bo_window_update_actions (self);
}

/* Returns: (nullable): the page of a name, if it has been shown */
GtkWidget *
bo_window_get_page (BoWindow   *self,
                    const char *name)
{
  g_return_val_if_fail (BO_IS_WINDOW (self), NULL);

  return g_str_equal (name, "products") ? self->products_page : self->queue_page;
}

/* Leaves the welcome page. */
void
bo_window_show_main (BoWindow *self)
{
  g_return_if_fail (BO_IS_WINDOW (self));

  if (self->service == NULL)
    return;
  set_state (self, "main");
  focus_page (self);
}

/* Shows a line on the Queue page. */
void
bo_window_show_line (BoWindow *self,
                     gint64    line_id)
{
  g_return_if_fail (BO_IS_WINDOW (self));

  bo_window_show_page (self, "queue");
  if (self->queue_page != NULL)
    bo_list_page_select (BO_LIST_PAGE (self->queue_page), line_id);
}

/* What the window has to do with the shop on the other side. */
BoWindowShop *
bo_window_get_shop (BoWindow *self)
{
  g_return_val_if_fail (BO_IS_WINDOW (self), NULL);

  return self->shop;
}

const char *
bo_window_get_toast (BoWindow *self)
{
  g_return_val_if_fail (BO_IS_WINDOW (self), NULL);

  return self->toast != NULL ? adw_toast_get_title (self->toast) : NULL;
}

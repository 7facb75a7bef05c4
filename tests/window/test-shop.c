/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "bo-banner.h"
#include "bo-dialog.h"
#include "bo-format.h"
#include "bo-note-dialog.h"
#include "bo-products-page.h"
#include "bo-sample-shop.h"
#include "bo-shop-button.h"
#include "bo-shop-product-dialog.h"
#include "bo-shop-texts.h"
#include "shop-fixture.h"

/* The window and the shop on the other side. */

static void
wait_for_toast (ShopFixture *fixture,
                const char  *part)
{
  bo_test_wait_until (bo_window_get_toast (fixture->base.window) != NULL &&
                      strstr (bo_window_get_toast (fixture->base.window), part) != NULL);
}

static guint
count_outbox (BoShopPanel *panel)
{
  return g_list_model_get_n_items (bo_shop_lists_get_outbox (bo_shop_panel_get_lists (panel)));
}

static guint
count_conflicts (BoShopPanel *panel)
{
  return g_list_model_get_n_items (bo_shop_lists_get_conflicts (bo_shop_panel_get_lists (panel)));
}

static BoConflictItem *
get_conflict (BoShopPanel *panel)
{
  bo_test_wait_until (count_conflicts (panel) == 1);

  return g_list_model_get_item (bo_shop_lists_get_conflicts (bo_shop_panel_get_lists (panel)), 0);
}

static gint64
get_entry_id (BoShopPanel *panel)
{
  g_autoptr (BoOutboxItem) item = NULL;

  bo_test_wait_until (count_outbox (panel) == 1);
  item = g_list_model_get_item (bo_shop_lists_get_outbox (bo_shop_panel_get_lists (panel)), 0);

  return bo_outbox_item_get_entry_id (item);
}

static BoRemoteProduct *
get_product (ShopFixture *fixture,
             guint        i)
{
  return g_ptr_array_index (fixture->shop->products, i);
}

/* Connecting */

static void
test_connect (ShopFixture  *fixture,
              gconstpointer data)
{
  BoShopPanel *panel;

  g_assert_cmpstr (bo_window_get_state (fixture->base.window), ==, "welcome");
  shop_fixture_connect (fixture, BO_STOCK_OWNER_SHOP);
  g_assert_cmpstr (bo_window_get_state (fixture->base.window), ==, "main");
  g_assert_true (bo_shop_state_get_connected (shop_fixture_get_state (fixture)));
  bo_test_wait_until (fixture_get_n_lines (&fixture->base) == 3);
  bo_test_wait_until (bo_shop_state_get_mood (shop_fixture_get_state (fixture)) == BO_SHOP_MOOD_GOOD);

  /* The panel stays and says what came in. */
  panel = fixture_find (BO_TYPE_SHOP_PANEL);
  g_assert_nonnull (strstr (bo_shop_panel_get_note (panel), "3 new backorders"));
  g_assert_cmpstr (bo_sync_get_config (shop_fixture_get_sync (fixture))->currency, ==, "EUR");
}

/* Letters that two things in @widget ask for; a row may show its title twice. */
static void
check_mnemonics (GtkWidget  *widget,
                 GHashTable *seen)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) &&
      gtk_label_get_mnemonic_keyval (GTK_LABEL (widget)) != GDK_KEY_VoidSymbol)
    {
      const char *text = gtk_label_get_label (GTK_LABEL (widget));
      gpointer    key = GUINT_TO_POINTER (gdk_keyval_to_lower (gtk_label_get_mnemonic_keyval (GTK_LABEL (widget))));

      if (g_hash_table_contains (seen, key))
        g_assert_cmpstr (text, ==, g_hash_table_lookup (seen, key));
      g_hash_table_insert (seen, key, (gpointer) text);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    check_mnemonics (child, seen);
}

static void
test_mnemonics (ShopFixture  *fixture,
                gconstpointer data)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  BoShopDialog *dialog = shop_fixture_present_dialog (fixture);

  check_mnemonics (GTK_WIDGET (dialog), seen);
  g_assert_cmpuint (g_hash_table_size (seen), >, 10);
  bo_dialog_close (GTK_WIDGET (dialog));
  shop_fixture_connect (fixture, BO_STOCK_OWNER_SHOP);
  g_hash_table_remove_all (seen);
  check_mnemonics (fixture_find (BO_TYPE_SHOP_PANEL), seen);
  g_hash_table_remove_all (seen);
  check_mnemonics (GTK_WIDGET (shop_fixture_present_dialog (fixture)), seen);
}

typedef struct
{
  const char *text;
  gboolean    valid;
  gboolean    wrong;
} AddressCase;

/* What is wrong is said while it is typed, and nothing is sent. */
static void
test_validation (ShopFixture  *fixture,
                 gconstpointer data)
{
  static const AddressCase cases[] = {
    { "", FALSE, FALSE },
    { "htt", FALSE, FALSE },
    { "https:/", FALSE, FALSE },
    { "https:///", FALSE, TRUE },
    { "http://shop.example", FALSE, TRUE },
    { "ftp://shop.example", FALSE, TRUE },
    { "https://ada:secret@shop.example", FALSE, TRUE },
    { "shop.example", TRUE, FALSE },
    { "https://shop.example/store/wp-admin/", TRUE, FALSE },
    { "http://127.0.0.1:8080", TRUE, FALSE },
  };
  BoShopDialog *dialog = shop_fixture_present_dialog (fixture);

  shop_fixture_type_keys (fixture, dialog);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].text);
      gtk_editable_set_text (bo_connection_group_get_entry (bo_shop_dialog_get_connection (dialog), "address"), cases[i].text);
      g_assert_cmpint (bo_shop_dialog_get_can_apply (dialog), ==, cases[i].valid);
      g_assert_cmpint (bo_connection_group_get_result (bo_shop_dialog_get_connection (dialog)) != NULL, ==, cases[i].wrong);
    }
  gtk_editable_set_text (bo_connection_group_get_entry (bo_shop_dialog_get_connection (dialog), "secret"), "");
  g_assert_false (bo_shop_dialog_get_can_apply (dialog));
  shop_fixture_type_keys (fixture, dialog);
  gtk_editable_set_text (bo_states_group_get_entry (bo_shop_dialog_get_states (dialog)), "wc-pre-ordered, ready");
  g_assert_true (bo_shop_dialog_get_can_apply (dialog));
  gtk_editable_set_text (bo_states_group_get_entry (bo_shop_dialog_get_states (dialog)), "Pre Ordered!");
  g_assert_false (bo_shop_dialog_get_can_apply (dialog));
  g_assert_false (bo_roles_group_add (bo_shop_dialog_get_roles (dialog), "no role!", 1));
  g_assert_cmpuint (fixture->shop->n_pulls, ==, 0);
}

/* Each failure of a test has a heading of its own, its sentence is shown, and what
 * was typed stays. */
static void
test_test_fails (ShopFixture  *fixture,
                 gconstpointer data)
{
  BoShopDialog *dialog = shop_fixture_present_dialog (fixture);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GtkWidget *focus;

  gtk_editable_set_text (bo_connection_group_get_entry (bo_shop_dialog_get_connection (dialog), "address"), "shop.example");
  shop_fixture_type_keys (fixture, dialog);
  for (int code = BO_CATALOG_ERROR_OFFLINE; code <= BO_CATALOG_ERROR_REFUSED; code++)
    {
      g_clear_error (&fixture->shop->test_error);
      g_set_error (&fixture->shop->test_error, BO_CATALOG_ERROR, code, "In words (request %d)", code);
      bo_connection_group_test (bo_shop_dialog_get_connection (dialog));
      bo_test_wait_until (!bo_connection_group_get_testing (bo_shop_dialog_get_connection (dialog)));
      g_assert_cmpstr (bo_connection_group_get_result (bo_shop_dialog_get_connection (dialog)), ==, bo_catalog_error_to_title (code));
      g_assert_true (g_hash_table_add (seen, (gpointer) bo_catalog_error_to_title (code)));
      g_assert_null (bo_shop_dialog_get_notice (dialog));
    }

  /* Nor is a shop connected that did not answer; the keyboard stays where it was. */
  focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (dialog)));
  g_assert_true (GTK_IS_TEXT (focus));
  bo_shop_dialog_apply (dialog);
  bo_test_wait_until (bo_shop_dialog_get_notice (dialog) != NULL);
  g_assert_true (gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (dialog))) == focus);
  g_assert_cmpstr (bo_shop_dialog_get_notice (dialog), ==, fixture->shop->test_error->message);
  g_assert_false (bo_shop_state_get_connected (shop_fixture_get_state (fixture)));
  g_assert_cmpstr (gtk_editable_get_text (bo_connection_group_get_entry (bo_shop_dialog_get_connection (dialog), "key")), ==, "ck_1");
  g_assert_true (bo_shop_dialog_get_can_apply (dialog));

  /* The way on: once it is mended, the same dialog connects. */
  g_clear_error (&fixture->shop->test_error);
  bo_shop_dialog_apply (dialog);
  bo_test_wait_until (fixture_find (BO_TYPE_SHOP_DIALOG) == NULL);
  g_assert_true (bo_shop_state_get_connected (shop_fixture_get_state (fixture)));
}

/* Keys that may only read are told as such, and refused where something is to be written. */
static void
test_read_only_keys (ShopFixture  *fixture,
                     gconstpointer data)
{
  BoShopDialog      *dialog = shop_fixture_present_dialog (fixture);
  BoConnectionGroup *connection = bo_shop_dialog_get_connection (dialog);

  fixture->shop->capabilities = 0;
  gtk_editable_set_text (bo_connection_group_get_entry (connection, "address"), "shop.example");
  shop_fixture_type_keys (fixture, dialog);
  bo_shop_dialog_set_owner (dialog, BO_STOCK_OWNER_US);
  bo_shop_dialog_apply (dialog);
  bo_test_wait_until (bo_shop_dialog_get_notice (dialog) != NULL);
  g_assert_nonnull (bo_connection_group_get_result (connection));
  g_assert_nonnull (strstr (bo_connection_group_get_result_text (connection), "may only read"));
  g_assert_false (bo_shop_state_get_connected (shop_fixture_get_state (fixture)));

  bo_shop_dialog_set_owner (dialog, BO_STOCK_OWNER_SHOP);
  bo_shop_dialog_apply (dialog);
  bo_test_wait_until (fixture_find (BO_TYPE_SHOP_PANEL) != NULL);
  shop_fixture_wait (fixture);
  g_assert_true (bo_shop_state_get_connected (shop_fixture_get_state (fixture)));
}

/* Typing something else, and closing, both let go of a shop that does not answer. */
static void
test_test_cancelled (ShopFixture  *fixture,
                     gconstpointer data)
{
  BoShopDialog *dialog = shop_fixture_present_dialog (fixture);

  fixture->shop->silent = TRUE;
  gtk_editable_set_text (bo_connection_group_get_entry (bo_shop_dialog_get_connection (dialog), "address"), "shop.example");
  shop_fixture_type_keys (fixture, dialog);
  bo_connection_group_test (bo_shop_dialog_get_connection (dialog));
  bo_test_drain ();
  g_assert_true (bo_connection_group_get_testing (bo_shop_dialog_get_connection (dialog)));
  g_signal_emit_by_name (fixture_find_button ("Stop"), "clicked");
  g_assert_false (bo_connection_group_get_testing (bo_shop_dialog_get_connection (dialog)));
  bo_connection_group_test (bo_shop_dialog_get_connection (dialog));
  gtk_editable_set_text (bo_connection_group_get_entry (bo_shop_dialog_get_connection (dialog), "address"), "other.example");
  g_assert_false (bo_connection_group_get_testing (bo_shop_dialog_get_connection (dialog)));
  g_assert_null (bo_connection_group_get_result (bo_shop_dialog_get_connection (dialog)));

  bo_shop_dialog_apply (dialog);
  bo_test_drain ();
  g_assert_true (bo_connection_group_get_testing (bo_shop_dialog_get_connection (dialog)));
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  bo_dialog_close (GTK_WIDGET (dialog));
  bo_test_wait_until (dialog == NULL);
  g_assert_false (bo_shop_state_get_connected (shop_fixture_get_state (fixture)));
}

/* There is no Secret Service where the tests run. */
static void
test_no_keyring (ShopFixture  *fixture,
                 gconstpointer data)
{
  BoShopDialog *dialog;

  shop_fixture_connect (fixture, BO_STOCK_OWNER_SHOP);
  g_assert_true (bo_shop_state_get_keys_for_this_run (shop_fixture_get_state (fixture)));
  g_assert_nonnull (strstr (bo_shop_panel_get_keys_text (fixture_find (BO_TYPE_SHOP_PANEL)), "until Backorders is closed"));

  bo_dialog_force_close (fixture_find (BO_TYPE_SHOP_PANEL));
  dialog = shop_fixture_present_dialog (fixture);
  g_assert_nonnull (strstr (bo_shop_dialog_get_kept_text (dialog), "No keyring was found"));
}

/* What is set comes back as it was; keys that are not typed stay, and need no shop. */
static void
test_change (ShopFixture  *fixture,
             gconstpointer data)
{
  BoShopDialog       *dialog;
  const BoShopConfig *config;

  shop_fixture_connect (fixture, BO_STOCK_OWNER_SHOP);
  bo_dialog_force_close (fixture_find (BO_TYPE_SHOP_PANEL));
  dialog = shop_fixture_present_dialog (fixture);
  g_assert_cmpstr (gtk_editable_get_text (bo_connection_group_get_entry (bo_shop_dialog_get_connection (dialog), "address")), ==, "https://shop.example");
  g_assert_false (gtk_editable_get_editable (bo_connection_group_get_entry (bo_shop_dialog_get_connection (dialog), "address")));
  bo_roles_group_add (bo_shop_dialog_get_roles (dialog), " Wholesale ", 1);
  bo_roles_group_add (bo_shop_dialog_get_roles (dialog), "", 3);
  gtk_editable_set_text (bo_states_group_get_entry (bo_shop_dialog_get_states (dialog)), "wc-pre-ordered");
  bo_shop_dialog_set_owner (dialog, BO_STOCK_OWNER_US);
  g_set_error_literal (&fixture->shop->test_error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_OFFLINE, "Away");
  bo_shop_dialog_apply (dialog);
  bo_test_wait_until (fixture_find (BO_TYPE_SHOP_DIALOG) == NULL);
  wait_for_toast (fixture, "settings of the shop");

  config = bo_sync_get_config (shop_fixture_get_sync (fixture));
  g_assert_cmpint (config->owner, ==, BO_STOCK_OWNER_US);
  g_assert_cmpint (bo_shop_config_get_role (config, "wholesale"), ==, 1);
  g_assert_cmpstr (config->currency, ==, "EUR");
  g_assert_true (g_strv_contains ((const char *const *) config->hold_states, "pre-ordered"));
  g_assert_true (g_strv_contains ((const char *const *) config->hold_states, "processing"));

  dialog = shop_fixture_present_dialog (fixture);
  g_assert_cmpstr (gtk_editable_get_text (bo_states_group_get_entry (bo_shop_dialog_get_states (dialog))), ==,
                   "pre-ordered");
}

static void
test_disconnect (ShopFixture  *fixture,
                 gconstpointer data)
{
  BoShopDialog *dialog;

  shop_fixture_connect (fixture, BO_STOCK_OWNER_SHOP);
  bo_dialog_force_close (fixture_find (BO_TYPE_SHOP_PANEL));
  dialog = shop_fixture_present_dialog (fixture);
  bo_shop_dialog_disconnect (dialog);
  bo_test_wait_until (fixture_find (BO_TYPE_SHOP_DIALOG) == NULL);
  bo_test_wait_until (!bo_shop_state_get_connected (shop_fixture_get_state (fixture)));
  wait_for_toast (fixture, "disconnected");
  bo_test_wait_until (fixture_get_n_lines (&fixture->base) == 3);
  g_assert_false (bo_window_shop_get_can_sync (bo_window_get_shop (fixture->base.window)));
}

/* Syncing */

static const char *
get_focused_label (GtkWidget *widget)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  return GTK_IS_BUTTON (focus) ? gtk_button_get_label (GTK_BUTTON (focus)) : NULL;
}

/* A first sync that is stopped leaves what it has read, and goes on from there. */
static void
test_first_sync_stopped (ShopFixture  *fixture,
                         gconstpointer data)
{
  BoShopDialog *dialog = shop_fixture_present_dialog (fixture);
  BoShopState  *state = shop_fixture_get_state (fixture);

  gtk_editable_set_text (bo_connection_group_get_entry (bo_shop_dialog_get_connection (dialog), "address"), "shop.example");
  shop_fixture_type_keys (fixture, dialog);
  bo_shop_dialog_set_interval (dialog, 0);
  bo_shop_dialog_apply (dialog);
  bo_test_wait_until (bo_shop_state_get_running (state));
  fixture->shop->silent = TRUE;
  bo_test_drain ();
  g_assert_cmpint (bo_shop_state_get_mood (state), ==, BO_SHOP_MOOD_SYNCING);
  g_assert_true (bo_shop_state_get_can_cancel (state));
  /* By the keyboard, which is where it is needed. */
  g_assert_cmpstr (get_focused_label (fixture_find (BO_TYPE_SHOP_PANEL)), ==, "S_top");
  gtk_widget_activate (gtk_root_get_focus (gtk_widget_get_root (fixture_find (BO_TYPE_SHOP_PANEL))));
  shop_fixture_wait (fixture);
  g_assert_cmpstr (get_focused_label (fixture_find (BO_TYPE_SHOP_PANEL)), ==, "_Synchronize");
  g_assert_cmpint (bo_shop_state_get_mood (state), ==, BO_SHOP_MOOD_NEVER);
  g_assert_null (bo_window_get_toast (fixture->base.window));

  fixture->shop->silent = FALSE;
  g_assert_true (gtk_widget_activate_action (fixture_find (BO_TYPE_SHOP_PANEL), "shop.sync", NULL));
  shop_fixture_wait (fixture);
  g_assert_cmpint (bo_shop_state_get_mood (state), ==, BO_SHOP_MOOD_GOOD);
  bo_test_wait_until (fixture_get_n_lines (&fixture->base) == 3);
}

static void
stop_early_cb (FakeShop     *shop,
               const BoPull *pull,
               gpointer      user_data)
{
  if (pull->resource == BO_RESOURCE_ORDERS)
    shop->silent = TRUE;
}

/* Half a shop is not told as none. */
static void
test_first_sync_half_done (ShopFixture  *fixture,
                           gconstpointer data)
{
  BoShopDialog *dialog = shop_fixture_present_dialog (fixture);
  BoShopState  *state = shop_fixture_get_state (fixture);

  gtk_editable_set_text (bo_connection_group_get_entry (bo_shop_dialog_get_connection (dialog), "address"), "shop.example");
  shop_fixture_type_keys (fixture, dialog);
  bo_shop_dialog_set_interval (dialog, 0);
  fixture->shop->hook = stop_early_cb;
  bo_shop_dialog_apply (dialog);
  bo_test_wait_until (fixture->shop->silent);
  bo_shop_state_cancel (state);
  g_assert_cmpstr (bo_shop_state_get_text (state), ==, "Stopping");
  shop_fixture_wait (fixture);
  g_assert_cmpstr (bo_shop_state_get_text (state), ==, "Connected; not everything has been read yet");
  g_assert_nonnull (strstr (bo_shop_panel_get_note (fixture_find (BO_TYPE_SHOP_PANEL)), "goes on from there"));
}

/* A sync that came by itself is stopped like any other. */
static void
test_stop_automatic (ShopFixture  *fixture,
                     gconstpointer data)
{
  BoShopState *state = shop_fixture_get_state (fixture);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fixture->shop->silent = TRUE;
  bo_sync_run_async (shop_fixture_get_sync (fixture), BO_SYNC_DEFAULT, NULL, bo_test_take_result_cb, &result);
  g_assert_true (bo_shop_state_get_running (state));
  g_assert_true (gtk_widget_activate_action (fixture_find (BO_TYPE_SHOP_PANEL), "shop.stop", NULL));
  g_assert_false (bo_shop_state_get_can_cancel (state));
  g_assert_null (bo_sync_run_finish (shop_fixture_get_sync (fixture), bo_test_wait_for (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  bo_test_drain ();
  g_assert_cmpint (bo_shop_state_get_mood (state), ==, BO_SHOP_MOOD_GOOD);

  /* The next one knows nothing of it. */
  fixture->shop->silent = FALSE;
  shop_fixture_sync (fixture);
  g_assert_cmpint (bo_shop_state_get_mood (state), ==, BO_SHOP_MOOD_GOOD);
}

static gboolean
has_accel (const char *action,
           const char *accel)
{
  g_auto (GStrv) accels = gtk_application_get_accels_for_action (GTK_APPLICATION (fixture_get_application ()), action);

  return g_strv_contains ((const char *const *) accels, accel);
}

/* By hand, and told in a toast where no panel is. */
static void
test_f5 (ShopFixture  *fixture,
         gconstpointer data)
{
  bo_dialog_force_close (fixture_find (BO_TYPE_SHOP_PANEL));
  g_assert_true (has_accel ("win.sync", "F5"));
  fake_shop_add_order (fixture->shop, NULL, "processing", get_product (fixture, 1), 3);
  shop_fixture_sync (fixture);
  wait_for_toast (fixture, "1 new backorder");
  bo_test_wait_until (fixture_get_n_lines (&fixture->base) == 4);
  shop_fixture_sync (fixture);
  wait_for_toast (fixture, "nothing new");
}

/* The panel takes the key as well, although it may be a window of its own. */
static void
test_f5_in_panel (ShopFixture  *fixture,
                  gconstpointer data)
{
  fake_shop_add_order (fixture->shop, NULL, "processing", get_product (fixture, 1), 3);
  g_assert_true (fixture_press (fixture_find (BO_TYPE_SHOP_PANEL), GDK_KEY_F5, 0));
  shop_fixture_wait (fixture);
  bo_test_wait_until (fixture_get_n_lines (&fixture->base) == 4);
}

/* Out of reach is a state and no error; whoever pressed a key hears of it. */
static void
test_offline (ShopFixture  *fixture,
              gconstpointer data)
{
  BoShopState *state = shop_fixture_get_state (fixture);

  bo_dialog_force_close (fixture_find (BO_TYPE_SHOP_PANEL));
  g_set_error_literal (&fixture->shop->test_error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_OFFLINE, "Away");
  fixture->shop->fail_after = 1;
  fixture->shop->failure = BO_CATALOG_ERROR_OFFLINE;
  shop_fixture_sync (fixture);
  bo_test_wait_until (bo_shop_state_get_mood (state) == BO_SHOP_MOOD_OFFLINE);
  g_assert_nonnull (strstr (bo_shop_state_get_text (state), "Out of reach; synchronized last at"));
  g_assert_cmpstr (bo_shop_button_get_icon (fixture_find (BO_TYPE_SHOP_BUTTON)), ==, "network-offline-symbolic");
  g_assert_nonnull (bo_window_get_toast (fixture->base.window));

  fixture->shop->fail_after = 0;
  g_clear_error (&fixture->shop->test_error);
  shop_fixture_sync (fixture);
  bo_test_wait_until (bo_shop_state_get_mood (state) == BO_SHOP_MOOD_GOOD);
}

/* A wrong key does not pass by itself: it is trouble, and the panel says so. */
static void
test_wrong_key_later (ShopFixture  *fixture,
                      gconstpointer data)
{
  fixture->shop->fail_after = 1;
  fixture->shop->failure = BO_CATALOG_ERROR_KEY;
  shop_fixture_sync (fixture);
  bo_test_wait_until (bo_shop_state_get_mood (shop_fixture_get_state (fixture)) == BO_SHOP_MOOD_TROUBLE);
  g_assert_cmpstr (bo_shop_state_get_text (shop_fixture_get_state (fixture)), ==, "The keys are not accepted");
  g_assert_nonnull (strstr (bo_shop_panel_get_note (fixture_find (BO_TYPE_SHOP_PANEL)), "as it was told to"));
}

static void
test_refused (ShopFixture  *fixture,
              gconstpointer data)
{
  BoShopPanel *panel = fixture_find (BO_TYPE_SHOP_PANEL);

  g_ptr_array_add (fixture->shop->refused, g_strdup ("product 17: \"price\" is <not> a number"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (panel), "shop.read-all", NULL));
  bo_test_wait_until (bo_shop_state_get_running (shop_fixture_get_state (fixture)));
  shop_fixture_wait (fixture);
  g_assert_cmpuint (bo_shop_state_get_report (shop_fixture_get_state (fixture))->n_refused, >=, 1);
  g_assert_cmpuint (bo_shop_panel_get_n_refused (panel), >=, 1);
}

/* The outbox */

static void
test_retry (ShopFixture  *fixture,
            gconstpointer data)
{
  BoShopPanel *panel = fixture_find (BO_TYPE_SHOP_PANEL);
  gint64       id;

  shop_fixture_make_waiting (fixture, BO_CATALOG_ERROR_REFUSED);
  id = get_entry_id (panel);
  shop_fixture_sync (fixture);
  g_assert_cmpuint (count_outbox (panel), ==, 1);
  g_assert_cmpuint (fixture->shop->notes->len, ==, 0);

  fixture->shop->push_fails = FALSE;
  bo_shop_panel_retry (panel, id);
  bo_test_wait_until (!bo_shop_panel_get_busy (panel));
  shop_fixture_sync (fixture);
  bo_test_wait_until (count_outbox (panel) == 0);
  g_assert_cmpuint (fixture->shop->notes->len, ==, 1);
}

static void
test_drop (ShopFixture  *fixture,
           gconstpointer data)
{
  BoShopPanel *panel = fixture_find (BO_TYPE_SHOP_PANEL);
  gint64       id;

  shop_fixture_make_waiting (fixture, BO_CATALOG_ERROR_REFUSED);
  id = get_entry_id (panel);
  bo_shop_panel_drop (panel, id);
  bo_test_wait_until (count_outbox (panel) == 0);
  fixture->shop->push_fails = FALSE;
  shop_fixture_sync (fixture);
  g_assert_cmpuint (fixture->shop->notes->len, ==, 0);

  /* What is not there any more is told in words. */
  bo_shop_panel_drop (panel, id);
  bo_test_wait_until (!bo_shop_panel_get_busy (panel));
  g_assert_nonnull (bo_shop_panel_get_notice (panel));
}

/* Conflicts */

static void
test_keep_mine (ShopFixture  *fixture,
                gconstpointer data)
{
  BoShopPanel *panel = fixture_find (BO_TYPE_SHOP_PANEL);
  gint64       before = get_product (fixture, 0)->quantity;
  GtkWidget   *button;
  g_autoptr (BoConflictItem) conflict = NULL;

  shop_fixture_make_stock_conflict (fixture);
  conflict = get_conflict (panel);
  g_assert_cmpint (bo_shop_state_get_mood (shop_fixture_get_state (fixture)), ==, BO_SHOP_MOOD_SETTLE);
  button = fixture_find_button ("_Keep Ours");
  gtk_widget_grab_focus (button);
  g_signal_emit_by_name (button, "clicked");
  bo_test_wait_until (count_conflicts (panel) == 0);
  bo_test_drain ();
  g_assert_cmpstr (get_focused_label (GTK_WIDGET (panel)), ==, "_Synchronize");
  shop_fixture_sync (fixture);
  g_assert_cmpint (get_product (fixture, 0)->quantity, ==, before);
}

static void
test_take_theirs (ShopFixture  *fixture,
                  gconstpointer data)
{
  BoShopPanel *panel = fixture_find (BO_TYPE_SHOP_PANEL);
  g_autoptr (BoConflictItem) conflict = NULL;

  shop_fixture_make_stock_conflict (fixture);
  conflict = get_conflict (panel);
  bo_shop_panel_resolve (panel, bo_conflict_item_get_conflict_id (conflict), BO_RESOLVE_THEIRS);
  bo_test_wait_until (count_conflicts (panel) == 0);
  shop_fixture_sync (fixture);
  g_assert_cmpint (get_product (fixture, 0)->quantity, ==, 40);
  g_assert_cmpuint (fixture->shop->n_stock_writes, ==, 0);
  g_assert_cmpint (bo_shop_state_get_mood (shop_fixture_get_state (fixture)), ==, BO_SHOP_MOOD_GOOD);
}

static void
press (const char *label)
{
  GtkWidget *button = fixture_find_button (label);

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_get_mapped (button));
  g_signal_emit_by_name (button, "clicked");
}

/* Look leads to the product in the window, and closes the panel. */
static void
test_look_at_product (ShopFixture  *fixture,
                      gconstpointer data)
{
  GtkWidget *page;

  shop_fixture_make_stock_conflict (fixture);
  bo_test_wait_until (fixture_find_button ("_Look") != NULL);
  press ("_Look");
  bo_test_wait_until (fixture_find (BO_TYPE_SHOP_PANEL) == NULL);
  page = bo_window_get_page (fixture->base.window, "products");
  g_assert_nonnull (page);
  bo_test_wait_until (bo_product_pane_get_product (bo_products_page_get_pane (BO_PRODUCTS_PAGE (page))) != NULL);
}

static void
test_look_at_order (ShopFixture  *fixture,
                    gconstpointer data)
{
  shop_fixture_make_note_conflict (fixture);
  bo_test_wait_until (fixture_find_button ("_Look") != NULL);
  press ("_Look");
  bo_test_wait_until (fixture_find (BO_TYPE_SHOP_PANEL) == NULL);
  fixture_settle (&fixture->base);
  bo_test_wait_until (fixture_get_n_lines (&fixture->base) == 1);
}

static void
test_count_note_as_sent (ShopFixture  *fixture,
                         gconstpointer data)
{
  BoShopPanel *panel = fixture_find (BO_TYPE_SHOP_PANEL);
  guint        n_notes;

  shop_fixture_make_note_conflict (fixture);
  n_notes = fixture->shop->notes->len;
  bo_test_wait_until (fixture_find_button ("_Count as Sent") != NULL);
  press ("_Count as Sent");
  bo_test_wait_until (count_conflicts (panel) == 0 && count_outbox (panel) == 0);
  shop_fixture_sync (fixture);
  g_assert_cmpuint (fixture->shop->notes->len, ==, n_notes);
}

/* What is told the shop of one product or order */

static BoShopProductDialog *
present_product (ShopFixture *fixture)
{
  GtkWidget *page;

  bo_dialog_force_close (fixture_find (BO_TYPE_SHOP_PANEL));
  bo_window_show_page (fixture->base.window, "products");
  page = bo_window_get_page (fixture->base.window, "products");
  bo_test_wait_until (g_list_model_get_n_items (G_LIST_MODEL (bo_list_page_get_model (BO_LIST_PAGE (page)))) == 2);
  /* By name: CUP, LAMP. */
  bo_list_page_select (BO_LIST_PAGE (page), bo_lazy_model_get_id_at (bo_list_page_get_model (BO_LIST_PAGE (page)), 0));
  bo_test_wait_until (bo_product_pane_get_product (bo_products_page_get_pane (BO_PRODUCTS_PAGE (page))) != NULL);
  bo_test_drain ();
  gtk_widget_activate_action (GTK_WIDGET (bo_products_page_get_pane (BO_PRODUCTS_PAGE (page))), "product.shop", NULL);
  bo_test_wait_until (fixture_find (BO_TYPE_SHOP_PRODUCT_DIALOG) != NULL);
  bo_test_wait_until (bo_shop_product_dialog_get_loaded (fixture_find (BO_TYPE_SHOP_PRODUCT_DIALOG)));

  return fixture_find (BO_TYPE_SHOP_PRODUCT_DIALOG);
}

static void
test_product (ShopFixture  *fixture,
              gconstpointer data)
{
  BoShopProductDialog *dialog = present_product (fixture);
  g_autofree char     *stock = bo_format_units (get_product (fixture, 1)->quantity);

  g_assert_cmpstr (get_product (fixture, 1)->sku, ==, "CUP");
  g_assert_cmpstr (bo_shop_product_dialog_get_stock_text (dialog), ==, stock);
  bo_shop_product_dialog_set_backorders (dialog, BO_REMOTE_BACKORDERS_YES);
  bo_shop_product_dialog_set_owner (dialog, BO_STOCK_OWNER_SHOP);
  bo_shop_product_dialog_apply (dialog);
  bo_test_wait_until (fixture_find (BO_TYPE_SHOP_PRODUCT_DIALOG) == NULL);
  shop_fixture_sync (fixture);
  g_assert_cmpint (get_product (fixture, 1)->backorders, ==, BO_REMOTE_BACKORDERS_YES);
}

static void
test_note (ShopFixture  *fixture,
           gconstpointer data)
{
  BoLineModel  *model = bo_queue_page_get_model (fixture_get_queue (&fixture->base));
  BoLineCard   *card = bo_queue_page_get_card (fixture_get_queue (&fixture->base));
  BoNoteDialog *dialog;

  bo_dialog_force_close (fixture_find (BO_TYPE_SHOP_PANEL));
  bo_list_page_select (BO_LIST_PAGE (fixture_get_queue (&fixture->base)),
                       bo_lazy_model_get_id_at (BO_LAZY_MODEL (model), 0));
  bo_test_wait_until (bo_line_card_get_found (card) && !bo_line_card_get_loading (card));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture_get_queue (&fixture->base)), "line.note", NULL));
  bo_test_wait_until (fixture_find (BO_TYPE_NOTE_DIALOG) != NULL);
  dialog = fixture_find (BO_TYPE_NOTE_DIALOG);
  bo_note_dialog_set_text (dialog, "  \n ");
  bo_note_dialog_apply (dialog);
  bo_test_drain ();
  g_assert_true (fixture_find (BO_TYPE_NOTE_DIALOG) == dialog);

  bo_note_dialog_set_text (dialog, "It comes on Friday.\n");
  bo_note_dialog_apply (dialog);
  bo_test_wait_until (fixture_find (BO_TYPE_NOTE_DIALOG) == NULL);
  wait_for_toast (fixture, "next sync");
  shop_fixture_sync (fixture);
  g_assert_cmpuint (fixture->shop->notes->len, ==, 1);
  g_assert_nonnull (strstr (((FakeNote *) g_ptr_array_index (fixture->shop->notes, 0))->text, "It comes on Friday."));
}

/* Others */

static void
test_save_log (ShopFixture  *fixture,
               gconstpointer data)
{
  BoShopPanel     *panel = fixture_find (BO_TYPE_SHOP_PANEL);
  g_autofree char *path = g_build_filename (fixture->base.folder, "sync.log", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *text = NULL;

  bo_shop_panel_save_log (panel, file);
  bo_test_wait_until (!bo_shop_panel_get_busy (panel));
  text = bo_test_read_file (path);
  g_assert_nonnull (strstr (text, "Sync done"));
  g_assert_null (strstr (text, "ck_1"));
  g_assert_null (strstr (text, "Lopes"));
  g_assert_nonnull (strstr (bo_shop_panel_get_notice (panel), "sync.log"));
}

/* Whatever is under way when the window goes: nothing comes back to it. */
static void
test_destroy_while_syncing (ShopFixture  *fixture,
                            gconstpointer data)
{
  BoWindow *window = fixture->base.window;

  fixture->shop->silent = TRUE;
  fixture_activate (&fixture->base, "win.sync");
  bo_test_wait_until (bo_shop_state_get_running (shop_fixture_get_state (fixture)));
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_destroy (GTK_WINDOW (window));
  fixture->base.window = NULL;
  bo_test_wait_until (window == NULL);
}

static void
test_destroy_while_testing (ShopFixture  *fixture,
                            gconstpointer data)
{
  BoShopDialog *dialog = shop_fixture_present_dialog (fixture);
  BoWindow     *window = fixture->base.window;

  fixture->shop->silent = TRUE;
  gtk_editable_set_text (bo_connection_group_get_entry (bo_shop_dialog_get_connection (dialog), "address"), "shop.example");
  shop_fixture_type_keys (fixture, dialog);
  bo_shop_dialog_apply (dialog);
  bo_test_drain ();
  g_assert_true (bo_connection_group_get_testing (bo_shop_dialog_get_connection (dialog)));
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  gtk_window_destroy (GTK_WINDOW (window));
  fixture->base.window = NULL;
  bo_test_wait_until (window == NULL && dialog == NULL);
}

/* A store that may only be read is not synced, and nothing is set of its shop. */
static void
test_read_only_store (ShopFixture  *fixture,
                      gconstpointer data)
{
  fixture_close (&fixture->base);
  fixture->base.window = BO_WINDOW (bo_window_new (GTK_APPLICATION (fixture->base.application), NULL));
  bo_window_open (fixture->base.window, fixture->base.path, BO_SERVICE_MUST_EXIST | BO_SERVICE_READ_ONLY);
  gtk_window_present (GTK_WINDOW (fixture->base.window));
  bo_test_wait_until (bo_window_get_ready (fixture->base.window));
  bo_test_wait_until (shop_fixture_get_state (fixture) != NULL);
  g_assert_true (bo_shop_state_get_connected (shop_fixture_get_state (fixture)));
  g_assert_false (bo_window_shop_get_can_sync (bo_window_get_shop (fixture->base.window)));
  g_assert_false (bo_commander_get_has_shop (bo_window_get_commander (fixture->base.window)));
  gtk_widget_activate_action (GTK_WIDGET (fixture->base.window), "win.shop", NULL);
  gtk_widget_activate_action (GTK_WIDGET (fixture->base.window), "win.shop-settings", NULL);
  g_assert_null (fixture_find (BO_TYPE_SHOP_PANEL));
  g_assert_null (fixture_find (BO_TYPE_SHOP_DIALOG));
}

/* A window on a store that is connected knows it, and a new window after it too. */
static void
test_reopen (ShopFixture  *fixture,
             gconstpointer data)
{
  GtkWidget       *button;
  g_autofree char *label = NULL;
  g_autofree char *mismatch = NULL;

  fixture_close (&fixture->base);
  fixture_open (&fixture->base);
  g_assert_cmpstr (bo_window_get_state (fixture->base.window), ==, "main");
  bo_test_wait_until (shop_fixture_get_state (fixture) != NULL);
  g_assert_true (bo_shop_state_get_connected (shop_fixture_get_state (fixture)));
  button = fixture_find (BO_TYPE_SHOP_BUTTON);
  bo_test_wait_until (gtk_widget_get_visible (button));
  /* What the icon says, for who does not see it. */
  label = g_strdup_printf ("Shop: %s", bo_shop_state_get_text (shop_fixture_get_state (fixture)));
  mismatch = gtk_test_accessible_check_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (button)),
                                                 GTK_ACCESSIBLE_PROPERTY_LABEL, label);
  g_assert_null (mismatch);
}

/* The real client against the sample shop, over a real socket. */
static void
test_sample_shop (ShopFixture  *fixture,
                  gconstpointer data)
{
  static const BoSampleShopOptions options = { .products = 40, .customers = 30, .orders = 120, .now = 1767000000 };
  g_autoptr (BoSampleShop) shop = bo_sample_shop_new (&options);
  g_autoptr (GError) error = NULL;
  BoShopDialog *dialog;

  bo_sync_set_catalog (shop_fixture_get_sync (fixture), NULL);
  g_assert_true (bo_sample_shop_start (shop, &error));
  dialog = shop_fixture_present_dialog (fixture);
  gtk_editable_set_text (bo_connection_group_get_entry (bo_shop_dialog_get_connection (dialog), "address"), bo_sample_shop_get_url (shop));
  gtk_editable_set_text (bo_connection_group_get_entry (bo_shop_dialog_get_connection (dialog), "key"), bo_sample_shop_get_key (shop));
  gtk_editable_set_text (bo_connection_group_get_entry (bo_shop_dialog_get_connection (dialog), "secret"), "cs_wrong");
  bo_shop_dialog_set_interval (dialog, 0);
  bo_shop_dialog_apply (dialog);
  bo_test_wait_until (bo_shop_dialog_get_notice (dialog) != NULL);
  g_assert_cmpstr (bo_connection_group_get_result (bo_shop_dialog_get_connection (dialog)), ==, bo_catalog_error_to_title (BO_CATALOG_ERROR_KEY));

  gtk_editable_set_text (bo_connection_group_get_entry (bo_shop_dialog_get_connection (dialog), "secret"), bo_sample_shop_get_secret (shop));
  bo_shop_dialog_apply (dialog);
  bo_test_wait_until (fixture_find (BO_TYPE_SHOP_PANEL) != NULL);
  shop_fixture_wait (fixture);
  g_assert_null (bo_sync_get_status (shop_fixture_get_sync (fixture))->last_error);
  g_assert_cmpint (bo_sync_get_status (shop_fixture_get_sync (fixture))->n_orders, >, 100);
  bo_test_wait_until (fixture_get_n_lines (&fixture->base) > 0);
  bo_sample_shop_stop (shop);
}

int
main (int   argc,
      char *argv[])
{
  typedef void (*Func) (ShopFixture * fixture, gconstpointer data);
  static const struct
  {
    const char *path;
    Func        func;
    gboolean    connected;
  } cases[] = {
    { "/shop/connect", test_connect, FALSE },
    { "/shop/mnemonics", test_mnemonics, FALSE },
    { "/shop/validation", test_validation, FALSE },
    { "/shop/test-fails", test_test_fails, FALSE },
    { "/shop/read-only-keys", test_read_only_keys, FALSE },
    { "/shop/test-cancelled", test_test_cancelled, FALSE },
    { "/shop/no-keyring", test_no_keyring, FALSE },
    { "/shop/change", test_change, FALSE },
    { "/shop/disconnect", test_disconnect, FALSE },
    { "/shop/first-sync-stopped", test_first_sync_stopped, FALSE },
    { "/shop/sample-shop", test_sample_shop, FALSE },
    { "/shop/first-sync-half-done", test_first_sync_half_done, FALSE },
    { "/shop/stop-automatic", test_stop_automatic, TRUE },
    { "/shop/f5", test_f5, TRUE },
    { "/shop/f5-in-panel", test_f5_in_panel, TRUE },
    { "/shop/offline", test_offline, TRUE },
    { "/shop/wrong-key-later", test_wrong_key_later, TRUE },
    { "/shop/refused", test_refused, TRUE },
    { "/shop/retry", test_retry, TRUE },
    { "/shop/drop", test_drop, TRUE },
    { "/shop/keep-mine", test_keep_mine, TRUE },
    { "/shop/take-theirs", test_take_theirs, TRUE },
    { "/shop/look-at-product", test_look_at_product, TRUE },
    { "/shop/look-at-order", test_look_at_order, TRUE },
    { "/shop/count-note-as-sent", test_count_note_as_sent, TRUE },
    { "/shop/product", test_product, TRUE },
    { "/shop/note", test_note, TRUE },
    { "/shop/save-log", test_save_log, TRUE },
    { "/shop/destroy-while-syncing", test_destroy_while_syncing, TRUE },
    { "/shop/destroy-while-testing", test_destroy_while_testing, FALSE },
    { "/shop/read-only-store", test_read_only_store, TRUE },
    { "/shop/reopen", test_reopen, TRUE },
  };

  /* No Secret Service, whatever the machine has. */
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere", TRUE);
  if (!fixture_init (&argc, &argv))
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, ShopFixture, NULL, cases[i].connected ? shop_fixture_set_up_connected : shop_fixture_set_up,
                cases[i].func, shop_fixture_tear_down);

  return g_test_run ();
}

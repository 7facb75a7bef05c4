/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "backordersctl"

#include "config.h"

#include "ctl-sync.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "bo-format.h"
#include "bo-names.h"
#include "ctl-arguments.h"
#include "ctl-output.h"
#include "ctl-records.h"

/* Option values as they were typed. */
typedef struct
{
  CtlShopOptions shop;
  char          *stock;
  char          *take;
  char          *hold;
  char         **roles;
  char          *interval;
  char          *unpaid_days;
  char          *write_place;
  char          *currency;
  char          *backorders;
} Options;

static void
options_clear (Options *options)
{
  ctl_shop_options_clear (&options->shop);
  g_free (options->stock);
  g_free (options->take);
  g_free (options->hold);
  g_strfreev (options->roles);
  g_free (options->interval);
  g_free (options->unpaid_days);
  g_free (options->write_place);
  g_free (options->currency);
  g_free (options->backorders);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* show */

static json_t *
roles_to_json (const BoShopConfig *config)
{
  json_t *object = json_object ();

  for (guint i = 0; i < config->roles->len; i++)
    {
      const BoRoleClass *role = &g_array_index (config->roles, BoRoleClass, i);

      ctl_json_set_number (object, role->role, role->priority_class);
    }
  return object;
}

static json_t *
states_to_json (const BoShopConfig *config)
{
  json_t *array;

  if (config->hold_states == NULL)
    return json_null ();
  array = json_array ();
  for (guint i = 0; config->hold_states[i] != NULL; i++)
    json_array_append_new (array, json_string (config->hold_states[i]));
  return array;
}

static void
print_shop_json (const BoShopConfig *config,
                 const BoSyncStatus *status)
{
  json_t *object = json_object ();

  ctl_json_set_text (object, "address", config->address);
  ctl_json_set_text (object, "name", status->shop_name);
  ctl_json_set_text (object, "version", status->shop_version);
  ctl_json_set_text (object, "currency", config->currency);
  ctl_json_set_text (object, "stock", bo_stock_owner_to_name (config->owner));
  ctl_json_set_text (object, "take", bo_take_to_name (config->take));
  json_object_set_new (object, "hold", states_to_json (config));
  json_object_set_new (object, "roles", roles_to_json (config));
  ctl_json_set_number (object, "interval", config->interval);
  ctl_json_set_boolean (object, "write_place", config->write_place);
  ctl_json_set_number (object, "unpaid_days", config->unpaid_days);
  ctl_json_set_instant (object, "last_success", status->last_success);
  ctl_json_set_text (object, "last_error", status->last_error);
  ctl_json_set_instant (object, "last_error_at", status->last_error_at);
  ctl_json_set_number (object, "products", status->n_products);
  ctl_json_set_number (object, "customers", status->n_customers);
  ctl_json_set_number (object, "orders", status->n_orders);
  ctl_json_set_number (object, "outbox", status->n_outbox);
  ctl_json_set_number (object, "conflicts", status->n_conflicts);
  ctl_print_json (object);
}

static void
print_instant (Ctl        *ctl,
               const char *label,
               gint64      at)
{
  g_autofree char *text = at != 0 ? bo_format_instant (at, bo_service_get_time_zone (ctl->service)) : g_strdup (_ ("never"));

  ctl_print_field (label, "%s", text);
}

static void
print_shop (Ctl                *ctl,
            const BoShopConfig *config,
            const BoSyncStatus *status)
{
  g_autofree char *states = config->hold_states != NULL ? g_strjoinv (", ", config->hold_states)
                                                        : g_strdup (_ ("as the shop has it"));

  if (ctl->json)
    {
      print_shop_json (config, status);
      return;
    }
  ctl_print_field (_ ("Address"), "%s", config->address);
  if (status->shop_name != NULL)
    ctl_print_field (_ ("Shop"), "%s", status->shop_name);
  if (status->shop_version != NULL)
    ctl_print_field (_ ("Program"), "%s", status->shop_version);
  ctl_print_field (_ ("Keeps the stock"), "%s", bo_stock_owner_to_name (config->owner));
  ctl_print_field (_ ("Becomes a backorder"), "%s", bo_take_to_name (config->take));
  ctl_print_field (_ ("States that hold a place"), "%s", states);
  for (guint i = 0; i < config->roles->len; i++)
    {
      const BoRoleClass *role = &g_array_index (config->roles, BoRoleClass, i);

      ctl_print_field (_ ("Class by role"), "%s %d", role->role, role->priority_class);
    }
  ctl_print_field (_ ("Minutes between syncs"), "%u", config->interval);
  ctl_print_field (_ ("Days unpaid"), "%u", config->unpaid_days);
  ctl_print_field (_ ("Writes places"), "%s", config->write_place ? _ ("yes") : _ ("no"));
  print_instant (ctl, _ ("Last sync"), status->last_success);
  if (status->last_error != NULL)
    ctl_print_field (_ ("Last error"), "%s", status->last_error);
  ctl_print_field (_ ("Products"), "%" PRId64, status->n_products);
  ctl_print_field (_ ("Customers"), "%" PRId64, status->n_customers);
  ctl_print_field (_ ("Orders"), "%" PRId64, status->n_orders);
  ctl_print_field (_ ("To write back"), "%" PRId64, status->n_outbox);
  ctl_print_field (_ ("Conflicts"), "%" PRId64, status->n_conflicts);
}

static gboolean
need_config (CtlSync *sync,
             GError **error)
{
  if (bo_sync_get_config (sync) != NULL)
    return TRUE;
  g_set_error_literal (error, BO_SYNC_ERROR, BO_SYNC_ERROR_NOT_CONNECTED,
                       _ ("No shop is connected: “backordersctl shop set ADDRESS” does"));

  return FALSE;
}

static gboolean
show_shop (Ctl           *ctl,
           const Options *options,
           char         **argv,
           GError       **error)
{
  g_autoptr (CtlSync) sync = ctl_open_sync (ctl, &options->shop, BO_SERVICE_MUST_EXIST | BO_SERVICE_READ_ONLY, error);

  if (sync == NULL || !need_config (sync, error))
    return FALSE;
  print_shop (ctl, bo_sync_get_config (sync), bo_sync_get_status (sync));

  return TRUE;
}

/* set */

static gboolean
set_roles (BoShopConfig *config,
           char        **roles,
           GError      **error)
{
  for (guint i = 0; roles != NULL && roles[i] != NULL; i++)
    {
      gint64           priority_class;
      g_autofree char *role = ctl_parse_pair (roles[i], "--role", 0, &priority_class, error);

      if (role == NULL)
        return FALSE;
      if (priority_class > BO_CLASS_MAX)
        {
          g_set_error (error, CTL_ERROR, CTL_ERROR_USAGE, _ ("--role: there is no class %" PRId64), priority_class);
          return FALSE;
        }
      bo_shop_config_set_role (config, g_str_equal (role, "guest") ? "" : role, (int) priority_class);
    }

  return TRUE;
}

static gboolean
set_number (const char *text,
            const char *option,
            guint      *number,
            GError    **error)
{
  gint64 value;

  if (text == NULL)
    return TRUE;
  if (!ctl_parse_number (text, option, 0, 1000000, &value, error))
    return FALSE;
  *number = (guint) value;

  return TRUE;
}

static char *
list_yes_no (void)
{
  static const char *const names[] = { "yes", "no" };

  return bo_names_join (names, G_N_ELEMENTS (names));
}

static char *
list_owners (void)
{
  static const char *const names[] = { "shop", "ours", "default" };

  return bo_names_join (names, G_N_ELEMENTS (names));
}

static gboolean
set_fields (BoShopConfig  *config,
            const Options *options,
            GError       **error)
{
  if ((options->stock != NULL &&
       !ctl_parse_name (options->stock, "--stock", bo_stock_owner_from_name (options->stock, &config->owner),
                        bo_stock_owner_list_names, error)) ||
      (options->take != NULL &&
       !ctl_parse_name (options->take, "--take", bo_take_from_name (options->take, &config->take), bo_take_list_names, error)) ||
      !set_roles (config, options->roles, error) ||
      !set_number (options->interval, "--interval", &config->interval, error) ||
      !set_number (options->unpaid_days, "--unpaid-days", &config->unpaid_days, error))
    return FALSE;
  if (options->write_place != NULL)
    {
      config->write_place = g_str_equal (options->write_place, "yes");
      if (!ctl_parse_name (options->write_place, "--write-place",
                           config->write_place || g_str_equal (options->write_place, "no"), list_yes_no, error))
        return FALSE;
    }
  if (options->currency != NULL)
    {
      g_free (config->currency);
      config->currency = g_ascii_strup (options->currency, -1);
    }
  if (options->hold != NULL && *options->hold == '\0')
    {
      g_set_error_literal (error, CTL_ERROR, CTL_ERROR_USAGE, _ ("--hold: name a state, or give default"));
      return FALSE;
    }
  if (options->hold != NULL)
    {
      g_strfreev (config->hold_states);
      config->hold_states = g_str_equal (options->hold, "default") ? NULL : g_strsplit (options->hold, ",", -1);
      for (guint i = 0; config->hold_states != NULL && config->hold_states[i] != NULL; i++)
        g_strstrip (config->hold_states[i]);
    }

  return TRUE;
}

static gboolean
set_shop (Ctl           *ctl,
          const Options *options,
          char         **argv,
          GError       **error)
{
  g_autoptr (CtlSync) sync = NULL;
  g_autoptr (BoShopConfig) config = NULL;
  g_autofree char *key = NULL;
  g_autofree char *secret = NULL;
  BoSecretsKept    kept = BO_SECRETS_KEPT;
  CtlShopOptions   without_keys = { NULL, options->shop.authority };

  /* Standard input is read once. */
  if (!ctl_read_keys (options->shop.keys, &key, &secret, error))
    return FALSE;
  sync = ctl_open_sync (ctl, &without_keys, BO_SERVICE_DEFAULT, error);
  if (sync == NULL || (argv[0] == NULL && !need_config (sync, error)))
    return FALSE;
  config = bo_sync_get_config (sync) != NULL ? bo_shop_config_copy (bo_sync_get_config (sync)) : bo_shop_config_new (argv[0]);
  if (argv[0] != NULL)
    {
      g_free (config->address);
      config->address = g_strdup (argv[0]);
    }
  if (!set_fields (config, options, error))
    return FALSE;
  bo_sync_set_config_async (sync, config, key, secret, ctl->cancellable, ctl_done_cb, ctl);
  if (!bo_sync_set_config_finish (sync, ctl_wait (ctl), &kept, error))
    return FALSE;
  if (key != NULL && kept == BO_SECRETS_KEPT_FOR_THIS_RUN)
    ctl_print_error ("%s\n", _ ("There is no Secret Service here, so the keys were not kept: give --keys to every command that speaks to the shop."));
  print_shop (ctl, bo_sync_get_config (sync), bo_sync_get_status (sync));

  return TRUE;
}

/* test */

static gboolean
test_address (Ctl           *ctl,
              const Options *options,
              char         **argv,
              GError       **error)
{
  g_autoptr (CtlSync) sync = ctl_open_sync (ctl, &options->shop, argv[0] != NULL ? BO_SERVICE_DEFAULT : BO_SERVICE_MUST_EXIST, error);
  g_autoptr (BoCatalogReport) report = NULL;
  gboolean can_write;

  if (sync == NULL || (argv[0] == NULL && !need_config (sync, error)))
    return FALSE;
  bo_sync_test_async (sync, argv[0] != NULL ? argv[0] : bo_sync_get_config (sync)->address, NULL, NULL, ctl->cancellable,
                      ctl_done_cb, ctl);
  report = bo_sync_test_finish (sync, ctl_wait (ctl), error);
  if (report == NULL)
    return ctl_explain_keys (error);

  can_write = (report->capabilities & BO_CATALOG_CAN_WRITE) != 0;
  if (ctl->json)
    {
      json_t *object = json_object ();

      ctl_json_set_text (object, "name", report->shop_name);
      ctl_json_set_text (object, "version", report->version);
      ctl_json_set_text (object, "currency", report->currency);
      ctl_json_set_boolean (object, "can_write", can_write);
      ctl_json_set_boolean (object, "lists_all_variations", (report->capabilities & BO_CATALOG_LISTS_ALL_VARIATIONS) != 0);
      ctl_json_set_boolean (object, "keys_in_address", report->keys_in_address);
      ctl_print_json (object);
      return TRUE;
    }
  ctl_print_field (_ ("Shop"), "%s", report->shop_name != NULL ? report->shop_name : "");
  ctl_print_field (_ ("Program"), "%s", report->version != NULL ? report->version : "");
  if (report->currency != NULL)
    ctl_print_field (_ ("Currency"), "%s", report->currency);
  ctl_print_field (_ ("The key may write"), "%s", can_write ? _ ("yes") : _ ("no"));
  if (report->keys_in_address)
    puts (_ ("Something before the shop strips the header with the keys, so they go in the address instead."));

  return TRUE;
}

/* A test of an address keeps nothing, least of all a store that was not there. */
static gboolean
test_shop (Ctl           *ctl,
           const Options *options,
           char         **argv,
           GError       **error)
{
  g_autofree char *path = ctl_get_store_path (ctl);
  gboolean         is_new = argv[0] != NULL && !g_file_test (path, G_FILE_TEST_EXISTS);
  gboolean         works = test_address (ctl, options, argv, error);

  if (is_new)
    ctl_discard (ctl);

  return works;
}

/* forget */

static gboolean
forget_shop (Ctl           *ctl,
             const Options *options,
             char         **argv,
             GError       **error)
{
  g_autoptr (CtlSync) sync = ctl_open_sync (ctl, &options->shop, BO_SERVICE_MUST_EXIST, error);

  if (sync == NULL)
    return FALSE;
  bo_sync_forget_async (sync, ctl->cancellable, ctl_done_cb, ctl);

  return bo_sync_forget_finish (sync, ctl_wait (ctl), error);
}

/* product */

static void
print_product (Ctl                 *ctl,
               const BoShopProduct *product)
{
  static const char *const stocks[] = { "not-counted", "own", "shared" };
  const char              *owner = bo_stock_owner_to_name (product->effective_owner);
  const char              *backorders = bo_remote_backorders_to_name (product->backorders);

  if (ctl->json)
    {
      json_t *object = json_object ();

      ctl_json_set_number (object, "shop_id", product->remote_id);
      ctl_json_set_text (object, "count", stocks[product->stock]);
      json_object_set_new (object, "quantity", product->has_quantity ? json_integer (product->quantity) : json_null ());
      ctl_json_set_text (object, "backorders", backorders);
      ctl_json_set_text (object, "stock", owner);
      ctl_json_set_boolean (object, "stock_by_shop", product->owner < 0);
      ctl_json_set_boolean (object, "gone", product->gone);
      ctl_print_json (object);
      return;
    }
  ctl_print_field (_ ("Number in the shop"), "%" PRId64, product->remote_id);
  ctl_print_field (_ ("Counted"), "%s", stocks[product->stock]);
  if (product->has_quantity)
    ctl_print_field (_ ("The shop can sell"), "%" PRId64, product->quantity);
  ctl_print_field (_ ("Sells what it lacks"), "%s", backorders);
  ctl_print_field (_ ("Keeps the stock"), "%s", owner);
  if (product->gone)
    puts (_ ("The shop does not have it any more."));
}

static gboolean
change_product (Ctl           *ctl,
                CtlSync       *sync,
                const Options *options,
                gint64         product_id,
                GError       **error)
{
  BoStockOwner       owner = BO_STOCK_OWNER_SHOP;
  BoRemoteBackorders mode = BO_REMOTE_BACKORDERS_NO;

  if (options->backorders != NULL)
    {
      if (!ctl_parse_name (options->backorders, "--backorders",
                           bo_remote_backorders_from_name (options->backorders, &mode), bo_remote_backorders_list_names, error))
        return FALSE;
      bo_sync_set_backorders_async (sync, product_id, mode, ctl->cancellable, ctl_done_cb, ctl);
      if (!bo_sync_outbox_finish (sync, ctl_wait (ctl), error))
        return FALSE;
    }
  if (options->stock != NULL)
    {
      gboolean follows = g_str_equal (options->stock, "default");

      if (!ctl_parse_name (options->stock, "--stock", follows || bo_stock_owner_from_name (options->stock, &owner), list_owners, error))
        return FALSE;
      bo_sync_set_owner_async (sync, product_id, follows ? -1 : (int) owner, ctl->cancellable, ctl_done_cb, ctl);
      if (!bo_sync_outbox_finish (sync, ctl_wait (ctl), error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
shop_product (Ctl           *ctl,
              const Options *options,
              char         **argv,
              GError       **error)
{
  g_autoptr (CtlSync) sync = ctl_open_sync (ctl, &options->shop, BO_SERVICE_MUST_EXIST, error);
  BoShopProduct product;
  gint64        product_id;

  if (sync == NULL)
    return FALSE;
  product_id = ctl_find_product (ctl, argv[0], error);
  if (product_id == 0 || !change_product (ctl, sync, options, product_id, error))
    return FALSE;
  bo_sync_load_product_async (sync, product_id, ctl->cancellable, ctl_done_cb, ctl);
  if (!bo_sync_load_product_finish (sync, ctl_wait (ctl), &product, error))
    return FALSE;
  if (product.remote_id == 0)
    {
      g_set_error (error, CTL_ERROR, CTL_ERROR_FAILED, _ ("The shop does not have %s"), argv[0]);
      return FALSE;
    }
  print_product (ctl, &product);

  return TRUE;
}

/* log */

static gboolean
shop_log (Ctl           *ctl,
          const Options *options,
          char         **argv,
          GError       **error)
{
  g_autoptr (CtlSync) sync = ctl_open_sync (ctl, &options->shop, BO_SERVICE_MUST_EXIST | BO_SERVICE_READ_ONLY, error);
  g_autofree char *log = NULL;

  if (sync == NULL)
    return FALSE;
  bo_sync_read_log_async (sync, ctl->cancellable, ctl_done_cb, ctl);
  log = bo_sync_read_log_finish (sync, ctl_wait (ctl), error);
  if (log == NULL)
    return FALSE;
  if (ctl->json)
    {
      json_t *object = json_object ();

      ctl_json_set_text (object, "log", log);
      ctl_print_json (object);
    }
  else
    fputs (log, stdout);

  return TRUE;
}

static const struct
{
  const char *name;
  guint       min_arguments;
  guint       max_arguments;
  gboolean (*func) (Ctl *ctl, const Options *options, char **argv, GError **error);
} actions[] = {
  { "show", 0, 0, show_shop },
  { "set", 0, 1, set_shop },
  { "test", 0, 1, test_shop },
  { "forget", 0, 0, forget_shop },
  { "product", 1, 1, shop_product },
  { "log", 0, 0, shop_log },
};

gboolean
ctl_shop (Ctl     *ctl,
          char   **argv,
          GError **error)
{
  g_auto (Options) options = { { NULL } };
  const GOptionEntry entries[] = {
    { "stock", 0, 0, G_OPTION_ARG_STRING, &options.stock, N_ ("Who keeps the stock: shop or ours; of a product also default"), N_ ("OWNER") },
    { "take", 0, 0, G_OPTION_ARG_STRING, &options.take, N_ ("Which open lines become backorders: missing or every"), N_ ("WHICH") },
    { "hold", 0, 0, G_OPTION_ARG_STRING, &options.hold, N_ ("States of orders that hold a place, or default"), N_ ("STATE,…") },
    { "role", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.roles, N_ ("Priority class of a role of customers, or of guest; 0 takes it back; may be repeated"), N_ ("ROLE=CLASS") },
    { "interval", 0, 0, G_OPTION_ARG_STRING, &options.interval, N_ ("Minutes between syncs by the window; 0: by hand only"), N_ ("MINUTES") },
    { "unpaid-days", 0, 0, G_OPTION_ARG_STRING, &options.unpaid_days, N_ ("How long an unpaid order on hold keeps its place; 0: for ever"), N_ ("DAYS") },
    { "write-place", 0, 0, G_OPTION_ARG_STRING, &options.write_place, N_ ("Write the place in line to the shop’s orders: yes or no"), N_ ("YES|NO") },
    { "currency", 0, 0, G_OPTION_ARG_STRING, &options.currency, N_ ("Of the shop’s prices, if not the store’s"), N_ ("CODE") },
    { "backorders", 0, 0, G_OPTION_ARG_STRING, &options.backorders, N_ ("Of a product: whether the shop sells what it lacks: no, notify or yes"), N_ ("MODE") },
    CTL_SHOP_ENTRIES (&options.shop),
    { NULL }
  };

  if (!ctl_parse (ctl, &argv, entries, 1, 2, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      guint n = g_strv_length (argv) - 1;

      if (!g_str_equal (argv[0], actions[i].name))
        continue;
      if (n >= actions[i].min_arguments && n <= actions[i].max_arguments)
        return actions[i].func (ctl, &options, argv + 1, error);
      g_set_error (error, CTL_ERROR, CTL_ERROR_USAGE,
                   n < actions[i].min_arguments ? _ ("“%s” lacks an argument") : _ ("“%s” has one argument too many"), argv[0]);
      return FALSE;
    }
  g_set_error (error, CTL_ERROR, CTL_ERROR_USAGE, _ ("“%s” is nothing to do with a shop: show, set, test, forget, product or log"), argv[0]);

  return FALSE;
}

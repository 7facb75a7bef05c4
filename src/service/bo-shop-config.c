/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-sync"

#include "config.h"

#include "bo-shop-config.h"

#include "bo-names.h"

static const char *const owner_names[] = { [BO_STOCK_OWNER_SHOP] = "shop", [BO_STOCK_OWNER_US] = "ours" };
static const char *const take_names[] = { [BO_TAKE_MISSING] = "missing", [BO_TAKE_EVERY] = "every" };

static void
role_class_clear (gpointer data)
{
  BoRoleClass *role = data;

  g_free (role->role);
}

/**
 * bo_shop_config_new:
 * @address: of the shop
 *
 * Returns: (transfer full): what is set of a shop at first: it keeps its stock, and
 *   the lines whose units are not all there become backorders
 */
BoShopConfig *
bo_shop_config_new (const char *address)
{
  BoShopConfig *config = g_new0 (BoShopConfig, 1);

  config->address = g_strdup (address);
  config->owner = BO_STOCK_OWNER_SHOP;
  config->take = BO_TAKE_MISSING;
  config->roles = g_array_new (FALSE, FALSE, sizeof (BoRoleClass));
  g_array_set_clear_func (config->roles, role_class_clear);
  config->interval = BO_SHOP_INTERVAL_DEFAULT;
  config->unpaid_days = BO_SHOP_UNPAID_DAYS_DEFAULT;
  return config;
}

BoShopConfig *
bo_shop_config_copy (const BoShopConfig *config)
{
  BoShopConfig *copy;

  if (config == NULL)
    return NULL;
  copy = bo_shop_config_new (config->address);
  copy->currency = g_strdup (config->currency);
  copy->owner = config->owner;
  copy->take = config->take;
  copy->hold_states = g_strdupv (config->hold_states);
  for (guint i = 0; i < config->roles->len; i++)
    {
      const BoRoleClass *role = &g_array_index (config->roles, BoRoleClass, i);

      bo_shop_config_set_role (copy, role->role, role->priority_class);
    }
  copy->interval = config->interval;
  copy->write_place = config->write_place;
  copy->unpaid_days = config->unpaid_days;
  return copy;
}

void
bo_shop_config_free (BoShopConfig *config)
{
  if (config == NULL)
    return;
  g_free (config->address);
  g_free (config->currency);
  g_strfreev (config->hold_states);
  g_array_unref (config->roles);
  g_free (config);
}

/**
 * bo_shop_config_set_role:
 * @config: what is set of a shop
 * @role: a role of customers, as the shop calls it
 * @priority_class: their class; 0 takes the role off the list
 */
void
bo_shop_config_set_role (BoShopConfig *config,
                         const char   *role,
                         int           priority_class)
{
  BoRoleClass added = { NULL, priority_class };

  for (guint i = 0; i < config->roles->len; i++)
    if (g_str_equal (g_array_index (config->roles, BoRoleClass, i).role, role))
      {
        g_array_remove_index (config->roles, i);
        break;
      }
  if (priority_class == 0)
    return;
  added.role = g_strdup (role);
  g_array_append_val (config->roles, added);
}

int
bo_shop_config_get_role (const BoShopConfig *config,
                         const char         *role)
{
  for (guint i = 0; i < config->roles->len; i++)
    if (g_strcmp0 (g_array_index (config->roles, BoRoleClass, i).role, role) == 0)
      return g_array_index (config->roles, BoRoleClass, i).priority_class;
  return 0;
}

BO_DEFINE_NAMES (bo_stock_owner, BoStockOwner, owner_names)

BO_DEFINE_NAMES (bo_take, BoTake, take_names)

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-sync"

#include "config.h"

#include "bo-sync-private.h"

#include <jansson.h>

/* What is set of the shop, as the store keeps it. */

typedef json_t Json;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Json, json_decref)

static char *
dump (json_t *json)
{
  char *text = json_dumps (json, JSON_COMPACT);
  char *copy = g_strdup (text);

  free (text);
  return copy;
}

static char *
states_to_json (char **states)
{
  g_autoptr (Json) array = NULL;

  if (states == NULL)
    return NULL;
  array = json_array ();
  for (guint i = 0; states[i] != NULL; i++)
    json_array_append_new (array, json_string (states[i]));
  return dump (array);
}

static char **
states_from_json (const char *text)
{
  g_autoptr (Json) array = text != NULL ? json_loads (text, 0, NULL) : NULL;
  g_autoptr (GPtrArray) states = g_ptr_array_new ();
  json_t *value;
  size_t  i;

  if (array == NULL)
    return NULL;
  json_array_foreach (array, i, value) g_ptr_array_add (states, g_strdup (json_string_value (value)));
  g_ptr_array_add (states, NULL);
  return (char **) g_ptr_array_steal (states, NULL);
}

static char *
roles_to_json (const GArray *roles)
{
  g_autoptr (Json) object = json_object ();

  for (guint i = 0; i < roles->len; i++)
    {
      const BoRoleClass *role = &g_array_index (roles, BoRoleClass, i);

      json_object_set_new (object, role->role, json_integer (role->priority_class));
    }
  return dump (object);
}

/**
 * bo_shop_config_to_row:
 * @config: what is set of the shop
 *
 * Returns: (transfer full): a row that says the same; who writes it adds what the
 *   shop is known by
 */
BoShopRow *
bo_shop_config_to_row (const BoShopConfig *config)
{
  BoShopRow *row = g_new0 (BoShopRow, 1);

  row->address = g_strdup (config->address);
  row->currency = g_strdup (config->currency);
  row->owner = (int) config->owner;
  row->take = (int) config->take;
  row->hold_states = states_to_json (config->hold_states);
  row->roles = roles_to_json (config->roles);
  row->interval = config->interval;
  row->write_place = config->write_place;
  row->unpaid_days = config->unpaid_days;
  return row;
}

/**
 * bo_shop_config_from_row:
 * @row: as bo_shop_config_to_row() made it
 *
 * Returns: (transfer full): what is set of the shop
 */
BoShopConfig *
bo_shop_config_from_row (const BoShopRow *row)
{
  BoShopConfig *config = bo_shop_config_new (row->address);
  g_autoptr (Json) roles = json_loads (row->roles, 0, NULL);
  const char *role;
  json_t     *value;

  config->currency = g_strdup (row->currency);
  config->owner = (BoStockOwner) row->owner;
  config->take = (BoTake) row->take;
  config->hold_states = states_from_json (row->hold_states);
  json_object_foreach (roles, role, value) bo_shop_config_set_role (config, role, (int) json_integer_value (value));
  config->interval = row->interval;
  config->write_place = row->write_place;
  config->unpaid_days = row->unpaid_days;
  return config;
}

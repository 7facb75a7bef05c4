/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-standing"

#include "config.h"

#include "bo-standing.h"

#include "bo-plan-json.h"
#include "bo-product-table.h"
#include "bo-settings.h"

BoStanding
bo_standing_of_policy (const BoPolicy *policy)
{
  return (BoStanding){
    .key = bo_policy_get_queue_key (policy),
    .greedy = bo_policy_is_greedy (policy->by_class ? policy->inside_class : policy->rule),
  };
}

/**
 * bo_standing_load:
 * @txn: a transaction
 * @product_id: a product
 * @shop: what the shop's policy says
 * @standing: (out): what the policy in force for the product says
 * @error: return location for a #GError
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_standing_load (BoTxn      *txn,
                  gint64      product_id,
                  BoStanding  shop,
                  BoStanding *standing,
                  GError    **error)
{
  g_autoptr (BoProductRow) product = NULL;
  g_autoptr (BoPolicy) policy = NULL;

  *standing = shop;
  if (!bo_product_table_load (txn, product_id, &product, error))
    return FALSE;
  if (product == NULL || product->policy == NULL)
    return TRUE;
  policy = bo_policy_from_json (product->policy, error);
  if (policy == NULL)
    {
      g_prefix_error (error, "The policy of product %s in the store: ", product->sku);
      return FALSE;
    }
  *standing = bo_standing_of_policy (policy);
  return TRUE;
}

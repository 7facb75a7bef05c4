/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-service"

#include "config.h"

#include "bo-command-util.h"

#include "bo-plan-json.h"

/* The longest name, number or reason that is taken, in characters. */
#define TEXT_MAX 500
/* The most that one line may be worth, so that sums of them stay sums. */
#define VALUE_MAX (G_GINT64_CONSTANT (1) << 53)

/**
 * bo_command_load_line:
 * @txn: a transaction
 * @line_id: a line
 * @row: (out): the line, to be cleared
 * @error: return location for a #GError
 *
 * Returns: %FALSE with BO_SERVICE_ERROR_NOT_FOUND set when there is no such line
 */
gboolean
bo_command_load_line (BoTxn     *txn,
                      gint64     line_id,
                      BoLineRow *row,
                      GError   **error)
{
  if (!bo_line_table_load (txn, line_id, row, error))
    return FALSE;
  if (row->id != 0)
    return TRUE;
  g_set_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_NOT_FOUND, "There is no line %" G_GINT64_FORMAT, line_id);
  return FALSE;
}

/**
 * bo_command_load_product:
 * @txn: a transaction
 * @product_id: a product
 * @row: (out) (transfer full): the product
 * @error: return location for a #GError
 *
 * Returns: %FALSE with BO_SERVICE_ERROR_NOT_FOUND set when there is no such product
 */
gboolean
bo_command_load_product (BoTxn         *txn,
                         gint64         product_id,
                         BoProductRow **row,
                         GError       **error)
{
  if (!bo_product_table_load (txn, product_id, row, error))
    return FALSE;
  if (*row != NULL)
    return TRUE;
  g_set_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_NOT_FOUND,
               "There is no product %" G_GINT64_FORMAT, product_id);
  return FALSE;
}

gboolean
bo_command_check_units (gint64   units,
                        GError **error)
{
  if (units >= 1 && units <= BO_UNITS_MAX)
    return TRUE;
  g_set_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_REFUSED,
               "%" G_GINT64_FORMAT " units were asked for: give 1 to %" G_GINT64_FORMAT, units, BO_UNITS_MAX);
  return FALSE;
}

gboolean
bo_command_check_class (int      priority_class,
                        GError **error)
{
  if (priority_class >= BO_CLASS_MIN && priority_class <= BO_CLASS_MAX)
    return TRUE;
  g_set_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_REFUSED,
               "There is no priority class %d: give %d (best) to %d", priority_class, BO_CLASS_MIN, BO_CLASS_MAX);
  return FALSE;
}

/**
 * bo_command_check_price:
 * @price: of a unit, minor units of its currency
 * @units: how many
 * @error: return location for a #GError
 *
 * Returns: %FALSE with BO_SERVICE_ERROR_REFUSED set when no line can be worth that
 */
gboolean
bo_command_check_price (gint64   price,
                        gint64   units,
                        GError **error)
{
  gint64 value;

  if (price >= 0 && !__builtin_mul_overflow (price, units, &value) && value <= VALUE_MAX)
    return TRUE;
  g_set_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_REFUSED,
               "%" G_GINT64_FORMAT " units at a price of %" G_GINT64_FORMAT " are no line: give a price from 0 on"
               " with which it is worth less",
               units, price);
  return FALSE;
}

/**
 * bo_command_check_text:
 * @what: what the text is, for the message
 * @text: (nullable): what somebody typed
 * @error: return location for a #GError
 *
 * Returns: %FALSE with BO_SERVICE_ERROR_REFUSED set when @text cannot be stored
 */
gboolean
bo_command_check_text (const char *what,
                       const char *text,
                       GError    **error)
{
  if (text == NULL || (g_utf8_validate (text, -1, NULL) && g_utf8_strlen (text, -1) <= TEXT_MAX))
    return TRUE;
  g_set_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_REFUSED,
               "The %s is not text of %d characters at most", what, TEXT_MAX);
  return FALSE;
}

/**
 * bo_command_check_policy:
 * @policy: a policy from outside
 * @error: return location for a #GError
 *
 * What the rule of @policy has no use for is left out: a greedy rule has an order
 * of its own.
 *
 * Returns: (transfer full): @policy as JSON, as it is stored, or %NULL with
 *   BO_SERVICE_ERROR_REFUSED set when it makes no sense
 */
char *
bo_command_check_policy (const BoPolicy *policy,
                         GError        **error)
{
  g_autoptr (BoPolicy) normal = bo_policy_copy (policy);
  BoRule           rule = policy->by_class ? policy->inside_class : policy->rule;
  g_autofree char *text = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (BoPolicy) read = NULL;

  if (bo_policy_is_greedy (rule))
    normal->key = bo_policy_default_key (rule);
  if (rule != BO_RULE_CLASS_SHARES)
    g_array_set_size (normal->shares, 0);
  text = bo_policy_to_json (normal);
  read = bo_policy_from_json (text, &local_error);
  if (read != NULL)
    return g_steal_pointer (&text);
  g_set_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_REFUSED, "The policy makes no sense: %s", local_error->message);
  return NULL;
}

/**
 * bo_command_add_reason:
 * @summary: (transfer full): what a command does
 * @reason: (nullable): what somebody gave as its reason
 *
 * Returns: (transfer full): both in one, as the history shows them
 */
char *
bo_command_add_reason (char       *summary,
                       const char *reason)
{
  g_autofree char *owned = summary;

  if (bo_text_or_null (reason) == NULL)
    return g_steal_pointer (&owned);
  return g_strdup_printf ("%s: %s", owned, reason);
}

char *
bo_command_count (gint64      n,
                  const char *what)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT " %s%s", n, what, n == 1 ? "" : "s");
}

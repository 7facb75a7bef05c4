/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-woo-customers"

#include "config.h"

#include "bo-woo-customers.h"

#include "bo-woo-read.h"
#include "bo-woo-text.h"

#define FIELD_MAX_CHARS 200

static gboolean
take_text (json_t     *object,
           const char *key,
           char      **text,
           GError    **error)
{
  const char *value = "";

  if (!bo_woo_json_get_string (object, key, BO_WOO_JSON_OPTIONAL, &value, error))
    return FALSE;
  g_free (*text);
  *text = bo_woo_text_clean (value, FIELD_MAX_CHARS);

  return TRUE;
}

/* A company has its own name; a person two. */
static gboolean
read_name (json_t           *object,
           BoRemoteCustomer *customer,
           GError          **error)
{
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;
  g_autofree char *both = NULL;

  if (!take_text (object, "first_name", &first, error) || !take_text (object, "last_name", &last, error))
    return FALSE;
  both = g_strconcat (first, " ", last, NULL);
  g_free (customer->name);
  customer->name = bo_woo_text_clean (both, FIELD_MAX_CHARS);

  return TRUE;
}

/**
 * bo_woo_read_billing:
 * @billing: (nullable): the member of that name; its texts are raw, without entities
 * @customer: who is billed: what @billing does not say stays
 * @error: return location for a #BoCatalogError
 *
 * Returns: whether @billing could be read
 */
gboolean
bo_woo_read_billing (json_t           *billing,
                     BoRemoteCustomer *customer,
                     GError          **error)
{
  g_autofree char *company = NULL;
  g_autofree char *email = NULL;

  if (billing == NULL)
    return TRUE;
  if (customer->name[0] == '\0' && !read_name (billing, customer, error))
    return FALSE;
  if (!take_text (billing, "company", &company, error) ||
      !take_text (billing, "email", &email, error) ||
      !take_text (billing, "phone", &customer->phone, error) ||
      !take_text (billing, "country", &customer->country, error))
    return FALSE;

  if (company[0] != '\0')
    {
      g_free (customer->name);
      customer->name = g_steal_pointer (&company);
      customer->business = TRUE;
    }
  if (customer->email[0] == '\0')
    {
      g_free (customer->email);
      customer->email = g_steal_pointer (&email);
    }

  return TRUE;
}

/**
 * bo_woo_read_customer:
 * @object: a customer
 * @pull: what was asked for
 * @currency: not used
 * @error: return location for a #BoCatalogError
 *
 * Returns: (transfer full): a #BoRemoteCustomer, or %NULL
 */
gpointer
bo_woo_read_customer (json_t       *object,
                      const BoPull *pull,
                      const char   *currency,
                      GError      **error)
{
  g_autoptr (BoRemoteCustomer) customer = bo_remote_customer_new ();
  json_t *billing = NULL;

  if (!bo_woo_json_get_id (object, "id", BO_WOO_JSON_REQUIRED, &customer->id, error) ||
      !take_text (object, "email", &customer->email, error) ||
      !take_text (object, "role", &customer->role, error) ||
      !bo_woo_json_get_instant (object, "date_modified_gmt", BO_WOO_JSON_OPTIONAL, &customer->modified, error) ||
      !read_name (object, customer, error) ||
      !bo_woo_json_get_object (object, "billing", BO_WOO_JSON_NULLABLE, &billing, error) ||
      !bo_woo_read_billing (billing, customer, error))
    return NULL;

  return g_steal_pointer (&customer);
}

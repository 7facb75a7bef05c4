/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-intake"

#include "config.h"

#include "bo-intake.h"

#include "bo-command-util.h"
#include "bo-customer-table.h"
#include "bo-import-query.h"

static gint64
hash_customer (const BoRemoteCustomer *customer)
{
  guint64 hash = BO_HASH_INIT;

  hash = bo_hash_add_text (hash, customer->name);
  hash = bo_hash_add_text (hash, customer->email);
  hash = bo_hash_add_text (hash, customer->phone);
  hash = bo_hash_add_text (hash, customer->country);
  hash = bo_hash_add_text (hash, customer->role);
  hash = bo_hash_add_int (hash, customer->business);
  return (gint64) hash;
}

static int
get_class (BoIntake   *intake,
           const char *role)
{
  int priority_class = bo_shop_config_get_role (intake->config, role);

  return priority_class != 0 ? priority_class : BO_CLASS_DEFAULT;
}

/* What the shop says is lent to @row; what it does not say stays. */
static void
fill_row (BoCustomerRow          *row,
          const BoRemoteCustomer *customer)
{
  if (bo_text_or_null (customer->name) != NULL)
    row->name = customer->name;
  else if (bo_text_or_null (row->name) == NULL)
    row->name = bo_text_or_null (customer->email) != NULL ? customer->email : "";
  if (bo_text_or_null (customer->email) != NULL)
    row->email = customer->email;
  if (bo_text_or_null (customer->phone) != NULL)
    row->phone = customer->phone;
  if (bo_text_or_null (customer->country) != NULL)
    row->country = customer->country;
  row->business = row->business || customer->business;
  row->anonymous = *row->name == '\0' && row->email == NULL && row->phone == NULL;
}

/* One of ours that is this one: it came from the shop before, or has the address. */
static gboolean
find_customer (BoIntake               *intake,
               const BoRemoteCustomer *customer,
               const char             *external_id,
               gint64                 *id,
               GError                **error)
{
  int priority_class = 0;

  if (!bo_import_query_find_customer (intake->txn, intake->source, external_id, id, &priority_class, error))
    return FALSE;
  if (*id != 0 || bo_text_or_null (customer->email) == NULL)
    return TRUE;
  return bo_customer_table_find_email (intake->txn, customer->email, id, error);
}

static gint64
insert_customer (BoIntake               *intake,
                 const BoRemoteCustomer *customer,
                 const char             *external_id,
                 int                     priority_class,
                 GError                **error)
{
  BoCustomerRow row = { .priority_class = priority_class, .source = intake->source, .external_id = external_id };

  fill_row (&row, customer);
  intake->counts.customers++;
  return bo_intake_begin (intake, error) ? bo_customer_table_insert (intake->txn, &row, error) : 0;
}

static gboolean
is_same (const BoCustomerRow *a,
         const BoCustomerRow *b)
{
  return g_str_equal (a->name, b->name) && g_strcmp0 (a->email, b->email) == 0 &&
         g_strcmp0 (a->phone, b->phone) == 0 && g_strcmp0 (a->country, b->country) == 0 &&
         a->business == b->business && a->priority_class == b->priority_class && a->anonymous == b->anonymous;
}

/* The class follows the role, unless somebody has given another one here. */
static gboolean
update_customer (BoIntake               *intake,
                 const BoRemoteCustomer *customer,
                 gint64                  customer_id,
                 const char             *role_before,
                 GError                **error)
{
  g_autoptr (BoCustomerRow) before = NULL;
  BoCustomerRow row;

  if (!bo_customer_table_load (intake->txn, customer_id, &before, error))
    return FALSE;
  if (before == NULL)
    return TRUE;

  row = *before;
  fill_row (&row, customer);
  row.name_key = NULL;
  row.phone_key = NULL;
  if (before->priority_class == (role_before != NULL ? get_class (intake, role_before) : BO_CLASS_DEFAULT))
    row.priority_class = get_class (intake, customer->role);
  if (is_same (before, &row))
    return TRUE;
  intake->counts.customers++;
  return bo_intake_begin (intake, error) && bo_customer_table_update (intake->txn, &row, error);
}

static gboolean
take_customer (BoIntake               *intake,
               const BoRemoteCustomer *customer,
               GError                **error)
{
  g_autoptr (BoRemoteCustomerRow) before = NULL;
  g_autofree char    *external_id = g_strdup_printf ("customer-%" G_GINT64_FORMAT, customer->id);
  BoRemoteCustomerRow row = { .id = customer->id, .role = customer->role, .hash = hash_customer (customer) };

  if (!bo_remote_customer_table_load (intake->txn, customer->id, &before, error))
    return FALSE;
  if (before != NULL && before->hash == row.hash && before->role != NULL)
    return TRUE;

  if (before != NULL)
    row.customer_id = before->customer_id;
  else if (!find_customer (intake, customer, external_id, &row.customer_id, error))
    return FALSE;
  if (row.customer_id == 0)
    {
      row.customer_id = insert_customer (intake, customer, external_id, get_class (intake, customer->role), error);
      if (row.customer_id == 0)
        return FALSE;
    }
  else if (!update_customer (intake, customer, row.customer_id, before != NULL ? before->role : NULL, error))
    return FALSE;
  return bo_remote_customer_table_put (intake->txn, &row, error);
}

/**
 * bo_intake_customers:
 * @intake: a #BoIntake
 * @records: (element-type BoRemoteCustomer): a page of them
 * @error: return location for a #GError
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_intake_customers (BoIntake        *intake,
                     const GPtrArray *records,
                     GError         **error)
{
  for (guint i = 0; i < records->len; i++)
    if (!take_customer (intake, g_ptr_array_index (records, i), error))
      return FALSE;
  return TRUE;
}

/* A guest is known by the e-mail address; one without is a customer of the order's
 * own, never merged. */
static gboolean
put_guest (BoIntake            *intake,
           const BoRemoteOrder *order,
           gint64              *customer_id,
           GError             **error)
{
  g_autofree char *external_id = g_strdup_printf ("guest-%" G_GINT64_FORMAT, order->id);

  if (!find_customer (intake, order->buyer, external_id, customer_id, error))
    return FALSE;
  if (*customer_id == 0)
    *customer_id = insert_customer (intake, order->buyer, external_id, get_class (intake, ""), error);
  return *customer_id != 0;
}

/**
 * bo_intake_put_buyer:
 * @intake: a #BoIntake
 * @order: an order of the shop's
 * @customer_id: (out): whose it is here
 * @priority_class: (out): of its lines
 * @error: return location for a #GError
 *
 * A guest who gives the address of a customer becomes no better for it: the lines
 * are those of a guest.
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_intake_put_buyer (BoIntake            *intake,
                     const BoRemoteOrder *order,
                     gint64              *customer_id,
                     int                 *priority_class,
                     GError             **error)
{
  g_autoptr (BoRemoteCustomerRow) known = NULL;
  g_autofree char    *external_id = NULL;
  BoRemoteCustomerRow row = { .id = order->customer_id };

  *customer_id = 0;
  *priority_class = get_class (intake, "");
  if (order->customer_id == 0)
    return put_guest (intake, order, customer_id, error);

  if (!bo_remote_customer_table_load (intake->txn, order->customer_id, &known, error))
    return FALSE;
  if (known != NULL)
    {
      g_autoptr (BoCustomerRow) customer = NULL;

      if (!bo_customer_table_load (intake->txn, known->customer_id, &customer, error))
        return FALSE;
      *customer_id = known->customer_id;
      *priority_class = customer != NULL ? customer->priority_class : BO_CLASS_DEFAULT;
      return TRUE;
    }

  /* Somebody who registered a moment ago: the role comes with the customers' page. */
  *priority_class = BO_CLASS_DEFAULT;
  external_id = g_strdup_printf ("customer-%" G_GINT64_FORMAT, order->customer_id);
  if (!find_customer (intake, order->buyer, external_id, customer_id, error))
    return FALSE;
  if (*customer_id == 0)
    *customer_id = insert_customer (intake, order->buyer, external_id, BO_CLASS_DEFAULT, error);
  row.customer_id = *customer_id;
  return *customer_id != 0 && bo_remote_customer_table_put (intake->txn, &row, error);
}

/* Only one who is of this order alone: a guest may not change what others said of a
 * customer by giving the same address. */
gboolean
bo_intake_update_guest (BoIntake            *intake,
                        const BoRemoteOrder *order,
                        gint64               customer_id,
                        GError             **error)
{
  g_autoptr (BoCustomerRow) before = NULL;
  g_autofree char *external_id = g_strdup_printf ("guest-%" G_GINT64_FORMAT, order->id);
  BoCustomerRow    row;

  if (!bo_customer_table_load (intake->txn, customer_id, &before, error))
    return FALSE;
  if (before == NULL || g_strcmp0 (before->source, intake->source) != 0 || g_strcmp0 (before->external_id, external_id) != 0)
    return TRUE;
  row = *before;
  fill_row (&row, order->buyer);
  row.name_key = NULL;
  row.phone_key = NULL;
  if (is_same (before, &row))
    return TRUE;
  intake->counts.customers++;
  return bo_intake_begin (intake, error) && bo_customer_table_update (intake->txn, &row, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-sample"

#include "config.h"

#include "bo-sample-json.h"

#include <string.h>

/* Customers, and what is said and given back about an order. */

static const BoSampleCustomer *
get_customer (const BoSampleWriter *writer)
{
  return writer->record;
}

static json_t *
make_id (const BoSampleWriter *writer)
{
  return json_integer (*(const guint32 *) writer->record);
}

static json_t *
make_created (const BoSampleWriter *writer)
{
  return bo_sample_json_local (writer, get_customer (writer)->created.at);
}

static json_t *
make_created_gmt (const BoSampleWriter *writer)
{
  return bo_sample_json_gmt (writer, get_customer (writer)->created.at);
}

static json_t *
make_modified (const BoSampleWriter *writer)
{
  return bo_sample_json_local (writer, get_customer (writer)->modified.at);
}

static json_t *
make_modified_gmt (const BoSampleWriter *writer)
{
  return bo_sample_json_gmt (writer, get_customer (writer)->modified.at);
}

static json_t *
make_email (const BoSampleWriter *writer)
{
  return json_string (get_customer (writer)->email);
}

static json_t *
make_first_name (const BoSampleWriter *writer)
{
  return json_string (get_customer (writer)->first_name);
}

static json_t *
make_last_name (const BoSampleWriter *writer)
{
  return json_string (get_customer (writer)->last_name);
}

static json_t *
make_role (const BoSampleWriter *writer)
{
  return json_string (get_customer (writer)->role);
}

static json_t *
make_username (const BoSampleWriter *writer)
{
  return json_string (get_customer (writer)->username);
}

static json_t *
make_billing (const BoSampleWriter *writer)
{
  return bo_sample_json_address (get_customer (writer)->billing, TRUE, TRUE);
}

static json_t *
make_shipping (const BoSampleWriter *writer)
{
  return bo_sample_json_address (get_customer (writer)->shipping, TRUE, FALSE);
}

static json_t *
make_paying (const BoSampleWriter *writer)
{
  return json_boolean (get_customer (writer)->paying);
}

static json_t *
make_avatar (const BoSampleWriter *writer)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, get_customer (writer)->email, -1);
  g_autofree char *url = g_strdup_printf ("%s/avatar/%s?s=96&d=mm&r=g", writer->call->state->home, sum);

  return json_string (url);
}

static json_t *
make_meta (const BoSampleWriter *writer)
{
  return bo_sample_json_meta (writer, get_customer (writer)->meta, FALSE);
}

/* Staff cannot be deleted over the API. */
static json_t *
make_links (const BoSampleWriter *writer)
{
  gboolean    staff = strcmp (get_customer (writer)->role, "administrator") == 0;
  const char *allow = staff ? "GET|POST|PUT|PATCH" : "GET|POST|PUT|PATCH|DELETE";

  return json_pack ("{s:o, s:o}", "self", bo_sample_json_link (writer, allow, "customers/%u", get_customer (writer)->id),
                    "collection", bo_sample_json_link (writer, NULL, "customers"));
}

static const BoSampleMember customer_members[] = {
  { "id", make_id },
  { "date_created", make_created },
  { "date_created_gmt", make_created_gmt },
  { "date_modified", make_modified },
  { "date_modified_gmt", make_modified_gmt },
  { "email", make_email },
  { "first_name", make_first_name },
  { "last_name", make_last_name },
  { "role", make_role },
  { "username", make_username },
  { "billing", make_billing },
  { "shipping", make_shipping },
  { "is_paying_customer", make_paying },
  { "avatar_url", make_avatar },
  { "meta_data", make_meta },
  { "_links", make_links },
  { NULL, NULL },
};

json_t *
bo_sample_customer_to_json (BoSampleCall *call,
                            gconstpointer customer)
{
  BoSampleWriter writer = { .call = call, .record = customer };

  return bo_sample_members_write (customer_members, &writer);
}

static guint32
get_order_id (const BoSampleWriter *writer)
{
  return ((const BoSampleOrder *) writer->owner)->id;
}

static const BoSampleNote *
get_note (const BoSampleWriter *writer)
{
  return writer->record;
}

static json_t *
make_author (const BoSampleWriter *writer)
{
  return json_string ("WooCommerce");
}

static json_t *
make_note_created (const BoSampleWriter *writer)
{
  return bo_sample_json_local (writer, get_note (writer)->created.at);
}

static json_t *
make_note_created_gmt (const BoSampleWriter *writer)
{
  return bo_sample_json_gmt (writer, get_note (writer)->created.at);
}

static json_t *
make_text (const BoSampleWriter *writer)
{
  return json_string (get_note (writer)->text);
}

static json_t *
make_for_customer (const BoSampleWriter *writer)
{
  return json_boolean (get_note (writer)->customer);
}

static json_t *
make_note_links (const BoSampleWriter *writer)
{
  guint32 order = get_order_id (writer);

  return json_pack ("{s:o, s:o, s:o}", "self", bo_sample_json_link (writer, "GET|DELETE", "orders/%u/notes/%u", order, get_note (writer)->id),
                    "collection", bo_sample_json_link (writer, NULL, "orders/%u/notes", order),
                    "up", bo_sample_json_link (writer, NULL, "orders/%u", order));
}

static const BoSampleMember note_members[] = {
  { "id", make_id },
  { "author", make_author },
  { "date_created", make_note_created },
  { "date_created_gmt", make_note_created_gmt },
  { "note", make_text },
  { "customer_note", make_for_customer },
  { "_links", make_note_links },
  { NULL, NULL },
};

json_t *
bo_sample_note_to_json (BoSampleCall        *call,
                        const BoSampleOrder *order,
                        const BoSampleNote  *note)
{
  BoSampleWriter writer = { .call = call, .record = note, .owner = order };

  return bo_sample_members_write (note_members, &writer);
}

static const BoSampleRefund *
get_refund (const BoSampleWriter *writer)
{
  return writer->record;
}

static json_t *
make_refund_created (const BoSampleWriter *writer)
{
  return bo_sample_json_local (writer, get_refund (writer)->created.at);
}

static json_t *
make_refund_created_gmt (const BoSampleWriter *writer)
{
  return bo_sample_json_gmt (writer, get_refund (writer)->created.at);
}

static json_t *
make_order_id (const BoSampleWriter *writer)
{
  return json_integer (get_order_id (writer));
}

static json_t *
make_amount (const BoSampleWriter *writer)
{
  return bo_sample_json_money (get_refund (writer)->amount);
}

static json_t *
make_reason (const BoSampleWriter *writer)
{
  return json_string (get_refund (writer)->reason);
}

static json_t *
make_refunded_by (const BoSampleWriter *writer)
{
  return json_integer (1);
}

static json_t *
make_lines (const BoSampleWriter *writer)
{
  const BoSampleRefund *refund = get_refund (writer);
  json_t               *lines = json_array ();

  for (guint i = 0; i < refund->lines->len; i++)
    json_array_append_new (lines, bo_sample_line_to_json (writer, &g_array_index (refund->lines, BoSampleLine, i),
                                                          g_array_index (refund->line_ids, guint32, i)));

  return lines;
}

static json_t *
make_refund_links (const BoSampleWriter *writer)
{
  guint32 order = get_order_id (writer);

  return json_pack ("{s:o, s:o, s:o}", "self", bo_sample_json_link (writer, "GET|DELETE", "orders/%u/refunds/%u", order, get_refund (writer)->id),
                    "collection", bo_sample_json_link (writer, NULL, "orders/%u/refunds", order),
                    "up", bo_sample_json_link (writer, NULL, "orders/%u", order));
}

static const BoSampleMember refund_members[] = {
  { "id", make_id },
  { "parent_id", make_order_id, BO_SAMPLE_MEMBER_NEW },
  { "date_created", make_refund_created },
  { "date_created_gmt", make_refund_created_gmt },
  { "amount", make_amount },
  { "reason", make_reason },
  { "refunded_by", make_refunded_by },
  { "refunded_payment", bo_sample_make_false },
  { "meta_data", bo_sample_make_list },
  { "line_items", make_lines },
  { "shipping_lines", bo_sample_make_list },
  { "tax_lines", bo_sample_make_list },
  { "fee_lines", bo_sample_make_list },
  { "_links", make_refund_links },
  { NULL, NULL },
};

json_t *
bo_sample_refund_to_json (BoSampleCall         *call,
                          const BoSampleOrder  *order,
                          const BoSampleRefund *refund)
{
  BoSampleWriter writer = { .call = call, .record = refund, .owner = order };

  return bo_sample_members_write (refund_members, &writer);
}

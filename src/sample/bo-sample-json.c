/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-sample"

#include "config.h"

#include "bo-sample-json.h"

#include <math.h>
#include <string.h>

/* A list inside an answer cannot be asked for in parts: it is left out instead. */
static json_t *
keep_inner (json_t    *value,
            GPtrArray *inner)
{
  json_t *kept;

  if (inner == NULL || value == NULL)
    return value;
  kept = json_is_object (value) ? json_object () : NULL;
  for (guint i = 0; kept != NULL && i < inner->len; i++)
    json_object_set (kept, g_ptr_array_index (inner, i), json_object_get (value, g_ptr_array_index (inner, i)));
  json_decref (value);

  return kept;
}

static gboolean
is_wanted (const BoSampleMember *member,
           const BoSampleWriter *writer)
{
  const BoSampleCall *call = writer->call;

  if ((member->flags & BO_SAMPLE_MEMBER_EDIT) != 0 && !writer->edit)
    return FALSE;
  if ((member->flags & BO_SAMPLE_MEMBER_NEW) != 0 && bo_sample_state_is (call->state, BO_SAMPLE_OLD_STORE))
    return FALSE;
  /* A single thing keeps its links whatever was asked for. */
  if (!call->is_list && strcmp (member->name, "_links") == 0)
    return TRUE;

  return bo_sample_fields_want (call->fields, member->name);
}

/* What was asked for comes in the order in which it was; the links last, unasked. */
static json_t *
put_in_order (json_t               *object,
              const BoSampleFields *fields)
{
  json_t *ordered;

  if (fields == NULL)
    return object;
  ordered = json_object ();
  for (guint i = 0; i < fields->order->len; i++)
    json_object_set (ordered, g_ptr_array_index (fields->order, i), json_object_get (object, g_ptr_array_index (fields->order, i)));
  json_object_update_missing (ordered, object);
  json_decref (object);

  return ordered;
}

/**
 * bo_sample_members_write:
 * @members: ended by one without a name
 * @writer: what is written, and for whom
 *
 * Returns: (transfer full): the record as far as it was asked for
 */
json_t *
bo_sample_members_write (const BoSampleMember *members,
                         const BoSampleWriter *writer)
{
  json_t *object = json_object ();

  for (; members->name != NULL; members++)
    {
      json_t *value;

      if (!is_wanted (members, writer))
        continue;
      value = keep_inner (members->make (writer), bo_sample_fields_get_inner (writer->call->fields, members->name));
      if (value != NULL)
        json_object_set_new_nocheck (object, members->name, value);
    }

  return put_in_order (object, writer->call->fields);
}

json_t *
bo_sample_make_empty (const BoSampleWriter *writer)
{
  return json_string ("");
}

json_t *
bo_sample_make_false (const BoSampleWriter *writer)
{
  return json_false ();
}

json_t *
bo_sample_make_true (const BoSampleWriter *writer)
{
  return json_true ();
}

json_t *
bo_sample_make_null (const BoSampleWriter *writer)
{
  return json_null ();
}

json_t *
bo_sample_make_list (const BoSampleWriter *writer)
{
  return json_array ();
}

json_t *
bo_sample_make_zero (const BoSampleWriter *writer)
{
  return json_integer (0);
}

json_t *
bo_sample_make_zero_money (const BoSampleWriter *writer)
{
  return json_string ("0.00");
}

json_t *
bo_sample_make_minus_one (const BoSampleWriter *writer)
{
  return json_integer (-1);
}

/* By the clock of the shop, which it does not say. */
json_t *
bo_sample_json_local (const BoSampleWriter *writer,
                      gint64                at)
{
  GTimeZone *zone = writer->call->state->books->zone;

  if (at == 0)
    return json_null ();

  return bo_sample_json_gmt (writer, at + g_time_zone_get_offset (zone, g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, at)));
}

json_t *
bo_sample_json_gmt (const BoSampleWriter *writer,
                    gint64                at)
{
  char text[20];

  if (at == 0)
    return json_null ();
  bo_sample_wall_format (at, text);

  return json_string_nocheck (text);
}

json_t *
bo_sample_json_money (gint64 cents)
{
  char text[32];

  g_snprintf (text, sizeof text, "%s%" G_GINT64_FORMAT ".%02d", cents < 0 ? "-" : "", ABS (cents) / 100, (int) (ABS (cents) % 100));

  return json_string_nocheck (text);
}

/* A number as PHP writes it: without a point where it is whole. */
json_t *
bo_sample_json_amount (double amount)
{
  return amount == floor (amount) && fabs (amount) < 1e15 ? json_integer ((json_int_t) amount) : json_real (amount);
}

/**
 * bo_sample_json_meta:
 * @writer: for whom
 * @meta: (nullable) (element-type BoSampleMeta): the list
 * @display: with the two members more that lines of orders have
 *
 * Returns: (transfer full): meta data as the API lists it
 */
json_t *
bo_sample_json_meta (const BoSampleWriter *writer,
                     GPtrArray            *meta,
                     gboolean              display)
{
  json_t *list = json_array ();

  for (guint i = 0; meta != NULL && i < meta->len; i++)
    {
      const BoSampleMeta *one = g_ptr_array_index (meta, i);
      json_t             *value = json_loads (one->value, JSON_DECODE_ANY, NULL);

      if (display)
        json_array_append_new (list, json_pack ("{s:i, s:s, s:O, s:s, s:o}", "id", (int) one->id, "key", one->key, "value", value,
                                                "display_key", one->key, "display_value", value));
      else
        json_array_append_new (list, json_pack ("{s:i, s:s, s:o}", "id", (int) one->id, "key", one->key, "value", value));
    }

  return list;
}

/**
 * bo_sample_json_address:
 * @address: (nullable): somebody's
 * @of_customer: customers have their state after the country, orders before the postcode
 * @billing: with an e-mail address
 *
 * Returns: (transfer full): the address as the API has it
 */
json_t *
bo_sample_json_address (const BoSampleAddress *address,
                        gboolean               of_customer,
                        gboolean               billing)
{
  static const BoSampleAddress nobody = { "", "", "", "", "", "", "", "", "", "", "" };
  json_t                      *object = json_object ();

  if (address == NULL)
    address = &nobody;
  json_object_set_new_nocheck (object, "first_name", json_string (address->first_name));
  json_object_set_new_nocheck (object, "last_name", json_string (address->last_name));
  json_object_set_new_nocheck (object, "company", json_string (address->company));
  json_object_set_new_nocheck (object, "address_1", json_string (address->address_1));
  json_object_set_new_nocheck (object, "address_2", json_string (address->address_2));
  json_object_set_new_nocheck (object, "city", json_string (address->city));
  if (!of_customer)
    json_object_set_new_nocheck (object, "state", json_string (address->state));
  json_object_set_new_nocheck (object, "postcode", json_string (address->postcode));
  json_object_set_new_nocheck (object, "country", json_string (address->country));
  if (of_customer)
    json_object_set_new_nocheck (object, "state", json_string (address->state));
  if (billing)
    json_object_set_new_nocheck (object, "email", json_string (address->email));
  json_object_set_new_nocheck (object, "phone", json_string (address->phone));

  return object;
}

/**
 * bo_sample_json_link:
 * @writer: for whom
 * @allow: (nullable): the methods that the hint names, separated by bars
 * @format: an address below /wp-json/wc/v3/
 *
 * Returns: (transfer full): one relation of "_links"
 */
json_t *
bo_sample_json_link (const BoSampleWriter *writer,
                     const char           *allow,
                     const char           *format,
                     ...)
{
  g_autofree char *tail = NULL;
  g_autofree char *url = NULL;
  json_t          *methods;
  va_list          arguments;

  va_start (arguments, format);
  tail = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  url = bo_sample_call_url (writer->call, "%s", tail);
  /* WordPress gives the hint since 6.7. */
  if (allow == NULL || bo_sample_state_is (writer->call->state, BO_SAMPLE_OLD_STORE))
    return json_pack ("[{s:s}]", "href", url);

  methods = json_array ();
  for (const char *p = allow; *p != '\0';)
    {
      gsize length = strcspn (p, "|");

      json_array_append_new (methods, json_stringn (p, length));
      p += length + (p[length] == '|');
    }

  return json_pack ("[{s:s, s:{s:o}}]", "href", url, "targetHints", "allow", methods);
}

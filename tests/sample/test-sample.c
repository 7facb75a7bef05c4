/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-sample.h"

#include <string.h>

#define NOW G_GINT64_CONSTANT (1763982000) /* 24 November 2025, 11:00 UTC */

static GStrv
make_rows (GTimeZone *zone)
{
  g_autofree char *csv = bo_sample_orders_csv (NOW, zone);

  g_assert_true (g_utf8_validate (csv, -1, NULL));
  g_assert_true (g_str_has_suffix (csv, "\n"));
  csv[strlen (csv) - 1] = '\0';

  return g_strsplit (csv, "\n", -1);
}

/* No field of the sample has a line break. */
static GPtrArray *
split_row (const char *row)
{
  GPtrArray *fields = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) field = g_string_new (NULL);
  gboolean quoted = FALSE;

  for (const char *p = row;; p++)
    {
      if (*p == '"' && quoted && p[1] == '"')
        g_string_append_c (field, *p++);
      else if (*p == '"')
        quoted = !quoted;
      else if (*p == '\0' || (*p == ',' && !quoted))
        {
          g_ptr_array_add (fields, g_strdup (field->str));
          g_string_truncate (field, 0);
          if (*p == '\0')
            break;
        }
      else
        g_string_append_c (field, *p);
    }
  g_assert_false (quoted);

  return fields;
}

static void
test_deterministic (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Dublin");
  g_autofree char *once = bo_sample_orders_csv (NOW, zone);
  g_autofree char *twice = bo_sample_orders_csv (NOW, zone);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, once, -1);

  g_assert_cmpstr (once, ==, twice);
  /* Written on one machine, compared on all others. */
  g_assert_cmpstr (sum, ==, "3659d28abbfc50688a9167fad1efd4acbc7e06f5ee69c580ad688eb117b8d474");
}

static void
test_shape (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_auto (GStrv) rows = make_rows (zone);
  g_autoptr (GHashTable) customers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) products = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (NOW);
  g_autoptr (GDateTime) first = g_date_time_add_days (now, -BO_SAMPLE_HISTORY_DAYS);
  g_autofree char *last = g_date_time_format (now, "%Y-%m-%d %H:%M");
  g_autofree char *first_day = g_date_time_format (first, "%Y-%m-%d");
  guint            waiting = 0;

  for (guint i = 1; rows[i] != NULL; i++)
    {
      g_autoptr (GPtrArray) fields = split_row (rows[i]);
      const char *date;

      g_assert_cmpuint (fields->len, ==, 16);
      date = g_ptr_array_index (fields, 1);
      g_assert_cmpstr (date, <=, last);
      waiting += strncmp (date, first_day, 10) >= 0;
      g_hash_table_add (customers, g_strdup (g_ptr_array_index (fields, 2)));
      g_hash_table_add (products, g_strdup (g_ptr_array_index (fields, 8)));
    }
  g_assert_cmpuint (waiting, >=, 350);
  g_assert_cmpuint (waiting, <=, 450);
  g_assert_cmpuint (g_hash_table_size (customers), >=, 280);
  g_assert_cmpuint (g_hash_table_size (products), >=, 100);
  g_assert_cmpuint (g_strv_length (rows), <, 4000);
}

/* What identifies people is of the ranges that nobody has. */
static void
test_invented (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_auto (GStrv) rows = make_rows (zone);

  for (guint i = 1; rows[i] != NULL; i++)
    {
      g_autoptr (GPtrArray) fields = split_row (rows[i]);
      const char *email = g_ptr_array_index (fields, 4);
      const char *phone = g_ptr_array_index (fields, 5);

      g_assert_true (g_str_has_suffix (email, "@example.com") || g_str_has_suffix (email, "@example.org") ||
                     g_str_has_suffix (email, "@example.net"));
      g_assert_true (g_str_has_prefix (phone, "+44 1632 960") || g_str_has_prefix (phone, "+1 202 555 01"));
      g_assert_true (g_str_has_prefix (g_ptr_array_index (fields, 9), "20"));
      g_assert_cmpuint (strlen (g_ptr_array_index (fields, 9)), ==, 13);
    }
}

static void
test_cancellations (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_auto (GStrv) rows = make_rows (zone);
  guint cancelled = 0;

  for (guint i = 1; rows[i] != NULL; i++)
    {
      g_autoptr (GPtrArray) fields = split_row (rows[i]);
      const char *number = g_ptr_array_index (fields, 0);
      gint64      units = g_ascii_strtoll (g_ptr_array_index (fields, 11), NULL, 10);

      g_assert_cmpint (units, !=, 0);
      g_assert_cmpint (units < 0, ==, number[0] == 'C');
      cancelled += units < 0;
    }
  g_assert_cmpuint (cancelled, >, 3);
}

static gboolean
has_sku (char      **rows,
         const char *sku)
{
  for (guint i = 1; rows[i] != NULL; i++)
    if (strstr (rows[i], sku) != NULL)
      return TRUE;

  return FALSE;
}

static void
test_units (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_auto (GStrv) rows = make_rows (zone);
  g_autoptr (GArray) stock = bo_sample_stock ();
  g_autoptr (GArray) deliveries = bo_sample_deliveries ();

  g_assert_cmpuint (stock->len, >, 20);
  g_assert_cmpuint (deliveries->len, ==, 6);
  for (guint i = 0; i < stock->len; i++)
    g_assert_true (has_sku (rows, g_array_index (stock, BoSampleUnits, i).sku));
  for (guint i = 0; i < deliveries->len; i++)
    {
      const BoSampleUnits *due = &g_array_index (deliveries, BoSampleUnits, i);

      g_assert_cmpint (due->units, >, 0);
      g_assert_true (has_sku (rows, due->sku));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/sample/deterministic", test_deterministic);
  g_test_add_func ("/sample/shape", test_shape);
  g_test_add_func ("/sample/invented", test_invented);
  g_test_add_func ("/sample/cancellations", test_cancellations);
  g_test_add_func ("/sample/units", test_units);

  return g_test_run ();
}

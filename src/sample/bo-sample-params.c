/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-sample"

#include "config.h"

#include "bo-sample-params.h"

#include <stdio.h>
#include <string.h>

static void
free_param (gpointer data)
{
  BoSampleParam *param = data;

  g_free (param->name);
  g_ptr_array_unref (param->values);
  g_free (param);
}

/* What is no proper escape stays as it is, as in PHP. */
static char *
decode (const char *text,
        gsize       length)
{
  GString *decoded = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '+')
        g_string_append_c (decoded, ' ');
      else if (text[i] == '%' && i + 2 < length && g_ascii_isxdigit (text[i + 1]) && g_ascii_isxdigit (text[i + 2]))
        {
          g_string_append_c (decoded, (char) (g_ascii_xdigit_value (text[i + 1]) * 16 + g_ascii_xdigit_value (text[i + 2])));
          i += 2;
        }
      else
        g_string_append_c (decoded, text[i]);
    }

  return g_string_free (decoded, FALSE);
}

static BoSampleParam *
take_param (BoSampleParams *self,
            const char     *name)
{
  BoSampleParam *param = (BoSampleParam *) bo_sample_params_find (self, name);

  if (param != NULL)
    return param;
  param = g_new0 (BoSampleParam, 1);
  param->name = g_strdup (name);
  param->values = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->all, param);

  return param;
}

static void
parse_pair (BoSampleParams *self,
            const char     *pair)
{
  const char      *equals = strchr (pair, '=');
  gsize            length = equals != NULL ? (gsize) (equals - pair) : strlen (pair);
  g_autofree char *name = decode (pair, length);
  g_autofree char *value = equals != NULL ? decode (equals + 1, strlen (equals + 1)) : g_strdup ("");
  char            *bracket = strchr (name, '[');
  BoSampleParam   *param;

  if (bracket != NULL && bracket != name && g_str_has_suffix (name, "]"))
    {
      *bracket = '\0';
      param = take_param (self, name);
      param->is_list = TRUE;
    }
  else
    {
      /* The last one counts. */
      param = take_param (self, name);
      g_ptr_array_set_size (param->values, 0);
    }
  g_ptr_array_add (param->values, g_steal_pointer (&value));
}

/**
 * bo_sample_params_parse:
 * @query: (nullable): as sent
 *
 * Returns: (transfer full): the parameters in it
 */
BoSampleParams *
bo_sample_params_parse (const char *query)
{
  BoSampleParams *self = g_new0 (BoSampleParams, 1);
  g_auto (GStrv) pairs = g_strsplit (query != NULL ? query : "", "&", -1);

  self->all = g_ptr_array_new_with_free_func (free_param);
  for (guint i = 0; pairs[i] != NULL; i++)
    if (*pairs[i] != '\0')
      parse_pair (self, pairs[i]);

  return self;
}

void
bo_sample_params_free (BoSampleParams *self)
{
  g_ptr_array_unref (self->all);
  g_free (self);
}

const BoSampleParam *
bo_sample_params_find (const BoSampleParams *self,
                       const char           *name)
{
  for (guint i = 0; i < self->all->len; i++)
    {
      const BoSampleParam *param = g_ptr_array_index (self->all, i);

      if (strcmp (param->name, name) == 0)
        return param;
    }

  return NULL;
}

/* Returns: (nullable): the first value of @name */
const char *
bo_sample_params_get (const BoSampleParams *self,
                      const char           *name)
{
  const BoSampleParam *param = bo_sample_params_find (self, name);

  return param != NULL && param->values->len > 0 ? g_ptr_array_index (param->values, 0) : NULL;
}

/* Returns: (transfer full) (nullable): the values of @name, where "a,b" is two of them */
GStrv
bo_sample_params_dup_list (const BoSampleParams *self,
                           const char           *name)
{
  const BoSampleParam *param = bo_sample_params_find (self, name);
  g_autoptr (GStrvBuilder) values = g_strv_builder_new ();

  if (param == NULL)
    return NULL;
  for (guint i = 0; i < param->values->len; i++)
    {
      g_auto (GStrv) parts = g_strsplit_set (g_ptr_array_index (param->values, i), ", ", -1);

      for (guint j = 0; parts[j] != NULL; j++)
        if (*parts[j] != '\0')
          g_strv_builder_add (values, parts[j]);
    }

  return g_strv_builder_end (values);
}

static void
unref_inner (gpointer data)
{
  if (data != NULL)
    g_ptr_array_unref (data);
}

static void
add_field (BoSampleFields *self,
           const char     *field)
{
  const char      *dot = strchr (field, '.');
  g_autofree char *name = dot == NULL ? g_strdup (field) : g_strndup (field, (gsize) (dot - field));
  gpointer         inner = NULL;
  gboolean         known = g_hash_table_lookup_extended (self->names, name, NULL, &inner);

  if (!known)
    g_ptr_array_add (self->order, g_strdup (name));
  if (dot == NULL)
    {
      g_hash_table_insert (self->names, g_steal_pointer (&name), NULL);
      return;
    }
  if (known && inner == NULL)
    return; /* The whole was asked for already. */
  if (!known)
    {
      inner = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (self->names, g_steal_pointer (&name), inner);
    }
  g_ptr_array_add (inner, g_strdup (dot + 1));
}

/* Returns: (transfer full) (nullable): %NULL where everything is wanted */
BoSampleFields *
bo_sample_fields_parse (const BoSampleParams *params)
{
  g_auto (GStrv) fields = bo_sample_params_dup_list (params, "_fields");
  BoSampleFields *self;

  if (fields == NULL || fields[0] == NULL)
    return NULL;
  self = g_new0 (BoSampleFields, 1);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, unref_inner);
  self->order = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; fields[i] != NULL; i++)
    add_field (self, fields[i]);

  return self;
}

void
bo_sample_fields_free (BoSampleFields *self)
{
  g_hash_table_unref (self->names);
  g_ptr_array_unref (self->order);
  g_free (self);
}

gboolean
bo_sample_fields_want (const BoSampleFields *self,
                       const char           *name)
{
  return self == NULL || g_hash_table_contains (self->names, name);
}

/* Returns: (transfer none) (nullable): the members wanted of @name, %NULL for all */
GPtrArray *
bo_sample_fields_get_inner (const BoSampleFields *self,
                            const char           *name)
{
  return self == NULL ? NULL : g_hash_table_lookup (self->names, name);
}

/* Days since 1970 of a day of the Gregorian calendar. */
static gint64
days_from_civil (int year,
                 int month,
                 int day)
{
  int y = year - (month <= 2);
  int era = (y >= 0 ? y : y - 399) / 400;
  int of_era = y - era * 400;
  int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

  return (gint64) era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

/**
 * bo_sample_wall_format:
 * @wall: seconds of a wall clock
 * @text: (out): "2026-11-23T04:28:47"
 */
void
bo_sample_wall_format (gint64 wall,
                       char   text[20])
{
  gint64 days = wall / 86400 - (wall % 86400 < 0);
  gint64 seconds = wall - days * 86400;
  gint64 z = days + 719468;
  gint64 era = (z >= 0 ? z : z - 146096) / 146097;
  gint64 of_era = z - era * 146097;
  gint64 years = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  gint64 of_year = of_era - (365 * years + years / 4 - years / 100);
  gint64 shifted = (5 * of_year + 2) / 153;
  int    day = (int) (of_year - (153 * shifted + 2) / 5 + 1);
  int    month = (int) (shifted < 10 ? shifted + 3 : shifted - 9);
  int    year = (int) (years + era * 400 + (month <= 2));

  g_snprintf (text, 20, "%04d-%02d-%02dT%02d:%02d:%02d", CLAMP (year, 0, 9999), month, day,
              (int) (seconds / 3600), (int) (seconds / 60 % 60), (int) (seconds % 60));
}

/* "Z", "+01:00", "+01" */
static gboolean
parse_offset (const char *text,
              int        *offset)
{
  int hours = 0;
  int minutes = 0;
  int used = 0;

  if (g_ascii_strcasecmp (text, "Z") == 0)
    return TRUE;
  if (*text != '+' && *text != '-')
    return FALSE;
  if (sscanf (text + 1, "%2d:%2d%n", &hours, &minutes, &used) < 2)
    {
      used = 0;
      if (sscanf (text + 1, "%2d%n", &hours, &used) < 1)
        return FALSE;
    }
  if (text[1 + used] != '\0')
    return FALSE;
  *offset = (hours * 60 + minutes) * 60 * (*text == '-' ? -1 : 1);

  return TRUE;
}

/**
 * bo_sample_bound_parse:
 * @self: (out): the bound
 * @text: as sent
 * @dates_are_gmt: the flag that came with it
 * @zone: of the shop
 *
 * Reads an instant as WordPress does.  A value with an offset becomes one of the
 * shop's clock, which is wrong if the column of UTC was chosen: that is how the
 * real one behaves.
 *
 * Returns: %FALSE if it is no date and time
 */
gboolean
bo_sample_bound_parse (BoSampleBound *self,
                       const char    *text,
                       gboolean       dates_are_gmt,
                       GTimeZone     *zone)
{
  int  year, month, day, hour, minute, second;
  int  used = 0;
  int  offset = 0;
  char between;

  if (sscanf (text, "%4d-%2d-%2d%c%2d:%2d:%2d%n", &year, &month, &day, &between, &hour, &minute, &second, &used) < 7 ||
      strchr ("Tt ", between) == NULL || month < 1 || month > 12 || day < 1 || day > 31 || hour < 0 || hour > 24 ||
      minute < 0 || minute > 59 || second < 0 || second > 60)
    return FALSE;
  text += used;
  if (*text == '.')
    for (text++; g_ascii_isdigit (*text); text++)
      ;
  self->given = TRUE;
  self->utc = dates_are_gmt;
  self->wall = days_from_civil (year, month, day) * 86400 + hour * 3600 + minute * 60 + second;
  if (*text == '\0')
    return TRUE;
  if (!parse_offset (text, &offset))
    return FALSE;
  self->wall -= offset;
  self->wall += g_time_zone_get_offset (zone, g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, self->wall));

  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-woo-json"

#include "config.h"

#include "bo-woo-json.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "bo-catalog.h"
#include "bo-woo-text.h"

/* An order with all that plugins put into it is less than a dozen deep. */
#define DEPTH_MAX 64
/* Nor has it more members and elements.  A byte or two of the answer are a hundred
 * of memory when they are an empty object. */
#define VALUES_MAX 100000
/* NUL bytes stand in what plugins serialise; members that we read are checked. */
#define LOAD_FLAGS (JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL)
/* Of what stands before the JSON, for a message. */
#define NOISE_MAX 2000

static gboolean fail (GError    **error,
                      const char *format,
                      ...) G_GNUC_PRINTF (2, 3);

static gboolean
fail (GError    **error,
      const char *format,
      ...)
{
  g_autofree char *message = NULL;
  va_list          args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_ANSWER, message);

  return FALSE;
}

static gboolean
is_white (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static const char *
skip_white (const char *p,
            const char *end)
{
  while (p < end && is_white (*p))
    p++;

  return p;
}

/* Past what programs put before an answer without meaning to. */
static const char *
skip_start (const char *p,
            const char *end)
{
  p = skip_white (p, end);
  if (end - p >= 3 && memcmp (p, "\xef\xbb\xbf", 3) == 0)
    p += 3;

  return skip_white (p, end);
}

/**
 * bo_woo_json_is_page:
 * @bytes: an answer
 *
 * Returns: whether it is a page for people
 */
gboolean
bo_woo_json_is_page (GBytes *bytes)
{
  gsize            size;
  const char      *data = g_bytes_get_data (bytes, &size);
  g_autofree char *start = g_strndup (data != NULL ? data : "", MIN (size, NOISE_MAX));
  g_autofree char *lower = g_ascii_strdown (start, -1);

  return strstr (lower, "<html") != NULL || strstr (lower, "<!doctype html") != NULL;
}

/* What stands where the JSON should begin, up to where it does. */
static char *
read_noise (const char *start,
            const char *end)
{
  g_autofree char *noise = g_strndup (start, MIN ((gsize) (end - start), NOISE_MAX));

  noise[strcspn (noise, "[{")] = '\0';

  return bo_woo_text_blame (noise);
}

static gboolean
fail_noise (GError    **error,
            const char *start,
            const char *end)
{
  g_autofree char *said = read_noise (start, end);

  return fail (error, _ ("Something in the shop writes into its answers, likely a plugin with an error: “%s”. Nothing was changed here."), said);
}

/* The answer does not begin as it should: says what it is instead. */
static gboolean
fail_start (GError    **error,
            GBytes     *bytes,
            const char *start,
            const char *end)
{
  if (start == end)
    return fail (error, "%s", _ ("The shop answered with nothing at all."));
  if (*start == '{' || *start == '[')
    return fail (error, "%s", _ ("The shop answered something else than what was asked for."));
  if (bo_woo_json_is_page (bytes))
    return fail (error, "%s", _ ("The shop answered with a page for people instead of data. Nothing was changed here."));

  return fail_noise (error, start, end);
}

/**
 * bo_woo_json_list_open:
 * @self: (out caller-allocates): a list
 * @bytes: an answer; must outlive @self
 * @error: return location for a #BoCatalogError
 *
 * Returns: whether @bytes begin a list
 */
gboolean
bo_woo_json_list_open (BoWooJsonList *self,
                       GBytes        *bytes,
                       GError       **error)
{
  gsize       size;
  const char *data = g_bytes_get_data (bytes, &size);
  const char *end = data + size;
  const char *start = size > 0 ? skip_start (data, end) : end;

  if (start == end || *start != '[')
    return fail_start (error, bytes, start, end);

  self->start = start;
  self->end = end;
  self->next = start + 1;
  self->first = TRUE;

  return TRUE;
}

/* Past the value at @p, which ends before a comma or bracket of its own level; says
 * in @slice whether it is fit to be parsed. */
static const char *
skip_value (const char     *p,
            const char     *end,
            BoWooJsonSlice *slice)
{
  guint    depth = 0;
  guint    n_values = 0;
  gboolean quoted = FALSE;

  slice->too_deep = slice->too_many = FALSE;
  for (; p < end; p++)
    {
      if (quoted)
        {
          if (*p == '\\')
            p++;
          else if (*p == '"')
            quoted = FALSE;
          continue;
        }
      switch (*p)
        {
        case '"':
          quoted = TRUE;
          break;
        case '[':
        case '{':
          slice->too_deep |= ++depth > DEPTH_MAX;
          slice->too_many |= ++n_values > VALUES_MAX;
          break;
        case ']':
        case '}':
          if (depth == 0)
            return p;
          depth--;
          break;
        case ',':
          if (depth == 0)
            return p;
          slice->too_many |= ++n_values > VALUES_MAX;
          break;
        default:
          break;
        }
    }

  return NULL;
}

static gboolean
fail_cut_off (GError **error)
{
  g_set_error_literal (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_SERVER,
                       _ ("The shop’s answer broke off in the middle. It will be asked for again."));
  return FALSE;
}

static gboolean
check_rest (BoWooJsonList *self,
            GError       **error)
{
  const char *rest = skip_white (self->next, self->end);

  return rest == self->end ? FALSE : fail_noise (error, rest, self->end);
}

/**
 * bo_woo_json_list_next:
 * @self: a list
 * @slice: (out caller-allocates): the next record in it
 * @error: return location for a #BoCatalogError
 *
 * Returns: whether there is a next one; without one @error tells whether the list
 * has come to a good end
 */
gboolean
bo_woo_json_list_next (BoWooJsonList  *self,
                       BoWooJsonSlice *slice,
                       GError        **error)
{
  const char *p = skip_white (self->next, self->end);
  const char *end;

  if (p == self->end)
    return fail_cut_off (error);
  if (*p == ']')
    {
      self->next = p + 1;
      return check_rest (self, error);
    }
  if (!self->first)
    {
      if (*p != ',')
        return fail (error, "%s", _ ("The shop’s answer is not valid JSON."));
      p = skip_white (p + 1, self->end);
    }
  end = skip_value (p, self->end, slice);
  if (end == NULL)
    return fail_cut_off (error);
  if (end == p || *end == '}')
    return fail (error, "%s", _ ("The shop’s answer is not valid JSON."));

  slice->text = p;
  slice->length = (gsize) (end - p);
  self->next = end;
  self->first = FALSE;

  return TRUE;
}

/**
 * bo_woo_json_list_is_empty:
 * @bytes: an answer
 *
 * Returns: whether it is "[]"
 */
gboolean
bo_woo_json_list_is_empty (GBytes *bytes)
{
  BoWooJsonList list;
  const char   *p;

  if (!bo_woo_json_list_open (&list, bytes, NULL))
    return FALSE;
  p = skip_white (list.next, list.end);

  return p < list.end && *p == ']';
}

/* The whole number at @p, in quotes or not; 0 when it is none. */
static gint64
read_id (const char *p,
         const char *end)
{
  gint64   id = 0;
  gboolean quoted = p < end && *p == '"';

  if (quoted)
    p++;
  for (; p < end && g_ascii_isdigit (*p); p++)
    {
      id = id * 10 + (*p - '0');
      if (id > BO_WOO_JSON_ID_MAX)
        return 0;
    }
  if (quoted && (p == end || *p++ != '"'))
    return 0;
  p = skip_white (p, end);

  return p < end && (*p == ',' || *p == '}') ? id : 0;
}

/* Past the string at @p; NULL when it has no end. */
static const char *
skip_string (const char *p,
             const char *end)
{
  for (p++; p < end && *p != '"'; p++)
    if (*p == '\\')
      p++;

  return p < end ? p + 1 : NULL;
}

/**
 * bo_woo_json_slice_find_id:
 * @slice: a record, which need not be valid
 *
 * A record that cannot be read is still there: it is not to be taken for deleted.
 *
 * Returns: its member "id", 0 when it cannot be made out or there are two
 */
gint64
bo_woo_json_slice_find_id (const BoWooJsonSlice *slice)
{
  const char *end = slice->text + slice->length;
  const char *p = slice->text;
  guint       depth = 0;
  guint       n_ids = 0;
  gint64      id = 0;

  while (p != NULL && p < end)
    {
      const char *start = p;
      const char *colon;

      if (*p != '"')
        {
          depth += *p == '{' || *p == '[';
          depth -= *p == '}' || *p == ']';
          p++;
          continue;
        }
      p = skip_string (p, end);
      if (p == NULL || depth != 1 || p - start != 4 || memcmp (start, "\"id\"", 4) != 0)
        continue;
      colon = skip_white (p, end);
      if (colon == end || *colon != ':')
        continue;
      if (++n_ids > 1)
        return 0;
      id = read_id (skip_white (colon + 1, end), end);
    }

  return id;
}

static json_t *
load (const char *text,
      gsize       length,
      GError    **error)
{
  json_error_t json_error;
  g_autoptr (json_t) value = json_loadb (text, length, LOAD_FLAGS, &json_error);

  if (value == NULL)
    {
      g_set_error (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_ANSWER, _ ("Not valid JSON at byte %d"), json_error.position);
      return NULL;
    }
  if (!json_is_object (value))
    {
      fail (error, "%s", _ ("Not an object"));
      return NULL;
    }

  return g_steal_pointer (&value);
}

/**
 * bo_woo_json_slice_parse:
 * @slice: a record
 * @error: return location for a #BoCatalogError
 *
 * Returns: (transfer full): the record, an object; or %NULL
 */
json_t *
bo_woo_json_slice_parse (const BoWooJsonSlice *slice,
                         GError              **error)
{
  if (slice->too_deep)
    {
      fail (error, "%s", _ ("Nested too deeply"));
      return NULL;
    }
  if (slice->too_many)
    {
      fail (error, "%s", _ ("Far more in it than belongs there"));
      return NULL;
    }

  return load (slice->text, slice->length, error);
}

/**
 * bo_woo_json_parse_object:
 * @bytes: an answer
 * @error: return location for a #BoCatalogError
 *
 * Returns: (transfer full): the object that @bytes are, or %NULL
 */
json_t *
bo_woo_json_parse_object (GBytes  *bytes,
                          GError **error)
{
  gsize       size;
  const char *data = g_bytes_get_data (bytes, &size);
  const char *end = data + size;
  const char *start = size > 0 ? skip_start (data, end) : end;

  BoWooJsonSlice whole = { .text = start, .length = (gsize) (end - start) };

  if (start == end || *start != '{')
    {
      fail_start (error, bytes, start, end);
      return NULL;
    }
  /* It has no comma or bracket of its own level, so it is walked to its end. */
  if (skip_value (start, end, &whole) != NULL)
    {
      fail (error, "%s", _ ("Something stands after the end"));
      return NULL;
    }

  return bo_woo_json_slice_parse (&whole, error);
}

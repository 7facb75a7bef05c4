/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-json-reader"

#include "config.h"

#include "bo-json-reader.h"

#include "bo-plan-json.h"

/* Sets @error to "path.key: message" and returns FALSE. */
gboolean
bo_json_fail (GError    **error,
              const char *path,
              const char *key,
              const char *format,
              ...)
{
  g_autofree char *message = NULL;
  va_list          arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, BO_PLAN_ERROR, BO_PLAN_ERROR_INVALID, "%s%s%s: %s", path,
               *path != '\0' && key != NULL ? "." : "", key != NULL ? key : "", message);

  return FALSE;
}

/* @names: (transfer full): what there is to choose from instead of @name */
gboolean
bo_json_fail_name (GError    **error,
                   const char *path,
                   const char *key,
                   const char *name,
                   char       *names)
{
  g_autofree char *owned = names;

  return bo_json_fail (error, path, key, "“%s” is none of %s", name, owned);
}

/* Whether @object is one, and has no member but @keys. */
gboolean
bo_json_check_object (json_t            *object,
                      const char        *path,
                      const char *const *keys,
                      GError           **error)
{
  const char *key;
  json_t     *value;

  if (!json_is_object (object))
    return bo_json_fail (error, *path != '\0' ? path : "plan", NULL, "an object is wanted");

  json_object_foreach (object, key, value)
  {
    g_autofree char *known = NULL;

    if (g_strv_contains (keys, key))
      continue;
    known = g_strjoinv (", ", (char **) keys);
    return bo_json_fail (error, path, key, "there is no such key, but %s", known);
  }

  return TRUE;
}

gboolean
bo_json_read_int (json_t     *object,
                  const char *path,
                  const char *key,
                  gint64      min,
                  gint64      max,
                  gint64     *value,
                  gboolean   *found,
                  GError    **error)
{
  json_t *member = json_object_get (object, key);

  if (found != NULL)
    *found = member != NULL;
  if (member == NULL)
    return TRUE;
  if (!json_is_integer (member))
    return bo_json_fail (error, path, key, "a whole number is wanted");
  if (json_integer_value (member) < min || json_integer_value (member) > max)
    return bo_json_fail (error, path, key, "%" JSON_INTEGER_FORMAT " is not between %" G_GINT64_FORMAT " and %" G_GINT64_FORMAT,
                         json_integer_value (member), min, max);
  *value = json_integer_value (member);

  return TRUE;
}

gboolean
bo_json_read_boolean (json_t     *object,
                      const char *path,
                      const char *key,
                      gboolean   *value,
                      GError    **error)
{
  json_t *member = json_object_get (object, key);

  if (member == NULL)
    return TRUE;
  if (!json_is_boolean (member))
    return bo_json_fail (error, path, key, "true or false is wanted");
  *value = json_is_true (member);

  return TRUE;
}

/* @value is borrowed from @object. */
gboolean
bo_json_read_string (json_t      *object,
                     const char  *path,
                     const char  *key,
                     gboolean     required,
                     const char **value,
                     GError     **error)
{
  json_t *member = json_object_get (object, key);

  if (member == NULL)
    return !required || bo_json_fail (error, path, key, "is missing");
  if (!json_is_string (member))
    return bo_json_fail (error, path, key, "a text is wanted");
  if (json_string_length (member) == 0)
    return bo_json_fail (error, path, key, "the text is empty");
  *value = json_string_value (member);

  return TRUE;
}

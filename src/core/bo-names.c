/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-names"

#include "config.h"

#include "bo-names.h"

/**
 * bo_names_get:
 * @names: (array length=n_names): the names, in the order of the values
 * @n_names: how many there are
 * @value: a value
 *
 * Returns: (transfer none): the name of @value
 */
const char *
bo_names_get (const char *const *names,
              gsize              n_names,
              int                value)
{
  g_return_val_if_fail (value >= 0 && (gsize) value < n_names, NULL);

  return names[value];
}

/**
 * bo_names_find:
 * @names: (array length=n_names): the names, in the order of the values
 * @n_names: how many there are
 * @name: what somebody wrote
 * @value: (out): the value called @name
 *
 * Returns: whether there is a value called @name; @value is untouched otherwise
 */
gboolean
bo_names_find (const char *const *names,
               gsize              n_names,
               const char        *name,
               int               *value)
{
  for (gsize i = 0; i < n_names; i++)
    {
      if (g_strcmp0 (names[i], name) == 0)
        {
          *value = (int) i;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * bo_names_join:
 * @names: (array length=n_names): the names
 * @n_names: how many there are
 *
 * Returns: (transfer full): "fifo, priority, need"
 */
char *
bo_names_join (const char *const *names,
               gsize              n_names)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < n_names; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", names[i]);

  return g_string_free (text, FALSE);
}

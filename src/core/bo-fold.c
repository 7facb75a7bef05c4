/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-fold"

#include "config.h"

#include "bo-fold.h"

#include <string.h>

static gboolean
is_ascii (const char *text,
          gsize       length)
{
  for (gsize i = 0; i < length; i++)
    if ((guchar) text[i] >= 0x80)
      return FALSE;
  return TRUE;
}

/**
 * bo_fold:
 * @text: UTF-8 text; what is not is replaced
 *
 * Makes the key under which @text is found and sorted: without blanks around
 * it, case-folded, and composed, so that "é" is one thing however it was typed.
 *
 * Returns: (transfer full): the key
 */
char *
bo_fold (const char *text)
{
  g_autofree char *valid = NULL;
  g_autofree char *folded = NULL;
  gsize            length;

  g_return_val_if_fail (text != NULL, NULL);

  while (g_ascii_isspace (*text))
    text++;
  length = strlen (text);
  while (length > 0 && g_ascii_isspace (text[length - 1]))
    length--;

  if (is_ascii (text, length))
    return g_ascii_strdown (text, length);

  valid = g_utf8_make_valid (text, length);
  folded = g_utf8_casefold (valid, -1);
  return g_utf8_normalize (folded, -1, G_NORMALIZE_DEFAULT_COMPOSE);
}

/**
 * bo_fold_phone:
 * @text: a phone number as people write it
 *
 * Keeps the digits of @text, so that a number is found however it is grouped.
 *
 * Returns: (transfer full) (nullable): the digits, or %NULL when there are none
 */
char *
bo_fold_phone (const char *text)
{
  GString *digits;

  g_return_val_if_fail (text != NULL, NULL);

  digits = g_string_new (NULL);
  for (; *text != '\0'; text++)
    if (g_ascii_isdigit (*text))
      g_string_append_c (digits, *text);

  return g_string_free (digits, digits->len == 0);
}

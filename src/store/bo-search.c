/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-search"

#include "config.h"

#include "bo-search.h"

#include <string.h>

#include "bo-fold.h"

static void
search_word_free (gpointer data)
{
  BoSearchWord *word = data;

  g_free (word->match);
  g_free (word->customer_match);
  g_free (word);
}

/* Whether the tokenizer finds anything in @word; a query of nothing finds nothing. */
static gboolean
has_token (const char *word)
{
  for (const char *p = word; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (g_unichar_isalnum (g_utf8_get_char (p)))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_grouped_number (const char *word)
{
  return strspn (word, "0123456789+-/().") == strlen (word) && strspn (word, "0123456789") != strlen (word);
}

/* A quoted phrase, so that nothing a user types is syntax. */
static char *
make_prefix (const char *word)
{
  g_autoptr (GString) match = g_string_new ("\"");

  for (; *word != '\0'; word++)
    {
      if (*word == '"')
        g_string_append_c (match, '"');
      g_string_append_c (match, *word);
    }
  g_string_append (match, "\"*");

  return g_string_free (g_steal_pointer (&match), FALSE);
}

static BoSearchWord *
search_word_new (const char *text)
{
  BoSearchWord *word = g_new0 (BoSearchWord, 1);

  word->match = make_prefix (text);
  if (is_grouped_number (text))
    {
      g_autofree char *digits = bo_fold_phone (text);

      word->customer_match = g_strdup_printf ("(%s OR phone_key : \"%s\"*)", word->match, digits);
    }
  else
    word->customer_match = g_strdup (word->match);

  return word;
}

/**
 * bo_search_parse:
 * @text: (nullable): what somebody typed
 *
 * Returns: (transfer full) (element-type BoSearchWord): its words; none when
 *   there is nothing in it that could be found
 */
GPtrArray *
bo_search_parse (const char *text)
{
  GPtrArray       *words = g_ptr_array_new_with_free_func (search_word_free);
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  char            *p = valid;

  while (*p != '\0' && words->len < BO_SEARCH_WORDS_MAX)
    {
      char *end;

      while (*p != '\0' && g_unichar_isspace (g_utf8_get_char (p)))
        p = g_utf8_next_char (p);
      for (end = p; *end != '\0' && !g_unichar_isspace (g_utf8_get_char (end)); end = g_utf8_next_char (end))
        continue;

      if (end > p)
        {
          g_autofree char *word = g_strndup (p, (gsize) (end - p));

          if (has_token (word))
            g_ptr_array_add (words, search_word_new (word));
        }
      p = end;
    }

  return words;
}

char *
bo_search_join (const GPtrArray *words,
                gboolean         customers)
{
  g_autoptr (GString) match = NULL;

  if (words->len == 0)
    return NULL;

  match = g_string_new (NULL);
  for (guint i = 0; i < words->len; i++)
    {
      const BoSearchWord *word = g_ptr_array_index (words, i);

      if (i > 0)
        g_string_append (match, " AND ");
      g_string_append (match, customers ? word->customer_match : word->match);
    }

  return g_string_free (g_steal_pointer (&match), FALSE);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One word that somebody searches for, as full-text queries: it matches what has
 * a word that begins so. */
typedef struct
{
  char *match;          /* of products and orders */
  char *customer_match; /* of customers: a phone number too, however it is grouped */
} BoSearchWord;

/* More words than this are not looked at. */
#define BO_SEARCH_WORDS_MAX 12

/* (element-type BoSearchWord): empty when there is nothing to search for */
GPtrArray *bo_search_parse (const char *text);
/* All of @words in one query of one table; %NULL for none. */
char *bo_search_join (const GPtrArray *words,
                      gboolean         customers);

G_END_DECLS

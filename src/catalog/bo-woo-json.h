/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <jansson.h>

G_BEGIN_DECLS

/* JSON that a stranger sends, read without trust: bounded in depth and in the number
 * of values before it is parsed, record by record, so that one bad record spoils no other and a page of a
 * large shop is never in memory as objects at once. */

/* Beyond it numbers are not whole in every program that speaks JSON; nor are ids. */
#define BO_WOO_JSON_ID_MAX (G_GINT64_CONSTANT (1) << 53)

/* The next record of a list; @text is not terminated. */
typedef struct
{
  const char *text;
  gsize       length;
  gboolean    too_deep; /* not to be parsed */
  gboolean    too_many; /* values in it: likewise */
} BoWooJsonSlice;

typedef struct
{
  const char *start;
  const char *end;
  const char *next;
  gboolean    first;
} BoWooJsonList;

gboolean bo_woo_json_list_open (BoWooJsonList *self,
                                GBytes        *bytes,
                                GError       **error);
gboolean bo_woo_json_list_next (BoWooJsonList  *self,
                                BoWooJsonSlice *slice,
                                GError        **error);
gboolean bo_woo_json_list_is_empty (GBytes *bytes);
gboolean bo_woo_json_is_page (GBytes *bytes);
gint64   bo_woo_json_slice_find_id (const BoWooJsonSlice *slice);
json_t  *bo_woo_json_slice_parse (const BoWooJsonSlice *slice,
                                  GError              **error);
json_t  *bo_woo_json_parse_object (GBytes  *bytes,
                                   GError **error);

/* Members.  One that is missing or null leaves the value as it is, unless it is
 * required; a wrong type is an error that names the member. */
typedef enum
{
  BO_WOO_JSON_OPTIONAL,
  BO_WOO_JSON_NULLABLE, /* must be there, may be null */
  BO_WOO_JSON_REQUIRED,
} BoWooJsonNeed;

gboolean bo_woo_json_get_id (json_t       *object,
                             const char   *key,
                             BoWooJsonNeed need,
                             gint64       *id,
                             GError      **error);
gboolean bo_woo_json_get_units (json_t       *object,
                                const char   *key,
                                BoWooJsonNeed need,
                                gboolean      round_up,
                                gint64       *units,
                                gboolean     *found,
                                gboolean     *fractional,
                                GError      **error);
gboolean bo_woo_json_get_string (json_t       *object,
                                 const char   *key,
                                 BoWooJsonNeed need,
                                 const char  **string,
                                 GError      **error);
gboolean bo_woo_json_get_boolean (json_t       *object,
                                  const char   *key,
                                  BoWooJsonNeed need,
                                  gboolean     *value,
                                  GError      **error);
gboolean bo_woo_json_get_instant (json_t       *object,
                                  const char   *key,
                                  BoWooJsonNeed need,
                                  gint64       *at,
                                  GError      **error);
gboolean bo_woo_json_get_array (json_t       *object,
                                const char   *key,
                                BoWooJsonNeed need,
                                json_t      **array,
                                GError      **error);
gboolean bo_woo_json_get_object (json_t       *object,
                                 const char   *key,
                                 BoWooJsonNeed need,
                                 json_t      **member,
                                 GError      **error);
gboolean bo_woo_json_read_amount (json_t *value,
                                  int     decimals,
                                  gint64 *amount);
json_t  *bo_woo_json_find_meta (json_t     *meta_data,
                                const char *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (json_t, json_decref)

G_END_DECLS

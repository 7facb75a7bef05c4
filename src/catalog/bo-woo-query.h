/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-catalog.h"
#include "bo-http.h"

G_BEGIN_DECLS

/* The parameters of a request, in their order: plain, and escaped only when they
 * become part of an address. */
typedef struct
{
  char *name;  /* (owned) */
  char *value; /* (owned) */
} BoParameter;

typedef GPtrArray BoQuery; /* (element-type BoParameter) */

BoQuery *bo_query_new (void);
void     bo_query_add (BoQuery    *self,
                       const char *name,
                       const char *value);
void     bo_query_add_number (BoQuery    *self,
                              const char *name,
                              gint64      value);
BoQuery *bo_query_copy (BoQuery *self);
BoQuery *bo_query_parse (const char *text);
char    *bo_query_encode (BoQuery *self);
char    *bo_query_escape (const char *text);

/* One page of a resource. */
char    *bo_woo_pull_path (const BoPull *pull);
BoQuery *bo_woo_pull_query (const BoPull *pull);
gboolean bo_woo_pull_is_empty (const BoPull *pull);
gboolean bo_woo_reply_has_next (const BoHttpReply *reply,
                                const BoPull      *pull);
gint64   bo_woo_reply_get_total (const BoHttpReply *reply);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoQuery, g_ptr_array_unref)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-sample-call.h"

G_BEGIN_DECLS

/* How records become JSON: a table of members for each resource, in the order in
 * which the real one writes them. */
typedef struct
{
  BoSampleCall *call;
  gconstpointer record;
  gconstpointer owner; /* (nullable): the order of a refund or a note */
  gboolean      edit;  /* as somebody who may edit sees it: the answer to a write */
} BoSampleWriter;

typedef enum
{
  BO_SAMPLE_MEMBER_NEW = 1 << 0,  /* an old store has no such member */
  BO_SAMPLE_MEMBER_EDIT = 1 << 1, /* only in the answer to a write */
} BoSampleMemberFlags;

typedef struct
{
  const char *name;
  json_t *(*make) (const BoSampleWriter *writer);
  BoSampleMemberFlags flags;
} BoSampleMember;

json_t *bo_sample_members_write (const BoSampleMember *members,
                                 const BoSampleWriter *writer);

/* What never changes. */
json_t *bo_sample_make_empty (const BoSampleWriter *writer);
json_t *bo_sample_make_false (const BoSampleWriter *writer);
json_t *bo_sample_make_true (const BoSampleWriter *writer);
json_t *bo_sample_make_null (const BoSampleWriter *writer);
json_t *bo_sample_make_list (const BoSampleWriter *writer);
json_t *bo_sample_make_zero (const BoSampleWriter *writer);
json_t *bo_sample_make_zero_money (const BoSampleWriter *writer);
json_t *bo_sample_make_minus_one (const BoSampleWriter *writer);

json_t *bo_sample_make_price_html (const BoSampleWriter *writer);

json_t *bo_sample_json_local (const BoSampleWriter *writer,
                              gint64                at);
json_t *bo_sample_json_gmt (const BoSampleWriter *writer,
                            gint64                at);
json_t *bo_sample_json_money (gint64 cents);
json_t *bo_sample_json_amount (double amount);
json_t *bo_sample_json_meta (const BoSampleWriter *writer,
                             GPtrArray            *meta,
                             gboolean              display);
json_t *bo_sample_json_address (const BoSampleAddress *address,
                                gboolean               of_customer,
                                gboolean               billing);
json_t *bo_sample_json_link (const BoSampleWriter *writer,
                             const char           *allow,
                             const char           *format,
                             ...) G_GNUC_PRINTF (3, 4);

/* The resources, as they stand in a list or alone. */
json_t *bo_sample_product_to_json (BoSampleCall *call,
                                   gconstpointer product);
json_t *bo_sample_variation_to_json (BoSampleCall *call,
                                     gconstpointer product);
json_t *bo_sample_order_to_json (BoSampleCall *call,
                                 gconstpointer order);
json_t *bo_sample_customer_to_json (BoSampleCall *call,
                                    gconstpointer customer);
json_t *bo_sample_refund_to_json (BoSampleCall         *call,
                                  const BoSampleOrder  *order,
                                  const BoSampleRefund *refund);
json_t *bo_sample_note_to_json (BoSampleCall        *call,
                                const BoSampleOrder *order,
                                const BoSampleNote  *note);
json_t *bo_sample_line_to_json (const BoSampleWriter *writer,
                                const BoSampleLine   *line,
                                guint32               refund_of);
json_t *bo_sample_images_to_json (const BoSampleWriter  *writer,
                                  const BoSampleProduct *product);
char   *bo_sample_image_address (BoSampleState         *state,
                                 const BoSampleProduct *product);

G_END_DECLS

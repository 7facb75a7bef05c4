/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <jansson.h>

#include "bo-sample-call.h"

G_BEGIN_DECLS

/* What the shop makes of what it is sent. */

char  *bo_sample_clean_html (const char *text,
                             gboolean    escape);
char  *bo_sample_clean_text (const char *text);
char  *bo_sample_clean_price (const char *text);
double bo_sample_clean_stock (const json_t *value,
                              gboolean      fractional);

/* What a member of a body must be; what is not as it must is complained about. */
typedef enum
{
  BO_SAMPLE_FIELD_TEXT,
  BO_SAMPLE_FIELD_INTEGER,
  BO_SAMPLE_FIELD_BOOLEAN,
  BO_SAMPLE_FIELD_LIST,
  BO_SAMPLE_FIELD_OBJECT,
} BoSampleFieldType;

typedef struct
{
  const char        *name;
  BoSampleFieldType  type;
  const char *const *choices; /* (nullable): of a text */
} BoSampleField;

gboolean bo_sample_check_body (BoSampleCall        *call,
                               const BoSampleField *fields);
gboolean bo_sample_json_is_true (const json_t *value);
void     bo_sample_write_meta (BoSampleCall *call,
                               GPtrArray   **meta,
                               const json_t *list);

const BoSampleAddress *bo_sample_write_address (BoSampleCall          *call,
                                                const BoSampleAddress *old,
                                                const json_t          *json);

G_END_DECLS

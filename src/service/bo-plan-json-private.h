/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdlib.h>
#include <string.h>

#include "bo-json-reader.h"
#include "bo-plan-json.h"

G_BEGIN_DECLS

/* More units of one supply than this are a mistake, and would overflow sums. */
#define BO_SUPPLY_UNITS_MAX (G_GINT64_CONSTANT (1) << 40)

json_t   *bo_json_parse (const char *text,
                         gsize       length,
                         GError    **error);
BoPolicy *bo_policy_read (json_t     *object,
                          const char *path,
                          GError    **error);

/* A plan as a file has it: with names for what the rules number. */
typedef struct
{
  BoPolicy   *policy;   /* (owned) */
  BoPlan     *plan;     /* (owned) */
  GPtrArray  *skus;     /* (element-type utf8) (owned) by product */
  GPtrArray  *supplies; /* (element-type utf8) (owned) by supply */
  GPtrArray  *lines;    /* (element-type utf8) (owned) by demand */
  GHashTable *numbers;  /* of SKUs, orders and campaigns, from 1, under "kind:name" */
} BoPlanFile;

BoPlanFile *bo_plan_file_parse (const char *text,
                                gsize       length,
                                GError    **error);
void        bo_plan_file_free (BoPlanFile *file);
char       *bo_plan_file_answer (const BoPlanFile   *file,
                                 const BoAllocation *allocation);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoPlanFile, bo_plan_file_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The query of a request, as PHP reads it: "a=1", "b[]=1&b[]=2", "c[0]=x". */
typedef struct
{
  char      *name;
  GPtrArray *values; /* (element-type utf8) (owned) */
  gboolean   is_list;
} BoSampleParam;

typedef struct
{
  GPtrArray *all; /* (element-type BoSampleParam) (owned): in the order of the query */
} BoSampleParams;

BoSampleParams      *bo_sample_params_parse (const char *query);
void                 bo_sample_params_free (BoSampleParams *self);
const BoSampleParam *bo_sample_params_find (const BoSampleParams *self,
                                            const char           *name);
const char          *bo_sample_params_get (const BoSampleParams *self,
                                           const char           *name);
GStrv                bo_sample_params_dup_list (const BoSampleParams *self,
                                                const char           *name);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoSampleParams, bo_sample_params_free)

/* What of an answer was asked for: "_fields". */
typedef struct
{
  GPtrArray  *order; /* (element-type utf8) (owned): as they were asked for */
  GHashTable *names; /* (element-type utf8 GPtrArray) (owned): a list of the inner names, or %NULL for the whole */
} BoSampleFields;

BoSampleFields *bo_sample_fields_parse (const BoSampleParams *params);
void            bo_sample_fields_free (BoSampleFields *self);
gboolean        bo_sample_fields_want (const BoSampleFields *self,
                                       const char           *name);
GPtrArray      *bo_sample_fields_get_inner (const BoSampleFields *self,
                                            const char           *name);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoSampleFields, bo_sample_fields_free)

/* An instant that a request names: wall-clock seconds, to be compared with the
 * column that it chose. */
typedef struct
{
  gboolean given;
  gboolean utc; /* the column of UTC; else that of local time */
  gint64   wall;
} BoSampleBound;

gboolean bo_sample_bound_parse (BoSampleBound *self,
                                const char    *text,
                                gboolean       dates_are_gmt,
                                GTimeZone     *zone);
void     bo_sample_wall_format (gint64 wall,
                                char   text[20]);

G_END_DECLS

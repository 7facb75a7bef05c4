/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What was asked and what was done, counted by name.  Any thread may look. */
typedef struct _BoSampleCounts BoSampleCounts;

BoSampleCounts *bo_sample_counts_new (void);
void            bo_sample_counts_free (BoSampleCounts *self);
void            bo_sample_counts_add (BoSampleCounts *self,
                                      const char     *format,
                                      ...) G_GNUC_PRINTF (2, 3);
guint64         bo_sample_counts_get (BoSampleCounts *self,
                                      const char     *name);
void            bo_sample_counts_log (BoSampleCounts *self,
                                      const char     *line);
GStrv           bo_sample_counts_dup_log (BoSampleCounts *self);
void            bo_sample_counts_reset (BoSampleCounts *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoSampleCounts, bo_sample_counts_free)

G_END_DECLS

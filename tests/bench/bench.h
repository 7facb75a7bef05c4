/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

#include "bo-service.h"

G_BEGIN_DECLS

/* The table of design.md section 9: each job's time beside the time of a floor,
 * which is the least that any program could do, measured in the same run. */

typedef struct
{
  GOptionEntry *entries;
  char         *only;   /* (nullable): the one job to run */
  char         *orders; /* (nullable): an order file to import */
  char         *ctl;    /* (nullable): backordersctl, whose memory is measured */
  char         *folder; /* where data is made once and kept */
  int           n_runs;
  gboolean      quick; /* small data: a smoke test of the benchmark itself */
  gint64        n_lines;
  gint64        n_products;
  gint64        n_hot; /* lines that wait for one product */
} Bench;

/* Pairs of runs of a job and of its floor, in turn, so that a machine whose speed
 * drifts does not favour one. */
typedef struct
{
  GArray *job; /* (element-type double) in the job's unit */
  GArray *floor;
} Pairs;

Pairs *pairs_new (void);
void   pairs_free (Pairs *pairs);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Pairs, pairs_free)
void pairs_add (Pairs *pairs,
                double job,
                double floor);

/* Prints one row: medians, the ratio of the medians, the ratio to reach (0: none). */
void bench_print_header (void);
void bench_print_row (const char  *name,
                      const Pairs *pairs,
                      const char  *unit,
                      double       target,
                      const char  *note);

gboolean bench_wants (const Bench *bench,
                      const char  *job);
double   bench_now_ms (void);
void     bench_settle (void);

/* bench-data.c: stores made once and copied for every run. */
char *bench_make_store (const Bench *bench,
                        gint64       n_lines);
char *bench_copy (const Bench *bench,
                  const char  *path,
                  const char  *name);
void  bench_remove (const char *path);

#define BENCH_HOT_SKU "HOT-1"

/* bench-raw.c: the floor of a write. */
typedef struct _RawRows RawRows; /* the rows that events wrote, taken from their images */

sqlite3 *raw_open (const char *path);
RawRows *raw_rows_load (const char *path,
                        gint64      first_event);
void     raw_rows_free (RawRows *rows);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RawRows, raw_rows_free)
double raw_rows_write (RawRows    *rows,
                       const char *path,
                       gboolean    with_journal);
char  *raw_rows_describe (RawRows *rows);

/* bench-ledger.c, bench-views.c */
void bench_one_delivery (const Bench *bench);
void bench_everything (const Bench *bench);
void bench_import (const Bench *bench);
void bench_search (const Bench *bench);
void bench_sync (const Bench *bench);
void bench_window (const Bench *bench);

BoService *bench_open (const char *path);

G_END_DECLS

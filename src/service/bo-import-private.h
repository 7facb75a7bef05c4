/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-import-rows.h"
#include "bo-line-table.h"
#include "bo-store.h"

G_BEGIN_DECLS

/* One import under way.  Lives on the store thread, but for what is said to be
 * the main thread's in bo-import.c. */

typedef struct _BoImportRejects BoImportRejects;

typedef struct
{
  BoImportOptions *options;        /* (owned) */
  BoImportReport  *report;         /* (owned) */
  BoOrderFile     *file;           /* (owned) */
  BoImportRows    *rows;           /* (owned) */
  BoImportRejects *rejects;        /* (owned) */
  gint64           now;            /* UTC seconds: when it began */
  gint64           shipped_before; /* UTC seconds; G_MININT64: nothing is history */

  GCancellable           *cancellable; /* (owned) (nullable) */
  struct _BoImportTeller *teller;      /* (owned): of the progress */

  BoTxn *txn;      /* (not owned): the batch being written */
  gint64 event_id; /* of that batch; 0 while it has written nothing */
  gint64 group_id; /* the first event of this import; 0 while there is none */

  guint       n_batch;         /* rows of @batch to write; one more may wait for the next */
  GArray     *batch;           /* (element-type BoImportRow) (owned): read and not written yet */
  GArray     *later;           /* (element-type BoImportRow) (owned): rows of known orders that no line equals */
  GArray     *cancels;         /* (element-type BoImportRow) (owned): in file order */
  GArray     *lines;           /* (element-type BoImportedLine) (owned): scratch */
  GArray     *applied;         /* (element-type BoAppliedCancellation) (owned): scratch */
  GArray     *line_ids;        /* (element-type gint64) (owned): scratch */
  GByteArray *claimed;         /* (owned): a bit for each line id that a row of this file stands for */
  GHashTable *claimed_cancels; /* (element-type gint64) (owned): likewise, ids of cancellations */
} BoImportRun;

/* What an import, or a check, was asked to do. */
typedef struct
{
  BoImportRun  *run;       /* (owned) */
  GInputStream *stream;    /* (owned) */
  GTimeZone    *time_zone; /* (owned): the shop's */
  char         *currency;  /* (owned): the shop's */
} BoImportJob;

/* bo-import-report.c */
void bo_import_report_add_issue (BoImportReport   *report,
                                 BoImportIssueKind kind,
                                 gint64            row,
                                 const char       *column,
                                 const char       *message);
void bo_import_report_sort_issues (BoImportReport *report);

/* bo-import-rejects.c */
BoImportRejects *bo_import_rejects_new (const char  *path,
                                        BoOrderFile *file);
gboolean         bo_import_rejects_add (BoImportRejects *self,
                                        const char      *column,
                                        const char      *message,
                                        GError         **error);
gboolean         bo_import_rejects_close (BoImportRejects *self,
                                          gboolean        *written,
                                          GError         **error);
void             bo_import_rejects_free (BoImportRejects *self);

/* bo-import.c */
BoImportJob *bo_import_job_new (BoService       *service,
                                GInputStream    *stream,
                                BoImportOptions *options,
                                BoImportProgress progress,
                                gpointer         progress_data,
                                GCancellable    *cancellable);
void         bo_import_job_free (gpointer data);
void         bo_import_job_silence (BoImportJob *job);
gboolean     bo_import_job_begin (BoImportJob *job,
                                  GError     **error);
void         bo_import_job_finish_report (BoImportJob *job,
                                          gint64       started);
gboolean     bo_import_run_sort_row (BoImportRun       *run,
                                     const BoImportRow *row,
                                     GError           **error);
gboolean     bo_import_run_go_on (BoImportRun *run,
                                  GError     **error);
gboolean     bo_import_run_begin_event (BoImportRun *run,
                                        GError     **error);

/* bo-import-lines.c */
gboolean bo_import_run_write_orders (BoImportRun *run,
                                     guint        first,
                                     guint        n,
                                     GError     **error);
gboolean bo_import_run_write_later (BoImportRun *run,
                                    guint        first,
                                    guint        n,
                                    GError     **error);
gboolean bo_import_run_find_product (BoImportRun     *run,
                                     BoImportProduct *product,
                                     gboolean         make,
                                     GError         **error);
gboolean bo_import_run_reduce_line (BoImportRun *run,
                                    BoLineRow   *line,
                                    gint64       units,
                                    gint64       at,
                                    gint64      *reduced,
                                    GError     **error);

/* bo-import-cancel.c */
void     bo_import_run_sort_cancels (BoImportRun *run);
gboolean bo_import_run_skip_applied_cancels (BoImportRun *run,
                                             GError     **error);
gboolean bo_import_run_write_cancels (BoImportRun *run,
                                      guint        first,
                                      guint        n,
                                      GError     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoImportRejects, bo_import_rejects_free)

G_END_DECLS

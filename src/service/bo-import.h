/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-service.h"

G_BEGIN_DECLS

/* Order files (design.md section 8). */

typedef enum
{
  BO_COLUMN_ORDER,    /* required */
  BO_COLUMN_SKU,      /* required */
  BO_COLUMN_QUANTITY, /* required */
  BO_COLUMN_DATE,     /* required */
  BO_COLUMN_PRICE,
  BO_COLUMN_NAME, /* of the product */
  BO_COLUMN_BARCODE,
  BO_COLUMN_CUSTOMER, /* the shop's number of the customer */
  BO_COLUMN_CUSTOMER_NAME,
  BO_COLUMN_EMAIL,
  BO_COLUMN_PHONE,
  BO_COLUMN_COUNTRY,
  BO_COLUMN_CLASS,
  BO_COLUMN_NEED,
  BO_COLUMN_SHIP,
  BO_COLUMN_CURRENCY,
  BO_N_COLUMNS,
} BoColumn;

const char *bo_column_to_name (BoColumn column);
gboolean    bo_column_from_name (const char *name,
                                 BoColumn   *column);
char       *bo_column_list_names (void);
gboolean    bo_column_is_required (BoColumn column);

typedef struct
{
  char    *source;                /* identity of imported orders is within it; default "orders" */
  char    *columns[BO_N_COLUMNS]; /* (nullable): header names that override recognition; empty: leave it out */
  char    *time_zone;             /* (nullable): IANA name; the shop's */
  char    *currency;              /* (nullable): ISO 4217; the shop's */
  int      shipped_before;        /* lines of earlier days are history; G_MININT: none */
  gboolean month_first;           /* 12/31/2010 */
  char    *rejects_path;          /* (nullable): where rows that were not taken go; not written without one */
  char    *file_name;             /* (nullable): what the file is called, without a folder, for the log */
} BoImportOptions;

BoImportOptions *bo_import_options_new (void);
BoImportOptions *bo_import_options_copy (const BoImportOptions *options);
void             bo_import_options_free (BoImportOptions *options);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoImportOptions, bo_import_options_free)

typedef enum
{
  BO_IMPORT_ISSUE_REJECT,     /* the row was not taken */
  BO_IMPORT_ISSUE_UNMATCHED,  /* a cancelling row that found too few units, or none */
  BO_IMPORT_ISSUE_CORRECTION, /* a stock correction: not applied */
  BO_IMPORT_ISSUE_REMARK,     /* the row was taken, not quite as it stands */
} BoImportIssueKind;

typedef struct
{
  BoImportIssueKind kind;
  gint64            row;     /* line number in the file, from 1 */
  char             *column;  /* (nullable): header of the column at fault */
  char             *message; /* in the user's language */
} BoImportIssue;

void bo_import_issue_free (BoImportIssue *issue);

/* At most this many issues of a kind are kept; all are counted, all rejects are written. */
#define BO_IMPORT_ISSUES_MAX 1000

/**
 * BoImportReport:
 *
 * What an import did, or what a check of a file found.  A check looks at the file alone:
 * orders, lines, customers and products "added" are then those that are in it, known to
 * the store or not, and what only the store can tell is 0.
 */
typedef struct
{
  gboolean   check;    /* nothing was written, nor meant to be */
  gint64     group_id; /* undo this event to take the import back; 0: nothing changed */
  gint64     rows;     /* data rows read, without empty ones */
  gint64     orders_added;
  gint64     lines_added;
  gint64     lines_changed;
  gint64     lines_unchanged;
  gint64     history_lines;    /* of those added: shipped already */
  gint64     customers_added;  /* without the anonymous ones */
  gint64     anonymous_orders; /* of the orders added */
  gint64     products_added;
  gint64     cancel_rows;          /* rows whose invoice begins with C, taken or not */
  gint64     cancel_rows_repeated; /* of them: applied by an earlier import */
  gint64     cancel_units;         /* of the rows that are new */
  gint64     cancel_units_matched;
  gint64     cancel_rows_unmatched; /* wholly or in part */
  gint64     corrections;           /* other negative quantities: reported, not applied */
  gint64     prices_rounded;
  gint64     remarks;
  gint64     rejected;
  GPtrArray *issues;                  /* (element-type BoImportIssue) in file order */
  char      *rejects_path;            /* (nullable): the file of rejects, when there are any and it was asked for */
  char     **headers;                 /* (owned): of the file */
  int        column_of[BO_N_COLUMNS]; /* index into @headers, or -1 */
  char       delimiter;
  gboolean   windows_1252;
  gint64     bytes;
  double     seconds;
} BoImportReport;

BoImportReport *bo_import_report_new (void);
/* Whether a column of the file is read; those that are not are left alone. */
gboolean bo_import_report_reads (const BoImportReport *report,
                                 guint                 header);
void     bo_import_report_free (BoImportReport *report);
char    *bo_import_report_to_text (const BoImportReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoImportReport, bo_import_report_free)

typedef enum
{
  BO_IMPORT_ERROR_NOT_TEXT, /* NUL bytes, UTF-16, a row of more than 1 MiB, a quote that is never closed */
  BO_IMPORT_ERROR_MISSING_COLUMN,
  BO_IMPORT_ERROR_EMPTY,
  BO_IMPORT_ERROR_OPTION,         /* a column named twice or not there, an unknown time zone or currency */
  BO_IMPORT_ERROR_NOT_TAKEN_BACK, /* stopped, and a later change keeps a part of it */
} BoImportError;

#define BO_IMPORT_ERROR (bo_import_error_quark ())
GQuark bo_import_error_quark (void);

/* What a file's first rows look like, for the window to confirm. */
typedef struct
{
  char     **headers;
  int        column_of[BO_N_COLUMNS]; /* index into headers, or -1 */
  char       delimiter;
  gboolean   windows_1252;
  GPtrArray *rows; /* (element-type GStrv) the first few */
} BoImportPreview;

/* Columns that are missing are no error here: they are -1 in column_of. */
BoImportPreview *bo_import_preview (GInputStream          *stream,
                                    const BoImportOptions *options,
                                    GCancellable          *cancellable,
                                    GError               **error);
void             bo_import_preview_free (BoImportPreview *preview);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoImportPreview, bo_import_preview_free)

void             bo_service_preview_import_async (BoService             *self,
                                                  GInputStream          *stream,
                                                  const BoImportOptions *options,
                                                  GCancellable          *cancellable,
                                                  GAsyncReadyCallback    callback,
                                                  gpointer               user_data);
BoImportPreview *bo_service_preview_import_finish (BoService    *self,
                                                   GAsyncResult *result,
                                                   GError      **error);

/* Told on the main thread, a few times a second. */
typedef void (*BoImportProgress) (gint64   bytes,
                                  gint64   rows,
                                  gpointer user_data);

/* Streams @stream into the store in batches of 20,000 rows.  Cancelling removes
 * what this import had written, and so does an error in the middle of the file.
 * Eats @options. */
void            bo_service_import_async (BoService          *self,
                                         GInputStream       *stream,
                                         BoImportOptions    *options,
                                         BoImportProgress    progress,
                                         gpointer            progress_data,
                                         GCancellable       *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer            user_data);
BoImportReport *bo_service_import_finish (BoService    *self,
                                          GAsyncResult *result,
                                          GError      **error);

/* Reads a whole file and writes nothing; bo-import-check.c. */
void            bo_import_check_async (BoService          *service,
                                       GInputStream       *stream,
                                       BoImportOptions    *options,
                                       BoImportProgress    progress,
                                       gpointer            progress_data,
                                       GCancellable       *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer            user_data);
BoImportReport *bo_import_check_finish (GAsyncResult *result,
                                        GError      **error);

G_END_DECLS

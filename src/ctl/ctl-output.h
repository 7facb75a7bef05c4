/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <jansson.h>

G_BEGIN_DECLS

/* An aligned table on standard output.  Columns are as wide as the widest cell of
 * the rows added before the first flush, so that a list of any length streams. */
typedef struct _CtlTable CtlTable;

CtlTable *ctl_table_new (void);
void      ctl_table_free (CtlTable *table);
void      ctl_table_add_column (CtlTable   *table,
                                const char *title,
                                gboolean    right);
void      ctl_table_add (CtlTable   *table,
                         const char *text);
void      ctl_table_take (CtlTable *table,
                          char     *text);
void      ctl_table_add_number (CtlTable *table,
                                gint64    number);
void      ctl_table_flush (CtlTable *table);
gboolean  ctl_table_is_empty (CtlTable *table);
int       ctl_get_width (const char *text);
void      ctl_print_error (const char *format,
                           ...) G_GNUC_PRINTF (1, 2);

/* "Label:  value" lines. */
void ctl_print_field (const char *label,
                      const char *format,
                      ...) G_GNUC_PRINTF (2, 3);

/* Lines of text, which may quote what came from outside. */
void ctl_print_text (const char *text);

/* One JSON value, on a line of its own.  Eats @json. */
void ctl_print_json (json_t *json);
void ctl_print_json_text (const char *text);

/* Members of JSON objects. */
void ctl_json_set_text (json_t     *object,
                        const char *key,
                        const char *text);
void ctl_json_set_number (json_t     *object,
                          const char *key,
                          gint64      number);
void ctl_json_set_boolean (json_t     *object,
                           const char *key,
                           gboolean    value);
void ctl_json_set_day (json_t     *object,
                       const char *key,
                       int         day);
void ctl_json_set_instant (json_t     *object,
                           const char *key,
                           gint64      at);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtlTable, ctl_table_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (json_t, json_decref)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <jansson.h>

G_BEGIN_DECLS

/* Runs the real program, whose path meson puts into BACKORDERSCTL. */

typedef struct
{
  int   status; /* -1: a signal ended it */
  char *out;
  char *err;
} CtlRun;

void ctl_run_free (CtlRun *run);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtlRun, ctl_run_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (json_t, json_decref)

/* @words: one string, split at spaces, as short commands are; "%s" stands for the next
 * of the arguments that follow, whatever it holds. */
CtlRun *ctl_run (const char *store,
                 const char *words,
                 ...);
CtlRun *ctl_run_input (const char *store,
                       GBytes     *input,
                       const char *words,
                       ...);
GStrv   ctl_make_argv (const char *store,
                       const char *words,
                       va_list     arguments);

/* The same, and it must succeed in silence on standard error. */
char   *ctl_do (const char *store,
                const char *words,
                ...);
json_t *ctl_do_json (const char *store,
                     const char *words,
                     ...);

/* It ends with @status, says something that has @message in it on standard error. */
void ctl_assert_fails (const CtlRun *run,
                       int           status,
                       const char   *message);

/* (element-type json_t): the objects of a stream, one a line */
GPtrArray  *ctl_parse_stream (const char *text);
gint64      ctl_get_int (json_t     *object,
                         const char *key);
const char *ctl_get_text (json_t     *object,
                          const char *key);
char       *ctl_checksum (const char *path);

G_END_DECLS

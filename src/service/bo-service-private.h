/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-service.h"
#include "bo-settings.h"
#include "bo-store.h"

G_BEGIN_DECLS

/* For the files of this room. */

/* Returns: (transfer none): the store behind the door */
BoStore *bo_service_get_store (BoService *self);
/* The order of the line under the shop's policy. */
BoKey bo_service_get_queue_key (BoService *self);

/* A query: runs on the reader thread and returns what it found, or NULL with the
 * error set. */
typedef gpointer (*BoQueryFunc) (BoTxn *txn, gpointer request, GError **error);

void     bo_service_run_query (BoService          *self,
                               gpointer            tag,
                               BoQueryFunc         func,
                               gpointer            request,
                               GDestroyNotify      free_request,
                               GDestroyNotify      free_result,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data);
gpointer bo_service_finish_query (BoService    *self,
                                  GAsyncResult *result,
                                  gpointer      tag,
                                  GError      **error);

/* A command: runs on the store thread.  It looks at everything first, then begins
 * its event and writes; without an event nothing had to be done. */
typedef struct _BoCommand BoCommand;
typedef gboolean (*BoCommandFunc) (BoTxn *txn, BoCommand *command, GError **error);

struct _BoCommand
{
  BoCommandFunc  func;
  gpointer       request;      /* (owned) */
  GDestroyNotify free_request; /* (nullable) */
  char          *external_id;  /* (owned) (nullable) */
  gint64         at;           /* UTC seconds */
  int            today;        /* in the shop's time zone */
  gboolean       settings;     /* changes what is cached on the main thread */
  BoSettings    *shop;         /* (owned) (nullable): as the transaction sees it, once it was asked for */
  BoOutcome     *outcome;      /* (owned) */
};

void bo_service_run_command (BoService          *self,
                             BoCommandFunc       func,
                             gpointer            request,
                             GDestroyNotify      free_request,
                             const char         *external_id,
                             gboolean            settings,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data);

/* Inside a command. */
gboolean          bo_command_begin (BoTxn      *txn,
                                    BoCommand  *command,
                                    const char *kind,
                                    const char *summary,
                                    GError    **error);
const BoSettings *bo_command_get_shop (BoTxn     *txn,
                                       BoCommand *command,
                                       GError   **error);
G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "bo-service.h"

G_BEGIN_DECLS

/* One run of backordersctl: its options, the store it has open, the job it waits for. */
typedef struct _Ctl Ctl;

/* @argv begins with the command's name.  Prints its result on standard output; what
 * went wrong is left to the caller to print. */
typedef gboolean (*CtlFunc) (Ctl *ctl, char **argv, GError **error);

typedef struct
{
  const char *name;
  const char *arguments; /* as the usage line shows them */
  const char *summary;
  CtlFunc     func;
} CtlCommand;

struct _Ctl
{
  char             *store;       /* (owned) (nullable): --store */
  gboolean          json;        /* --json */
  GCancellable     *cancellable; /* (owned): Ctrl+C */
  const CtlCommand *command;     /* (not owned) */
  BoService        *service;     /* (owned) (nullable) until ctl_open() */
  GAsyncResult     *result;      /* (owned) (nullable): of the job that ended last */
};

/* @CTL_ERROR_USAGE: the command line makes no sense: exit status 2
 * @CTL_ERROR_FAILED: exit status 1, as for every other error */
typedef enum
{
  CTL_ERROR_USAGE,
  CTL_ERROR_FAILED,
} CtlError;

#define CTL_ERROR (ctl_error_quark ())
GQuark ctl_error_quark (void);

Ctl     *ctl_new (void);
void     ctl_free (Ctl *ctl);
gboolean ctl_parse (Ctl                *ctl,
                    char             ***argv,
                    const GOptionEntry *entries,
                    guint               min_arguments,
                    guint               max_arguments,
                    GError            **error);
char    *ctl_get_store_path (Ctl *ctl);
gboolean ctl_open (Ctl           *ctl,
                   BoServiceFlags flags,
                   GError       **error);
gboolean ctl_close (Ctl     *ctl,
                    GError **error);
void     ctl_discard (Ctl *ctl);

BoProductRecord *ctl_load_product (Ctl        *ctl,
                                   const char *sku,
                                   GError    **error);
gint64           ctl_find_product (Ctl        *ctl,
                                   const char *sku,
                                   GError    **error);

/* The commands are asynchronous and this program waits for each:
 *
 *   bo_service_pause_async (ctl->service, id, TRUE, ctl->cancellable, ctl_done_cb, ctl);
 *   outcome = bo_service_command_finish (ctl->service, ctl_wait (ctl), error);
 */
void          ctl_done_cb (GObject      *source_object,
                           GAsyncResult *result,
                           gpointer      user_data);
GAsyncResult *ctl_wait (Ctl *ctl);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Ctl, ctl_free)

/* The commands, a file a group. */
gboolean ctl_allocate (Ctl *ctl, char **argv, GError **error);
gboolean ctl_amend (Ctl *ctl, char **argv, GError **error);
gboolean ctl_backup (Ctl *ctl, char **argv, GError **error);
gboolean ctl_cancel (Ctl *ctl, char **argv, GError **error);
gboolean ctl_check (Ctl *ctl, char **argv, GError **error);
gboolean ctl_count (Ctl *ctl, char **argv, GError **error);
gboolean ctl_customers (Ctl *ctl, char **argv, GError **error);
gboolean ctl_demo (Ctl *ctl, char **argv, GError **error);
gboolean ctl_import (Ctl *ctl, char **argv, GError **error);
gboolean ctl_list (Ctl *ctl, char **argv, GError **error);
gboolean ctl_log (Ctl *ctl, char **argv, GError **error);
gboolean ctl_outbox (Ctl *ctl, char **argv, GError **error);
gboolean ctl_pause (Ctl *ctl, char **argv, GError **error);
gboolean ctl_pin (Ctl *ctl, char **argv, GError **error);
gboolean ctl_place (Ctl *ctl, char **argv, GError **error);
gboolean ctl_plan (Ctl *ctl, char **argv, GError **error);
gboolean ctl_policy (Ctl *ctl, char **argv, GError **error);
gboolean ctl_product (Ctl *ctl, char **argv, GError **error);
gboolean ctl_products (Ctl *ctl, char **argv, GError **error);
gboolean ctl_receive (Ctl *ctl, char **argv, GError **error);
gboolean ctl_resume (Ctl *ctl, char **argv, GError **error);
gboolean ctl_return (Ctl *ctl, char **argv, GError **error);
gboolean ctl_setting (Ctl *ctl, char **argv, GError **error);
gboolean ctl_ship (Ctl *ctl, char **argv, GError **error);
gboolean ctl_shop (Ctl *ctl, char **argv, GError **error);
gboolean ctl_show (Ctl *ctl, char **argv, GError **error);
gboolean ctl_sync (Ctl *ctl, char **argv, GError **error);
gboolean ctl_undo (Ctl *ctl, char **argv, GError **error);

G_END_DECLS

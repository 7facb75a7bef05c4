/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-service"

#include "config.h"

#include "bo-service.h"

#include "bo-journal.h"
#include "bo-service-private.h"

/* Says an error of the journal as one of the service, with what to do. */
static void
translate_error (GError  *journal_error,
                 gint64   event_id,
                 gint64   in_the_way,
                 GError **error)
{
  if (g_error_matches (journal_error, BO_JOURNAL_ERROR, BO_JOURNAL_ERROR_NO_EVENT))
    g_set_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_NOT_FOUND, "There is no event %" G_GINT64_FORMAT, event_id);
  else if (g_error_matches (journal_error, BO_JOURNAL_ERROR, BO_JOURNAL_ERROR_UNDONE))
    g_set_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_REFUSED,
                 "Event %" G_GINT64_FORMAT " has been undone already", event_id);
  else if (g_error_matches (journal_error, BO_JOURNAL_ERROR, BO_JOURNAL_ERROR_THE_SHOPS))
    g_set_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_REFUSED,
                 "Event %" G_GINT64_FORMAT " cannot be undone: it is what the shop said; change it there", event_id);
  else if (g_error_matches (journal_error, BO_JOURNAL_ERROR, BO_JOURNAL_ERROR_IN_THE_WAY) && in_the_way != 0)
    g_set_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_REFUSED,
                 "Event %" G_GINT64_FORMAT " cannot be undone: event %" G_GINT64_FORMAT
                 " has changed the same since; undo that first",
                 event_id, in_the_way);
  else if (journal_error->domain == BO_JOURNAL_ERROR)
    g_set_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_REFUSED,
                 "Event %" G_GINT64_FORMAT " cannot be undone: %s", event_id, journal_error->message);
  else
    {
      g_propagate_error (error, journal_error);
      return;
    }
  g_error_free (journal_error);
}

static gboolean
undo (BoTxn     *txn,
      BoCommand *command,
      GError   **error)
{
  gint64  event_id = *(const gint64 *) command->request;
  gint64  in_the_way = 0;
  GError *journal_error = NULL;

  if (event_id == 0)
    {
      event_id = bo_journal_last_undoable (txn, &journal_error);
      if (event_id == 0)
        {
          if (journal_error != NULL)
            g_propagate_error (error, journal_error);
          else
            g_set_error_literal (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_REFUSED, "There is nothing to undo");
          return FALSE;
        }
    }

  command->outcome->event_id = bo_journal_undo (txn, event_id, command->at, &in_the_way, &journal_error);
  if (command->outcome->event_id != 0)
    return TRUE;
  translate_error (journal_error, event_id, in_the_way, error);
  return FALSE;
}

/**
 * bo_service_undo_async:
 * @self: a #BoService
 * @event_id: what to undo; 0: the last that can be
 * @cancellable: (nullable): a #GCancellable
 * @callback: called after the commit
 * @user_data: data for @callback
 *
 * Puts everything back that the event changed, if nothing changed it since; else
 * BO_SERVICE_ERROR_REFUSED names the event that did.  Undoing an undo does it
 * again.
 */
void
bo_service_undo_async (BoService          *self,
                       gint64              event_id,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  g_return_if_fail (BO_IS_SERVICE (self));

  bo_service_run_command (self, undo, g_memdup2 (&event_id, sizeof event_id), g_free, NULL,
                          TRUE, cancellable, callback, user_data);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-woo-note"

#include "config.h"

#include "bo-woo-note.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "bo-woo-read.h"
#include "bo-woo-text.h"

/* A note on its way.  It is sent once; whenever it may have been sent before, the
 * notes of the order are read first. */
typedef struct
{
  BoPush      *push;  /* (owned) */
  char        *path;  /* (owned) */
  GError      *error; /* (owned) (nullable): why it is not known whether it was sent */
  BoPushResult result;
} Note;

static void
note_free (Note *note)
{
  bo_push_free (note->push);
  g_free (note->path);
  g_clear_error (&note->error);
  g_free (note);
}

/**
 * bo_woo_note_compose:
 * @text: to the customer, plain
 * @reference: ours, "BO-7F3A"
 *
 * The shop takes HTML and shows it in an e-mail and on the customer's page, so
 * what would be a tag is escaped.  The reference stands in a last line of its own,
 * as one is used to from letters.
 *
 * Returns: (transfer full): what is sent
 */
char *
bo_woo_note_compose (const char *text,
                     const char *reference)
{
  g_autofree char *body = bo_woo_text_escape (text);

  return g_strdup_printf ("%s\n\nRef. %s", g_strchomp (body), reference);
}

static void
return_state (GTask      *task,
              BoPushState state)
{
  Note *note = g_task_get_task_data (task);

  note->result.state = state;
  g_task_return_pointer (task, g_memdup2 (&note->result, sizeof note->result), g_free);
}

/* Reads the notes; FALSE when that failed. */
static gboolean
find_ours (GTask        *task,
           BoWooClient  *client,
           GAsyncResult *result,
           GError      **error)
{
  Note *note = g_task_get_task_data (task);
  g_autoptr (BoHttpReply) reply = bo_woo_client_finish (client, result, NULL, error);

  return reply != NULL && bo_woo_find_note (reply->body, note->push->reference, &note->result.note_id, error);
}

static void
read_notes (GTask              *task,
            GCancellable       *cancellable,
            GAsyncReadyCallback callback)
{
  Note *note = g_task_get_task_data (task);
  g_autoptr (BoQuery) query = bo_query_new ();

  /* They come all at once, whatever is asked for. */
  bo_query_add (query, "_fields", "id,note,customer_note");
  bo_woo_client_read_async (g_task_get_source_object (task), BO_WOO_ROOT_API, note->path, query, cancellable,
                            callback, g_object_ref (task));
}

/* The notes cannot be read.  Whoever asks again later as attempted may find them,
 * if it is the shop or the keys that must be mended first; an order that is gone
 * gets no note.  What remains, an answer that makes no sense, tells nothing ever. */
static void
give_up (GTask  *task,
         GError *error)
{
  if (g_error_matches (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_ANSWER) ||
      g_error_matches (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_REFUSED))
    {
      g_error_free (error);
      return_state (task, BO_PUSH_UNSURE);
      return;
    }
  g_task_return_error (task, error);
}

static void
read_back_cb (GObject      *source_object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  Note   *note = g_task_get_task_data (task);

  if (!find_ours (task, BO_WOO_CLIENT (source_object), result, &error))
    give_up (task, error);
  else if (note->result.note_id != 0)
    return_state (task, BO_PUSH_DONE);
  else
    g_task_return_error (task, g_steal_pointer (&note->error));
}

/* The note as the shop has made it; 0 when the answer does not say so. */
static gint64
read_id (Note              *note,
         const BoHttpReply *reply,
         GError           **error)
{
  g_autoptr (json_t) object = bo_woo_json_parse_object (reply->body, error);
  gboolean carries = FALSE;
  gint64   id = 0;

  if (object == NULL || !bo_woo_json_get_id (object, "id", BO_WOO_JSON_REQUIRED, &id, error) ||
      !bo_woo_note_carries (object, note->push->reference, &carries, error))
    return 0;
  if (!carries)
    g_set_error_literal (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_ANSWER, _ ("The shop answered with another note."));

  return carries ? id : 0;
}

static void
note_sent_cb (GObject      *source_object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Note    *note = g_task_get_task_data (task);
  GError  *error = NULL;
  gboolean sent = FALSE;
  g_autoptr (BoHttpReply) reply = bo_woo_client_finish (BO_WOO_CLIENT (source_object), result, &sent, &error);

  if (reply != NULL && (note->result.note_id = read_id (note, reply, &error)) != 0)
    {
      return_state (task, BO_PUSH_DONE);
      return;
    }
  /* Never left, or turned down in the shop's own words: it was not sent. */
  if (reply == NULL && (!sent || g_error_matches (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_KEY) ||
                        g_error_matches (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_READ_ONLY) ||
                        g_error_matches (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_PLUGIN_OFF) ||
                        g_error_matches (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_GONE)))
    {
      g_task_return_error (task, error);
      return;
    }
  note->error = error;
  read_notes (task, NULL, read_back_cb);
}

static void
send_note (GTask *task)
{
  Note            *note = g_task_get_task_data (task);
  g_autofree char *text = bo_woo_note_compose (note->push->text, note->push->reference);
  g_autoptr (json_t) object = json_pack ("{sssb}", "note", text, "customer_note", 1);
  g_autoptr (GBytes) body = NULL;
  char *dumped = json_dumps (object, JSON_COMPACT);

  body = g_bytes_new_with_free_func (dumped, strlen (dumped), free, dumped);
  bo_woo_client_write_async (g_task_get_source_object (task), "POST", note->path, NULL, body, note_sent_cb, g_object_ref (task));
}

static void
looked_first_cb (GObject      *source_object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  Note   *note = g_task_get_task_data (task);

  if (!find_ours (task, BO_WOO_CLIENT (source_object), result, &error))
    give_up (task, error);
  else if (note->result.note_id != 0)
    return_state (task, BO_PUSH_DONE);
  else
    send_note (task);
}

/**
 * bo_woo_note_async:
 * @client: a client
 * @push: the note; copied
 * @cancellable: (nullable): ends it before it is sent
 * @callback: called when it is known what became of it
 * @user_data: data for @callback
 *
 * Sends a note, at most once.  Pushed again as attempted, it is looked for first,
 * so that is safe whatever came before.
 */
void
bo_woo_note_async (BoWooClient        *client,
                   const BoPush       *push,
                   GCancellable       *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (client, cancellable, callback, user_data);
  Note *note = g_new0 (Note, 1);

  g_task_set_source_tag (task, bo_woo_note_async);
  note->push = bo_push_copy (push);
  note->path = g_strdup_printf ("orders/%" G_GINT64_FORMAT "/notes", push->remote_id);
  g_task_set_task_data (task, note, (GDestroyNotify) note_free);
  if (g_task_return_error_if_cancelled (task))
    return;
  g_task_set_check_cancellable (task, FALSE);
  if (push->attempted)
    read_notes (task, cancellable, looked_first_cb);
  else
    send_note (task);
}

gboolean
bo_woo_note_finish (BoWooClient  *client,
                    GAsyncResult *result,
                    BoPushResult *push_result,
                    GError      **error)
{
  g_autofree BoPushResult *found = NULL;

  g_return_val_if_fail (g_task_is_valid (result, client), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, bo_woo_note_async), FALSE);

  found = g_task_propagate_pointer (G_TASK (result), error);
  if (found == NULL)
    return FALSE;
  *push_result = *found;

  return TRUE;
}

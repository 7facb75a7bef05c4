/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-woo-push"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "bo-policy.h"
#include "bo-woo-note.h"
#include "bo-woo-private.h"
#include "bo-woo-read.h"

/* Stock, the backorder switch and order meta are written the same way: look, and do
 * nothing if it is as it should be, or not as it was expected; write once; look
 * again, whatever came of the writing.  What was written twice says the same, so
 * one that failed may be pushed again.  Notes are another matter: bo-woo-note.c. */
typedef struct
{
  BoPush      *push;        /* (owned) */
  char        *path;        /* (owned): of what is written */
  gboolean     at_parent;   /* a variation that shares its product's stock */
  gboolean     confirmed;   /* the answer to the writing says that it was done */
  GError      *write_error; /* (owned) (nullable): it may have been done all the same */
  BoPushResult result;
} Work;

/* What was seen, and what is to be done about it. */
typedef enum
{
  VERDICT_FAILED, /* with an error */
  VERDICT_DONE,
  VERDICT_CONFLICT,
  VERDICT_WRITE,
  VERDICT_LOOK_ELSEWHERE, /* the path has changed */
} Verdict;

static void look_async (GTask              *task,
                        GAsyncReadyCallback callback);
static void looked_cb (GObject      *source_object,
                       GAsyncResult *result,
                       gpointer      user_data);

static void
work_free (Work *work)
{
  bo_push_free (work->push);
  g_free (work->path);
  g_clear_error (&work->write_error);
  g_free (work);
}

static const char *
get_fields (const Work *work)
{
  return work->push->kind == BO_PUSH_META ? "id,status,meta_data"
                                          : "id,parent_id,type,status,manage_stock,stock_quantity,backorders";
}

static char *
make_product_path (gint64 parent_id,
                   gint64 id)
{
  if (parent_id > 0)
    return g_strdup_printf ("products/%" G_GINT64_FORMAT "/variations/%" G_GINT64_FORMAT, parent_id, id);

  return g_strdup_printf ("products/%" G_GINT64_FORMAT, id);
}

static Verdict
fail (GError    **error,
      int         code,
      const char *text)
{
  g_set_error_literal (error, BO_CATALOG_ERROR, code, text);

  return VERDICT_FAILED;
}

/* ---- Products ---- */

static Verdict
go_elsewhere (Work  *work,
              gint64 parent_id,
              gint64 id)
{
  g_free (work->path);
  work->path = make_product_path (parent_id, id);

  return VERDICT_LOOK_ELSEWHERE;
}

/* Whether @object is what is to be written to: older shops answer for a variation
 * under any product, and every shop for one that is not called so. */
static Verdict
check_place (Work    *work,
             json_t  *object,
             GError **error)
{
  const BoPush *push = work->push;
  gint64        parent_id = 0;
  const char   *status = "";
  const char   *type = "";

  if (!bo_woo_json_get_id (object, "parent_id", BO_WOO_JSON_OPTIONAL, &parent_id, error) ||
      !bo_woo_json_get_string (object, "status", BO_WOO_JSON_REQUIRED, &status, error) ||
      !bo_woo_json_get_string (object, "type", BO_WOO_JSON_OPTIONAL, &type, error))
    return VERDICT_FAILED;
  if (strcmp (status, "trash") == 0)
    return fail (error, BO_CATALOG_ERROR_GONE, _ ("The shop does not have this product any more: it is in its bin."));
  if (work->at_parent)
    return VERDICT_WRITE;
  if (push->parent_id > 0 && parent_id > 0 && parent_id != push->parent_id)
    return fail (error, BO_CATALOG_ERROR_GONE, _ ("The shop has this variation under another product now. Nothing was written."));
  if (push->parent_id == 0 && strcmp (type, "variation") == 0 && parent_id > 0)
    {
      work->push->parent_id = parent_id;
      return go_elsewhere (work, parent_id, push->remote_id);
    }

  return VERDICT_WRITE;
}

/* A variation whose stock its product keeps is written there. */
static Verdict
check_parent (Work         *work,
              BoRemoteStock stock)
{
  if (stock != BO_REMOTE_STOCK_PARENT || work->at_parent || work->push->parent_id == 0)
    return VERDICT_WRITE;
  work->at_parent = TRUE;

  return go_elsewhere (work, 0, work->push->parent_id);
}

static Verdict
judge_stock (Work    *work,
             json_t  *object,
             GError **error)
{
  const BoPush *push = work->push;
  BoRemoteStock stock;
  gint64        quantity = 0;
  gboolean      has_quantity;
  gboolean      fractional = FALSE;
  Verdict       verdict = check_place (work, object, error);

  if (verdict != VERDICT_WRITE)
    return verdict;
  if (!bo_woo_read_stock (object, &stock, &quantity, &has_quantity, &fractional, error))
    return VERDICT_FAILED;
  verdict = check_parent (work, stock);
  if (verdict != VERDICT_WRITE)
    return verdict;
  /* It would take the number with a smile and drop it. */
  if (stock == BO_REMOTE_STOCK_NOT_MANAGED)
    return fail (error, BO_CATALOG_ERROR_REFUSED,
                 _ ("The shop does not count the stock of this product: switch on “Manage stock” there. Nothing was written."));

  /* A stock that is counted and has no number is none. */
  work->result.actual = quantity;
  if (!fractional && quantity == push->number && has_quantity)
    return VERDICT_DONE;
  if (fractional || quantity != push->expected)
    return VERDICT_CONFLICT;

  return VERDICT_WRITE;
}

static Verdict
judge_backorders (Work    *work,
                  json_t  *object,
                  GError **error)
{
  BoRemoteBackorders backorders;
  BoRemoteStock      stock;
  gint64             quantity = 0;
  gboolean           has_quantity;
  gboolean           fractional = FALSE;
  Verdict            verdict = check_place (work, object, error);

  if (verdict != VERDICT_WRITE)
    return verdict;
  if (!bo_woo_read_stock (object, &stock, &quantity, &has_quantity, &fractional, error) ||
      !bo_woo_read_backorders (object, &backorders, error))
    return VERDICT_FAILED;
  verdict = check_parent (work, stock);
  if (verdict != VERDICT_WRITE)
    return verdict;

  return (gint64) backorders == work->push->number ? VERDICT_DONE : VERDICT_WRITE;
}

/* ---- Orders ---- */

static Verdict
judge_meta (Work    *work,
            json_t  *object,
            GError **error)
{
  const char *status = "";
  json_t     *meta = NULL;
  json_t     *value;

  if (!bo_woo_json_get_string (object, "status", BO_WOO_JSON_REQUIRED, &status, error) ||
      !bo_woo_json_get_array (object, "meta_data", BO_WOO_JSON_REQUIRED, &meta, error))
    return VERDICT_FAILED;
  if (strcmp (status, "trash") == 0)
    return fail (error, BO_CATALOG_ERROR_GONE, _ ("The shop does not have this order any more: it is in its bin."));

  value = bo_woo_json_find_meta (meta, work->push->key);
  if (work->push->text == NULL)
    return value == NULL ? VERDICT_DONE : VERDICT_WRITE;

  return g_strcmp0 (json_string_value (value), work->push->text) == 0 ? VERDICT_DONE : VERDICT_WRITE;
}

static Verdict
judge (Work              *work,
       const BoHttpReply *reply,
       GError           **error)
{
  g_autoptr (json_t) object = bo_woo_json_parse_object (reply->body, error);

  if (object == NULL)
    return VERDICT_FAILED;

  switch (work->push->kind)
    {
    case BO_PUSH_STOCK:
      return judge_stock (work, object, error);
    case BO_PUSH_BACKORDERS:
      return judge_backorders (work, object, error);
    case BO_PUSH_META:
      return judge_meta (work, object, error);
    case BO_PUSH_NOTE:
    default:
      g_return_val_if_reached (fail (error, BO_CATALOG_ERROR_REFUSED, "note"));
    }
}

static GBytes *
make_body (const Work *work)
{
  const BoPush *push = work->push;
  g_autoptr (json_t) object = NULL;
  char *text;

  switch (push->kind)
    {
    case BO_PUSH_STOCK:
      object = json_pack ("{sI}", "stock_quantity", (json_int_t) push->number);
      break;
    case BO_PUSH_BACKORDERS:
      object = json_pack ("{ss}", "backorders", bo_woo_backorders_to_name ((BoRemoteBackorders) push->number));
      break;
    case BO_PUSH_META:
      object = json_pack ("{s[{sssn}]}", "meta_data", "key", push->key, "value");
      if (push->text != NULL)
        json_object_set_new (json_array_get (json_object_get (object, "meta_data"), 0), "value", json_string (push->text));
      break;
    case BO_PUSH_NOTE:
    default:
      g_return_val_if_reached (NULL);
    }
  text = json_dumps (object, JSON_COMPACT);

  return g_bytes_new_with_free_func (text, strlen (text), free, text);
}

/* ---- The steps ---- */

static void
return_state (GTask      *task,
              BoPushState state)
{
  Work *work = g_task_get_task_data (task);

  work->result.state = state;
  g_task_return_pointer (task, g_memdup2 (&work->result, sizeof work->result), g_free);
}

/* After the writing: what the shop says now is what became of it. */
static void
looked_again_cb (GObject      *source_object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  Work   *work = g_task_get_task_data (task);
  Verdict verdict = VERDICT_FAILED;
  g_autoptr (BoHttpReply) reply = bo_woo_client_finish (BO_WOO_CLIENT (source_object), result, NULL, &error);

  if (reply != NULL)
    verdict = judge (work, reply, &error);
  /* What was confirmed and is another number now was written, and sold from since;
   * what a shop cleans a text of does not make it unwritten. */
  if (verdict == VERDICT_DONE || work->confirmed)
    return_state (task, BO_PUSH_DONE);
  else if (work->write_error != NULL)
    /* If not done, it may be pushed again; if it could not be seen, that sees. */
    if (verdict == VERDICT_CONFLICT)
      return_state (task, BO_PUSH_CONFLICT);
    else
      g_task_return_error (task, g_steal_pointer (&work->write_error));
  else if (verdict == VERDICT_CONFLICT)
    return_state (task, BO_PUSH_CONFLICT);
  else if (verdict == VERDICT_FAILED)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_new_error (task, BO_CATALOG_ERROR, BO_CATALOG_ERROR_REFUSED, "%s",
                             _ ("The shop took what was written, and did not keep it: likely a plugin of its own keeps that."));
}

/* The answer to the writing is the thing as it is now. */
static gboolean
is_confirmed (Work              *work,
              const BoHttpReply *reply)
{
  gboolean at_parent = work->at_parent;
  gboolean confirmed = judge (work, reply, NULL) == VERDICT_DONE;

  work->at_parent = at_parent;

  return confirmed;
}

static void
wrote_cb (GObject      *source_object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Work    *work = g_task_get_task_data (task);
  GError  *error = NULL;
  gboolean sent = FALSE;
  g_autoptr (BoHttpReply) reply = bo_woo_client_finish (BO_WOO_CLIENT (source_object), result, &sent, &error);

  if (reply == NULL && (!sent || !(bo_catalog_error_is_temporary (error) || g_error_matches (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_ANSWER))))
    {
      g_task_return_error (task, error);
      return;
    }
  if (reply == NULL)
    work->write_error = error;
  else
    work->confirmed = is_confirmed (work, reply);
  look_async (g_steal_pointer (&task), looked_again_cb);
}

static void
looked_cb (GObject      *source_object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (BoQuery) query = NULL;
  BoWooClient *client = BO_WOO_CLIENT (source_object);
  Work        *work = g_task_get_task_data (task);
  GError      *error = NULL;
  g_autoptr (BoHttpReply) reply = bo_woo_client_finish (client, result, NULL, &error);

  switch (reply != NULL ? judge (work, reply, &error) : VERDICT_FAILED)
    {
    case VERDICT_DONE:
      return_state (task, BO_PUSH_DONE);
      return;
    case VERDICT_CONFLICT:
      return_state (task, BO_PUSH_CONFLICT);
      return;
    case VERDICT_LOOK_ELSEWHERE:
      look_async (g_steal_pointer (&task), looked_cb);
      return;
    case VERDICT_WRITE:
      break;
    case VERDICT_FAILED:
    default:
      g_task_return_error (task, error);
      return;
    }

  body = make_body (work);
  query = bo_query_new ();
  bo_query_add (query, "_fields", get_fields (work));
  bo_woo_client_write_async (client, "PUT", work->path, query, body, wrote_cb, g_steal_pointer (&task));
}

/* Takes @task.  Once something was written nobody stops us from seeing what. */
static void
look_async (GTask              *task,
            GAsyncReadyCallback callback)
{
  Work *work = g_task_get_task_data (task);
  g_autoptr (BoQuery) query = bo_query_new ();

  bo_query_add (query, "_fields", get_fields (work));
  bo_woo_client_read_async (g_task_get_source_object (task), BO_WOO_ROOT_API, work->path, query,
                            callback == looked_cb ? g_task_get_cancellable (task) : NULL, callback, task);
}

static gboolean
check_push (const BoPush *push,
            GError      **error)
{
  gboolean good = push->remote_id > 0 && push->parent_id >= 0;

  switch (push->kind)
    {
    case BO_PUSH_STOCK:
      good = good && ABS (push->number) <= BO_UNITS_MAX;
      break;
    case BO_PUSH_BACKORDERS:
      good = good && push->number >= BO_REMOTE_BACKORDERS_NO && push->number <= BO_REMOTE_BACKORDERS_YES;
      break;
    case BO_PUSH_META:
      good = good && push->key != NULL && push->key[0] != '\0' && g_utf8_validate (push->key, -1, NULL) &&
             (push->text == NULL || g_utf8_validate (push->text, -1, NULL));
      break;
    case BO_PUSH_NOTE:
      good = good && push->text != NULL && g_utf8_validate (push->text, -1, NULL) &&
             push->reference != NULL && push->reference[0] != '\0';
      break;
    default:
      good = FALSE;
      break;
    }
  if (!good)
    g_set_error_literal (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_REFUSED,
                         _ ("What was to be written makes no sense. Nothing was sent."));

  return good;
}

static void
note_sent_cb (GObject      *source_object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Work   *work = g_task_get_task_data (task);
  GError *error = NULL;

  if (bo_woo_note_finish (BO_WOO_CLIENT (source_object), result, &work->result, &error))
    return_state (task, work->result.state);
  else
    g_task_return_error (task, error);
}

/**
 * bo_woo_push_async:
 * @client: a client
 * @push: what is written; copied
 * @cancellable: (nullable): ends it before it is written
 * @callback: called when it is known what became of it
 * @user_data: data for @callback
 *
 * Writes one thing, after a look and before another.  The batch requests of the
 * shop are not used: they take "12 pcs" for 12.
 */
void
bo_woo_push_async (BoWooClient        *client,
                   const BoPush       *push,
                   GCancellable       *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (client, cancellable, callback, user_data);
  Work   *work = g_new0 (Work, 1);
  GError *error = NULL;

  g_task_set_source_tag (task, bo_woo_push_async);
  g_task_set_check_cancellable (task, FALSE);
  work->push = bo_push_copy (push);
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);
  if (!check_push (push, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (push->kind == BO_PUSH_NOTE)
    {
      bo_woo_note_async (client, push, cancellable, note_sent_cb, g_steal_pointer (&task));
      return;
    }
  if (push->kind == BO_PUSH_META)
    work->path = g_strdup_printf ("orders/%" G_GINT64_FORMAT, push->remote_id);
  else
    work->path = make_product_path (push->parent_id, push->remote_id);
  look_async (g_steal_pointer (&task), looked_cb);
}

gboolean
bo_woo_push_finish (BoWooClient  *client,
                    GAsyncResult *result,
                    BoPushResult *push_result,
                    GError      **error)
{
  g_autofree BoPushResult *found = NULL;

  g_return_val_if_fail (g_task_is_valid (result, client), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, bo_woo_push_async), FALSE);

  found = g_task_propagate_pointer (G_TASK (result), error);
  if (found == NULL)
    return FALSE;
  *push_result = *found;

  return TRUE;
}

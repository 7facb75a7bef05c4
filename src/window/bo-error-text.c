/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-error-text"

#include "config.h"

#include "bo-error-text.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "bo-db.h"
#include "bo-import.h"
#include "bo-journal.h"
#include "bo-plan-json.h"
#include "bo-service.h"
#include "bo-shop-texts.h"

/* What an error means to a shopkeeper: what happened, what was kept, what to do.
 * Messages of a GError are for a log, but for BO_SERVICE_ERROR_REFUSED and the
 * errors of a catalogue, whose messages say why. */

gboolean
bo_error_is_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static char *
db_error_text (BoDbError code)
{
  switch (code)
    {
    case BO_DB_ERROR_BUSY:
      return g_strdup (_ ("Another program is using the store. Nothing was changed; try again in a moment."));
    case BO_DB_ERROR_CONSTRAINT:
      return g_strdup (_ ("That would contradict what the store holds. Nothing was changed."));
    case BO_DB_ERROR_CORRUPT:
      return g_strdup (_ ("The store file is damaged. Restore a backup before you go on."));
    case BO_DB_ERROR_NOT_A_STORE:
      return g_strdup (_ ("The file is not a store of this program."));
    case BO_DB_ERROR_FULL:
      return g_strdup (_ ("The disk is full. Nothing was changed; make room and try again."));
    case BO_DB_ERROR_READ_ONLY:
      return g_strdup (_ ("The store may not be written to. Nothing was changed; check the permissions of the file."));
    case BO_DB_ERROR_TOO_NEW:
      return g_strdup (_ ("A newer version of Backorders wrote this store. Update Backorders to open it."));
    case BO_DB_ERROR_NOT_FOUND:
      return g_strdup (_ ("There is no such file."));
    case BO_DB_ERROR_FAILED:
    default:
      return g_strdup (_ ("The store could not do that. Nothing was changed; try again."));
    }
}

static char *
service_error_text (const GError *error)
{
  switch ((BoServiceError) error->code)
    {
    case BO_SERVICE_ERROR_REFUSED:
      return g_strdup (error->message);
    case BO_SERVICE_ERROR_NOT_FOUND:
      return g_strdup (_ ("It is not there any more. Somebody may have changed it meanwhile."));
    case BO_SERVICE_ERROR_MOVED:
      return g_strdup (_ ("The queue or the stock changed meanwhile. Nothing was changed; look again."));
    case BO_SERVICE_ERROR_NO_STOCK:
    default:
      return g_strdup (_ ("There are not that many units. Nothing was changed; count the stock if the figure is wrong."));
    }
}

static char *
journal_error_text (BoJournalError code)
{
  switch (code)
    {
    case BO_JOURNAL_ERROR_ALREADY_APPLIED:
      return g_strdup (_ ("That has been done already."));
    case BO_JOURNAL_ERROR_UNDONE:
      return g_strdup (_ ("That has been undone already."));
    case BO_JOURNAL_ERROR_IN_THE_WAY:
      return g_strdup (_ ("Something later builds on it. Undo that first."));
    case BO_JOURNAL_ERROR_THE_SHOPS:
      return g_strdup (_ ("That is what the shop said. Change it there."));
    case BO_JOURNAL_ERROR_NO_EVENT:
    default:
      return g_strdup (_ ("There is nothing to undo."));
    }
}

static char *
import_error_text (const GError *error)
{
  switch ((BoImportError) error->code)
    {
    case BO_IMPORT_ERROR_NOT_TEXT:
      return g_strdup (_ ("The file is not a table of text. Export it as CSV and try again."));
    case BO_IMPORT_ERROR_MISSING_COLUMN:
      return g_strdup (_ ("A column is missing: order, product code, quantity and date are needed. "
                          "Choose them from the columns of the file."));
    case BO_IMPORT_ERROR_EMPTY:
      return g_strdup (_ ("The file has no rows."));
    case BO_IMPORT_ERROR_NOT_TAKEN_BACK:
      return g_strdup (_ ("The import was stopped, but a part of it stays, since a later change stands in the way. "
                          "Import the file again to complete it."));
    case BO_IMPORT_ERROR_OPTION:
    default:
      return g_strdup (_ ("One column of the file was chosen twice, or is not there."));
    }
}

static char *
io_error_text (GIOErrorEnum code)
{
  if (code == G_IO_ERROR_NOT_FOUND)
    return g_strdup (_ ("There is no such file."));
  if (code == G_IO_ERROR_PERMISSION_DENIED)
    return g_strdup (_ ("You may not read or write this file. Check its permissions."));
  if (code == G_IO_ERROR_NO_SPACE)
    return g_strdup (_ ("The disk is full. Make room and try again."));
  if (code == G_IO_ERROR_IS_DIRECTORY)
    return g_strdup (_ ("That is a folder, not a file."));

  return g_strdup (_ ("The file could not be read or written."));
}

/**
 * bo_error_text:
 * @error: what went wrong
 *
 * Returns: (transfer full): a translated sentence that says what happened, what
 *   was kept and what to do
 */
char *
bo_error_text (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain == BO_DB_ERROR)
    return db_error_text (error->code);
  if (error->domain == BO_SERVICE_ERROR)
    return service_error_text (error);
  if (error->domain == BO_JOURNAL_ERROR)
    return journal_error_text (error->code);
  if (error->domain == BO_IMPORT_ERROR)
    return import_error_text (error);
  if (error->domain == BO_SYNC_ERROR && error->code != BO_SYNC_ERROR_REFUSED)
    return g_strdup (bo_sync_error_to_text (error->code));
  /* The only such text that a store holds. */
  if (error->domain == BO_PLAN_ERROR)
    return g_strdup (_ ("The policy of a product, or of the shop, cannot be read: a newer version of Backorders may have "
                        "written it. Nothing was changed; give it another policy."));
  if (error->domain == G_IO_ERROR)
    return io_error_text (error->code);

  return g_strdup (error->message);
}

/* The heading of the page that says why a store did not open. */
const char *
bo_error_open_title (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain == BO_DB_ERROR)
    switch ((BoDbError) error->code)
      {
      case BO_DB_ERROR_CORRUPT:
        return _ ("The Store Is Damaged");
      case BO_DB_ERROR_NOT_A_STORE:
        return _ ("Not a Store of Backorders");
      case BO_DB_ERROR_TOO_NEW:
        return _ ("The Store Is Newer than This Program");
      case BO_DB_ERROR_READ_ONLY:
        return _ ("The Store May Not Be Written To");
      case BO_DB_ERROR_BUSY:
        return _ ("The Store Is in Use");
      case BO_DB_ERROR_FULL:
        return _ ("The Disk Is Full");
      case BO_DB_ERROR_NOT_FOUND:
        return _ ("The Store Is Not There");
      case BO_DB_ERROR_CONSTRAINT:
      case BO_DB_ERROR_FAILED:
      default:
        break;
      }

  return _ ("The Store Did Not Open");
}

/* What that page says below it: the reason, the file, and that it is untouched. */
char *
bo_error_open_text (const GError *error,
                    const char   *path)
{
  g_autofree char *reason = NULL;
  g_autofree char *display_path = NULL;

  g_return_val_if_fail (error != NULL && path != NULL, NULL);

  if (g_error_matches (error, BO_DB_ERROR, BO_DB_ERROR_CORRUPT))
    reason = g_strdup (_ ("Parts of it cannot be read. A backup of it, if you have one, opens as before."));
  else if (g_error_matches (error, BO_DB_ERROR, BO_DB_ERROR_BUSY))
    reason = g_strdup (_ ("Another program holds it. Close that one, and try again."));
  else if (g_error_matches (error, BO_DB_ERROR, BO_DB_ERROR_READ_ONLY))
    reason = g_strdup (_ ("Check the permissions of the file and of its folder."));
  else if (g_error_matches (error, BO_DB_ERROR, BO_DB_ERROR_FULL))
    reason = g_strdup (_ ("Make room and try again."));
  else
    reason = bo_error_text (error);
  display_path = g_filename_display_name (path);

  if (g_error_matches (error, BO_DB_ERROR, BO_DB_ERROR_NOT_FOUND))
    return g_strdup_printf ("%s\n%s", reason, display_path);

  /* Translators: a sentence about what is wrong with a file, and where the file is */
  return g_strdup_printf (_ ("%s\n\nThe file was not changed:\n%s"), reason, display_path);
}

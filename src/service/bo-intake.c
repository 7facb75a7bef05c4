/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-intake"

#include "config.h"

#include "bo-intake.h"

#include "bo-event-kind.h"
#include "bo-journal.h"

/* What could not be read is told up to here, and counted. */
#define REFUSED_MAX 100

#define HASH_PRIME G_GUINT64_CONSTANT (0x100000001b3)

/**
 * bo_intake_init:
 * @intake: (out caller-allocates): to be cleared
 * @txn: a write
 * @config: what is set of the shop
 * @source: what the customers and orders of the shop are known by
 * @at: when, UTC seconds
 * @error: return location for a #GError
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_intake_init (BoIntake           *intake,
                BoTxn              *txn,
                const BoShopConfig *config,
                const char         *source,
                gint64              at,
                GError            **error)
{
  const BoSettings *settings;

  *intake = (BoIntake){ .txn = txn, .config = config, .source = source, .shop_now = at };
  intake->command.at = at;
  intake->command.outcome = bo_outcome_new ();
  settings = bo_command_get_shop (txn, &intake->command, error);
  if (settings == NULL)
    return FALSE;
  intake->command.today = bo_settings_get_day (settings, at);
  return TRUE;
}

void
bo_intake_clear (BoIntake *intake)
{
  g_clear_pointer (&intake->command.shop, bo_settings_free);
  g_clear_pointer (&intake->command.outcome, bo_outcome_free);
}

gboolean
bo_intake_begin (BoIntake *intake,
                 GError  **error)
{
  if (intake->begun)
    return TRUE;
  intake->begun = bo_command_begin (intake->txn, &intake->command, BO_EVENT_SYNC, "From the shop", error);
  return intake->begun;
}

static void
add_count (GString    *text,
           gint64      count,
           const char *what)
{
  if (count > 0)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT " %s", text->len > 0 ? ", " : "From the shop: ", count, what);
}

gboolean
bo_intake_end (BoIntake *intake,
               GError  **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (!intake->begun)
    return TRUE;
  add_count (text, intake->counts.products, "products new or changed");
  add_count (text, intake->counts.customers, "customers new or changed");
  add_count (text, intake->counts.orders, "orders new or changed");
  add_count (text, intake->counts.removed, "that the shop has no more");
  add_count (text, intake->counts.lines, "lines joined the queue");
  if (text->len == 0)
    g_string_append (text, "From the shop: stock settled");
  return bo_journal_set_summary (intake->txn, text->str, error);
}

void
bo_intake_refuse (BoIntake   *intake,
                  const char *format,
                  ...)
{
  va_list args;

  if (intake->refused == NULL || intake->refused->len >= REFUSED_MAX)
    return;
  va_start (args, format);
  g_ptr_array_add (intake->refused, g_strdup_vprintf (format, args));
  va_end (args);
}

const char *
bo_intake_get_currency (BoIntake *intake)
{
  return intake->config->currency != NULL ? intake->config->currency : intake->command.shop->currency;
}

BoStockOwner
bo_intake_get_owner (BoIntake                 *intake,
                     const BoRemoteProductRow *row)
{
  return row->owner >= 0 ? (BoStockOwner) row->owner : intake->config->owner;
}

/* Where we keep the stock all that leaves must be booked. */
gboolean
bo_intake_takes_every (BoIntake                 *intake,
                       const BoRemoteProductRow *row)
{
  return intake->config->take == BO_TAKE_EVERY || bo_intake_get_owner (intake, row) == BO_STOCK_OWNER_US;
}

guint64
bo_hash_add_int (guint64 hash,
                 gint64  value)
{
  guint64 bits = (guint64) value;

  for (int i = 0; i < 8; i++)
    {
      hash = (hash ^ (bits & 0xff)) * HASH_PRIME;
      bits >>= 8;
    }
  return hash;
}

guint64
bo_hash_add_text (guint64     hash,
                  const char *text)
{
  if (text == NULL)
    return bo_hash_add_int (hash, -1);
  for (const char *p = text; *p != '\0'; p++)
    hash = (hash ^ (guchar) *p) * HASH_PRIME;
  /* So that two texts in a row do not melt into one. */
  return (hash ^ 0xff) * HASH_PRIME;
}

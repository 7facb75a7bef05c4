/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-sample"

#include "config.h"

#include "bo-sample-switches.h"

#include <gio/gio.h>
#include <string.h>

#define FLAG BO_SAMPLE_SWITCH_FLAG
#define NUMBER BO_SAMPLE_SWITCH_NUMBER
#define TEXT BO_SAMPLE_SWITCH_TEXT
#define SHOP BO_SAMPLE_SWITCH_SHOP
#define FAULT BO_SAMPLE_SWITCH_FAULT
#define CHOICE BO_SAMPLE_SWITCH_CHOICE

/* clang-format off */
static const BoSampleSwitch switches[BO_SAMPLE_N_SWITCHES] = {
  /* How the shop is. */
  [BO_SAMPLE_OLD_STORE] = { "old-store", FLAG, SHOP, NULL,
    "WooCommerce 7.0: the next five, fewer members, and changed quantities move no stock" },
  [BO_SAMPLE_POSTS_STORAGE] = { "posts-storage", FLAG, SHOP, NULL,
    "orders are posts: totals stay on an empty page, and a change of meta data or address moves no date" },
  [BO_SAMPLE_NO_SHOP_VARIATIONS] = { "no-shop-variations", FLAG, SHOP, NULL,
    "no list of all variations, as before 10.3" },
  [BO_SAMPLE_UNSTABLE_ORDER] = { "unstable-order", FLAG, SHOP, NULL,
    "what has the same date changes places from page to page, as before 10.4" },
  [BO_SAMPLE_ANY_PARENT] = { "any-parent", FLAG, SHOP, NULL,
    "a variation is found under any product" },
  [BO_SAMPLE_RAW_NOTES] = { "raw-notes", FLAG, SHOP, NULL,
    "notes keep a bare & as it is" },
  [BO_SAMPLE_NO_MODIFIED_AFTER] = { "no-modified-after", FLAG, SHOP, NULL,
    "modified_after is a word it does not know, as before 5.8" },
  [BO_SAMPLE_TORN_READS] = { "torn-reads", NUMBER, SHOP, "400",
    "for so many milliseconds after a stock write others see the new date and the old number" },
  [BO_SAMPLE_TRANSLATED_KEY] = { "translated-key", TEXT, SHOP, "Lieferrückstand",
    "the meta key \"Backordered\" in the language of the shop" },
  [BO_SAMPLE_FRACTIONAL_STOCK] = { "fractional-stock", FLAG, SHOP, NULL,
    "a plugin allows half units" },
  [BO_SAMPLE_SHOP_ZONE] = { "shop-zone", TEXT, SHOP, "Asia/Kolkata",
    "the shop moved to this time zone; dates kept in local time were not rewritten" },
  [BO_SAMPLE_CLOCK_SKEW] = { "clock-skew", NUMBER, SHOP, "1000",
    "its clock is so many seconds ahead of ours when it looks at a signature" },
  [BO_SAMPLE_ETAG] = { "etag", FLAG, SHOP, NULL,
    "the experimental cache: ETag on products, and 304 without totals" },
  [BO_SAMPLE_GZIP] = { "gzip", FLAG, SHOP, NULL,
    "the web server compresses, if asked" },
  [BO_SAMPLE_READ_ONLY] = { "read-only", FLAG, SHOP, NULL,
    "the key may look, not write" },
  [BO_SAMPLE_STRIP_AUTHORIZATION] = { "strip-authorization", FLAG, SHOP, NULL,
    "a proxy takes the Authorization header away" },
  [BO_SAMPLE_PLAIN_PERMALINKS] = { "plain-permalinks", FLAG, SHOP, NULL,
    "plain permalinks: the API redirects to a page that is not there" },
  [BO_SAMPLE_HTTPS_ONLY] = { "https-only", FLAG, SHOP, NULL,
    "301 to the same address with https" },
  [BO_SAMPLE_NOT_A_SHOP] = { "not-a-shop", FLAG, SHOP, NULL,
    "a web site without any API" },
  [BO_SAMPLE_PLUGIN_OFF] = { "plugin-off", FLAG, SHOP, NULL,
    "WooCommerce is switched off for an update: 404 rest_no_route" },
  [BO_SAMPLE_BIG_INDEX] = { "big-index", FLAG, SHOP, NULL,
    "the index of the API has its usual 1.2 MB" },
  [BO_SAMPLE_HOSTILE_IMAGES] = { "hostile-images", FLAG, SHOP, NULL,
    "pictures that are none, or huge, or elsewhere" },
  [BO_SAMPLE_BUSY] = { "busy", NUMBER, SHOP, "60",
    "so many orders an hour come in by themselves" },

  /* What goes wrong with an answer. */
  [BO_SAMPLE_MAINTENANCE] = { "maintenance", NUMBER, FAULT, "600",
    "503 for maintenance, to be tried again after so many seconds" },
  [BO_SAMPLE_PHP_FATAL] = { "php-fatal", FLAG, FAULT, NULL,
    "500 internal_server_error" },
  [BO_SAMPLE_DB_DOWN] = { "db-down", FLAG, FAULT, NULL,
    "500 wp_die: no connection to the database" },
  [BO_SAMPLE_SERVER_ERROR] = { "server-error", NUMBER, FAULT, "502",
    "the web server's own page of this status" },
  [BO_SAMPLE_TOO_MANY] = { "too-many", NUMBER, FAULT, "2",
    "429, to be tried again after so many seconds" },
  [BO_SAMPLE_RETRY_DATE] = { "retry-date", FLAG, FAULT, NULL,
    "Retry-After of maintenance and too-many is a date" },
  [BO_SAMPLE_REDIRECT] = { "redirect", TEXT, FAULT, "http://127.0.0.1:9",
    "redirects to the same path at this origin" },
  [BO_SAMPLE_REDIRECT_STATUS] = { "redirect-status", NUMBER, FAULT, "308",
    "the status of redirect and https-only, else 301" },
  [BO_SAMPLE_LATENCY] = { "latency", NUMBER, FAULT, "300",
    "answers so many milliseconds late" },
  [BO_SAMPLE_SLOW_BODY] = { "slow-body", NUMBER, FAULT, "20000",
    "sends so many bytes a second" },
  [BO_SAMPLE_STALL] = { "stall", FLAG, FAULT, NULL,
    "takes the request and never answers; nothing was done" },
  [BO_SAMPLE_STALL_BODY] = { "stall-body", FLAG, FAULT, NULL,
    "stops in the middle of the body and says no more; what was asked for was done" },
  [BO_SAMPLE_DROP_REQUEST] = { "drop-request", FLAG, FAULT, NULL,
    "closes the connection before anything was done" },
  [BO_SAMPLE_LOSE_REPLY] = { "lose-reply", FLAG, FAULT, NULL,
    "does what is asked and closes the connection without a word" },
  [BO_SAMPLE_CUT_BODY] = { "cut-body", FLAG, FAULT, NULL,
    "closes the connection in the middle of the body" },
  [BO_SAMPLE_EMPTY_BODY] = { "empty-body", FLAG, FAULT, NULL,
    "200 with nothing in it" },
  [BO_SAMPLE_PHP_WARNING] = { "php-warning", FLAG, FAULT, NULL,
    "a plugin's warning as HTML before the JSON" },
  [BO_SAMPLE_HTML_PAGE] = { "html-page", FLAG, FAULT, NULL,
    "200 with a web page: a login, a check for robots" },
  [BO_SAMPLE_BYTE_ORDER_MARK] = { "byte-order-mark", FLAG, FAULT, NULL,
    "an invisible mark before the JSON, of a plugin's file saved badly" },
  [BO_SAMPLE_WRONG_CONTENT_TYPE] = { "wrong-content-type", FLAG, FAULT, NULL,
    "good JSON, called text/html" },
  [BO_SAMPLE_BAD_UTF8] = { "bad-utf8", FLAG, FAULT, NULL,
    "Latin-1 bytes in a text" },
  [BO_SAMPLE_WRONG_TYPES] = { "wrong-types", FLAG, FAULT, NULL,
    "numbers as text, text as numbers, objects as lists" },
  [BO_SAMPLE_MISSING_MEMBERS] = { "missing-members", FLAG, FAULT, NULL,
    "every second member is not there" },
  [BO_SAMPLE_DUPLICATE_KEYS] = { "duplicate-keys", FLAG, FAULT, NULL,
    "the id of each object twice, and not the same" },
  [BO_SAMPLE_DEEP_NESTING] = { "deep-nesting", NUMBER, FAULT, "100000",
    "so many opening brackets" },
  [BO_SAMPLE_HUGE_NUMBERS] = { "huge-numbers", FLAG, FAULT, NULL,
    "numbers of stock beyond any integer" },
  [BO_SAMPLE_HUGE_TEXT] = { "huge-text", NUMBER, FAULT, "4",
    "a name of so many megabytes" },
  [BO_SAMPLE_HUGE_BODY] = { "huge-body", NUMBER, FAULT, "64",
    "so many megabytes of white space after the JSON" },
  [BO_SAMPLE_GZIP_BOMB] = { "gzip-bomb", NUMBER, FAULT, "64",
    "so many megabytes of white space, compressed to next to nothing" },
  [BO_SAMPLE_LYING_TOTALS] = { "lying-totals", FLAG, FAULT, NULL,
    "X-WP-Total and X-WP-TotalPages are made up" },
  [BO_SAMPLE_ENDLESS_PAGES] = { "endless-pages", FLAG, FAULT, NULL,
    "the page number is ignored: each is the first, with a next" },
  [BO_SAMPLE_STALE_PAGES] = { "stale-pages", FLAG, FAULT, NULL,
    "a cache in front of it answers a GET as it did before" },

  /* Which requests. */
  [BO_SAMPLE_FAULT_ON] = { "fault-on", TEXT, CHOICE, "GET /wp-json/wc/v3/orders",
    "faults befall requests only whose method, path and query contain this" },
  [BO_SAMPLE_FAULT_SKIP] = { "fault-skip", NUMBER, CHOICE, "3",
    "the first so many of them go well" },
  [BO_SAMPLE_FAULT_TIMES] = { "fault-times", NUMBER, CHOICE, "2",
    "after so many faults all is well" },
  [BO_SAMPLE_FAULT_EVERY] = { "fault-every", NUMBER, CHOICE, "5",
    "one in so many fails" },
};
/* clang-format on */

struct _BoSampleSwitches
{
  GMutex  lock;
  char   *values[BO_SAMPLE_N_SWITCHES]; /* (owned) (nullable) */
  guint64 n_chosen;                     /* requests since a choice was made that it is about */
  guint64 n_befallen;                   /* those of them that something befell */
  guint64 stamp;                        /* raised by each change */
};

/**
 * bo_sample_switches_get:
 * @n: (out): how many there are
 *
 * Returns: (array length=n) (transfer none): the table of switches
 */
const BoSampleSwitch *
bo_sample_switches_get (guint *n)
{
  *n = G_N_ELEMENTS (switches);

  return switches;
}

BoSampleSwitches *
bo_sample_switches_new (void)
{
  BoSampleSwitches *self = g_new0 (BoSampleSwitches, 1);

  g_mutex_init (&self->lock);

  return self;
}

void
bo_sample_switches_free (BoSampleSwitches *self)
{
  for (guint i = 0; i < BO_SAMPLE_N_SWITCHES; i++)
    g_free (self->values[i]);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static gboolean
check_value (const BoSampleSwitch *known,
             const char           *value,
             GError              **error)
{
  if (known->kind == TEXT || value == NULL)
    return TRUE;

  return g_ascii_string_to_unsigned (value, 10, 0, known->kind == FLAG ? 1 : G_MAXUINT32, NULL, error);
}

/**
 * bo_sample_switches_set:
 * @self: the switches
 * @name: of the switch
 * @value: (nullable): by its kind; %NULL puts a flag on and anything else off
 * @error: return location
 *
 * Returns: %FALSE with an error of %G_IO_ERROR or %G_NUMBER_PARSER_ERROR for a
 *   name or a value that there is not
 */
gboolean
bo_sample_switches_set (BoSampleSwitches *self,
                        const char       *name,
                        const char       *value,
                        GError          **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (switches); i++)
    {
      g_autofree char *old = NULL;

      if (strcmp (switches[i].name, name) != 0)
        continue;
      if (!check_value (&switches[i], value, error))
        {
          g_prefix_error (error, "%s: ", name);
          return FALSE;
        }
      if (value == NULL && switches[i].kind == FLAG)
        value = "1";
      if (g_strcmp0 (value, "") == 0 || g_strcmp0 (value, "0") == 0)
        value = NULL;
      g_mutex_lock (&self->lock);
      old = self->values[i];
      self->values[i] = g_strdup (value);
      self->stamp++;
      if (switches[i].group != SHOP)
        self->n_chosen = self->n_befallen = 0;
      g_mutex_unlock (&self->lock);

      return TRUE;
    }
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "There is no switch named %s", name);

  return FALSE;
}

void
bo_sample_switches_reset (BoSampleSwitches *self)
{
  g_mutex_lock (&self->lock);
  for (guint i = 0; i < BO_SAMPLE_N_SWITCHES; i++)
    g_clear_pointer (&self->values[i], g_free);
  self->n_chosen = self->n_befallen = 0;
  self->stamp++;
  g_mutex_unlock (&self->lock);
}

gboolean
bo_sample_switches_is_on (BoSampleSwitches *self,
                          BoSampleSwitchId  id)
{
  gboolean on;

  g_mutex_lock (&self->lock);
  on = self->values[id] != NULL;
  g_mutex_unlock (&self->lock);

  return on;
}

/* Returns: a number that is another one after each change */
guint64
bo_sample_switches_get_stamp (BoSampleSwitches *self)
{
  guint64 stamp;

  g_mutex_lock (&self->lock);
  stamp = self->stamp;
  g_mutex_unlock (&self->lock);

  return stamp;
}

/* 0 where it is off. */
gint64
bo_sample_switches_get_number (BoSampleSwitches *self,
                               BoSampleSwitchId  id)
{
  g_autofree char *text = bo_sample_switches_dup_text (self, id);

  return text == NULL ? 0 : g_ascii_strtoll (text, NULL, 10);
}

/* Returns: (transfer full) (nullable): %NULL where it is off */
char *
bo_sample_switches_dup_text (BoSampleSwitches *self,
                             BoSampleSwitchId  id)
{
  char *text;

  g_mutex_lock (&self->lock);
  text = g_strdup (self->values[id]);
  g_mutex_unlock (&self->lock);

  return text;
}

static guint64
read_number (BoSampleSwitches *self,
             BoSampleSwitchId  id)
{
  return self->values[id] == NULL ? 0 : g_ascii_strtoull (self->values[id], NULL, 10);
}

static gboolean
choose (BoSampleSwitches *self,
        const char       *request)
{
  const char *on = self->values[BO_SAMPLE_FAULT_ON];
  guint64     every = read_number (self, BO_SAMPLE_FAULT_EVERY);
  guint64     times = read_number (self, BO_SAMPLE_FAULT_TIMES);
  guint64     skip = read_number (self, BO_SAMPLE_FAULT_SKIP);

  if (on != NULL && strstr (request, on) == NULL)
    return FALSE;
  self->n_chosen++;
  if (self->n_chosen <= skip || (times != 0 && self->n_befallen >= times))
    return FALSE;
  if (every != 0 && (self->n_chosen - skip) % every != 0)
    return FALSE;
  self->n_befallen++;

  return TRUE;
}

/**
 * bo_sample_switches_befall:
 * @self: the switches
 * @request: method, path and query
 *
 * Counts a request.
 *
 * Returns: %TRUE if the faults that are on befall it
 */
gboolean
bo_sample_switches_befall (BoSampleSwitches *self,
                           const char       *request)
{
  gboolean any = FALSE;
  gboolean befallen;

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < BO_SAMPLE_N_SWITCHES && !any; i++)
    any = switches[i].group == FAULT && self->values[i] != NULL;
  befallen = any && choose (self, request);
  g_mutex_unlock (&self->lock);

  return befallen;
}

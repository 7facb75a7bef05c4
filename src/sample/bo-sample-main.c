/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "backorders-sample-shop"

#include "config.h"

#include <glib-unix.h>
#include <locale.h>
#include <stdio.h>

#include <jansson.h>

#include "bo-sample-shop.h"

/* A program for those who test: what it prints is for them and their scripts, in
 * English like the answers of the shop. */

typedef struct
{
  int    port;
  int    products;
  int    customers;
  int    orders;
  gint64 seed;
  gint64 now;
  char  *time_zone;
  char  *host;
  char  *cert_file;
  char  *key_file;
  char  *keys;
  GStrv  faults;
} Arguments;

static void
clear_arguments (Arguments *arguments)
{
  g_free (arguments->time_zone);
  g_free (arguments->host);
  g_free (arguments->cert_file);
  g_free (arguments->key_file);
  g_free (arguments->keys);
  g_strfreev (arguments->faults);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Arguments, clear_arguments)

static gboolean
stop_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);

  return G_SOURCE_CONTINUE;
}

static const char *
get_value_name (BoSampleSwitchKind kind)
{
  static const char *const names[] = { "", "=NUMBER", "=TEXT" };

  return names[kind];
}

/* The table of switches, for --help. */
static char *
describe_switches (void)
{
  static const char *const titles[] = { "The shop:", "Faults:", "Which requests the faults befall, all by default:" };
  guint                    n;
  const BoSampleSwitch    *switches = bo_sample_switches_get (&n);
  GString                 *text = g_string_new ("Switches, for --fault NAME[=VALUE]:\n");

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strconcat (switches[i].name, get_value_name (switches[i].kind), NULL);

      if (i == 0 || switches[i].group != switches[i - 1].group)
        g_string_append_printf (text, "\n%s\n", titles[switches[i].group]);
      g_string_append_printf (text, "  %-26s %s\n", name, switches[i].what);
    }

  return g_string_free (text, FALSE);
}

static gboolean
parse (Arguments *arguments,
       int       *argc,
       char    ***argv,
       GError   **error)
{
  const GOptionEntry entries[] = {
    { "port", 'p', 0, G_OPTION_ARG_INT, &arguments->port, "Listen on this port of 127.0.0.1; any that is free by default", "N" },
    { "products", 0, 0, G_OPTION_ARG_INT, &arguments->products, "How many products; 600 by default", "N" },
    { "customers", 0, 0, G_OPTION_ARG_INT, &arguments->customers, "How many customers; 900 by default", "N" },
    { "orders", 0, 0, G_OPTION_ARG_INT, &arguments->orders, "How many orders; 6,000 by default", "N" },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &arguments->seed, "Another shop for each; 1 by default", "N" },
    { "now", 0, 0, G_OPTION_ARG_INT64, &arguments->now, "Its clock stands at this instant", "UTC-SECONDS" },
    { "time-zone", 0, 0, G_OPTION_ARG_STRING, &arguments->time_zone, "Where it is; Europe/Berlin by default", "IANA-NAME" },
    { "host", 0, 0, G_OPTION_ARG_STRING, &arguments->host, "How it calls itself; 127.0.0.1 by default", "NAME" },
    { "keys", 0, 0, G_OPTION_ARG_FILENAME, &arguments->keys, "Write its two keys there too, a line each, as backordersctl takes them", "FILE" },
    { "fault", 'f', 0, G_OPTION_ARG_STRING_ARRAY, &arguments->faults, "Set a switch; may be given again", "NAME[=VALUE]" },
    { "tls-cert", 0, 0, G_OPTION_ARG_FILENAME, &arguments->cert_file, "Speak https with this certificate", "FILE" },
    { "tls-key", 0, 0, G_OPTION_ARG_FILENAME, &arguments->key_file, "The key of the certificate", "FILE" },
    { NULL },
  };
  g_autofree char *description = describe_switches ();
  g_autoptr (GOptionContext) context = g_option_context_new ("- an invented WooCommerce shop on this machine");

  g_option_context_set_summary (context, "Prints its address and its keys as one line of JSON, and answers until it is interrupted.");
  g_option_context_set_description (context, description);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  if (*argc > 1 || arguments->port < 0 || arguments->port > G_MAXUINT16 || arguments->products < 0 || arguments->customers < 0 || arguments->orders < 0 ||
      (arguments->cert_file == NULL) != (arguments->key_file == NULL))
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "That makes no sense; see --help");
      return FALSE;
    }

  return TRUE;
}

static gboolean
set_switches (BoSampleShop *shop,
              char        **faults,
              GError      **error)
{
  for (guint i = 0; faults != NULL && faults[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (faults[i], "=", 2);

      if (!bo_sample_shop_set_switch (shop, parts[0], parts[1], error))
        return FALSE;
    }

  return TRUE;
}

/* Returns: a shop that is closed yet */
static BoSampleShop *
make_shop (const Arguments *arguments,
           GTlsCertificate *certificate)
{
  BoSampleShopOptions options = {
    .seed = (guint64) arguments->seed,
    .products = (guint) arguments->products,
    .customers = (guint) arguments->customers,
    .orders = (guint) arguments->orders,
    .now = arguments->now,
    .time_zone = arguments->time_zone,
    .host = arguments->host,
    .port = (guint16) arguments->port,
    .certificate = certificate,
  };

  return bo_sample_shop_new (&options);
}

static int
complain (int           status,
          const GError *error)
{
  fprintf (stderr, "backorders-sample-shop: %s\n", error->message);

  return status;
}

static void
print_keys (BoSampleShop *shop)
{
  json_t *line = json_pack ("{s:s, s:s, s:s}", "url", bo_sample_shop_get_url (shop), "key", bo_sample_shop_get_key (shop),
                            "secret", bo_sample_shop_get_secret (shop));

  json_dumpf (line, stdout, JSON_COMPACT);
  json_decref (line);
  printf ("\n");
  fflush (stdout);
}

/* For the options of backordersctl that take a file with the keys. */
static gboolean
write_keys (BoSampleShop *shop,
            const char   *path,
            GError      **error)
{
  g_autofree char *lines = g_strdup_printf ("%s\n%s\n", bo_sample_shop_get_key (shop), bo_sample_shop_get_secret (shop));

  return g_file_set_contents_full (path, lines, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

int
main (int    argc,
      char **argv)
{
  g_auto (Arguments) arguments = { 0 };
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (BoSampleShop) shop = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  if (!parse (&arguments, &argc, &argv, &error))
    return complain (2, error);
  if (arguments.cert_file != NULL)
    {
      certificate = g_tls_certificate_new_from_files (arguments.cert_file, arguments.key_file, &error);
      if (certificate == NULL)
        return complain (1, error);
    }
  shop = make_shop (&arguments, certificate);
  if (!set_switches (shop, arguments.faults, &error))
    return complain (2, error);
  if (!bo_sample_shop_start (shop, &error))
    return complain (1, error);
  if (arguments.keys != NULL && !write_keys (shop, arguments.keys, &error))
    return complain (1, error);
  print_keys (shop);

  g_unix_signal_add (SIGINT, stop_cb, loop);
  g_unix_signal_add (SIGTERM, stop_cb, loop);
  g_main_loop_run (loop);

  return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "backordersctl"

#include "config.h"

#include "ctl.h"

#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "ctl-output.h"

/* In the order of the help. */
static const CtlCommand commands[] = {
  { "import", N_ ("FILE|-"), N_ ("Take orders from a CSV file"), ctl_import },
  { "list", "", N_ ("List backorders"), ctl_list },
  { "products", "", N_ ("List products"), ctl_products },
  { "customers", N_ ("[SEARCH]"), N_ ("List customers"), ctl_customers },
  { "show", N_ ("LINE"), N_ ("Show a backorder and its history"), ctl_show },
  { "place", N_ ("SKU UNITS"), N_ ("Place a backorder"), ctl_place },
  { "amend", N_ ("LINE"), N_ ("Change a backorder"), ctl_amend },
  { "cancel", N_ ("LINE [UNITS]"), N_ ("Cancel a backorder, or part of it"), ctl_cancel },
  { "pause", N_ ("LINE"), N_ ("Let a backorder keep its place and take no part"), ctl_pause },
  { "resume", N_ ("LINE"), N_ ("Let a paused backorder take part again"), ctl_resume },
  { "pin", N_ ("LINE UNITS"), N_ ("Keep units on hand for a backorder; 0 takes the pin off"), ctl_pin },
  { "receive", N_ ("SKU=UNITS…"), N_ ("Receive a delivery and deal it out"), ctl_receive },
  { "allocate", N_ ("[SKU…]"), N_ ("Deal out what is on hand"), ctl_allocate },
  { "ship", N_ ("LINE [UNITS]"), N_ ("Record goods shipped or handed over"), ctl_ship },
  { "return", N_ ("LINE UNITS"), N_ ("Take shipped goods back into stock"), ctl_return },
  { "count", N_ ("SKU UNITS"), N_ ("Correct what is on hand to what was counted"), ctl_count },
  { "product", N_ ("SKU"), N_ ("Add, change or show a product"), ctl_product },
  { "policy", N_ ("[SKU]"), N_ ("Set or show how supply is dealt"), ctl_policy },
  { "setting", N_ ("[KEY [VALUE]]"), N_ ("Set or show the shop's settings"), ctl_setting },
  { "shop", N_ ("show|set|test|forget|product|log [ADDRESS|SKU]"), N_ ("Connect the shop on the other side, or show it"), ctl_shop },
  { "sync", "", N_ ("Take what changed in the shop, and write back what waits"), ctl_sync },
  { "outbox", N_ ("list|retry|drop|note|conflicts|keep|take [ARGUMENT…]"), N_ ("Show or settle what is written back to the shop"), ctl_outbox },
  { "log", "", N_ ("List what was done"), ctl_log },
  { "undo", N_ ("[EVENT]"), N_ ("Undo the last event, or the one named"), ctl_undo },
  { "check", "", N_ ("Check the store"), ctl_check },
  { "backup", N_ ("FILE"), N_ ("Copy the store while others work"), ctl_backup },
  { "demo", "", N_ ("Make a store of a sample shop"), ctl_demo },
  { "plan", N_ ("[FILE]"), N_ ("Run the rules alone on JSON, without a store"), ctl_plan },
};

static char *
describe_commands (void)
{
  g_autoptr (GString) text = g_string_new (_ ("Commands:"));

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_string_append_printf (text, "\n  %-11s %s", commands[i].name, _ (commands[i].summary));
  g_string_append_printf (text, "\n\n%s", _ ("“backordersctl COMMAND --help” explains a command."));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Options before the command.  Leaves @argv at the command's name. */
static gboolean
parse_global (Ctl     *ctl,
              int     *argc,
              char  ***argv,
              GError **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new (_ ("COMMAND …"));
  g_autofree char *description = describe_commands ();
  gboolean         version = FALSE;
  GOptionEntry     entries[] = {
        { "store", 0, 0, G_OPTION_ARG_FILENAME, &ctl->store, N_ ("Use this store instead of your own"), N_ ("FILE") },
        { "json", 0, 0, G_OPTION_ARG_NONE, &ctl->json, N_ ("Print JSON"), NULL },
        { "version", 0, 0, G_OPTION_ARG_NONE, &version, N_ ("Print the version"), NULL },
        { NULL }
  };

  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_strict_posix (context, TRUE);
  g_option_context_set_summary (context, _ ("The queue of customers who wait, for scripts and automation."));
  g_option_context_set_description (context, description);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  if (version)
    {
      printf ("backordersctl %s\n", PACKAGE_VERSION);
      return TRUE;
    }
  if (*argc < 2)
    {
      g_set_error_literal (error, CTL_ERROR, CTL_ERROR_USAGE, _ ("No command"));
      return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (commands) && ctl->command == NULL; i++)
    if (g_str_equal ((*argv)[1], commands[i].name))
      ctl->command = &commands[i];
  if (ctl->command == NULL)
    {
      g_set_error (error, CTL_ERROR, CTL_ERROR_USAGE, _ ("There is no command “%s”"), (*argv)[1]);
      return FALSE;
    }

  return TRUE;
}

static gboolean
run (Ctl     *ctl,
     int      argc,
     char   **argv,
     GError **error)
{
  if (!parse_global (ctl, &argc, &argv, error))
    return FALSE;
  if (ctl->command != NULL && !ctl->command->func (ctl, argv + 1, error))
    return FALSE;
  if (!ctl_close (ctl, error))
    return FALSE;
  if (fflush (stdout) != 0)
    {
      g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (errno), _ ("Writing the result: %s"), g_strerror (errno));
      return FALSE;
    }

  return TRUE;
}

static int
report (Ctl          *ctl,
        const GError *error)
{
  fflush (stdout);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    ctl_print_error ("backordersctl: %s\n", _ ("Interrupted, and nothing was changed"));
  else if (error->domain != CTL_ERROR && error->domain != G_OPTION_ERROR)
    ctl_print_error ("backordersctl: %s\n", error->message);
  else if (error->domain == CTL_ERROR && error->code != CTL_ERROR_USAGE)
    ctl_print_error ("backordersctl: %s\n", error->message);
  else
    {
      g_autofree char *name = ctl->command != NULL ? g_strdup_printf ("backordersctl %s", ctl->command->name)
                                                   : g_strdup ("backordersctl");

      ctl_print_error ("backordersctl: %s\n", error->message);
      g_printerr (_ ("“%s --help” says how to call it.\n"), name);
      return 2;
    }

  return 1;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (Ctl) ctl = NULL;
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("backordersctl");

  ctl = ctl_new ();
  if (!run (ctl, argc, argv, &error))
    return report (ctl, error);

  return 0;
}

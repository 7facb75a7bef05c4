/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

#include "bo-test-util.h"
#include "sample-fixture.h"

/* The program, whose path meson puts into BACKORDERS_SAMPLE_SHOP. */

static char *
run (const char *arguments,
     int        *status,
     char      **complaints)
{
  g_autofree char *command = g_strconcat (g_getenv ("BACKORDERS_SAMPLE_SHOP"), " ", arguments, NULL);
  g_autoptr (GError) error = NULL;
  char *output;

  g_spawn_command_line_sync (command, &output, complaints, status, &error);
  g_assert_no_error (error);

  return output;
}

/* It names every switch, and what it does. */
static void
test_help (void)
{
  guint                 n;
  const BoSampleSwitch *switches = bo_sample_switches_get (&n);
  g_autofree char      *complaints = NULL;
  int                   status;
  g_autofree char      *text = run ("--help", &status, &complaints);

  g_assert_cmpint (status, ==, 0);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strconcat ("\n  ", switches[i].name, NULL);

      g_assert_nonnull (strstr (text, name));
      g_assert_nonnull (strstr (text, switches[i].what));
    }
}

typedef struct
{
  const char *arguments;
  int         status;
  const char *message;
} Refusal;

static const Refusal refusals[] = {
  { "--fault no-such", 2, "no switch named no-such" },
  { "--fault latency=soon", 2, "latency" },
  { "--products -1", 2, "--help" },
  { "--port 70000", 2, "--help" },
  { "--tls-cert x.pem", 2, "--help" },
  { "left-over", 2, "--help" },
  { "--no-such-option", 2, "no-such-option" },
  { "--time-zone Atlantis/Capital", 1, "Atlantis/Capital" },
  { "--products 8 --orders 4 --customers 4 --keys /nowhere/keys", 1, "/nowhere/keys" },
  { "--tls-cert /nowhere.pem --tls-key /nowhere.pem", 1, "nowhere.pem" },
};

static void
test_refusals (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *complaints = NULL;
      int              status;
      g_autofree char *output = run (refusals[i].arguments, &status, &complaints);

      if (g_strcmp0 (output, "") != 0 || !WIFEXITED (status) || WEXITSTATUS (status) != refusals[i].status ||
          strstr (complaints, refusals[i].message) == NULL)
        g_error ("%s: %d, \"%s\", \"%s\"", refusals[i].arguments, status, output, complaints);
    }
}

/* It says where it is and who may ask, answers, and ends when it is asked to. */
static void
test_opens (void)
{
  g_autoptr (BoTestDir) folder = bo_test_make_dir ();
  g_autofree char *keys_path = g_build_filename (folder, "keys", NULL);
  g_autofree char *keys = NULL;
  g_autofree char *expected = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) program = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, g_getenv ("BACKORDERS_SAMPLE_SHOP"),
                                                      "--products", "8", "--orders", "4", "--customers", "4", "--fault", "plugin-off", "--keys", keys_path, NULL);
  g_autoptr (GDataInputStream) stream = NULL;
  g_autofree char *line = NULL;
  g_autofree char *index = NULL;
  json_t          *said;
  g_autoptr (SoupSession) session = soup_session_new_with_options ("proxy-resolver", NULL, NULL);
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GBytes) body = NULL;

  g_assert_no_error (error);
  stream = g_data_input_stream_new (g_subprocess_get_stdout_pipe (program));
  line = g_data_input_stream_read_line (stream, NULL, NULL, &error);
  g_assert_no_error (error);
  said = json_loads (line, 0, NULL);
  g_assert_true (g_str_has_prefix (json_string_value (json_object_get (said, "key")), "ck_"));
  g_assert_true (g_str_has_prefix (json_string_value (json_object_get (said, "secret")), "cs_"));
  expected = g_strdup_printf ("%s\n%s\n", json_string_value (json_object_get (said, "key")), json_string_value (json_object_get (said, "secret")));
  g_assert_true (g_file_get_contents (keys_path, &keys, NULL, &error));
  g_assert_cmpstr (keys, ==, expected);
  index = g_strconcat (json_string_value (json_object_get (said, "url")), "/wp-json/wc/v3/products", NULL);
  message = soup_message_new ("GET", index);
  body = soup_session_send_and_read (session, message, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (soup_message_get_status (message), ==, 404);

  g_subprocess_send_signal (program, SIGTERM);
  g_assert_true (g_subprocess_wait_check (program, NULL, &error));
  json_decref (said);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/sample/program/help", test_help);
  g_test_add_func ("/sample/program/refusals", test_refusals);
  g_test_add_func ("/sample/program/opens", test_opens);

  return g_test_run ();
}

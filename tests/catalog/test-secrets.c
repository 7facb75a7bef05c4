/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libsecret/secret.h>
#include <string.h>

#include "bo-secrets.h"
#include "bo-test-util.h"

/* Keys in a real keyring, on a bus and in a home of its own; and where there is
 * none.  Each run of the program that would use them is a program of its own. */

#define SHOP "https://shop.example"
#define OTHER "https://other.example"
#define KEY "ck_0123456789"
#define SECRET "cs_9876543210"

/* ---- What a run does ---- */

static BoKeys *
load (const char *address)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  BoKeys *keys;

  bo_secrets_load_async (address, NULL, bo_test_take_result_cb, &result);
  keys = bo_secrets_load_finish (bo_test_wait_for (&result), &error);
  g_assert_no_error (error);

  return keys;
}

static void
assert_keys (const char *address,
             const char *key,
             const char *secret)
{
  g_autoptr (BoKeys) keys = load (address);

  g_assert_nonnull (keys);
  g_assert_cmpstr (keys->key, ==, key);
  g_assert_cmpstr (keys->secret, ==, secret);
}

static void
store (const char   *address,
       const char   *key,
       const char   *secret,
       BoSecretsKept kept)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  BoSecretsKept found;

  bo_secrets_store_async (address, key, secret, NULL, bo_test_take_result_cb, &result);
  g_assert_true (bo_secrets_store_finish (bo_test_wait_for (&result), &found, &error));
  g_assert_no_error (error);
  g_assert_cmpint (found, ==, kept);
}

static void
forget (const char *address)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bo_secrets_forget_async (address, NULL, bo_test_take_result_cb, &result);
  g_assert_true (bo_secrets_forget_finish (bo_test_wait_for (&result), &error));
  g_assert_no_error (error);
}

static void
assert_none (const char *address)
{
  g_autoptr (BoKeys) keys = load (address);

  g_assert_null (keys);
}

static void
run_store (void)
{
  assert_none (SHOP);
  store (SHOP, "ck_old", "cs_old", BO_SECRETS_KEPT);
  store (SHOP, KEY, SECRET, BO_SECRETS_KEPT);
  store (OTHER, "ck_other", "cs_other", BO_SECRETS_KEPT);
  assert_keys (SHOP, KEY, SECRET);
}

/* What anybody sees who looks at the list of what is kept. */
static void
run_look (void)
{
  g_autoptr (GHashTable) none = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) error = NULL;
  GList *items = secret_service_search_sync (NULL, NULL, none, SECRET_SEARCH_ALL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_list_length (items), ==, 2);
  for (GList *item = items; item != NULL; item = item->next)
    {
      g_autoptr (GHashTable) attributes = secret_item_get_attributes (item->data);
      g_autofree char *label = secret_item_get_label (item->data);
      GHashTableIter   iter;
      gpointer         name;
      gpointer         value;

      g_assert_null (strstr (label, "ck_"));
      g_hash_table_iter_init (&iter, attributes);
      while (g_hash_table_iter_next (&iter, &name, &value))
        {
          g_assert_null (strstr (value, "ck_"));
          g_assert_null (strstr (value, "cs_"));
        }
    }
  g_list_free_full (items, g_object_unref);
}

static void
run_load (void)
{
  assert_keys (SHOP, KEY, SECRET);
  assert_keys (OTHER, "ck_other", "cs_other");
  forget (SHOP);
  assert_none (SHOP);
  forget (SHOP);
  assert_keys (OTHER, "ck_other", "cs_other");
}

static void
run_without (void)
{
  assert_none (SHOP);
  store (SHOP, "ck_old", "cs_old", BO_SECRETS_KEPT_FOR_THIS_RUN);
  store (SHOP, KEY, SECRET, BO_SECRETS_KEPT_FOR_THIS_RUN);
  assert_keys (SHOP, KEY, SECRET);
  assert_none (OTHER);
  forget (SHOP);
  assert_none (SHOP);
}

/* A keyring that nobody opens keeps nothing, and gives nothing out. */
static void
run_locked (void)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (BoKeys) keys = NULL;

  bo_secrets_load_async (OTHER, NULL, bo_test_take_result_cb, &result);
  keys = bo_secrets_load_finish (bo_test_wait_for (&result), &error);
  g_assert_null (keys);
  store (SHOP, KEY, SECRET, BO_SECRETS_KEPT_FOR_THIS_RUN);
  assert_keys (SHOP, KEY, SECRET);
}

static void
run_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  bo_secrets_store_async (SHOP, KEY, SECRET, cancellable, bo_test_take_result_cb, &result);
  g_assert_false (bo_secrets_store_finish (bo_test_wait_for (&result), NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_none (SHOP);
}

/* ---- The machine it runs on ---- */

typedef struct
{
  GTestDBus   *bus;
  BoTestDir   *home;
  GSubprocess *daemon; /* (nullable) */
} Keyring;

static void
name_appeared_cb (GDBusConnection *connection,
                  const char      *name,
                  const char      *owner,
                  gpointer         user_data)
{
  *(gboolean *) user_data = TRUE;
}

/* It has its name some time before it has what is in it. */
static gboolean
has_default_collection (GDBusConnection *connection)
{
  g_autoptr (GVariant) reply = NULL;
  const char *path = "/";

  reply = g_dbus_connection_call_sync (connection, "org.freedesktop.secrets", "/org/freedesktop/secrets", "org.freedesktop.Secret.Service",
                                       "ReadAlias", g_variant_new ("(s)", "default"), G_VARIANT_TYPE ("(o)"),
                                       G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  if (reply != NULL)
    g_variant_get (reply, "(&o)", &path);

  return strcmp (path, "/") != 0;
}

/* Starts a keyring that is opened with @password, or stays locked without. */
static void
start_daemon (Keyring    *self,
              const char *password)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE |
                                                                        G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GDBusConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  gint64   deadline = g_get_monotonic_time () + BO_TEST_TIMEOUT_MS * 1000;
  gboolean appeared = FALSE;
  guint    watch;

  g_subprocess_launcher_setenv (launcher, "HOME", self->home, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", self->home, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_CONFIG_HOME", self->home, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_CACHE_HOME", self->home, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_RUNTIME_DIR", self->home, TRUE);
  g_subprocess_launcher_setenv (launcher, "DBUS_SESSION_BUS_ADDRESS", g_test_dbus_get_bus_address (self->bus), TRUE);
  /* Its warnings are no business of ours. */
  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG");
  g_subprocess_launcher_unsetenv (launcher, "G_MESSAGES_DEBUG");
  self->daemon = g_subprocess_launcher_spawn (launcher, &error, "gnome-keyring-daemon", "--foreground", "--components=secrets",
                                              password != NULL ? "--unlock" : NULL, NULL);
  g_assert_no_error (error);
  if (password != NULL)
    {
      g_output_stream_write_all (g_subprocess_get_stdin_pipe (self->daemon), password, strlen (password), NULL, NULL, &error);
      g_assert_no_error (error);
    }
  g_output_stream_close (g_subprocess_get_stdin_pipe (self->daemon), NULL, NULL);

  connection = g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (self->bus),
                                                       G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                           G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                                       NULL, NULL, &error);
  g_assert_no_error (error);
  watch = g_bus_watch_name_on_connection (connection, "org.freedesktop.secrets", G_BUS_NAME_WATCHER_FLAGS_NONE,
                                          name_appeared_cb, NULL, &appeared, NULL);
  bo_test_wait_until (appeared);
  g_bus_unwatch_name (watch);
  while (password != NULL && !has_default_collection (connection))
    g_assert_cmpint (g_get_monotonic_time (), <, deadline);
  g_dbus_connection_close_sync (connection, NULL, NULL);
}

static void
set_up (Keyring      *self,
        gconstpointer user_data)
{
  self->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  self->home = bo_test_make_dir ();
  g_test_dbus_up (self->bus);
}

static void
tear_down (Keyring      *self,
           gconstpointer user_data)
{
  if (self->daemon != NULL)
    {
      g_subprocess_force_exit (self->daemon);
      g_subprocess_wait (self->daemon, NULL, NULL);
      g_clear_object (&self->daemon);
    }
  g_test_dbus_stop (self->bus);
  g_clear_object (&self->bus);
  bo_test_dir_free (self->home);
}

static void
run (const char *what)
{
  g_autofree char *path = g_strconcat ("/secrets/run/subprocess/", what, NULL);

  g_test_trap_subprocess (path, 60 * G_USEC_PER_SEC, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

static void
test_keyring (Keyring      *self,
              gconstpointer user_data)
{
  start_daemon (self, "open sesame");
  run ("store");
  run ("look");
  run ("load");
  run ("cancelled");
}

static void
test_locked (Keyring      *self,
             gconstpointer user_data)
{
  start_daemon (self, NULL);
  run ("locked");
}

static void
test_no_service (Keyring      *self,
                 gconstpointer user_data)
{
  run ("without");
}

static void
test_no_bus (void)
{
  g_autofree char *before = g_strdup (g_getenv ("DBUS_SESSION_BUS_ADDRESS"));

  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  run ("without");
  if (before != NULL)
    g_setenv ("DBUS_SESSION_BUS_ADDRESS", before, TRUE);
  else
    g_unsetenv ("DBUS_SESSION_BUS_ADDRESS");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/secrets/run/subprocess/store", run_store);
  g_test_add_func ("/secrets/run/subprocess/look", run_look);
  g_test_add_func ("/secrets/run/subprocess/load", run_load);
  g_test_add_func ("/secrets/run/subprocess/without", run_without);
  g_test_add_func ("/secrets/run/subprocess/locked", run_locked);
  g_test_add_func ("/secrets/run/subprocess/cancelled", run_cancelled);
  g_test_add ("/secrets/keyring", Keyring, NULL, set_up, test_keyring, tear_down);
  g_test_add ("/secrets/locked", Keyring, NULL, set_up, test_locked, tear_down);
  g_test_add ("/secrets/no-service", Keyring, NULL, set_up, test_no_service, tear_down);
  g_test_add_func ("/secrets/no-bus", test_no_bus);

  return g_test_run ();
}

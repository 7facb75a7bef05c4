/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "catalog-fixture.h"

/* A note goes to a customer by e-mail: at most once, whatever happens on the way.
 * The shop counts what it mailed. */

#define REFERENCE "BO-7F3A"
#define ORDER "{\"status\":\"processing\",\"line_items\":[],\"billing\":{\"email\":\"e@example.test\"}}"

typedef struct
{
  CatalogFixture base;
  BoPush        *push;
  char          *notes; /* where the notes of the order are */
} NotesFixture;

static void
set_up (NotesFixture *f,
        gconstpointer user_data)
{
  catalog_fixture_set_up (&f->base, user_data);
  f->push = bo_push_new (BO_PUSH_NOTE);
  f->push->remote_id = catalog_fixture_create (&f->base, "orders", ORDER);
  f->push->text = g_strdup ("Sorry: it comes <later> & by post");
  f->push->reference = g_strdup (REFERENCE);
  f->notes = g_strdup_printf ("orders/%" G_GINT64_FORMAT "/notes", f->push->remote_id);
}

static void
tear_down (NotesFixture *f,
           gconstpointer user_data)
{
  bo_push_free (f->push);
  g_free (f->notes);
  catalog_fixture_tear_down (&f->base, user_data);
}

static void
assert_mails (NotesFixture *f,
              guint         n)
{
  g_assert_cmpuint (catalog_fixture_count (&f->base, "customer-notes"), ==, n);
}

static gint64
assert_pushed (NotesFixture *f,
               BoPushState   state)
{
  g_autoptr (GError) error = NULL;
  BoPushResult result = { 0 };

  catalog_push (f->base.catalog, f->push, &result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (result.state, ==, state);
  g_assert_cmpint (result.note_id != 0, ==, state == BO_PUSH_DONE);

  return result.note_id;
}

static void
assert_refused (NotesFixture *f,
                int           code)
{
  g_autoptr (GError) error = NULL;
  BoPushResult result = { 0 };

  g_assert_false (catalog_push (f->base.catalog, f->push, &result, &error));
  g_assert_error (error, BO_CATALOG_ERROR, code);
}

static void
befall (NotesFixture *f,
        const char   *fault,
        const char   *requests,
        const char   *times)
{
  bo_sample_shop_reset_switches (f->base.shop);
  catalog_fixture_switch (&f->base, "fault-on", requests);
  catalog_fixture_switch (&f->base, "fault-times", times);
  catalog_fixture_switch (&f->base, fault, NULL);
}

/* What the customer reads. */
static char *
get_note (NotesFixture *f,
          gint64        id)
{
  g_autofree char *address = g_strdup_printf ("%s/%" G_GINT64_FORMAT, f->notes, id);
  json_t          *note = catalog_fixture_ask (&f->base, "GET", address, NULL);
  char            *text = g_strdup (json_string_value (json_object_get (note, "note")));

  g_assert_true (json_is_true (json_object_get (note, "customer_note")));
  json_decref (note);

  return text;
}

static void
test_send (NotesFixture *f,
           gconstpointer user_data)
{
  gint64           id = assert_pushed (f, BO_PUSH_DONE);
  g_autofree char *text = get_note (f, id);

  assert_mails (f, 1);
  g_assert_cmpuint (catalog_fixture_count (&f->base, "requests"), ==, 1);
  g_assert_nonnull (strstr (text, "it comes &lt;later&gt; &amp; by post"));
  g_assert_true (g_str_has_suffix (text, "\n\nRef. " REFERENCE));
}

/* An older shop keeps an ampersand as it is; ours is escaped before. */
static void
test_raw (NotesFixture *f,
          gconstpointer user_data)
{
  gint64           id;
  g_autofree char *text = NULL;

  catalog_fixture_switch (&f->base, "raw-notes", NULL);
  id = assert_pushed (f, BO_PUSH_DONE);
  text = get_note (f, id);
  g_assert_nonnull (strstr (text, "it comes &lt;later&gt; &amp; by post"));
  f->push->attempted = TRUE;
  g_assert_cmpint (assert_pushed (f, BO_PUSH_DONE), ==, id);
  assert_mails (f, 1);
}

static void
test_attempted_and_sent (NotesFixture *f,
                         gconstpointer user_data)
{
  gint64 id = assert_pushed (f, BO_PUSH_DONE);

  f->push->attempted = TRUE;
  g_assert_cmpint (assert_pushed (f, BO_PUSH_DONE), ==, id);
  assert_mails (f, 1);
}

static void
test_attempted_and_not_sent (NotesFixture *f,
                             gconstpointer user_data)
{
  f->push->attempted = TRUE;
  assert_pushed (f, BO_PUSH_DONE);
  assert_mails (f, 1);
}

/* Somebody wrote our reference into a note of their own, or another one like it. */
static void
test_not_ours (NotesFixture *f,
               gconstpointer user_data)
{
  gint64 own = catalog_fixture_create (&f->base, f->notes, "{\"note\":\"see Ref. " REFERENCE "\"}");
  gint64 other = catalog_fixture_create (&f->base, f->notes, "{\"note\":\"Ref. " REFERENCE "1\",\"customer_note\":true}");
  gint64 id;

  f->push->attempted = TRUE;
  id = assert_pushed (f, BO_PUSH_DONE);
  g_assert_cmpint (id, !=, own);
  g_assert_cmpint (id, !=, other);
  assert_mails (f, 1);
}

/* It was sent, and what the shop says of it is lost or broken: the notes tell. */
static void
test_lost_reply (NotesFixture *f,
                 gconstpointer user_data)
{
  befall (f, user_data, "POST ", "1");
  assert_pushed (f, BO_PUSH_DONE);
  assert_mails (f, 1);
  g_assert_cmpuint (catalog_fixture_count (&f->base, "POST orders/#/notes"), ==, 1);
  g_assert_cmpuint (catalog_fixture_count (&f->base, "GET orders/#/notes"), ==, 1);
}

/* It was not sent: told, and sent later. */
static void
test_lost_request (NotesFixture *f,
                   gconstpointer user_data)
{
  befall (f, user_data, "POST ", "1");
  assert_refused (f, BO_CATALOG_ERROR_SERVER);
  assert_mails (f, 0);
  f->push->attempted = TRUE;
  assert_pushed (f, BO_PUSH_DONE);
  assert_mails (f, 1);
}

/* It was sent, and then the shop is away: nobody knows, until it is back. */
static void
test_away (NotesFixture *f,
           gconstpointer user_data)
{
  befall (f, "lose-reply", "/notes", "10");
  assert_refused (f, BO_CATALOG_ERROR_SERVER);
  assert_mails (f, 1);
  f->push->attempted = TRUE;
  assert_refused (f, BO_CATALOG_ERROR_SERVER);
  bo_sample_shop_reset_switches (f->base.shop);
  assert_pushed (f, BO_PUSH_DONE);
  assert_mails (f, 1);
}

/* It was sent, and the shop answers, but nothing that could be read: a person is
 * asked, and nothing is sent again meanwhile. */
static void
test_unsure (NotesFixture *f,
             gconstpointer user_data)
{
  catalog_fixture_create (&f->base, f->notes, "{\"note\":\"x\"}");
  befall (f, user_data, "/notes", "10");
  assert_pushed (f, BO_PUSH_UNSURE);
  assert_mails (f, 1);
  f->push->attempted = TRUE;
  assert_pushed (f, BO_PUSH_UNSURE);
  assert_mails (f, 1);
  bo_sample_shop_reset_switches (f->base.shop);
  assert_pushed (f, BO_PUSH_DONE);
  assert_mails (f, 1);
}

/* Busy: it has not been taken, and nobody has to be asked. */
static void
test_busy (NotesFixture *f,
           gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  BoPushResult result = { 0 };

  catalog_fixture_switch (&f->base, "fault-on", "POST ");
  catalog_fixture_switch (&f->base, "too-many", "7");
  g_assert_false (catalog_push (f->base.catalog, f->push, &result, &error));
  g_assert_error (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_BUSY);
  g_assert_cmpuint (bo_catalog_error_get_retry_after (error), ==, 7);
  assert_mails (f, 0);
}

static void
test_refused (NotesFixture *f,
              gconstpointer user_data)
{
  /* Something was read with the keys, so that they are known to be good. */
  f->push->attempted = TRUE;
  catalog_fixture_switch (&f->base, "read-only", NULL);
  assert_refused (f, BO_CATALOG_ERROR_READ_ONLY);
  bo_sample_shop_reset_switches (f->base.shop);

  f->push->attempted = FALSE;
  catalog_fixture_switch (&f->base, "plugin-off", NULL);
  assert_refused (f, BO_CATALOG_ERROR_PLUGIN_OFF);
  bo_sample_shop_reset_switches (f->base.shop);

  f->push->remote_id = 999999;
  assert_refused (f, BO_CATALOG_ERROR_GONE);
  assert_mails (f, 0);
}

/* Many at once, each with a reference of its own: each once. */
static void
test_many (NotesFixture *f,
           gconstpointer user_data)
{
  befall (f, "lose-reply", "POST ", "100");
  catalog_fixture_switch (&f->base, "fault-every", "3");
  for (guint i = 0; i < 30; i++)
    {
      g_free (f->push->reference);
      f->push->reference = g_strdup_printf ("BO-%u", i);
      assert_pushed (f, BO_PUSH_DONE);
    }
  assert_mails (f, 30);
}

int
main (int   argc,
      char *argv[])
{
  static const char *const after[] = { "lose-reply", "cut-body", "empty-body", "php-warning", "html-page", "wrong-types", "missing-members" };
  static const char *const unreadable[] = { "wrong-types", "missing-members", "php-warning", "html-page", "empty-body" };
  static const char *const before[] = { "drop-request", "php-fatal", "db-down" };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(name, data, func) g_test_add ("/notes/" name, NotesFixture, data, set_up, func, tear_down)
  ADD ("send", NULL, test_send);
  ADD ("raw", NULL, test_raw);
  ADD ("attempted-and-sent", NULL, test_attempted_and_sent);
  ADD ("attempted-and-not-sent", NULL, test_attempted_and_not_sent);
  ADD ("not-ours", NULL, test_not_ours);
  for (guint i = 0; i < G_N_ELEMENTS (after); i++)
    {
      g_autofree char *path = g_strdup_printf ("/notes/lost-reply/%s", after[i]);

      g_test_add (path, NotesFixture, after[i], set_up, test_lost_reply, tear_down);
    }
  for (guint i = 0; i < G_N_ELEMENTS (before); i++)
    {
      g_autofree char *path = g_strdup_printf ("/notes/lost-request/%s", before[i]);

      g_test_add (path, NotesFixture, before[i], set_up, test_lost_request, tear_down);
    }
  ADD ("away", NULL, test_away);
  for (guint i = 0; i < G_N_ELEMENTS (unreadable); i++)
    {
      g_autofree char *path = g_strdup_printf ("/notes/unsure/%s", unreadable[i]);

      g_test_add (path, NotesFixture, unreadable[i], set_up, test_unsure, tear_down);
    }
  ADD ("busy", NULL, test_busy);
  ADD ("refused", NULL, test_refused);
  ADD ("many", NULL, test_many);

  return g_test_run ();
}

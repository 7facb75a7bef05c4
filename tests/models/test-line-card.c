/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-line-card.h"
#include "bo-model-fixture.h"

static void
wait_for_card (BoLineCard *card)
{
  bo_test_wait_until (!bo_line_card_get_loading (card));
  g_assert_no_error (bo_line_card_get_error (card));
}

static char *
get_text (gpointer    object,
          const char *property)
{
  char *text = NULL;

  g_object_get (object, property, &text, NULL);

  return text;
}

#define assert_text(object, property, expected)           \
  G_STMT_START                                            \
  {                                                       \
    g_autofree char *text_ = get_text (object, property); \
    g_assert_cmpstr (text_, ==, expected);                \
  }                                                       \
  G_STMT_END

static const char *const actions[] = {
  "can-ship",
  "can-cancel",
  "can-amend",
  "can-pause",
  "can-resume",
  "can-pin",
  "can-unpin",
  "can-return",
};

/* What can be done, without the "can-". */
static char *
list_actions (BoLineCard *card)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      gboolean can;

      g_object_get (card, actions[i], &can, NULL);
      if (can)
        g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", actions[i] + strlen ("can-"));
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

#define assert_actions(card, expected)               \
  G_STMT_START                                       \
  {                                                  \
    g_autofree char *actions_ = list_actions (card); \
    g_assert_cmpstr (actions_, ==, expected);        \
  }                                                  \
  G_STMT_END

static void
test_follow (Fixture      *f,
             gconstpointer user_data)
{
  g_autoptr (BoLineCard) card = bo_line_card_new (f->service);
  g_autoptr (GListModel) tranches = NULL;
  g_autoptr (GListModel) history = NULL;
  g_autoptr (GString) told_history = g_string_new (NULL);
  BoAmendRequest *amend;
  BoLine         *line;
  gint64          first, second;
  guint           n_title, n_line;
  guint           n_events;

  fixture_put_product (f->service, "A", "Anvil");
  first = fixture_place (f->service, "Ada Lopes", "A", 3, 100);
  second = fixture_place (f->service, "Bo Finch", "A", 2, 200);

  g_object_get (card, "tranches", &tranches, "history", &history, NULL);
  g_assert_false (bo_line_card_get_found (card));
  assert_actions (card, "");
  bo_line_card_set_line_id (card, second);
  wait_for_card (card);
  g_assert_true (bo_line_card_get_found (card));
  assert_text (card, "title", "Anvil");
  assert_text (card, "customer-name", "Bo Finch");
  assert_text (card, "position-text", "2nd of 2 in line, 3 units ahead");
  assert_text (card, "units-text", "0 of 2 units allocated");
  assert_text (card, "need-text", "");
  assert_actions (card, "cancel amend pause pin");
  g_assert_cmpuint (g_list_model_get_n_items (tranches), ==, 1);
  n_events = g_list_model_get_n_items (history);
  g_assert_cmpuint (n_events, >=, 1);
  line = bo_line_card_get_line (card);
  g_assert_cmpint (bo_line_get_id (line), ==, second);

  /* Another line's change moves its place, and nothing else. */
  fixture_count_notify (card, "title", &n_title);
  fixture_count_notify (card, "line", &n_line);
  fixture_log_changes (history, told_history);
  fixture_cancel (f->service, first, 1);
  bo_test_wait_until (bo_line_get_record (line)->units_ahead == 2);
  wait_for_card (card);
  assert_text (card, "position-text", "2nd of 2 in line, 2 units ahead");
  g_assert_cmpstr (told_history->str, ==, "");

  /* More units go to the end of the line, as a part of their own. */
  amend = bo_amend_request_new (second);
  amend->fields = BO_AMEND_UNITS;
  amend->units = 5;
  fixture_amend (f->service, amend);
  bo_test_wait_until (bo_line_get_record (line)->open == 5);
  wait_for_card (card);
  g_assert_cmpuint (g_list_model_get_n_items (tranches), ==, 2);
  g_assert_cmpstr (told_history->str, ==, "(0,0,1)");

  fixture_pause (f->service, second, TRUE);
  bo_test_wait_until (bo_line_get_record (line)->paused);
  wait_for_card (card);
  assert_actions (card, "cancel amend resume pin");
  g_assert_cmpuint (n_title, ==, 0);
  g_assert_cmpuint (n_line, ==, 0);

  fixture_cancel (f->service, second, 0);
  bo_test_wait_until (bo_line_get_record (line)->open == 0);
  wait_for_card (card);
  assert_text (card, "position-text", "Cancelled");
  assert_text (card, "units-text", "Nothing open");

  bo_line_card_set_line_id (card, 0);
  g_assert_false (bo_line_card_get_found (card));
  g_assert_null (bo_line_card_get_line (card));
  g_assert_cmpuint (g_list_model_get_n_items (history), ==, 0);
}

/* One selection after the other: only the last is shown, and until it is nothing
 * can be done to what is. */
static void
test_switch (Fixture      *f,
             gconstpointer user_data)
{
  g_autoptr (BoLineCard) card = bo_line_card_new (f->service);
  gint64 lines[3];
  guint  n_title;

  fixture_put_product (f->service, "A", "Anvil");
  fixture_put_product (f->service, "B", "Bell");
  lines[0] = fixture_place (f->service, "Ada Lopes", "A", 3, 100);
  lines[1] = fixture_place (f->service, "Bo Finch", "A", 3, 200);
  lines[2] = fixture_place (f->service, "", "B", 3, 200);
  bo_line_card_set_line_id (card, lines[0]);
  wait_for_card (card);
  assert_text (card, "title", "Anvil");

  fixture_count_notify (card, "customer-name", &n_title);
  bo_line_card_set_line_id (card, lines[1]);
  bo_line_card_set_line_id (card, lines[2]);
  assert_actions (card, "");
  assert_text (card, "title", "Anvil");
  wait_for_card (card);
  bo_test_drain ();
  assert_text (card, "title", "Bell");
  assert_text (card, "customer-name", "Unnamed customer");
  g_assert_cmpuint (n_title, ==, 1);
}

/* A line whose order is undone is gone. */
static void
test_gone (Fixture      *f,
           gconstpointer user_data)
{
  g_autoptr (BoLineCard) card = bo_line_card_new (f->service);
  gint64 line;

  fixture_put_product (f->service, "A", "Anvil");
  line = fixture_place (f->service, "Ada Lopes", "A", 3, 100);
  bo_line_card_set_line_id (card, line);
  wait_for_card (card);
  g_assert_true (bo_line_card_get_found (card));

  fixture_undo (f->service);
  bo_test_wait_until (!bo_line_card_get_found (card));
  wait_for_card (card);
  assert_text (card, "title", "");
}

static void
test_dropped (Fixture      *f,
              gconstpointer user_data)
{
  gint64 line;

  fixture_put_product (f->service, "A", "Anvil");
  line = fixture_place (f->service, "Ada Lopes", "A", 3, 100);
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (BoLineCard) card = bo_line_card_new (f->service);

      bo_line_card_set_line_id (card, line);
      if (i % 2 == 0)
        wait_for_card (card);
    }
  bo_test_drain ();
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("/line-card/follow", test_follow);
  ADD ("/line-card/switch", test_switch);
  ADD ("/line-card/gone", test_gone);
  ADD ("/line-card/dropped", test_dropped);

  return g_test_run ();
}

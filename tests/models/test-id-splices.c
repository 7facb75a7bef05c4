/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-id-splices.h"
#include "bo-lazy-model.h"

static GArray *
make_range (gint64 first,
            gint64 last)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (gint64 id = first; id <= last; id++)
    g_array_append_val (ids, id);

  return ids;
}

static void
move (GArray *ids,
      guint   from,
      guint   to)
{
  gint64 id = g_array_index (ids, gint64, from);

  g_array_remove_index (ids, from);
  g_array_insert_val (ids, to, id);
}

/* "(position,removed,added)…" */
static char *
describe (const GArray *splices)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < splices->len; i++)
    {
      const BoIdSplice *splice = &g_array_index (splices, BoIdSplice, i);

      g_string_append_printf (text, "(%u,%u,%u)", splice->position, splice->removed, splice->added);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

typedef struct
{
  const char *name;
  guint       n;          /* ids 1 to n */
  int         from;       /* the row at this position ... */
  int         to;         /* ... moves here; -1: goes, or comes with the id 999999 */
  gint64      first_kept; /* ids of rows looked at */
  gint64      last_kept;
  const char *splices;
} MoveCase;

static const MoveCase move_cases[] = {
  { "nothing", 5000, 7, 7, 1000, 1100, "" },
  { "comes", 5000, -1, 7, 1000, 1100, "(7,0,1)" },
  { "goes", 5000, 7, -1, 1000, 1100, "(7,1,0)" },
  { "a-short-way", 5000, 7, 900, 1, 100, "(7,894,894)" },
  { "far-up", 5000, 4000, 10, 1000, 1100, "(10,0,1)(4001,1,0)" },
  { "far-down", 5000, 10, 4000, 1000, 1100, "(10,1,0)(4000,0,1)" },
  { "far-below-those-looked-at", 5000, 4000, 2000, 1000, 1100, "(2000,2001,0)(2000,0,2001)" },
  { "one-looked-at", 5000, 1050, 10, 1000, 1100, "(10,0,1)(1051,1,0)" },
  { "the-first-looked-at", 5000, 999, 4000, 1000, 1100, "(999,1,0)(4000,0,1)" },
  { "nobody-looks", 5000, 4000, 10, 1, 0, "(10,3991,0)(10,0,3991)" },
  { "all-looked-at", 1800, 1700, 10, 1, 999, "(10,0,1)(1701,1,0)" },
};

static void
test_move (gconstpointer user_data)
{
  const MoveCase *c = user_data;
  g_autoptr (GArray) old = make_range (1, c->n);
  g_autoptr (GArray) news = make_range (1, c->n);
  g_autoptr (GArray) kept = make_range (c->first_kept, c->last_kept);
  g_autoptr (GArray) splices = NULL;
  g_autofree char *text = NULL;
  gint64           other = 999999;

  if (c->from < 0)
    g_array_insert_val (news, c->to, other);
  else if (c->to < 0)
    g_array_remove_index (news, c->from);
  else
    move (news, c->from, c->to);

  splices = bo_id_splices_find (old, news, kept);
  text = describe (splices);
  g_assert_cmpstr (text, ==, c->splices);
}

/* A list of rows without a store. */
#define TEST_TYPE_MODEL (test_model_get_type ())
G_DECLARE_FINAL_TYPE (TestModel, test_model, TEST, MODEL, BoLazyModel)

struct _TestModel
{
  BoLazyModel parent_instance;

  GArray *ids;
  GArray *old_ids;
};

G_DEFINE_FINAL_TYPE (TestModel, test_model, BO_TYPE_LAZY_MODEL)

static gpointer
new_item (BoLazyModel *model,
          gint64       id,
          guint        position,
          gboolean     outgoing)
{
  TestModel *self = TEST_MODEL (model);
  GObject   *item = g_object_new (G_TYPE_OBJECT, NULL);

  g_assert_cmpint (g_array_index (outgoing ? self->old_ids : self->ids, gint64, position), ==, id);
  g_object_set_data (item, "id", GSIZE_TO_POINTER (id));

  return item;
}

static void
test_model_finalize (GObject *object)
{
  g_clear_pointer (&TEST_MODEL (object)->ids, g_array_unref);
  g_clear_pointer (&TEST_MODEL (object)->old_ids, g_array_unref);

  G_OBJECT_CLASS (test_model_parent_class)->finalize (object);
}

static void
test_model_class_init (TestModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_model_finalize;
  BO_LAZY_MODEL_CLASS (klass)->item_type = G_TYPE_OBJECT;
  BO_LAZY_MODEL_CLASS (klass)->free_record = g_free;
  BO_LAZY_MODEL_CLASS (klass)->new_item = new_item;
}

static void
test_model_init (TestModel *self)
{
  self->ids = make_range (1, 0);
}

static void
take_ids (TestModel *self,
          GArray    *ids)
{
  g_clear_pointer (&self->old_ids, g_array_unref);
  self->old_ids = self->ids;
  self->ids = g_array_ref (ids);
  bo_lazy_model_take_ids (BO_LAZY_MODEL (self), ids);
}

static guint
first_place (const GArray *ids,
             gint64        id)
{
  guint i = 0;

  while (g_array_index (ids, gint64, i) != id)
    i++;

  return i;
}

/* Does to a list of ids what it is told, and compares. */
static void
items_changed_cb (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  gpointer    user_data)
{
  BoLazyModel *lazy = BO_LAZY_MODEL (model);
  GArray      *shadow = user_data;
  guint        found = 0;

  g_assert_cmpuint (removed + added, >, 0);
  g_assert_true (removed == 0 || added <= BO_SPLICE_MAX);

  if (removed > 0)
    g_array_remove_range (shadow, position, removed);
  for (guint i = position; i < position + added; i++)
    {
      gint64 id = bo_lazy_model_get_id_at (lazy, i);

      g_array_insert_val (shadow, i, id);
    }

  g_assert_cmpuint (shadow->len, ==, g_list_model_get_n_items (model));
  g_assert_cmpint (bo_lazy_model_get_id_at (lazy, shadow->len), ==, 0);
  for (guint i = 0; i < shadow->len; i++)
    g_assert_cmpint (g_array_index (shadow, gint64, i), ==, bo_lazy_model_get_id_at (lazy, i));

  for (guint i = 0; i < 10 && shadow->len > 0; i++)
    {
      guint  at = g_test_rand_int_range (0, shadow->len);
      gint64 id = g_array_index (shadow, gint64, at);
      g_autoptr (GObject) item = g_list_model_get_item (model, at);

      g_assert_cmpint (GPOINTER_TO_SIZE (g_object_get_data (item, "id")), ==, id);
      g_assert_true (bo_id_model_find_position (BO_ID_MODEL (model), id, &found));
      g_assert_cmpint (g_array_index (shadow, gint64, found), ==, id);

      /* Told to come before it is told to go, it is there twice for a while. */
      if (!bo_id_model_find_between (BO_ID_MODEL (model), id, at, shadow->len, &found))
        g_assert_not_reached ();
      g_assert_cmpuint (found, ==, at);
      g_assert_false (bo_id_model_find_between (BO_ID_MODEL (model), id, 0, first_place (shadow, id), &found));
    }
}

/* Another list of the same rows and some others, less or more like @ids. */
static GArray *
make_next (const GArray *ids,
           gint64       *next_id)
{
  GArray *news = g_array_copy ((GArray *) ids);
  int     n_changes = 1 << g_test_rand_int_range (0, 8);

  for (int i = 0; i < n_changes; i++)
    {
      int kind = g_test_rand_int_range (0, 3);

      if (kind == 0 && news->len > 0)
        g_array_remove_index (news, g_test_rand_int_range (0, news->len));
      else if (kind == 1)
        g_array_insert_val (news, g_test_rand_int_range (0, news->len + 1), *next_id);
      else if (news->len > 1)
        move (news, g_test_rand_int_range (0, news->len), g_test_rand_int_range (0, news->len));
      *next_id += kind == 1;
    }

  return news;
}

/* Whatever comes, what is told leads from the one list to the other, and each
 * state between is whole. */
static void
test_random (void)
{
  for (guint round = 0; round < 40; round++)
    {
      g_autoptr (TestModel) model = g_object_new (TEST_TYPE_MODEL, NULL);
      g_autoptr (GArray) shadow = make_range (1, 0);
      g_autoptr (GPtrArray) looked_at = g_ptr_array_new_with_free_func (g_object_unref);
      gint64 next_id = g_test_rand_int_range (1, 6000);

      g_signal_connect (model, "items-changed", G_CALLBACK (items_changed_cb), shadow);
      take_ids (model, make_range (1, next_id++));
      for (guint i = 0; i < 8; i++)
        {
          guint n = g_list_model_get_n_items (G_LIST_MODEL (model));
          guint first = n > 0 ? g_test_rand_int_range (0, n) : 0;

          g_ptr_array_set_size (looked_at, 0);
          for (guint at = first; at < MIN (first + 100, n); at++)
            g_ptr_array_add (looked_at, g_list_model_get_item (G_LIST_MODEL (model), at));

          take_ids (model, make_next (model->ids, &next_id));
          g_assert_cmpuint (shadow->len, ==, model->ids->len);
          g_assert_cmpmem (shadow->data, shadow->len * sizeof (gint64), model->ids->data,
                           model->ids->len * sizeof (gint64));
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (move_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/id-splices/move/%s", move_cases[i].name);
      g_test_add_data_func (path, &move_cases[i], test_move);
    }
  g_test_add_func ("/id-splices/random", test_random);

  return g_test_run ();
}

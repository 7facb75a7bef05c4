/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-head-model.h"

#include "bo-test-util.h"

/* A list of ids that can be told anew. */
#define TEST_TYPE_ROWS (test_rows_get_type ())
G_DECLARE_FINAL_TYPE (TestRows, test_rows, TEST, ROWS, GObject)

struct _TestRows
{
  GObject parent_instance;

  guint n_items; /* their ids are 1 to this */
};

static void rows_list_model_init (GListModelInterface *iface);
static void rows_id_model_init (BoIdModelInterface *iface);

/* clang-format off */
G_DEFINE_FINAL_TYPE_WITH_CODE (TestRows, test_rows, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, rows_list_model_init)
                               G_IMPLEMENT_INTERFACE (BO_TYPE_ID_MODEL, rows_id_model_init))
/* clang-format on */

static GType
rows_get_item_type (GListModel *model)
{
  return G_TYPE_OBJECT;
}

static guint
rows_get_n_items (GListModel *model)
{
  return TEST_ROWS (model)->n_items;
}

static gpointer
rows_get_item (GListModel *model,
               guint       position)
{
  return position < TEST_ROWS (model)->n_items ? g_object_new (G_TYPE_OBJECT, NULL) : NULL;
}

static void
rows_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = rows_get_item_type;
  iface->get_n_items = rows_get_n_items;
  iface->get_item = rows_get_item;
}

static gint64
rows_get_id_at (BoIdModel *model,
                guint      position)
{
  return position < TEST_ROWS (model)->n_items ? position + 1 : 0;
}

static gboolean
rows_find_between (BoIdModel *model,
                   gint64     id,
                   guint      start,
                   guint      end,
                   guint     *position)
{
  *position = (guint) id - 1;

  return *position >= start && *position < end;
}

static void
rows_id_model_init (BoIdModelInterface *iface)
{
  iface->get_id_at = rows_get_id_at;
  iface->find_between = rows_find_between;
}

static void
test_rows_class_init (TestRowsClass *klass)
{
}

static void
test_rows_init (TestRows *self)
{
}

/* What is told must add up to what there is. */
typedef struct
{
  guint n_items;
  guint position;
  guint removed;
  guint added;
  guint n_signals;
} Told;

static void
items_changed_cb (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  Told       *told)
{
  g_assert_cmpuint (position + removed, <=, told->n_items);
  told->n_items = told->n_items - removed + added;
  g_assert_cmpuint (told->n_items, ==, g_list_model_get_n_items (model));
  told->position = position;
  told->removed = removed;
  told->added = added;
  told->n_signals++;
}

typedef struct
{
  const char *name;
  guint       before; /* rows of the model */
  guint       position;
  guint       removed;
  guint       added;
  guint       n_signals; /* while it is not open */
  guint       shown;     /* rows of a head of 10 then */
} HeadCase;

static const HeadCase head_cases[] = {
  { "fills-up", 0, 0, 0, 1000, 1, 10 },
  { "fills-in-part", 0, 0, 0, 4, 1, 4 },
  { "empties", 1000, 0, 1000, 0, 1, 0 },
  { "changes-within", 1000, 3, 1, 1, 1, 10 },
  { "changes-beyond", 1000, 500, 20, 40, 0, 10 },
  { "grows-past-the-end", 4, 4, 0, 100, 1, 10 },
  { "shrinks-below", 1000, 5, 995, 0, 1, 5 },
};

static void
test_head (gconstpointer data)
{
  const HeadCase *c = data;
  g_autoptr (TestRows) rows = g_object_new (TEST_TYPE_ROWS, NULL);
  g_autoptr (BoHeadModel) head = NULL;
  guint position;
  Told  told = { 0 };

  rows->n_items = c->before;
  head = bo_head_model_new (BO_ID_MODEL (rows), 10);
  told.n_items = g_list_model_get_n_items (G_LIST_MODEL (head));
  g_signal_connect (head, "items-changed", G_CALLBACK (items_changed_cb), &told);

  rows->n_items = c->before - c->removed + c->added;
  g_list_model_items_changed (G_LIST_MODEL (rows), c->position, c->removed, c->added);
  g_assert_cmpuint (told.n_signals, ==, c->n_signals);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (head)), ==, c->shown);
  g_assert_cmpint (bo_id_model_get_id_at (BO_ID_MODEL (head), c->shown), ==, 0);
  g_assert_false (bo_id_model_find_position (BO_ID_MODEL (head), c->shown + 1, &position));

  bo_head_model_open (head);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (head)), ==, rows->n_items);
  if (rows->n_items > c->shown)
    {
      g_assert_cmpuint (told.position, ==, c->shown);
      g_assert_cmpuint (told.removed, ==, 0);
    }

  /* Open, it tells what it is told. */
  rows->n_items++;
  g_list_model_items_changed (G_LIST_MODEL (rows), 0, 0, 1);
  g_assert_cmpuint (told.position, ==, 0);
  g_assert_cmpuint (told.removed, ==, 0);
  g_assert_cmpuint (told.added, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (head_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/head-model/%s", head_cases[i].name);

      g_test_add_data_func (path, &head_cases[i], test_head);
    }

  return g_test_run ();
}

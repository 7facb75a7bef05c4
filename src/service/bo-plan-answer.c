/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-plan-answer"

#include "config.h"

#include "bo-plan-json-private.h"

static json_t *
write_day (int day)
{
  return day == BO_DAY_NONE ? json_null () : json_integer (day);
}

static json_t *
write_pegs (const BoPlanFile   *file,
            const BoAllocation *allocation,
            const BoDeal       *deal)
{
  json_t *pegs = json_array ();

  for (guint i = 0; i < deal->n_pegs; i++)
    {
      const BoPeg *peg = &g_array_index (allocation->pegs, BoPeg, deal->first_peg + i);
      json_t      *object = json_object ();

      json_object_set_new (object, "supply", json_string (g_ptr_array_index (file->supplies, peg->supply)));
      json_object_set_new (object, "day", json_integer (peg->day));
      json_object_set_new (object, "units", json_integer (peg->units));
      if (peg->overdue)
        json_object_set_new (object, "overdue", json_true ());
      json_array_append_new (pegs, object);
    }

  return pegs;
}

static json_t *
write_line (const BoPlanFile   *file,
            const BoAllocation *allocation,
            guint               i)
{
  const BoDeal    *deal = bo_allocation_get_deal (allocation, i);
  g_autofree char *why = bo_why_to_string (&deal->why, NULL);
  json_t          *line = json_object ();

  json_object_set_new (line, "id", json_string (g_ptr_array_index (file->lines, i)));
  json_object_set_new (line, "units", json_integer (deal->units));
  json_object_set_new (line, "held_back", json_integer (deal->held_back));
  json_object_set_new (line, "short", json_integer (deal->lacking));
  json_object_set_new (line, "first_day", write_day (deal->first_day));
  json_object_set_new (line, "day", write_day (deal->day));
  json_object_set_new (line, "pegs", write_pegs (file, allocation, deal));
  json_object_set_new (line, "why", json_string (why));

  return line;
}

static json_t *
write_exception (const BoPlanFile  *file,
                 const BoException *exception)
{
  json_t *object = json_object ();

  json_object_set_new (object, "line",
                       exception->demand < 0 ? json_null ()
                                             : json_string (g_ptr_array_index (file->lines, (guint) exception->demand)));
  json_object_set_new (object, "kind", json_string (bo_exception_kind_to_name (exception->kind)));
  json_object_set_new (object, "units", json_integer (exception->units));

  return object;
}

static int
compare_lines (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  const GPtrArray *lines = user_data;

  return strcmp (g_ptr_array_index (lines, *(const guint *) a), g_ptr_array_index (lines, *(const guint *) b));
}

/* The lines by id, so that the answer does not depend on the order of the question. */
static json_t *
write_lines (const BoPlanFile   *file,
             const BoAllocation *allocation)
{
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint));
  json_t *lines = json_array ();

  for (guint i = 0; i < allocation->deals->len; i++)
    g_array_append_val (order, i);
  g_array_sort_with_data (order, compare_lines, file->lines);
  for (guint i = 0; i < order->len; i++)
    json_array_append_new (lines, write_line (file, allocation, g_array_index (order, guint, i)));

  return lines;
}

/* Returns: (transfer full): who gets what, as JSON on several lines */
char *
bo_plan_file_answer (const BoPlanFile   *file,
                     const BoAllocation *allocation)
{
  json_t *root = json_object ();
  json_t *free_units = json_object ();
  json_t *exceptions = json_array ();
  char   *dumped;
  char   *text;

  for (guint i = 0; i < allocation->free->len; i++)
    json_object_set_new (free_units, g_ptr_array_index (file->skus, i), json_integer (g_array_index (allocation->free, gint64, i)));
  for (guint i = 0; i < allocation->exceptions->len; i++)
    json_array_append_new (exceptions, write_exception (file, &g_array_index (allocation->exceptions, BoException, i)));
  json_object_set_new (root, "lines", write_lines (file, allocation));
  json_object_set_new (root, "free", free_units);
  json_object_set_new (root, "exceptions", exceptions);

  dumped = json_dumps (root, JSON_INDENT (1));
  text = g_strdup (dumped);
  free (dumped);
  json_decref (root);

  return text;
}

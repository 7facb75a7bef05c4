/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-sample"

#include "config.h"

#include "bo-sample-list.h"

#include <string.h>

#include "bo-sample-filter.h"

/* Lists kept for their next pages: as many walks at once are served quickly. */
#define KEPT_LISTS 6
/* What the web server has room for in the headers of an answer. */
#define MAX_LINK 4000

typedef struct
{
  gint64 page;
  gint64 per_page;
  gint64 first; /* position */
  guint  total;
} Page;

typedef struct
{
  const BoSampleListKind *kind;
  const char             *orderby;
  int                     sign; /* -1: descending */
  guint64                 salt; /* of the order of what is equal; 0: by id */
} Sorting;

void
bo_sample_selection_free (BoSampleSelection *self)
{
  g_free (self->key);
  g_ptr_array_unref (self->records);
  g_free (self);
}

static guint32
get_id (gconstpointer record)
{
  return *(const guint32 *) record;
}

static guint64
scramble (guint64 value)
{
  value *= G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  return value ^ (value >> 29);
}

static int
compare_records (gconstpointer a,
                 gconstpointer b,
                 gpointer      user_data)
{
  const Sorting *sorting = user_data;
  gconstpointer  first = *(gconstpointer *) a;
  gconstpointer  second = *(gconstpointer *) b;
  guint64        first_id = get_id (first);
  guint64        second_id = get_id (second);
  BoSampleKey    first_key = sorting->kind->key_of (first, sorting->orderby);
  BoSampleKey    second_key = sorting->kind->key_of (second, sorting->orderby);
  int            text;

  if (first_key.number != second_key.number)
    return first_key.number < second_key.number ? -sorting->sign : sorting->sign;
  text = g_strcmp0 (first_key.text, second_key.text);
  if (text != 0)
    return text * sorting->sign;
  if (sorting->salt != 0)
    {
      first_id = scramble (first_id ^ sorting->salt);
      second_id = scramble (second_id ^ sorting->salt);
    }

  return first_id < second_id ? -sorting->sign : first_id > second_id ? sorting->sign
                                                                      : 0;
}

static void
reverse (GPtrArray *records)
{
  for (guint i = 0, j = records->len; i + 1 < j; i++)
    {
      gpointer moved = records->pdata[i];

      records->pdata[i] = records->pdata[--j];
      records->pdata[j] = moved;
    }
}

/* @records come by id, ascending. */
static void
sort (GPtrArray     *records,
      const Sorting *sorting)
{
  if (strcmp (sorting->orderby, "id") != 0)
    g_ptr_array_sort_with_data (records, compare_records, (gpointer) sorting);
  else if (sorting->sign < 0)
    reverse (records);
}

/* What was asked but for the page: the same list then has the same key. */
static char *
make_key (BoSampleCall  *call,
          const char    *name,
          guint64        parent,
          const Sorting *sorting)
{
  static const char *const apart[] = { "page", "per_page", "offset", "_fields", "consumer_key", "consumer_secret", NULL };
  const BoSampleParams    *params = call->request->params;
  GString                 *key = g_string_new (NULL);

  g_string_printf (key, "%s %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT, name, parent, sorting->salt);
  for (guint i = 0; i < params->all->len; i++)
    {
      const BoSampleParam *param = g_ptr_array_index (params->all, i);

      if (g_strv_contains (apart, param->name) || g_str_has_prefix (param->name, "oauth_"))
        continue;
      g_string_append_printf (key, "&%s", param->name);
      for (guint j = 0; j < param->values->len; j++)
        g_string_append_printf (key, "=%s", (const char *) g_ptr_array_index (param->values, j));
    }

  return g_string_free (key, FALSE);
}

static GPtrArray *
select_records (const BoSampleListKind *kind,
                const BoSampleFilter   *filter,
                const Sorting          *sorting,
                GPtrArray              *all)
{
  GPtrArray *records = g_ptr_array_new ();

  for (guint i = 0; all != NULL && i < all->len; i++)
    if (kind->match (filter, g_ptr_array_index (all, i)))
      g_ptr_array_add (records, g_ptr_array_index (all, i));
  sort (records, sorting);

  return records;
}

/* Returns: (transfer none): the list asked for, made unless it was kept */
static GPtrArray *
find_selection (BoSampleCall           *call,
                const BoSampleListKind *kind,
                const BoSampleFilter   *filter,
                const Sorting          *sorting,
                GPtrArray              *all,
                guint64                 parent)
{
  GQueue            *lists = &call->state->lists;
  g_autofree char   *key = make_key (call, kind->name, parent, sorting);
  guint64            generation = call->state->books->generation;
  guint64            stamp = bo_sample_switches_get_stamp (call->state->switches);
  BoSampleSelection *made;

  for (GList *item = lists->head; item != NULL; item = item->next)
    {
      BoSampleSelection *kept = item->data;

      if (kept->generation == generation && kept->stamp == stamp && strcmp (kept->key, key) == 0)
        return kept->records;
    }
  made = g_new0 (BoSampleSelection, 1);
  made->key = g_steal_pointer (&key);
  made->generation = generation;
  made->stamp = stamp;
  made->records = select_records (kind, filter, sorting, all);
  g_queue_push_head (lists, made);
  if (lists->length > KEPT_LISTS)
    bo_sample_selection_free (g_queue_pop_tail (lists));

  return made->records;
}

static void
append_pair (GString    *query,
             const char *name,
             const char *value)
{
  g_autofree char *escaped_name = g_uri_escape_string (name, NULL, FALSE);
  g_autofree char *escaped = g_uri_escape_string (value, " ", FALSE);

  g_strdelimit (escaped, " ", '+');
  g_string_append_printf (query, "%s%s=%s", query->len > 0 ? "&" : "", escaped_name, escaped);
}

static void
append_list (GString    *query,
             const char *name,
             GStrv       values)
{
  for (guint i = 0; values != NULL && values[i] != NULL; i++)
    {
      g_autofree char *indexed = g_strdup_printf ("%s[%u]", name, i);

      append_pair (query, indexed, values[i]);
    }
}

/* The query of another page: as it was asked, but lists spelled out one by one
 * and what is true as 1, for so WordPress keeps them. */
static char *
make_query (BoSampleCall *call,
            gint64        page,
            gboolean      is_orders,
            gboolean      is_empty)
{
  static const char *const lists[] = { "include", "exclude", "status", NULL };
  const BoSampleParams    *params = call->request->params;
  GString                 *query = g_string_new (NULL);
  g_autofree char         *number = g_strdup_printf ("%" G_GINT64_FORMAT, page);

  for (guint i = 0; i < params->all->len; i++)
    {
      const BoSampleParam *param = g_ptr_array_index (params->all, i);
      g_auto (GStrv) values = NULL;

      if (is_orders && strcmp (param->name, "status") == 0)
        continue;
      if (strcmp (param->name, "page") == 0)
        append_pair (query, "page", number);
      else if (param->is_list || (g_strv_contains (lists, param->name) && (is_orders || strcmp (param->name, "status") != 0)))
        append_list (query, param->name, values = bo_sample_params_dup_list (params, param->name));
      else if (strcmp (param->name, "dates_are_gmt") == 0)
        append_pair (query, param->name, bo_sample_call_get_boolean (call, param->name) ? "1" : "0");
      else
        append_pair (query, param->name, g_ptr_array_index (param->values, 0));
    }
  if (is_orders)
    {
      g_auto (GStrv) statuses = bo_sample_params_dup_list (params, "status");

      append_list (query, "status", statuses != NULL && statuses[0] != NULL ? statuses : (char *[]){ (char *) "any", NULL });
      if (!is_empty)
        g_string_append (query, "&dp=2&context=view");
    }
  if (bo_sample_params_find (params, "page") == NULL)
    append_pair (query, "page", number);

  return g_string_free (query, FALSE);
}

/* "next" and "prev", as far as there are any. */
static void
set_link (BoSampleCall           *call,
          const BoSampleListKind *kind,
          const Page             *page,
          gint64                  pages,
          gboolean                is_empty)
{
  g_autoptr (GString) link = g_string_new (NULL);
  g_autofree char *path = g_strconcat (call->state->home, call->request->path, NULL);

  if (page->page > 1)
    {
      g_autofree char *query = make_query (call, MIN (page->page - 1, pages), kind->is_orders, is_empty);

      g_string_append_printf (link, "<%s?%s>; rel=\"prev\"", path, query);
    }
  if (page->page < pages)
    {
      g_autofree char *query = make_query (call, page->page + 1, kind->is_orders, is_empty);

      g_string_append_printf (link, "%s<%s?%s>; rel=\"next\"", link->len > 0 ? ", " : "", path, query);
    }
  if (link->len > 0)
    bo_sample_reply_set_header (call->reply, "Link", "%s", link->str);
  if (link->len > MAX_LINK)
    bo_sample_reply_set_text (call->reply, 502, BO_SAMPLE_HTML_TYPE, BO_SAMPLE_NGINX_PAGE ("502 Bad Gateway"));
}

/* Orders kept in tables of their own forget how many there are once a page is empty. */
static void
set_totals (BoSampleCall           *call,
            const BoSampleListKind *kind,
            const Page             *page)
{
  gboolean is_empty = page->first >= page->total;
  gint64   total = page->total;
  gint64   pages;

  if (kind->is_orders && is_empty && !bo_sample_state_is (call->state, BO_SAMPLE_POSTS_STORAGE))
    total = 0;
  pages = (total + page->per_page - 1) / page->per_page;
  bo_sample_reply_set_header (call->reply, "X-WP-Total", "%" G_GINT64_FORMAT, total);
  bo_sample_reply_set_header (call->reply, "X-WP-TotalPages", "%" G_GINT64_FORMAT, pages);
  set_link (call, kind, page, pages, is_empty);
}

static void
read_page (BoSampleCall *call,
           Page         *page)
{
  gint64 offset;

  page->page = bo_sample_call_get_integer (call, "page", 1, 1, G_MAXINT64);
  page->per_page = bo_sample_call_get_integer (call, "per_page", 10, 1, 100);
  offset = bo_sample_call_get_integer (call, "offset", -1, 0, G_MAXINT64);
  page->first = offset >= 0 ? offset : MIN (page->page - 1, G_MAXINT32) * page->per_page;
}

static void
read_sorting (BoSampleCall           *call,
              const BoSampleListKind *kind,
              const Page             *page,
              Sorting                *sorting)
{
  static const char *const orders[] = { "asc", "desc", NULL };

  sorting->kind = kind;
  sorting->sign = strcmp (bo_sample_call_get_choice (call, "order", kind->order, orders), "asc") == 0 ? 1 : -1;
  sorting->orderby = bo_sample_call_get_choice (call, "orderby", kind->orderby, kind->orderings);
  if (bo_sample_state_is (call->state, BO_SAMPLE_UNSTABLE_ORDER) &&
      (strcmp (sorting->orderby, "date") == 0 || strcmp (sorting->orderby, "modified") == 0))
    sorting->salt = scramble ((guint64) (page->first + page->per_page)) | 1;
}

/**
 * bo_sample_list_answer:
 * @call: a call
 * @kind: of list
 * @records: (nullable): all there are, by id; they begin with it
 * @parent: whose list it is, or 0
 *
 * Answers with the page that was asked for.
 */
void
bo_sample_list_answer (BoSampleCall           *call,
                       const BoSampleListKind *kind,
                       GPtrArray              *records,
                       guint64                 parent)
{
  Page    page;
  Sorting sorting = { 0 };
  g_autoptr (BoSampleFilter) filter = NULL;
  GPtrArray *selected;
  json_t    *json;

  read_page (call, &page);
  read_sorting (call, kind, &page, &sorting);
  filter = bo_sample_filter_new (call, kind);
  if (bo_sample_call_refuse (call))
    return;

  selected = find_selection (call, kind, filter, &sorting, records, parent);
  page.total = selected->len;
  call->is_list = TRUE;
  json = json_array ();
  for (gint64 i = page.first; i < selected->len && i < page.first + page.per_page; i++)
    json_array_append_new (json, kind->write (call, g_ptr_array_index (selected, i)));
  bo_sample_reply_take_json (call->reply, 200, json);
  set_totals (call, kind, &page);
}

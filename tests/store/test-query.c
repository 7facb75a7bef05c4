/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Lists against a slow and obvious reference over random data. */

#include "bo-line-query.h"

#include <string.h>

#include "bo-allocation.h"
#include "bo-search.h"
#include "bo-store-test.h"

#define N_LINES 220
#define N_CUSTOMERS 9
#define N_PRODUCTS 7
#define N_ORDERS 40
#define N_QUERIES 400

static const char *const customer_names[] = { "Ada Lopes", "Björn Okafor", "Zoë O'Neill", "ada finch", "Brightside \"Co\"",
                                              "M. Weber", "Éva Novák", "李 雷", "" };
static const char *const customer_phones[] = { "0171-555 12", "+49 30 1234", "", "555-0000", "", "", "(0171) 999", "", "" };
static const char *const product_names[] = { "Red Lamp", "Blue lamp 60W", "Nova Console", "Vase", "Kettle", "Clock, wall", "Ångström" };
static const char *const product_skus[] = { "LAMP-1", "LAMP-2", "NC 01", "V-9", "K", "85123A", "ÅNG" };
static const char *const searches[] = { "ada", "ADA lop", "zoe", "o'neill", "lamp", "lamp-1", "nova w-1", "w-1", "W-12",
                                        "0171555", "0171-555", "555", "brightside \"co", "\"", "*", "AND", "(", "eva",
                                        "ang", "李", "851", "nothing", "lamp ada", "a", "60w blue", "co:x", "-" };

typedef struct
{
  BoLineRecord line; /* text members are borrowed */
  int          order;
  const char  *phone;
} Model;

typedef struct
{
  Model lines[N_LINES];
  int   keys[N_PRODUCTS]; /* -1: the shop's */
  BoKey shop_key;
} Shop;

static void
append_names (GString *sql)
{
  for (int i = 0; i < N_CUSTOMERS; i++)
    {
      g_autofree char *key = g_utf8_casefold (customer_names[i], -1);
      g_auto (GStrv) name = g_strsplit (customer_names[i], "'", -1);
      g_autofree char *quoted = g_strjoinv ("''", name);
      g_auto (GStrv) folded = g_strsplit (key, "'", -1);
      g_autofree char *quoted_key = g_strjoinv ("''", folded);
      g_autoptr (GString) digits = g_string_new (NULL);

      for (const char *p = customer_phones[i]; *p != '\0'; p++)
        {
          if (g_ascii_isdigit (*p))
            g_string_append_c (digits, *p);
        }
      g_string_append_printf (sql,
                              "INSERT INTO customer (id, name, name_key, phone, phone_key, anonymous)"
                              " VALUES (%d, '%s', '%s', nullif ('%s', ''), nullif ('%s', ''), %d);",
                              i + 1, quoted, quoted_key, customer_phones[i], digits->str, customer_names[i][0] == '\0');
    }
  for (int i = 0; i < N_ORDERS; i++)
    g_string_append_printf (sql,
                            "INSERT INTO sales_order (id, number, customer_id, channel, created) VALUES (%d, 'W-%d', %d, 'web', 1);",
                            i + 1, i + 1, 1 + i % N_CUSTOMERS);
}

static void
append_products (GString *sql,
                 Shop    *shop)
{
  for (int i = 0; i < N_PRODUCTS; i++)
    {
      g_autofree char *name_key = g_utf8_casefold (product_names[i], -1);
      g_autofree char *sku_key = g_utf8_casefold (product_skus[i], -1);

      shop->keys[i] = g_test_rand_int_range (-1, 3);
      g_string_append_printf (sql,
                              "INSERT INTO product (id, sku, sku_key, name, name_key, queue_key)"
                              " VALUES (%d, '%s', '%s', '%s', '%s', nullif (%d, -1));"
                              "INSERT INTO stock_move (product_id, kind, units, at) VALUES (%d, 'count', 100000, 1);",
                              i + 1, product_skus[i], sku_key, product_names[i], name_key, shop->keys[i], i + 1);
    }
}

static void
make_line (Model *model,
           int    i)
{
  int           order = g_test_rand_int_range (0, N_ORDERS);
  int           product = g_test_rand_int_range (0, N_PRODUCTS);
  BoLineRecord *line = &model->line;

  model->order = order + 1;
  model->phone = customer_phones[order % N_CUSTOMERS];
  line->id = i + 1;
  line->order_id = order + 1;
  line->product_id = product + 1;
  line->customer_id = 1 + order % N_CUSTOMERS;
  line->customer = (char *) customer_names[order % N_CUSTOMERS];
  line->product = (char *) product_names[product];
  line->sku = (char *) product_skus[product];
  line->ordered = g_test_rand_int_range (1, 9);
  line->open = g_test_rand_int_range (0, 4) == 0 ? 0 : g_test_rand_int_range (1, (int) line->ordered + 1);
  line->cancelled = line->ordered - line->open;
  line->allocated = line->open > 0 && g_test_rand_bit () ? g_test_rand_int_range (1, (int) line->open + 1) : 0;
  line->held = line->allocated > 0 && g_test_rand_bit () ? line->allocated : 0;
  line->price = g_test_rand_int_range (0, 500);
  line->currency = (char *) (g_test_rand_int_range (0, 5) == 0 ? "JPY" : "EUR");
  line->priority_class = g_test_rand_int_range (1, 4);
  line->queued = g_test_rand_int_range (1, 60);
  line->need = g_test_rand_bit () ? g_test_rand_int_range (1, 20) : BO_DAY_NONE;
  line->paused = g_test_rand_int_range (0, 6) == 0;
}

static void
append_lines (GString *sql,
              Shop    *shop)
{
  for (int i = 0; i < N_LINES; i++)
    {
      BoLineRecord *line = &shop->lines[i].line;

      make_line (&shop->lines[i], i);
      g_string_append_printf (sql,
                              "INSERT INTO line (id, order_id, product_id, customer_id, ordered, cancelled, open, allocated, price,"
                              " currency, class, queued, need, paused)"
                              " VALUES (%d, %d, %d, %d, %d, %d, %d, %d, %d, '%s', %d, %d, nullif (%d, %d), %d);",
                              (int) line->id, (int) line->order_id, (int) line->product_id, (int) line->customer_id,
                              (int) line->ordered, (int) line->cancelled, (int) line->open, (int) line->allocated,
                              (int) line->price, line->currency, line->priority_class, (int) line->queued, line->need,
                              BO_DAY_NONE, line->paused);
      if (line->allocated > 0)
        g_string_append_printf (sql, "INSERT INTO allocation (line_id, units, held) VALUES (%d, %d, %d);",
                                (int) line->id, (int) line->allocated, (int) line->held);
    }
}

/* The words of a text, without accents and capitals, as the index has them. */
static char **
split_words (const char *text)
{
  g_autofree char *plain = g_utf8_normalize (text, -1, G_NORMALIZE_NFD);
  g_autofree char *folded = g_utf8_casefold (plain, -1);
  g_autoptr (GString) words = g_string_new (NULL);

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c))
        g_string_append_unichar (words, c);
      else if (!g_unichar_ismark (c))
        g_string_append_c (words, ' ');
    }

  return g_strsplit (words->str, " ", -1);
}

/* Whether @word, of several parts perhaps, begins somewhere in @text. */
static gboolean
text_has (const char *text,
          const char *word)
{
  g_auto (GStrv) texts = split_words (text);
  g_auto (GStrv) words = split_words (word);
  g_autoptr (GString) haystack = g_string_new (" ");
  g_autoptr (GString) needle = g_string_new (" ");

  for (guint i = 0; texts[i] != NULL; i++)
    {
      if (*texts[i] != '\0')
        g_string_append_printf (haystack, "%s ", texts[i]);
    }
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] != '\0')
        g_string_append_printf (needle, "%s%s", needle->len > 1 ? " " : "", words[i]);
    }

  return strstr (haystack->str, needle->str) != NULL;
}

static gboolean
phone_has (const char *phone,
           const char *word)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  g_autoptr (GString) wanted = g_string_new (NULL);

  for (; *phone != '\0'; phone++)
    {
      if (g_ascii_isdigit (*phone))
        g_string_append_c (digits, *phone);
    }
  for (; *word != '\0'; word++)
    {
      if (g_ascii_isdigit (*word))
        g_string_append_c (wanted, *word);
      else if (strchr ("+-/().", *word) == NULL)
        return FALSE;
    }

  return wanted->len > 0 && g_str_has_prefix (digits->str, wanted->str);
}

static gboolean
matches_search (const Model *model,
                const char  *search)
{
  g_auto (GStrv) words = g_strsplit (search, " ", -1);
  g_autofree char *number = g_strdup_printf ("W-%d", model->order);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_auto (GStrv) parts = split_words (words[i]);
      g_autofree char *joined = g_strjoinv ("", parts);

      if (*joined == '\0')
        continue;
      if (!text_has (model->line.customer, words[i]) && !text_has (model->phone, words[i]) &&
          !phone_has (model->phone, words[i]) && !text_has (model->line.product, words[i]) &&
          !text_has (model->line.sku, words[i]) && !text_has (number, words[i]))
        return FALSE;
    }

  return TRUE;
}

static gboolean
matches_state (const BoLineRecord *line,
               BoLineState         state)
{
  switch (state)
    {
    case BO_LINE_STATE_WAITING:
      return line->open > 0;
    case BO_LINE_STATE_SHORT:
      return line->open > line->allocated;
    case BO_LINE_STATE_READY:
      return line->allocated > line->held;
    case BO_LINE_STATE_HELD:
      return line->held > 0;
    case BO_LINE_STATE_PAUSED:
      return line->open > 0 && line->paused;
    case BO_LINE_STATE_CLOSED:
      return line->open == 0;
    case BO_LINE_STATE_ALL:
    default:
      return TRUE;
    }
}

static gboolean
matches (const Model       *model,
         const BoLineQuery *query)
{
  const BoLineRecord *line = &model->line;

  return matches_state (line, query->state) && (query->product_id == 0 || line->product_id == query->product_id) &&
         (query->customer_id == 0 || line->customer_id == query->customer_id) &&
         (query->order_id == 0 || line->order_id == query->order_id) &&
         (query->priority_class == 0 || line->priority_class == query->priority_class) &&
         (!query->has_need || line->need != BO_DAY_NONE) &&
         (query->search == NULL || matches_search (model, query->search));
}

static int
compare_numbers (gint64 a,
                 gint64 b)
{
  return (a > b) - (a < b);
}

static int
compare_folded (const char *a,
                const char *b)
{
  g_autofree char *x = g_utf8_casefold (a, -1);
  g_autofree char *y = g_utf8_casefold (b, -1);

  return strcmp (x, y);
}

static int
compare_places (const Model *a,
                const Model *b,
                const Shop  *shop)
{
  int key = shop->keys[a->line.product_id - 1] < 0 ? (int) shop->shop_key : shop->keys[a->line.product_id - 1];
  int order = 0;

  if (key == BO_KEY_NEED)
    order = compare_numbers (a->line.need, b->line.need);
  if (order == 0 && key != BO_KEY_FIFO)
    order = compare_numbers (a->line.priority_class, b->line.priority_class);
  if (order == 0)
    order = compare_numbers (a->line.queued, b->line.queued);

  return order != 0 ? order : compare_numbers (a->line.id, b->line.id);
}

typedef struct
{
  const Shop        *shop;
  const BoLineQuery *query;
} Order;

static int
compare_by_sort (const Model *a,
                 const Model *b,
                 const Order *o)
{
  int order = 0;

  switch (o->query->sort)
    {
    case BO_LINE_SORT_PLACE:
      order = compare_folded (a->line.product, b->line.product);
      return order != 0 ? order : compare_places (a, b, o->shop);
    case BO_LINE_SORT_CUSTOMER:
      order = compare_folded (a->line.customer, b->line.customer);
      break;
    case BO_LINE_SORT_PRODUCT:
      order = compare_folded (a->line.product, b->line.product);
      break;
    case BO_LINE_SORT_ORDER:
      {
        g_autofree char *x = g_strdup_printf ("W-%d", a->order);
        g_autofree char *y = g_strdup_printf ("W-%d", b->order);

        order = strcmp (x, y);
        return order != 0 ? order : compare_numbers (a->line.id, b->line.id);
      }
    case BO_LINE_SORT_OPEN:
      order = compare_numbers (a->line.open, b->line.open);
      break;
    case BO_LINE_SORT_VALUE:
      order = strcmp (a->line.currency, b->line.currency);
      if (order == 0)
        order = compare_numbers (a->line.open * a->line.price, b->line.open * b->line.price);
      break;
    case BO_LINE_SORT_NEED:
      order = compare_numbers (a->line.need, b->line.need);
      break;
    case BO_LINE_SORT_QUEUED:
    default:
      break;
    }

  if (order == 0)
    order = compare_numbers (a->line.queued, b->line.queued);

  return order != 0 ? order : compare_numbers (a->line.id, b->line.id);
}

static int
compare_models (gconstpointer a,
                gconstpointer b,
                gpointer      user_data)
{
  const Order *o = user_data;
  const Model *x = *(const Model *const *) a;
  const Model *y = *(const Model *const *) b;

  /* Whoever needs it on no day comes last either way. */
  if (o->query->sort == BO_LINE_SORT_NEED && (x->line.need == BO_DAY_NONE) != (y->line.need == BO_DAY_NONE))
    return x->line.need == BO_DAY_NONE ? 1 : -1;

  return compare_by_sort (x, y, o) * (o->query->descending ? -1 : 1);
}

typedef struct
{
  const Shop        *shop;
  const BoLineQuery *query;
  GArray            *ids;
  GPtrArray         *records;
  GPtrArray         *totals;
} Run;

static gboolean
run_query (BoTxn   *txn,
           gpointer data,
           GError **error)
{
  Run *run = data;

  run->ids = bo_line_query_run (txn, run->query, run->shop->shop_key, error);
  if (run->ids == NULL)
    return FALSE;
  run->records = bo_line_query_load (txn, run->ids, run->shop->shop_key, error);
  if (run->records == NULL)
    return FALSE;
  run->totals = bo_line_query_total (txn, run->query, error);

  return run->totals != NULL;
}

static void
check_record (const Shop         *shop,
              const BoLineRecord *record)
{
  const Model *model = &shop->lines[record->id - 1];
  gint64       place = 1, count = 0, units = 0;

  for (int i = 0; i < N_LINES; i++)
    {
      const Model *other = &shop->lines[i];

      if (other->line.product_id != model->line.product_id || other->line.open == 0)
        continue;
      count++;
      if (compare_places (other, model, shop) < 0)
        {
          place++;
          units += other->line.open;
        }
    }

  g_assert_cmpint (record->place, ==, record->open > 0 ? place : 0);
  g_assert_cmpint (record->place_count, ==, record->open > 0 ? count : 0);
  g_assert_cmpint (record->units_ahead, ==, record->open > 0 ? units : 0);
  g_assert_cmpint (record->open, ==, model->line.open);
  g_assert_cmpint (record->held, ==, model->line.held);
  g_assert_cmpint (record->need, ==, model->line.need);
  g_assert_cmpstr (record->customer, ==, model->line.customer);
  g_assert_cmpstr (record->sku, ==, model->line.sku);
}

static void
check_totals (const GPtrArray *expected,
              const GPtrArray *totals)
{
  static const char *const currencies[] = { "EUR", "JPY" };
  guint                    n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (currencies); i++)
    {
      BoTotal sum = { 0 };

      for (guint j = 0; j < expected->len; j++)
        {
          const Model *model = g_ptr_array_index (expected, j);

          if (!g_str_equal (model->line.currency, currencies[i]))
            continue;
          sum.lines++;
          sum.units += model->line.open;
          sum.value += model->line.open * model->line.price;
        }
      if (sum.lines > 0)
        {
          const BoTotal *total = g_ptr_array_index (totals, n++);

          g_assert_cmpstr (total->currency, ==, currencies[i]);
          g_assert_cmpint (total->lines, ==, sum.lines);
          g_assert_cmpint (total->units, ==, sum.units);
          g_assert_cmpint (total->value, ==, sum.value);
        }
    }
  g_assert_cmpuint (totals->len, ==, n);
}

static void
check_query (StoreFixture      *fixture,
             Shop              *shop,
             const BoLineQuery *query)
{
  Run   run = { .shop = shop, .query = query };
  Order order = { shop, query };
  g_autoptr (GPtrArray) expected = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < N_LINES; i++)
    {
      if (matches (&shop->lines[i], query))
        g_ptr_array_add (expected, &shop->lines[i]);
    }
  g_ptr_array_sort_with_data (expected, compare_models, &order);

  store_read (fixture->store, run_query, &run, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (run.ids->len, ==, expected->len);
  g_assert_cmpuint (run.records->len, ==, expected->len);
  for (guint i = 0; i < expected->len; i++)
    {
      const Model        *model = g_ptr_array_index (expected, i);
      const BoLineRecord *record = g_ptr_array_index (run.records, i);

      g_assert_cmpint (g_array_index (run.ids, gint64, i), ==, model->line.id);
      g_assert_cmpint (record->id, ==, model->line.id);
      check_record (shop, record);
    }
  check_totals (expected, run.totals);

  g_array_unref (run.ids);
  g_ptr_array_unref (run.records);
  g_ptr_array_unref (run.totals);
}

static void
fill_query (BoLineQuery *query,
            int          round)
{
  query->state = (BoLineState) g_test_rand_int_range (0, BO_LINE_STATE_ALL + 1);
  query->sort = (BoLineSort) (round % (BO_LINE_SORT_NEED + 1));
  query->descending = g_test_rand_bit ();
  if (g_test_rand_int_range (0, 4) == 0)
    query->product_id = g_test_rand_int_range (1, N_PRODUCTS + 1);
  if (g_test_rand_int_range (0, 6) == 0)
    query->customer_id = g_test_rand_int_range (1, N_CUSTOMERS + 1);
  if (g_test_rand_int_range (0, 8) == 0)
    query->order_id = g_test_rand_int_range (1, N_ORDERS + 1);
  if (g_test_rand_int_range (0, 4) == 0)
    query->priority_class = g_test_rand_int_range (1, 4);
  query->has_need = g_test_rand_int_range (0, 5) == 0;
  if (g_test_rand_bit ())
    query->search = g_strdup (searches[g_test_rand_int_range (0, G_N_ELEMENTS (searches))]);
}

static void
test_lines (StoreFixture *fixture,
            gconstpointer user_data)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autofree Shop *shop = g_new0 (Shop, 1);
  g_autoptr (BoLineQuery) plain = bo_line_query_new ();

  append_names (sql);
  append_products (sql, shop);
  append_lines (sql, shop);
  store_event (fixture->store, sql->str);

  check_query (fixture, shop, plain);
  for (gsize i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      g_autoptr (BoLineQuery) query = bo_line_query_new ();

      g_test_message ("search %s", searches[i]);
      query->search = g_strdup (searches[i]);
      check_query (fixture, shop, query);
    }
  for (int i = 0; i < N_QUERIES; i++)
    {
      g_autoptr (BoLineQuery) query = bo_line_query_new ();

      if (i == N_QUERIES / 2)
        {
          /* From here on all products follow the shop. */
          store_event (fixture->store, "UPDATE product SET queue_key = NULL");
          for (int j = 0; j < N_PRODUCTS; j++)
            shop->keys[j] = -1;
        }
      shop->shop_key = (BoKey) g_test_rand_int_range (0, 3);
      fill_query (query, i);
      g_test_message ("sort %d %d state %d product %d customer %d order %d class %d need %d search %s", query->sort,
                      query->descending, query->state, (int) query->product_id, (int) query->customer_id,
                      (int) query->order_id, query->priority_class, query->has_need, query->search);
      check_query (fixture, shop, query);
    }
}

typedef struct
{
  BoProductQuery *query;
  const char     *search;
  GArray         *ids;
  GPtrArray      *records;
} Find;

static gboolean
find_products (BoTxn   *txn,
               gpointer data,
               GError **error)
{
  Find *find = data;

  find->ids = bo_product_query_run (txn, find->query, error);
  if (find->ids == NULL)
    return FALSE;
  find->records = bo_product_query_load (txn, find->ids, error);

  return find->records != NULL;
}

#define PRODUCTS                                                                                                             \
  "INSERT INTO product (id, sku, sku_key, name, name_key, barcode) VALUES (3, 'C', 'c', 'Clock', 'clock', '4006381333931');" \
  "INSERT INTO stock_move (product_id, kind, units, at) VALUES (1, 'count', 5, 1), (2, 'count', 2, 1);"                      \
  "INSERT INTO line (id, order_id, product_id, customer_id, ordered, open, allocated, price, currency, class, queued)"       \
  " VALUES (1, 1, 1, 1, 5, 5, 4, 1, 'EUR', 2, 300), (2, 1, 1, 1, 1, 1, 0, 1, 'EUR', 1, 200), (3, 1, 2, 1, 9, 9, 0, 1, 'EUR', 2, 250)"

static void
test_products (StoreFixture *fixture,
               gconstpointer user_data)
{
  static const struct
  {
    BoProductSort sort;
    gboolean      descending;
    gboolean      waiting;
    const char   *search;
    const char   *ids;
  } cases[] = {
    { BO_PRODUCT_SORT_NAME, FALSE, FALSE, NULL, "3 1 2" }, /* Clock, Lamp, Vase */
    { BO_PRODUCT_SORT_NAME, TRUE, FALSE, NULL, "2 1 3" },
    { BO_PRODUCT_SORT_SKU, FALSE, FALSE, NULL, "1 2 3" },
    { BO_PRODUCT_SORT_OPEN_UNITS, TRUE, FALSE, NULL, "2 1 3" },
    { BO_PRODUCT_SORT_OPEN_LINES, TRUE, FALSE, NULL, "1 2 3" },
    { BO_PRODUCT_SORT_ON_HAND, FALSE, FALSE, NULL, "3 2 1" },
    { BO_PRODUCT_SORT_FREE, TRUE, FALSE, NULL, "2 1 3" },
    { BO_PRODUCT_SORT_OLDEST, FALSE, FALSE, NULL, "1 2 3" },
    { BO_PRODUCT_SORT_OLDEST, TRUE, FALSE, NULL, "2 1 3" },
    { BO_PRODUCT_SORT_NAME, FALSE, TRUE, NULL, "1 2" },
    { BO_PRODUCT_SORT_NAME, FALSE, FALSE, "LA", "1" },
    { BO_PRODUCT_SORT_NAME, FALSE, FALSE, "40063", "3" },
    { BO_PRODUCT_SORT_NAME, FALSE, FALSE, "b va", "2" },
    { BO_PRODUCT_SORT_NAME, FALSE, FALSE, "b lamp", "" },
    { BO_PRODUCT_SORT_NAME, FALSE, FALSE, " & ", "3 1 2" },
  };

  store_event (fixture->store, STORE_SHOP PRODUCTS);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BoProductQuery) query = bo_product_query_new ();
      g_autoptr (GString) ids = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      Find find = { .query = query };

      query->sort = cases[i].sort;
      query->descending = cases[i].descending;
      query->waiting = cases[i].waiting;
      query->search = g_strdup (cases[i].search);
      store_read (fixture->store, find_products, &find, &error);
      g_assert_no_error (error);
      for (guint j = 0; j < find.ids->len; j++)
        {
          const BoProductRecord *record = g_ptr_array_index (find.records, j);

          g_assert_cmpint (record->id, ==, g_array_index (find.ids, gint64, j));
          g_string_append_printf (ids, "%s%d", j > 0 ? " " : "", (int) record->id);
          if (record->id == 1)
            {
              g_assert_cmpint (record->oldest_queued, ==, 200);
              g_assert_cmpint (record->on_hand, ==, 5);
              g_assert_cmpint (record->allocated, ==, 4);
              g_assert_cmpint (record->open_lines, ==, 2);
              g_assert_cmpint (record->open_units, ==, 6);
              g_assert_cmpint (record->price, ==, -1);
            }
        }
      g_test_message ("case %d", (int) i);
      g_assert_cmpstr (ids->str, ==, cases[i].ids);
      g_array_unref (find.ids);
      g_ptr_array_unref (find.records);
    }
}

static gboolean
find_customers (BoTxn   *txn,
                gpointer data,
                GError **error)
{
  Find *find = data;

  find->records = bo_customer_query_find (txn, find->search, 2, error);
  return find->records != NULL;
}

static void
test_customers (StoreFixture *fixture,
                gconstpointer user_data)
{
  static const struct
  {
    const char *search;
    const char *names;
  } cases[] = {
    { NULL, "Ada,Bob" },
    { "", "Ada,Bob" },
    { "b", "Bob" },
    { "eve", "Eve" },
    { "e@x", "Eve" },
    { "0171/55", "Eve" },
    { "zz", "" },
    { "ada bob", "" },
  };

  store_event (fixture->store, STORE_SHOP PRODUCTS);
  store_event (fixture->store,
               "INSERT INTO customer (name, name_key, email, phone, phone_key) VALUES ('Eve', 'eve', 'e@x.org', '0171 555', '0171555');"
               "INSERT INTO customer (name, name_key, anonymous) VALUES ('', '', 1)");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) names = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      Find find = { .search = cases[i].search };

      store_read (fixture->store, find_customers, &find, &error);
      g_assert_no_error (error);
      for (guint j = 0; j < find.records->len; j++)
        {
          const BoCustomerRecord *record = g_ptr_array_index (find.records, j);

          g_string_append_printf (names, "%s%s", j > 0 ? "," : "", record->name);
          g_assert_cmpint (record->open_units, ==, record->id == 1 ? 15 : 0);
        }
      g_assert_cmpstr (names->str, ==, cases[i].names);
      g_ptr_array_unref (find.records);
    }
}

int
main (int   argc,
      char *argv[])
{
#define ADD(name, func) g_test_add (name, StoreFixture, NULL, store_fixture_set_up, func, store_fixture_tear_down)

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("/query/lines", test_lines);
  ADD ("/query/products", test_products);
  ADD ("/query/customers", test_customers);

  return g_test_run ();
}

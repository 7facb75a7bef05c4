/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-plan-json"

#include "config.h"

#include "bo-plan-json-private.h"

/* Days and seconds beyond these are a mistake. */
#define DAY_MAX 1000000
#define SECONDS_MAX (G_GINT64_CONSTANT (86400) * DAY_MAX)

static const char *const plan_keys[] = { "policy", "supply", "lines", NULL };
static const char *const supply_keys[] = { "id", "sku", "kind", "day", "units", "reserved_for", NULL };
static const char *const line_keys[] = {
  "id",
  "order",
  "sku",
  "open",
  "before",
  "locked",
  "class",
  "queued",
  "need",
  "weight",
  "campaign",
  "ship",
  "strategy",
  "tranches",
  NULL,
};
static const char *const tranche_keys[] = { "units", "queued", NULL };

void
bo_plan_file_free (BoPlanFile *file)
{
  g_clear_pointer (&file->plan, bo_plan_free);
  g_clear_pointer (&file->policy, bo_policy_free);
  g_clear_pointer (&file->skus, g_ptr_array_unref);
  g_clear_pointer (&file->supplies, g_ptr_array_unref);
  g_clear_pointer (&file->lines, g_ptr_array_unref);
  g_clear_pointer (&file->numbers, g_hash_table_unref);
  g_free (file);
}

/* The number of @name among those of its kind, from 1. */
static guint
number_of (BoPlanFile *file,
           const char *kind,
           const char *name)
{
  g_autofree char *key = g_strconcat (kind, ":", name, NULL);
  guint            number = GPOINTER_TO_UINT (g_hash_table_lookup (file->numbers, key));

  if (number == 0)
    {
      number = g_hash_table_size (file->numbers) + 1;
      g_hash_table_insert (file->numbers, g_steal_pointer (&key), GUINT_TO_POINTER (number));
    }

  return number;
}

static guint
product_of (BoPlanFile *file,
            const char *sku)
{
  g_autofree char *key = g_strconcat ("sku:", sku, NULL);
  guint            product = GPOINTER_TO_UINT (g_hash_table_lookup (file->numbers, key));

  if (product == 0)
    {
      g_ptr_array_add (file->skus, g_strdup (sku));
      product = file->skus->len;
      g_hash_table_insert (file->numbers, g_steal_pointer (&key), GUINT_TO_POINTER (product));
    }

  return product - 1;
}

static gboolean
read_policy (BoPlanFile *file,
             json_t     *root,
             GError    **error)
{
  json_t *object = json_object_get (root, "policy");
  gint64  today = 0;

  if (object == NULL)
    {
      file->policy = bo_policy_new ();
    }
  else
    {
      file->policy = bo_policy_read (object, "policy", error);
      if (file->policy == NULL || !bo_json_read_int (object, "policy", "today", 0, DAY_MAX, &today, NULL, error))
        return FALSE;
    }
  if (file->policy->reserve_name != NULL)
    file->policy->reserve_campaign = number_of (file, "campaign", file->policy->reserve_name);
  file->plan = bo_plan_new (file->policy, (int) today, 0);

  return TRUE;
}

static gboolean
read_campaign (BoPlanFile *file,
               json_t     *object,
               const char *path,
               const char *key,
               gint64     *campaign,
               GError    **error)
{
  const char *name = NULL;

  if (!bo_json_read_string (object, path, key, FALSE, &name, error))
    return FALSE;
  if (name != NULL)
    *campaign = number_of (file, "campaign", name);

  return TRUE;
}

static gboolean
read_supply_kind (json_t     *item,
                  const char *path,
                  BoSupply   *supply,
                  GError    **error)
{
  const char *kind = NULL;
  gint64      day = 0;
  gboolean    has_day;

  if (!bo_json_read_string (item, path, "kind", TRUE, &kind, error) ||
      !bo_json_read_int (item, path, "day", 0, DAY_MAX, &day, &has_day, error))
    return FALSE;
  if (g_str_equal (kind, "receipt"))
    supply->kind = BO_SUPPLY_RECEIPT;
  else if (!g_str_equal (kind, "on-hand"))
    return bo_json_fail (error, path, "kind", "“%s” is not on-hand or receipt", kind);
  if (has_day != (supply->kind == BO_SUPPLY_RECEIPT))
    return bo_json_fail (error, path, "day", has_day ? "what is on hand has none" : "a receipt needs one");
  supply->day = (int) day;

  return TRUE;
}

static gboolean
read_supply (BoPlanFile *file,
             json_t     *item,
             const char *path,
             GError    **error)
{
  BoSupply    supply = { 0 };
  const char *id = NULL;
  const char *sku = NULL;
  gboolean    has_units;

  if (!bo_json_check_object (item, path, supply_keys, error) ||
      !bo_json_read_string (item, path, "id", TRUE, &id, error) ||
      !bo_json_read_string (item, path, "sku", TRUE, &sku, error) ||
      !read_supply_kind (item, path, &supply, error) ||
      !bo_json_read_int (item, path, "units", 0, BO_SUPPLY_UNITS_MAX, &supply.units, &has_units, error) ||
      !read_campaign (file, item, path, "reserved_for", &supply.reserved_for, error))
    return FALSE;
  if (!has_units)
    return bo_json_fail (error, path, "units", "is missing");

  supply.product = product_of (file, sku);
  g_ptr_array_add (file->supplies, g_strdup (id));
  g_array_append_val (file->plan->supplies, supply);

  return TRUE;
}

static int
compare_tranches (gconstpointer a,
                  gconstpointer b)
{
  const BoTranche *x = a;
  const BoTranche *y = b;

  return (x->queued > y->queued) - (x->queued < y->queued);
}

static gboolean
read_tranche (json_t     *item,
              const char *path,
              BoTranche  *tranche,
              GError    **error)
{
  gboolean has_units, has_queued;

  if (!bo_json_check_object (item, path, tranche_keys, error) ||
      !bo_json_read_int (item, path, "units", 1, BO_UNITS_MAX, &tranche->units, &has_units, error) ||
      !bo_json_read_int (item, path, "queued", 0, SECONDS_MAX, &tranche->queued, &has_queued, error))
    return FALSE;
  if (!has_units || !has_queued)
    return bo_json_fail (error, path, has_units ? "queued" : "units", "is missing");

  return TRUE;
}

/* The line's place: "queued", or tranches that make up its open units. */
static gboolean
read_tranches (BoPlanFile *file,
               json_t     *line,
               const char *path,
               BoDemand   *demand,
               GError    **error)
{
  json_t *tranches = json_object_get (line, "tranches");
  json_t *item;
  size_t  i;
  gint64  sum = 0;

  if (!json_is_array (tranches))
    return bo_json_fail (error, path, "tranches", "a list is wanted");

  demand->first_tranche = file->plan->tranches->len;
  json_array_foreach (tranches, i, item)
  {
    g_autofree char *item_path = g_strdup_printf ("%s.tranches[%zu]", path, i);
    BoTranche        tranche = { 0 };

    if (!read_tranche (item, item_path, &tranche, error))
      return FALSE;
    sum += tranche.units;
    g_array_append_val (file->plan->tranches, tranche);
  }
  if (sum != demand->open)
    return bo_json_fail (error, path, "tranches", "they sum to %" G_GINT64_FORMAT ", and %" G_GINT64_FORMAT " units are open",
                         sum, demand->open);

  demand->n_tranches = (guint) json_array_size (tranches);
  if (demand->n_tranches > 0)
    {
      BoTranche *first = &g_array_index (file->plan->tranches, BoTranche, demand->first_tranche);

      qsort (first, demand->n_tranches, sizeof *first, compare_tranches);
      demand->queued = first->queued;
    }

  return TRUE;
}

static gboolean
read_place (BoPlanFile *file,
            json_t     *line,
            const char *path,
            BoDemand   *demand,
            GError    **error)
{
  gboolean has_queued;

  if (!bo_json_read_int (line, path, "queued", 0, SECONDS_MAX, &demand->queued, &has_queued, error))
    return FALSE;
  if (json_object_get (line, "tranches") == NULL)
    return has_queued || bo_json_fail (error, path, "queued", "is missing, and there are no tranches");
  if (has_queued)
    return bo_json_fail (error, path, "queued", "does not go with tranches, which have their own");

  return read_tranches (file, line, path, demand, error);
}

static gboolean
read_units (json_t     *line,
            const char *path,
            BoDemand   *demand,
            GError    **error)
{
  gboolean has_open;

  if (!bo_json_read_int (line, path, "open", 0, BO_UNITS_MAX, &demand->open, &has_open, error) ||
      !bo_json_read_int (line, path, "before", 0, BO_UNITS_MAX, &demand->before, NULL, error) ||
      !bo_json_read_int (line, path, "locked", 0, BO_UNITS_MAX, &demand->locked, NULL, error) ||
      !bo_json_read_int (line, path, "weight", 1, BO_UNITS_MAX, &demand->weight, NULL, error))
    return FALSE;
  if (!has_open)
    return bo_json_fail (error, path, "open", "is missing");
  if (demand->locked > demand->open)
    return bo_json_fail (error, path, "locked", "%" G_GINT64_FORMAT " are locked, and %" G_GINT64_FORMAT " are open",
                         demand->locked, demand->open);

  return TRUE;
}

static gboolean
read_part (BoPlanFile *file,
           json_t     *line,
           const char *path,
           BoDemand   *demand,
           GError    **error)
{
  const char *ship = NULL;
  const char *strategy = NULL;
  gint64      priority_class = BO_CLASS_DEFAULT;
  gint64      need = BO_DAY_NONE;

  if (!bo_json_read_int (line, path, "class", BO_CLASS_MIN, BO_CLASS_MAX, &priority_class, NULL, error) ||
      !bo_json_read_int (line, path, "need", 0, DAY_MAX, &need, NULL, error) ||
      !bo_json_read_string (line, path, "ship", FALSE, &ship, error) ||
      !bo_json_read_string (line, path, "strategy", FALSE, &strategy, error) ||
      !read_campaign (file, line, path, "campaign", &demand->campaign, error))
    return FALSE;
  if (ship != NULL && !bo_ship_policy_from_name (ship, &demand->ship))
    return bo_json_fail_name (error, path, "ship", ship, bo_ship_policy_list_names ());
  if (strategy != NULL && !bo_strategy_from_name (strategy, &demand->strategy))
    return bo_json_fail_name (error, path, "strategy", strategy, bo_strategy_list_names ());
  if (file->policy->min_one && demand->ship != BO_SHIP_PARTIAL)
    return bo_json_fail (error, path, "ship", "lines that ship complete do not go with min_one");
  demand->priority_class = (int) priority_class;
  demand->need = (int) need;

  return TRUE;
}

static gboolean
read_line (BoPlanFile *file,
           json_t     *item,
           const char *path,
           GError    **error)
{
  BoDemand    demand = { 0 };
  const char *id = NULL;
  const char *sku = NULL;
  const char *order = NULL;

  if (!bo_json_check_object (item, path, line_keys, error) ||
      !bo_json_read_string (item, path, "id", TRUE, &id, error) ||
      !bo_json_read_string (item, path, "sku", TRUE, &sku, error) ||
      !bo_json_read_string (item, path, "order", FALSE, &order, error) ||
      !read_units (item, path, &demand, error) ||
      !read_place (file, item, path, &demand, error) ||
      !read_part (file, item, path, &demand, error))
    return FALSE;

  demand.product = product_of (file, sku);
  /* A line of no order is one of its own. */
  demand.order_id = order != NULL ? (gint64) number_of (file, "order", order) : -1 - (gint64) file->lines->len;
  g_ptr_array_add (file->lines, g_strdup (id));
  g_array_append_val (file->plan->demands, demand);

  return TRUE;
}

typedef gboolean (*ReadItem) (BoPlanFile *file, json_t *item, const char *path, GError **error);

static gboolean
read_list (BoPlanFile *file,
           json_t     *root,
           const char *key,
           ReadItem    read_item,
           GError    **error)
{
  json_t *list = json_object_get (root, key);
  json_t *item;
  size_t  i;

  if (list == NULL)
    return bo_json_fail (error, "", key, "is missing");
  if (!json_is_array (list))
    return bo_json_fail (error, "", key, "a list is wanted");

  json_array_foreach (list, i, item)
  {
    g_autofree char *path = g_strdup_printf ("%s[%zu]", key, i);

    if (!read_item (file, item, path, error))
      return FALSE;
  }

  return TRUE;
}

static int
compare_names (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  const GPtrArray *names = user_data;

  return strcmp (g_ptr_array_index (names, *(const guint *) a), g_ptr_array_index (names, *(const guint *) b));
}

/* The rank of every name in the order of their bytes, so that sort keys which end in
 * an id end in the name; %NULL where two are the same. */
static guint *
rank_names (const GPtrArray *names,
            const char      *key,
            GError         **error)
{
  g_autofree guint *order = g_new (guint, names->len + 1);
  g_autofree guint *ranks = g_new (guint, names->len + 1);

  for (guint i = 0; i < names->len; i++)
    order[i] = i;
  if (names->len > 1)
    g_qsort_with_data (order, (int) names->len, sizeof *order, compare_names, (gpointer) names);
  for (guint i = 0; i < names->len; i++)
    {
      if (i > 0 && compare_names (&order[i - 1], &order[i], (gpointer) names) == 0)
        {
          g_autofree char *path = g_strdup_printf ("%s[%u]", key, MAX (order[i - 1], order[i]));

          bo_json_fail (error, path, "id", "“%s” stands twice", (const char *) g_ptr_array_index (names, order[i]));
          return NULL;
        }
      ranks[order[i]] = i + 1;
    }

  return g_steal_pointer (&ranks);
}

/* Products too are numbered by name, since orders tie them together. */
static void
number_products (BoPlanFile *file)
{
  g_autofree guint *ranks = rank_names (file->skus, "", NULL);
  GPtrArray        *sorted = g_ptr_array_new_full (file->skus->len, g_free);

  g_ptr_array_set_size (sorted, (int) file->skus->len);
  for (guint i = 0; i < file->skus->len; i++)
    sorted->pdata[ranks[i] - 1] = g_steal_pointer (&file->skus->pdata[i]);
  for (guint i = 0; i < file->plan->supplies->len; i++)
    {
      BoSupply *supply = &g_array_index (file->plan->supplies, BoSupply, i);

      supply->product = ranks[supply->product] - 1;
    }
  for (guint i = 0; i < file->plan->demands->len; i++)
    {
      BoDemand *demand = &g_array_index (file->plan->demands, BoDemand, i);

      demand->product = ranks[demand->product] - 1;
    }
  g_ptr_array_unref (file->skus);
  file->skus = sorted;
  file->plan->n_products = sorted->len;
}

static gboolean
number_ids (BoPlanFile *file,
            GError    **error)
{
  g_autofree guint *supply_ranks = rank_names (file->supplies, "supply", error);
  g_autofree guint *line_ranks = supply_ranks != NULL ? rank_names (file->lines, "lines", error) : NULL;

  if (line_ranks == NULL)
    return FALSE;
  for (guint i = 0; i < file->plan->supplies->len; i++)
    g_array_index (file->plan->supplies, BoSupply, i).id = supply_ranks[i];
  for (guint i = 0; i < file->plan->demands->len; i++)
    g_array_index (file->plan->demands, BoDemand, i).id = line_ranks[i];
  number_products (file);

  return TRUE;
}

/* Locked units are on hand, or they could not have been locked. */
static gboolean
check_locked (const BoPlanFile *file,
              GError          **error)
{
  g_autofree gint64 *left = g_new0 (gint64, file->skus->len + 1);

  for (guint i = 0; i < file->plan->supplies->len; i++)
    {
      const BoSupply *supply = &g_array_index (file->plan->supplies, BoSupply, i);

      if (supply->kind == BO_SUPPLY_ON_HAND)
        left[supply->product] += supply->units;
    }
  for (guint i = 0; i < file->plan->demands->len; i++)
    {
      const BoDemand *demand = &g_array_index (file->plan->demands, BoDemand, i);

      left[demand->product] -= demand->locked;
      if (left[demand->product] < 0)
        {
          g_autofree char *path = g_strdup_printf ("lines[%u]", i);

          return bo_json_fail (error, path, "locked", "more is locked than there is on hand of “%s”",
                               (const char *) g_ptr_array_index (file->skus, demand->product));
        }
    }

  return TRUE;
}

/* Returns: (transfer full): the plan, or %NULL with @error naming the place */
BoPlanFile *
bo_plan_file_parse (const char *text,
                    gsize       length,
                    GError    **error)
{
  g_autoptr (BoPlanFile) file = g_new0 (BoPlanFile, 1);
  json_t  *root = bo_json_parse (text, length, error);
  gboolean read;

  file->skus = g_ptr_array_new_with_free_func (g_free);
  file->supplies = g_ptr_array_new_with_free_func (g_free);
  file->lines = g_ptr_array_new_with_free_func (g_free);
  file->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (root == NULL)
    return NULL;

  read = bo_json_check_object (root, "", plan_keys, error) &&
         read_policy (file, root, error) &&
         read_list (file, root, "supply", read_supply, error) &&
         read_list (file, root, "lines", read_line, error) &&
         number_ids (file, error) &&
         check_locked (file, error);
  json_decref (root);
  if (!read)
    return NULL;

  return g_steal_pointer (&file);
}

/**
 * bo_plan_run:
 * @text: a plan as JSON (design.md section 7)
 * @length: its bytes, or -1 up to the NUL
 * @error: return location for a #GError of %BO_PLAN_ERROR
 *
 * Runs the rules alone, without a store.
 *
 * Returns: (transfer full): the answer as JSON, or %NULL with @error naming the place
 *   in @text that is wrong
 */
char *
bo_plan_run (const char *text,
             gssize      length,
             GError    **error)
{
  g_autoptr (BoPlanFile) file = bo_plan_file_parse (text, length < 0 ? strlen (text) : (gsize) length, error);
  g_autoptr (BoAllocation) allocation = NULL;

  if (file == NULL)
    return NULL;
  allocation = bo_allocate (file->plan);

  return bo_plan_file_answer (file, allocation);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "backordersctl"

#include "config.h"

#include "ctl-policy.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "bo-plan-json.h"
#include "ctl-arguments.h"
#include "ctl-output.h"
#include "ctl-records.h"

/* See ctl-policy.h. */
BoPolicy *
ctl_load_policy (const char *text,
                 GError    **error)
{
  g_autofree char *contents = NULL;
  gsize            length = 0;
  BoPolicy        *policy;

  if (strspn (text, " \t\r\n") < strlen (text) && text[strspn (text, " \t\r\n")] == '{')
    contents = g_strdup (text);
  else if (!ctl_read_all (text, &contents, &length, error))
    return NULL;
  policy = bo_policy_from_json (contents, error);
  if (policy == NULL)
    g_prefix_error (error, _ ("The policy: "));

  return policy;
}

/* Option values as they were typed. */
typedef struct
{
  char    *rule;
  char    *key;
  char    *inside_class;
  char    *ship_complete;
  char    *skip_until_days;
  char    *lot;
  gboolean min_one;
  char   **shares;
  char    *reserve;
  char    *on_exception;
  char    *json_policy;
  gboolean follow_shop;
} PolicyOptions;

static void
policy_options_clear (PolicyOptions *options)
{
  g_free (options->rule);
  g_free (options->key);
  g_free (options->inside_class);
  g_free (options->ship_complete);
  g_free (options->skip_until_days);
  g_free (options->lot);
  g_strfreev (options->shares);
  g_free (options->reserve);
  g_free (options->on_exception);
  g_free (options->json_policy);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PolicyOptions, policy_options_clear)

static gboolean
has_single_options (const PolicyOptions *options)
{
  return options->rule != NULL || options->key != NULL || options->inside_class != NULL || options->ship_complete != NULL ||
         options->skip_until_days != NULL || options->lot != NULL || options->min_one || options->shares != NULL ||
         options->reserve != NULL || options->on_exception != NULL;
}

static void
set_text (json_t     *object,
          const char *key,
          const char *text)
{
  if (text != NULL)
    ctl_json_set_text (object, key, text);
}

static gboolean
set_number (json_t     *object,
            const char *key,
            const char *option,
            const char *text,
            GError    **error)
{
  gint64 number;

  if (text == NULL)
    return TRUE;
  if (!ctl_parse_number (text, option, 0, BO_UNITS_MAX, &number, error))
    return FALSE;
  ctl_json_set_number (object, key, number);

  return TRUE;
}

static gboolean
set_shares (json_t            *object,
            const char *const *shares,
            GError           **error)
{
  json_t *array;

  if (shares == NULL)
    return TRUE;
  array = json_array ();
  json_object_set_new (object, "shares", array);
  for (guint i = 0; shares[i] != NULL; i++)
    {
      json_t          *share = json_object ();
      gint64           percent;
      gint64           priority_class;
      g_autofree char *name = ctl_parse_pair (shares[i], "--share", 0, &percent, error);

      json_array_append_new (array, share);
      if (name == NULL || !ctl_parse_number (name, "--share", BO_CLASS_MIN, BO_CLASS_MAX, &priority_class, error))
        return FALSE;
      ctl_json_set_number (share, "class", priority_class);
      ctl_json_set_number (share, "percent", percent);
    }

  return TRUE;
}

static gboolean
set_reserve (json_t     *object,
             const char *reserve,
             GError    **error)
{
  g_autofree char *campaign = NULL;
  json_t          *value;
  gint64           units;

  if (reserve == NULL)
    return TRUE;
  campaign = ctl_parse_pair (reserve, "--reserve", 0, &units, error);
  if (campaign == NULL)
    return FALSE;
  value = json_object ();
  ctl_json_set_text (value, "campaign", campaign);
  ctl_json_set_number (value, "units", units);
  json_object_set_new (object, "reserve", value);

  return TRUE;
}

/* What goes only with the rule that is no longer. */
static void
drop_rule (json_t *object)
{
  static const char *const keys[] = { "rule", "key", "inside_class", "lot", "min_one", "shares" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    json_object_del (object, keys[i]);
}

/* The policy in force with the options put over it.  A new rule begins with its own
 * defaults; the rest stays.  It is read as JSON, so that it is checked as one. */
static BoPolicy *
change_policy (const BoPolicy      *current,
               const PolicyOptions *options,
               GError             **error)
{
  g_autofree char *current_text = bo_policy_to_json (current);
  g_autoptr (json_t) object = json_loads (current_text, 0, NULL);
  g_autoptr (GError) local_error = NULL;
  BoPolicy *policy;
  char     *text;

  if (options->rule != NULL || options->inside_class != NULL)
    drop_rule (object);
  set_text (object, "rule", options->rule != NULL ? options->rule : options->inside_class != NULL ? "priority"
                                                                                                  : NULL);
  set_text (object, "key", options->key);
  set_text (object, "inside_class", options->inside_class);
  set_text (object, "ship_complete", options->ship_complete);
  set_text (object, "on_exception", options->on_exception);
  if (options->min_one)
    ctl_json_set_boolean (object, "min_one", TRUE);
  if (!set_number (object, "skip_until_days", "--skip-until-days", options->skip_until_days, error) ||
      !set_number (object, "lot", "--lot", options->lot, error) ||
      !set_shares (object, (const char *const *) options->shares, error) || !set_reserve (object, options->reserve, error))
    return NULL;

  text = json_dumps (object, JSON_COMPACT);
  policy = bo_policy_from_json (text, &local_error);
  free (text);
  if (policy == NULL)
    g_set_error_literal (error, CTL_ERROR, CTL_ERROR_USAGE, local_error->message);

  return policy;
}

static void
print_share (const BoPolicy *policy)
{
  for (guint i = 0; i < policy->shares->len; i++)
    {
      const BoClassShare *share = &g_array_index (policy->shares, BoClassShare, i);
      g_autofree char    *label = g_strdup_printf (_ ("Share of class %d"), share->priority_class);

      ctl_print_field (label, "%d %%", share->percent);
    }
}

static void
print_policy (Ctl            *ctl,
              const BoPolicy *policy,
              gboolean        is_product,
              gboolean        own)
{
  g_autofree char *text = bo_policy_to_json (policy);
  g_autofree char *reserved = ctl_count_units (policy->reserve_units);

  if (ctl->json)
    {
      ctl_print_json_text (text);
      return;
    }
  ctl_print_field (_ ("Rule"), "%s", bo_rule_to_name (policy->rule));
  if (policy->by_class)
    ctl_print_field (_ ("Inside a class"), "%s", bo_rule_to_name (policy->inside_class));
  ctl_print_field (_ ("Order of ties"), "%s", bo_key_to_name (policy->key));
  if (policy->lot > 1)
    ctl_print_field (_ ("Units in a case"), "%" G_GINT64_FORMAT, policy->lot);
  if (policy->min_one)
    ctl_print_field (_ ("One for each first"), "%s", _ ("yes"));
  print_share (policy);
  ctl_print_field (_ ("Complete lines"), "%s", bo_complete_mode_to_name (policy->ship_complete));
  if (policy->ship_complete == BO_COMPLETE_SKIP_UNTIL)
    ctl_print_field (_ ("Skipped for"), g_dngettext (GETTEXT_PACKAGE, "%d day", "%d days", (gulong) policy->skip_until_days),
                     policy->skip_until_days);
  if (policy->rule == BO_RULE_STRATEGIES)
    ctl_print_field (_ ("On an exception"), "%s", policy->on_exception == BO_ON_EXCEPTION_ABORT ? "abort" : "best");
  if (policy->reserve_name != NULL)
    ctl_print_field (_ ("Reserved"), _ ("%s for %s"), reserved, policy->reserve_name);
  if (is_product)
    ctl_print_field (_ ("Of"), "%s", own ? _ ("this product alone") : _ ("the shop, which this product follows"));
}

static gboolean
check_options (const PolicyOptions *options,
               const char          *sku,
               GError             **error)
{
  int ways = has_single_options (options) + (options->json_policy != NULL) + options->follow_shop;

  if (ways > 1)
    {
      g_set_error_literal (error, CTL_ERROR, CTL_ERROR_USAGE, _ ("--json-policy and --follow-shop go with no other option"));
      return FALSE;
    }
  if (options->follow_shop && sku == NULL)
    {
      g_set_error_literal (error, CTL_ERROR, CTL_ERROR_USAGE, _ ("--follow-shop needs a product"));
      return FALSE;
    }

  return TRUE;
}

/* The policy in force: of the product, or of the shop.  @own: whether the product has its own. */
static BoPolicy *
get_current (Ctl        *ctl,
             const char *sku,
             gint64     *product_id,
             gboolean   *own,
             GError    **error)
{
  g_autoptr (BoProductRecord) record = NULL;

  if (sku != NULL)
    {
      record = ctl_load_product (ctl, sku, error);
      if (record == NULL)
        return NULL;
      *product_id = record->id;
      *own = record->policy != NULL;
    }

  return *own ? bo_policy_from_json (record->policy, error) : bo_policy_copy (bo_service_get_policy (ctl->service));
}

/* Sets @policy, or none of its own, and shows what is in force now. */
static gboolean
set_policy (Ctl            *ctl,
            const char     *sku,
            gint64          product_id,
            const BoPolicy *policy,
            GError        **error)
{
  g_autoptr (BoOutcome) outcome = NULL;
  g_autoptr (BoPolicy) now = NULL;
  g_autofree char *text = NULL;
  gboolean         own = FALSE;
  json_t          *object;

  bo_service_set_policy_async (ctl->service, product_id, policy, ctl->cancellable, ctl_done_cb, ctl);
  outcome = bo_service_command_finish (ctl->service, ctl_wait (ctl), error);
  if (outcome == NULL)
    return FALSE;
  now = get_current (ctl, sku, &product_id, &own, error);
  if (now == NULL)
    return FALSE;
  if (!ctl->json)
    {
      ctl_print_outcome (ctl, outcome);
      print_policy (ctl, now, sku != NULL, own);
      return TRUE;
    }
  text = bo_policy_to_json (now);
  object = ctl_outcome_to_json (outcome);
  json_object_set_new (object, "policy", json_loads (text, 0, NULL));
  ctl_print_json (object);

  return TRUE;
}

gboolean
ctl_policy (Ctl     *ctl,
            char   **argv,
            GError **error)
{
  g_autoptr (BoPolicy) current = NULL;
  g_autoptr (BoPolicy) policy = NULL;
  g_auto (PolicyOptions) options = { NULL };
  gboolean           own = FALSE;
  gboolean           shows;
  gint64             product_id = 0;
  const GOptionEntry entries[] = {
    { "rule", 0, 0, G_OPTION_ARG_STRING, &options.rule, N_ ("fifo, priority, need, fair-share, pro-rata, equal-share, class-shares or strategies"), N_ ("RULE") },
    { "key", 0, 0, G_OPTION_ARG_STRING, &options.key, N_ ("The order of ties: fifo, priority or need"), N_ ("KEY") },
    { "inside-class", 0, 0, G_OPTION_ARG_STRING, &options.inside_class, N_ ("Class after class, and this rule inside each"), N_ ("RULE") },
    { "ship-complete", 0, 0, G_OPTION_ARG_STRING, &options.ship_complete, N_ ("Complete lines that do not fit: skip, hold or skip-until"), N_ ("MODE") },
    { "skip-until-days", 0, 0, G_OPTION_ARG_STRING, &options.skip_until_days, N_ ("Skip them until they have waited so long"), N_ ("DAYS") },
    { "lot", 0, 0, G_OPTION_ARG_STRING, &options.lot, N_ ("Deal in cases of so many units; the fair rules only"), N_ ("UNITS") },
    { "min-one", 0, 0, G_OPTION_ARG_NONE, &options.min_one, N_ ("One unit to each line first; the fair rules only"), NULL },
    { "share", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.shares, N_ ("Share of a class, for class-shares; may be repeated"), N_ ("CLASS=PERCENT") },
    { "reserve", 0, 0, G_OPTION_ARG_STRING, &options.reserve, N_ ("Keep units of each product for a campaign"), N_ ("CAMPAIGN=UNITS") },
    { "on-exception", 0, 0, G_OPTION_ARG_STRING, &options.on_exception, N_ ("What strategies do when one cannot be kept: best or abort"), N_ ("MODE") },
    { "json-policy", 0, 0, G_OPTION_ARG_FILENAME, &options.json_policy, N_ ("The whole policy as JSON"), N_ ("JSON|FILE") },
    { "follow-shop", 0, 0, G_OPTION_ARG_NONE, &options.follow_shop, N_ ("The product has no policy of its own any more"), NULL },
    { NULL }
  };

  if (!ctl_parse (ctl, &argv, entries, 0, 1, error) || !check_options (&options, argv[0], error))
    return FALSE;
  if (options.json_policy != NULL && (policy = ctl_load_policy (options.json_policy, error)) == NULL)
    return FALSE;
  shows = policy == NULL && !options.follow_shop && !has_single_options (&options);
  if (!ctl_open (ctl, shows ? BO_SERVICE_MUST_EXIST | BO_SERVICE_READ_ONLY : BO_SERVICE_MUST_EXIST, error))
    return FALSE;
  current = get_current (ctl, argv[0], &product_id, &own, error);
  if (current == NULL)
    return FALSE;
  if (shows)
    {
      print_policy (ctl, current, argv[0] != NULL, own);
      return TRUE;
    }
  if (has_single_options (&options) && (policy = change_policy (current, &options, error)) == NULL)
    return FALSE;

  return set_policy (ctl, argv[0], product_id, policy, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-line-texts"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-format.h"
#include "bo-line-texts.h"

const char *
bo_ship_policy_to_text (BoShipPolicy policy)
{
  switch (policy)
    {
    case BO_SHIP_PARTIAL:
      return _ ("In parts, as units arrive");
    case BO_SHIP_LINE_COMPLETE:
      return _ ("Once all units are there");
    case BO_SHIP_ORDER_COMPLETE:
      return _ ("Once the whole order is there");
    default:
      return "";
    }
}

const char *
bo_rule_to_text (BoRule rule)
{
  switch (rule)
    {
    case BO_RULE_FIFO:
      return _ ("First come, first served");
    case BO_RULE_PRIORITY:
      return _ ("By priority class, then place in line");
    case BO_RULE_NEED:
      return _ ("By need date");
    case BO_RULE_FAIR_SHARE:
      return _ ("Fair share");
    case BO_RULE_PRO_RATA:
      return _ ("In proportion to weight");
    case BO_RULE_EQUAL_SHARE:
      return _ ("Equal share");
    case BO_RULE_CLASS_SHARES:
      return _ ("A share for each class");
    case BO_RULE_STRATEGIES:
      return _ ("A strategy for each line");
    default:
      return "";
    }
}

const char *
bo_cause_to_text (BoCause cause)
{
  switch (cause)
    {
    case BO_CAUSE_SUPPLY_DISRUPTION:
      return _ ("Supply disruption");
    case BO_CAUSE_PRODUCTION_DELAY:
      return _ ("Production delay");
    case BO_CAUSE_DEMAND_SURGE:
      return _ ("Demand surge");
    case BO_CAUSE_OTHER:
      return _ ("Another cause");
    case BO_CAUSE_NONE:
    default:
      return "";
    }
}

/**
 * bo_reason_to_text:
 * @reason: why the line waits
 * @cause: of an unforeseen one
 *
 * Returns: (transfer full): "Out of stock: demand surge"
 */
char *
bo_reason_to_text (BoReason reason,
                   BoCause  cause)
{
  if (reason == BO_REASON_PLANNED)
    return g_strdup (_ ("Pre-order"));
  if (cause == BO_CAUSE_NONE)
    return g_strdup (_ ("Out of stock"));

  /* TRANSLATORS: %s is "Supply disruption" and the like */
  return g_strdup_printf (_ ("Out of stock: %s"), bo_cause_to_text (cause));
}

char *
bo_class_to_text (int priority_class)
{
  return g_strdup_printf (_ ("Class %d"), priority_class);
}

/* English ordinals; a translator puts the number where his language has it. */
static const char *
get_ordinal_pattern (gint64 n)
{
  if (n % 100 < 11 || n % 100 > 13)
    switch (n % 10)
      {
      case 1:
        /* TRANSLATORS: a place in line; "%s." or the like in most languages */
        return _ ("%sst");
      case 2:
        /* TRANSLATORS: a place in line; "%s." or the like in most languages */
        return _ ("%snd");
      case 3:
        /* TRANSLATORS: a place in line; "%s." or the like in most languages */
        return _ ("%srd");
      default:
        break;
      }

  /* TRANSLATORS: a place in line; "%s." or the like in most languages */
  return _ ("%sth");
}

/**
 * bo_line_texts_place:
 * @place: from 1, or 0 without one
 * @place_count: how many stand in that line
 * @units_ahead: open units before it
 *
 * Returns: (transfer full): "3rd of 41 in line, 17 units ahead"
 */
char *
bo_line_texts_place (gint64 place,
                     gint64 place_count,
                     gint64 units_ahead)
{
  g_autofree char *number = bo_format_units (place);
  g_autofree char *count = bo_format_units (place_count);
  g_autofree char *ahead = bo_format_units (units_ahead);
  g_auto (GStrv) parts = NULL;
  g_autofree char *ordinal = NULL;

  if (place <= 0)
    return g_strdup (_ ("Not in line"));

  parts = g_strsplit (get_ordinal_pattern (place), "%s", 2);
  ordinal = g_strjoinv (number, parts);
  if (place == 1)
    /* TRANSLATORS: a place in line and how many stand there: "1st of 41 in line" */
    return g_strdup_printf (_ ("%s of %s in line"), ordinal, count);

  /* TRANSLATORS: a place in line, how many stand there, and the units that those before want */
  return g_strdup_printf (ngettext ("%s of %s in line, %s unit ahead", "%s of %s in line, %s units ahead",
                                    MIN (units_ahead, G_MAXINT)),
                          ordinal, count, ahead);
}

/**
 * bo_line_texts_units:
 * @line: a line
 *
 * Returns: (transfer full): what it has of what it wants: "5 of 12 units
 *   allocated, 2 held until complete"
 */
char *
bo_line_texts_units (const BoLineRecord *line)
{
  g_autofree char *has = bo_format_units (line->allocated);
  g_autofree char *wants = bo_format_units (line->open);
  g_autofree char *held = bo_format_units (line->held);

  if (line->open == 0)
    return g_strdup (_ ("Nothing open"));
  if (line->held > 0)
    return g_strdup_printf (ngettext ("%s of %s unit allocated, %s held until complete",
                                      "%s of %s units allocated, %s held until complete", MIN (line->open, G_MAXINT)),
                            has, wants, held);

  return g_strdup_printf (ngettext ("%s of %s unit allocated", "%s of %s units allocated", MIN (line->open, G_MAXINT)),
                          has, wants);
}

/**
 * bo_line_texts_need:
 * @need: the need date, or BO_DAY_NONE
 * @today: the shop's day
 *
 * Returns: (transfer full): "Needed by 3 Nov 2025, in 4 days", empty without a date
 */
char *
bo_line_texts_need (int need,
                    int today)
{
  g_autofree char *day = bo_format_day (need);
  int              days = need - today;

  if (need == BO_DAY_NONE)
    return g_strdup ("");
  if (days == 0)
    return g_strdup_printf (_ ("Needed by %s, today"), day);
  if (days < 0)
    return g_strdup_printf (ngettext ("Needed by %s, %d day ago", "Needed by %s, %d days ago", -days), day, -days);

  return g_strdup_printf (ngettext ("Needed by %s, in %d day", "Needed by %s, in %d days", days), day, days);
}

/**
 * bo_line_texts_waiting:
 * @queued: when it joined the line, UTC seconds
 * @today: the shop's day
 * @time_zone: the shop's
 *
 * Returns: (transfer full): "Waiting for 12 days, since 3 Nov 2025"
 */
char *
bo_line_texts_waiting (gint64     queued,
                       int        today,
                       GTimeZone *time_zone)
{
  g_autofree char *since = bo_format_instant_day (queued, time_zone);
  int              interval = g_time_zone_find_interval (time_zone, G_TIME_TYPE_UNIVERSAL, queued);
  gint64           local = queued + (interval >= 0 ? g_time_zone_get_offset (time_zone, interval) : 0);
  gint64           day = local / 86400 - (local % 86400 < 0 ? 1 : 0);
  gint64           days = today - day;

  if (days <= 0)
    return g_strdup (_ ("Waiting since today"));

  return g_strdup_printf (ngettext ("Waiting for %d day, since %s", "Waiting for %d days, since %s",
                                    MIN (days, G_MAXINT)),
                          (int) MIN (days, G_MAXINT), since);
}

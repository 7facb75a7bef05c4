/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-why"

#include "config.h"

#include "bo-why.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "bo-format.h"

/* One in a text of ours: it never changes, whatever codes are added. */
#define FORMAT_VERSION 1
#define N_NUMBERS 12
/* The last ones are left out where they are 0, and were not there at first. */
#define N_NUMBERS_MIN 9

G_GNUC_FORMAT (2)
static const char *
translate (const char *domain,
           const char *text)
{
  return domain != NULL ? g_dgettext (domain, text) : text;
}

/* To look in for plurals: one without translations where English is wanted.  They are
 * written at each place as g_dngettext(), which xgettext knows. */
static const char *
get_plural_domain (const char *domain)
{
  return domain != NULL ? domain : "backorders-untranslated";
}

static gulong
get_plural_number (gint64 n)
{
  return (gulong) CLAMP (n, 0, G_MAXINT32);
}

/* How the run dealt, as the beginning of a sentence. */
static const char *
get_rule_text (BoRule rule)
{
  switch (rule)
    {
    case BO_RULE_FIFO:
      return N_ ("First come, first served");
    case BO_RULE_PRIORITY:
      return N_ ("By priority class, then place in line");
    case BO_RULE_NEED:
      return N_ ("By need date, then place in line");
    case BO_RULE_FAIR_SHARE:
      return N_ ("Fair share of what each waits for");
    case BO_RULE_PRO_RATA:
      return N_ ("In proportion to what each waits for");
    case BO_RULE_EQUAL_SHARE:
      return N_ ("The same for everybody");
    case BO_RULE_CLASS_SHARES:
      return N_ ("A share for each priority class");
    case BO_RULE_STRATEGIES:
    default:
      return N_ ("By the part that each line plays");
    }
}

/* In the user's locale where the sentence is in his language. */
static char *
say_number (gint64      n,
            const char *domain)
{
  return domain != NULL ? bo_format_units (n) : g_strdup_printf ("%" G_GINT64_FORMAT, n);
}

static char *
say_place (const BoWhy *why,
           const char  *domain)
{
  g_autofree char *place = say_number (why->place, domain);
  g_autofree char *ahead = say_number (why->ahead, domain);

  if (why->ahead == 0)
    return g_strdup_printf (translate (domain, N_ ("place %s, nobody ahead")), place);

  return g_strdup_printf (g_dngettext (get_plural_domain (domain), "place %s, %s unit ahead", "place %s, %s units ahead", get_plural_number (why->ahead)),
                          place, ahead);
}

/* For the codes of the strategies (domain.md b.5). */
static char *
say_strategy (const BoWhy *why,
              const char  *domain)
{
  g_autofree char *units = say_number (why->units, domain);
  g_autofree char *open = say_number (why->open, domain);
  g_autofree char *had = say_number (why->extra, domain);

  switch (why->code)
    {
    case BO_WHY_WIN:
      return g_strdup_printf (translate (domain, N_ ("goes before all others: %s of %s units")), units, open);
    case BO_WHY_KEPT:
      return g_strdup_printf (translate (domain, N_ ("keeps the %s it had")), units);
    case BO_WHY_TOPPED_UP:
      return g_strdup_printf (translate (domain, N_ ("had %s and gets more: %s of %s units")), had, units, open);
    case BO_WHY_LOST:
      return g_strdup_printf (translate (domain, N_ ("had %s and keeps %s: the stock went to lines before it")), had,
                              units);
    case BO_WHY_OUT_OF_RUN:
      return g_strdup_printf (translate (domain, N_ ("out of this run: it keeps its %s")), units);
    case BO_WHY_GIVES:
      return g_strdup_printf (translate (domain, N_ ("gives up the %s it had")), had);
    case BO_WHY_ABORTED:
      return g_strdup (translate (domain, N_ ("nothing was changed, since somebody would have lost")));
    case BO_WHY_NONE:
    case BO_WHY_FILLED:
    case BO_WHY_PART:
    case BO_WHY_OUT:
    case BO_WHY_SHARE:
    case BO_WHY_CLASS_SHARE:
    case BO_WHY_COMPLETE_SKIPPED:
    case BO_WHY_COMPLETE_HELD:
    case BO_WHY_RESERVED:
    case BO_WHY_PAUSED:
    case BO_WHY_LOCKED:
    case BO_WHY_LATER:
    default:
      return g_strdup (translate (domain, N_ ("not dealt to yet")));
    }
}

/* In cases, some units may be left that nobody gets. */
static char *
say_share (const BoWhy *why,
           const char  *domain)
{
  g_autofree char *units = say_number (why->units, domain);
  g_autofree char *open = say_number (why->open, domain);
  g_autofree char *lot = say_number (why->more[0], domain);
  g_autofree char *left = say_number (why->more[1], domain);

  if (why->more[0] <= 1)
    return g_strdup_printf (translate (domain, N_ ("%s of %s units are its share")), units, open);
  if (why->more[1] == 0 || why->units == why->open)
    return g_strdup_printf (translate (domain, N_ ("%s of %s units are its share, in cases of %s")), units, open, lot);

  return g_strdup_printf (g_dngettext (get_plural_domain (domain),
                                       "%s of %s units are its share, in cases of %s; the %s unit that is left is no whole case for anybody",
                                       "%s of %s units are its share, in cases of %s; the %s units that are left are no whole case for anybody",
                                       get_plural_number (why->more[1])),
                          units, open, lot, left);
}

static char *
say_class_share (const BoWhy *why,
                 const char  *domain)
{
  g_autofree char *units = say_number (why->units, domain);
  g_autofree char *open = say_number (why->open, domain);
  g_autofree char *class_name = say_number (why->extra, domain);
  g_autofree char *percent = say_number (why->more[0] - 1, domain);
  g_autofree char *share = say_number (why->more[1], domain);
  g_autofree char *spilled = say_number (why->more[2], domain);

  if (why->more[0] == 0)
    return g_strdup_printf (translate (domain, N_ ("%s of %s units from the share of class %s and what others left")),
                            units, open, class_name);
  if (why->more[0] == 1)
    return g_strdup_printf (translate (domain, N_ ("%s of %s units; class %s has no share of its own, and gets what the others leave")),
                            units, open, class_name);
  if (why->more[2] == 0)
    /* Translators: "6 of 25 units; class 1 has a share of 25 (60 %)" */
    return g_strdup_printf (translate (domain, N_ ("%s of %s units; class %s has a share of %s (%s %%)")),
                            units, open, class_name, share, percent);

  /* Translators: "6 of 25 units; class 1 has a share of 25 (60 %), and got 1 that others left" */
  return g_strdup_printf (translate (domain, N_ ("%s of %s units; class %s has a share of %s (%s %%), and got %s that others left")),
                          units, open, class_name, share, percent, spilled);
}

/* What stood in the way, or what the line has. */
static char *
say_reason (const BoWhy *why,
            const char  *domain)
{
  g_autofree char *units = say_number (why->units, domain);
  g_autofree char *open = say_number (why->open, domain);
  g_autofree char *extra = say_number (why->extra, domain);

  switch (why->code)
    {
    case BO_WHY_FILLED:
      return g_strdup_printf (g_dngettext (get_plural_domain (domain), "it has its %s unit", "it has all of its %s units", get_plural_number (why->open)), open);
    case BO_WHY_PART:
      return g_strdup_printf (translate (domain, N_ ("the stock ends here, at %s of %s units")), units, open);
    case BO_WHY_OUT:
      return g_strdup (why->ahead > 0 ? translate (domain, N_ ("the stock ends before this place"))
                                      : translate (domain, N_ ("there is no stock to give")));
    case BO_WHY_SHARE:
      return say_share (why, domain);
    case BO_WHY_CLASS_SHARE:
      return say_class_share (why, domain);
    case BO_WHY_COMPLETE_SKIPPED:
      return g_strdup (translate (domain, N_ ("it ships complete, and not all that leaves with it is there yet")));
    case BO_WHY_COMPLETE_HELD:
      return g_strdup_printf (translate (domain, N_ ("it ships complete: %s of %s units are held until the rest is there")),
                              units, open);
    case BO_WHY_RESERVED:
      return g_strdup_printf (translate (domain, N_ ("%s of %s units; the %s that are left are reserved for a campaign")),
                              units, open, extra);
    case BO_WHY_PAUSED:
      return g_strdup (translate (domain, N_ ("paused, so it keeps its place and takes no part")));
    case BO_WHY_LOCKED:
      return g_strdup_printf (g_dngettext (get_plural_domain (domain), "%s unit is pinned to it", "%s units are pinned to it", get_plural_number (why->units)), units);
    case BO_WHY_LATER:
      return g_strdup_printf (g_dngettext (get_plural_domain (domain),
                                           "it has %s of %s units; the rest was added later and stands behind %s unit of others",
                                           "it has %s of %s units; the rest was added later and stands behind %s units of others",
                                           get_plural_number (why->extra)),
                              units, open, extra);
    case BO_WHY_NONE:
    case BO_WHY_WIN:
    case BO_WHY_KEPT:
    case BO_WHY_TOPPED_UP:
    case BO_WHY_LOST:
    case BO_WHY_OUT_OF_RUN:
    case BO_WHY_GIVES:
    case BO_WHY_ABORTED:
    default:
      return say_strategy (why, domain);
    }
}

/**
 * bo_why_to_string:
 * @why: a reason
 * @domain: (nullable): the translations to look in; English when %NULL
 *
 * Puts a reason into a sentence that names the rule, the place and what stood in the
 * way.
 *
 * Returns: (transfer full): the sentence
 */
char *
bo_why_to_string (const BoWhy *why,
                  const char  *domain)
{
  g_autofree char *place = NULL;
  g_autofree char *reason = say_reason (why, domain);

  if (why->code == BO_WHY_NONE)
    return g_strdup (translate (domain, N_ ("Nothing has been dealt to it yet.")));

  /* Pinned outside of a run: no rule had a say. */
  if (why->code == BO_WHY_LOCKED && why->place == 0)
    {
      g_autofree char *pinned = bo_why_to_reason (why, domain);

      return g_strconcat (pinned, ".", NULL);
    }

  place = say_place (why, domain);
  /* Translators: "First come, first served: place 3, 17 units ahead; the stock ends here, at 2 of 5 units." */
  return g_strdup_printf (translate (domain, N_ ("%s: %s; %s.")), translate (domain, get_rule_text (why->rule)),
                          place, reason);
}

/**
 * bo_why_to_reason:
 * @why: a reason
 * @domain: (nullable): the translations to look in; English when %NULL
 *
 * What stood in the way or what the line has, for where the rule and the place are
 * shown already.
 *
 * Returns: (transfer full): a phrase that begins with a capital letter
 */
char *
bo_why_to_reason (const BoWhy *why,
                  const char  *domain)
{
  g_autofree char *reason = say_reason (why, domain);
  g_autofree char *first = g_utf8_strup (reason, g_utf8_next_char (reason) - reason);

  return g_strconcat (first, g_utf8_next_char (reason), NULL);
}

/**
 * bo_why_encode:
 * @why: a reason
 *
 * Returns: (transfer full): a short text to store, for bo_why_decode()
 */
char *
bo_why_encode (const BoWhy *why)
{
  const gint64 numbers[N_NUMBERS] = {
    FORMAT_VERSION, (gint64) why->code, (gint64) why->rule, (gint64) why->key,
    why->place, why->ahead, why->units, why->open, why->extra,
    why->more[0], why->more[1], why->more[2]
  };
  guint n = why->more[0] != 0 || why->more[1] != 0 || why->more[2] != 0 ? N_NUMBERS : N_NUMBERS_MIN;
  char  text[N_NUMBERS * 21];
  char *at = text + sizeof text;

  /* A delivery of everything writes half a million: printf() would be felt. */
  *--at = '\0';
  for (guint i = n; i-- > 0;)
    {
      guint64 rest = (guint64) MAX (numbers[i], 0);

      do
        {
          *--at = (char) ('0' + rest % 10);
          rest /= 10;
        }
      while (rest > 0);
      if (i > 0)
        *--at = ' ';
    }

  return g_strdup (at);
}

/**
 * bo_why_decode:
 * @text: what bo_why_encode() returned, maybe of a newer version
 * @why: (out): the reason; BO_WHY_NONE where @text says nothing to this version
 *
 * Returns: whether @text could be read
 */
gboolean
bo_why_decode (const char *text,
               BoWhy      *why)
{
  BoWhy read = { 0 };
  int   version, code, rule, key;
  int   n = sscanf (text, "%d %d %d %d %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT,
                    &version, &code, &rule, &key, &read.place, &read.ahead, &read.units, &read.open, &read.extra,
                    &read.more[0], &read.more[1], &read.more[2]);

  *why = (BoWhy){ 0 };
  if ((n != N_NUMBERS && n != N_NUMBERS_MIN) || version != FORMAT_VERSION || code < BO_WHY_NONE || code > BO_WHY_LATER ||
      rule < BO_RULE_FIFO || rule > BO_RULE_STRATEGIES || key < BO_KEY_FIFO || key > BO_KEY_NEED)
    return FALSE;

  read.code = (BoWhyCode) code;
  read.rule = (BoRule) rule;
  read.key = (BoKey) key;
  *why = read;

  return TRUE;
}

/**
 * bo_why_update:
 * @why: (inout): the reason of a deal
 * @units: what the line has now
 * @open: what it wants now
 * @behind: units of others before the first that it lacks, where that one was added
 *   to the line later; else 0
 *
 * Brings a reason up to what has become of its line since: a line that was filled may
 * have been raised.  The place and what stood before it are those of the deal.
 */
void
bo_why_update (BoWhy *why,
               gint64 units,
               gint64 open,
               gint64 behind)
{
  if (why->code != BO_WHY_FILLED && why->code != BO_WHY_PART && why->code != BO_WHY_LATER)
    return;

  why->units = units;
  why->open = open;
  why->extra = 0;
  if (units >= open)
    why->code = BO_WHY_FILLED;
  else if (behind > 0)
    {
      why->code = BO_WHY_LATER;
      why->extra = behind;
    }
  else
    why->code = BO_WHY_PART;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-history-text"

#include "config.h"

#include "bo-history-text.h"

#include <glib/gi18n-lib.h>

#include "bo-format.h"

/* What happened when no count of the line moved, by kind of event. */
static const struct
{
  const char *kind;
  const char *sentence;
} kinds[] = {
  { "amend", N_ ("Changed") },
  { "pause", N_ ("Paused") },
  { "resume", N_ ("Goes on waiting") },
  { "pin", N_ ("Pinned") },
  { "return", N_ ("Returned goods taken back") },
  { "import", N_ ("Imported") },
  { "receive", N_ ("Delivery received") },
  { "allocate", N_ ("Dealt again") },
  { "count", N_ ("Stock counted") },
  { "undo", N_ ("Undone") },
};

typedef enum
{
  FIGURE_ORDERED,
  FIGURE_CANCELLED,
  FIGURE_SHIPPED,
  FIGURE_ALLOCATED,
  FIGURE_RETURNED,
} Figure;

static char *
describe_more (Figure      figure,
               const char *units,
               gulong      n)
{
  switch (figure)
    {
    case FIGURE_ORDERED:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s unit ordered", "%s units ordered", n), units);
    case FIGURE_CANCELLED:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s unit cancelled", "%s units cancelled", n), units);
    case FIGURE_SHIPPED:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s unit shipped", "%s units shipped", n), units);
    case FIGURE_ALLOCATED:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s unit allocated", "%s units allocated", n), units);
    case FIGURE_RETURNED:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s unit returned", "%s units returned", n), units);
    default:
      g_return_val_if_reached (NULL);
    }
}

static char *
describe_less (Figure      figure,
               const char *units,
               gulong      n)
{
  switch (figure)
    {
    case FIGURE_ORDERED:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s unit fewer ordered", "%s units fewer ordered", n), units);
    case FIGURE_CANCELLED:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s cancelled unit restored", "%s cancelled units restored", n), units);
    case FIGURE_SHIPPED:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s shipped unit taken back", "%s shipped units taken back", n), units);
    case FIGURE_ALLOCATED:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s allocated unit freed", "%s allocated units freed", n), units);
    case FIGURE_RETURNED:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s returned unit taken out of stock again", "%s returned units taken out of stock again", n), units);
    default:
      g_return_val_if_reached (NULL);
    }
}

/* One clause a figure that moved. */
static void
add_clause (GPtrArray *clauses,
            Figure     figure,
            gint64     delta)
{
  g_autofree char *text = bo_format_units (ABS (delta));
  gulong           n = MIN (ABS (delta), (gint64) G_MAXINT);

  if (delta != 0)
    g_ptr_array_add (clauses, delta > 0 ? describe_more (figure, text, n) : describe_less (figure, text, n));
}

/**
 * bo_history_record_to_text:
 * @record: one thing that happened to a line
 *
 * Returns: (transfer full): it in the user's language: "2 units cancelled · 1 unit
 *   allocated", or what kind of thing it was where no count of the line moved
 */
char *
bo_history_record_to_text (const BoHistoryRecord *record)
{
  g_autoptr (GPtrArray) clauses = g_ptr_array_new_with_free_func (g_free);
  gint64 allocated = record->allocated_delta;

  /* What left the shop had been allocated: that it no longer is goes without saying. */
  if (record->shipped_delta > 0 && allocated < 0)
    allocated = MIN (allocated + record->shipped_delta, 0);
  if (record->shipped_delta < 0 && allocated > 0)
    allocated = MAX (allocated + record->shipped_delta, 0);

  add_clause (clauses, FIGURE_ORDERED, record->ordered_delta);
  add_clause (clauses, FIGURE_CANCELLED, record->cancelled_delta);
  add_clause (clauses, FIGURE_SHIPPED, record->shipped_delta);
  add_clause (clauses, FIGURE_RETURNED, record->returned_delta);
  add_clause (clauses, FIGURE_ALLOCATED, allocated);
  if (clauses->len > 0)
    {
      g_ptr_array_add (clauses, NULL);
      /* TRANSLATORS: between the parts of "2 units cancelled · 1 unit allocated" */
      return g_strjoinv (_ (" · "), (char **) clauses->pdata);
    }

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].kind, record->kind) == 0)
      return g_strdup (_ (kinds[i].sentence));

  return g_strdup (_ ("Changed"));
}

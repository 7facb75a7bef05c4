/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-list-texts"

#include "config.h"

#include "bo-list-texts.h"

#include <glib/gi18n.h>

#include "bo-format.h"
#include "bo-line.h"
#include "bo-service.h"

/**
 * bo_list_texts_total:
 * @totals: (element-type BoTotal): one for each currency
 *
 * Returns: (transfer full): "412 lines · 1,106 units · €48,210"; amounts are not
 *   summed across currencies
 */
char *
bo_list_texts_total (const GPtrArray *totals)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *lines_text = NULL;
  g_autofree char *units_text = NULL;
  gint64           lines = 0, units = 0;

  for (guint i = 0; totals != NULL && i < totals->len; i++)
    {
      const BoTotal *total = g_ptr_array_index (totals, i);

      lines += total->lines;
      units += total->units;
    }
  lines_text = bo_format_units (lines);
  units_text = bo_format_units (units);
  g_string_append_printf (text, ngettext ("%s line", "%s lines", (gulong) lines), lines_text);
  g_string_append (text, " · ");
  g_string_append_printf (text, ngettext ("%s unit", "%s units", (gulong) units), units_text);
  for (guint i = 0; totals != NULL && i < totals->len; i++)
    {
      const BoTotal   *total = g_ptr_array_index (totals, i);
      g_autofree char *money = bo_format_money (total->value, total->currency);

      if (total->value != 0)
        g_string_append_printf (text, " · %s", money);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
bo_list_texts_place (gpointer item,
                     gpointer service)
{
  const BoLineRecord *line = bo_line_get_record (item);

  return bo_line_get_loaded (item) && line->place > 0 ? bo_format_units (line->place) : NULL;
}

char *
bo_list_texts_customer (gpointer item,
                        gpointer service)
{
  const BoLineRecord *line = bo_line_get_record (item);

  if (line->customer == NULL)
    return NULL;

  return g_strdup (*line->customer != '\0' ? line->customer : _ ("No name"));
}

char *
bo_list_texts_product (gpointer item,
                       gpointer service)
{
  const BoLineRecord *line = bo_line_get_record (item);

  return g_strdup (line->product != NULL && *line->product != '\0' ? line->product : line->sku);
}

char *
bo_list_texts_sku (gpointer item,
                   gpointer service)
{
  return g_strdup (bo_line_get_record (item)->sku);
}

char *
bo_list_texts_open (gpointer item,
                    gpointer service)
{
  return bo_line_get_loaded (item) ? bo_format_units (bo_line_get_record (item)->open) : NULL;
}

char *
bo_list_texts_allocated (gpointer item,
                         gpointer service)
{
  const BoLineRecord *line = bo_line_get_record (item);

  return bo_line_get_loaded (item) && line->allocated > 0 ? bo_format_units (line->allocated) : NULL;
}

char *
bo_list_texts_waiting (gpointer item,
                       gpointer service)
{
  const BoLineRecord *line = bo_line_get_record (item);

  if (!bo_line_get_loaded (item) || line->queued == 0)
    return NULL;

  return bo_format_instant_day (line->queued, bo_service_get_time_zone (service));
}

char *
bo_list_texts_need (gpointer item,
                    gpointer service)
{
  const BoLineRecord *line = bo_line_get_record (item);

  return bo_line_get_loaded (item) && line->need != BO_DAY_NONE ? bo_format_day (line->need) : NULL;
}

char *
bo_list_texts_order (gpointer item,
                     gpointer service)
{
  return g_strdup (bo_line_get_record (item)->order_number);
}

char *
bo_list_texts_value (gpointer item,
                     gpointer service)
{
  const BoLineRecord *line = bo_line_get_record (item);

  if (!bo_line_get_loaded (item) || line->currency == NULL)
    return NULL;

  return bo_format_money (bo_line_get_value (item), line->currency);
}

char *
bo_list_texts_class (gpointer item,
                     gpointer service)
{
  return bo_line_get_loaded (item) ? g_strdup_printf ("%d", bo_line_get_record (item)->priority_class) : NULL;
}

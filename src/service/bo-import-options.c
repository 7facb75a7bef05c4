/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-import"

#include "config.h"

#include "bo-import.h"

#define SOURCE_DEFAULT "orders"

/**
 * bo_import_options_new:
 *
 * Returns: (transfer full): options that leave everything to the file and the shop
 */
BoImportOptions *
bo_import_options_new (void)
{
  BoImportOptions *options = g_new0 (BoImportOptions, 1);

  options->source = g_strdup (SOURCE_DEFAULT);
  options->shipped_before = G_MININT;
  return options;
}

BoImportOptions *
bo_import_options_copy (const BoImportOptions *options)
{
  BoImportOptions *copy = g_memdup2 (options, sizeof *options);

  copy->source = g_strdup (options->source);
  for (guint i = 0; i < BO_N_COLUMNS; i++)
    copy->columns[i] = g_strdup (options->columns[i]);
  copy->time_zone = g_strdup (options->time_zone);
  copy->currency = g_strdup (options->currency);
  copy->rejects_path = g_strdup (options->rejects_path);
  copy->file_name = g_strdup (options->file_name);
  return copy;
}

void
bo_import_options_free (BoImportOptions *options)
{
  g_free (options->source);
  for (guint i = 0; i < BO_N_COLUMNS; i++)
    g_free (options->columns[i]);
  g_free (options->time_zone);
  g_free (options->currency);
  g_free (options->rejects_path);
  g_free (options->file_name);
  g_free (options);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-table.h"

G_BEGIN_DECLS

typedef struct
{
  const char *id;
  const char *label; /* untranslated */
} BoViewSort;

/**
 * BoView:
 * @name: of the action group, and the beginning of the keys of its settings
 * @n_fixed: how many columns, from the first, cannot be hidden
 *
 * How a table can be looked at.
 */
typedef struct
{
  const char          *name;
  const BoViewSort    *sorts;
  guint                n_sorts;
  const BoTableColumn *columns;
  guint                n_columns;
  guint                n_fixed;
} BoView;

void bo_view_actions_add (GSimpleActionGroup *group,
                          const BoView       *view,
                          GSettings          *settings,
                          BoTable            *table,
                          GtkMenuButton      *button);

G_END_DECLS

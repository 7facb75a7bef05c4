/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* More ids than this of one kind are told as "all". */
#define BO_CHANGES_MAX 1000

/**
 * BoChanges:
 *
 * What one transaction touched.  With @all set the sets are empty: look at
 * everything again.  Immutable once it has been told; reference counted, so that
 * it can cross threads and be a signal's argument.
 */
typedef struct
{
  gboolean all;
  gboolean settings;
  GArray  *lines;     /* (element-type gint64) sorted */
  GArray  *products;  /* (element-type gint64) sorted */
  GArray  *orders;    /* (element-type gint64) sorted */
  GArray  *customers; /* (element-type gint64) sorted */
  gint64   event_id;  /* the last event it tells of */
} BoChanges;

#define BO_TYPE_CHANGES (bo_changes_get_type ())
GType bo_changes_get_type (void);

BoChanges *bo_changes_new (void);
BoChanges *bo_changes_ref (BoChanges *changes);
void       bo_changes_unref (BoChanges *changes);
void       bo_changes_sort (GArray *ids);
void       bo_changes_fill (GArray     *ids,
                            GHashTable *set);
gboolean   bo_changes_has (const GArray *ids,
                           gint64        id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoChanges, bo_changes_unref)

G_END_DECLS

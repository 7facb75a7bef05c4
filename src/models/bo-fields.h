/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  BO_FIELD_INT64,
  BO_FIELD_INT, /* enumerations too */
  BO_FIELD_BOOLEAN,
  BO_FIELD_STRING,
} BoFieldKind;

/**
 * BoField:
 *
 * A read-only property that is a field of a plain record.  A row object keeps such
 * a record; the table of its fields is all there is to say about them, and the
 * property id of fields[i] is i + 1.  Ids of computed properties come after.
 */
typedef struct
{
  const char *name;
  BoFieldKind kind;
  gsize       offset;
} BoField;

/* clang-format off */
#define BO_FIELD(Record, kind, name, member) { name, kind, G_STRUCT_OFFSET (Record, member) }
/* clang-format on */

void bo_fields_make_pspecs (const BoField *fields,
                            guint          n_fields,
                            GParamSpec   **properties);
void bo_fields_get_value (const BoField *field,
                          gconstpointer  record,
                          GValue        *value);
void bo_fields_update (const BoField     *fields,
                       guint              n_fields,
                       GObject           *object,
                       gpointer           record,
                       gconstpointer      news,
                       GParamSpec *const *properties);
void bo_fields_clear (const BoField *fields,
                      guint          n_fields,
                      gpointer       record);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-fields"

#include "config.h"

#include "bo-fields.h"

#define MEMBER(record, field, Type) (*(Type *) G_STRUCT_MEMBER_P (record, (field)->offset))
#define CONST_MEMBER(record, field, Type) (*(Type const *) G_STRUCT_MEMBER_P (record, (field)->offset))

static GParamSpec *
make_pspec (const BoField *field)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  switch (field->kind)
    {
    case BO_FIELD_INT64:
      return g_param_spec_int64 (field->name, NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
    case BO_FIELD_INT:
      return g_param_spec_int (field->name, NULL, NULL, G_MININT, G_MAXINT, 0, flags);
    case BO_FIELD_BOOLEAN:
      return g_param_spec_boolean (field->name, NULL, NULL, FALSE, flags);
    case BO_FIELD_STRING:
      return g_param_spec_string (field->name, NULL, NULL, NULL, flags);
    default:
      g_return_val_if_reached (NULL);
    }
}

/**
 * bo_fields_make_pspecs:
 * @fields: (array length=n_fields): the fields
 * @n_fields: how many
 * @properties: where to put them, from index 1 on
 */
void
bo_fields_make_pspecs (const BoField *fields,
                       guint          n_fields,
                       GParamSpec   **properties)
{
  for (guint i = 0; i < n_fields; i++)
    properties[i + 1] = make_pspec (&fields[i]);
}

void
bo_fields_get_value (const BoField *field,
                     gconstpointer  record,
                     GValue        *value)
{
  switch (field->kind)
    {
    case BO_FIELD_INT64:
      g_value_set_int64 (value, CONST_MEMBER (record, field, gint64));
      break;
    case BO_FIELD_INT:
      g_value_set_int (value, CONST_MEMBER (record, field, int));
      break;
    case BO_FIELD_BOOLEAN:
      g_value_set_boolean (value, CONST_MEMBER (record, field, gboolean));
      break;
    case BO_FIELD_STRING:
      g_value_set_string (value, CONST_MEMBER (record, field, char *));
      break;
    default:
      g_return_if_reached ();
    }
}

/* Whether it differed. */
static gboolean
update_field (const BoField *field,
              gpointer       record,
              gconstpointer  news)
{
  switch (field->kind)
    {
    case BO_FIELD_INT64:
      if (MEMBER (record, field, gint64) == CONST_MEMBER (news, field, gint64))
        return FALSE;
      MEMBER (record, field, gint64) = CONST_MEMBER (news, field, gint64);
      return TRUE;
    case BO_FIELD_INT:
    case BO_FIELD_BOOLEAN:
      if (MEMBER (record, field, int) == CONST_MEMBER (news, field, int))
        return FALSE;
      MEMBER (record, field, int) = CONST_MEMBER (news, field, int);
      return TRUE;
    case BO_FIELD_STRING:
      if (g_strcmp0 (MEMBER (record, field, char *), CONST_MEMBER (news, field, char *)) == 0)
        return FALSE;
      g_free (MEMBER (record, field, char *));
      MEMBER (record, field, char *) = g_strdup (CONST_MEMBER (news, field, char *));
      return TRUE;
    default:
      g_return_val_if_reached (FALSE);
    }
}

/**
 * bo_fields_update:
 * @fields: (array length=n_fields): the fields
 * @n_fields: how many
 * @object: whose properties they are; its notifications should be frozen
 * @record: the record that it keeps, with strings of its own
 * @news: what the record is to become equal to
 * @properties: as bo_fields_make_pspecs() left them
 *
 * Copies what differs, and notifies of just that.
 */
void
bo_fields_update (const BoField     *fields,
                  guint              n_fields,
                  GObject           *object,
                  gpointer           record,
                  gconstpointer      news,
                  GParamSpec *const *properties)
{
  for (guint i = 0; i < n_fields; i++)
    if (update_field (&fields[i], record, news))
      g_object_notify_by_pspec (object, properties[i + 1]);
}

/* Frees the record's strings. */
void
bo_fields_clear (const BoField *fields,
                 guint          n_fields,
                 gpointer       record)
{
  for (guint i = 0; i < n_fields; i++)
    if (fields[i].kind == BO_FIELD_STRING)
      g_clear_pointer (&MEMBER (record, &fields[i], char *), g_free);
}

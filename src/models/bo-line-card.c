/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-line-card"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-fields.h"
#include "bo-format.h"
#include "bo-history-item.h"
#include "bo-line-card.h"
#include "bo-line-texts.h"
#include "bo-tranche-item.h"

/* What a pane shows of a line. */
typedef struct
{
  gboolean found;
  gboolean can_ship;
  gboolean can_cancel;
  gboolean can_amend;
  gboolean can_pause;
  gboolean can_resume;
  gboolean can_pin;
  gboolean can_unpin;
  gboolean can_return;
  char    *title;
  char    *subtitle;
  char    *position_text;
  char    *units_text;
  char    *value_text;
  char    *waiting_text;
  char    *need_text;
  char    *ship_text;
  char    *class_text;
  char    *reason_text;
  char    *created_text;
  char    *channel;
  char    *campaign;
  char    *customer_name;
  char    *email;
  char    *phone;
  char    *why;
} Shown;

struct _BoLineCard
{
  GObject parent_instance;

  BoService    *service;     /* (owned) */
  gint64        line_id;     /* 0: none */
  BoLineDetail *detail;      /* (owned) (nullable) */
  BoLine       *line;        /* (owned) (nullable) */
  GListStore   *tranches;    /* (owned) */
  GListStore   *history;     /* (owned) */
  Shown         shown;       /* (owned): its strings */
  GCancellable *cancellable; /* (owned) (nullable): of the query under way */
  GError       *error;       /* (owned) (nullable) */
  gboolean      again;       /* something has changed since the query began */
};

G_DEFINE_FINAL_TYPE (BoLineCard, bo_line_card, G_TYPE_OBJECT)

static const BoField fields[] = {
  BO_FIELD (Shown, BO_FIELD_BOOLEAN, "found", found),
  BO_FIELD (Shown, BO_FIELD_BOOLEAN, "can-ship", can_ship),
  BO_FIELD (Shown, BO_FIELD_BOOLEAN, "can-cancel", can_cancel),
  BO_FIELD (Shown, BO_FIELD_BOOLEAN, "can-amend", can_amend),
  BO_FIELD (Shown, BO_FIELD_BOOLEAN, "can-pause", can_pause),
  BO_FIELD (Shown, BO_FIELD_BOOLEAN, "can-resume", can_resume),
  BO_FIELD (Shown, BO_FIELD_BOOLEAN, "can-pin", can_pin),
  BO_FIELD (Shown, BO_FIELD_BOOLEAN, "can-unpin", can_unpin),
  BO_FIELD (Shown, BO_FIELD_BOOLEAN, "can-return", can_return),
  BO_FIELD (Shown, BO_FIELD_STRING, "title", title),
  BO_FIELD (Shown, BO_FIELD_STRING, "subtitle", subtitle),
  BO_FIELD (Shown, BO_FIELD_STRING, "position-text", position_text),
  BO_FIELD (Shown, BO_FIELD_STRING, "units-text", units_text),
  BO_FIELD (Shown, BO_FIELD_STRING, "value-text", value_text),
  BO_FIELD (Shown, BO_FIELD_STRING, "waiting-text", waiting_text),
  BO_FIELD (Shown, BO_FIELD_STRING, "need-text", need_text),
  BO_FIELD (Shown, BO_FIELD_STRING, "ship-text", ship_text),
  BO_FIELD (Shown, BO_FIELD_STRING, "class-text", class_text),
  BO_FIELD (Shown, BO_FIELD_STRING, "reason-text", reason_text),
  BO_FIELD (Shown, BO_FIELD_STRING, "created-text", created_text),
  BO_FIELD (Shown, BO_FIELD_STRING, "channel", channel),
  BO_FIELD (Shown, BO_FIELD_STRING, "campaign", campaign),
  BO_FIELD (Shown, BO_FIELD_STRING, "customer-name", customer_name),
  BO_FIELD (Shown, BO_FIELD_STRING, "email", email),
  BO_FIELD (Shown, BO_FIELD_STRING, "phone", phone),
  BO_FIELD (Shown, BO_FIELD_STRING, "why", why),
};

typedef enum
{
  PROP_LINE_ID = G_N_ELEMENTS (fields) + 1,
  PROP_LOADING,
  PROP_ERROR,
  PROP_LINE,
  PROP_TRANCHES,
  PROP_HISTORY,
} BoLineCardProperty;

static GParamSpec *properties[PROP_HISTORY + 1];

static void
take_error (BoLineCard *self,
            GError     *error)
{
  if (self->error == NULL && error == NULL)
    return;

  g_clear_error (&self->error);
  self->error = error;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static void
take_cancellable (BoLineCard   *self,
                  GCancellable *cancellable)
{
  gboolean was_loading = self->cancellable != NULL;

  if (was_loading)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = cancellable;
  if (was_loading != (cancellable != NULL))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
show (BoLineCard  *self,
      const Shown *news)
{
  bo_fields_update (fields, G_N_ELEMENTS (fields), G_OBJECT (self), &self->shown, news, properties);
}

/* An empty text where there is nothing to say, so that templates need no test. */
static void
fill_texts (Shown *shown)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      char **text = G_STRUCT_MEMBER_P (shown, fields[i].offset);

      if (fields[i].kind == BO_FIELD_STRING && *text == NULL)
        *text = g_strdup ("");
    }
}

static void
make_flags (Shown              *shown,
            const BoLineRecord *line)
{
  shown->found = TRUE;
  shown->can_ship = bo_line_record_get_shippable (line) > 0;
  shown->can_cancel = line->open > 0;
  shown->can_amend = line->open > 0;
  shown->can_pause = line->open > 0 && !line->paused;
  shown->can_resume = line->paused;
  shown->can_pin = line->open > line->locked;
  shown->can_unpin = line->locked > 0;
  shown->can_return = line->shipped > 0;
}

static char *
make_subtitle (const char         *customer_name,
               const BoLineRecord *line)
{
  /* TRANSLATORS: a customer and the number of the order */
  return g_strdup_printf (_ ("%s · order %s"), customer_name, line->order_number);
}

/* Strings of @shown are to be cleared. */
static void
make_texts (BoLineCard *self,
            Shown      *shown)
{
  const BoLineRecord     *line = self->detail->line;
  const BoCustomerRecord *customer = self->detail->customer;
  GTimeZone              *time_zone = bo_service_get_time_zone (self->service);
  int                     today = bo_service_get_today (self->service);
  g_autofree char        *created = bo_format_instant (self->detail->created, time_zone);

  shown->title = g_strdup (line->product);
  shown->customer_name = g_strdup (*line->customer != '\0' ? line->customer : _ ("Unnamed customer"));
  shown->subtitle = make_subtitle (shown->customer_name, line);
  shown->position_text = line->open > 0
                             ? bo_line_texts_place (line->place, line->place_count, line->units_ahead)
                             : g_strdup (line->shipped > 0 ? _ ("Fulfilled") : _ ("Cancelled"));
  shown->units_text = bo_line_texts_units (line);
  shown->value_text = bo_format_money (bo_line_get_value (self->line), line->currency);
  shown->waiting_text = line->open > 0 ? bo_line_texts_waiting (line->queued, today, time_zone) : NULL;
  shown->need_text = bo_line_texts_need (line->need, today);
  shown->ship_text = g_strdup (bo_ship_policy_to_text (line->ship));
  shown->class_text = bo_class_to_text (line->priority_class);
  shown->reason_text = bo_reason_to_text (line->reason, line->cause);
  /* TRANSLATORS: %s is an instant, "3 Nov 2025, 14:05" */
  shown->created_text = g_strdup_printf (_ ("Ordered on %s"), created);
  shown->channel = g_strdup (self->detail->channel);
  shown->campaign = g_strdup (line->campaign);
  shown->email = g_strdup (customer != NULL ? customer->email : NULL);
  shown->phone = g_strdup (customer != NULL ? customer->phone : NULL);
  if (self->detail->why.code != BO_WHY_NONE)
    shown->why = bo_why_to_string (&self->detail->why, GETTEXT_PACKAGE);
}

static void
show_tranches (BoLineCard *self)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  guint    n_old = g_list_model_get_n_items (G_LIST_MODEL (self->tranches));
  guint    n_new = self->detail != NULL ? self->detail->tranches->len : 0;
  gboolean same = n_old == n_new;

  for (guint i = 0; i < n_new; i++)
    {
      BoTrancheItem *item = bo_tranche_item_new (&g_array_index (self->detail->tranches, BoTranche, i),
                                                 bo_service_get_time_zone (self->service));

      g_ptr_array_add (items, item);
      if (same)
        {
          g_autoptr (BoTrancheItem) old = g_list_model_get_item (G_LIST_MODEL (self->tranches), i);

          same = g_str_equal (bo_tranche_item_get_text (old), bo_tranche_item_get_text (item));
        }
    }

  if (!same)
    g_list_store_splice (self->tranches, 0, n_old, items->pdata, n_new);
}

/* History grows at its head: what lies below stays as it is. */
static void
show_history (BoLineCard *self)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_old = g_list_model_get_n_items (G_LIST_MODEL (self->history));
  guint n_new = self->detail != NULL ? self->detail->history->len : 0;
  guint tail = 0;

  for (guint i = 0; i < n_new; i++)
    g_ptr_array_add (items, bo_history_item_new (g_ptr_array_index (self->detail->history, i),
                                                 bo_service_get_time_zone (self->service)));

  while (tail < MIN (n_old, n_new))
    {
      g_autoptr (BoHistoryItem) old = g_list_model_get_item (G_LIST_MODEL (self->history), n_old - 1 - tail);

      if (!bo_history_item_equal (old, g_ptr_array_index (items, n_new - 1 - tail)))
        break;
      tail++;
    }

  if (n_old != tail || n_new != tail)
    g_list_store_splice (self->history, 0, n_old - tail, items->pdata, n_new - tail);
}

static void
show_line (BoLineCard *self)
{
  const BoLineRecord *record = self->detail != NULL ? self->detail->line : NULL;
  gint64              id = record != NULL ? record->id : 0;

  if (self->line != NULL && bo_line_get_id (self->line) == id)
    {
      bo_line_update (self->line, record);
      return;
    }
  if (self->line == NULL && record == NULL)
    return;

  g_clear_object (&self->line);
  if (record != NULL)
    {
      self->line = bo_line_new (id);
      bo_line_update (self->line, record);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LINE]);
}

static void
take_detail (BoLineCard   *self,
             BoLineDetail *detail)
{
  Shown news = {
    0,
  };

  g_clear_pointer (&self->detail, bo_line_detail_free);
  self->detail = detail;

  g_object_freeze_notify (G_OBJECT (self));
  show_line (self);
  if (detail != NULL)
    {
      make_flags (&news, detail->line);
      make_texts (self, &news);
    }
  fill_texts (&news);
  show (self, &news);
  show_tranches (self);
  show_history (self);
  g_object_thaw_notify (G_OBJECT (self));

  bo_fields_clear (fields, G_N_ELEMENTS (fields), &news);
}

static void
load_cb (GObject      *source_object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (BoLineCard) self = user_data;
  g_autoptr (BoLineDetail) detail = NULL;
  g_autoptr (GError) error = NULL;

  detail = bo_service_load_line_detail_finish (BO_SERVICE (source_object), result, &error);
  /* Cancelled means that another line is asked for, or nobody is there. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (self->again)
    {
      bo_line_card_reload (self);
      return;
    }

  /* A line whose order has been undone is gone; that is no failure. */
  if (g_error_matches (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_NOT_FOUND))
    g_clear_error (&error);
  if (error == NULL)
    take_detail (self, g_steal_pointer (&detail));
  take_error (self, g_steal_pointer (&error));
  take_cancellable (self, NULL);
}

static gboolean
is_concerned (BoLineCard      *self,
              const BoChanges *changes)
{
  if (changes->all || changes->settings || bo_changes_has (changes->lines, self->line_id))
    return TRUE;
  if (self->detail == NULL)
    return FALSE;

  return bo_changes_has (changes->products, self->detail->line->product_id) ||
         bo_changes_has (changes->orders, self->detail->line->order_id) ||
         bo_changes_has (changes->customers, self->detail->line->customer_id);
}

static void
changed_cb (BoLineCard *self,
            BoChanges  *changes)
{
  if (self->line_id == 0)
    return;

  if (self->cancellable != NULL)
    self->again = TRUE;
  else if (is_concerned (self, changes))
    bo_line_card_reload (self);
}

static void
bo_line_card_dispose (GObject *object)
{
  BoLineCard *self = BO_LINE_CARD (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->service);
  g_clear_object (&self->line);
  self->line_id = 0;

  G_OBJECT_CLASS (bo_line_card_parent_class)->dispose (object);
}

static void
bo_line_card_finalize (GObject *object)
{
  BoLineCard *self = BO_LINE_CARD (object);

  g_clear_pointer (&self->detail, bo_line_detail_free);
  g_clear_object (&self->tranches);
  g_clear_object (&self->history);
  g_clear_error (&self->error);
  bo_fields_clear (fields, G_N_ELEMENTS (fields), &self->shown);

  G_OBJECT_CLASS (bo_line_card_parent_class)->finalize (object);
}

static void
bo_line_card_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  BoLineCard *self = BO_LINE_CARD (object);

  if (prop_id <= G_N_ELEMENTS (fields))
    {
      bo_fields_get_value (&fields[prop_id - 1], &self->shown, value);
      return;
    }

  switch ((BoLineCardProperty) prop_id)
    {
    case PROP_LINE_ID:
      g_value_set_int64 (value, self->line_id);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, self->cancellable != NULL);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    case PROP_LINE:
      g_value_set_object (value, self->line);
      break;
    case PROP_TRANCHES:
      g_value_set_object (value, self->tranches);
      break;
    case PROP_HISTORY:
      g_value_set_object (value, self->history);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bo_line_card_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  if (prop_id == PROP_LINE_ID)
    bo_line_card_set_line_id (BO_LINE_CARD (object), g_value_get_int64 (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
bo_line_card_class_init (BoLineCardClass *klass)
{
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = bo_line_card_dispose;
  object_class->finalize = bo_line_card_finalize;
  object_class->get_property = bo_line_card_get_property;
  object_class->set_property = bo_line_card_set_property;

  bo_fields_make_pspecs (fields, G_N_ELEMENTS (fields), properties);
  properties[PROP_LINE_ID] = g_param_spec_int64 ("line-id", NULL, NULL, 0, G_MAXINT64, 0, flags | G_PARAM_WRITABLE);
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  properties[PROP_LINE] = g_param_spec_object ("line", NULL, NULL, BO_TYPE_LINE, flags);
  properties[PROP_TRANCHES] = g_param_spec_object ("tranches", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_HISTORY] = g_param_spec_object ("history", NULL, NULL, G_TYPE_LIST_MODEL, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bo_line_card_init (BoLineCard *self)
{
  self->tranches = g_list_store_new (BO_TYPE_TRANCHE_ITEM);
  self->history = g_list_store_new (BO_TYPE_HISTORY_ITEM);
  fill_texts (&self->shown);
}

BoLineCard *
bo_line_card_new (BoService *service)
{
  BoLineCard *self;

  g_return_val_if_fail (BO_IS_SERVICE (service), NULL);

  self = g_object_new (BO_TYPE_LINE_CARD, NULL);
  self->service = g_object_ref (service);
  g_signal_connect_object (service, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * bo_line_card_set_line_id:
 * @self: a #BoLineCard
 * @line_id: the line to follow, 0 for none
 *
 * What is shown stays until the answer is there, but nothing can be done to it.
 */
void
bo_line_card_set_line_id (BoLineCard *self,
                          gint64      line_id)
{
  Shown idle;

  g_return_if_fail (BO_IS_LINE_CARD (self));
  g_return_if_fail (line_id >= 0);

  if (self->line_id == line_id)
    return;

  self->line_id = line_id;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LINE_ID]);
  take_error (self, NULL);
  if (line_id == 0)
    {
      take_cancellable (self, NULL);
      take_detail (self, NULL);
      return;
    }

  idle = self->shown;
  idle.can_ship = idle.can_cancel = idle.can_amend = idle.can_pause = idle.can_resume = FALSE;
  idle.can_pin = idle.can_unpin = idle.can_return = FALSE;
  show (self, &idle);
  bo_line_card_reload (self);
}

gint64
bo_line_card_get_line_id (BoLineCard *self)
{
  g_return_val_if_fail (BO_IS_LINE_CARD (self), 0);

  return self->line_id;
}

gboolean
bo_line_card_get_found (BoLineCard *self)
{
  g_return_val_if_fail (BO_IS_LINE_CARD (self), FALSE);

  return self->shown.found;
}

gboolean
bo_line_card_get_loading (BoLineCard *self)
{
  g_return_val_if_fail (BO_IS_LINE_CARD (self), FALSE);

  return self->cancellable != NULL;
}

const GError *
bo_line_card_get_error (BoLineCard *self)
{
  g_return_val_if_fail (BO_IS_LINE_CARD (self), NULL);

  return self->error;
}

/**
 * bo_line_card_get_line:
 * @self: a #BoLineCard
 *
 * Returns: (transfer none) (nullable): the line that is shown
 */
BoLine *
bo_line_card_get_line (BoLineCard *self)
{
  g_return_val_if_fail (BO_IS_LINE_CARD (self), NULL);

  return self->line;
}

/**
 * bo_line_card_reload:
 * @self: a #BoLineCard
 *
 * Reads the line again, as after a failure.
 */
void
bo_line_card_reload (BoLineCard *self)
{
  g_return_if_fail (BO_IS_LINE_CARD (self));

  if (self->line_id == 0 || self->service == NULL)
    return;

  self->again = FALSE;
  take_cancellable (self, g_cancellable_new ());
  bo_service_load_line_detail_async (self->service, self->line_id, self->cancellable, load_cb, g_object_ref (self));
}

const BoLineDetail *
bo_line_card_get_detail (BoLineCard *self)
{
  g_return_val_if_fail (BO_IS_LINE_CARD (self), NULL);

  return self->detail;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-commander"

#include "config.h"

#include "bo-commander.h"

#include <glib/gi18n.h>

#include "bo-db.h"
#include "bo-format.h"

typedef enum
{
  COMMAND_SHIP,
  COMMAND_HAND_OVER,
  COMMAND_CANCEL,
  COMMAND_PAUSE,
  COMMAND_RESUME,
  COMMAND_PIN,
  COMMAND_UNPIN,
  COMMAND_RETURN,
  COMMAND_AMEND,
  COMMAND_COUNT,
  COMMAND_UNDO,
} CommandKind;

/* One command under way. */
typedef struct
{
  BoCommander *self; /* (owned) */
  CommandKind  kind;
  gint64       event_id; /* that is being undone */
} Command;

struct _BoCommander
{
  GObject parent_instance;

  BoService *service; /* (owned) */
  GArray    *done;    /* (element-type gint64) (owned): events, newest last */
  guint      n_running;
};

G_DEFINE_FINAL_TYPE (BoCommander, bo_commander, G_TYPE_OBJECT)

typedef enum
{
  PROP_CAN_UNDO = 1,
} BoCommanderProperty;
static GParamSpec *properties[PROP_CAN_UNDO + 1];

enum
{
  SIGNAL_DONE,
  SIGNAL_FAILED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static void
command_free (Command *command)
{
  g_object_unref (command->self);
  g_free (command);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Command, command_free)

static Command *
command_new (BoCommander *self,
             CommandKind  kind)
{
  Command *command = g_new0 (Command, 1);

  command->self = g_object_ref (self);
  command->kind = kind;
  self->n_running++;

  return command;
}

/* What was done, for a toast. */
static char *
describe (CommandKind      kind,
          const BoOutcome *outcome)
{
  gulong           n = (gulong) CLAMP (outcome->units, 0, G_MAXLONG);
  g_autofree char *units = bo_format_units (outcome->units);

  switch (kind)
    {
    case COMMAND_SHIP:
      return g_strdup_printf (ngettext ("%s unit shipped", "%s units shipped", n), units);
    case COMMAND_HAND_OVER:
      return g_strdup_printf (ngettext ("%s unit handed over", "%s units handed over", n), units);
    case COMMAND_CANCEL:
      return g_strdup_printf (ngettext ("%s unit cancelled", "%s units cancelled", n), units);
    case COMMAND_PAUSE:
      return g_strdup (_ ("Paused; the place in line is kept"));
    case COMMAND_RESUME:
      return g_strdup (_ ("Resumed in its place"));
    case COMMAND_PIN:
      return g_strdup (_ ("Pinned"));
    case COMMAND_UNPIN:
      return g_strdup (_ ("Pin taken off"));
    case COMMAND_RETURN:
      return g_strdup_printf (ngettext ("%s unit taken back", "%s units taken back", n), units);
    case COMMAND_AMEND:
      return g_strdup (_ ("Backorder changed"));
    case COMMAND_COUNT:
      if (outcome->exceptions != NULL && outcome->exceptions->len > 0)
        return g_strdup_printf (ngettext ("Stock counted; %u line lost units",
                                          "Stock counted; %u lines lost units", outcome->exceptions->len),
                                outcome->exceptions->len);
      return g_strdup (_ ("Stock counted"));
    case COMMAND_UNDO:
    default:
      return g_strdup (_ ("Undone"));
    }
}

static void
remember (BoCommander *self,
          gint64       event_id)
{
  g_array_append_val (self->done, event_id);
  if (self->done->len == 1)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_UNDO]);
}

static void
forget (BoCommander *self,
        gint64       event_id)
{
  for (guint i = 0; i < self->done->len; i++)
    if (g_array_index (self->done, gint64, i) == event_id)
      {
        g_array_remove_index (self->done, i);
        if (self->done->len == 0)
          g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_UNDO]);
        return;
      }
}

static void
command_cb (GObject      *source_object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (Command) command = user_data;
  g_autoptr (BoOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  BoCommander     *self = command->self;

  self->n_running--;
  outcome = bo_service_command_finish (BO_SERVICE (source_object), result, &error);
  if (outcome == NULL)
    {
      /* What the store could not do now may be tried again; what it refused may not. */
      if (command->kind == COMMAND_UNDO && error->domain == BO_DB_ERROR)
        remember (self, command->event_id);
      bo_commander_tell_failed (self, error);
      return;
    }

  text = describe (command->kind, outcome);
  bo_commander_tell_done (self, text, command->kind == COMMAND_UNDO ? 0 : outcome->event_id);
}

static void
bo_commander_dispose (GObject *object)
{
  BoCommander *self = BO_COMMANDER (object);

  g_clear_object (&self->service);

  G_OBJECT_CLASS (bo_commander_parent_class)->dispose (object);
}

static void
bo_commander_finalize (GObject *object)
{
  BoCommander *self = BO_COMMANDER (object);

  g_clear_pointer (&self->done, g_array_unref);

  G_OBJECT_CLASS (bo_commander_parent_class)->finalize (object);
}

static void
bo_commander_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  switch ((BoCommanderProperty) prop_id)
    {
    case PROP_CAN_UNDO:
      g_value_set_boolean (value, bo_commander_get_can_undo (BO_COMMANDER (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bo_commander_class_init (BoCommanderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = bo_commander_dispose;
  object_class->finalize = bo_commander_finalize;
  object_class->get_property = bo_commander_get_property;

  properties[PROP_CAN_UNDO] =
      g_param_spec_boolean ("can-undo", NULL, NULL, FALSE,
                            G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_DONE] = g_signal_new ("done", BO_TYPE_COMMANDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT64);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", BO_TYPE_COMMANDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
bo_commander_init (BoCommander *self)
{
  self->done = g_array_new (FALSE, FALSE, sizeof (gint64));
}

BoCommander *
bo_commander_new (BoService *service)
{
  BoCommander *self = g_object_new (BO_TYPE_COMMANDER, NULL);

  g_set_object (&self->service, service);

  return self;
}

BoService *
bo_commander_get_service (BoCommander *self)
{
  g_return_val_if_fail (BO_IS_COMMANDER (self), NULL);

  return self->service;
}

gboolean
bo_commander_get_can_undo (BoCommander *self)
{
  g_return_val_if_fail (BO_IS_COMMANDER (self), FALSE);

  return self->done->len > 0;
}

gboolean
bo_commander_get_read_only (BoCommander *self)
{
  g_return_val_if_fail (BO_IS_COMMANDER (self), TRUE);

  return bo_service_is_read_only (self->service);
}

/* Whether a command is under way. */
gboolean
bo_commander_get_busy (BoCommander *self)
{
  g_return_val_if_fail (BO_IS_COMMANDER (self), FALSE);

  return self->n_running > 0;
}

/**
 * bo_commander_tell_done:
 * @self: a #BoCommander
 * @text: what was done, translated
 * @event_id: the event to undo, or 0
 *
 * Remembers a command for undoing, and tells of it.
 */
void
bo_commander_tell_done (BoCommander *self,
                        const char  *text,
                        gint64       event_id)
{
  g_return_if_fail (BO_IS_COMMANDER (self));

  if (event_id != 0)
    remember (self, event_id);
  g_signal_emit (self, signals[SIGNAL_DONE], 0, text, event_id);
}

void
bo_commander_tell_failed (BoCommander  *self,
                          const GError *error)
{
  g_return_if_fail (BO_IS_COMMANDER (self));

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
}

/* Hands over or ships @units of what may leave; 0: all of it. */
void
bo_commander_ship (BoCommander *self,
                   gint64       line_id,
                   gint64       units,
                   gboolean     hand_over)
{
  g_return_if_fail (BO_IS_COMMANDER (self));

  bo_service_ship_async (self->service, line_id, units, hand_over, NULL, NULL, command_cb,
                         command_new (self, hand_over ? COMMAND_HAND_OVER : COMMAND_SHIP));
}

/* Cancels @units of the open units; 0: all of them. */
void
bo_commander_cancel (BoCommander *self,
                     gint64       line_id,
                     gint64       units)
{
  g_return_if_fail (BO_IS_COMMANDER (self));

  bo_service_cancel_async (self->service, line_id, units, NULL, NULL, NULL, command_cb,
                           command_new (self, COMMAND_CANCEL));
}

void
bo_commander_pause (BoCommander *self,
                    gint64       line_id,
                    gboolean     paused)
{
  g_return_if_fail (BO_IS_COMMANDER (self));

  bo_service_pause_async (self->service, line_id, paused, NULL, command_cb,
                          command_new (self, paused ? COMMAND_PAUSE : COMMAND_RESUME));
}

/* Locks @units of what is on hand to the line; 0 takes the pin off. */
void
bo_commander_pin (BoCommander *self,
                  gint64       line_id,
                  gint64       units)
{
  g_return_if_fail (BO_IS_COMMANDER (self));

  bo_service_pin_async (self->service, line_id, units, NULL, command_cb,
                        command_new (self, units > 0 ? COMMAND_PIN : COMMAND_UNPIN));
}

void
bo_commander_return (BoCommander *self,
                     gint64       line_id,
                     gint64       units,
                     const char  *reason)
{
  g_return_if_fail (BO_IS_COMMANDER (self));

  bo_service_return_async (self->service, line_id, units, reason, NULL, NULL, command_cb,
                           command_new (self, COMMAND_RETURN));
}

/* Eats @request. */
void
bo_commander_amend (BoCommander    *self,
                    BoAmendRequest *request)
{
  g_return_if_fail (BO_IS_COMMANDER (self));

  bo_service_amend_async (self->service, request, NULL, command_cb, command_new (self, COMMAND_AMEND));
}

void
bo_commander_count (BoCommander *self,
                    gint64       product_id,
                    gint64       on_hand,
                    const char  *reason)
{
  g_return_if_fail (BO_IS_COMMANDER (self));

  bo_service_count_async (self->service, product_id, on_hand, reason, NULL, NULL, command_cb,
                          command_new (self, COMMAND_COUNT));
}

/* Undoes @event_id, which this window's commands made. */
void
bo_commander_undo (BoCommander *self,
                   gint64       event_id)
{
  Command *command;

  g_return_if_fail (BO_IS_COMMANDER (self));
  g_return_if_fail (event_id != 0);

  command = command_new (self, COMMAND_UNDO);
  command->event_id = event_id;
  forget (self, event_id);
  bo_service_undo_async (self->service, event_id, NULL, command_cb, command);
}

void
bo_commander_undo_last (BoCommander *self)
{
  g_return_if_fail (BO_IS_COMMANDER (self));

  if (self->done->len > 0)
    bo_commander_undo (self, g_array_index (self->done, gint64, self->done->len - 1));
}

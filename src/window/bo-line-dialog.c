/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-line-dialog"

#include "config.h"

#include "bo-line-dialog.h"

#include <glib/gi18n.h>

#include "bo-date-row.h"
#include "bo-dialog-frame.h"
#include "bo-dialog.h"
#include "bo-form.h"
#include "bo-format.h"
#include "bo-line-texts.h"

#define DIALOG_WIDTH 480 /* pixels */

struct _BoLineDialog
{
  AdwBin parent_instance;

  BoLineDialogKind kind;
  BoCommander     *commander; /* (owned) (nullable) */
  gint64           line_id;
  gint64           units; /* as they were */
  int              priority_class;
  int              need;
  BoShipPolicy     ship;

  BoDialogFrame *frame; /* (not owned): descendants */
  GtkSpinButton *units_spin;
  AdwEntryRow   *reason_row; /* (nullable) */
  AdwComboRow   *class_row;  /* (nullable) */
  BoDateRow     *need_row;   /* (nullable) */
  AdwComboRow   *ship_row;   /* (nullable) */
};

G_DEFINE_FINAL_TYPE (BoLineDialog, bo_line_dialog, ADW_TYPE_BIN)

/* What a dialog of a kind says. */
typedef struct
{
  const char *title;
  const char *apply_label;
  const char *units_title;
} Texts;

static const Texts texts[] = {
  [BO_LINE_DIALOG_HAND_OVER] = { N_ ("Hand Over"), N_ ("_Hand Over"), N_ ("_Units that leave now") },
  [BO_LINE_DIALOG_SHIP] = { N_ ("Ship"), N_ ("_Ship"), N_ ("_Units that leave now") },
  [BO_LINE_DIALOG_CANCEL] = { N_ ("Cancel Some Units"), N_ ("_Reduce"), N_ ("_Units no longer wanted") },
  [BO_LINE_DIALOG_PIN] = { N_ ("Pin Units"), N_ ("_Pin"), N_ ("_Units kept for this customer") },
  [BO_LINE_DIALOG_RETURN] = { N_ ("Take Back"), N_ ("_Take Back"), N_ ("_Units that came back") },
  [BO_LINE_DIALOG_AMEND] = { N_ ("Change Backorder"), N_ ("_Change"), N_ ("_Units wanted") },
};

static gint64
get_units (BoLineDialog *self)
{
  return (gint64) gtk_spin_button_get_value (self->units_spin);
}

static void
amend (BoLineDialog *self)
{
  BoAmendRequest *request = bo_amend_request_new (self->line_id);
  int             priority_class = (int) adw_combo_row_get_selected (self->class_row) + BO_CLASS_MIN;

  request->fields = 0;
  if (get_units (self) != self->units)
    request->fields |= BO_AMEND_UNITS;
  if (priority_class != self->priority_class)
    request->fields |= BO_AMEND_CLASS;
  if (bo_date_row_get_day (self->need_row) != self->need)
    request->fields |= BO_AMEND_NEED;
  if (adw_combo_row_get_selected (self->ship_row) != (guint) self->ship)
    request->fields |= BO_AMEND_SHIP;
  request->units = get_units (self);
  request->priority_class = priority_class;
  request->need = bo_date_row_get_day (self->need_row);
  request->ship = (BoShipPolicy) adw_combo_row_get_selected (self->ship_row);

  if (request->fields != 0)
    bo_commander_amend (self->commander, request);
  else
    bo_amend_request_free (request);
}

static void
apply_cb (BoLineDialog *self)
{
  switch (self->kind)
    {
    case BO_LINE_DIALOG_HAND_OVER:
    case BO_LINE_DIALOG_SHIP:
      bo_commander_ship (self->commander, self->line_id, get_units (self), self->kind == BO_LINE_DIALOG_HAND_OVER);
      break;
    case BO_LINE_DIALOG_CANCEL:
      bo_commander_cancel (self->commander, self->line_id, get_units (self));
      break;
    case BO_LINE_DIALOG_PIN:
      bo_commander_pin (self->commander, self->line_id, get_units (self));
      break;
    case BO_LINE_DIALOG_RETURN:
      bo_commander_return (self->commander, self->line_id, get_units (self),
                           gtk_editable_get_text (GTK_EDITABLE (self->reason_row)));
      break;
    case BO_LINE_DIALOG_AMEND:
      amend (self);
      break;
    default:
      g_return_if_reached ();
    }
  bo_dialog_force_close (GTK_WIDGET (self));
}

/* The most and the usual number of units of a command, from what the line has now. */
static void
get_bounds (BoLineDialogKind    kind,
            const BoLineRecord *line,
            gint64             *least,
            gint64             *most,
            gint64             *usual)
{
  gint64 shippable = bo_line_record_get_shippable (line);

  *least = 1;
  switch (kind)
    {
    case BO_LINE_DIALOG_HAND_OVER:
    case BO_LINE_DIALOG_SHIP:
      *most = shippable;
      break;
    case BO_LINE_DIALOG_RETURN:
      *most = line->shipped;
      break;
    case BO_LINE_DIALOG_PIN:
      *most = line->open;
      *usual = MAX (line->allocated, 1);
      return;
    case BO_LINE_DIALOG_AMEND:
      *least = MAX (line->shipped, 1);
      *most = BO_UNITS_MAX;
      *usual = line->ordered - line->cancelled;
      return;
    case BO_LINE_DIALOG_CANCEL:
    default:
      *most = line->open;
      break;
    }
  *usual = *most;
}

static char *
describe_bounds (BoLineDialogKind    kind,
                 const BoLineRecord *line)
{
  g_autofree char *open = bo_format_units (line->open);
  g_autofree char *allocated = bo_format_units (line->allocated);
  g_autofree char *shippable = bo_format_units (bo_line_record_get_shippable (line));
  g_autofree char *shipped = bo_format_units (line->shipped);

  switch (kind)
    {
    case BO_LINE_DIALOG_HAND_OVER:
    case BO_LINE_DIALOG_SHIP:
      return g_strdup_printf (ngettext ("%s unit may leave now; the rest keeps its place",
                                        "%s units may leave now; the rest keeps its place", (gulong) bo_line_record_get_shippable (line)),
                              shippable);
    case BO_LINE_DIALOG_CANCEL:
      return g_strdup_printf (ngettext ("%s unit is open; the youngest go first",
                                        "%s units are open; the youngest go first", (gulong) line->open),
                              open);
    case BO_LINE_DIALOG_PIN:
      return g_strdup_printf (_ ("It has %s of %s now; no run takes a pinned unit away"), allocated, open);
    case BO_LINE_DIALOG_RETURN:
      return g_strdup_printf (ngettext ("%s unit was shipped; what comes back goes on hand",
                                        "%s units were shipped; what comes back goes on hand", (gulong) line->shipped),
                              shipped);
    case BO_LINE_DIALOG_AMEND:
    default:
      return g_strdup (_ ("Added units queue from today; fewer keep the oldest place"));
    }
}

static void
add_amend_rows (BoLineDialog        *self,
                AdwPreferencesGroup *group,
                const BoLineRecord  *line)
{
  g_auto (GStrv) classes = bo_form_dup_class_texts (NULL);
  g_auto (GStrv) ships = bo_form_dup_ship_texts ();

  self->need_row = BO_DATE_ROW (bo_date_row_new (_ ("_Needed by"), bo_service_get_today (bo_commander_get_service (self->commander))));
  bo_date_row_set_day (self->need_row, line->need);
  adw_preferences_group_add (group, GTK_WIDGET (self->need_row));
  self->class_row = bo_form_add_combo (group, _ ("_Priority"), (const char *const *) classes,
                                       (guint) CLAMP (line->priority_class - BO_CLASS_MIN, 0, BO_CLASS_MAX - BO_CLASS_MIN));
  self->ship_row = bo_form_add_combo (group, _ ("_Whole order leaves"), (const char *const *) ships, line->ship);
  adw_combo_row_set_use_subtitle (self->ship_row, TRUE);
}

static void
need_changed_cb (BoLineDialog *self)
{
  bo_dialog_frame_set_can_apply (self->frame, bo_date_row_get_valid (self->need_row));
}

static void
bo_line_dialog_dispose (GObject *object)
{
  g_clear_object (&BO_LINE_DIALOG (object)->commander);

  G_OBJECT_CLASS (bo_line_dialog_parent_class)->dispose (object);
}

static void
bo_line_dialog_class_init (BoLineDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bo_line_dialog_dispose;
}

static void
bo_line_dialog_init (BoLineDialog *self)
{
}

static void
fill (BoLineDialog       *self,
      const BoLineRecord *line)
{
  GtkWidget           *page = adw_preferences_page_new ();
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  g_autofree char     *bounds = describe_bounds (self->kind, line);
  g_autofree char     *product = g_markup_escape_text (line->product, -1);
  g_autofree char     *customer = g_markup_escape_text (line->customer, -1);
  gint64               least, most, usual;

  get_bounds (self->kind, line, &least, &most, &usual);
  adw_preferences_group_set_title (group, product);
  adw_preferences_group_set_description (group, *customer != '\0' ? customer : NULL);
  self->units_spin = bo_form_add_spin (group, _ (texts[self->kind].units_title), bounds, least, MAX (most, least), usual);
  if (self->kind == BO_LINE_DIALOG_RETURN)
    self->reason_row = bo_form_add_entry (group, _ ("_Reason"), NULL);
  if (self->kind == BO_LINE_DIALOG_AMEND)
    {
      add_amend_rows (self, group, line);
      g_signal_connect_object (self->need_row, "day-changed", G_CALLBACK (need_changed_cb), self, G_CONNECT_SWAPPED);
    }
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), group);
  bo_dialog_frame_set_content (self->frame, page);
}

/**
 * bo_line_dialog_present:
 * @kind: what to ask for
 * @commander: gets the command
 * @detail: the line as it stands
 * @parent: a widget of the window on whose behalf to ask
 *
 * Returns: (transfer none): the dialog, which is on the screen now
 */
BoLineDialog *
bo_line_dialog_present (BoLineDialogKind    kind,
                        BoCommander        *commander,
                        const BoLineDetail *detail,
                        GtkWidget          *parent)
{
  const BoLineRecord *line = detail->line;
  BoLineDialog       *self = g_object_new (BO_TYPE_LINE_DIALOG, NULL);

  self->kind = kind;
  g_set_object (&self->commander, commander);
  self->line_id = line->id;
  self->units = line->ordered - line->cancelled;
  self->priority_class = line->priority_class;
  self->need = line->need;
  self->ship = line->ship;

  self->frame = BO_DIALOG_FRAME (bo_dialog_frame_new (_ (texts[kind].title), _ (texts[kind].apply_label)));
  g_object_set (self->frame, "destructive", kind == BO_LINE_DIALOG_CANCEL, NULL);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->frame));
  g_signal_connect_object (self->frame, "apply", G_CALLBACK (apply_cb), self, G_CONNECT_SWAPPED);
  fill (self, line);

  bo_dialog_present (GTK_WIDGET (self), parent, _ (texts[kind].title), DIALOG_WIDTH, -1);
  bo_dialog_set_default_widget (GTK_WIDGET (self), bo_dialog_frame_get_apply_button (self->frame));
  bo_dialog_set_focus (GTK_WIDGET (self), GTK_WIDGET (self->units_spin));

  return self;
}

void
bo_line_dialog_set_units (BoLineDialog *self,
                          gint64        units)
{
  g_return_if_fail (BO_IS_LINE_DIALOG (self));

  gtk_spin_button_set_value (self->units_spin, (double) units);
}

void
bo_line_dialog_apply (BoLineDialog *self)
{
  g_return_if_fail (BO_IS_LINE_DIALOG (self));

  g_signal_emit_by_name (self->frame, "apply");
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-shop-head"

#include "config.h"

#include "bo-shop-head.h"

#include <glib/gi18n.h>

#include "bo-error-text.h"
#include "bo-format.h"
#include "bo-shop-texts.h"

/* How much of the bar lights up while it is not known how much there is. */
#define PULSE_STEP 0.1

struct _BoShopHead
{
  AdwPreferencesGroup parent_instance;

  /* Template children */
  GtkImage       *mood_image;
  GtkLabel       *state_label;
  GtkButton      *button;
  GtkProgressBar *progress_bar;
  GtkLabel       *note_label;
};

G_DEFINE_FINAL_TYPE (BoShopHead, bo_shop_head, ADW_TYPE_PREFERENCES_GROUP)

/* An icon, and the style class that goes with it, for how it stands. */
static const struct
{
  const char *icon;
  const char *style;
} moods[] = {
  [BO_SHOP_MOOD_NONE] = { "network-offline-symbolic", "dim-label" },
  [BO_SHOP_MOOD_NEVER] = { "emblem-synchronizing-symbolic", "dim-label" },
  [BO_SHOP_MOOD_SYNCING] = { "emblem-synchronizing-symbolic", "accent" },
  [BO_SHOP_MOOD_GOOD] = { "emblem-ok-symbolic", "success" },
  [BO_SHOP_MOOD_OFFLINE] = { "network-offline-symbolic", "dim-label" },
  [BO_SHOP_MOOD_SETTLE] = { "dialog-warning-symbolic", "warning" },
  [BO_SHOP_MOOD_TROUBLE] = { "dialog-error-symbolic", "error" },
};

/* What is below the heading: why the last sync failed, or what it did. */
static char *
describe_note (BoShopState        *state,
               const BoSyncStatus *status,
               const GError       *error)
{
  const BoSyncReport *report = bo_shop_state_get_report (state);
  g_autofree char    *at = NULL;

  if (status->running)
    return status->ever_full ? NULL
                             : g_strdup (_ ("You can close this window and go on working. What has been read "
                                            "stays, whenever you stop."));
  if (error != NULL)
    return bo_error_text (error);
  if (status->last_error != NULL)
    {
      at = bo_format_instant (status->last_error_at, bo_shop_state_get_time_zone (state));
      /* Translators: an instant, and a sentence that says what went wrong then */
      return g_strdup_printf (_ ("%s: %s"), at, status->last_error);
    }

  if (!status->ever_full && status->n_products + status->n_customers + status->n_orders > 0)
    return g_strdup (_ ("What has been read stays; the next sync goes on from there."));

  return report != NULL ? bo_sync_report_to_text (report) : NULL;
}

static void
set_note (BoShopHead *self,
          const char *text)
{
  gtk_label_set_label (self->note_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note_label), text != NULL && *text != '\0');
}

/* One button for both, so that the keyboard stays on it. */
static void
update_button (BoShopHead *self,
               gboolean    running)
{
  gtk_button_set_label (self->button, running ? _ ("S_top") : _ ("_Synchronize"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), running ? "shop.stop" : "shop.sync");
  if (running)
    gtk_widget_remove_css_class (GTK_WIDGET (self->button), "suggested-action");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->button), "suggested-action");
}

static void
update_progress (BoShopHead  *self,
                 BoShopState *state)
{
  double fraction = bo_shop_state_get_fraction (state);

  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), bo_shop_state_get_running (state));
  if (fraction >= 0)
    gtk_progress_bar_set_fraction (self->progress_bar, fraction);
  else if (bo_shop_state_get_running (state))
    gtk_progress_bar_pulse (self->progress_bar);
}

static void
bo_shop_head_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), BO_TYPE_SHOP_HEAD);

  G_OBJECT_CLASS (bo_shop_head_parent_class)->dispose (object);
}

static void
bo_shop_head_class_init (BoShopHeadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bo_shop_head_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/backorders/Backorders/bo-shop-head.ui");
  gtk_widget_class_bind_template_child (widget_class, BoShopHead, mood_image);
  gtk_widget_class_bind_template_child (widget_class, BoShopHead, state_label);
  gtk_widget_class_bind_template_child (widget_class, BoShopHead, button);
  gtk_widget_class_bind_template_child (widget_class, BoShopHead, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, BoShopHead, note_label);
}

static void
bo_shop_head_init (BoShopHead *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_progress_bar_set_pulse_step (self->progress_bar, PULSE_STEP);
}

/**
 * bo_shop_head_update:
 * @self: a #BoShopHead
 * @state: of the shop, not closed yet
 * @error: (nullable): of the last sync that a person started
 *
 * Shows how it stands.
 */
void
bo_shop_head_update (BoShopHead   *self,
                     BoShopState  *state,
                     const GError *error)
{
  BoShopMood       mood = bo_shop_state_get_mood (state);
  g_autofree char *note = NULL;

  g_return_if_fail (BO_IS_SHOP_HEAD (self));

  note = describe_note (state, bo_sync_get_status (bo_shop_state_get_sync (state)), error);
  gtk_image_set_from_icon_name (self->mood_image, bo_shop_mood_get_icon (mood));
  gtk_widget_set_css_classes (GTK_WIDGET (self->mood_image), (const char *[]){ bo_shop_mood_get_style (mood), NULL });
  gtk_label_set_label (self->state_label, bo_shop_state_get_text (state));
  update_button (self, bo_shop_state_get_running (state));
  update_progress (self, state);
  set_note (self, note);
}

/* The one to start a sync, or to stop it. */
GtkWidget *
bo_shop_head_get_button (BoShopHead *self)
{
  g_return_val_if_fail (BO_IS_SHOP_HEAD (self), NULL);

  return GTK_WIDGET (self->button);
}

/* What stands below the heading. */
const char *
bo_shop_head_get_note (BoShopHead *self)
{
  g_return_val_if_fail (BO_IS_SHOP_HEAD (self), NULL);

  return gtk_label_get_label (self->note_label);
}

const char *
bo_shop_mood_get_icon (BoShopMood mood)
{
  g_return_val_if_fail (mood < G_N_ELEMENTS (moods), NULL);

  return moods[mood].icon;
}

const char *
bo_shop_mood_get_style (BoShopMood mood)
{
  g_return_val_if_fail (mood < G_N_ELEMENTS (moods), NULL);

  return moods[mood].style;
}

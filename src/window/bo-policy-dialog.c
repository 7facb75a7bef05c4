/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-policy-dialog"

#include "config.h"

#include "bo-policy-dialog.h"

#include <glib/gi18n.h>

#include "bo-dialog-frame.h"
#include "bo-dialog.h"
#include "bo-form.h"
#include "bo-line-texts.h"

#define DIALOG_WIDTH 520  /* pixels */
#define DIALOG_HEIGHT 700 /* pixels */
#define CASE_MAX 100000   /* units in a case */
#define DAYS_MAX 3650     /* days of waiting */
#define N_CLASSES (BO_CLASS_MAX - BO_CLASS_MIN + 1)
#define N_SHOWN 4 /* classes whose share is always in view */

struct _BoPolicyDialog
{
  AdwBin parent_instance;

  BoCommander *commander;  /* (owned) (nullable) */
  gint64       product_id; /* 0: the shop's policy */
  BoPolicy    *policy;     /* (owned) (nullable): as it was */

  BoDialogFrame       *frame;      /* (not owned): descendants */
  GtkSwitch           *own_switch; /* (nullable) */
  AdwComboRow         *rule_row;
  AdwComboRow         *key_row;
  GtkSwitch           *by_class_switch;
  GtkSpinButton       *lot_spin;
  GtkSwitch           *min_one_switch;
  AdwComboRow         *complete_row;
  GtkSpinButton       *days_spin;
  AdwComboRow         *exception_row;
  AdwPreferencesGroup *rule_group;
  AdwPreferencesGroup *complete_group;
  AdwPreferencesGroup *shares_group;
  GtkSpinButton       *share_spins[N_CLASSES];
  AdwPreferencesGroup *reserve_group;
  AdwEntryRow         *campaign_row;
  GtkSpinButton       *reserve_spin;
};

G_DEFINE_FINAL_TYPE (BoPolicyDialog, bo_policy_dialog, ADW_TYPE_BIN)

static const char *
explain_rule (BoRule rule)
{
  switch (rule)
    {
    case BO_RULE_FIFO:
      return _ ("Who waits longest is served first, whoever it is.");
    case BO_RULE_PRIORITY:
      return _ ("Class 1 is served first, then class 2, and so on; within a class, who waits longest.");
    case BO_RULE_NEED:
      return _ ("Who needs it earliest is served first; without a date last.");
    case BO_RULE_FAIR_SHARE:
      return _ ("Everybody gets a share that fits what they want, and one more unit never takes one away.");
    case BO_RULE_PRO_RATA:
      return _ ("Split in proportion to what each wants, once: for a single delivery of something rare.");
    case BO_RULE_EQUAL_SHARE:
      return _ ("Everybody gets the same number, until they have what they want.");
    case BO_RULE_CLASS_SHARES:
      return _ ("Each class gets its percentage; what a class does not need goes to the next.");
    case BO_RULE_STRATEGIES:
      return _ ("Each line wins, keeps, gains or gives, as it was marked.");
    default:
      return "";
    }
}

static const char *
explain_complete (BoCompleteMode mode)
{
  switch (mode)
    {
    case BO_COMPLETE_SKIP:
      return _ ("It waits, and its units go to who comes after. A large order may wait long.");
    case BO_COMPLETE_HOLD:
      return _ ("It takes what there is and keeps it until it is complete. Units may lie idle.");
    case BO_COMPLETE_SKIP_UNTIL:
    default:
      return _ ("It is passed over at first; after so many days it takes what there is and keeps it.");
    }
}

static BoRule
get_rule (BoPolicyDialog *self)
{
  return (BoRule) adw_combo_row_get_selected (self->rule_row);
}

static gint64
get_spin (GtkSpinButton *spin)
{
  return (gint64) gtk_spin_button_get_value (spin);
}

static int
get_share_sum (BoPolicyDialog *self)
{
  int sum = 0;

  for (guint i = 0; i < N_CLASSES; i++)
    sum += (int) get_spin (self->share_spins[i]);

  return sum;
}

/* Returns: (transfer full) (nullable): the campaign that units are reserved for */
static char *
dup_campaign (BoPolicyDialog *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->campaign_row))));

  return *name != '\0' ? g_steal_pointer (&name) : NULL;
}

/* Why what is chosen cannot be, or NULL. */
static const char *
find_conflict (BoPolicyDialog *self)
{
  g_autofree char *campaign = dup_campaign (self);

  if (bo_policy_is_fair (get_rule (self)) && gtk_switch_get_active (self->min_one_switch) && get_spin (self->lot_spin) > 1)
    return _ ("One unit for each first cannot go with whole cases.");
  if (get_rule (self) == BO_RULE_CLASS_SHARES && get_share_sum (self) > 100)
    return _ ("The shares are more than 100 percent.");
  if (campaign == NULL && get_spin (self->reserve_spin) > 0)
    return _ ("Units are reserved for a campaign: give its name.");
  if (campaign != NULL && get_spin (self->reserve_spin) == 0)
    return _ ("No units are reserved for the campaign: say how many, or take its name out.");

  return NULL;
}

static void
update (BoPolicyDialog *self)
{
  BoRule         rule = get_rule (self);
  BoCompleteMode mode = (BoCompleteMode) adw_combo_row_get_selected (self->complete_row);
  gboolean       own = self->own_switch == NULL || gtk_switch_get_active (self->own_switch);
  gboolean       fair = bo_policy_is_fair (rule);
  const char    *conflict = own ? find_conflict (self) : NULL;

  adw_preferences_group_set_description (self->rule_group, explain_rule (rule));
  adw_preferences_group_set_description (self->complete_group, explain_complete (mode));
  gtk_widget_set_sensitive (GTK_WIDGET (self->rule_group), own);
  gtk_widget_set_sensitive (GTK_WIDGET (self->complete_group), own);
  gtk_widget_set_sensitive (GTK_WIDGET (self->shares_group), own);
  gtk_widget_set_sensitive (GTK_WIDGET (self->reserve_group), own);

  gtk_widget_set_visible (GTK_WIDGET (self->key_row), fair || rule == BO_RULE_STRATEGIES);
  gtk_widget_set_visible (bo_form_get_row (GTK_WIDGET (self->by_class_switch)), fair);
  gtk_widget_set_visible (bo_form_get_row (GTK_WIDGET (self->lot_spin)), fair);
  gtk_widget_set_visible (bo_form_get_row (GTK_WIDGET (self->min_one_switch)), fair);
  gtk_widget_set_visible (GTK_WIDGET (self->exception_row), rule == BO_RULE_STRATEGIES);
  gtk_widget_set_visible (GTK_WIDGET (self->shares_group), rule == BO_RULE_CLASS_SHARES);
  gtk_widget_set_visible (bo_form_get_row (GTK_WIDGET (self->days_spin)), mode == BO_COMPLETE_SKIP_UNTIL);

  bo_dialog_frame_show_notice (self->frame, conflict);
  bo_dialog_frame_set_can_apply (self->frame, conflict == NULL);
}

/* What a class does not need goes to the next listed: classes that have a share keep their
 * order, and new ones follow. */
static void
fill_shares (BoPolicyDialog *self,
             GArray         *shares)
{
  gboolean listed[N_CLASSES] = { FALSE };

  g_array_set_size (shares, 0);
  for (guint i = 0; i < self->policy->shares->len + N_CLASSES; i++)
    {
      int          index = i < self->policy->shares->len
                               ? g_array_index (self->policy->shares, BoClassShare, i).priority_class - BO_CLASS_MIN
                               : (int) (i - self->policy->shares->len);
      BoClassShare share = { index + BO_CLASS_MIN, (int) get_spin (self->share_spins[index]) };

      if (share.percent > 0 && !listed[index])
        g_array_append_val (shares, share);
      listed[index] = TRUE;
    }
}

static BoPolicy *
create_policy (BoPolicyDialog *self)
{
  BoPolicy *policy = bo_policy_copy (self->policy);
  BoRule    rule = get_rule (self);
  gboolean  fair = bo_policy_is_fair (rule);

  policy->by_class = fair && gtk_switch_get_active (self->by_class_switch);
  policy->rule = policy->by_class ? BO_RULE_PRIORITY : rule;
  policy->inside_class = rule;
  policy->key = fair || rule == BO_RULE_STRATEGIES ? (BoKey) adw_combo_row_get_selected (self->key_row)
                                                   : bo_policy_default_key (rule);
  policy->lot = fair ? get_spin (self->lot_spin) : 1;
  policy->min_one = fair && gtk_switch_get_active (self->min_one_switch);
  policy->ship_complete = (BoCompleteMode) adw_combo_row_get_selected (self->complete_row);
  policy->skip_until_days = (int) get_spin (self->days_spin);
  policy->on_exception = (BoOnException) adw_combo_row_get_selected (self->exception_row);
  fill_shares (self, policy->shares);
  g_free (policy->reserve_name);
  policy->reserve_name = dup_campaign (self);
  policy->reserve_units = get_spin (self->reserve_spin);

  return policy;
}

static void
set_cb (GObject      *source_object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (BoPolicyDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BoOutcome) outcome = bo_service_command_finish (BO_SERVICE (source_object), result, &error);

  bo_dialog_frame_set_busy (self->frame, FALSE);
  if (outcome == NULL)
    {
      bo_dialog_frame_show_error (self->frame, error);
      return;
    }
  if (outcome->event_id != 0)
    bo_commander_tell_done (self->commander, _ ("Policy changed; deal again to put it into force"), outcome->event_id);
  bo_dialog_force_close (GTK_WIDGET (self));
}

static void
apply_cb (BoPolicyDialog *self)
{
  g_autoptr (BoPolicy) policy = NULL;

  if (self->own_switch == NULL || gtk_switch_get_active (self->own_switch))
    policy = create_policy (self);
  bo_dialog_frame_set_busy (self->frame, TRUE);
  bo_service_set_policy_async (bo_commander_get_service (self->commander), self->product_id, policy, NULL, set_cb,
                               g_object_ref (self));
}

/* Form */

static AdwPreferencesGroup *
add_group (GtkWidget  *page,
           const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));

  return ADW_PREFERENCES_GROUP (group);
}

static void
add_rule_rows (BoPolicyDialog *self,
               GtkWidget      *page)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) rules = NULL;
  const char *const keys[] = { _ ("Place in line"), _ ("Class, then place"), _ ("Need date"), NULL };
  const char *const exceptions[] = { _ ("Do what can be done"), _ ("Change nothing"), NULL };
  BoRule            rule = self->policy->by_class ? self->policy->inside_class : self->policy->rule;

  for (int i = BO_RULE_FIFO; i <= BO_RULE_STRATEGIES; i++)
    g_strv_builder_add (builder, bo_rule_to_text ((BoRule) i));
  rules = g_strv_builder_end (builder);

  self->rule_group = add_group (page, _ ("Who Is Served"));
  self->rule_row = bo_form_add_combo (self->rule_group, _ ("_Rule"), (const char *const *) rules, rule);
  adw_combo_row_set_use_subtitle (self->rule_row, TRUE);
  self->key_row = bo_form_add_combo (self->rule_group, _ ("_Ties go by"), keys, self->policy->key);
  self->by_class_switch = bo_form_add_switch (self->rule_group, _ ("_Class after class"),
                                              _ ("The rule is used within each class, best class first"),
                                              self->policy->by_class);
  self->lot_spin = bo_form_add_spin (self->rule_group, _ ("_Units in a case"), _ ("Only whole cases are dealt"), 1,
                                     CASE_MAX, self->policy->lot);
  self->min_one_switch = bo_form_add_switch (self->rule_group, _ ("_One for each first"),
                                             _ ("Then the rest by the rule"), self->policy->min_one);
  self->exception_row = bo_form_add_combo (self->rule_group, _ ("If a line gets _less than it was promised"), exceptions,
                                           self->policy->on_exception);
  adw_combo_row_set_use_subtitle (self->exception_row, TRUE);
}

static int
find_share (const BoPolicy *policy,
            int             priority_class)
{
  for (guint i = 0; i < policy->shares->len; i++)
    {
      const BoClassShare *share = &g_array_index (policy->shares, BoClassShare, i);

      if (share->priority_class == priority_class)
        return share->percent;
    }

  return 0;
}

/* The first classes, and those that have a share; the others are a step away. */
static void
add_share_rows (BoPolicyDialog *self,
                GtkWidget      *page)
{
  AdwExpanderRow *more = ADW_EXPANDER_ROW (adw_expander_row_new ());

  self->shares_group = add_group (page, _ ("Shares"));
  adw_preferences_group_set_description (self->shares_group, _ ("In percent; classes without a share come last"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (more), _ ("More classes"));
  for (int i = 0; i < N_CLASSES; i++)
    {
      g_autofree char *title = bo_class_to_text (i + BO_CLASS_MIN);
      int              percent = find_share (self->policy, i + BO_CLASS_MIN);

      if (i < N_SHOWN || percent > 0)
        self->share_spins[i] = bo_form_add_spin (self->shares_group, title, NULL, 0, 100, percent);
      else
        self->share_spins[i] = bo_form_add_spin_to_expander (more, title, 0, 100, percent);
      g_signal_connect_object (self->share_spins[i], "value-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
    }
  adw_preferences_group_add (self->shares_group, GTK_WIDGET (more));
}

static void
add_reserve_rows (BoPolicyDialog *self,
                  GtkWidget      *page)
{
  self->reserve_group = add_group (page, _ ("Reserve for a Campaign"));
  adw_preferences_group_set_description (self->reserve_group,
                                         _ ("Of each product, so many units are kept for the lines of a campaign, and no more "
                                            "than they want."));
  self->campaign_row = bo_form_add_entry (self->reserve_group, _ ("Ca_mpaign"), self->policy->reserve_name);
  self->reserve_spin = bo_form_add_spin (self->reserve_group, _ ("Units _kept"), NULL, 0, BO_UNITS_MAX,
                                         self->policy->reserve_units);
}

static void
add_complete_rows (BoPolicyDialog *self,
                   GtkWidget      *page)
{
  const char *const modes[] = { _ ("Pass it over"), _ ("Hold units for it"), _ ("Pass it over, then hold"), NULL };

  self->complete_group = add_group (page, _ ("Orders that Leave Complete"));
  self->complete_row = bo_form_add_combo (self->complete_group, _ ("While it does not _fit"), modes,
                                          self->policy->ship_complete);
  self->days_spin = bo_form_add_spin (self->complete_group, _ ("_Days passed over"), NULL, 1, DAYS_MAX,
                                      self->policy->skip_until_days);
}

static void
fill (BoPolicyDialog *self,
      gboolean        own)
{
  GtkWidget *page = adw_preferences_page_new ();

  if (self->product_id != 0)
    self->own_switch = bo_form_add_switch (add_group (page, _ ("This Product")), _ ("Its _own policy"),
                                           _ ("Otherwise it follows the shop's"), own);
  add_rule_rows (self, page);
  add_share_rows (self, page);
  add_complete_rows (self, page);
  add_reserve_rows (self, page);
  bo_dialog_frame_set_content (self->frame, page);

  if (self->own_switch != NULL)
    g_signal_connect_object (self->own_switch, "notify::active", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->rule_row, "notify::selected", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->complete_row, "notify::selected", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->lot_spin, "value-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->campaign_row, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->reserve_spin, "value-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->min_one_switch, "notify::active", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

static void
bo_policy_dialog_dispose (GObject *object)
{
  BoPolicyDialog *self = BO_POLICY_DIALOG (object);

  g_clear_object (&self->commander);
  g_clear_pointer (&self->policy, bo_policy_free);

  G_OBJECT_CLASS (bo_policy_dialog_parent_class)->dispose (object);
}

static void
bo_policy_dialog_class_init (BoPolicyDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bo_policy_dialog_dispose;
}

static void
bo_policy_dialog_init (BoPolicyDialog *self)
{
}

/**
 * bo_policy_dialog_present:
 * @commander: its service gets the policy
 * @product_id: whose policy it is, or 0: the shop's
 * @product_name: (nullable): of the product
 * @policy: (nullable): the product's own; %NULL: it follows the shop, or the shop's is meant
 * @parent: a widget of the window on whose behalf to ask
 *
 * Returns: (transfer none): the dialog, which is on the screen now
 */
BoPolicyDialog *
bo_policy_dialog_present (BoCommander    *commander,
                          gint64          product_id,
                          const char     *product_name,
                          const BoPolicy *policy,
                          GtkWidget      *parent)
{
  BoPolicyDialog  *self = g_object_new (BO_TYPE_POLICY_DIALOG, NULL);
  g_autofree char *title = product_id != 0 ? g_strdup_printf (_ ("Policy of %s"), product_name)
                                           : g_strdup (_ ("Queue Policy"));

  g_set_object (&self->commander, commander);
  self->product_id = product_id;
  self->policy = bo_policy_copy (policy != NULL ? policy : bo_service_get_policy (bo_commander_get_service (commander)));
  self->frame = BO_DIALOG_FRAME (bo_dialog_frame_new (title, _ ("_Save")));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->frame));
  g_signal_connect_object (self->frame, "apply", G_CALLBACK (apply_cb), self, G_CONNECT_SWAPPED);
  fill (self, policy != NULL);
  update (self);

  bo_dialog_present (GTK_WIDGET (self), parent, title, DIALOG_WIDTH, DIALOG_HEIGHT);

  return self;
}

void
bo_policy_dialog_set_rule (BoPolicyDialog *self,
                           BoRule          rule)
{
  g_return_if_fail (BO_IS_POLICY_DIALOG (self));

  if (self->own_switch != NULL)
    gtk_switch_set_active (self->own_switch, TRUE);
  adw_combo_row_set_selected (self->rule_row, rule);
}

/* @campaign: (nullable): the campaign that @units are reserved for */
void
bo_policy_dialog_set_reserve (BoPolicyDialog *self,
                              const char     *campaign,
                              gint64          units)
{
  g_return_if_fail (BO_IS_POLICY_DIALOG (self));

  gtk_editable_set_text (GTK_EDITABLE (self->campaign_row), campaign != NULL ? campaign : "");
  gtk_spin_button_set_value (self->reserve_spin, (double) units);
}

/* Returns: (nullable): why what is chosen cannot be, or what went wrong */
const char *
bo_policy_dialog_get_notice (BoPolicyDialog *self)
{
  g_return_val_if_fail (BO_IS_POLICY_DIALOG (self), NULL);

  return bo_dialog_frame_get_notice (self->frame);
}

void
bo_policy_dialog_apply (BoPolicyDialog *self)
{
  g_return_if_fail (BO_IS_POLICY_DIALOG (self));

  g_signal_emit_by_name (self->frame, "apply");
}

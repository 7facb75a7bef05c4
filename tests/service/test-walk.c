/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-service-fixture.h"

/* Hundreds of commands by chance, with undo among them, against a slow model that
 * keeps what nobody can argue about: what each line ordered, cancelled and shipped,
 * and what is on hand.  After each the store is sound, a run that nobody looked at
 * has taken from nobody, and no unit lies free that a line could have. */

#define N_PRODUCTS 3
#define N_STEPS 400
#define N_SHOWN 1000

typedef struct
{
  gint64 id;
  guint  product;
  gint64 ordered;
  gint64 cancelled;
  gint64 shipped;
  gint64 returned;
} ModelLine;

typedef struct
{
  gint64  on_hand[N_PRODUCTS];
  GArray *lines; /* (element-type ModelLine) (owned) */
} Model;

typedef struct
{
  gint64 event_id;
  Model *before; /* (owned) */
} Step;

typedef struct
{
  BoServiceFixture *fixture;
  gint64            products[N_PRODUCTS];
  Model            *model; /* (owned) */
  GArray           *steps; /* (element-type Step) (owned): what can be undone */
  GPtrArray        *lines; /* (element-type BoLineRecord) (owned): as the service shows them */
  guint             n_done;
} Walk;

static Model *
model_copy (const Model *model)
{
  Model *copy = g_memdup2 (model, sizeof *model);

  copy->lines = g_array_new (FALSE, TRUE, sizeof (ModelLine));
  g_array_append_vals (copy->lines, model->lines->data, model->lines->len);
  return copy;
}

static void
model_free (Model *model)
{
  g_array_unref (model->lines);
  g_free (model);
}

static void
step_clear (gpointer data)
{
  Step *step = data;

  g_clear_pointer (&step->before, model_free);
}

static GPtrArray *
load_all_lines (BoService *service)
{
  g_autoptr (BoLineQuery) query = bo_line_query_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (BoIdList) list = NULL;
  g_autoptr (GError) error = NULL;

  query->state = BO_LINE_STATE_ALL;
  bo_service_list_lines_async (service, query, N_SHOWN, NULL, bo_test_take_result_cb, &result);
  list = bo_service_list_lines_finish (service, bo_test_wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->ids->len, ==, list->records->len);
  return g_steal_pointer (&list->records);
}

static ModelLine *
find_model_line (Model *model,
                 gint64 id)
{
  for (guint i = 0; i < model->lines->len; i++)
    if (g_array_index (model->lines, ModelLine, i).id == id)
      return &g_array_index (model->lines, ModelLine, i);
  return NULL;
}

static const BoLineRecord *
find_record (GPtrArray *records,
             gint64     id)
{
  for (guint i = 0; i < records->len; i++)
    if (((const BoLineRecord *) g_ptr_array_index (records, i))->id == id)
      return g_ptr_array_index (records, i);
  return NULL;
}

static void
compare (Walk *walk)
{
  Model *model = walk->model;

  g_assert_cmpuint (walk->lines->len, ==, model->lines->len);
  for (guint i = 0; i < walk->lines->len; i++)
    {
      const BoLineRecord *record = g_ptr_array_index (walk->lines, i);
      const ModelLine    *line = find_model_line (model, record->id);

      g_assert_nonnull (line);
      g_assert_cmpint (record->ordered, ==, line->ordered);
      g_assert_cmpint (record->cancelled, ==, line->cancelled);
      g_assert_cmpint (record->shipped, ==, line->shipped);
    }
  for (guint p = 0; p < N_PRODUCTS; p++)
    {
      g_autoptr (BoProductRecord) product = bo_test_load_product (walk->fixture->service, walk->products[p]);

      g_assert_cmpint (product->on_hand, ==, model->on_hand[p]);
    }
}

/* Invariant A10, where nothing but stock keeps a line from having it. */
static void
assert_nothing_idle (Walk *walk,
                     guint p)
{
  g_autoptr (BoProductRecord) product = bo_test_load_product (walk->fixture->service, walk->products[p]);

  if (product->on_hand == product->allocated)
    return;
  for (guint i = 0; i < walk->lines->len; i++)
    {
      const BoLineRecord *record = g_ptr_array_index (walk->lines, i);

      if (record->product_id == product->id && record->ship == BO_SHIP_PARTIAL && !record->paused)
        g_assert_cmpint (record->allocated, ==, record->open);
    }
}

static void
assert_nobody_lost (GPtrArray *before,
                    GPtrArray *after,
                    gint64     but_for)
{
  for (guint i = 0; i < before->len; i++)
    {
      const BoLineRecord *was = g_ptr_array_index (before, i);
      const BoLineRecord *is = find_record (after, was->id);

      if (was->id != but_for)
        g_assert_cmpint (is->allocated, >=, was->allocated);
    }
}

typedef enum
{
  STEP_PLACE,
  STEP_AMEND,
  STEP_CANCEL,
  STEP_PAUSE,
  STEP_RETURN,
  STEP_COUNT,
  STEP_SHIP_POLICY,
  STEP_RECEIVE, /* from here on lines may lose, or stock lies idle */
  STEP_DEAL,
  STEP_PIN,
  STEP_SHIP,
  STEP_POLICY,
  STEP_UNDO,
  N_STEP_KINDS,
} StepKind;

static const ModelLine *
pick_line (Walk *walk)
{
  if (walk->model->lines->len == 0)
    return NULL;
  return &g_array_index (walk->model->lines, ModelLine,
                         g_test_rand_int_range (0, (int) walk->model->lines->len));
}

static BoOutcome *
run_place (Walk    *walk,
           Model   *model,
           GError **error)
{
  guint            p = (guint) g_test_rand_int_range (0, N_PRODUCTS);
  gint64           units = g_test_rand_int_range (1, 8);
  BoPlaceRequest  *request = bo_test_new_place (walk->products[p], units, g_test_rand_int_range (1, 4),
                                                g_test_rand_int_range (1, 100));
  const ModelLine *other = pick_line (walk);
  BoOutcome       *outcome;
  ModelLine        line = { .product = p, .ordered = units };

  request->ship = (BoShipPolicy) g_test_rand_int_range (0, 3);
  request->strategy = (BoStrategy) g_test_rand_int_range (0, 7);
  if (other != NULL && g_test_rand_bit ())
    request->order_id = find_record (walk->lines, other->id)->order_id;
  outcome = bo_test_place (walk->fixture->service, request, error);
  if (outcome != NULL)
    {
      line.id = outcome->line_id;
      g_array_append_val (model->lines, line);
    }
  return outcome;
}

static BoOutcome *
run_amend (Walk      *walk,
           ModelLine *line,
           GError   **error)
{
  gint64     units = g_test_rand_int_range (1, 10);
  BoOutcome *outcome = bo_test_set_units (walk->fixture->service, line->id, units, error);
  gint64     more = units - (line->ordered - line->cancelled);

  if (outcome != NULL && more > 0)
    line->ordered += more;
  else if (outcome != NULL)
    line->cancelled -= more;
  return outcome;
}

static BoOutcome *
run_cancel (Walk      *walk,
            ModelLine *line,
            GError   **error)
{
  BoOutcome *outcome = bo_test_cancel (walk->fixture->service, line->id, g_test_rand_int_range (0, 4), NULL, error);

  if (outcome != NULL)
    line->cancelled += outcome->units;
  return outcome;
}

static BoOutcome *
run_ship (Walk      *walk,
          Model     *model,
          ModelLine *line,
          GError   **error)
{
  BoOutcome *outcome =
      bo_test_ship (walk->fixture->service, line->id, g_test_rand_int_range (0, 4), g_test_rand_bit (), NULL, error);

  if (outcome != NULL)
    {
      line->shipped += outcome->units;
      model->on_hand[line->product] -= outcome->units;
    }
  return outcome;
}

static BoOutcome *
run_return (Walk      *walk,
            Model     *model,
            ModelLine *line,
            GError   **error)
{
  BoOutcome *outcome = bo_test_return (walk->fixture->service, line->id, g_test_rand_int_range (1, 3), NULL, error);

  if (outcome != NULL)
    {
      line->returned += outcome->units;
      g_assert_cmpint (line->returned, <=, line->shipped);
      model->on_hand[line->product] += outcome->units;
    }
  return outcome;
}

static BoOutcome *
run_count (Walk    *walk,
           Model   *model,
           gboolean more,
           GError **error)
{
  guint      p = (guint) g_test_rand_int_range (0, N_PRODUCTS);
  gint64     units = more ? model->on_hand[p] + g_test_rand_int_range (0, 5) : g_test_rand_int_range (0, 12);
  BoOutcome *outcome = bo_test_count (walk->fixture->service, walk->products[p], units, NULL, error);

  if (outcome != NULL)
    model->on_hand[p] = units;
  return outcome;
}

static BoOutcome *
run_receive (Walk    *walk,
             Model   *model,
             gboolean dealt,
             GError **error)
{
  guint      p = (guint) g_test_rand_int_range (0, N_PRODUCTS);
  gint64     units = g_test_rand_int_range (0, 10);
  BoOutcome *outcome = dealt ? bo_test_receive (walk->fixture->service, walk->products[p], units, NULL, error)
                             : bo_test_book (walk->fixture->service, walk->products[p], units, NULL, error);

  if (outcome != NULL)
    model->on_hand[p] += units;
  return outcome;
}

static BoOutcome *
run_deal (Walk    *walk,
          GError **error)
{
  g_autoptr (BoProposalRequest) request = bo_proposal_request_new ();
  g_autoptr (BoProposal) proposal = NULL;

  request->all = TRUE;
  proposal = bo_test_propose (walk->fixture->service, request, error);
  return proposal != NULL ? bo_test_apply (walk->fixture->service, proposal, NULL, error) : NULL;
}

static BoOutcome *
run_ship_policy (Walk      *walk,
                 ModelLine *line,
                 GError   **error)
{
  BoAmendRequest *request = bo_amend_request_new (line->id);

  request->fields = BO_AMEND_SHIP;
  request->ship = (BoShipPolicy) g_test_rand_int_range (0, 3);
  return bo_test_amend (walk->fixture->service, request, error);
}

static BoOutcome *
run_policy (Walk    *walk,
            GError **error)
{
  g_autoptr (BoPolicy) policy = bo_policy_new ();

  policy->rule = (BoRule) g_test_rand_int_range (0, BO_RULE_STRATEGIES + 1);
  if (policy->rule == BO_RULE_CLASS_SHARES)
    policy->rule = BO_RULE_FIFO;
  policy->key = bo_policy_default_key (policy->rule);
  policy->ship_complete = (BoCompleteMode) g_test_rand_int_range (0, 3);
  return bo_test_set_policy (walk->fixture->service, 0, policy, error);
}

static BoOutcome *
run_step (Walk      *walk,
          StepKind   kind,
          Model     *model,
          ModelLine *line,
          GError   **error)
{
  BoService *service = walk->fixture->service;

  switch (kind)
    {
    case STEP_PLACE:
      return run_place (walk, model, error);
    case STEP_AMEND:
      return run_amend (walk, line, error);
    case STEP_CANCEL:
      return run_cancel (walk, line, error);
    case STEP_PAUSE:
      return bo_test_pause (service, line->id, g_test_rand_bit (), error);
    case STEP_RETURN:
      return run_return (walk, model, line, error);
    case STEP_COUNT:
      return run_count (walk, model, TRUE, error);
    case STEP_SHIP_POLICY:
      return run_ship_policy (walk, line, error);
    case STEP_RECEIVE:
      return g_test_rand_bit () ? run_receive (walk, model, g_test_rand_bit (), error)
                                : run_count (walk, model, FALSE, error);
    case STEP_DEAL:
      return run_deal (walk, error);
    case STEP_PIN:
      return bo_test_pin (service, line->id, g_test_rand_int_range (0, 4), error);
    case STEP_SHIP:
      return run_ship (walk, model, line, error);
    case STEP_POLICY:
      return run_policy (walk, error);
    case STEP_UNDO:
    case N_STEP_KINDS:
    default:
      g_assert_not_reached ();
    }
}

static void
undo_last (Walk *walk)
{
  Step  *step;
  Model *before;

  if (walk->steps->len == 0)
    return;
  BO_TEST_RUN (bo_test_undo (walk->fixture->service, 0, &run_error));
  step = &g_array_index (walk->steps, Step, walk->steps->len - 1);
  before = g_steal_pointer (&step->before);
  g_array_set_size (walk->steps, walk->steps->len - 1);
  model_free (walk->model);
  walk->model = before;
}

/* Runs one command by chance; refused ones must leave everything as it was. */
static void
take_step (Walk *walk)
{
  StepKind kind = (StepKind) g_test_rand_int_range (0, N_STEP_KINDS);
  g_autoptr (GPtrArray) lines_before = g_steal_pointer (&walk->lines);
  g_autoptr (BoOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;
  const ModelLine *picked;
  Model           *next;
  gint64           line_id;

  walk->lines = load_all_lines (walk->fixture->service);
  picked = pick_line (walk);
  if (picked == NULL)
    kind = STEP_PLACE;
  line_id = picked != NULL ? picked->id : 0;
  if (kind == STEP_UNDO)
    {
      undo_last (walk);
    }
  else
    {
      next = model_copy (walk->model);
      outcome = run_step (walk, kind, next, find_model_line (next, line_id), &error);
      if (outcome != NULL && outcome->event_id != 0)
        {
          Step step = { .event_id = outcome->event_id, .before = walk->model };

          walk->model = next;
          g_array_append_val (walk->steps, step);
          walk->n_done++;
        }
      else
        {
          g_assert_true (outcome != NULL || error->domain == BO_SERVICE_ERROR);
          model_free (next);
        }
    }

  g_ptr_array_unref (walk->lines);
  walk->lines = load_all_lines (walk->fixture->service);
  compare (walk);
  bo_test_assert_sound (walk->fixture->service);
  if (kind < STEP_RECEIVE && lines_before != NULL)
    assert_nobody_lost (lines_before, walk->lines, line_id);
}

static void
walk_clear (Walk *walk)
{
  g_array_unref (walk->steps);
  model_free (walk->model);
  g_clear_pointer (&walk->lines, g_ptr_array_unref);
}

static void
walk_init (Walk             *walk,
           BoServiceFixture *fixture)
{
  *walk = (Walk){ .fixture = fixture };
  walk->model = g_new0 (Model, 1);
  walk->model->lines = g_array_new (FALSE, TRUE, sizeof (ModelLine));
  walk->steps = g_array_new (FALSE, FALSE, sizeof (Step));
  g_array_set_clear_func (walk->steps, step_clear);
  for (int p = 0; p < N_PRODUCTS; p++)
    {
      g_autofree char *sku = g_strdup_printf ("P%d", p);

      walk->products[p] = bo_test_add_product (fixture->service, sku);
    }
}

static void
test_walk (BoServiceFixture *fixture,
           gconstpointer     user_data)
{
  Walk walk;

  walk_init (&walk, fixture);
  for (int i = 0; i < N_STEPS; i++)
    take_step (&walk);
  g_test_message ("%u commands were done", walk.n_done);
  g_assert_cmpuint (walk.n_done, >, N_STEPS / 4);
  walk_clear (&walk);
}

/* With the policy of a new shop, whatever is free goes at once to who can have it. */
static void
test_idle (BoServiceFixture *fixture,
           gconstpointer     user_data)
{
  static const StepKind kinds[] = { STEP_PLACE, STEP_PLACE, STEP_AMEND, STEP_CANCEL, STEP_PAUSE,
                                    STEP_RETURN, STEP_COUNT, STEP_COUNT, STEP_SHIP };
  Walk                  walk;

  walk_init (&walk, fixture);
  for (int i = 0; i < N_STEPS; i++)
    {
      StepKind kind = kinds[g_test_rand_int_range (0, G_N_ELEMENTS (kinds))];
      g_autoptr (BoOutcome) outcome = NULL;
      g_autoptr (GError) error = NULL;
      const ModelLine *picked;

      g_clear_pointer (&walk.lines, g_ptr_array_unref);
      walk.lines = load_all_lines (fixture->service);
      picked = pick_line (&walk);
      if (picked == NULL)
        kind = STEP_PLACE;
      outcome = run_step (&walk, kind, walk.model, (ModelLine *) picked, &error);
      g_clear_pointer (&walk.lines, g_ptr_array_unref);
      walk.lines = load_all_lines (fixture->service);
      for (guint p = 0; p < N_PRODUCTS; p++)
        assert_nothing_idle (&walk, p);
    }
  walk_clear (&walk);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/service/walk/against-a-model", BoServiceFixture, NULL,
              bo_service_fixture_set_up, test_walk, bo_service_fixture_tear_down);
  g_test_add ("/service/walk/nothing-idle", BoServiceFixture, NULL,
              bo_service_fixture_set_up, test_idle, bo_service_fixture_tear_down);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BoRule:
 *
 * How supply is dealt to those who wait (domain.md b.2, b.3, b.5).
 */
typedef enum
{
  BO_RULE_FIFO,
  BO_RULE_PRIORITY,
  BO_RULE_NEED,
  BO_RULE_FAIR_SHARE,
  BO_RULE_PRO_RATA,
  BO_RULE_EQUAL_SHARE,
  BO_RULE_CLASS_SHARES,
  BO_RULE_STRATEGIES,
} BoRule;

/* The order of ties, and the order inside a rule. */
typedef enum
{
  BO_KEY_FIFO,
  BO_KEY_PRIORITY,
  BO_KEY_NEED,
} BoKey;

/* What happens when a line that ships complete does not fit (domain.md b.4). */
typedef enum
{
  BO_COMPLETE_SKIP,
  BO_COMPLETE_HOLD,
  BO_COMPLETE_SKIP_UNTIL,
} BoCompleteMode;

typedef enum
{
  BO_ON_EXCEPTION_BEST,
  BO_ON_EXCEPTION_ABORT,
} BoOnException;

/* How the units of a line or of an order may leave (domain.md b.1). */
typedef enum
{
  BO_SHIP_PARTIAL,
  BO_SHIP_LINE_COMPLETE,
  BO_SHIP_ORDER_COMPLETE,
} BoShipPolicy;

/* The part a line plays in a redistribution run (domain.md b.5). */
typedef enum
{
  BO_STRATEGY_REDISTRIBUTE,
  BO_STRATEGY_WIN,
  BO_STRATEGY_GAIN,
  BO_STRATEGY_IMPROVE,
  BO_STRATEGY_FILL,
  BO_STRATEGY_LOSE,
  BO_STRATEGY_SKIP,
} BoStrategy;

typedef struct
{
  int priority_class; /* 1 is best */
  int percent;        /* 0 to 100 */
} BoClassShare;

#define BO_CLASS_MIN 1
#define BO_CLASS_MAX 9
#define BO_CLASS_DEFAULT 2
/* The most units that a line may have open. */
#define BO_UNITS_MAX (G_GINT64_CONSTANT (1) << 31)
#define BO_SKIP_UNTIL_DAYS_DEFAULT 30
#define BO_DOCK_DAYS_DEFAULT 2
#define BO_OVERDUE_DAYS_DEFAULT 7

/**
 * BoPolicy:
 *
 * The queue policy of a shop or of one product: which rule deals, how it breaks
 * ties, and what it does with lines that ship complete.
 */
typedef struct
{
  BoRule         rule;
  BoKey          key;
  gboolean       by_class;     /* class after class, the rule @inside_class in each */
  BoRule         inside_class; /* with @by_class only; @rule is then BO_RULE_PRIORITY */
  gint64         lot;          /* units in a case; the fair rules only */
  gboolean       min_one;      /* one unit to each line first; the fair rules only */
  BoCompleteMode ship_complete;
  int            skip_until_days;
  BoOnException  on_exception;
  GArray        *shares;           /* (element-type BoClassShare) (owned) in the order listed */
  char          *reserve_name;     /* (owned) (nullable): the campaign that supply is reserved for */
  gint64         reserve_campaign; /* its number in a plan, from 1, by who makes the plan; 0 is none */
  gint64         reserve_units;    /* per SKU */
  int            dock_days;
  int            overdue_days;
} BoPolicy;

BoPolicy *bo_policy_new (void);
BoPolicy *bo_policy_copy (const BoPolicy *policy);
void      bo_policy_free (BoPolicy *policy);
gboolean  bo_policy_is_fair (BoRule rule);
gboolean  bo_policy_is_greedy (BoRule rule);
BoKey     bo_policy_default_key (BoRule rule);

/* Names as they stand in plan files, settings and options ("fair-share"). */
const char *bo_rule_to_name (BoRule rule);
gboolean    bo_rule_from_name (const char *name,
                               BoRule     *rule);
char       *bo_rule_list_names (void);
const char *bo_key_to_name (BoKey key);
gboolean    bo_key_from_name (const char *name,
                              BoKey      *key);
char       *bo_key_list_names (void);
const char *bo_complete_mode_to_name (BoCompleteMode mode);
gboolean    bo_complete_mode_from_name (const char     *name,
                                        BoCompleteMode *mode);
char       *bo_complete_mode_list_names (void);
const char *bo_ship_policy_to_name (BoShipPolicy policy);
gboolean    bo_ship_policy_from_name (const char   *name,
                                      BoShipPolicy *policy);
char       *bo_ship_policy_list_names (void);
const char *bo_strategy_to_name (BoStrategy strategy);
gboolean    bo_strategy_from_name (const char *name,
                                   BoStrategy *strategy);
char       *bo_strategy_list_names (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoPolicy, bo_policy_free)

G_END_DECLS

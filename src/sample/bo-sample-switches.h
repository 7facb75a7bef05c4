/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BoSampleSwitchKind:
 * @BO_SAMPLE_SWITCH_FLAG: on or off: "1" or no value at all, "0"
 * @BO_SAMPLE_SWITCH_NUMBER: a whole number, 0 is off
 * @BO_SAMPLE_SWITCH_TEXT: any text, empty is off
 */
typedef enum
{
  BO_SAMPLE_SWITCH_FLAG,
  BO_SAMPLE_SWITCH_NUMBER,
  BO_SAMPLE_SWITCH_TEXT,
} BoSampleSwitchKind;

/**
 * BoSampleSwitchGroup:
 * @BO_SAMPLE_SWITCH_SHOP: how this shop is: its version, plugins and web server
 * @BO_SAMPLE_SWITCH_FAULT: something goes wrong with an answer
 * @BO_SAMPLE_SWITCH_CHOICE: which requests the faults befall; all if none is set
 */
typedef enum
{
  BO_SAMPLE_SWITCH_SHOP,
  BO_SAMPLE_SWITCH_FAULT,
  BO_SAMPLE_SWITCH_CHOICE,
} BoSampleSwitchGroup;

/* In the order of the table that bo_sample_switches_get() returns. */
typedef enum
{
  BO_SAMPLE_OLD_STORE,
  BO_SAMPLE_POSTS_STORAGE,
  BO_SAMPLE_NO_SHOP_VARIATIONS,
  BO_SAMPLE_UNSTABLE_ORDER,
  BO_SAMPLE_ANY_PARENT,
  BO_SAMPLE_RAW_NOTES,
  BO_SAMPLE_NO_MODIFIED_AFTER,
  BO_SAMPLE_TORN_READS,
  BO_SAMPLE_TRANSLATED_KEY,
  BO_SAMPLE_FRACTIONAL_STOCK,
  BO_SAMPLE_SHOP_ZONE,
  BO_SAMPLE_CLOCK_SKEW,
  BO_SAMPLE_ETAG,
  BO_SAMPLE_GZIP,
  BO_SAMPLE_READ_ONLY,
  BO_SAMPLE_STRIP_AUTHORIZATION,
  BO_SAMPLE_PLAIN_PERMALINKS,
  BO_SAMPLE_HTTPS_ONLY,
  BO_SAMPLE_NOT_A_SHOP,
  BO_SAMPLE_PLUGIN_OFF,
  BO_SAMPLE_BIG_INDEX,
  BO_SAMPLE_HOSTILE_IMAGES,
  BO_SAMPLE_BUSY,

  BO_SAMPLE_MAINTENANCE,
  BO_SAMPLE_PHP_FATAL,
  BO_SAMPLE_DB_DOWN,
  BO_SAMPLE_SERVER_ERROR,
  BO_SAMPLE_TOO_MANY,
  BO_SAMPLE_RETRY_DATE,
  BO_SAMPLE_REDIRECT,
  BO_SAMPLE_REDIRECT_STATUS,
  BO_SAMPLE_LATENCY,
  BO_SAMPLE_SLOW_BODY,
  BO_SAMPLE_STALL,
  BO_SAMPLE_STALL_BODY,
  BO_SAMPLE_DROP_REQUEST,
  BO_SAMPLE_LOSE_REPLY,
  BO_SAMPLE_CUT_BODY,
  BO_SAMPLE_EMPTY_BODY,
  BO_SAMPLE_PHP_WARNING,
  BO_SAMPLE_HTML_PAGE,
  BO_SAMPLE_BYTE_ORDER_MARK,
  BO_SAMPLE_WRONG_CONTENT_TYPE,
  BO_SAMPLE_BAD_UTF8,
  BO_SAMPLE_WRONG_TYPES,
  BO_SAMPLE_MISSING_MEMBERS,
  BO_SAMPLE_DUPLICATE_KEYS,
  BO_SAMPLE_DEEP_NESTING,
  BO_SAMPLE_HUGE_NUMBERS,
  BO_SAMPLE_HUGE_TEXT,
  BO_SAMPLE_HUGE_BODY,
  BO_SAMPLE_GZIP_BOMB,
  BO_SAMPLE_LYING_TOTALS,
  BO_SAMPLE_ENDLESS_PAGES,
  BO_SAMPLE_STALE_PAGES,

  BO_SAMPLE_FAULT_ON,
  BO_SAMPLE_FAULT_SKIP,
  BO_SAMPLE_FAULT_TIMES,
  BO_SAMPLE_FAULT_EVERY,

  BO_SAMPLE_N_SWITCHES,
} BoSampleSwitchId;

typedef struct
{
  const char         *name;
  BoSampleSwitchKind  kind;
  BoSampleSwitchGroup group;
  const char         *example; /* (nullable): a value to try it with, of one that is no flag */
  const char         *what;
} BoSampleSwitch;

/* How the switches stand.  Any number of threads may look while one sets. */
typedef struct _BoSampleSwitches BoSampleSwitches;

const BoSampleSwitch *bo_sample_switches_get (guint *n);

BoSampleSwitches *bo_sample_switches_new (void);
void              bo_sample_switches_free (BoSampleSwitches *self);
gboolean          bo_sample_switches_set (BoSampleSwitches *self,
                                          const char       *name,
                                          const char       *value,
                                          GError          **error);
void              bo_sample_switches_reset (BoSampleSwitches *self);
gboolean          bo_sample_switches_is_on (BoSampleSwitches *self,
                                            BoSampleSwitchId  id);
gint64            bo_sample_switches_get_number (BoSampleSwitches *self,
                                                 BoSampleSwitchId  id);
guint64           bo_sample_switches_get_stamp (BoSampleSwitches *self);
gboolean          bo_sample_switches_befall (BoSampleSwitches *self,
                                             const char       *request);
char             *bo_sample_switches_dup_text (BoSampleSwitches *self,
                                               BoSampleSwitchId  id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoSampleSwitches, bo_sample_switches_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-sync.h"

G_BEGIN_DECLS

/* How it stands with the shop, as far as a person must care. */
typedef enum
{
  BO_SHOP_MOOD_NONE,    /* no shop is connected */
  BO_SHOP_MOOD_NEVER,   /* nothing has been read yet */
  BO_SHOP_MOOD_SYNCING, /* a sync is under way */
  BO_SHOP_MOOD_GOOD,    /* the last sync went well */
  BO_SHOP_MOOD_OFFLINE, /* out of reach or busy: a normal state that passes by itself */
  BO_SHOP_MOOD_SETTLE,  /* something is to be settled by a person */
  BO_SHOP_MOOD_TROUBLE, /* the last sync failed, and the next will too */
} BoShopMood;

/**
 * BoShopState:
 *
 * The shop on the other side as views show it: follows a #BoSync, puts its state
 * into words and starts a sync by hand.
 *
 * Properties (read-only): connected; running; mood (a #BoShopMood); text: how it
 * stands, in one line; fraction: of the sync under way, negative while unknown;
 * can-cancel: a sync is under way and was not told to stop; keys-for-this-run: the
 * keys are kept until the program ends and no longer.
 *
 * "finished" (report, error): a sync that was started here is over; one of the two
 * is %NULL.
 */
#define BO_TYPE_SHOP_STATE (bo_shop_state_get_type ())
G_DECLARE_FINAL_TYPE (BoShopState, bo_shop_state, BO, SHOP_STATE, GObject)

BoShopState *bo_shop_state_new (BoSync    *sync,
                                GTimeZone *time_zone);
BoSync      *bo_shop_state_get_sync (BoShopState *self);
GTimeZone   *bo_shop_state_get_time_zone (BoShopState *self);
gboolean     bo_shop_state_get_connected (BoShopState *self);
gboolean     bo_shop_state_get_running (BoShopState *self);
BoShopMood   bo_shop_state_get_mood (BoShopState *self);
const char  *bo_shop_state_get_text (BoShopState *self);
double       bo_shop_state_get_fraction (BoShopState *self);

gboolean bo_shop_state_get_can_cancel (BoShopState *self);
void     bo_shop_state_start (BoShopState *self,
                              BoSyncFlags  flags);
void     bo_shop_state_cancel (BoShopState *self);
void     bo_shop_state_close (BoShopState *self);

void                bo_shop_state_set_kept (BoShopState  *self,
                                            BoSecretsKept kept);
gboolean            bo_shop_state_get_keys_for_this_run (BoShopState *self);
const BoSyncReport *bo_shop_state_get_report (BoShopState *self);

G_END_DECLS

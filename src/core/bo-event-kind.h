/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What an event of the journal is of, as it stands in store files: never change
 * one. */
#define BO_EVENT_PLACE "place"
#define BO_EVENT_AMEND "amend"
#define BO_EVENT_CANCEL "cancel"
#define BO_EVENT_PAUSE "pause"
#define BO_EVENT_RESUME "resume"
#define BO_EVENT_PIN "pin"
#define BO_EVENT_RECEIVE "receive"   /* a delivery, dealt or only booked */
#define BO_EVENT_ALLOCATE "allocate" /* what was there was dealt again */
#define BO_EVENT_HAND_OVER "hand-over"
#define BO_EVENT_SHIP "ship"
#define BO_EVENT_RETURN "return"
#define BO_EVENT_COUNT "count"
#define BO_EVENT_PRODUCT "product"
#define BO_EVENT_POLICY "policy"
#define BO_EVENT_SETTING "setting"
#define BO_EVENT_IMPORT "import"
#define BO_EVENT_UNDO "undo"
#define BO_EVENT_SYNC "sync" /* what the shop said: cannot be undone */
#define BO_EVENT_SHOP "shop" /* the connection, or what is to be written back */

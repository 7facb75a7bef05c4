/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a shopkeeper has said about the shop on the other side.  The keys are not
 * in it: they are in the Secret Service and nowhere else (bo-secrets.h). */

typedef enum
{
  BO_STOCK_OWNER_SHOP, /* the shop's number counts; nothing is ever written to it */
  BO_STOCK_OWNER_US,   /* ours counts, and is written back */
} BoStockOwner;

/* Which lines of an open order join the queue.  Where we keep the stock it is
 * always every one, since all that leaves must be booked. */
typedef enum
{
  BO_TAKE_MISSING, /* those whose units are not all there when they are first seen */
  BO_TAKE_EVERY,   /* every open line */
} BoTake;

typedef struct
{
  char *role; /* as the shop calls it: "wholesale"; "" is a guest */
  int   priority_class;
} BoRoleClass;

typedef struct
{
  char        *address;     /* of the shop, https:// (or http:// on loopback) */
  char        *currency;    /* ISO 4217 (nullable): the store's own when NULL */
  BoStockOwner owner;       /* of products without an owner of their own */
  BoTake       take;        /* what becomes a backorder */
  char       **hold_states; /* (nullable): the order states, in the shop's words, that hold a
                               place; NULL: those that the shop deducts stock for */
  GArray  *roles;           /* (element-type BoRoleClass) who is not named is of class 2 */
  guint    interval;        /* minutes between syncs by itself; 0: by hand only */
  gboolean write_place;     /* the place in line as meta of the order */
  guint    unpaid_days;     /* days that an unpaid order on hold keeps its place; 0: for ever */
} BoShopConfig;

#define BO_SHOP_INTERVAL_DEFAULT 10
#define BO_SHOP_UNPAID_DAYS_DEFAULT 14

BoShopConfig *bo_shop_config_new (const char *address);
BoShopConfig *bo_shop_config_copy (const BoShopConfig *config);
void          bo_shop_config_free (BoShopConfig *config);
void          bo_shop_config_set_role (BoShopConfig *config,
                                       const char   *role,
                                       int           priority_class);
/* 0 when the role is not named. */
int bo_shop_config_get_role (const BoShopConfig *config,
                             const char         *role);

const char *bo_stock_owner_to_name (BoStockOwner owner); /* "shop", "ours" */
gboolean    bo_stock_owner_from_name (const char   *name,
                                      BoStockOwner *owner);
char       *bo_stock_owner_list_names (void);
const char *bo_take_to_name (BoTake take); /* "missing", "every" */
gboolean    bo_take_from_name (const char *name,
                               BoTake     *take);
char       *bo_take_list_names (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoShopConfig, bo_shop_config_free)

G_END_DECLS

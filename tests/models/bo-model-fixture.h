/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-service.h"
#include "bo-test-util.h"

G_BEGIN_DECLS

/* A service on a store of its own, with its commands made to look synchronous. */
typedef struct
{
  char      *dir;  /* (owned) */
  char      *path; /* (owned) of the store */
  BoService *service;
} Fixture;

BoService *fixture_open (const char *path);
void       fixture_set_up (Fixture      *fixture,
                           gconstpointer user_data);
void       fixture_tear_down (Fixture      *fixture,
                              gconstpointer user_data);

gint64      fixture_put_product (BoService  *service,
                                 const char *sku,
                                 const char *name);
gint64      fixture_place (BoService  *service,
                           const char *customer,
                           const char *sku,
                           gint64      units,
                           gint64      queued);
void        fixture_amend (BoService      *service,
                           BoAmendRequest *request);
void        fixture_cancel (BoService *service,
                            gint64     line_id,
                            gint64     units);
void        fixture_pause (BoService *service,
                           gint64     line_id,
                           gboolean   paused);
void        fixture_count (BoService *service,
                           gint64     product_id,
                           gint64     on_hand);
void        fixture_undo (BoService *service);
BoProposal *fixture_propose (BoService               *service,
                             const BoProposalRequest *request);
void        fixture_apply (BoService  *service,
                           BoProposal *proposal);

/* Runs SQL on the store's file behind the service's back. */
void fixture_exec (Fixture    *fixture,
                   const char *sql);

/* What a list tells is written down: "(position,removed,added) …". */
void fixture_log_changes (gpointer model,
                          GString *log);
void fixture_count_notify (gpointer    object,
                           const char *property,
                           guint      *n);

G_END_DECLS

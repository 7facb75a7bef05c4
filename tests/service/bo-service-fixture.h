/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-service.h"
#include "bo-test-util.h"

G_BEGIN_DECLS

/* A service on a store of the test's own, with its commands made to look
 * synchronous.  Those without an error argument must succeed. */
typedef struct
{
  BoTestDir *dir;     /* (owned) */
  char      *path;    /* (owned) of the store */
  BoService *service; /* (owned) (nullable) */
} BoServiceFixture;

void bo_service_fixture_set_up (BoServiceFixture *fixture,
                                gconstpointer     user_data);
void bo_service_fixture_tear_down (BoServiceFixture *fixture,
                                   gconstpointer     user_data);

BoService *bo_test_open_service (const char    *path,
                                 BoServiceFlags flags,
                                 GError       **error);

/* A product; its id. */
gint64 bo_test_add_product (BoService  *service,
                            const char *sku);
/* What a place request says: everything else as bo_place_request_new() has it. */
BoPlaceRequest *bo_test_new_place (gint64 product_id,
                                   gint64 units,
                                   int    priority_class,
                                   gint64 queued);
BoOutcome      *bo_test_place (BoService      *service,
                               BoPlaceRequest *request,
                               GError        **error);
/* A line of an order of its own; its id. */
gint64 bo_test_add_line (BoService *service,
                         gint64     product_id,
                         gint64     units,
                         int        priority_class,
                         gint64     queued);

BoOutcome  *bo_test_amend (BoService      *service,
                           BoAmendRequest *request,
                           GError        **error);
BoOutcome  *bo_test_set_units (BoService *service,
                               gint64     line_id,
                               gint64     units,
                               GError   **error);
BoOutcome  *bo_test_cancel (BoService  *service,
                            gint64      line_id,
                            gint64      units,
                            const char *external_id,
                            GError    **error);
BoOutcome  *bo_test_pause (BoService *service,
                           gint64     line_id,
                           gboolean   paused,
                           GError   **error);
BoOutcome  *bo_test_pin (BoService *service,
                         gint64     line_id,
                         gint64     units,
                         GError   **error);
BoOutcome  *bo_test_ship (BoService  *service,
                          gint64      line_id,
                          gint64      units,
                          gboolean    hand_over,
                          const char *external_id,
                          GError    **error);
BoOutcome  *bo_test_return (BoService  *service,
                            gint64      line_id,
                            gint64      units,
                            const char *external_id,
                            GError    **error);
BoOutcome  *bo_test_count (BoService  *service,
                           gint64      product_id,
                           gint64      on_hand,
                           const char *external_id,
                           GError    **error);
BoOutcome  *bo_test_set_policy (BoService      *service,
                                gint64          product_id,
                                const BoPolicy *policy,
                                GError        **error);
BoOutcome  *bo_test_set_rule (BoService *service,
                              gint64     product_id,
                              BoRule     rule);
BoOutcome  *bo_test_set_setting (BoService  *service,
                                 const char *key,
                                 const char *value,
                                 GError    **error);
BoOutcome  *bo_test_put_product (BoService        *service,
                                 BoProductRequest *request,
                                 GError          **error);
BoProposal *bo_test_propose (BoService               *service,
                             const BoProposalRequest *request,
                             GError                 **error);
BoOutcome  *bo_test_apply (BoService  *service,
                           BoProposal *proposal,
                           const char *external_id,
                           GError    **error);
/* Proposes a delivery of one product and applies it. */
BoOutcome *bo_test_receive (BoService  *service,
                            gint64      product_id,
                            gint64      units,
                            const char *external_id,
                            GError    **error);
BoOutcome *bo_test_book (BoService  *service,
                         gint64      product_id,
                         gint64      units,
                         const char *external_id,
                         GError    **error);
BoOutcome *bo_test_undo (BoService *service,
                         gint64     event_id,
                         GError   **error);

BoLineRecord    *bo_test_load_line (BoService *service,
                                    gint64     line_id);
BoProductRecord *bo_test_load_product (BoService *service,
                                       gint64     product_id);
BoLineDetail    *bo_test_load_detail (BoService *service,
                                      gint64     line_id,
                                      GError   **error);
void             bo_test_assert_sound (BoService *service);
/* All rows of all journalled tables as text, to compare. */
char *bo_test_dump (const char *path);

/* Runs a command that must succeed, and forgets what it did; it is given
 * &run_error. */
#define BO_TEST_RUN(call)                       \
  G_STMT_START                                  \
  {                                             \
    g_autoptr (GError) run_error = NULL;        \
    g_autoptr (BoOutcome) bo_outcome_ = (call); \
                                                \
    g_assert_no_error (run_error);              \
    g_assert_nonnull (bo_outcome_);             \
  }                                             \
  G_STMT_END

/* What a line has: "4 of 6" with "(2 held)" and "(1 locked)" behind it. */
#define bo_test_assert_line(service, line_id, expected)                   \
  G_STMT_START                                                            \
  {                                                                       \
    g_autofree char *bo_text_ = bo_test_describe_line (service, line_id); \
                                                                          \
    g_assert_cmpstr (bo_text_, ==, expected);                             \
  }                                                                       \
  G_STMT_END
char *bo_test_describe_line (BoService *service,
                             gint64     line_id);
/* "5 on hand, 3 allocated, 7 open". */
#define bo_test_assert_product(service, product_id, expected)                   \
  G_STMT_START                                                                  \
  {                                                                             \
    g_autofree char *bo_text_ = bo_test_describe_product (service, product_id); \
                                                                                \
    g_assert_cmpstr (bo_text_, ==, expected);                                   \
  }                                                                             \
  G_STMT_END
char *bo_test_describe_product (BoService *service,
                                gint64     product_id);

G_END_DECLS

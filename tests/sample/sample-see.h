/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sample-fixture.h"

G_BEGIN_DECLS

/* What each switch does, seen from the other end of a socket. */
typedef void (*SampleSwitchFunc) (SampleFixture *fixture,
                                  const char    *name);

#define MEGABYTE (1024 * 1024)

void sample_see_old_store (SampleFixture *fixture,
                           const char    *name);
void sample_see_posts_storage (SampleFixture *fixture,
                               const char    *name);
void sample_see_no_shop_variations (SampleFixture *fixture,
                                    const char    *name);
void sample_see_unstable_order (SampleFixture *fixture,
                                const char    *name);
void sample_see_any_parent (SampleFixture *fixture,
                            const char    *name);
void sample_see_raw_notes (SampleFixture *fixture,
                           const char    *name);
void sample_see_no_modified_after (SampleFixture *fixture,
                                   const char    *name);
void sample_see_torn_reads (SampleFixture *fixture,
                            const char    *name);
void sample_see_translated_key (SampleFixture *fixture,
                                const char    *name);
void sample_see_fractional_stock (SampleFixture *fixture,
                                  const char    *name);
void sample_see_shop_zone (SampleFixture *fixture,
                           const char    *name);
void sample_see_clock_skew (SampleFixture *fixture,
                            const char    *name);
void sample_see_etag (SampleFixture *fixture,
                      const char    *name);
void sample_see_gzip (SampleFixture *fixture,
                      const char    *name);
void sample_see_read_only (SampleFixture *fixture,
                           const char    *name);
void sample_see_strip_authorization (SampleFixture *fixture,
                                     const char    *name);
void sample_see_plain_permalinks (SampleFixture *fixture,
                                  const char    *name);
void sample_see_https_only (SampleFixture *fixture,
                            const char    *name);
void sample_see_not_a_shop (SampleFixture *fixture,
                            const char    *name);
void sample_see_plugin_off (SampleFixture *fixture,
                            const char    *name);
void sample_see_big_index (SampleFixture *fixture,
                           const char    *name);
void sample_see_hostile_images (SampleFixture *fixture,
                                const char    *name);
void sample_see_busy (SampleFixture *fixture,
                      const char    *name);
void sample_see_maintenance (SampleFixture *fixture,
                             const char    *name);
void sample_see_php_fatal (SampleFixture *fixture,
                           const char    *name);
void sample_see_db_down (SampleFixture *fixture,
                         const char    *name);
void sample_see_server_error (SampleFixture *fixture,
                              const char    *name);
void sample_see_too_many (SampleFixture *fixture,
                          const char    *name);
void sample_see_retry_date (SampleFixture *fixture,
                            const char    *name);
void sample_see_redirect (SampleFixture *fixture,
                          const char    *name);
void sample_see_redirect_status (SampleFixture *fixture,
                                 const char    *name);
void sample_see_latency (SampleFixture *fixture,
                         const char    *name);
void sample_see_slow_body (SampleFixture *fixture,
                           const char    *name);
void sample_see_stall (SampleFixture *fixture,
                       const char    *name);
void sample_see_stall_body (SampleFixture *fixture,
                            const char    *name);
void sample_see_drop_request (SampleFixture *fixture,
                              const char    *name);
void sample_see_lose_reply (SampleFixture *fixture,
                            const char    *name);
void sample_see_cut_body (SampleFixture *fixture,
                          const char    *name);
void sample_see_empty_body (SampleFixture *fixture,
                            const char    *name);
void sample_see_php_warning (SampleFixture *fixture,
                             const char    *name);
void sample_see_html_page (SampleFixture *fixture,
                           const char    *name);
void sample_see_byte_order_mark (SampleFixture *fixture,
                                 const char    *name);
void sample_see_wrong_content_type (SampleFixture *fixture,
                                    const char    *name);
void sample_see_bad_utf8 (SampleFixture *fixture,
                          const char    *name);
void sample_see_wrong_types (SampleFixture *fixture,
                             const char    *name);
void sample_see_missing_members (SampleFixture *fixture,
                                 const char    *name);
void sample_see_duplicate_keys (SampleFixture *fixture,
                                const char    *name);
void sample_see_deep_nesting (SampleFixture *fixture,
                              const char    *name);
void sample_see_huge_numbers (SampleFixture *fixture,
                              const char    *name);
void sample_see_huge_text (SampleFixture *fixture,
                           const char    *name);
void sample_see_huge_body (SampleFixture *fixture,
                           const char    *name);
void sample_see_gzip_bomb (SampleFixture *fixture,
                           const char    *name);
void sample_see_lying_totals (SampleFixture *fixture,
                              const char    *name);
void sample_see_endless_pages (SampleFixture *fixture,
                               const char    *name);
void sample_see_stale_pages (SampleFixture *fixture,
                             const char    *name);
void sample_see_fault_on (SampleFixture *fixture,
                          const char    *name);
void sample_see_fault_skip (SampleFixture *fixture,
                            const char    *name);
void sample_see_fault_times (SampleFixture *fixture,
                             const char    *name);
void sample_see_fault_every (SampleFixture *fixture,
                             const char    *name);

G_END_DECLS

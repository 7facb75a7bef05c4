/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-records"

#include "config.h"

#include "bo-records.h"

#include "bo-names.h"

static const char *const reason_names[] = { "unforeseen", "planned" };
static const char *const cause_names[] = { "none", "supply-disruption", "production-delay", "demand-surge", "other" };

void
bo_customer_record_free (BoCustomerRecord *record)
{
  g_free (record->name);
  g_free (record->email);
  g_free (record->phone);
  g_free (record->country);
  g_free (record->language);
  g_free (record);
}

void
bo_product_record_free (BoProductRecord *record)
{
  g_free (record->sku);
  g_free (record->barcode);
  g_free (record->name);
  g_free (record->currency);
  g_free (record->supplier);
  g_free (record->policy);
  g_free (record);
}

void
bo_line_record_free (BoLineRecord *record)
{
  g_free (record->order_number);
  g_free (record->customer);
  g_free (record->sku);
  g_free (record->product);
  g_free (record->currency);
  g_free (record->campaign);
  g_free (record);
}

void
bo_history_record_free (BoHistoryRecord *record)
{
  g_free (record->kind);
  g_free (record->note);
  g_free (record);
}

void
bo_event_record_free (BoEventRecord *record)
{
  g_free (record->kind);
  g_free (record->summary);
  g_free (record->external_id);
  g_free (record);
}

void
bo_total_free (BoTotal *total)
{
  g_free (total->currency);
  g_free (total);
}

/**
 * bo_line_record_get_shippable:
 * @record: a line
 *
 * The units that may leave now: what it has, but for what is held back until the
 * line or the order is complete (domain.md b.4).
 *
 * Returns: units, 0 or more
 */
gint64
bo_line_record_get_shippable (const BoLineRecord *record)
{
  return record->allocated - record->held;
}

BO_DEFINE_NAMES (bo_reason, BoReason, reason_names)
BO_DEFINE_NAMES (bo_cause, BoCause, cause_names)

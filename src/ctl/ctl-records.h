/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ctl-output.h"
#include "ctl.h"

G_BEGIN_DECLS

/* Records as JSON objects and as rows of tables. */

json_t *ctl_line_to_json (const BoLineRecord *record);
json_t *ctl_product_to_json (const BoProductRecord *record);
json_t *ctl_customer_to_json (const BoCustomerRecord *record);
json_t *ctl_event_to_json (const BoEventRecord *record);

CtlTable *ctl_line_table_new (void);
void      ctl_line_table_add (CtlTable           *table,
                              const BoLineRecord *record,
                              GTimeZone          *zone);
char     *ctl_name_product (const char *name, const char *sku);
char     *ctl_count_lines (gint64 n);
char     *ctl_count_units (gint64 n);
void      ctl_print_outcome (Ctl             *ctl,
                             const BoOutcome *outcome);
gboolean  ctl_finish_command (Ctl     *ctl,
                              GError **error);
json_t   *ctl_outcome_to_json (const BoOutcome *outcome);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-service-private.h"

G_BEGIN_DECLS

/* Stock that changes hands outside of a proposal. */

gboolean bo_redeal_free (BoTxn     *txn,
                         BoCommand *command,
                         gint64     product_id,
                         GError   **error);

/* Takes up to @units of @product_id from those who have them, from the last in
 * line on; how many each gave is added to @given (element-type BoOutcomeException). */
gboolean bo_redeal_take (BoTxn     *txn,
                         BoCommand *command,
                         gint64     product_id,
                         gint64     units,
                         gint64     spare_line,
                         gboolean   locked_too,
                         GArray    *given,
                         GError   **error);

G_END_DECLS

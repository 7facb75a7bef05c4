/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-remote.h"
#include "bo-woo-json.h"

G_BEGIN_DECLS

gboolean bo_woo_read_billing (json_t           *billing,
                              BoRemoteCustomer *customer,
                              GError          **error);

G_END_DECLS

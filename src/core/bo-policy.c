/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-policy"

#include "config.h"

#include "bo-policy.h"

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ctl.h"

G_BEGIN_DECLS

/* A policy from an option's value: JSON, or the name of a file that holds it. */
BoPolicy *ctl_load_policy (const char *text,
                           GError    **error);

G_END_DECLS

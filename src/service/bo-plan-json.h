/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-allocation.h"

G_BEGIN_DECLS

/* Policies and plans as JSON (design.md section 7).  Messages name the place in the
 * document: "lines[2].open: …". */

typedef enum
{
  BO_PLAN_ERROR_MALFORMED, /* not JSON */
  BO_PLAN_ERROR_INVALID,   /* a wrong type, an unknown key, a number or a combination that makes no sense */
} BoPlanError;

#define BO_PLAN_ERROR (bo_plan_error_quark ())
GQuark bo_plan_error_quark (void);

/* The object that is "policy" in a plan; settings and products hold it as text.  The
 * campaign that it reserves for is in its reserve_name, and not numbered yet. */
BoPolicy *bo_policy_from_json (const char *text,
                               GError    **error);
char     *bo_policy_to_json (const BoPolicy *policy);

/* Runs the rules on the plan @text of @length bytes (-1: up to its NUL). */
char *bo_plan_run (const char *text,
                   gssize      length,
                   GError    **error);

G_END_DECLS

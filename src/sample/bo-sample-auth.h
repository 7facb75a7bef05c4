/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-sample-call.h"

G_BEGIN_DECLS

#define BO_SAMPLE_KEY "ck_5a3b1e0000000000000000000000000000000001"
#define BO_SAMPLE_SECRET "cs_5a3b1e0000000000000000000000000000000002"
#define BO_SAMPLE_READ_KEY "ck_5a3b1e0000000000000000000000000000000003"
#define BO_SAMPLE_READ_SECRET "cs_5a3b1e0000000000000000000000000000000004"

typedef enum
{
  BO_SAMPLE_NOBODY,  /* no key that the shop knows; it does not say so by itself */
  BO_SAMPLE_READER,  /* may look */
  BO_SAMPLE_MANAGER, /* may write */
  BO_SAMPLE_REFUSED, /* the call is answered */
} BoSampleRights;

BoSampleRights bo_sample_auth_check (BoSampleCall *call);
const char    *bo_sample_auth_describe (const BoSampleRequest *request);

G_END_DECLS

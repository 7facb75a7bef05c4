/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-sample-call.h"

G_BEGIN_DECLS

BoSampleReply *bo_sample_faults_answer (BoSampleState         *state,
                                        const BoSampleRequest *request);
void           bo_sample_faults_spoil_body (BoSampleState *state,
                                            BoSampleReply *reply);

G_END_DECLS

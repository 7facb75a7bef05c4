/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-http.h"

G_BEGIN_DECLS

/* An exchange with a real shop, tests/data/woocommerce/, as if it had just come. */
typedef struct
{
  char        *method;
  char        *address;
  BoHttpReply *reply;
} Recording;

Recording *recording_read (const char *name);
void       recording_free (Recording *recording);
GBytes    *recording_make_list (const Recording *recording);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Recording, recording_free)

G_END_DECLS

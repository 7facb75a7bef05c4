/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-plan-json.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

/* Whatever it is given, it answers or refuses. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = bo_plan_run ((const char *) data, (gssize) size, &error);

  g_assert_true ((answer == NULL) == (error != NULL));

  return 0;
}

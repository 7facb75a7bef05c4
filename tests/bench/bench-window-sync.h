/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-window.h"

G_BEGIN_DECLS

typedef void (*BenchDoneFunc) (gpointer user_data);

void bench_window_connect (BoWindow     *window,
                           guint         products,
                           guint         orders,
                           BenchDoneFunc connected,
                           gpointer      user_data);
void bench_window_sync (BoWindow     *window,
                        BenchDoneFunc synced,
                        gpointer      user_data);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-catalog.h"

G_BEGIN_DECLS

/* A catalogue between a sync and the shop's own, which remembers what was asked, so
 * that the same can be asked again with nothing else done: the floor of a download. */
#define BENCH_TYPE_RELAY (bench_relay_get_type ())
G_DECLARE_FINAL_TYPE (BenchRelay, bench_relay, BENCH, RELAY, GObject)

BenchRelay *bench_relay_new (BoCatalog *catalog);
/* What was asked since then, in order. */
void    bench_relay_forget (BenchRelay *self);
guint   bench_relay_get_n_pulls (BenchRelay *self);
guint64 bench_relay_get_n_bytes (BenchRelay *self);
/* All of it again, as many at a time as the program has, each answer read: milliseconds. */
double bench_relay_repeat (BenchRelay *self);
/* The first page of each list, one after another. */
double bench_relay_ask_each (BenchRelay *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* SplitMix64: the same numbers on every machine, which no library promises. */
typedef struct
{
  guint64 state;
} BoSampleRandom;

static inline guint64
bo_sample_random_next (BoSampleRandom *self)
{
  guint64 z = self->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);

  return z ^ (z >> 31);
}

/* From 0 to @n - 1. */
static inline guint
bo_sample_random_pick (BoSampleRandom *self,
                       guint           n)
{
  g_assert (n > 0);

  return (guint) (bo_sample_random_next (self) % n);
}

static inline gboolean
bo_sample_random_chance (BoSampleRandom *self,
                         guint           percent)
{
  return bo_sample_random_pick (self, 100) < percent;
}

G_END_DECLS

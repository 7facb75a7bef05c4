/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The words that the sample shop is made of. */

typedef struct
{
  const char *prefix; /* of the SKUs */
  const char *name;
  const char *variants; /* separated by bars; empty for a single product */
  int         price;    /* minor units */
} BoSampleFamily;

typedef struct
{
  const char *country; /* ISO 3166 */
  const char *dial;    /* of invented phone numbers, to which two digits are added */
  const char *given;   /* separated by bars */
  const char *family;  /* separated by bars */
  gboolean    family_first;
  const char *between; /* of the two names */
} BoSamplePeople;

typedef struct
{
  const char *name;
  const char *country;
} BoSampleFirm;

extern const BoSampleFamily bo_sample_families[];
extern const guint          bo_sample_n_families;
extern const BoSamplePeople bo_sample_people[];
extern const guint          bo_sample_n_people;
extern const BoSampleFirm   bo_sample_firms[];
extern const guint          bo_sample_n_firms;

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <jansson.h>

G_BEGIN_DECLS

/* An exchange with a real shop, as it was recorded: tests/data/woocommerce/. */
typedef struct
{
  char       *method;
  char       *address; /* from the root, without what said who asked */
  char       *body;    /* (nullable) */
  char       *accept;
  gboolean    has_etag; /* asked only if something changed */
  guint       status;
  GHashTable *headers; /* (element-type utf8 utf8) of the answer, names in small letters */
  char       *text;    /* of the answer */
  json_t     *json;    /* (nullable): likewise */
} SampleRecording;

SampleRecording *sample_recording_read (const char *name);
void             sample_recording_free (SampleRecording *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SampleRecording, sample_recording_free)

/* What differs between two values, member by member; %NULL if nothing does.  With
 * @values also what texts and numbers say, where they are not of that one shop. */
char *sample_json_compare (const json_t *recorded,
                           const json_t *ours,
                           const char   *home,
                           gboolean      values);

/* A list of links without numbers and without keys, one a line. */
char *sample_link_shape (const char *link,
                         const char *home);

G_END_DECLS

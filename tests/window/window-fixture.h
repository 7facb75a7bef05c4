/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-application.h"
#include "bo-test-util.h"

G_BEGIN_DECLS

/* A real window on a store of its own. */
typedef struct
{
  char          *folder;
  char          *path;
  BoApplication *application;
  BoWindow      *window; /* (nullable) */
} Fixture;

BoApplication *fixture_get_application (void);
void           fixture_set_up (Fixture      *fixture,
                               gconstpointer data);
void           fixture_tear_down (Fixture      *fixture,
                                  gconstpointer data);
void           fixture_open (Fixture *fixture);
void           fixture_close (Fixture *fixture);
void           fixture_import (Fixture    *fixture,
                               const char *csv);
BoQueuePage   *fixture_get_queue (Fixture *fixture);
guint          fixture_get_n_lines (Fixture *fixture);
void           fixture_settle (Fixture *fixture);
guint          fixture_count_events (Fixture *fixture);
gpointer       fixture_find (GType type);
gpointer       fixture_find_in (GtkWidget *widget,
                                GType      type);
void           fixture_answer (gboolean yes);
gboolean       fixture_press (GtkWidget      *widget,
                              guint           keyval,
                              GdkModifierType modifiers);
GtkWidget     *fixture_find_button (const char *label);
void           fixture_activate (Fixture    *fixture,
                                 const char *action);
gboolean       fixture_init (int    *argc,
                             char ***argv);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-application.h"

G_BEGIN_DECLS

typedef struct
{
  const char        *folder;
  const char *const *parts; /* of it; none: all */
  BoApplication     *application;
  BoWindow          *window;
  gboolean           dark;
  gboolean           narrow;
  guint              n_pictures;
} Tour;

void       tour_save (Tour       *tour,
                      GtkWidget  *toplevel,
                      const char *name);
GtkWidget *tour_get_toplevel (gpointer widget);
void       tour_close_dialog (Tour    *tour,
                              gpointer dialog);
void       tour_resize (Tour    *tour,
                        gpointer dialog);
/* On the products page, which must have been shown. */
void tour_select_product (BoWindow *window,
                          guint     position);

/* In tour-shop.c. */
void tour_visit_shop (Tour *tour);

G_END_DECLS

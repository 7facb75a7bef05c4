/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>

/* Exits with 0 if a window could be opened here. */
int
main (int   argc,
      char *argv[])
{
  return gtk_init_check () ? 0 : 1;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-window.h"

G_BEGIN_DECLS

/**
 * BoApplication:
 *
 * One process; one window a store file.  Starting it again on a store that is open
 * raises its window.
 */
#define BO_TYPE_APPLICATION (bo_application_get_type ())
G_DECLARE_FINAL_TYPE (BoApplication, bo_application, BO, APPLICATION, AdwApplication)

GApplication *bo_application_new (GApplicationFlags flags);
BoWindow     *bo_application_open_store (BoApplication *self,
                                         const char    *path);
BoWindow     *bo_application_open_demo (BoApplication *self);

G_END_DECLS

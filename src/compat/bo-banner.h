/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BoBanner:
 *
 * A strip that tells of a state and offers a way out of it.  Properties: title,
 * button-label (%NULL: no button), revealed.  Signal "button-clicked".
 *
 * AdwBanner does it from libadwaita 1.3 on; this does it everywhere.
 */
#define BO_TYPE_BANNER (bo_banner_get_type ())
G_DECLARE_FINAL_TYPE (BoBanner, bo_banner, BO, BANNER, AdwBin)

void        bo_banner_set_title (BoBanner   *self,
                                 const char *title);
const char *bo_banner_get_title (BoBanner *self);
void        bo_banner_set_button_label (BoBanner   *self,
                                        const char *label);
void        bo_banner_set_revealed (BoBanner *self,
                                    gboolean  revealed);
gboolean    bo_banner_get_revealed (BoBanner *self);

G_END_DECLS

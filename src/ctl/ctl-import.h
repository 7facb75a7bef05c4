/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-import.h"
#include "ctl.h"

G_BEGIN_DECLS

/* Imports and waits, with progress where standard error is a terminal.  Eats @options. */
BoImportReport *ctl_run_import (Ctl             *ctl,
                                GInputStream    *stream,
                                BoImportOptions *options,
                                GError         **error);

G_END_DECLS

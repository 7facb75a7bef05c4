#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The arrows of the house (src/HACKING.md) that the build does not see: which
# rooms name SQLite, SQL, libsoup and GTK.
set -eu
cd "$(dirname "$0")/.."
found=0

# only PATTERN WHAT ROOM...: PATTERN may stand in the C files of these rooms only.
only () {
  pattern=$1; what=$2; shift 2
  for room in src/*/; do
    room=${room#src/}; room=${room%/}
    case " $* " in *" $room "*) continue ;; esac
    if grep -rnE --include='*.[ch]' "$pattern" "src/$room"; then
      echo "^ src/$room: $what belongs in: $*"
      found=1
    fi
  done
}

only '#include [<"]sqlite3' 'sqlite3.h' store
only '"[^"]*(SELECT .* FROM|INSERT (OR [A-Z]+ )?INTO|UPDATE [a-z_]+ SET|DELETE FROM|CREATE (VIRTUAL )?(TABLE|INDEX)|PRAGMA [a-z])' 'SQL' store
only '#include [<"]libsoup' 'libsoup' catalog sample
only '#include [<"](gtk|gdk|adwaita)' 'GTK' window compat
only '(GTK|GDK|ADW)_CHECK_VERSION|(GTK|ADW)_(MAJOR|MINOR)_VERSION' 'A look at the version of GTK' compat

exit "$found"

#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Is every file that has something to translate in po/POTFILES, sorted, and
# nothing else?  With --write it mends the list.
set -eu
cd "$(dirname "$0")/.."

sources () {
  # Calls of gettext in C; the leading class keeps out names that end alike.
  find src -name '*.[ch]' -exec grep -lE '(^|[^A-Za-z_])(C?_|NC?_|n?gettext|g_dngettext|g_dpgettext2?) \(' {} + || true
  find src -name '*.ui' -exec grep -l 'translatable="yes"' {} + || true
  find data -name '*.desktop.in' -o -name '*.metainfo.xml.in' -o -name '*.gschema.xml'
}

# xgettext knows the macros of inttypes.h, not those of GLib: it would cut the text there.
if grep -rnE --include='*.c' '(_|gettext) \("([^"\\]|\\.)*" G_G' src; then
  echo "^ use PRId64 (or %s and a text) in what is translated, not G_GINT64_FORMAT"
  exit 1
fi

wanted=$(sources | LC_ALL=C sort -u)
if [ "${1:-}" = --write ]; then
  { echo '# Sorted; tests/check-potfiles.sh --write brings it up to date.'; echo "$wanted"; } >po/POTFILES
  exit 0
fi

listed=$(grep -v '^#' po/POTFILES)
if [ "$wanted" != "$listed" ]; then
  echo "po/POTFILES differs from what there is to translate (tests/check-potfiles.sh --write mends it):"
  old=$(mktemp); new=$(mktemp)
  trap 'rm -f "$old" "$new"' EXIT
  echo "$listed" >"$old"; echo "$wanted" >"$new"
  diff -u "$old" "$new" | sed -n '4,$p' | grep '^[-+]'
  exit 1
fi

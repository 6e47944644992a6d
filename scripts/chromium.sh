#!/bin/sh
# Makes sure that there is a Chromium for the end-to-end tests and the screenshots, and prints where it is.
# On Debian and as root it installs the packages; elsewhere it says what to do. CHROMIUM names another one.
set -eu
fonts="fonts-urw-base35 fonts-inter"
find() {
	for c in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
		[ -n "$c" ] && command -v "$c" && return 0
	done
	return 1
}
if find; then exit 0; fi
if ! command -v apt-get >/dev/null || [ "$(id -u)" != 0 ]; then
	echo "There is no Chromium. Install it (Debian: apt-get install chromium $fonts), or name one: CHROMIUM=/path/to/it" >&2
	exit 1
fi
apt-get update >&2
DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium $fonts >&2
find

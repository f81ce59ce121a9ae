#!/usr/bin/env bash
# Chromium, poppler, PostgreSQL, gettext, SoftHSM and node for the tests: installed with apt where that is allowed, else named.
set -eu
missing=()
command -v chromium >/dev/null || missing+=(chromium)
command -v pdftotext >/dev/null || missing+=(poppler-utils)
compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null || command -v initdb >/dev/null || missing+=(postgresql postgresql-contrib)
command -v xgettext >/dev/null || missing+=(gettext)
command -v softhsm2-util >/dev/null || missing+=(softhsm2)
command -v node >/dev/null || missing+=(nodejs)
[ "${#missing[@]}" -eq 0 ] && exit 0
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null && exit 0
fi
echo "Thiếu công cụ để kiểm tra. Cài rồi chạy lại / missing tools, install and run again:" >&2
echo "  apt-get install ${missing[*]}" >&2
exit 1

#!/bin/sh
# See to it that the tests have an nginx: one that is installed, else Debian's package unpacked into .venv,
# which starts no service. Without either, the tests with a proxy in front are skipped and say so.
set -u
PATH=$PATH:/usr/sbin:/usr/local/sbin
command -v nginx >/dev/null 2>&1 && exit 0
place=.venv/nginx
[ -x $place/usr/sbin/nginx ] && exit 0
command -v apt-get >/dev/null 2>&1 || exit 0
mkdir -p $place
cd $place || exit 0
apt-get download -qq nginx >/dev/null 2>&1 || { apt-get update -qq && apt-get download -qq nginx; } >/dev/null 2>&1
for package in nginx_*.deb; do
    [ -f "$package" ] && dpkg -x "$package" . && rm "$package" && exit 0
done
echo "set-up: no nginx; the tests with a proxy in front are skipped"

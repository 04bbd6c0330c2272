#!/bin/sh
# What the tests need besides Python packages: a PostgreSQL server, Java for Spark, a browser.
# Installs what is missing where it may (root on Debian or the like), else says what is missing:
# the tests that need it are then skipped, with the reason.
set -eu

missing=""
if ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 && ! command -v initdb >/dev/null; then
  missing="$missing postgresql"
fi
command -v java >/dev/null || missing="$missing default-jre-headless"
if ! command -v chromium >/dev/null && ! command -v chromium-browser >/dev/null; then
  missing="$missing chromium"
fi

[ -z "$missing" ] && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing for the tests:$missing"
  export DEBIAN_FRONTEND=noninteractive
  # No cluster of the machine's own is to be made or started: the tests start theirs.
  mkdir -p /etc/postgresql-common/createcluster.d
  echo "create_main_cluster = false" > /etc/postgresql-common/createcluster.d/fordel-tests.conf
  apt-get update -qq || true
  # shellcheck disable=SC2086
  if apt-get install -y -qq --no-install-recommends $missing >/dev/null; then
    exit 0
  fi
fi

echo "NOT TESTED HERE, for want of Debian packages:$missing" >&2
echo "  apt-get install$missing" >&2

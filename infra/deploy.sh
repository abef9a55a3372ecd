#!/usr/bin/env bash
# Deploys one stack of an environment from the committed template, after its changes were read.
#   infra/deploy.sh ENVIRONMENT STACK [--digest sha256:…] [PARAMETER=VALUE …]
# ENVIRONMENT is dev, stg, prod or tools; order and regions are in infra/out/ENVIRONMENT/stacks.json.
# Without --execute as the last word the changes are only shown.
set -euo pipefail
environment=$1 name=$2; shift 2
out=$(dirname "$0")/out/$environment
field() { jq -er --arg name "$name" ".[] | select(.name == \$name) | .$1" "$out/stacks.json"; }
stack=$(field stack) region=$(field region) account=$(field account)
execute=(--no-execute-changeset) given=()
while [ $# -gt 0 ]; do
  case $1 in
    --digest) given+=("KuraDigest=$2"); shift ;;
    --execute) execute=() ;;
    *=*) given+=("$1") ;;
    *) echo "what is $1?" >&2; exit 2 ;;
  esac
  shift
done

here=$(aws sts get-caller-identity --query Account --output text)
test "$here" = "$account" || { echo "this is account $here, $environment is $account" >&2; exit 1; }

output() { # STACK KEY: what a stack in Tokyo says
  aws cloudformation describe-stacks --region ap-northeast-1 --stack-name "kura-$environment-$1" \
    --query "Stacks[0].Outputs[?OutputKey=='$2'].OutputValue" --output text
}
if [ "$name" = edge ]; then
  given+=("CustomerDoorArn=$(output app CustomerDoor)"
    "CustomerDoorAddress=$(output app CustomerDoorAddress)" "ZoneId=$(output network Zone)")
fi
aws cloudformation deploy --region "$region" --stack-name "$stack" \
  --template-file "$out/$name.template.json" --capabilities CAPABILITY_NAMED_IAM \
  --tags Service=kura "Environment=$environment" --no-fail-on-empty-changeset \
  ${given:+--parameter-overrides "${given[@]}"} "${execute[@]}"
if [ ${#execute[@]} = 0 ]; then
  aws cloudformation update-termination-protection --region "$region" --stack-name "$stack" \
    --enable-termination-protection
fi

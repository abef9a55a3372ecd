#!/usr/bin/env bash
# Deploys one stack of an environment from the committed template, after its changes were read.
#   infra/deploy.sh ENVIRONMENT prepare
#   infra/deploy.sh ENVIRONMENT STACK [--digest sha256:…] [PARAMETER=VALUE …] [--execute]
# ENVIRONMENT is dev, stg, prod or tools; order and regions are in infra/out/ENVIRONMENT/stacks.json.
# `prepare` makes, once in each account, what the stacks need and do not make: the roles AWS's services act with, and the
# role CloudFormation deploys with. Without --execute as the last word the changes are only shown.
set -euo pipefail
environment=$1 name=$2; shift 2
here=$(dirname "$(readlink -f "$0")")
out=$here/out/$environment deployer=kura-$environment-deployer
field() { jq -er --arg name "$name" ".[] | select(.name == \$name) | .$1" "$out/stacks.json"; }
account=$(jq -er '.[0].account' "$out/stacks.json")
test "$(aws sts get-caller-identity --query Account --output text)" = "$account" ||
  { echo "this is not account $account, which is $environment" >&2; exit 1; }

prepare() {
  local service said trust
  for service in ecs rds elasticloadbalancing ecs.application-autoscaling vpcorigin.cloudfront config; do
    if said=$(aws iam create-service-linked-role --aws-service-name "$service.amazonaws.com" 2>&1); then
      echo "made the role of $service"
    elif grep -q 'has been taken' <<<"$said"; then
      echo "the role of $service was there"
    else
      echo "$said" >&2; return 1
    fi
  done
  aws iam get-role --role-name "$deployer" >/dev/null 2>&1 && { echo "$deployer was there"; return; }
  trust=$(jq -n '{Version: "2012-10-17", Statement: [{Effect: "Allow", Action: "sts:AssumeRole",
    Principal: {Service: "cloudformation.amazonaws.com"}}]}')
  aws iam create-role --role-name "$deployer" --assume-role-policy-document "$trust" \
    --description 'CloudFormation deploys templates with it, for administrators only' >/dev/null
  aws iam attach-role-policy --role-name "$deployer" --policy-arn arn:aws:iam::aws:policy/AdministratorAccess
  echo "made $deployer"
}
if [ "$name" = prepare ]; then prepare; exit; fi

stack=$(field stack) region=$(field region)
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

output() { # STACK KEY: what a stack in Tokyo says
  aws cloudformation describe-stacks --region ap-northeast-1 --stack-name "kura-$environment-$1" \
    --query "Stacks[0].Outputs[?OutputKey=='$2'].OutputValue" --output text
}
if [ "$name" = edge ]; then
  given+=("CustomerDoorArn=$(output app CustomerDoor)"
    "CustomerDoorAddress=$(output app CustomerDoorAddress)" "ZoneId=$(output network Zone)")
fi
# The role is named each time: after a release CloudFormation would go on as the releasers' own, which can do little.
aws cloudformation deploy --region "$region" --stack-name "$stack" \
  --template-file "$out/$name.template.json" --capabilities CAPABILITY_NAMED_IAM \
  --role-arn "arn:aws:iam::$account:role/$deployer" \
  --tags Service=kura "Environment=$environment" --no-fail-on-empty-changeset \
  ${given:+--parameter-overrides "${given[@]}"} "${execute[@]}"
if [ ${#execute[@]} = 0 ]; then
  aws cloudformation update-termination-protection --region "$region" --stack-name "$stack" \
    --enable-termination-protection
  # Which version requests go to is ECS's to say: a deployment must not set it back (docs/runbooks/deploy.md).
  if [ "$name" = app ]; then
    aws cloudformation set-stack-policy --region "$region" --stack-name "$stack" \
      --stack-policy-body "file://$here/app-policy.json"
  fi
fi

//! Clause 6-3: the first day asks Reachability Analyzer of the whole matrix, tells what is not as it should be, and leaves
//! nothing behind. AWS is a script here, which answers as the matrix says, or wrongly where it is told to.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on says so by ending"
)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// Answers the calls of the matrix, and refuses every other. What was made and not deleted lies in `$LEFT`.
const AWS: &str = r#"#!/bin/bash
shift 4
value() { while [ $# -gt 1 ]; do [ "$1" = "$word" ] && { echo "$2"; return; }; shift; done; }
of() { word=$1; shift; value "$@"; }
case "$1 $2" in
  'cloudformation describe-stacks')
    jq -c '{Stacks: [{Outputs: ([.[]|.from,.to]|unique|map({OutputKey: ., OutputValue: ("sg-" + .)})
      + [{OutputKey: "Vpc", OutputValue: "vpc-1"},
         {OutputKey: "MigrateNetwork", OutputValue: "awsvpcConfiguration={assignPublicIp=DISABLED,subnets=[subnet-1,subnet-2],securityGroups=[sg-1]}"}])}]}' "$MATRIX" ;;
  'ec2 describe-internet-gateways') echo '{"InternetGateways": [{"InternetGatewayId": "end-internet"}]}' ;;
  'ec2 describe-vpc-endpoints') echo '{"VpcEndpoints": [{"VpcEndpointId": "end-s3"}]}' ;;
  'ec2 describe-network-interfaces')
    group=${!#} group=${group##*Values=sg-}
    if [ "$group" = MigrateGroup ]; then echo '{"NetworkInterfaces": []}'
    else echo "{\"NetworkInterfaces\": [{\"NetworkInterfaceId\": \"end-$group\"}]}"; fi ;;
  'ec2 create-network-interface')
    [ "$(of --subnet-id "$@")" = subnet-1 ] && touch "$LEFT/end-MigrateGroup" &&
      echo '{"NetworkInterface": {"NetworkInterfaceId": "end-MigrateGroup"}}' ;;
  'ec2 delete-network-interface') rm "$LEFT/$(of --network-interface-id "$@")" ;;
  'ec2 create-network-insights-path')
    path=$(mktemp "$LEFT/path-XXXXXX")
    jq -n --arg from "$(of --source "$@")" --arg to "$(of --destination "$@")" --argjson filter "$(of --filter-at-source "$@")" \
      '{from: $from[4:], to: $to[4:], low: $filter.DestinationPortRange.FromPort, high: $filter.DestinationPortRange.ToPort, address: $filter.SourceAddress}' > "$path"
    cat "$path" >> "$ASKED"
    echo "{\"NetworkInsightsPath\": {\"NetworkInsightsPathId\": \"${path##*/}\"}}" ;;
  'ec2 start-network-insights-analysis')
    path=$(of --network-insights-path-id "$@") && touch "$LEFT/analysis-$path" &&
      echo "{\"NetworkInsightsAnalysis\": {\"NetworkInsightsAnalysisId\": \"analysis-$path\"}}" ;;
  'ec2 describe-network-insights-analyses')
    analysis=$(of --network-insights-analysis-ids "$@")
    jq -c --slurpfile matrix "$MATRIX" --arg wrong "$WRONG" '. as $asked | ([$matrix[0][]|select([.from,.to,.low,.high,.address]==($asked|[.from,.to,.low,.high,.address])).reached]|first) as $is
      | {NetworkInsightsAnalyses: [{Status: "succeeded", NetworkPathFound: (if "\(.from) \(.to)" == $wrong then ($is|not) else $is end)}]}' "$LEFT/${analysis#analysis-}" ;;
  'ec2 delete-network-insights-analysis') rm "$LEFT/$(of --network-insights-analysis-id "$@")" ;;
  'ec2 delete-network-insights-path') path=$(of --network-insights-path-id "$@"); test ! -e "$LEFT/analysis-$path" && rm "$LEFT/$path" ;;
  *) exit 1 ;;
esac
"#;

struct Day {
    /// The line about the whole matrix.
    line: String,
    told: String,
    left: Vec<PathBuf>,
}

/// The first day of prod, from a copy with these questions only, and an AWS that answers one pair of ends wrongly.
fn first_day(name: &str, wrong: &str, asks: fn(&Value) -> bool) -> Day {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = std::env::temp_dir().join(format!("kura-first-day-{name}-{}", std::process::id()));
    let (left, out) = (folder.join("left"), folder.join("out/prod"));
    fs::create_dir_all(&left).unwrap();
    fs::create_dir_all(&out).unwrap();
    fs::copy(root.join("day1.sh"), folder.join("day1.sh")).unwrap();
    let matrix = out.join("matrix.json");
    let all = fs::read_to_string(root.join("out/prod/matrix.json")).unwrap();
    let mut all: Vec<Value> = serde_json::from_str(&all).unwrap();
    all.retain(asks);
    fs::write(&matrix, serde_json::to_string(&all).unwrap()).unwrap();
    for (tool, text) in [("aws", AWS), ("sleep", "#!/bin/sh\nexit 0\n")] {
        fs::write(folder.join(tool), text).unwrap();
        fs::set_permissions(folder.join(tool), fs::Permissions::from_mode(0o755)).unwrap();
    }
    let asked = folder.join("asked");
    let day = Command::new("bash")
        .arg(folder.join("day1.sh"))
        .args(["prod", "--drills", "--only=whole matrix"])
        .env("PATH", format!("{}:/usr/local/bin:/usr/bin:/bin", folder.display()))
        .env("MATRIX", &matrix)
        .env("LEFT", &left)
        .env("ASKED", &asked)
        .env("WRONG", wrong)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&day.stdout).into_owned();
    let line = said.lines().find(|line| line.contains("agrees with")).unwrap_or(&said).to_owned();
    let count = fs::read_to_string(&asked).unwrap_or_default().matches("\"from\"").count();
    assert_eq!(count, all.len(), "each question is asked once");
    let left = fs::read_dir(&left).unwrap().map(|entry| entry.unwrap().path()).collect();
    fs::remove_dir_all(&folder).unwrap();
    Day { line, told: String::from_utf8_lossy(&day.stderr).into_owned(), left }
}

#[test]
fn r6_3_the_first_day_asks_the_whole_matrix_and_leaves_nothing_behind() {
    let day = first_day("good", "nothing", |_| true);
    assert!(day.line.contains("  ok  "), "{}\n{}", day.line, day.told);
    assert!(day.left.is_empty(), "{:?}", day.left);
}

#[test]
fn r6_3_what_reachability_analyzer_sees_otherwise_is_told() {
    let few = |one: &Value| one["from"] == "CustomerGroup" || one["to"] == "MigrateGroup";
    let day = first_day("wrong", "CustomerGroup StaffGroup", few);
    assert!(day.line.contains("  FAIL  "), "{}", day.line);
    assert!(day.told.contains("CustomerGroup to StaffGroup"), "{}", day.told);
    assert_eq!(day.told.matches("should be").count(), 1, "{}", day.told);
    assert!(day.left.is_empty(), "{:?}", day.left);
}

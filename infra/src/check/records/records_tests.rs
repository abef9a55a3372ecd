//! Tables that were read, and templates that say something else.

use serde_json::json;

use super::table::Table;
use super::*;
use crate::check::model::Stack;

#[expect(clippy::needless_pass_by_value, reason = "the tests read better without borrows")]
fn compared(bucket: serde_json::Value, read: &str) -> Vec<String> {
    let template =
        json!({"Resources": {"Bucket": {"Type": "AWS::S3::Bucket", "Properties": bucket}}});
    let stack =
        Stack { name: "data".into(), account: "123456789012".into(), template, ..Stack::default() };
    let environment = Environment { name: "prod".into(), stacks: vec![stack] };
    let table: Table = toml::from_str(read).expect("a table");
    let stacks: Table = toml::from_str(
        "[[kind]]\nname = 'Stack'\nwhy = ''\n[[kind.one]]\nname = 'data'\nsays = ['account = 123456789012', 'region = ']",
    )
    .expect("a table");
    let wanted = TOPICS.iter().map(|topic| match topic.file {
        "reviewed/kept.toml" => table.said("prod"),
        "reviewed/ways.toml" => stacks.said("prod"),
        _ => Said::new(),
    });
    let wanted = BTreeMap::from([("prod".to_owned(), wanted.collect())]);
    let records = Records { tables: Vec::new(), wanted };
    let found = records.compare(&environment, &Model::of(&environment));
    found.into_iter().map(|finding| finding.message).collect()
}

const READ: &str = "[[kind]]\nname = 'AWS::S3::Bucket'\nwhy = ''\neach = ['Locked = true']\n\
     [[kind.one]]\nname = 'data/Bucket'\nsays = ['BucketName = kura-{environment}-{account}']\n\
     [[kind.one]]\nname = 'data/Other'\nonly = 'dev'";

#[test]
fn what_was_read_passes_and_names_of_the_environment_are_its_own() {
    let good = json!({"BucketName": "kura-prod-123456789012", "Locked": true});
    assert_eq!(compared(good, READ), Vec::<String>::new());
}

#[test]
fn a_property_that_is_new_or_gone_or_different_is_told() {
    let more =
        json!({"BucketName": "kura-prod-123456789012", "Locked": true, "Replicated": {"To": "x"}});
    assert_eq!(compared(more, READ), ["is not as it was read: + Replicated/To = x"]);
    let fewer = json!({"BucketName": "kura-prod-123456789012"});
    assert_eq!(compared(fewer, READ), ["is not as it was read: - Locked = true"]);
    let other = json!({"BucketName": "kura-dev-123456789012", "Locked": true});
    assert_eq!(compared(other, READ).len(), 1, "another environment's name is another name");
    assert_eq!(compared(json!({}), "").len(), 1, "a resource that nobody has read");
}

#[test]
fn an_entry_without_a_reason_is_told() {
    let table: Table = toml::from_str(READ).expect("a table");
    assert_eq!(table.unreasoned(), ["AWS::S3::Bucket", "data/Bucket", "data/Other"]);
}

//! Statements of every shape, and what is said of them.

use serde_json::json;

use super::statement::{fits, is_wide_resource};
use super::*;
use crate::check::model::{Environment, Stack};

#[expect(clippy::needless_pass_by_value, reason = "the tests read better without borrows")]
fn said(statement: Value, reasons: Value) -> Vec<String> {
    let template = json!({"Resources": {"Role": {"Type": "AWS::IAM::Role", "Metadata": {"Reasons": reasons},
        "Properties": {"Policies": [{"PolicyDocument": {"Statement": statement}}],
            "AssumeRolePolicyDocument": {"Statement": {"Sid": "Take", "Effect": "Allow", "Action": "sts:AssumeRole",
                "Principal": {"Service": "ecs-tasks.amazonaws.com"},
                "Condition": {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}}}}}}}});
    let stack =
        Stack { name: "app".into(), region: "ap-northeast-1".into(), template, ..Stack::default() };
    let model = Model::of(&Environment { name: "prod".into(), stacks: vec![stack] });
    check(&model).iter().map(|finding| finding.message.clone()).collect()
}

#[expect(clippy::needless_pass_by_value, reason = "the tests read better without borrows")]
fn one(action: Value, resource: Value) -> usize {
    said(
        json!([{"Sid": "A", "Effect": "Allow", "Action": action, "Resource": resource}]),
        json!({}),
    )
    .len()
}

#[test]
fn a_statement_about_one_thing_passes() {
    assert_eq!(
        one(json!("s3:GetObject"), json!({"Fn::Sub": "arn:${AWS::Partition}:s3:::kura/*"})),
        0
    );
    assert_eq!(
        one(
            json!(["logs:PutLogEvents"]),
            json!("arn:aws:logs:ap-northeast-1:1:log-group:/kura/prod/app:*")
        ),
        0
    );
    assert_eq!(one(json!("ecr:BatchGetImage"), json!({"Fn::GetAtt": ["Role", "Arn"]})), 0);
}

#[test]
fn wide_actions_and_resources_are_found_in_any_shape() {
    assert_eq!(one(json!("s3:*"), json!("arn:aws:s3:::kura/*")), 1);
    assert_eq!(one(json!(["s3:GetObject", "s3:Get*"]), json!("arn:aws:s3:::kura/*")), 1);
    assert_eq!(one(json!("s3:GetObject"), json!(["arn:aws:s3:::kura/*", "*"])), 1);
    assert_eq!(one(json!("s3:GetObject"), json!({"Fn::Join": ["", ["arn:aws:s3", ":::*"]]})), 1);
    assert_eq!(said(json!({"Sid": "A", "Effect": "Allow", "NotAction": "iam:*", "Resource": "arn:aws:s3:::a"}), json!({})).len(), 1);
    assert_eq!(said(json!({"Sid": "A", "Effect": "Allow", "Action": "s3:GetObject", "NotResource": "arn:aws:s3:::a"}), json!({})).len(), 1);
    assert_eq!(
        said(json!({"Effect": "Deny", "NotAction": "a:B", "Resource": "*"}), json!({})).len(),
        1,
        "no Sid"
    );
}

#[test]
fn a_reason_excuses_what_it_names_and_nothing_else() {
    let wide = json!({"Sid": "Token", "Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*"});
    assert_eq!(
        said(wide.clone(), json!({"Token": "The action knows no resource (IAM reference)."})).len(),
        0
    );
    assert_eq!(said(wide.clone(), json!({"Token": "because"})).len(), 1, "no sentence");
    assert_eq!(
        said(wide, json!({"Other": "The action knows no resource (IAM reference)."})).len(),
        2
    );
    let power = json!({"Sid": "Pass", "Effect": "Allow", "Action": "iam:PassRole", "Resource": "*",
        "Condition": {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}}});
    assert_eq!(said(power, json!({"Pass": "It is so much simpler like this."})).len(), 1);
}

#[test]
fn a_resource_is_wide_unless_something_whole_is_named_before_the_wildcard() {
    for narrow in [
        "arn:aws:s3:::bucket/*",
        "arn:aws:s3:::bucket",
        "${data/Bucket.Arn}/*",
        "${watch/Log.Arn}:*",
        "arn:aws:secretsmanager:r:1:secret:kura-??????",
        "arn:aws:ecs:r:1:task/kura/*",
    ] {
        assert!(!is_wide_resource(narrow), "{narrow}");
    }
    for wide in [
        "*",
        "arn:aws:s3:::*",
        "arn:aws:s3:::kura-*",
        "arn:aws:iam::1:role/*",
        "arn:aws:iam::*:role/a",
        "arn:aws:logs:*:1:log-group:a:b",
        "${data/Bucket.Arn}*",
        "arn:aws:ecs:r:1:*",
    ] {
        assert!(is_wide_resource(wide), "{wide}");
    }
}

#[test]
fn patterns_fit_as_in_iam() {
    assert!(
        fits("s3:Get*", "s3:GetObject") && fits("*", "a") && fits("a?c", "abc") && fits("", "")
    );
    assert!(!fits("s3:Get*", "s3:PutObject") && !fits("a?c", "ac") && !fits("a", "ab"));
}

//! Templates of a few lines, resolved.

use serde_json::json;

use super::*;

fn stack(name: &str, region: &str, template: Value) -> Stack {
    let file = format!("{name}.template.json");
    Stack { name: name.into(), region: region.into(), file, template, ..Stack::default() }
}

fn model(stacks: Vec<Stack>) -> Model {
    Model::of(&Environment { name: "prod".into(), stacks })
}

fn network() -> Stack {
    stack(
        "network",
        "ap-northeast-1",
        json!({
            "Parameters": {"Cidr": {"Type": "String", "Default": "10.0.0.0/16"},
                           "Bank": {"Type": "CommaDelimitedList", "Default": "a, b"}},
            "Conditions": {"Wide": {"Fn::Equals": [{"Ref": "Cidr"}, "10.0.0.0/8"]},
                           "Narrow": {"Fn::Not": [{"Condition": "Wide"}]}},
            "Resources": {
                "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": {"Ref": "Cidr"}}},
                "App": {"Type": "AWS::EC2::Subnet", "Properties": {
                    "VpcId": {"Ref": "Vpc"},
                    "CidrBlock": {"Fn::Select": [1, {"Fn::Cidr": [{"Fn::GetAtt": ["Vpc", "CidrBlock"]}, 4, 8]}]},
                    "AvailabilityZone": {"Fn::Select": ["1", {"Fn::GetAZs": ""}]},
                    "Tags": {"Fn::If": ["Narrow", {"Ref": "Bank"}, {"Ref": "AWS::NoValue"}]}}},
                "Gone": {"Type": "AWS::EC2::Subnet", "Condition": "Wide", "Properties": {}},
                "Group": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"Note": {"Fn::Sub": [
                    "${Vpc}/${Vpc.CidrBlock}/${Own}/${!Literal}/${AWS::Region}", {"Own": {"Fn::Join": ["-", ["x", {"Ref": "App"}]]}}]}}}
            },
            "Outputs": {"Group": {"Value": {"Fn::GetAtt": "Group.GroupId"}, "Export": {"Name": {"Fn::Sub": "prod-group"}}}}
        }),
    )
}

#[test]
fn references_are_followed_within_a_stack() {
    let model = model(vec![network()]);
    assert_eq!(model.problems, []);
    let app = model.named("network/App").unwrap();
    assert_eq!(app.text("CidrBlock"), "10.0.1.0/24");
    assert_eq!(app.text("AvailabilityZone"), "ap-northeast-1c");
    assert_eq!(app.at("Tags"), &json!(["a", "b"]));
    assert_eq!(model.target(app.at("VpcId")).unwrap().kind, "AWS::EC2::VPC");
    assert!(model.named("network/Gone").is_none());
    let note = model.named("network/Group").unwrap().text("Note");
    assert_eq!(note, "${network/Vpc}/10.0.0.0/16/x-${network/App}/${Literal}/ap-northeast-1");
}

#[test]
fn exports_are_followed_across_stacks_in_order_and_within_a_region() {
    let user = |region| {
        stack(
            "app",
            region,
            json!({"Resources": {"Rule": {"Type": "AWS::EC2::SecurityGroupIngress",
        "Properties": {"GroupId": {"Fn::ImportValue": {"Fn::Sub": "prod-group"}}}}}}),
        )
    };
    let good = model(vec![network(), user("ap-northeast-1")]);
    assert_eq!(good.problems, []);
    let rule = good.named("app/Rule").unwrap();
    assert_eq!(rule.text("GroupId"), "${network/Group}");
    assert_eq!(model(vec![user("ap-northeast-1"), network()]).problems.len(), 1);
    assert_eq!(model(vec![network(), user("us-east-1")]).problems.len(), 1);
}

#[test]
fn what_is_not_understood_is_told() {
    let odd = |properties: Value| {
        model(vec![stack(
            "s",
            "ap-northeast-1",
            json!({"Resources": {
        "A": {"Type": "X", "Properties": properties}}}),
        )])
        .problems
        .len()
    };
    assert_eq!(odd(json!({"P": {"Fn::Transform": {}}})), 1);
    assert_eq!(odd(json!({"P": {"Ref": "Nobody"}})), 1);
    assert_eq!(odd(json!({"P": {"Fn::Select": [3, ["a"]]}})), 1);
    assert_eq!(odd(json!({"P": {"Fn::GetAtt": ["A", "Arn"]}})), 0);
    let with_section =
        stack("s", "ap-northeast-1", json!({"Transform": "AWS::Serverless-2016-10-31"}));
    assert_eq!(model(vec![with_section]).problems.len(), 1);
}

#[test]
fn a_circle_ends() {
    let circle = model(vec![stack(
        "s",
        "ap-northeast-1",
        json!({"Resources": {
        "A": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": {"Fn::GetAtt": ["A", "CidrBlock"]}}}}}),
    )]);
    assert!(!circle.problems.is_empty());
}

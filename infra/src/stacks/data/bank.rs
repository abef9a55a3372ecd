//! The files the bank's own people deliver: its branches, the holidays, and what it has recorded of accounts. A bucket of
//! their own, so that nobody who delivers sees a customer's picture, and no task can change what the bank delivered.

use serde_json::{Value, json};

use super::buckets::{Bucket, make};
use crate::{
    iam::{Statement, explained, policy},
    params::Environment,
    program::Role,
    template::{Id, Resource, Stack, TOKYO, import},
};

/// A file, under a name that does not change; its former versions stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BankFile {
    /// Shown to customers who apply.
    Branches,
    /// What counts as a bank day.
    Holidays,
    /// Names and birth dates of the bank's customers; compared by the staff.
    Records,
}

impl BankFile {
    const ALL: [Self; 3] = [Self::Branches, Self::Holidays, Self::Records];

    /// Its name in the bucket.
    pub fn key(self) -> &'static str {
        match self {
            Self::Branches => "branches.csv",
            Self::Holidays => "holidays.csv",
            Self::Records => "records.csv",
        }
    }

    /// Those the tasks of a role read.
    pub fn of(role: Role) -> &'static [Self] {
        match role {
            Role::Customer => &[Self::Branches, Self::Holidays],
            Role::Staff => &Self::ALL,
            Role::Migrate => &[],
        }
    }

    /// Its ARN, seen from another stack.
    pub fn arn(self, env: &Environment) -> Value {
        let path = format!("/{}", self.key());
        json!({"Fn::Join": ["", [import(env, "bank-bucket"), path]]})
    }
}

pub(super) fn add(stack: &mut Stack, env: &Environment, key: &Id) {
    let bucket = make(
        stack,
        env,
        Bucket {
            name: "bank",
            key: Some(key.arn()),
            locked_years: None,
            gone_after: None,
            noted: true,
            others: Vec::new(),
        },
    );
    deliverers(stack, env, &bucket, key);
}

/// What whoever delivers may do: put these files, and nothing else. The bank adds it to a permission set of its single
/// sign-on, by its name.
fn deliverers(stack: &mut Stack, env: &Environment, bucket: &Id, key: &Id) {
    let files = BankFile::ALL
        .map(|file| json!({"Fn::Join": ["", [bucket.arn(), format!("/{}", file.key())]]}));
    let by_storage =
        json!({"StringEquals": {"kms:ViaService": format!("s3.{TOKYO}.amazonaws.com")}});
    let rights = [
        Statement::allow("Deliver", &["s3:AbortMultipartUpload", "s3:PutObject"], &files),
        // A large file comes in parts, which are read again when they are put together.
        Statement::allow("Seal", &["kms:Decrypt", "kms:GenerateDataKey"], &[key.arn()])
            .when(&by_storage),
    ];
    let body = json!({
        "ManagedPolicyName": env.named("bank-files"),
        "Description": "Delivers the files of the bank to Kura, and reads nothing",
        "PolicyDocument": policy(&rights),
    });
    let made = explained(Resource::new("AWS::IAM::ManagedPolicy", body), &rights);
    stack.add("BankFilesPolicy", made);
}

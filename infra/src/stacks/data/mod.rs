//! What is kept: the database, buckets, secrets, the sender of letters, daily backups.

pub mod backup;
pub mod bank;
pub mod buckets;
mod database;
pub mod mail;
mod secrets;
mod sign_in;

use crate::{
    keys,
    params::{Environment, SignIn},
    template::{Id, Stack, TOKYO},
};

/// The stack.
pub fn stack(env: &Environment) -> Stack {
    let mut stack = Stack::new(
        env,
        "data",
        TOKYO,
        "the database, the buckets of documents, files of the bank, audit and logs, secrets, the sender of letters, \
         daily backups",
    );
    let key = key(&mut stack, env);
    secrets::add(&mut stack, env, &key);
    let database = database::add(&mut stack, env, &key);
    buckets::add(&mut stack, env, &key);
    bank::add(&mut stack, env, &key);
    mail::add(&mut stack, env);
    backup::add(&mut stack, env, &key, &database);
    if env.sign_in == SignIn::Cognito {
        sign_in::add(&mut stack, env);
    }
    stack
}

/// The key of customers' data. Who may use it are the roles of tasks and of backups; services that
/// use it for them (RDS, S3, Secrets Manager) do so on their behalf.
fn key(stack: &mut Stack, env: &Environment) -> Id {
    let purpose = "Customers' data: database, documents, secrets, backups";
    let key = keys::key(stack, env, "DataKey", "data", purpose, Vec::new());
    stack.export("data-key", "The key of customers' data", &key.arn());
    key
}

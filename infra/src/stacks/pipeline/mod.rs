//! The way a change takes: source, tests, image, scan, signature, then `dev`, `stg` with acceptance,
//! an approval, and `prod` blue/green. It stands in an account of its own, which holds no customer's
//! data. Each step has a role that can do that step; each environment has a role that can release
//! there, and nothing else. No step has a key that lasts.
//!
//! A release changes which image runs, and nothing else: it updates the stacks `schema` and `app`
//! with the templates they have. Changes of templates are deployed by administrators, four eyes.

mod line;
mod release;
mod repository;
mod steps;

pub use release::stack;

use crate::{
    events, keys,
    params::{Environment, TOOLS_ACCOUNT, prod},
    stacks::{
        network::notices::{Told, topic},
        security,
    },
    template::{Stack, TOKYO},
};

/// The account that builds, seen as an environment: it has names, keys and logs like one.
fn tools_account() -> Environment {
    Environment { name: "tools", account: TOOLS_ACCOUNT, ..prod() }
}

/// The stacks of the account that builds.
pub fn tools() -> Vec<Stack> {
    let env = tools_account();
    let purpose = "images, and the way a change takes to the environments";
    let mut stack = Stack::new(&env, "pipeline", TOKYO, purpose);
    let key = keys::watch_key(&mut stack, &env);
    topic(&mut stack, &env, Told::Administrators, &key.arn());
    repository::add(&mut stack, &env);
    let shelf = steps::shelf(&mut stack, &env);
    let steps = steps::add(&mut stack, &env, &key, &shelf);
    line::add(&mut stack, &env, &shelf, &steps);
    events::add(&mut stack, &env, events::Place::Tools);
    vec![stack, security::guards(&env, &[])]
}

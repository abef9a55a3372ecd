//! The way a change takes: source, tests, image, scan, signature, then `dev`, `stg` with acceptance,
//! an approval, and `prod` blue/green. It stands in an account of its own, which holds no customer's
//! data. Each step has a role that can do that step; each environment has a role that can release
//! there, and nothing else. No step has a key that lasts.
//!
//! A release changes which image runs, and nothing else: it updates the stacks `schema` and `app`
//! with the templates they have. Changes of templates are deployed by administrators, four eyes. Once
//! a week the line runs without a change, so that what the image is built on does not grow old.

mod image;
mod line;
mod moves;
mod release;
mod repository;
mod steps;

pub use release::stack;
pub use steps::release_role;

use crate::{
    events, keys,
    params::{Environment, TOOLS_ACCOUNT, prod},
    stacks::{
        network::notices::{Told, topic},
        ops, security,
    },
    template::{Stack, TOKYO, VIRGINIA, import},
};

/// Twice what a month of ten releases costs (`cost.md`), in US dollars.
const BUDGET: u32 = 40;

/// The account that builds, seen as an environment: it has names, keys and logs like one.
fn tools_account() -> Environment {
    Environment { name: "tools", account: TOOLS_ACCOUNT, budget: BUDGET, ..prod() }
}

/// What is told of this account in Virginia only: its people, and its root.
fn world(env: &Environment) -> Stack {
    let purpose = "what of this account is told in Virginia only, and its guards there";
    let mut stack = Stack::new(env, "world", VIRGINIA, purpose);
    let key = keys::watch_key(&mut stack, env);
    topic(&mut stack, env, Told::Administrators, &key.arn());
    events::add(&mut stack, env, events::Place::World);
    security::elsewhere(&mut stack, env);
    stack
}

/// The stacks of the account that builds.
pub fn tools() -> Vec<Stack> {
    let env = tools_account();
    let mut images = Stack::new(&env, "images", TOKYO, "images, their scans and their signatures");
    repository::add(&mut images);
    let purpose = "the way a change takes to the environments";
    let mut stack = Stack::new(&env, "pipeline", TOKYO, purpose);
    let key = keys::watch_key(&mut stack, &env);
    topic(&mut stack, &env, Told::Administrators, &key.arn());
    let shelf = steps::shelf(&mut stack, &env);
    let steps = steps::add(&mut stack, &env, &key, &shelf);
    line::add(&mut stack, &env, &shelf, &steps);
    // With the guards, and images in a stack of their own: a template has a largest size.
    let mut guards = security::guards(&env, &[]);
    events::add(&mut guards, &env, events::Place::Tools);
    let business = topic(&mut guards, &env, Told::Business, &import(&env, "watch-key"));
    ops::budget(&mut guards, &env, &business.reference());
    vec![images, stack, guards, world(&env)]
}

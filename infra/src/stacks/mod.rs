//! The stacks, a file or folder each, in the order they are deployed.

pub mod app;
pub mod data;
pub mod dr;
pub mod edge;
pub mod hybrid;
pub mod network;
pub mod ops;
pub mod pipeline;
pub mod security;
pub mod settings;

use crate::params::Environment;
pub use crate::template::Stack;

/// The stacks of an environment, in the order of deployment.
pub fn all(env: &Environment) -> Vec<Stack> {
    let mut all = vec![network::stack(env), dr::stack(env), data::stack(env)];
    all.extend(hybrid::stack(env));
    all.extend([
        app::schema::stack(env),
        app::stack(env),
        // With the door of the staff comes its firewall, before anything else.
        security::stack(env),
        edge::stack(env),
        ops::stack(env),
        pipeline::stack(env),
    ]);
    all
}

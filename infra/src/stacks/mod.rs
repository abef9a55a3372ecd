//! The stacks, a file or folder each, in the order they are deployed.

pub mod app;
pub mod data;
pub mod network;
pub mod settings;

pub use crate::template::Stack;
use crate::params::Environment;

/// The stacks of an environment, in the order of deployment.
pub fn all(env: &Environment) -> Vec<Stack> {
    vec![
        network::stack(env),
        data::stack(env),
        app::schema::stack(env),
        app::stack(env),
    ]
}

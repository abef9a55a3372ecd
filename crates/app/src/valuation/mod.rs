//! Valuations: one at a time, unchanged, and all at once.

mod add;
mod update_all;

pub use add::{NewValuation, add, unchanged};
pub use update_all::{Update, update_all};

/// How many valuations a holding may have.
pub const MOST: usize = 60_000;

//! Holdings: recording, describing, deleting, restoring.

mod add;
mod delete;
mod edit;
mod restore;

pub(crate) use add::insert;
pub use add::{NewHolding, add};
pub use delete::delete;
pub use edit::edit;
pub use restore::restore;

/// How many holdings an account may have.
pub const MOST: usize = 1_000;

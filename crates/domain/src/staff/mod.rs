//! The bank's people: who they are, and what their roles let them do.

mod membership;
mod permission;

pub use membership::{Member, Refusal, Status, Step, invitation_code, invited_name};
pub use permission::{Permission, Role, table};
use uuid::Uuid;

/// A member of staff.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StaffId(pub Uuid);

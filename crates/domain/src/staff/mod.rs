//! The bank's people: who they are, and what their roles let them do.

mod membership;
mod permission;
mod purpose;

pub use membership::{Member, Refusal, Status, Step, invitation_code, invited_name, judge_roles};
pub use permission::{Permission, Role, table};
pub use purpose::{ExportPurpose, FindPurpose, RevealPurpose, SuspendReason, told};
use uuid::Uuid;

/// A member of staff.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StaffId(pub Uuid);

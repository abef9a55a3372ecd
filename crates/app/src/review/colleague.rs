//! A member of staff as colleagues see them.

use domain::staff::StaffId;

/// A member of staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colleague {
    /// Who.
    pub staff: StaffId,
    /// Their name; `None` if they never gave one.
    pub name: Option<String>,
}

impl Colleague {
    /// A member of staff of an identity.
    pub(super) const fn of(staff: StaffId) -> Self {
        Self { staff, name: None }
    }
}

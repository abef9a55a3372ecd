//! One of the bank's people at work.

use domain::staff::{Permission, Role, StaffId};

use crate::Origin;

/// A logged-in member of staff who asks.
#[derive(Debug, Clone)]
pub struct Officer {
    /// Who.
    pub staff: StaffId,
    /// What they are there for.
    pub roles: Vec<Role>,
    /// From where.
    pub origin: Origin,
}

impl Officer {
    /// Whether one of their roles lets them do something.
    pub fn may(&self, permission: Permission) -> bool {
        self.roles.iter().any(|role| role.may(permission))
    }
}

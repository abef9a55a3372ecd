//! One of the bank's people at work.

use domain::staff::{Permission, Role, StaffId};
use store::Conn;

use crate::{AppError, Origin};

/// A logged-in member of staff who asks. What they may do is asked of the database at each
/// step: a role taken away counts at once.
#[derive(Debug, Clone)]
pub struct Officer {
    /// Who.
    pub staff: StaffId,
    /// From where.
    pub origin: Origin,
}

impl Officer {
    /// Whether they are in service and one of their roles lets them do something.
    pub(crate) async fn may(
        &self,
        conn: &mut Conn,
        permission: Permission,
    ) -> Result<bool, AppError> {
        let member = store::staff_member::find(conn, self.staff.0).await?;
        let Some(member) = member.filter(|member| member.status == "active") else {
            return Ok(false);
        };
        let roles = member.roles.iter().filter_map(|role| Role::from_code(role));
        Ok(roles.into_iter().any(|role| role.may(permission)))
    }
}

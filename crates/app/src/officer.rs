//! One of the bank's people at work.

use domain::{
    audit::Action,
    staff::{Permission, Role, StaffId},
};
use store::Conn;
use uuid::Uuid;

use crate::{
    App, AppError, Origin, Refusal,
    deed::{Actor, Deed},
};

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
        Ok(self.roles(conn).await?.iter().any(|role| role.may(permission)))
    }

    /// Their roles; none once they are not in service.
    pub(crate) async fn roles(&self, conn: &mut Conn) -> Result<Vec<Role>, AppError> {
        let member = store::staff_member::find(conn, self.staff.0).await?;
        let member = member.filter(|member| member.status == "active");
        let roles = member.map(|member| member.roles).unwrap_or_default();
        Ok(roles.iter().filter_map(|role| Role::from_code(role)).collect())
    }
}

impl App {
    /// Begins what one of the bank's people does, refused without the permission. A look at
    /// personal data is begun so too, and ends in [`Deed::done`]: it leaves its audit entry.
    pub(crate) async fn begin_as<'a>(
        &'a self,
        officer: &'a Officer,
        (permission, action): (Permission, Action),
        subject: Option<Uuid>,
    ) -> Result<Deed<'a>, AppError> {
        let mut deed = self.begin(Actor::Staff(officer.staff.0), &officer.origin, action).await?;
        if !officer.may(&mut deed.conn, permission).await? {
            return Err(deed.refused(subject, Refusal::NotPermitted).await);
        }
        Ok(deed)
    }

    /// A connection for a look at what holds nothing personal, refused without the
    /// permission. Only a refusal leaves an audit entry.
    pub(crate) async fn read_as(
        &self,
        officer: &Officer,
        (permission, action): (Permission, Action),
    ) -> Result<Conn, AppError> {
        let mut conn = self.db.read().await?;
        if officer.may(&mut conn, permission).await? {
            return Ok(conn);
        }
        drop(conn);
        let deed = self.begin(Actor::Staff(officer.staff.0), &officer.origin, action).await?;
        Err(deed.refused(None, Refusal::NotPermitted).await)
    }
}

//! Members of staff as colleagues see them.

use std::collections::{BTreeMap, btree_map::Entry};

use domain::staff::StaffId;
use store::Conn;
use uuid::Uuid;

use crate::{App, AppError, staff::StaffProfile};

/// A member of staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colleague {
    /// Who.
    pub staff: StaffId,
    /// Their name; `None` if they never gave one.
    pub name: Option<String>,
}

/// Those who have to do with what is looked at.
pub(crate) struct Colleagues(BTreeMap<Uuid, Option<String>>);

impl Colleagues {
    /// Reads the names of members of staff, each once.
    pub async fn read(app: &App, conn: &mut Conn, who: Vec<Uuid>) -> Result<Self, AppError> {
        let mut names = BTreeMap::new();
        for id in who {
            if let Entry::Vacant(unknown) = names.entry(id) {
                unknown.insert(name(app, conn, id).await?);
            }
        }
        Ok(Self(names))
    }

    /// One of them.
    pub fn get(&self, staff: StaffId) -> Colleague {
        Colleague { staff, name: self.0.get(&staff.0).cloned().flatten() }
    }
}

async fn name(app: &App, conn: &mut Conn, id: Uuid) -> Result<Option<String>, AppError> {
    let Some(member) = store::staff_member::find(conn, id).await? else { return Ok(None) };
    let profile = StaffProfile::of(app, conn, &member).await?;
    Ok(profile.map(|profile| profile.name))
}

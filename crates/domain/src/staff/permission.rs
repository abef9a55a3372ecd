//! The one permission table: what each role may do. It prints itself; the print is a
//! reviewed file. No role sees a customer's holdings or amounts: there is no such
//! permission to give.

use crate::coded::coded;

coded! {
    /// What a member of staff is there for. A person may have several.
    Role {
        /// Looks at applications first, and recommends.
        Reviewer = "reviewer",
        /// Looks at them second, and decides.
        Approver = "approver",
        /// Leads the team: passes work on, suspends customers, destroys pictures.
        Supervisor = "supervisor",
        /// Reads what happened; changes nothing.
        Auditor = "auditor",
        /// Runs the service; sees no customer's data.
        Administrator = "administrator",
    }
}

coded! {
    /// Something that needs a permission.
    Permission {
        /// See the queue, without personal data.
        SeeQueue = "see-queue",
        /// Open an application, masked.
        SeeApplication = "see-application",
        /// Unmask values of an application, with a reason.
        RevealApplication = "reveal-application",
        /// Claim an application for the first look.
        Review = "review",
        /// Return an application to its customer.
        ReturnApplication = "return-application",
        /// Say what should be decided.
        Recommend = "recommend",
        /// Decide what somebody else recommended.
        Decide = "decide",
        /// Take a claim from a colleague.
        PassOn = "pass-on",
        /// Destroy a picture and ask for another.
        PurgePicture = "purge-picture",
        /// See numbers of customers and applications.
        SeeStatistics = "see-statistics",
        /// Search customers, masked, with a purpose.
        FindCustomer = "find-customer",
        /// Take the list of customers out as a file, with a purpose.
        ExportRoster = "export-roster",
        /// Suspend a customer, and take them up again.
        SuspendCustomer = "suspend-customer",
        /// Read the audit trail.
        ReadAudit = "read-audit",
        /// Invite, change and suspend members of staff.
        ManageStaff = "manage-staff",
        /// Read incidents, and close them once looked into.
        HandleIncidents = "handle-incidents",
        /// Watch the service: health, notices.
        Operate = "operate",
    }
}

impl Role {
    /// What the role lets a person do.
    pub const fn permissions(self) -> &'static [Permission] {
        use Permission as P;
        match self {
            Self::Reviewer => &[
                P::SeeQueue,
                P::SeeApplication,
                P::RevealApplication,
                P::Review,
                P::ReturnApplication,
                P::Recommend,
                P::SeeStatistics,
            ],
            Self::Approver => &[
                P::SeeQueue,
                P::SeeApplication,
                P::RevealApplication,
                P::ReturnApplication,
                P::Decide,
                P::SeeStatistics,
            ],
            Self::Supervisor => &[
                P::SeeQueue,
                P::SeeApplication,
                P::RevealApplication,
                P::PassOn,
                P::PurgePicture,
                P::SeeStatistics,
                P::FindCustomer,
                P::ExportRoster,
                P::SuspendCustomer,
                P::HandleIncidents,
            ],
            Self::Auditor => &[P::SeeQueue, P::SeeStatistics, P::ReadAudit],
            Self::Administrator => &[P::ManageStaff, P::HandleIncidents, P::Operate],
        }
    }

    /// Whether the role lets a person do something.
    pub fn may(self, permission: Permission) -> bool {
        self.permissions().contains(&permission)
    }
}

/// The table: a line for each permission, a column for each role.
pub fn table() -> String {
    let width = Permission::ALL.iter().map(|permission| permission.code().len()).max();
    let width = width.unwrap_or_default();
    let heads: Vec<&str> = Role::ALL.iter().map(|role| role.code()).collect();
    let mut text = format!("{:width$}  {}\n", "", heads.join("  "));
    for permission in Permission::ALL {
        let mut line = format!("{:width$}", permission.code());
        for (role, head) in Role::ALL.iter().zip(&heads) {
            let mark = if role.may(*permission) { "yes" } else { "-" };
            line.push_str(&format!("  {mark:0$}", head.len()));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_the_reviewed_one() {
        assert_eq!(table(), include_str!("permissions.txt"), "\n{}", table());
    }

    #[test]
    fn nobody_recommends_and_decides_by_one_role() {
        for role in Role::ALL {
            assert!(!(role.may(Permission::Recommend) && role.may(Permission::Decide)), "{role:?}");
        }
    }

    #[test]
    fn every_permission_is_somebodys() {
        for permission in Permission::ALL {
            assert!(Role::ALL.iter().any(|role| role.may(*permission)), "{permission:?}");
        }
    }

    #[test]
    fn whoever_runs_the_service_or_audits_it_sees_no_application() {
        for role in [Role::Administrator, Role::Auditor] {
            assert!(!role.may(Permission::SeeApplication));
            assert!(!role.may(Permission::RevealApplication));
        }
    }
}

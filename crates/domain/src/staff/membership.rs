//! A member of staff's way through the service: invited, active, suspended, gone.

use super::Role;
use crate::{
    coded::coded,
    text::{TextError, half_width, single_line},
};

coded! {
    /// Where a member stands.
    Status {
        /// Invited; has not chosen password and second factor yet.
        Invited = "invited",
        /// In service.
        Active = "active",
        /// Kept out for a while.
        Suspended = "suspended",
        /// No longer one of the bank's people.
        Left = "left",
    }
}

/// What is done to a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Given these roles and no others.
    Roles(Vec<Role>),
    /// Kept out for a while.
    Suspend,
    /// Taken up again after that.
    Reinstate,
    /// Gone for good.
    Leave,
    /// Invited anew: password and second factor are forgotten, and chosen again.
    InviteAgain,
}

coded! {
    /// Why a step is refused.
    Refusal {
        /// Nobody changes their own membership.
        Oneself = "oneself",
        /// Somebody must be left who can invite and change members.
        LastAdministrator = "last-administrator",
        /// Not from where the member stands.
        Standing = "standing",
        /// A member has a role at least.
        NoRole = "no-role",
        /// Whoever makes members does not look at applications: they could make the second
        /// person, too.
        MakesAndLooks = "makes-and-looks",
    }
}

/// Judges whether one person may have these roles together.
///
/// # Errors
/// [`Refusal::NoRole`], [`Refusal::MakesAndLooks`].
pub fn judge_roles(roles: &[Role]) -> Result<(), Refusal> {
    if roles.is_empty() {
        return Err(Refusal::NoRole);
    }
    let looks = roles.contains(&Role::Reviewer) || roles.contains(&Role::Approver);
    if looks && roles.contains(&Role::Administrator) {
        return Err(Refusal::MakesAndLooks);
    }
    Ok(())
}

/// A member as a step finds them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Where they stand.
    pub status: Status,
    /// What they are there for.
    pub roles: Vec<Role>,
    /// Whether it is they themself who would go the step.
    pub oneself: bool,
    /// How many active administrators there are, this one counted.
    pub administrators: i64,
}

impl Member {
    /// The member after a step.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn go(&self, step: &Step) -> Result<(Status, Vec<Role>), Refusal> {
        if self.oneself {
            return Err(Refusal::Oneself);
        }
        let (status, roles) = self.after(step)?;
        let runs = |status, roles: &[Role]| {
            status == Status::Active && roles.contains(&Role::Administrator)
        };
        if runs(self.status, &self.roles) && !runs(status, &roles) && self.administrators <= 1 {
            return Err(Refusal::LastAdministrator);
        }
        Ok((status, roles))
    }

    fn after(&self, step: &Step) -> Result<(Status, Vec<Role>), Refusal> {
        use Status as S;
        let status = match (step, self.status) {
            (Step::Roles(roles), status) => {
                judge_roles(roles)?;
                if status == S::Left {
                    return Err(Refusal::Standing);
                }
                return Ok((status, roles.clone()));
            }
            (Step::Suspend, S::Active) => S::Suspended,
            (Step::Reinstate, S::Suspended) => S::Active,
            (Step::Leave, S::Invited | S::Active | S::Suspended) => S::Left,
            (Step::InviteAgain, S::Invited | S::Active | S::Left) => S::Invited,
            _ => return Err(Refusal::Standing),
        };
        Ok((status, self.roles.clone()))
    }
}

/// An invitation's code as it was made, however it is typed: with spaces or hyphens, in
/// small letters or full-width ones, and with digits for the letters that look like them,
/// for base32 (RFC 4648) has no 0, 1 or 8.
pub fn invitation_code(typed: &str) -> String {
    let code = half_width(typed).to_ascii_uppercase();
    let signs = code.chars().filter(char::is_ascii_alphanumeric);
    signs
        .map(|sign| match sign {
            '0' => 'O',
            '1' => 'I',
            '8' => 'B',
            other => other,
        })
        .collect()
}

/// The most characters of a member's name.
const MOST_NAME: usize = 100;

/// A member's name, as colleagues know it: one line.
///
/// # Errors
/// [`TextError`].
pub fn invited_name(typed: &str) -> Result<String, TextError> {
    single_line(typed.trim(), MOST_NAME)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(status: Status, role: Role) -> Member {
        Member { status, roles: vec![role], oneself: false, administrators: 2 }
    }

    #[test]
    fn who_is_active_is_suspended_and_taken_up_again_and_who_left_stays_gone() {
        let active = member(Status::Active, Role::Reviewer);
        assert_eq!(active.go(&Step::Suspend).unwrap().0, Status::Suspended);
        let suspended = member(Status::Suspended, Role::Reviewer);
        assert_eq!(suspended.go(&Step::Reinstate).unwrap().0, Status::Active);
        let left = member(Status::Left, Role::Reviewer);
        for step in [Step::Suspend, Step::Reinstate, Step::Leave] {
            assert_eq!(left.go(&step), Err(Refusal::Standing), "{step:?}");
        }
        assert_eq!(left.go(&Step::InviteAgain).unwrap().0, Status::Invited);
    }

    #[test]
    fn a_suspended_member_does_not_come_back_by_an_invitation() {
        let suspended = member(Status::Suspended, Role::Reviewer);
        assert_eq!(suspended.go(&Step::InviteAgain), Err(Refusal::Standing));
    }

    #[test]
    fn nobody_changes_themself() {
        let own = Member { oneself: true, ..member(Status::Active, Role::Administrator) };
        let steps =
            [Step::Roles(vec![Role::Approver]), Step::Suspend, Step::Leave, Step::InviteAgain];
        for step in steps {
            assert_eq!(own.go(&step), Err(Refusal::Oneself), "{step:?}");
        }
    }

    #[test]
    fn the_last_active_administrator_stays_one() {
        let last = Member { administrators: 1, ..member(Status::Active, Role::Administrator) };
        let steps =
            [Step::Roles(vec![Role::Approver]), Step::Suspend, Step::Leave, Step::InviteAgain];
        for step in steps {
            assert_eq!(last.go(&step), Err(Refusal::LastAdministrator), "{step:?}");
        }
        assert!(last.go(&Step::Roles(vec![Role::Administrator, Role::Auditor])).is_ok());
        let another = Member { administrators: 1, ..member(Status::Active, Role::Reviewer) };
        assert!(another.go(&Step::Leave).is_ok());
    }

    #[test]
    fn a_member_has_a_role() {
        let active = member(Status::Active, Role::Reviewer);
        assert_eq!(active.go(&Step::Roles(Vec::new())), Err(Refusal::NoRole));
        let (status, roles) = active.go(&Step::Roles(vec![Role::Auditor])).unwrap();
        assert_eq!((status, roles), (Status::Active, vec![Role::Auditor]));
    }

    #[test]
    fn whoever_makes_members_looks_at_no_application() {
        let active = member(Status::Active, Role::Supervisor);
        for role in [Role::Reviewer, Role::Approver] {
            let roles = vec![role, Role::Administrator];
            assert_eq!(active.go(&Step::Roles(roles)), Err(Refusal::MakesAndLooks), "{role:?}");
        }
        assert_eq!(judge_roles(&[Role::Administrator, Role::Auditor]), Ok(()));
        assert_eq!(judge_roles(&[Role::Reviewer, Role::Approver]), Ok(()));
        assert_eq!(judge_roles(&[]), Err(Refusal::NoRole));
    }

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        assert_eq!(invitation_code(" abcd-efgh jkmn ＰＱ２３ "), "ABCDEFGHJKMNPQ23");
        assert_eq!(invitation_code("O0I1-B8"), "OOIIBB");
    }
}

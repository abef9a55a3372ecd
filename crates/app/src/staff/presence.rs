//! Who of the bank's people a session's secret belongs to. Asked once by every request.

use chrono::{DateTime, TimeDelta, Utc};
use domain::staff::{Permission, Role, StaffId, Status};
use store::{StoreError, staff_session::StaffPresence};
use uuid::Uuid;

use super::{profile::StaffProfile, start::token_hash};
use crate::{App, AppError, Officer, Origin, Vault};

/// A session nobody used for this long is over (PCI DSS 8.2.8).
pub const IDLE: TimeDelta = TimeDelta::minutes(15);
/// No session lives longer than this: a day's work.
pub const ABSOLUTE: TimeDelta = TimeDelta::hours(10);
/// How long one may look for the second factor after the password.
const PASSWORD: TimeDelta = TimeDelta::minutes(5);
/// How long one may take to set the second factor up.
const INVITATION: TimeDelta = TimeDelta::minutes(30);
/// The last use is noted at most this often.
const NOTED_EVERY: TimeDelta = TimeDelta::seconds(60);

/// What of a log-in is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The code of an invitation was right; the second factor is to be set up.
    Invitation,
    /// The password was right; the second factor is open.
    Password,
    /// All.
    Full,
}

impl Stage {
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Password => "password",
            Self::Full => "full",
        }
    }

    fn of(code: &str) -> Option<Self> {
        [Self::Invitation, Self::Password, Self::Full].into_iter().find(|one| one.code() == code)
    }

    /// The standing of a member who may have such a session.
    const fn needs(self) -> Status {
        match self {
            Self::Invitation => Status::Invited,
            Self::Password | Self::Full => Status::Active,
        }
    }

    /// How long such a session may be unused, and live.
    const fn limits(self) -> (TimeDelta, TimeDelta) {
        match self {
            Self::Invitation => (IDLE, INVITATION),
            Self::Password => (PASSWORD, PASSWORD),
            Self::Full => (IDLE, ABSOLUTE),
        }
    }
}

/// Who is there.
#[derive(Debug)]
pub enum Presence {
    /// Nobody.
    Nobody,
    /// Somebody whose session is over.
    Expired,
    /// Somebody in the middle of a log-in.
    HalfWay(Box<HalfWay>),
    /// A member of staff.
    Signed(Box<Signed>),
}

/// Somebody in the middle of a log-in, who may nothing but go on with it.
#[derive(Debug)]
pub struct HalfWay {
    /// Who it would be.
    pub staff: StaffId,
    /// In which session.
    pub session: Uuid,
    /// How far.
    pub stage: Stage,
    pub(super) vault: Vault,
}

/// A member of staff who is logged in.
#[derive(Debug, Clone)]
pub struct Signed {
    /// Who asks, for the verbs.
    pub officer: Officer,
    /// In which session.
    pub session: Uuid,
    /// Their name, for the page's head and the watermark over pictures.
    pub name: String,
    /// What they are there for, as of this request.
    pub roles: Vec<Role>,
    /// The log-in before this one.
    pub previous_at: Option<DateTime<Utc>>,
}

impl Signed {
    /// Whether one of their roles lets them do something. A page asks it to show or hide;
    /// the verb asks the database again.
    pub fn may(&self, permission: Permission) -> bool {
        self.roles.iter().any(|role| role.may(permission))
    }
}

/// Finds out who is there and notes the use of the session.
///
/// # Errors
/// [`AppError`] when it could not be asked; never "nobody" instead.
pub async fn presence(app: &App, token: &str, origin: Origin) -> Result<Presence, AppError> {
    let mut conn = app.db.read().await?;
    let found = store::staff_session::find(&mut conn, &token_hash(app, token)).await?;
    drop(conn);
    let Some(found) = found else { return Ok(Presence::Nobody) };
    let now = app.clock.now();
    let Some(stage) = Stage::of(&found.session.stage).filter(|stage| lives(&found, *stage, now))
    else {
        return Ok(Presence::Expired);
    };
    if now - found.session.seen_at >= NOTED_EVERY
        // On a full disk people go on reading; a use not noted only ends a session earlier.
        && let Err(error) = note_use(app, found.session.id, now).await
    {
        tracing::warn!(error = &error as &dyn std::error::Error, "a use was not noted");
    }
    let (staff, session) = (StaffId(found.session.staff_id), found.session.id);
    let vault = Vault::open_staff(app, &found.key)?;
    if stage != Stage::Full {
        return Ok(Presence::HalfWay(Box::new(HalfWay { staff, session, stage, vault })));
    }
    let profile = found.profile.as_deref();
    let profile =
        profile.map(|sealed| StaffProfile::unseal(&vault, staff.0, sealed)).transpose()?;
    Ok(Presence::Signed(Box::new(Signed {
        officer: Officer { staff, origin },
        session,
        name: profile.map(|profile| profile.name).unwrap_or_default(),
        roles: found.roles.iter().filter_map(|role| Role::from_code(role)).collect(),
        previous_at: found.session.previous_at,
    })))
}

/// A clock set back neither ends a session nor lets it live longer than written.
fn lives(found: &StaffPresence, stage: Stage, now: DateTime<Utc>) -> bool {
    let (idle, absolute) = stage.limits();
    found.session.ended_at.is_none()
        && Status::from_code(&found.status) == Some(stage.needs())
        && now - found.session.seen_at <= idle
        && now - found.session.created_at <= absolute
}

async fn note_use(app: &App, session: Uuid, now: DateTime<Utc>) -> Result<(), StoreError> {
    let mut conn = app.db.begin().await?;
    store::staff_session::touch(&mut conn, session, now).await?;
    conn.commit().await
}

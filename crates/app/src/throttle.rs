//! Slowing guesses down, per account and per network, across all replicas.
//!
//! Tries from browsers the customer has used before are counted apart, so a
//! stranger's guesses never lock the owner out. An address nobody registered is
//! counted like any other.

use chrono::{DateTime, TimeDelta, Utc};
use store::Conn;

use crate::{App, AppError, Refusal};

/// Failures are counted over this long.
const WINDOW: TimeDelta = TimeDelta::minutes(30);

/// How tries in a bucket are slowed: after `free` tries each further one waits
/// twice as long, from 30 seconds to half an hour.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bucket {
    name: &'static str,
    free: i64,
}

/// Guesses at one account: about ten in half an hour.
pub(crate) const ACCOUNT: Bucket = Bucket { name: "account", free: 5 };
/// Guesses from one network address, at any account: a household or an office shares one.
pub(crate) const NETWORK: Bucket = Bucket { name: "network", free: 100 };
/// Registrations and recoveries asked for from one network address.
pub(crate) const SIGN_UP: Bucket = Bucket { name: "sign-up", free: 30 };
/// Mails asked for to one address.
pub(crate) const MAIL: Bucket = Bucket { name: "mail", free: 5 };
/// Guesses at a member of staff's password.
pub(crate) const STAFF: Bucket = Bucket { name: "staff", free: 5 };
/// Guesses at members of staff from one network address: a branch shares one.
pub(crate) const STAFF_NETWORK: Bucket = Bucket { name: "staff-network", free: 100 };
/// Guesses at a member of staff's second factor.
pub(crate) const SECOND_FACTOR: Bucket = Bucket { name: "second-factor", free: 5 };
/// Visits to the staff's site from an address that is not listed.
pub(crate) const FOREIGN_NETWORK: Bucket = Bucket { name: "foreign-network", free: 3 };
/// The same from all such addresses together, of which anybody can have as many as they like;
/// its members are minutes.
pub(crate) const FOREIGN_NETWORKS: Bucket = Bucket { name: "foreign-networks", free: 5 };

impl Bucket {
    fn wait(self, failures: i64) -> Option<TimeDelta> {
        let beyond = u32::try_from(failures.checked_sub(self.free)?).ok()?;
        let seconds = 30_i64.saturating_mul(2_i64.saturating_pow(beyond.min(6)));
        Some(TimeDelta::seconds(seconds.min(WINDOW.num_seconds())))
    }
}

/// Counts a try in a bucket before it is made, so that parallel guesses cannot
/// slip past the bound; [`clear`] it when the try was good.
///
/// # Errors
/// [`Refusal::SlowDown`] when tries must wait.
pub(crate) async fn count(app: &App, bucket: Bucket, member: &[u8]) -> Result<(), AppError> {
    let mut conn = app.db.begin().await?;
    count_in(app, &mut conn, bucket, member).await?;
    Ok(conn.commit().await?)
}

async fn count_in(
    app: &App,
    conn: &mut Conn,
    bucket: Bucket,
    member: &[u8],
) -> Result<(), AppError> {
    let now = app.clock.now();
    let key = app.keys.hash(bucket.name, member);
    // Counting takes the row's lock, so the block is met as the try before left it; a try that
    // must wait is not counted.
    let counted = store::throttle::count_failure(conn, &key, now - WINDOW, now).await?;
    let Some(failures) = counted else {
        let count = store::throttle::find(conn, &key, now - WINDOW, now).await?;
        let until = count.map_or(now, |count| count.blocked_until);
        return Err(AppError::Refused(slow_down(now, until)));
    };
    if let Some(wait) = bucket.wait(failures) {
        store::throttle::block(conn, &key, now + wait).await?;
    }
    Ok(())
}

/// Counts a try that was made and failed already: its answer stays what it is, the next one
/// will be told to wait.
///
/// # Errors
/// [`AppError::Store`].
pub(crate) async fn note(app: &App, bucket: Bucket, member: &[u8]) -> Result<(), AppError> {
    match count(app, bucket, member).await {
        Err(AppError::Refused(_)) => Ok(()),
        other => other,
    }
}

/// As [`note`], in a transaction that counts elsewhere too.
///
/// # Errors
/// [`AppError::Store`].
pub(crate) async fn note_in(
    app: &App,
    conn: &mut Conn,
    bucket: Bucket,
    member: &[u8],
) -> Result<(), AppError> {
    match count_in(app, conn, bucket, member).await {
        Err(AppError::Refused(_)) => Ok(()),
        other => other,
    }
}

/// Whether tries in a bucket must wait, without counting one.
///
/// # Errors
/// [`Refusal::SlowDown`] when they must.
pub(crate) async fn check(app: &App, bucket: Bucket, member: &[u8]) -> Result<(), AppError> {
    let now = app.clock.now();
    let key = app.keys.hash(bucket.name, member);
    let mut conn = app.db.read().await?;
    match store::throttle::find(&mut conn, &key, now - WINDOW, now).await? {
        Some(count) if count.blocked_until > now => {
            Err(AppError::Refused(slow_down(now, count.blocked_until)))
        }
        _ => Ok(()),
    }
}

/// Forgets a bucket's tries.
///
/// # Errors
/// [`AppError::Store`].
pub(crate) async fn clear(app: &App, bucket: Bucket, member: &[u8]) -> Result<(), AppError> {
    let mut conn = app.db.begin().await?;
    store::throttle::clear(&mut conn, &app.keys.hash(bucket.name, member)).await?;
    Ok(conn.commit().await?)
}

fn slow_down(now: DateTime<Utc>, until: DateTime<Utc>) -> Refusal {
    Refusal::SlowDown { seconds: (until - now).num_seconds().max(1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn about_ten_guesses_fit_into_half_an_hour() {
        let mut elapsed = TimeDelta::zero();
        let mut tries = 0;
        while elapsed < WINDOW {
            tries += 1;
            elapsed += ACCOUNT.wait(tries).unwrap_or_default();
        }
        assert_eq!(tries, 10);
    }
}

//! Connections that only read, kept open and lent out.
//!
//! The driver's own pool asks the database before lending a connection and once more
//! when it comes back: three ways to the server for a page that needs one.

use std::time::Duration;

use deadpool::managed::{Manager, Metrics, Object, Pool, PoolError, RecycleError, RecycleResult};
use sqlx::Connection;
use tokio::time::timeout;

use crate::error::StoreError;

/// A connection unused for this long is asked whether it still stands.
const RESTED: Duration = Duration::from_secs(1);

/// No connection is kept longer, or readers would stay with a server that others have left.
const LIFETIME: Duration = Duration::from_secs(30 * 60);

/// A little more than the server's own limit on a statement.
const LONGEST: Duration = Duration::from_secs(20);

/// Between two tries to reach a server that starts anew.
const BREATH: Duration = Duration::from_millis(50);

/// Opens reading connections of one kind.
pub struct Opener<C: Connection> {
    options: C::Options,
}

impl<C: Connection> std::fmt::Debug for Opener<C> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Opener")
    }
}

/// A reading connection. It is lent again only after a query that ended well: one that
/// failed, or was cut off, may have left it in any state.
#[derive(Debug)]
pub struct Reading<C> {
    conn: C,
    sound: bool,
}

/// A reading connection on loan.
pub type Lent<C> = Object<Opener<C>>;
/// Reading connections.
pub type Readers<C> = Pool<Opener<C>>;

/// A pool that opens at most `size` connections, one at least, when first needed.
///
/// # Errors
/// Never: there is nothing in it that cannot be built.
pub(crate) fn readers<C>(options: C::Options, size: u32) -> Result<Readers<C>, StoreError>
where
    C: Connection + Send + Sync,
{
    let size = usize::try_from(size.max(1)).unwrap_or(1);
    let pool = Pool::builder(Opener { options }).max_size(size).build();
    pool.map_err(|error| sqlx::Error::Configuration(error.into()).into())
}

/// Lends a connection.
///
/// # Errors
/// [`StoreError::Unavailable`] when none is there in time: none can be opened, or none comes
/// back.
pub(crate) async fn lend<C>(readers: &Readers<C>, patience: Duration) -> Result<Lent<C>, StoreError>
where
    C: Connection + Send + Sync,
{
    let lent = timeout(patience, readers.get()).await.map_err(|_| sqlx::Error::PoolTimedOut)?;
    Ok(lent.map_err(|error| match error {
        PoolError::Backend(error) => error,
        PoolError::Closed => sqlx::Error::PoolClosed,
        _ => sqlx::Error::PoolTimedOut,
    })?)
}

/// Waits for a server's answer no longer than the server itself may take: a connection that
/// broke in silence gives none, and would keep whoever asked for a quarter of an hour.
///
/// # Errors
/// The query's, and [`sqlx::Error::PoolTimedOut`].
pub(crate) async fn answered<T>(
    query: impl Future<Output = Result<T, sqlx::Error>>,
) -> Result<T, sqlx::Error> {
    timeout(LONGEST, query).await.unwrap_or(Err(sqlx::Error::PoolTimedOut))
}

impl<C> Manager for Opener<C>
where
    C: Connection + Send + Sync,
{
    type Type = Reading<C>;
    type Error = sqlx::Error;

    async fn create(&self) -> Result<Self::Type, sqlx::Error> {
        // As the driver's pool: a server that starts anew is waited for, until whoever asked
        // waits no longer.
        loop {
            match C::connect_with(&self.options).await {
                Err(error) if comes_back(&error) => tokio::time::sleep(BREATH).await,
                answer => return Ok(Reading { conn: answer?, sound: true }),
            }
        }
    }

    async fn recycle(
        &self,
        reading: &mut Self::Type,
        last: &Metrics,
    ) -> RecycleResult<sqlx::Error> {
        if !reading.sound {
            return Err(RecycleError::message("its last query did not end well"));
        }
        if last.age() >= LIFETIME {
            return Err(RecycleError::message("it is old"));
        }
        if last.last_used() >= RESTED {
            reading.conn.ping().await?;
        }
        Ok(())
    }
}

fn comes_back(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(error) => error.kind() == std::io::ErrorKind::ConnectionRefused,
        sqlx::Error::Database(error) => error.is_transient_in_connect_phase(),
        _ => false,
    }
}

impl<C> Reading<C> {
    /// The connection, for one query; [`Reading::ended_well`] must be called after it.
    pub fn conn(&mut self) -> &mut C {
        self.sound = false;
        &mut self.conn
    }

    /// Says that the query ended well.
    pub fn ended_well(&mut self) {
        self.sound = true;
    }
}

//! Connections that only read, kept open and lent out.
//!
//! The driver's own pool asks the database before lending a connection and once more
//! when it comes back: three ways to the server for a page that needs one.

use std::time::Duration;

use deadpool::{
    Runtime,
    managed::{Manager, Metrics, Object, Pool, PoolError, RecycleError, RecycleResult},
};
use sqlx::Connection;

use crate::error::StoreError;

/// A connection unused for this long is asked whether it still stands.
const RESTED: Duration = Duration::from_secs(1);

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
/// Never with the runtime named here.
pub(crate) fn readers<C>(
    options: C::Options,
    size: u32,
    patience: Duration,
) -> Result<Readers<C>, StoreError>
where
    C: Connection + Send + Sync,
{
    let builder = Pool::builder(Opener { options })
        .max_size(usize::try_from(size.max(1)).unwrap_or(1))
        .wait_timeout(Some(patience))
        .create_timeout(Some(patience))
        .recycle_timeout(Some(patience))
        .runtime(Runtime::Tokio1);
    builder.build().map_err(|error| sqlx::Error::Configuration(error.into()).into())
}

/// Lends a connection.
///
/// # Errors
/// [`StoreError::Unavailable`] when none can be opened, or none comes back in time.
pub(crate) async fn lend<C>(readers: &Readers<C>) -> Result<Lent<C>, StoreError>
where
    C: Connection + Send + Sync,
{
    Ok(readers.get().await.map_err(|error| match error {
        PoolError::Backend(error) => error,
        PoolError::Closed => sqlx::Error::PoolClosed,
        _ => sqlx::Error::PoolTimedOut,
    })?)
}

impl<C> Manager for Opener<C>
where
    C: Connection + Send + Sync,
{
    type Type = Reading<C>;
    type Error = sqlx::Error;

    async fn create(&self) -> Result<Self::Type, sqlx::Error> {
        // As the driver's pool: a server that starts anew is waited for, and the pool's
        // bound on opening ends that.
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

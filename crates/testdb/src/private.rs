//! A PostgreSQL server a test may take away.

use crate::{cluster::Cluster, role};

/// A cluster of one test's own, with Kura's schema: for tests of what happens
/// while the database is gone. Takes two seconds to start; ends when dropped.
#[derive(Debug)]
pub struct PrivatePostgres {
    /// What `store::Db::open` takes to open it as the program does. Stays the same over a restart.
    pub url: String,
    /// The same as the server's superuser, who owns the tables.
    pub owner_url: String,
    cluster: Cluster,
}

impl PrivatePostgres {
    /// Starts it and brings its schema up to date.
    pub async fn start() -> Self {
        let cluster = Cluster::start().await;
        let owner_url = cluster.url("postgres");
        role::migrate(&owner_url).await;
        Self { url: role::of_the_program(&owner_url), owner_url, cluster }
    }

    /// The folder the server keeps its files in.
    pub fn folder(&self) -> std::path::PathBuf {
        self.cluster.data()
    }

    /// Kills the server as a power cut would. What was committed stays.
    pub async fn stop_immediate(&self) {
        self.cluster.stop_immediate().await;
    }

    /// Starts it again, at the same address, and waits until it answers.
    pub async fn restart(&self) {
        self.cluster.restart().await;
    }
}

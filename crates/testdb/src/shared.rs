//! The PostgreSQL server all tests of a process share, each in its own database.

use store::Db;
use tokio::sync::OnceCell;

use crate::{cluster::Cluster, role, scratch};

/// The server and the database fresh ones are copied from.
struct Server {
    /// Any database of the server; only its name is exchanged.
    maintenance_url: String,
    template: String,
    /// Kept for its pipe: the cluster ends with the process.
    _cluster: Option<Cluster>,
}

static SERVER: OnceCell<Server> = OnceCell::const_new();

/// Makes a database with Kura's schema and returns its address.
pub(crate) async fn migrated_database() -> String {
    let server = SERVER.get_or_init(Server::start).await;
    server.create_from(&server.template).await
}

/// Makes a database without any table and returns its address.
pub(crate) async fn empty_database() -> String {
    SERVER.get_or_init(Server::start).await.create_from("template0").await
}

impl Server {
    async fn start() -> Self {
        let (maintenance_url, cluster) = match given_url() {
            Some(url) => (url, None),
            None => {
                let cluster = Cluster::start().await;
                (cluster.url("postgres"), Some(cluster))
            }
        };
        let mut server = Self { maintenance_url, template: String::new(), _cluster: cluster };
        let url = server.create_from("template0").await;
        role::migrate(&url).await;
        server.template = database_of(&url).1.to_owned();
        server
    }

    async fn create_from(&self, template: &str) -> String {
        let name = scratch::unused_name();
        let sql = format!("CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy");
        // A connection of its own: pools belong to the runtime of the test that opened them.
        let db = Db::open(&self.maintenance_url, 1).await.expect("the PostgreSQL server answers");
        let mut conn = db.read().await.expect("the PostgreSQL server answers");
        // A database is made outside a transaction, so on a connection that else only reads.
        let may_write = "SET default_transaction_read_only = off";
        conn.execute(may_write, vec![]).await.expect("the connection may write");
        // The store takes fixed texts only; a few leaked bytes per test are its price.
        conn.execute(sql.leak(), vec![]).await.expect("a database can be created");
        drop(conn);
        db.close().await;
        let (before, _, after) = database_of(&self.maintenance_url);
        format!("{before}{name}{after}")
    }
}

#[expect(clippy::disallowed_methods, reason = "the one setting of the tests")]
fn given_url() -> Option<String> {
    std::env::var("TEST_DATABASE_URL").ok().filter(|url| !url.is_empty())
}

/// Splits an address into what stands before its database's name, the name, and what follows.
fn database_of(url: &str) -> (&str, &str, &str) {
    let path_end = url.find('?').unwrap_or(url.len());
    let (path, query) = url.split_at(path_end);
    let authority = path.find("://").map_or(0, |at| at + 3);
    let slash = path.get(authority..).and_then(|rest| rest.rfind('/'));
    let name = authority + slash.expect("TEST_DATABASE_URL names a database") + 1;
    let (before, name) = path.split_at(name);
    (before, name, query)
}

#[cfg(test)]
mod tests {
    use super::database_of;

    #[test]
    fn the_name_of_a_database_is_found_in_its_address() {
        let (before, name, after) = database_of("postgres://a:b@host:5432/kura?sslmode=require");
        assert_eq!(before, "postgres://a:b@host:5432/");
        assert_eq!(name, "kura");
        assert_eq!(after, "?sslmode=require");
    }
}

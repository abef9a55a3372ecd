//! The role the program works as, in databases of tests.

use store::Db;

/// Everybody may know it: no database of a test holds anything.
const PASSWORD: &str = "kura-app-of-the-tests";

/// What the server keeps of the password.
const VERIFIER: &str = "SCRAM-SHA-256$4096:c2FsdCBvZiB0aGUgdGVzdA==$xfT3bSM36rp/5455ttSwaOlG9nn1nYM73ljbO1EF0Ug=:vMUHv3DpD27nWb4kumg/W7i/1HfE4gxpBxKqruTvX0E=";

/// Brings a database's schema up to date, and gives the program its rights there.
pub(crate) async fn migrate(owner_url: &str) {
    let db = Db::open(owner_url, 1).await.expect("the database opens");
    db.migrate().await.expect("migrations run on an empty database");
    db.keep_app_role(VERIFIER).await.expect("the program's role can be made");
    db.close().await;
}

/// The address of a database for whoever works as the program.
pub(crate) fn of_the_program(owner_url: &str) -> String {
    let (scheme, rest) = owner_url.split_once("://").expect("an address has a scheme");
    let (authority, path) = rest.split_once('/').expect("an address names a database");
    let host = authority.rsplit('@').next().unwrap_or(authority);
    format!("{scheme}://kura_app:{PASSWORD}@{host}/{path}")
}

#[cfg(test)]
mod tests {
    use super::of_the_program;

    #[test]
    fn only_the_user_is_another() {
        let own = of_the_program("postgres://a:b@host:5432/kura?sslmode=require");
        assert_eq!(own, "postgres://kura_app:kura-app-of-the-tests@host:5432/kura?sslmode=require");
        assert_eq!(
            of_the_program("postgres://h/k"),
            "postgres://kura_app:kura-app-of-the-tests@h/k"
        );
    }
}

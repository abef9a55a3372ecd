//! What the role the program works as may not do, whatever the program is made to ask.

use store::{Db, StoreError};
use testdb::{Engine, PrivatePostgres, TestDb};

use super::sample::{assert_refused, committed_member, member, new_holding};

/// As PostgreSQL keeps a password: the tests' own, for the role is the whole cluster's.
const VERIFIER: &str = "SCRAM-SHA-256$4096:c2FsdCBvZiB0aGUgdGVzdA==$\
    xfT3bSM36rp/5455ttSwaOlG9nn1nYM73ljbO1EF0Ug=:vMUHv3DpD27nWb4kumg/W7i/1HfE4gxpBxKqruTvX0E=";

/// What somebody would try who has the program in hand, to change what was written.
const TRIED: [&str; 24] = [
    "UPDATE audit_entry SET outcome = 'done'",
    "DELETE FROM audit_entry",
    "TRUNCATE audit_entry",
    "DROP TABLE audit_entry",
    "ALTER TABLE audit_entry DISABLE TRIGGER ALL",
    "ALTER TABLE audit_entry ADD COLUMN other TEXT",
    "DROP TRIGGER audit_entry_no_delete ON audit_entry",
    "CREATE TRIGGER other BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE RULE other AS ON INSERT TO audit_entry DO INSTEAD NOTHING",
    "ALTER FUNCTION refuse_change() RENAME TO other",
    "CREATE FUNCTION other() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "CREATE TABLE other (id BIGINT)",
    "CREATE SCHEMA other",
    "SET session_replication_role = replica",
    "SET ROLE postgres",
    "ALTER ROLE kura_app CREATEROLE",
    "ALTER TABLE audit_entry OWNER TO kura_app",
    "DELETE FROM application_event",
    "DELETE FROM application",
    "DELETE FROM incident",
    "DELETE FROM customer",
    "UPDATE valuation SET source = 'form'",
    "UPDATE _sqlx_migrations SET success = true",
    "COPY audit_entry TO PROGRAM 'true'",
];

async fn asked(db: &Db, sql: &'static str) -> Result<u64, StoreError> {
    db.begin().await.unwrap().execute(sql, vec![]).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r6_3_the_programs_role_changes_no_trail_and_no_rule() {
    let db = TestDb::create(Engine::Postgres).await;
    let (store, owner) = (db.open().await, db.open_as_owner().await);
    committed_member(&store).await;
    for sql in TRIED {
        let answer = asked(&store, sql).await;
        let superuser = sql.starts_with("ALTER ROLE") || sql.starts_with("COPY");
        let forbidden = matches!(answer, Err(StoreError::Forbidden(_)));
        assert!(forbidden, "{sql}: {answer:?}");
        assert!(superuser || !matches!(asked(&owner, sql).await, Err(StoreError::Forbidden(_))));
    }
    assert_eq!(store.could_change_trail().await.unwrap(), Some(false));
    assert_eq!(owner.could_change_trail().await.unwrap(), Some(true));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_others_granted_is_taken_back_and_the_program_goes_on() {
    let db = TestDb::create(Engine::Postgres).await;
    let (store, owner) = (db.open().await, db.open_as_owner().await);
    for sql in [
        "GRANT DELETE ON audit_entry TO kura_app",
        "GRANT UPDATE (outcome) ON audit_entry TO kura_app",
        "GRANT TRUNCATE ON application_event TO PUBLIC",
        "CREATE TABLE other (id BIGINT)",
        "GRANT ALL ON other TO kura_app",
    ] {
        let mut conn = owner.begin().await.unwrap();
        conn.execute(sql, vec![]).await.unwrap();
        conn.commit().await.unwrap();
    }
    assert!(asked(&store, "DELETE FROM audit_entry").await.is_ok());
    assert_eq!(store.could_change_trail().await.unwrap(), Some(true));
    owner.keep_app_role(VERIFIER).await.unwrap();
    for sql in [
        "DELETE FROM audit_entry",
        "UPDATE audit_entry SET outcome = 'done'",
        "TRUNCATE application_event",
        "INSERT INTO other VALUES (1)",
    ] {
        assert!(matches!(asked(&store, sql).await, Err(StoreError::Forbidden(_))), "{sql}");
    }
    assert_eq!(store.could_change_trail().await.unwrap(), Some(false));
    let mut conn = store.begin().await.unwrap();
    let customer = member(&mut conn).await;
    new_holding(&mut conn, customer, None).await;
    conn.commit().await.unwrap();
}

/// As at Amazon's: whoever owns the database makes roles, and is no superuser.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_owner_who_is_no_superuser_gives_the_rights_and_no_table_shadows_another() {
    let server = PrivatePostgres::start().await;
    let top = Db::open(&server.owner_url, 2).await.unwrap();
    for sql in [
        "CREATE ROLE owner LOGIN CREATEROLE",
        "GRANT kura_app TO owner WITH ADMIN OPTION",
        "ALTER DATABASE template1 OWNER TO owner",
        "GRANT ALL ON SCHEMA public TO owner",
    ] {
        let mut conn = top.begin().await.unwrap();
        conn.execute(sql, vec![]).await.unwrap();
        conn.commit().await.unwrap();
    }
    let at = |user: &str| {
        let host = server.owner_url.split_once('@').unwrap().1.replace("/postgres", "/template1");
        format!("postgres://{user}@{host}")
    };
    let owner = Db::open(&at("owner"), 2).await.unwrap();
    owner.migrate().await.unwrap();
    owner.keep_app_role(VERIFIER).await.unwrap();
    owner.keep_app_role(VERIFIER).await.unwrap();
    let store = Db::open(&at("kura_app"), 2).await.unwrap();
    committed_member(&store).await;
    let shadow = "CREATE TEMPORARY TABLE staff_member (id UUID, email_index BYTEA)";
    assert!(matches!(asked(&store, shadow).await, Err(StoreError::Forbidden(_))));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_role_that_could_do_more_all_the_same_is_refused_and_nothing_is_changed() {
    let server = PrivatePostgres::start().await;
    let top = Db::open(&server.owner_url, 2).await.unwrap();
    for (more, less) in [
        ("GRANT pg_write_all_data TO kura_app", "REVOKE pg_write_all_data FROM kura_app"),
        ("ALTER ROLE kura_app CREATEROLE", "ALTER ROLE kura_app NOCREATEROLE"),
        ("ALTER ROLE kura_app BYPASSRLS", "ALTER ROLE kura_app NOBYPASSRLS"),
        (
            "ALTER FUNCTION refuse_change() OWNER TO kura_app",
            "ALTER FUNCTION refuse_change() OWNER TO postgres",
        ),
    ] {
        for (sql, ends_well) in [(more, false), (less, true)] {
            let mut conn = top.begin().await.unwrap();
            conn.execute(sql, vec![]).await.unwrap();
            conn.commit().await.unwrap();
            let kept = top.keep_app_role(VERIFIER).await;
            if ends_well { kept.unwrap() } else { assert_refused(kept) }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_has_no_roles() {
    let db = TestDb::create(Engine::Sqlite).await.open().await;
    assert_refused(db.keep_app_role(VERIFIER).await);
    assert_eq!(db.could_change_trail().await.unwrap(), None);
}

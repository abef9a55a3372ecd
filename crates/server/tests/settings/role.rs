//! The role the program works as on a server, made by `kura migrate`, with its password asked for.

use std::fs;

use store::Db;
use testdb::PrivatePostgres;

use super::{folder, kura, text};

const PASSWORD: &str = "correct'horse%s\"battery$staple";

async fn done(db: &Db, sql: &'static str) {
    let mut conn = db.begin().await.unwrap();
    conn.execute(sql, vec![]).await.unwrap();
    conn.commit().await.unwrap();
}

/// From now on the server lets the program's role in by its password only.
async fn ask_for_passwords(server: &PrivatePostgres, owner: &Db) {
    let list = server.folder().join("pg_hba.conf");
    let rest = fs::read_to_string(&list).unwrap();
    fs::write(list, format!("host all kura_app 127.0.0.1/32 scram-sha-256\n{rest}")).unwrap();
    done(owner, "VALUES (pg_reload_conf())").await;
}

fn address(server: &PrivatePostgres, password: &str) -> String {
    let host = server.owner_url.split_once('@').unwrap().1;
    let signs: String = form_urlencoded::byte_serialize(password.as_bytes()).collect();
    format!("postgres://kura_app:{signs}@{host}")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r6_3_the_programs_role_has_the_password_that_was_set_last_and_no_log_shows_it() {
    let place = folder("role");
    let server = PrivatePostgres::start().await;
    let owner = Db::open(&server.owner_url, 2).await.unwrap();
    done(&owner, "ALTER ROLE postgres SET log_statement = 'all'").await;
    done(&owner, "ALTER ROLE postgres SET log_min_error_statement = 'debug5'").await;
    ask_for_passwords(&server, &owner).await;
    for password in ["a-password-of-machines", PASSWORD] {
        let variables = [
            ("KURA_DATABASE_URL", server.owner_url.as_str()),
            ("KURA_DATABASE_APP_PASSWORD", password),
        ];
        let output = kura(&place, &variables, &["migrate"]);
        let told = text(&output.stdout) + &text(&output.stderr);
        assert!(output.status.success() && told.contains("kura_app"), "{told}");
        assert!(!told.contains(password), "{told}");
        assert!(Db::open(&address(&server, password), 2).await.is_ok());
    }
    assert!(Db::open(&address(&server, "a-password-of-machines"), 2).await.is_err());

    let log = fs::read_to_string(server.folder().with_file_name("log")).unwrap();
    assert!(log.contains("kura.verifier"), "statements are logged");
    assert!(!log.contains("a-password-of") && !log.contains("correct'horse"));
    let shown = log.lines().filter(|line| !line.contains("DETAIL"));
    assert!(!shown.into_iter().any(|line| line.contains("SCRAM-SHA-256$")));

    let doctor = |url: &str| text(&kura(&place, &[("KURA_DATABASE_URL", url)], &["doctor"]).stdout);
    let list = doctor(&server.owner_url);
    assert!(list.contains("notice   The database's user could change the audit trail"), "{list}");
    let list = doctor(&address(&server, PASSWORD));
    assert!(
        list.contains("good     The database's user can only add to the audit trail"),
        "{list}"
    );
    let as_itself = [
        ("KURA_DATABASE_URL", &*address(&server, PASSWORD)),
        ("KURA_DATABASE_APP_PASSWORD", PASSWORD),
    ];
    let output = kura(&place, &as_itself, &["migrate"]);
    assert!(!output.status.success(), "whoever works as the program does not migrate");
    fs::remove_dir_all(place).unwrap();
}

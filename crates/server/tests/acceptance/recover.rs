//! Clause 3-2 イ: a lost password is replaced by a proof of the address, and nobody
//! learns by it whether an address is registered.

use crate::kit::{PASSWORD, Page, TestApp, TimeDelta, Visitor, on_both_engines};

const HANAKO: &str = "hanako@example.jp";
const UNKNOWN: &str = "nobody@example.jp";
const NEW: &str = "さざんか二輪 with snow 朝の庭";

/// Asks for a proof; the answer is the page for code and password.
async fn ask(visitor: &Visitor, email: &str) -> Page {
    let form = visitor.get("/recover").await.form("/recover").set("email", email);
    form.send(visitor).await
}

/// Types a code and a new password.
async fn answer(visitor: &Visitor, code: &str, password: &str) -> Page {
    let form = visitor.get("/recover/code").await.form("/recover/code");
    form.set("code", code).set("password", password).send(visitor).await
}

/// All of an answer that a stranger can compare: the form's key is random.
fn seen(page: &Page) -> (u16, String, Vec<String>) {
    let key = page.value("form_key").unwrap_or_default();
    let headers = page.headers.iter().map(|(name, value)| match name.as_str() {
        "set-cookie" => format!("{name}: {} bytes", value.len()),
        _ => format!("{name}: {}", value.to_str().unwrap()),
    });
    let html = page.html();
    (
        page.status.as_u16(),
        if key.is_empty() { html } else { html.replace(&key, "") },
        headers.collect(),
    )
}

on_both_engines! {
    async fn r3_2b_a_lost_password_is_replaced_by_the_code(db: TestDb) {
        let app = TestApp::start(&db).await;
        let phone = app.registered_customer(HANAKO).await;
        let hanako = app.visitor();
        let page = hanako.get(&hanako.get("/login").await.link("パスワードを忘れた方")).await;
        let page = page.form("/recover").set("email", HANAKO).send(&hanako).await;
        let code = app.last_mail_to(HANAKO).await.code();
        let form = page.assert_at("/recover/code").form("/recover/code");
        let page = form.set("code", &code).set("password", NEW).send(&hanako).await;
        page.assert_at("/login").assert_sees("新しいパスワードを設定しました。");
        assert!(!phone.is_logged_in().await && !hanako.is_logged_in().await);
        assert!(app.last_mail_to(HANAKO).await.subject.contains("パスワードが変更されました"));
        hanako.log_in(HANAKO, PASSWORD).await.assert_status(422);
        hanako.log_in(HANAKO, NEW).await.assert_at("/");
        assert_eq!(app.audited("recover-password", "done").await, 1);
    }

    async fn r3_2b_a_lost_password_is_replaced_by_the_link_in_any_browser(db: TestDb) {
        let app = TestApp::start(&db).await;
        app.registered_customer(HANAKO).await;
        ask(&app.visitor(), HANAKO).await;
        let (phone, link) = (app.visitor(), app.last_mail_to(HANAKO).await.link());
        phone.get(&link).await.assert_status(200);
        app.visitor().log_in(HANAKO, PASSWORD).await.assert_at("/");
        let form = phone.get(&link).await.form(&link).set("password", NEW);
        form.clone().send(&phone).await.assert_at("/login");
        phone.log_in(HANAKO, NEW).await.assert_at("/");
        let again = form.set("password", "a thief's own long password").send(&app.visitor()).await;
        again.assert_status(422);
        app.visitor().log_in(HANAKO, NEW).await.assert_at("/");
    }

    async fn r3_2b_whether_an_address_can_be_recovered_is_not_told(db: TestDb) {
        let app = TestApp::start(&db).await;
        app.registered_customer(HANAKO).await;
        let before = app.mails().await.len();
        let (one, other) = (app.visitor(), app.visitor());
        let answers = [(&one, HANAKO), (&other, UNKNOWN)];
        let mut pages = Vec::new();
        for (visitor, email) in answers {
            let form = visitor.get("/recover").await.form("/recover").set("email", email);
            pages.push(form.clone().send_only(visitor).await);
            pages.push(visitor.get("/recover/code").await);
            pages.push(answer(visitor, "123", NEW).await);
        }
        for (known, unknown) in pages[..3].iter().zip(&pages[3..]) {
            assert_eq!(seen(known), seen(unknown));
        }
        assert_eq!(app.mails().await.len(), before + 2);
        assert!(app.last_mail_to(HANAKO).await.subject.contains("パスワードの再設定"));
        let none = app.last_mail_to(UNKNOWN).await;
        assert!(none.subject.contains("ご登録が見つかりません"), "{}", none.subject);
        assert!(!none.text.contains("確認コード"));
    }

    async fn r3_2b_wrong_codes_tell_nothing_of_the_address(db: TestDb) {
        let app = TestApp::start(&db).await;
        app.registered_customer(HANAKO).await;
        let (one, other) = (app.visitor(), app.visitor());
        ask(&one, HANAKO).await;
        ask(&other, UNKNOWN).await;
        let wrong = app.last_mail_to(HANAKO).await.wrong_code();
        for _ in 0..6 {
            let known = answer(&one, &wrong, NEW).await;
            let unknown = answer(&other, &wrong, NEW).await;
            assert_eq!(seen(known.assert_status(422)), seen(&unknown));
        }
    }

    async fn r3_2b_as_many_rows_are_written_for_any_address(db: TestDb) {
        let app = TestApp::start(&db).await;
        app.registered_customer(HANAKO).await;
        let rows = "SELECT (SELECT COUNT(*) FROM customer) + (SELECT COUNT(*) FROM data_key) \
                    + (SELECT COUNT(*) FROM challenge) + (SELECT COUNT(*) FROM outbox_message) \
                    + (SELECT COUNT(*) FROM audit_entry) + (SELECT COUNT(*) FROM idempotency) AS n";
        let first = app.count(rows).await;
        ask(&app.visitor(), HANAKO).await;
        let second = app.count(rows).await;
        ask(&app.visitor(), UNKNOWN).await;
        assert_eq!(second - first, app.count(rows).await - second);
    }

    async fn r3_2b_five_wrong_codes_end_the_proof(db: TestDb) {
        let app = TestApp::start(&db).await;
        app.registered_customer(HANAKO).await;
        let thief = app.visitor();
        ask(&thief, HANAKO).await;
        let letter = app.last_mail_to(HANAKO).await;
        for left in (0..5).rev() {
            let page = answer(&thief, &letter.wrong_code(), NEW).await;
            let told = page.assert_status(422).field_error("code").unwrap();
            assert!(told.contains(&format!("あと{left}回")), "{told}");
        }
        let page = answer(&thief, &letter.code(), NEW).await;
        assert!(page.assert_status(422).field_error("code").unwrap().contains("使えません"));
        app.visitor().log_in(HANAKO, PASSWORD).await.assert_at("/");
        assert_eq!(app.audited("recover-password", "done").await, 0);
    }

    async fn r3_2b_a_poor_password_costs_no_try(db: TestDb) {
        let app = TestApp::start(&db).await;
        app.registered_customer(HANAKO).await;
        let hanako = app.visitor();
        ask(&hanako, HANAKO).await;
        let code = app.last_mail_to(HANAKO).await.code();
        for poor in ["", "short", "passwordpassword", "1234567890123456", "short", "short"] {
            let page = answer(&hanako, &code, poor).await;
            assert!(page.assert_status(422).field_error("password").is_some(), "{poor}");
            assert_eq!(page.value("code").as_deref(), Some(code.as_str()));
        }
        answer(&hanako, &code, NEW).await.assert_at("/login");
    }

    async fn r3_2b_a_code_serves_once_and_for_half_an_hour(db: TestDb) {
        let app = TestApp::start(&db).await;
        app.registered_customer(HANAKO).await;
        let hanako = app.visitor();
        ask(&hanako, HANAKO).await;
        let (late, code) = (hanako.copy(), app.last_mail_to(HANAKO).await.code());
        answer(&hanako, &code, NEW).await.assert_at("/login");
        let page = answer(&late, &code, "another long enough password").await;
        assert!(page.assert_status(422).field_error("code").unwrap().contains("使えません"));

        ask(&hanako, HANAKO).await;
        let letter = app.last_mail_to(HANAKO).await;
        app.advance(TimeDelta::minutes(30) + TimeDelta::seconds(1));
        answer(&hanako, &letter.code(), PASSWORD).await.assert_status(422);
        let page = hanako.get(&letter.link()).await.form(&letter.link()).set("password", PASSWORD);
        page.send(&hanako).await.assert_status(422);
        hanako.log_in(HANAKO, NEW).await.assert_at("/");
    }

    async fn r3_2b_of_two_proofs_asked_for_one_serves(db: TestDb) {
        let app = TestApp::start(&db).await;
        app.registered_customer(HANAKO).await;
        let (hanako, thief) = (app.visitor(), app.visitor());
        ask(&thief, HANAKO).await;
        let stolen = app.last_mail_to(HANAKO).await;
        ask(&hanako, HANAKO).await;
        answer(&hanako, &app.last_mail_to(HANAKO).await.code(), NEW).await.assert_at("/login");
        answer(&thief, &stolen.code(), PASSWORD).await.assert_status(422);
        let form = thief.get(&stolen.link()).await.form(&stolen.link());
        form.set("password", PASSWORD).send(&thief).await.assert_status(422);
        hanako.log_in(HANAKO, NEW).await.assert_at("/");
    }

    async fn r3_2b_the_same_code_sent_by_two_at_once_serves_one(db: TestDb) {
        let app = TestApp::start(&db).await;
        app.registered_customer(HANAKO).await;
        let hanako = app.visitor();
        ask(&hanako, HANAKO).await;
        let (other, code) = (hanako.copy(), app.last_mail_to(HANAKO).await.code());
        let second = "another long enough password";
        let pages = tokio::join!(answer(&hanako, &code, NEW), answer(&other, &code, second));
        let good = [&pages.0, &pages.1].iter().filter(|page| page.status == 200).count();
        assert_eq!(good, 1);
        assert_eq!(app.audited("recover-password", "done").await, 1);
    }

    async fn r3_2b_a_code_fits_only_the_browser_that_asked(db: TestDb) {
        let app = TestApp::start(&db).await;
        app.registered_customer(HANAKO).await;
        let (hanako, thief) = (app.visitor(), app.visitor());
        ask(&hanako, HANAKO).await;
        let code = app.last_mail_to(HANAKO).await.code();
        answer(&thief, &code, NEW).await.assert_status(422);
        ask(&thief, UNKNOWN).await;
        answer(&thief, &code, NEW).await.assert_status(422);
        answer(&hanako, &code, NEW).await.assert_at("/login");
    }

    async fn r3_2b_a_password_recovered_ends_the_slow_down(db: TestDb) {
        let app = TestApp::start(&db).await;
        app.registered_customer(HANAKO).await;
        for _ in 0..6 {
            app.visitor().log_in(HANAKO, "forgotten altogether").await;
        }
        let hanako = app.visitor();
        hanako.log_in(HANAKO, PASSWORD).await.assert_status(429);
        ask(&hanako, HANAKO).await;
        answer(&hanako, &app.last_mail_to(HANAKO).await.code(), NEW).await.assert_at("/login");
        hanako.log_in(HANAKO, NEW).await.assert_at("/");
    }
}

//! Clause 3-2 ア: whether an address is registered cannot be learnt.

use crate::kit::{Page, Person, TestApp, Visitor, on_both_engines};

const KNOWN: &str = "hanako@example.jp";
const UNKNOWN: &str = "nobody@example.jp";

/// All of an answer that a stranger can compare: secrets are only measured.
fn seen(page: &Page) -> Vec<String> {
    let mut seen = vec![page.status.to_string(), page.html()];
    seen.extend(page.headers.iter().map(|(name, value)| {
        let value = value.to_str().unwrap();
        let secret = if name == "set-cookie" { value.split_once('=') } else { None };
        let Some((cookie, rest)) = secret else { return format!("{name}: {value}") };
        let (value, attributes) = rest.split_once(';').unwrap();
        format!("{name}: {cookie}={} characters;{attributes}", value.len())
    }));
    seen
}

async fn answer_to(app: &TestApp, email: &str) -> (Visitor, Page) {
    let visitor = app.visitor();
    let page = Person::at(email).form(&visitor).await.send_only(&visitor).await;
    (visitor, page)
}

on_both_engines! {
    async fn r3_2a_a_registered_address_is_answered_as_an_unknown_one(db: TestDb) {
        let app = TestApp::start(&db).await;
        app.registered_customer(KNOWN).await;
        let (stranger, known) = answer_to(&app, KNOWN).await;
        let (newcomer, unknown) = answer_to(&app, UNKNOWN).await;
        assert_eq!(seen(&known), seen(&unknown));
        let (known, unknown) = (stranger.follow(known).await, newcomer.follow(unknown).await);
        assert_eq!(seen(&known), seen(&unknown));
    }

    async fn r3_2a_one_mail_goes_out_either_way_and_only_its_letter_differs(db: TestDb) {
        let app = TestApp::start(&db).await;
        app.registered_customer(KNOWN).await;
        let before = app.mails().await.len();
        answer_to(&app, KNOWN).await;
        assert_eq!(app.mails().await.len(), before + 1);
        answer_to(&app, UNKNOWN).await;
        assert_eq!(app.mails().await.len(), before + 2);
        let letter = app.last_mail_to(KNOWN).await;
        assert!(letter.subject.contains("すでにご登録いただいています"), "{}", letter.subject);
        assert!(!letter.text.contains("/register/link/"), "{}", letter.text);
        assert!(app.last_mail_to(UNKNOWN).await.subject.contains("メールアドレスの確認"));
    }

    async fn r3_2a_guessed_codes_and_new_codes_tell_nothing_either(db: TestDb) {
        let app = TestApp::start(&db).await;
        app.registered_customer(KNOWN).await;
        let (stranger, _) = answer_to(&app, KNOWN).await;
        let (newcomer, _) = answer_to(&app, UNKNOWN).await;
        let wrong = app.last_mail_to(UNKNOWN).await.wrong_code();
        for _ in 0..6 {
            let pages = [stranger.enter_code(&wrong).await, newcomer.enter_code(&wrong).await];
            assert_eq!(seen(&pages[0]), seen(&pages[1]));
        }
        let mut pages = Vec::new();
        for visitor in [&stranger, &newcomer] {
            let form = visitor.get("/register/confirm").await.form("/register/send-again");
            pages.push(form.send(visitor).await);
        }
        assert_eq!(seen(&pages[0]), seen(&pages[1]));
        assert_eq!(app.mails_to(KNOWN).await.len(), 3);
        assert_eq!(app.mails_to(UNKNOWN).await.len(), 2);
    }

    async fn r3_2a_as_many_rows_are_written_either_way(db: TestDb) {
        let app = TestApp::start(&db).await;
        app.registered_customer(KNOWN).await;
        let rows = "SELECT (SELECT COUNT(*) FROM customer) + (SELECT COUNT(*) FROM credential) \
                    + (SELECT COUNT(*) FROM data_key) + (SELECT COUNT(*) FROM challenge) \
                    + (SELECT COUNT(*) FROM outbox_message) + (SELECT COUNT(*) FROM audit_entry) \
                    AS n";
        let first = app.count(rows).await;
        answer_to(&app, KNOWN).await;
        let second = app.count(rows).await;
        answer_to(&app, UNKNOWN).await;
        assert_eq!(second - first, app.count(rows).await - second);
    }

    async fn r3_2a_an_address_differing_in_case_or_width_is_the_same_address(db: TestDb) {
        let app = TestApp::start(&db).await;
        app.registered_customer(KNOWN).await;
        for same in ["Hanako@Example.JP", "ｈａｎａｋｏ＠ｅｘａｍｐｌｅ．ｊｐ", " hanako@example.jp "] {
            answer_to(&app, same).await;
            let letter = app.mails().await.pop().unwrap();
            assert!(letter.subject.contains("すでに"), "{same}: {}", letter.subject);
        }
    }

    async fn r3_2a_nobody_can_be_flooded_with_mail_and_the_page_does_not_tell(db: TestDb) {
        let app = TestApp::start(&db).await;
        let (_, first) = answer_to(&app, UNKNOWN).await;
        for _ in 0..20 {
            let (_, page) = answer_to(&app, UNKNOWN).await;
            assert_eq!(seen(&first), seen(&page));
        }
        assert!(app.mails_to(UNKNOWN).await.len() <= 6);
    }
}

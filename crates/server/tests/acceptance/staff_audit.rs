//! Clause 5-1 and trust R29: an auditor reads the audit trail, newest first, page by page; it
//! tells what happened and names no customer.

use app::{
    AppError, Refusal,
    audit_trail::{MOST_SEARCHED, Wanted, audit_trail},
    domain::{audit::Action, staff::Role},
};
use store::audit_entry::AuditEntry;

use crate::kit::{PASSWORD, Page, TestApp, TimeDelta, on_both_engines};

const HANAKO: &str = "hanako@example.jp";

/// So many entries of an action, made now.
async fn happened(app: &TestApp, action: &str, times: usize) {
    let mut conn = app.app.db.begin().await.unwrap();
    let now = app.app.clock.now();
    for number in 0..times {
        let entry = AuditEntry {
            id: app.app.dice.id(now).unwrap(),
            at: now,
            actor_kind: "system".to_owned(),
            actor_id: None,
            action: action.to_owned(),
            subject_id: None,
            outcome: "done".to_owned(),
            reason: String::new(),
            purpose: String::new(),
            request_id: format!("request-{number}"),
            address: "192.0.2.7".to_owned(),
        };
        store::audit_entry::append(&mut conn, &entry).await.unwrap();
    }
    conn.commit().await.unwrap();
}

fn lines(page: &Page) -> usize {
    page.html().matches("<tr><th scope=\"row\">").count()
}

on_both_engines! {
    async fn r5_1a_an_auditor_reads_what_happened_and_no_customers_name(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let id = hanako.asker().await.customer;
        app.visitor().log_in(HANAKO, "wrong password, really").await;
        let supervisor = app.supervisor().await;
        let form = supervisor.get("/customers").await.form("/customers");
        let form = form.set("by", "email").set("sought", HANAKO);
        form.set("purpose", "legal-inquiry").send(&supervisor).await.assert_sees("1人");

        let page = app.auditor().await.get("/audit").await;
        page.assert_at("/audit").assert_sees("お客さまの検索 完了 法令にもとづく照会への対応");
        page.assert_sees("ログインしていない人 ログイン 拒否メールアドレスかパスワードが違う");
        page.assert_sees(&id.to_string()).assert_sees("行員 staff");
        let html = page.html();
        for secret in [HANAKO, "山田", "花子", "ハナコ", "192.0.2.", "10.1."] {
            assert!(!html.contains(secret), "{secret} is on {page}");
        }
        let newest = page.text_of("tbody tr").unwrap();
        assert!(newest.contains(" 招待の受け入れ 完了"), "{newest}");
    }

    async fn r5_1a_the_trail_is_read_page_by_page_each_entry_once(db: TestDb) {
        let app = TestApp::start(&db).await;
        let desk = app.auditor().await;
        app.advance(TimeDelta::days(1));
        let desk_again = app.auditor().await;
        happened(&app, "rotate-keys", 120).await;
        drop(desk);
        let mut page = desk_again.get("/audit?action=rotate-keys").await;
        let mut found = vec![lines(&page)];
        while let Some(next) = page.links("前の記録を見る").first() {
            page = desk_again.get(next).await;
            found.push(lines(&page));
        }
        assert_eq!(found, [50, 50, 20]);
        let page = desk_again.get("/audit?day=2026%2F11%2F23").await;
        assert_eq!(lines(&page), 50);
        let page = desk_again.get("/audit?action=rotate-keys&day=2026%2F11%2F22").await;
        page.assert_sees("当てはまる記録は、ありません。");
        let page = desk_again.get("/audit?action=accept-invitation&day=2026%2F11%2F22").await;
        assert_eq!(lines(&page), 1, "the first auditor's");
        let page = desk_again.get("/audit?day=2026%2F13%2F45").await;
        page.assert_status(422);
        assert!(page.field_error("day").is_some() && lines(&page) == 0, "{page}");
    }

    async fn r5_1a_a_search_for_what_is_rare_says_how_far_it_looked(db: TestDb) {
        let app = TestApp::start(&db).await;
        let auditor = app.officer(&[Role::Auditor]).await;
        happened(&app, "rotate-keys", 1).await;
        app.advance(TimeDelta::seconds(1));
        happened(&app, "log-in", usize::try_from(MOST_SEARCHED).unwrap()).await;
        let wanted = Wanted { action: Some(Action::RotateKeys), day: None };
        let first = audit_trail(&app.app, &auditor, wanted, None).await.unwrap();
        assert!(first.entries.is_empty() && first.is_cut && first.next.is_some());
        let second = audit_trail(&app.app, &auditor, wanted, first.next).await.unwrap();
        assert_eq!((second.entries.len(), second.is_cut, second.next), (1, false, None));
    }

    async fn r5_1a_who_may_not_read_the_trail_is_refused_and_that_is_in_it(db: TestDb) {
        let app = TestApp::start(&db).await;
        for role in [Role::Reviewer, Role::Approver, Role::Supervisor, Role::Administrator] {
            let officer = app.officer(&[role]).await;
            let read = audit_trail(&app.app, &officer, Wanted::default(), None).await;
            assert!(matches!(read, Err(AppError::Refused(Refusal::NotPermitted))), "{role:?}");
        }
        assert_eq!(app.audited("see-audit", "not-permitted").await, 4);
        app.registered_customer(HANAKO).await;
        app.advance(TimeDelta::minutes(1));
        app.visitor().log_in(HANAKO, PASSWORD).await.assert_at("/");
        let auditor = app.officer(&[Role::Auditor]).await;
        let trail = audit_trail(&app.app, &auditor, Wanted::default(), None).await.unwrap();
        assert!(trail.entries.windows(2).all(|pair| pair[0].at >= pair[1].at), "newest first");
        assert_eq!(app.audited("see-audit", "done").await, 1, "reading it leaves an entry too");
    }
}

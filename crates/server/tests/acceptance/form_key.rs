//! Clauses 3-1 イ and 3-2 イ: a form sent again makes no second record, and a form whose
//! session ended is not lost.

use tokio::task::JoinSet;

use crate::kit::{HoldingForm, PASSWORD, TestApp, TimeDelta, Visitor, on_both_engines};

const HANAKO: &str = "hanako@example.jp";

const DEPOSIT: HoldingForm = HoldingForm {
    kind: "ordinary-deposit",
    label: "「梅」の\"普通\"預金 <b>&amp;</b>'",
    institution: "",
    wrapper: "",
    currency: "",
    amount: "１２０万",
    as_of: "",
    note: "一行目\n  二行目 ",
};

async fn listed(visitor: &Visitor) -> usize {
    visitor.get("/holdings").await.links(DEPOSIT.label).len()
}

on_both_engines! {
    async fn r3_1b_a_form_sent_twice_makes_one_holding_and_shows_it_again(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let form = DEPOSIT.fill(&hanako).await;
        let first = form.clone().send(&hanako).await;
        let second = form.send(&hanako).await;
        assert_eq!(first.path, second.path);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM holding").await, 1);
        assert_eq!(listed(&hanako).await, 1);
    }

    async fn r3_1b_fifty_clicks_at_once_make_one_holding(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let form = DEPOSIT.fill(&hanako).await;
        let mut race = JoinSet::new();
        for _ in 0..50 {
            let (form, browser) = (form.clone(), hanako.copy());
            race.spawn(async move { form.send_only(&browser).await });
        }
        let answers = race.join_all().await;
        assert!(answers.iter().all(|page| page.location() == answers[0].location()));
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM holding").await, 1);
    }

    async fn r3_1b_the_key_of_one_form_carries_out_no_other(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let form = DEPOSIT.fill(&hanako).await;
        let key = form.value("form_key").unwrap().to_owned();
        form.send(&hanako).await.assert_status(200);
        let rate = hanako.get("/rates").await.form("/rates").set("form_key", &key);
        let page = rate.set("currency", "USD").set("rate", "152.35").send(&hanako).await;
        page.assert_status(409).assert_sees("何も記録されていません");
        assert_eq!(app.audited("add-rate", "form-reused").await, 1);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM rate").await, 0);
    }

    async fn r3_1b_the_same_key_of_two_customers_is_two_keys(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let taro = app.registered_customer("taro@example.jp").await;
        let form = DEPOSIT.fill(&hanako).await;
        form.clone().send(&hanako).await.assert_status(200);
        form.send(&taro).await.assert_status(200);
        assert_eq!((listed(&hanako).await, listed(&taro).await), (1, 1));
    }

    async fn r3_2b_a_holding_typed_while_the_session_ended_is_recorded_after_log_in(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let form = DEPOSIT.fill(&hanako).await;
        app.advance(TimeDelta::minutes(20));
        let page = form.send(&hanako).await;
        page.assert_status(401).assert_sees("入力された内容は保たれています");
        let form = page.form("/login").set("email", HANAKO).set("password", PASSWORD);
        let page = form.send(&hanako).await.form("/holdings/new").send(&hanako).await;
        page.assert_status(200).assert_sees(DEPOSIT.label).assert_sees("1,200,000");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM holding").await, 1);
    }

    async fn r3_2b_after_log_in_one_is_on_the_page_one_asked_for(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        app.advance(TimeDelta::minutes(20));
        let page = hanako.get("/holdings/new").await;
        let form = page.assert_status(401).form("/login").set("email", HANAKO);
        form.set("password", PASSWORD).send(&hanako).await.assert_at("/holdings/new");
    }
}

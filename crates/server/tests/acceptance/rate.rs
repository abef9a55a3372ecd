//! Clause 3-1 イ: foreign money, converted at the dated rates the customer enters.

use super::household::{
    HANAKO, answered, at_once, days_later, enter_rate, net_worth, number, rows,
};
use crate::kit::{HoldingForm, TestApp, on_both_engines};

const RATES: &str = "SELECT COUNT(*) AS n FROM rate";

const DOLLARS: HoldingForm = HoldingForm {
    kind: "foreign-deposit",
    label: "ドル預金",
    institution: "",
    wrapper: "",
    currency: "USD",
    amount: "1,000.50",
    as_of: "",
    note: "",
};

on_both_engines! {
    async fn r3_1b_dollars_without_a_rate_are_told_and_count_once_it_is_entered(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        hanako.add_holding("預金", "ordinary-deposit", "100万").await;
        let page = DOLLARS.send(&hanako).await;
        page.assert_sees("1,000.50 USD").assert_sees("為替レートがないため");
        let page = hanako.get("/").await;
        page.assert_sees("合計に入っていない資産があります").assert_sees("ドル預金");
        assert_eq!(net_worth(&hanako).await, 1_000_000);

        let page = hanako.get(&page.link("為替レートを入力する")).await;
        page.assert_sees("円に換算できません").assert_sees("米ドル（USD）");
        let form = page.form("/rates");
        assert_eq!(form.value("currency"), Some("USD"), "the one that lacks a rate");
        let page = form.set("rate", "152.35").send(&hanako).await;
        page.assert_sees("1 USD ＝ 152.35円").assert_not_sees("円に換算できません");
        // 1,000.50 × 152.35 = 152,426.175
        assert_eq!(net_worth(&hanako).await, 1_152_426);
        hanako.get("/").await.assert_not_sees("合計に入っていない");
        hanako.get("/holdings").await.assert_sees("1,000.50 USD").assert_sees("152,426円");
    }

    async fn r3_1b_a_newer_rate_counts_from_its_day(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        HoldingForm { amount: "1000", ..DOLLARS }.send(&hanako).await;
        enter_rate(&hanako, "USD", "150").await;
        days_later(&app, &hanako, 20).await;
        enter_rate(&hanako, "USD", "１６０．５").await;
        assert_eq!(net_worth(&hanako).await, 160_500);
        let before = hanako.get("/?as_of=2026-12-01").await;
        before.assert_sees("150,000円");
        assert_eq!(app.count(RATES).await, 2);
    }

    async fn r3_1b_a_corrected_rate_stays_visible(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        HoldingForm { amount: "1000", ..DOLLARS }.send(&hanako).await;
        enter_rate(&hanako, "USD", "15.2").await;
        let page = enter_rate(&hanako, "USD", "152").await;
        let lines = rows(&page, "section[aria-labelledby=rates] tbody tr");
        assert_eq!(lines[0][..2], ["2026年11月22日", "1 USD ＝ 152円"]);
        assert_eq!(lines[1][..2], ["2026年11月22日 訂正前", "1 USD ＝ 15.2円"]);
        assert_eq!(net_worth(&hanako).await, 152_000);
    }

    async fn r3_1b_a_wrong_rate_is_told_at_its_field_and_nothing_typed_is_lost(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let ten_to_30 = format!("1{}", "0".repeat(30));
        for (field, typed, told) in [
            ("rate", "", "為替レートを入力してください。"),
            ("rate", "百円くらい", "為替レートとして読み取れません。"),
            ("rate", "0", "0より大きい"),
            ("rate", "-152", "0より大きい"),
            ("rate", ten_to_30.as_str(), "大きすぎます"),
            ("rate", "152.1234567", "6けたまで"),
            ("rate", "1\0", "為替レートとして読み取れません。"),
            ("as_of", "2026/11/23", "今日までの日付"),
            ("as_of", "0001-01-01", "1900年以後の日付"),
            ("as_of", "9999-12-31", "今日までの日付"),
            ("currency", "JPY", "一覧から選んでください。"),
        ] {
            let form = hanako.get("/rates").await.form("/rates").set("currency", "EUR");
            let form = form.set("rate", "160").set(field, typed);
            let page = form.clone().send(&hanako).await;
            let error = page.assert_status(422).field_error(field).unwrap_or_default();
            assert!(error.contains(told), "{field} {typed:?}: {error:?}");
            for name in ["rate", "as_of"].into_iter().filter(|_| !typed.contains('\0')) {
                assert_eq!(page.value(name).as_deref(), form.value(name), "{field}: {name}");
            }
        }
        assert_eq!(app.count(RATES).await, 0);
    }

    async fn r3_1b_fifty_clicks_at_once_enter_one_rate(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let form = hanako.get("/rates").await.form("/rates").set("rate", "152.35");
        let answers = at_once(&hanako, vec![form; 50]).await;
        assert_eq!((answered(&answers, 303), app.count(RATES).await), (50, 1));
    }

    async fn r3_1b_every_currency_can_be_recorded_and_converted(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        for currency in domain::currency::Currency::ALL {
            let form = DOLLARS.fill(&hanako).await.set("currency", currency.code());
            let form = form.set("amount", "200").set("label", currency.code());
            form.send(&hanako).await.assert_status(200);
            if currency.code() != "JPY" {
                enter_rate(&hanako, currency.code(), "3").await;
            }
        }
        let others = i64::try_from(domain::currency::Currency::ALL.len()).unwrap() - 1;
        assert_eq!(net_worth(&hanako).await, 200 + others * 600);
        let page = hanako.get("/holdings").await;
        let total = page.text_of("section[aria-labelledby=totals] strong").unwrap();
        assert_eq!(number(&total), 200 + others * 600);
    }
}

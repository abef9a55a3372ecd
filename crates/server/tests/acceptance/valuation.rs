//! Clause 3-1 イ: figures of a holding over time: added, corrected, unchanged.

use super::household::{
    FIGURES, HANAKO, address, answered, at_once, days_later, figure, figure_form, net_worth, rows,
    value,
};
use crate::kit::{HoldingForm, TestApp, Visitor, on_both_engines};

const OWN: &str = "投資信託";

/// Records a fund of a million yen; where its page is.
async fn fund(visitor: &Visitor) -> String {
    visitor.add_holding(OWN, "investment-trust", "100万").await;
    address(visitor, OWN).await
}

const HISTORY: &str = "section[aria-labelledby=history] tbody tr";

on_both_engines! {
    async fn r3_1b_a_new_figure_stands_and_the_earlier_one_stays_visible(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let own = fund(&hanako).await;
        days_later(&app, &hanako, 30).await;
        let page = value(&hanako, &own, "１０５万").await;
        assert_eq!(figure(&page), 1_050_000);
        page.assert_sees("＋50,000円（＋5.00%） 増えました");
        let history = rows(&page, HISTORY);
        assert_eq!(history[0][..2], ["2026年12月22日", "1,050,000円"]);
        assert_eq!(history[1][..2], ["2026年11月22日", "1,000,000円"]);
        assert_eq!(net_worth(&hanako).await, 1_050_000);
    }

    async fn r3_1b_a_correction_replaces_the_figure_of_the_day_and_keeps_the_old_one(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let own = fund(&hanako).await;
        let page = value(&hanako, &own, "98万").await;
        assert_eq!(figure(&page), 980_000);
        let history = rows(&page, HISTORY);
        assert_eq!(history[0][..2], ["2026年11月22日", "980,000円"]);
        assert_eq!(history[0][3], "訂正");
        assert_eq!(history[1][..2], ["2026年11月22日 訂正前", "1,000,000円"]);
        assert_eq!(page.text_of("del").as_deref(), Some("1,000,000円"));
        assert_eq!(net_worth(&hanako).await, 980_000);
        assert_eq!(app.count(FIGURES).await, 2);
    }

    async fn r3_1b_unchanged_today_is_one_tap_on_the_list(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let own = fund(&hanako).await;
        hanako.get("/holdings").await.assert_sees("今日の金額です");
        days_later(&app, &hanako, 1).await;
        let form = hanako.get("/holdings").await.form(&format!("{own}/unchanged"));
        let page = form.send(&hanako).await;
        page.assert_at("/holdings").assert_sees("「変わりなし」として記録しました。");
        page.assert_sees("今日の金額です");
        let page = hanako.get(&own).await;
        let history = rows(&page, HISTORY);
        assert_eq!(history[0][..2], ["2026年11月23日", "1,000,000円"]);
        assert_eq!(history[0][3], "変わりなし");
        assert!(!page.has_form(&format!("{own}/unchanged")), "today's is recorded");
    }

    async fn r3_1b_a_wrong_figure_is_told_at_its_field_and_nothing_typed_is_lost(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let own = fund(&hanako).await;
        let ten_to_30 = format!("1{}", "0".repeat(30));
        for (field, typed, told) in [
            ("amount", "", "金額を入力してください。"),
            ("amount", "たくさん", "金額として読み取れません。"),
            ("amount", "-1", "0以上の金額"),
            ("amount", ten_to_30.as_str(), "大きすぎます"),
            ("amount", "1\0", "金額として読み取れません。"),
            ("as_of", "2026/11/23", "今日までの日付"),
            ("as_of", "0001-01-01", "1900年以後の日付"),
            ("as_of", "9999-12-31", "今日までの日付"),
            ("flow", "すこし", "金額として読み取れません。"),
            ("flow", &ten_to_30, "大きすぎます"),
        ] {
            let form = figure_form(&hanako, &own, "90万").await.set("flow", "-5万");
            let form = form.set(field, typed);
            let page = form.clone().send(&hanako).await;
            let error = page.assert_status(422).field_error(field).unwrap_or_default();
            assert!(error.contains(told), "{field} {typed:?}: {error:?}");
            for name in ["amount", "as_of", "flow"].into_iter().filter(|_| !typed.contains('\0')) {
                assert_eq!(page.value(name).as_deref(), form.value(name), "{field}: {name}");
            }
        }
        assert_eq!(app.count(FIGURES).await, 1);
    }

    async fn r3_1b_an_old_figure_entered_late_does_not_replace_todays(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let own = fund(&hanako).await;
        let form = figure_form(&hanako, &own, "95万").await.set("as_of", "令和8年10月31日");
        let page = form.send(&hanako).await;
        assert_eq!(figure(&page), 1_000_000);
        assert_eq!(rows(&page, HISTORY)[1][..2], ["2026年10月31日", "950,000円"]);
    }

    async fn r3_1b_fifty_clicks_at_once_record_one_figure(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let own = fund(&hanako).await;
        let form = figure_form(&hanako, &own, "110万").await;
        let answers = at_once(&hanako, vec![form; 50]).await;
        assert!(answers.iter().all(|page| page.location() == answers[0].location()));
        assert_eq!(answered(&answers, 303), 50);
        assert_eq!(app.count(FIGURES).await, 2);
    }

    async fn r3_1b_of_fifty_different_figures_at_once_one_is_recorded(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let own = fund(&hanako).await;
        let mut forms = Vec::new();
        for number in 1..=50 {
            forms.push(figure_form(&hanako, &own, &format!("{}", 2_000_000 + number)).await);
        }
        let answers = at_once(&hanako, forms).await;
        assert_eq!((answered(&answers, 303), answered(&answers, 409)), (1, 49));
        assert_eq!(app.count(FIGURES).await, 2);
        let stands = figure(&hanako.get(&own).await);
        let won = answers.iter().position(|page| page.status.as_u16() == 303);
        assert!(won.is_some() && (2_000_001..=2_000_050).contains(&stands), "{stands}");
        let told = answers.iter().filter(|page| page.text().contains("別の画面でこの資産が変更"));
        assert_eq!(told.count(), 49);
    }

    async fn r3_1b_of_a_tap_and_a_tap_in_another_tab_one_is_recorded(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let own = fund(&hanako).await;
        days_later(&app, &hanako, 3).await;
        let unchanged = format!("{own}/unchanged");
        let mut forms = Vec::new();
        for path in [own.as_str(), "/holdings"] {
            forms.push(hanako.get(path).await.form(&unchanged));
        }
        let answers = at_once(&hanako, forms).await;
        assert_eq!((answered(&answers, 303), answered(&answers, 409)), (1, 1));
        assert_eq!(app.count(FIGURES).await, 2);
    }

    async fn r3_1b_a_figure_of_foreign_money_has_its_decimals_and_no_more(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let dollars = HoldingForm {
            kind: "foreign-deposit",
            label: "ドル預金",
            currency: "USD",
            amount: "1,234.5",
            ..HoldingForm::default()
        };
        dollars.send(&hanako).await.assert_sees("1,234.50 USD");
        let own = address(&hanako, "ドル預金").await;
        let page = figure_form(&hanako, &own, "1234.567").await.send(&hanako).await;
        let error = page.assert_status(422).field_error("amount").unwrap();
        assert!(error.contains("小数点以下のけたが多すぎます"), "{error}");
        value(&hanako, &own, "＄1,300").await.assert_sees("1,300.00 USD");
    }
}

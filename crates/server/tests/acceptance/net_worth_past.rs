//! Clause 3-1 ウ: net worth over time, and on a day in the past: what was true then and
//! what was recorded by then.

use super::household::{
    HANAKO, address, days_later, enter_rate, figure, figure_form, how_many, net_worth, number,
    rows, value,
};
use crate::kit::{HoldingForm, TestApp, Visitor, on_both_engines};

const COURSE: &str = "details.more tbody tr";

/// Net worth on a day: what was true then, and what was recorded by then.
async fn then(visitor: &Visitor, day: &str) -> [i64; 2] {
    let mut figures = [0; 2];
    for (figure_then, view) in figures.iter_mut().zip(["true", "known"]) {
        *figure_then = figure(&visitor.get(&format!("/?as_of={day}&view={view}")).await);
    }
    figures
}

/// A deposit whose figure of a year and a half ago is typed today.
const LONG_HELD: HoldingForm<'_> = HoldingForm {
    kind: "ordinary-deposit",
    label: "預金",
    institution: "",
    wrapper: "",
    currency: "",
    amount: "100万",
    as_of: "2025/5/1",
    note: "",
};

on_both_engines! {
    async fn r3_1c_a_late_correction_changes_what_was_true_and_not_what_was_known(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        hanako.add_holding("預金", "ordinary-deposit", "100万").await;
        days_later(&app, &hanako, 30).await;
        let own = address(&hanako, "預金").await;
        let form = figure_form(&hanako, &own, "80万").await.set("as_of", "2026/11/22");
        assert_eq!(figure(&form.send(&hanako).await), 800_000);
        assert_eq!(then(&hanako, "2026-11-25").await, [800_000, 1_000_000]);
        assert_eq!(then(&hanako, "2026-12-21").await, [800_000, 1_000_000]);
        assert_eq!(then(&hanako, "2026-12-22").await, [800_000, 800_000]);
        assert_eq!(then(&hanako, "2026-11-21").await, [0, 0]);
    }

    async fn r3_1c_what_was_entered_late_was_true_and_not_yet_known(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        hanako.add_holding("預金", "ordinary-deposit", "100万").await;
        days_later(&app, &hanako, 30).await;
        HoldingForm { as_of: "2026/11/22", amount: "5万", ..LONG_HELD }.send(&hanako).await;
        assert_eq!(then(&hanako, "2026-12-01").await, [1_050_000, 1_000_000]);
    }

    async fn r3_1c_a_rate_and_a_deletion_count_from_when_they_were_known(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        hanako.add_holding("預金", "ordinary-deposit", "100万").await;
        HoldingForm { currency: "USD", amount: "1000", as_of: "", label: "ドル", ..LONG_HELD }
            .send(&hanako)
            .await
            .assert_status(200);
        days_later(&app, &hanako, 10).await;
        enter_rate(&hanako, "USD", "150").await;
        assert_eq!(then(&hanako, "2026-11-25").await, [1_150_000, 1_000_000]);
        let delete = format!("{}/delete", address(&hanako, "預金").await);
        hanako.get(&delete).await.form(&delete).send(&hanako).await;
        assert_eq!(then(&hanako, "2026-11-25").await, [150_000, 1_000_000]);
        assert_eq!(net_worth(&hanako).await, 150_000);
    }

    async fn r3_1c_a_day_is_asked_for_by_the_form_and_one_comes_back(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        LONG_HELD.send(&hanako).await.assert_status(200);
        let page = hanako.get("/?as_of=令和7年5月2日&view=true&range=6m&by=kind").await;
        assert_eq!(figure(&page), 1_000_000);
        page.assert_sees("2025/5/2（令和7年5月2日）の状況を表示しています。");
        assert_eq!(page.value("as_of").as_deref(), Some("2025-05-02"));
        assert_eq!(page.value("range").as_deref(), Some("6m"));
        let page = hanako.get(&page.link("今日の状況に戻る")).await;
        page.assert_not_sees("の状況を表示しています。");
    }

    async fn r3_1c_a_wrong_day_is_told_and_today_is_shown(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        LONG_HELD.send(&hanako).await.assert_status(200);
        for (typed, told) in [
            ("2026-11-23", "今日までの日付"),
            ("9999-12-31", "今日までの日付"),
            ("0001-01-01", "1900年以後の日付"),
            ("2026-02-30", "その日付はありません。"),
            ("きのう", "日付として読み取れません。"),
            ("%00", "日付として読み取れません。"),
        ] {
            let page = hanako.get(&format!("/?as_of={typed}&view=known")).await;
            let error = page.field_error("as_of").unwrap_or_default();
            assert!(error.contains(told), "{typed}: {error}");
            assert_eq!(figure(&page), 1_000_000);
        }
        assert_eq!(figure(&hanako.get("/?as_of=1900-01-01&range=all&step=day").await), 0);
    }

    async fn r3_1c_each_range_and_step_has_a_chart_and_its_table(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        LONG_HELD.send(&hanako).await.assert_status(200);
        // Month's ends and today; each day from six months or a year ago to today.
        for (query, points, drawn) in [
            ("range=6m", 7, 7),
            ("range=1y", 13, 13),
            ("range=3y", 37, 37),
            ("range=all", 19, 19),
            ("range=6m&step=day", 185, 185),
            ("range=1y&step=day", 366, 240),
            ("range=3y&step=day", 37, 37),
        ] {
            let page = hanako.get(&format!("/?{query}")).await;
            let table = rows(&page, COURSE);
            assert_eq!(table.len(), points, "{query}");
            assert_eq!(table[0], ["2026-11-22", "1,000,000", "1,000,000"], "{query}");
            assert!(how_many(&page, "svg.chart-wide .hit title") <= drawn, "{query}");
            let hits = how_many(&page, "svg.chart-wide .hit title");
            assert!(hits * 2 > drawn, "{query}: {hits}");
            assert_eq!(how_many(&page, "svg.chart-wide > title, svg.chart-wide > desc"), 2);
            assert_eq!(how_many(&page, "svg.chart-compact"), 1);
        }
    }

    async fn r3_1c_the_course_follows_the_figures_and_its_rows_add_up(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        LONG_HELD.send(&hanako).await.assert_status(200);
        hanako.add_holding("ローン", "car-loan", "30万").await;
        days_later(&app, &hanako, 20).await;
        value(&hanako, &address(&hanako, "預金").await, "110万").await;
        let page = hanako.get("/?range=1y").await;
        let table = rows(&page, COURSE);
        let net = |day: &str| table.iter().find(|row| row[0] == day).map(|row| number(&row[3]));
        assert_eq!(net("2026-12-12"), Some(800_000));
        assert_eq!(net("2026-11-30"), Some(700_000));
        assert_eq!(net("2026-10-31"), Some(1_000_000));
        for row in &table {
            let groups: i64 = row[1..3].iter().map(|text| number(text)).sum();
            assert_eq!(groups, number(&row[3]), "{row:?}");
        }
        assert_eq!(net("2026-12-12"), Some(net_worth(&hanako).await));
    }

    async fn r3_1c_the_course_of_a_past_day_ends_on_it(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        LONG_HELD.send(&hanako).await.assert_status(200);
        let page = hanako.get("/?as_of=2026-03-15&range=6m").await;
        let table = rows(&page, COURSE);
        assert_eq!((table.len(), table[0][0].as_str()), (7, "2026-03-15"));
        // Nothing of it was recorded by then.
        let page = hanako.get("/?as_of=2026-03-15&range=6m&view=known").await;
        assert_eq!(figure(&page), 0);
        assert!(rows(&page, COURSE).iter().all(|row| number(&row[row.len() - 1]) == 0));
    }

    async fn r3_1c_tabs_keep_the_question_they_do_not_change(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        LONG_HELD.send(&hanako).await.assert_status(200);
        let page = hanako.get("/?as_of=2026-03-15&view=known&by=wrapper&range=6m&step=day").await;
        let path = page.link("1年");
        for kept in ["as_of=2026-03-15", "view=known", "by=wrapper", "step=day", "range=1y"] {
            assert!(path.contains(kept), "{path}: {kept}");
        }
        let path = page.link("金融機関");
        for kept in ["as_of=2026-03-15", "view=known", "range=6m", "by=institution"] {
            assert!(path.contains(kept), "{path}: {kept}");
        }
    }
}

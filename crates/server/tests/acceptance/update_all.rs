//! Clause 3-1 イ: figures of all holdings on one page, all recorded or none.

use super::household::{
    FIGURES, HANAKO, address, answered, at_once, days_later, figure, net_worth, rows,
};
use crate::kit::{FormFill, Page, TestApp, Visitor, on_both_engines};

const PATH: &str = "/update-all";

/// Records three holdings a month ago; their identities.
async fn three(app: &TestApp, visitor: &Visitor) -> [String; 3] {
    visitor.add_holding("預金", "ordinary-deposit", "100万").await;
    visitor.add_holding("投信", "investment-trust", "50万").await;
    visitor.add_holding("カード", "card-balance", "3万").await;
    days_later(app, visitor, 30).await;
    let mut ids = Vec::new();
    for label in ["預金", "投信", "カード"] {
        let own = address(visitor, label).await;
        ids.push(own.rsplit('/').next().unwrap().to_owned());
    }
    ids.try_into().unwrap()
}

async fn form(visitor: &Visitor) -> FormFill {
    visitor.get(PATH).await.form(PATH)
}

fn typed(page: &Page, id: &str) -> String {
    page.value(&format!("amount.{id}")).unwrap()
}

on_both_engines! {
    async fn r3_1b_many_figures_are_recorded_at_once_and_the_rest_stays(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let [deposit, fund, card] = three(&app, &hanako).await;
        let form = form(&hanako).await.set(&format!("amount.{deposit}"), "１１０万");
        let page = form.set(&format!("amount.{card}"), "45,000").send(&hanako).await;
        page.assert_at("/holdings").assert_sees("まとめて更新しました。");
        assert_eq!(app.count(FIGURES).await, 5);
        assert_eq!(net_worth(&hanako).await, 1_100_000 + 500_000 - 45_000);
        let page = hanako.get(&format!("/holdings/{fund}")).await;
        page.assert_sees("2026年11月22日 の金額");
    }

    async fn r3_1b_one_wrong_line_and_nothing_is_recorded_nor_lost(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let [deposit, fund, card] = three(&app, &hanako).await;
        let ten_to_30 = format!("1{}", "0".repeat(30));
        for (wrong, told) in [
            ("百くらい", "金額として読み取れません。"),
            ("-1", "マイナスをつけずに"),
            (ten_to_30.as_str(), "大きすぎます"),
            ("0.5", "小数は使えません"),
        ] {
            let form = form(&hanako).await.set(&format!("amount.{deposit}"), "110万");
            let form = form.set(&format!("same.{fund}"), "yes");
            let page = form.set(&format!("amount.{card}"), wrong).send(&hanako).await;
            let error = page.assert_status(422).field_error(&format!("amount.{card}")).unwrap();
            assert!(error.contains(told), "{wrong}: {error}");
            assert!(page.field_error(&format!("amount.{deposit}")).is_none());
            assert_eq!([typed(&page, &deposit), typed(&page, &card)], ["110万", wrong]);
            assert_eq!(page.value(&format!("same.{fund}")).as_deref(), Some("yes"));
        }
        assert_eq!(app.count(FIGURES).await, 3);
        assert_eq!(net_worth(&hanako).await, 1_470_000);
    }

    async fn r3_1b_a_wrong_day_of_all_figures_is_told_and_nothing_is_recorded(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let [deposit, ..] = three(&app, &hanako).await;
        for (day, told) in [
            ("2027/1/1", "今日までの日付"),
            ("0001-01-01", "1900年以後の日付"),
            ("9999-12-31", "今日までの日付"),
            ("", "日付を入力してください。"),
        ] {
            let form = form(&hanako).await.set(&format!("amount.{deposit}"), "110万");
            let page = form.set("as_of", day).send(&hanako).await;
            let error = page.assert_status(422).field_error("as_of").unwrap();
            assert!(error.contains(told), "{day}: {error}");
            assert_eq!(typed(&page, &deposit), "110万");
            assert_eq!(page.value("as_of").as_deref(), Some(day));
        }
        assert_eq!(app.count(FIGURES).await, 3);
    }

    async fn r3_1b_unchanged_is_a_tick_per_line(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let [deposit, fund, _] = three(&app, &hanako).await;
        let form = form(&hanako).await.set(&format!("same.{deposit}"), "yes");
        form.set(&format!("same.{fund}"), "yes").send(&hanako).await.assert_at("/holdings");
        assert_eq!((app.count(FIGURES).await, net_worth(&hanako).await), (5, 1_470_000));
        for (id, yen) in [(deposit, 1_000_000), (fund, 500_000)] {
            let page = hanako.get(&format!("/holdings/{id}")).await;
            assert_eq!(figure(page.assert_sees("2026年12月22日 の金額")), yen);
        }
    }

    async fn r3_1b_a_line_both_ticked_and_typed_is_asked_about(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let [deposit, ..] = three(&app, &hanako).await;
        let form = form(&hanako).await.set(&format!("same.{deposit}"), "yes");
        let page = form.set(&format!("amount.{deposit}"), "5").send(&hanako).await;
        let error = page.assert_status(422).field_error(&format!("amount.{deposit}")).unwrap();
        assert!(error.contains("どちらか一方"), "{error}");
        assert_eq!(app.count(FIGURES).await, 3);
    }

    async fn r3_1b_an_empty_page_is_told(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        hanako.get(PATH).await.assert_sees("まだ何も記録されていません");
        three(&app, &hanako).await;
        let page = form(&hanako).await.send(&hanako).await;
        page.assert_sees("金額がひとつも入力されていません。");
        assert_eq!(app.count(FIGURES).await, 3);
    }

    async fn r3_1b_fifty_clicks_at_once_update_all_once(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let [deposit, fund, _] = three(&app, &hanako).await;
        let form = form(&hanako).await.set(&format!("amount.{deposit}"), "110万");
        let form = form.set(&format!("same.{fund}"), "yes");
        let answers = at_once(&hanako, vec![form; 50]).await;
        assert_eq!(answered(&answers, 303), 50);
        assert_eq!(app.count(FIGURES).await, 5);
    }

    async fn r3_1b_every_holding_has_its_line_and_a_deleted_one_none(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let [_, fund, _] = three(&app, &hanako).await;
        let delete = format!("/holdings/{fund}/delete");
        hanako.get(&delete).await.form(&delete).send(&hanako).await;
        let lines = rows(&hanako.get(PATH).await, "tbody tr");
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[0][1], "1,000,000円");
        assert_eq!(lines[1][1], "−30,000円");
    }
}

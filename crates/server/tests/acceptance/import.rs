//! Clause 3-1 イ: a file brought, looked at, confirmed, taken back.

use super::import_steps::{MONEY_FORWARD, table};
use crate::kit::{Canary, TestApp, TimeDelta, on_both_engines};

const HANAKO: &str = "hanako@example.jp";
const FIGURES: &str = "SELECT COUNT(*) AS n FROM valuation";

on_both_engines! {
    async fn r3_1b_a_money_forward_file_becomes_ones_net_worth(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let page = hanako.upload("資産推移月次.csv", MONEY_FORWARD).await;
        page.assert_sees("今の読み取り方: マネーフォワード ME 資産推移月次")
            .assert_sees("新しく登録する項目 8件")
            .assert_sees("新しく記録する金額 496件")
            .assert_sees("取り込めない行 0件");
        assert_eq!(hanako.net_worth().await, "", "looking records nothing");
        page.step("confirm").send(&hanako).await.assert_sees("取り込んでいます");
        app.run_jobs().await;
        hanako.get(&page.path).await.assert_sees("496件の金額を記録しました。");
        // The newest row's 合計 in the file itself.
        assert_eq!(hanako.net_worth().await, "11,490,254円");
        assert_eq!(hanako.get("/holdings").await.links("株式(現物)").len(), 1);
    }

    async fn r3_1b_the_same_file_again_is_recognised_and_brings_nothing(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        app.import(&hanako, MONEY_FORWARD).await;
        let page = hanako.upload("もう一度.csv", MONEY_FORWARD).await;
        page.assert_sees("前にも取り込んだファイルです")
            .assert_sees("すでに記録がある金額 496件")
            .assert_sees("新しく記録する金額 0件")
            .assert_sees("新しく記録する内容がありません。");
        assert!(!page.offers("confirm") && page.offers("discard"));
    }

    async fn r3_1b_another_customers_same_file_is_new_to_oneself(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let taro = app.registered_customer("taro@example.jp").await;
        app.import(&hanako, MONEY_FORWARD).await;
        let page = taro.upload("一覧.csv", MONEY_FORWARD).await;
        page.assert_not_sees("前にも取り込んだ").assert_sees("新しく記録する金額 496件");
    }

    async fn r3_1b_a_whole_import_undone_brings_back_the_former_total(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        hanako.add_holding("たんす預金", "cash", "300万").await;
        let page = app.import(&hanako, MONEY_FORWARD).await;
        assert_eq!(hanako.net_worth().await, "14,490,254円");
        let undo = page.step("undo");
        let page = undo.clone().send(&hanako).await;
        page.assert_sees("取り消した取り込み");
        assert!(!page.offers("undo"));
        assert_eq!(hanako.net_worth().await, "3,000,000円");
        hanako.get("/holdings").await.assert_sees("たんす預金").assert_not_sees("株式(現物)");
        undo.send(&hanako).await.assert_sees("取り消した取り込み");
        assert_eq!(app.audited("undo-import", "done").await, 1);
        // What was taken back can be brought anew.
        hanako.upload("一覧.csv", MONEY_FORWARD).await.assert_not_sees("前にも取り込んだ");
    }

    async fn r3_1b_a_correction_by_import_is_taken_back_with_it(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        app.import(&hanako, table(&["2026/9/30,定期,1000"])).await;
        let second = hanako.upload("訂正.csv", table(&["2026/9/30,定期,2500"])).await;
        second.assert_sees("訂正する金額 1件").assert_sees("今の記録（1,000円）を訂正します。");
        second.step("confirm").send(&hanako).await;
        app.run_jobs().await;
        assert_eq!(hanako.net_worth().await, "2,500円");
        hanako.get(&second.path).await.step("undo").send(&hanako).await;
        assert_eq!(hanako.net_worth().await, "1,000円");
    }

    async fn r3_1b_corrections_not_wished_for_are_not_made(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        app.import(&hanako, table(&["2026/9/30,定期,1000"])).await;
        let rows = ["2026/9/30,定期,2500", "2026/10/31,定期,3000"];
        let page = hanako.upload("訂正.csv", table(&rows)).await;
        page.step("confirm").untick("correct").send(&hanako).await;
        app.run_jobs().await;
        hanako.get(&page.path).await.assert_sees("1件の金額を記録しました。");
        assert_eq!(hanako.net_worth().await, "3,000円");
        assert_eq!(app.count(FIGURES).await, 2);
    }

    async fn r3_1b_a_holding_with_figures_of_ones_own_survives_the_undo(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let rows = ["2026/9/30,梅の定期,1000", "2026/9/30,柳の定期,2000"];
        let import = app.import(&hanako, table(&rows)).await;
        let holding = hanako.get(&hanako.get("/holdings").await.link("梅の定期")).await;
        let figure = holding.form("form[action$=\"/valuations\"]").set("amount", "5000");
        figure.send(&hanako).await.assert_status(200);
        assert_eq!(hanako.net_worth().await, "7,000円");
        import.step("undo").send(&hanako).await.assert_sees("取り消した取り込み");
        let list = hanako.get("/holdings").await;
        list.assert_sees("梅の定期").assert_not_sees("柳の定期");
        assert_eq!(hanako.net_worth().await, "5,000円");
    }

    async fn r3_1b_confirmed_twice_it_is_imported_once(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let page = hanako.upload("一覧.csv", MONEY_FORWARD).await;
        let reloaded = hanako.get(&page.path).await;
        let confirm = page.step("confirm");
        confirm.clone().send(&hanako).await.assert_status(200);
        confirm.send(&hanako).await.assert_status(200);
        let page = reloaded.step("confirm").send(&hanako).await;
        page.assert_status(200).assert_sees("取り込んでいます");
        app.run_jobs().await;
        app.run_jobs().await;
        assert_eq!(app.count(FIGURES).await, 496);
        reloaded.step("confirm").send(&hanako).await.assert_sees("取り込みが終わりました");
        app.run_jobs().await;
        assert_eq!(app.count(FIGURES).await, 496);
        assert_eq!(hanako.net_worth().await, "11,490,254円");
    }

    async fn r3_1b_a_file_read_otherwise_in_another_tab_must_be_looked_at_again(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let first_tab = hanako.upload("一覧.csv", table(&["2026/9/30,定期,1000"])).await;
        let second_tab = hanako.get(&first_tab.path).await;
        second_tab.step("choose").set("negate", "yes").send(&hanako).await.assert_sees("−1,000円");
        let page = first_tab.step("confirm").send(&hanako).await;
        page.assert_status(409).assert_sees("別のタブや端末で先に変更されました");
        page.assert_sees("−1,000円");
        app.run_jobs().await;
        assert_eq!(app.count(FIGURES).await, 0);
        page.step("confirm").send(&hanako).await;
        app.run_jobs().await;
        assert_eq!(app.count(FIGURES).await, 1);
    }

    async fn r3_1b_one_file_sent_in_two_tabs_is_recorded_once_and_told_truly(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let first = hanako.upload("一覧.csv", MONEY_FORWARD).await;
        let second = hanako.upload("一覧.csv", MONEY_FORWARD).await;
        for tab in [&first, &second] {
            tab.step("confirm").send(&hanako).await.assert_sees("取り込んでいます");
        }
        app.run_jobs().await;
        assert_eq!(app.count(FIGURES).await, 496);
        hanako.get(&first.path).await.assert_sees("496件の金額を記録しました。");
        hanako.get(&second.path).await.assert_sees(" 0件の金額を記録しました。");
        // Taking back the one that brought nothing takes nothing away.
        hanako.get(&second.path).await.step("undo").send(&hanako).await;
        assert_eq!(hanako.net_worth().await, "11,490,254円");
    }

    async fn r3_1b_the_original_is_kept_sealed_until_confirmed_and_then_is_gone(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let rows = ["2026/9/30,雪割草文庫のたくわえ,736281940"];
        let canaries = ["雪割草文庫", "736281940", "ゆきわり控え帳"].map(Canary::new);
        let page = hanako.upload("ゆきわり控え帳.csv", table(&rows)).await;
        page.assert_sees("ゆきわり控え帳.csv");
        assert_eq!(app.kept_files(), 1);
        app.assert_unreadable(&canaries);
        page.step("confirm").send(&hanako).await;
        assert_eq!(app.kept_files(), 1, "the job still needs it");
        app.run_jobs().await;
        assert_eq!(app.kept_files(), 0);
        assert_eq!(hanako.net_worth().await, "736,281,940円");
        app.assert_unreadable(&canaries);
    }

    async fn r3_1b_a_discarded_file_is_deleted_and_records_nothing(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let page = hanako.upload("一覧.csv", MONEY_FORWARD).await;
        assert_eq!(app.kept_files(), 1);
        let list = page.step("discard").send(&hanako).await;
        list.assert_at("/imports").assert_sees("中止");
        assert_eq!(app.kept_files(), 0);
        hanako.get(&page.path).await.assert_sees("この取り込みはやめました。");
        // The other tab still shows the button.
        page.step("confirm").send(&hanako).await.assert_sees("やめた取り込み");
        app.run_jobs().await;
        assert_eq!(app.count(FIGURES).await, 0);
    }

    async fn r3_1b_a_file_nobody_came_back_to_is_deleted_after_a_week(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        hanako.upload("一覧.csv", MONEY_FORWARD).await;
        app.advance(TimeDelta::days(7) - TimeDelta::minutes(1));
        app::jobs::sweep(&app.app).await.unwrap();
        assert_eq!(app.kept_files(), 1);
        app.advance(TimeDelta::minutes(2));
        app::jobs::sweep(&app.app).await.unwrap();
        assert_eq!(app.kept_files(), 0);
    }
}

//! Clause 3-1 イ: files as banks and spreadsheets write them are read as they are meant.

use domain::import::encoding::encode_cp932;

use super::import_steps::table;
use crate::kit::{TestApp, on_both_engines};

const HANAKO: &str = "hanako@example.jp";

fn utf_16_le(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

on_both_engines! {
    async fn r3_1b_every_encoding_is_found_out_and_said(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let text = table(&["2026/9/30,髙﨑の普通預金,1200"]);
        for (code, bytes) in [
            ("utf-8", text.clone().into_bytes()),
            ("utf-8-bom", format!("\u{feff}{text}").into_bytes()),
            ("utf-16le", utf_16_le(&format!("\u{feff}{text}"))),
            ("utf-16le", utf_16_le(&text)),
            ("cp932", encode_cp932(&text).0),
        ] {
            let page = hanako.upload("一覧.csv", bytes).await;
            assert_eq!(page.value("encoding").as_deref(), Some(code));
            page.assert_sees("髙﨑の普通預金").assert_sees("1,200円");
            page.assert_not_sees("読めない文字");
        }
    }

    async fn r3_1b_a_wrong_guess_of_the_encoding_is_overridden_above_the_preview(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        // ﾃｱ in CP932 is ñ in UTF-8.
        let page = hanako.upload("a.csv", b"date,name,balance\n2026/9/30,\xC3\xB1A,500\n").await;
        assert_eq!(page.value("encoding").as_deref(), Some("utf-8"));
        let form = page.assert_sees("ñA").step("choose").set("encoding", "cp932");
        let page = form.send(&hanako).await;
        page.assert_sees("ﾃｱA").assert_not_sees("ñA");
        page.step("confirm").send(&hanako).await;
        app.run_jobs().await;
        hanako.get("/holdings").await.assert_sees("ﾃｱA");
    }

    async fn r3_1b_lines_unreadable_in_the_chosen_encoding_are_named(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let rows = table(&["2026/9/30,普通,1", "2026/9/30,edelweiss,2", "2026/9/30,定期,3"]);
        let page = hanako.upload("a.csv", encode_cp932(&rows).0).await;
        let page = page.step("choose").set("encoding", "utf-8").send(&hanako).await;
        page.assert_sees("1、2、4行目に読めない文字があります");
        let page = page.step("choose").set("encoding", "cp932").send(&hanako).await;
        page.assert_not_sees("読めない文字").assert_sees("新しく記録する金額 3件");
    }

    async fn r3_1b_any_table_is_read_by_choosing_its_columns(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let content = "いつ,どこの,なに,いくら,おまけ\n2026/9/30,梅銀行,つみたて,120000,7\n";
        let page = hanako.upload("手作り.csv", content).await;
        page.assert_sees("次のことを選んでから").assert_sees("（列を選ぶか、名前を入力）");
        assert!(!page.offers("confirm"));
        let form = page.step("choose").set("date", "c0").set("institution", "c1");
        let form = form.set("label", "c2").set("amount", "c3").set("kind", "=time-deposit");
        let page = form.send(&hanako).await;
        page.assert_sees("つみたて").assert_sees("定期預金").assert_sees("120,000円");
        page.step("confirm").send(&hanako).await;
        app.run_jobs().await;
        hanako.get("/holdings").await.assert_sees("つみたて").assert_sees("梅銀行");
        assert_eq!(hanako.net_worth().await, "120,000円");
    }

    async fn r3_1b_money_in_and_money_out_in_two_columns_make_an_amount(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let content = "日,出,入\n2026/9/1,,5000\n2026/9/2,1200,\n";
        let page = hanako.upload("出入.csv", content).await;
        let form = page.step("choose").set("date", "c0").set("label_text", "手持ち");
        let form = form.set("amount", "difference").set("incoming", "c2");
        let wrong = form.send(&hanako).await;
        wrong.assert_status(422);
        assert!(wrong.field_error("outgoing").is_some());
        assert_eq!(wrong.value("label_text").as_deref(), Some("手持ち"));
        let form = wrong.step("choose").set("outgoing", "c1");
        form.send(&hanako).await.assert_sees("5,000円").assert_sees("−1,200円");
    }

    async fn r3_1b_rows_above_the_header_are_passed_over(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let rows = table(&["2026/9/30,普通,1200"]);
        let content = format!("お取引照会\n作成日,令和8年10月1日\n\n{rows}");
        let page = hanako.upload("照会.csv", content).await;
        page.assert_sees("新しく記録する金額 1件").assert_sees("取り込めない行 0件");
        assert_eq!(page.value("header").as_deref(), Some("r2"));
    }

    async fn r3_1b_amounts_are_read_as_people_write_them(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        for (written, shown) in [
            ("△1200", "−1,200円"),
            ("▲1200", "−1,200円"),
            ("\"△1,200\"", "−1,200円"),
            ("１２００", "1,200円"),
            ("\"１，２００円\"", "1,200円"),
            ("\"¥1,200\"", "1,200円"),
            ("－１２００", "−1,200円"),
        ] {
            let row = format!("2026/9/30,普通,{written}");
            let page = hanako.upload("a.csv", table(&[&row])).await;
            let amount = page.text_of("[aria-labelledby=all-rows] tbody td:last-child");
            assert_eq!(amount.as_deref(), Some(shown), "{written}: {page}");
        }
    }

    async fn r3_1b_days_are_read_in_western_and_japanese_years(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        for (written, shown) in [
            ("2026-09-30", "2026年9月30日"),
            ("20260930", "2026年9月30日"),
            ("２０２６年９月３０日", "2026年9月30日"),
            ("令和8年9月30日", "2026年9月30日"),
            ("R8.9.30", "2026年9月30日"),
            ("平成31年4月30日", "2019年4月30日"),
            ("令和元年5月1日", "2019年5月1日"),
            ("H31/4/30", "2019年4月30日"),
        ] {
            let row = format!("{written},普通,1200");
            hanako.upload("a.csv", table(&[&row])).await.assert_sees(shown);
        }
    }

    async fn r3_1b_line_breaks_within_quotes_belong_to_their_cell(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let content = "日付,名称,残高,メモ\r\n2026/9/30,普通,1000,\"一行目\r\n\"\"二\"\"行目\"\r\n\
                       2026/9/31,定期,2000,\r\n";
        let page = hanako.upload("a.csv", content).await;
        page.assert_sees("新しく記録する金額 1件");
        let line = page.text_of("[aria-labelledby=problem-rows] tbody td");
        assert_eq!(line.as_deref(), Some("4"), "lines are counted as an editor counts them");
        page.step("confirm").send(&hanako).await;
        app.run_jobs().await;
        let holding = hanako.get(&hanako.get("/holdings").await.link("普通")).await;
        holding.assert_sees("一行目 \"二\"行目");
    }

    async fn r3_1b_a_bad_row_is_told_with_line_and_reason_and_blocks_no_other(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let rows = [
            "2026/9/30,普通,1000",
            "2026/13/40,普通,2000",
            "2026/10/31,普通,いっぱい",
            "2099/1/1,普通,3000",
            "2026/9/30,普通,7777",
            "2026/9/30,定期,500",
        ];
        let page = hanako.upload("a.csv", table(&rows)).await;
        page.assert_sees("新しく記録する金額 2件").assert_sees("取り込めない行 4件");
        let told = page.text_of("[aria-labelledby=problem-rows] tbody").unwrap();
        for part in [
            "3 ！取り込めません「日付」の列: その日付はありません。「2026/13/40」",
            "4 ！取り込めません「残高」の列: 金額として読み取れません。",
            "5 ！取り込めません「日付」の列: 今日までの日付を入力してください。「2099/1/1」",
            "6 ！取り込めません2行目と金額が違います。",
        ] {
            assert!(told.contains(part), "{part}: {told}");
        }
        page.step("confirm").send(&hanako).await;
        app.run_jobs().await;
        assert_eq!(hanako.net_worth().await, "1,500円");
    }

    async fn r3_1b_all_or_nothing_records_nothing_while_a_row_is_bad(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let rows = ["2026/9/30,普通,1000", "いつか,普通,2000"];
        let page = hanako.upload("a.csv", table(&rows)).await;
        let page = page.step("confirm").set("all_or_nothing", "yes").send(&hanako).await;
        page.assert_status(422).assert_sees("1件あるため、何も記録しませんでした。");
        app.run_jobs().await;
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM valuation").await, 0);
        // With second thoughts the same file is still there.
        page.step("confirm").untick("all_or_nothing").send(&hanako).await;
        app.run_jobs().await;
        assert_eq!(hanako.net_worth().await, "1,000円");
        let good = hanako.upload("b.csv", table(&["2026/9/30,定期,50"])).await;
        good.step("confirm").set("all_or_nothing", "yes").send(&hanako).await;
        app.run_jobs().await;
        assert_eq!(hanako.net_worth().await, "1,050円");
    }
}

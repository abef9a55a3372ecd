//! Clause 3-1 ウ: everything recorded can be taken along at any time.

use domain::import::encoding::{Encoding, decode};

use super::import_steps::{MONEY_FORWARD, table};
use crate::kit::{HoldingForm, PASSWORD, Page, TestApp, Visitor, on_both_engines};

const HANAKO: &str = "hanako@example.jp";

/// Presses one of the page's buttons.
async fn export(visitor: &Visitor, format: &str) -> Page {
    let page = visitor.get("/export").await;
    assert!(page.attribute(&format!("button[value={format}]"), "name").is_some());
    let file = page.form("/export").press("format", format).send(visitor).await;
    file.assert_status(200);
    file
}

async fn exported_json(visitor: &Visitor) -> serde_json::Value {
    serde_json::from_slice(&export(visitor, "json").await.body).unwrap()
}

/// Holdings that are hard to write: formulas, quotes, lines, fractions, wrappers, debts.
async fn awkward_household(visitor: &Visitor) {
    let trust = HoldingForm {
        kind: "investment-trust",
        label: "=HYPERLINK(\"http://evil.example\",\"見る\")",
        institution: "@梅証券,本店",
        wrapper: "nisa-growth",
        amount: "1,200,000",
        as_of: "2026-09-30",
        note: "一行目\n\"二\"行目, 三つ目",
        ..HoldingForm::default()
    };
    trust.send(visitor).await.assert_status(200);
    let dollars = HoldingForm {
        kind: "foreign-deposit",
        label: "-2+3|cmd",
        currency: "USD",
        amount: "1234.56",
        ..HoldingForm::default()
    };
    dollars.send(visitor).await.assert_status(200);
    visitor.add_holding("+81 住宅ローン", "mortgage", "300万").await;
    visitor.add_holding("'つみたて", "time-deposit", "50万").await;
}

on_both_engines! {
    async fn r3_1c_a_table_for_excel_has_its_mark_and_everything_in_it(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        app.import(&hanako, MONEY_FORWARD).await;
        let file = export(&hanako, "csv-utf8").await;
        assert_eq!(file.header("content-type"), Some("text/csv; charset=utf-8"));
        let named = "attachment; filename=\"kura-2026-11-22.csv\"";
        assert_eq!(file.header("content-disposition"), Some(named));
        let text = file.html();
        assert!(text.starts_with("\u{feff}日付,種類,名称,"), "{}", &text[..60]);
        assert_eq!(text.matches("\r\n").count(), 1 + 496);
        assert!(text.contains("2026-09-30,投資信託,投資信託,マネーフォワード ME,"));
    }

    async fn r3_1c_older_software_gets_cp932_with_a_mark_for_what_it_lacks(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        hanako.add_holding("髙島屋〜𠮷野家😀", "cash", "1200").await;
        let file = export(&hanako, "csv-cp932").await;
        assert_eq!(file.header("content-type"), Some("text/csv; charset=Shift_JIS"));
        assert!(file.body.starts_with(b"\x93\xFA\x95\x74,"), "日付 in CP932, without a mark");
        let text = decode(&file.body, Encoding::Cp932);
        assert!(!text.malformed && text.text.contains(",髙島屋～〓野家〓,"), "{}", text.text);
    }

    async fn r3_1c_no_cell_is_a_formula(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        awkward_household(&hanako).await;
        for format in ["csv-utf8", "csv-cp932"] {
            let file = export(&hanako, format).await;
            let encoding = if format == "csv-utf8" { Encoding::Utf8Bom } else { Encoding::Cp932 };
            let text = decode(&file.body, encoding).text;
            let table = domain::import::table::read(&text).unwrap();
            let cells: Vec<_> = table.rows.iter().flat_map(|row| &row.cells).collect();
            for label in ["'=HYPERLINK(\"http", "'@梅証券", "'-2+3|cmd", "'+81 住宅ローン"] {
                assert!(cells.iter().any(|cell| cell.starts_with(label)), "{label}: {text}");
            }
            assert!(cells.iter().all(|cell| !cell.starts_with(['=', '@', '+', '\t', '\r'])));
        }
    }

    async fn r3_1c_the_total_of_the_json_is_the_total_on_the_screen(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        app.import(&hanako, MONEY_FORWARD).await;
        awkward_household(&hanako).await;
        let rate = hanako.get("/rates").await.form("/rates");
        rate.set("currency", "USD").set("rate", "152.35").send(&hanako).await.assert_status(200);
        let json = exported_json(&hanako).await;
        let total = json["net_worth_yen"].as_i64().unwrap();
        // 1,234.56 × 152.35 = 188,085.2…
        assert_eq!(total, 11_490_254 + 1_200_000 + 188_085 - 3_000_000 + 500_000);
        assert_eq!(hanako.net_worth().await, "10,378,339円");
        assert_eq!(json["profile"]["name"]["family"], "山田");
    }

    async fn r3_1c_the_json_keeps_corrections_and_deleted_holdings(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        app.import(&hanako, table(&["2026/9/30,定期,1000"])).await;
        app.import(&hanako, table(&["2026/9/30,定期,2000"])).await;
        let page = hanako.add_holding("消した預金", "cash", "70").await;
        let path = page.path.split('?').next().unwrap().to_owned();
        let page = hanako.get(&format!("{path}/delete")).await;
        page.form(&format!("{path}/delete")).send(&hanako).await.assert_status(200);
        let json = exported_json(&hanako).await;
        let holdings = json["portfolio"]["holdings"].as_array().unwrap();
        let deposit = holdings.iter().find(|one| one["details"]["label"] == "定期").unwrap();
        assert_eq!(deposit["valuations"].as_array().unwrap().len(), 2);
        let deleted = holdings.iter().find(|one| one["details"]["label"] == "消した預金").unwrap();
        assert!(!deleted["deleted_at"].is_null());
        assert_eq!(json["net_worth_yen"], 2000);
        assert!(!export(&hanako, "csv-utf8").await.html().contains("消した預金"));
    }

    async fn r3_1b_kuras_own_export_brought_back_is_all_known(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        app.import(&hanako, MONEY_FORWARD).await;
        awkward_household(&hanako).await;
        for format in ["csv-utf8", "csv-cp932"] {
            let file = export(&hanako, format).await;
            let page = hanako.upload("kura-2026-11-22.csv", &file.body).await;
            page.assert_sees("今の読み取り方: 蔵 Kura のCSV")
                .assert_sees("すでに記録がある金額 500件")
                .assert_sees("新しく登録する項目 0件")
                .assert_sees("取り込めない行 0件");
            assert!(!page.offers("confirm"));
        }
    }

    async fn r3_1b_kuras_export_moves_a_household_to_another_account(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        app.import(&hanako, MONEY_FORWARD).await;
        awkward_household(&hanako).await;
        let english = export(&hanako.clone().speaking("en"), "csv-utf8").await;
        let taro = app.registered_customer("taro@example.jp").await;
        app.import(&taro, &english.body).await.assert_sees("500件の金額を記録しました。");
        assert_eq!(taro.net_worth().await, hanako.net_worth().await);
        let text = |file: Page| file.html().lines().map(str::to_owned).collect::<Vec<_>>();
        let (mut hers, mut his) =
            (text(export(&hanako, "csv-utf8").await), text(export(&taro, "csv-utf8").await));
        hers.sort();
        his.sort();
        assert_eq!(hers, his);
    }

    async fn r3_1c_each_export_is_in_the_audit_trail(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        for format in ["csv-utf8", "csv-cp932", "json"] {
            export(&hanako, format).await;
        }
        assert_eq!(app.audited("export", "done").await, 3);
        hanako.post("/export", &[("format", "xml")]).await.assert_status(400);
        app.visitor().post("/export", &[("format", "json")]).await.assert_status(401);
        assert_eq!(app.audited("export", "done").await, 3);
    }

    async fn r3_1c_a_closing_account_can_still_be_exported(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        hanako.add_holding("たんす預金", "cash", "70").await;
        let form = hanako.get("/account/close").await.form("/account/close");
        let form = form.set("understood", "yes").set("password", PASSWORD);
        let page = form.send(&hanako).await;
        let page = hanako.get(&page.link("記録を書き出す")).await;
        page.assert_at("/export");
        assert!(export(&hanako, "csv-utf8").await.html().contains("たんす預金"));
        assert_eq!(exported_json(&hanako).await["net_worth_yen"], 70);
    }
}

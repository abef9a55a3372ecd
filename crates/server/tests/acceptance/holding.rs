//! Clause 3-1 イ: recording what one owns and owes, changing it, deleting it with undo.

use domain::asset::Kind;

use super::household::{
    FIGURES, HANAKO, HOLDINGS, address, answered, at_once, figure, net_worth, number, rows,
};
use crate::kit::{HoldingForm, TestApp, Visitor, on_both_engines};

const NEW: &str = "/holdings/new";

const DEPOSIT: HoldingForm = HoldingForm {
    kind: "ordinary-deposit",
    label: "生活費の口座",
    institution: "みどり銀行",
    wrapper: "",
    currency: "",
    amount: "120万",
    as_of: "",
    note: "年金の受け取り",
};

/// Sums at the foot of the list: assets, debts, net worth.
async fn sums(visitor: &Visitor) -> Vec<i64> {
    let page = visitor.get("/holdings").await;
    let totals = rows(&page, "section[aria-labelledby=totals] dl > div");
    assert_eq!(totals.len(), 3, "{page}");
    let text = page.text_of("section[aria-labelledby=totals] dl").unwrap();
    text.split_whitespace().filter(|word| word.ends_with('円')).map(number).collect()
}

on_both_engines! {
    async fn r3_1b_everything_one_can_own_or_owe_is_recorded_and_counts(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let mut expected = 0;
        for (kind, yen) in Kind::ALL.iter().zip((1..).map(|number| number * 1_001)) {
            let form = hanako.get(NEW).await.form(NEW).set("kind", kind.code());
            let form = form.set("label", &format!("「{kind:?}」のもの"));
            let page = form.set("amount", &yen.to_string()).send(&hanako).await;
            let signed = if kind.is_liability() { -yen } else { yen };
            assert_eq!(figure(&page), signed, "{kind:?}");
            expected += signed;
        }
        assert_eq!(rows(&hanako.get("/holdings").await, "tbody tr").len(), Kind::ALL.len());
        assert_eq!(sums(&hanako).await[2], expected);
        assert_eq!(net_worth(&hanako).await, expected);
    }

    async fn r3_1b_an_amount_is_read_as_people_write_it(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        for (typed, yen) in [
            ("1,200,000", 1_200_000),
            ("１２００万", 12_000_000),
            ("1.2億", 120_000_000),
            ("1億2,345万6,789円", 123_456_789),
            ("¥1200", 1_200),
            (" ０ ", 0),
            ("999兆円", 999_000_000_000_000),
        ] {
            let page = HoldingForm { amount: typed, ..DEPOSIT }.send(&hanako).await;
            assert_eq!(figure(&page), yen, "{typed}");
        }
    }

    async fn r3_1b_a_day_is_read_in_the_western_and_the_japanese_calendar(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        for (typed, day) in [
            ("2026/11/22", "2026年11月22日"),
            ("令和8年11月1日", "2026年11月1日"),
            ("R8.11.1", "2026年11月1日"),
            ("平成３１年４月３０日", "2019年4月30日"),
            ("令和元年5月1日", "2019年5月1日"),
            ("昭和64年1月7日", "1989年1月7日"),
            ("1900-01-01", "1900年1月1日"),
        ] {
            let page = HoldingForm { as_of: typed, ..DEPOSIT }.send(&hanako).await;
            page.assert_status(200).assert_sees(&format!("{day} の金額"));
        }
    }

    async fn r3_1b_a_wrong_answer_is_told_at_its_field_and_nothing_typed_is_lost(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let (line, note) = ("長".repeat(101), "長".repeat(2_001));
        let ten_to_30 = format!("1{}", "0".repeat(30));
        for (field, typed, told) in [
            ("kind", "", "種類を選んでください。"),
            ("label", "", "入力してください。"),
            ("label", line.as_str(), "100文字以内で入力してください。"),
            ("institution", &line, "100文字以内で入力してください。"),
            ("note", &note, "2000文字以内で入力してください。"),
            ("amount", "", "金額を入力してください。"),
            ("amount", "百くらい", "金額として読み取れません。"),
            ("amount", "1,20,000", "けた区切り"),
            ("amount", "-1", "0以上の金額"),
            ("amount", "△5,000", "0以上の金額"),
            ("amount", "0.5", "小数は使えません"),
            ("amount", "$100", "別の通貨"),
            ("amount", &ten_to_30, "大きすぎます"),
            ("as_of", "", "日付を入力してください。"),
            ("as_of", "きのう", "日付として読み取れません。"),
            ("as_of", "2026/11/23", "今日までの日付"),
            ("as_of", "2026/2/30", "その日付はありません。"),
            ("as_of", "昭和65年1月1日", "元号の期間にない"),
            ("as_of", "0001-01-01", "1900年以後の日付"),
            ("as_of", "9999-12-31", "今日までの日付"),
        ] {
            let form = DEPOSIT.fill(&hanako).await.set(field, typed);
            let page = form.clone().send(&hanako).await;
            let error = page.assert_status(422).field_error(field).unwrap_or_default();
            assert!(error.contains(told), "{field} {typed}: {error:?}");
            for name in ["kind", "label", "institution", "amount", "as_of", "note"] {
                assert_eq!(page.value(name).as_deref(), form.value(name), "{field}: {name}");
            }
        }
        assert_eq!(app.count(HOLDINGS).await, 0);
    }

    async fn r3_1b_a_nul_character_is_told_in_every_text(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        for (field, told) in [
            ("label", "NUL"),
            ("institution", "NUL"),
            ("note", "NUL"),
            ("amount", "金額として読み取れません"),
            ("as_of", "日付として読み取れません"),
        ] {
            let form = DEPOSIT.fill(&hanako).await.set(field, "1\0 2");
            let page = form.send(&hanako).await;
            let error = page.assert_status(422).field_error(field).unwrap_or_default();
            assert!(error.contains(told), "{field}: {error:?}");
        }
        assert_eq!(app.count(HOLDINGS).await, 0);
    }

    async fn r3_1b_a_debt_is_entered_without_a_minus(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let debt = HoldingForm { kind: "card-balance", amount: "−8万", ..DEPOSIT };
        let page = debt.send(&hanako).await;
        let error = page.assert_status(422).field_error("amount").unwrap();
        assert!(error.contains("マイナスをつけずに"), "{error}");
        let page = page.form(NEW).set("amount", "8万").send(&hanako).await;
        assert_eq!(figure(&page), -80_000);
        assert_eq!(net_worth(&hanako).await, -80_000);
    }

    async fn r3_1b_a_home_shows_what_is_left_when_its_loan_is_taken_off(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        hanako.add_holding("わが家", "home", "3,500万").await.assert_not_sees("差し引いた額");
        let home = address(&hanako, "わが家").await;
        let loan = HoldingForm { kind: "mortgage", label: "ローン", amount: "2000万", ..DEPOSIT };
        let id = home.rsplit('/').next().unwrap().to_owned();
        let page = loan.fill(&hanako).await.set("secures", &id).send(&hanako).await;
        assert_eq!(page.link("わが家"), home);
        let page = hanako.get(&home).await;
        page.assert_sees("ローンを差し引いた額: 15,000,000円");
        assert_eq!(page.link("ローン"), address(&hanako, "ローン").await);
        assert_eq!(net_worth(&hanako).await, 15_000_000);
    }

    async fn r3_1b_what_is_written_about_a_holding_can_be_changed(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        DEPOSIT.send(&hanako).await;
        let own = address(&hanako, DEPOSIT.label).await;
        let page = hanako.get(&hanako.get(&own).await.link("内容を変更する")).await;
        let form = page.form(&format!("{own}/edit")).set("kind", "time-deposit");
        let form = form.set("label", "定期 <満期>").set("institution", "");
        let page = form.set("note", "来春\n満期").send(&hanako).await;
        page.assert_at(&own).assert_sees("変更しました。").assert_sees("定期預金");
        page.assert_sees("来春 満期").assert_not_sees("みどり銀行");
        assert_eq!(page.title(), "定期 <満期> - 蔵 Kura");
        assert_eq!(figure(&page), 1_200_000);
    }

    async fn r3_1b_a_wrong_change_is_told_and_nothing_is_changed(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        DEPOSIT.send(&hanako).await;
        let own = address(&hanako, DEPOSIT.label).await;
        let edit = format!("{own}/edit");
        let form = hanako.get(&edit).await.form(&edit).set("label", "").set("note", "書きかけ");
        let page = form.send(&hanako).await;
        assert!(page.assert_status(422).field_error("label").is_some());
        assert_eq!(page.value("note").as_deref(), Some("書きかけ"));
        hanako.get(&own).await.assert_sees("年金の受け取り");
    }

    async fn r3_1b_a_deleted_holding_leaves_the_total_and_comes_back(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        hanako.add_holding("残すもの", "cash", "3万").await;
        DEPOSIT.send(&hanako).await;
        let own = address(&hanako, DEPOSIT.label).await;
        let page = hanako.get(&hanako.get(&own).await.link("この資産を削除する")).await;
        page.assert_sees("1,200,000円").assert_sees("1件の金額");
        let page = page.form(&format!("{own}/delete")).send(&hanako).await;
        page.assert_at("/holdings").assert_not_sees(DEPOSIT.label);
        hanako.get(&own).await.assert_status(404);
        assert_eq!(sums(&hanako).await, [30_000, 0, 30_000]);
        assert_eq!(net_worth(&hanako).await, 30_000);

        let page = hanako.get(&page.link("削除した項目")).await;
        page.assert_sees(DEPOSIT.label).assert_sees("2026年11月22日 10時00分");
        let page = page.form(&format!("{own}/restore")).send(&hanako).await;
        page.assert_at(&own).assert_sees("元に戻しました。").assert_sees("年金の受け取り");
        assert_eq!(net_worth(&hanako).await, 1_230_000);
        hanako.get("/holdings/deleted").await.assert_not_sees(DEPOSIT.label);
    }

    async fn r3_1b_fifty_changes_and_fifty_deletions_of_one_form_are_one(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        DEPOSIT.send(&hanako).await;
        let own = address(&hanako, DEPOSIT.label).await;
        for (verb, action) in [("edit", "edit-holding"), ("delete", "delete-holding")] {
            let path = format!("{own}/{verb}");
            let form = hanako.get(&path).await.form(&path);
            let answers = at_once(&hanako, vec![form; 50]).await;
            assert_eq!(answered(&answers, 303), 50, "{verb}");
            assert_eq!(app.audited(action, "done").await, 1, "{verb}");
        }
        assert_eq!((app.count(HOLDINGS).await, app.count(FIGURES).await), (1, 1));
    }

    async fn r3_1b_a_holding_restored_by_a_double_click_is_restored_once(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        DEPOSIT.send(&hanako).await;
        let own = address(&hanako, DEPOSIT.label).await;
        let delete = format!("{own}/delete");
        hanako.get(&delete).await.form(&delete).send(&hanako).await;
        let form = hanako.get("/holdings/deleted").await.form(&format!("{own}/restore"));
        let answers = at_once(&hanako, vec![form; 10]).await;
        assert_eq!(answered(&answers, 303), 10);
        assert_eq!(app.audited("restore-holding", "done").await, 1);
        assert_eq!(net_worth(&hanako).await, 1_200_000);
    }
}

//! Clause 3-1 ウ: net worth, its change and the reasons, its parts.

use super::household::{
    HANAKO, address, days_later, enter_rate, figure, figure_form, how_many, net_worth, number,
    rows, value,
};
use crate::kit::{HoldingForm, Page, TestApp, Visitor, on_both_engines};

const WHY: &str = "section[aria-labelledby=why] tbody tr";
const PARTS: &str = "section[aria-labelledby=parts] tbody tr";

const FUND: HoldingForm<'_> = HoldingForm {
    kind: "investment-trust",
    label: "投信",
    institution: "あおい証券",
    wrapper: "nisa-growth",
    currency: "",
    amount: "50万",
    as_of: "",
    note: "",
};

const DOLLARS: HoldingForm<'_> = HoldingForm {
    kind: "foreign-deposit",
    label: "ドル",
    institution: "みどり銀行",
    wrapper: "",
    currency: "USD",
    amount: "1,000",
    as_of: "",
    note: "",
};

/// A deposit, a fund, dollars, a home and its loan.
async fn household(visitor: &Visitor) {
    visitor.add_holding("預金", "ordinary-deposit", "100万").await;
    FUND.send(visitor).await.assert_status(200);
    DOLLARS.send(visitor).await.assert_status(200);
    enter_rate(visitor, "USD", "150").await;
    visitor.add_holding("家", "home", "3,000万").await;
    visitor.add_holding("ローン", "mortgage", "2,000万").await;
}

/// What the table of reasons says of one of them, since last month's end.
fn reason(page: &Page, name: &str) -> Option<String> {
    let row = rows(page, WHY).into_iter().find(|row| row[0] == name)?;
    Some(row[1].clone())
}

/// Sums a column of figures, `－` being nothing.
fn sum(rows: &[Vec<String>], column: usize) -> i64 {
    rows.iter().map(|row| &row[column]).filter(|text| *text != "－").map(|text| number(text)).sum()
}

on_both_engines! {
    async fn r3_1c_net_worth_follows_every_step(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        hanako.get("/").await.assert_sees("まだ何も記録されていません");
        let mut expected = 0;
        for (label, kind, amount, yen) in [
            ("預金", "ordinary-deposit", "100万", 1_000_000),
            ("家", "home", "3000万", 30_000_000),
            ("ローン", "mortgage", "4000万", -40_000_000),
            ("金", "precious-metal", "1.2億", 120_000_000),
        ] {
            hanako.add_holding(label, kind, amount).await;
            expected += yen;
            assert_eq!(net_worth(&hanako).await, expected, "{label}");
        }
        let own = address(&hanako, "ローン").await;
        value(&hanako, &own, "3999万").await;
        assert_eq!(net_worth(&hanako).await, expected + 10_000);
        let delete = format!("{own}/delete");
        hanako.get(&delete).await.form(&delete).send(&hanako).await;
        assert_eq!(net_worth(&hanako).await, 151_000_000);
    }

    async fn r3_1c_more_debts_than_assets_are_below_zero(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        hanako.add_holding("カード", "card-balance", "12万").await;
        let page = hanako.get("/").await;
        assert_eq!(figure(page.assert_sees("−120,000円")), -120_000);
    }

    async fn r3_1c_the_change_of_net_worth_is_explained(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        household(&hanako).await;
        let before = net_worth(&hanako).await;
        assert_eq!(before, 11_650_000);
        days_later(&app, &hanako, 49).await;
        value(&hanako, &address(&hanako, "預金").await, "105万").await;
        let fund = address(&hanako, "投信").await;
        figure_form(&hanako, &fund, "60万").await.set("flow", "8万").send(&hanako).await;
        value(&hanako, &address(&hanako, "ローン").await, "1,990万").await;
        enter_rate(&hanako, "USD", "160").await;
        hanako.add_holding("金貨", "precious-metal", "30万").await;
        let page = hanako.get("/").await;
        for (name, yen) in [
            ("新しく記録した資産", "＋300,000円"),
            ("入出金", "＋130,000円"),
            ("値動き", "＋20,000円"),
            ("為替", "＋10,000円"),
            ("返済", "＋100,000円"),
        ] {
            assert_eq!(reason(&page, name).as_deref(), Some(yen), "{name}");
        }
        assert_eq!(figure(&page), before + 560_000);
        page.assert_sees("先月末から＋560,000円（＋4.80%） 増えました");
        assert_eq!(sum(&rows(&page, WHY), 1), 560_000);
        assert_eq!(sum(&rows(&page, WHY), 2), figure(&page), "all of it is new within a year");
    }

    async fn r3_1c_losses_withdrawals_and_new_debts_are_explained_too(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        household(&hanako).await;
        days_later(&app, &hanako, 40).await;
        value(&hanako, &address(&hanako, "預金").await, "90万").await;
        let fund = address(&hanako, "投信").await;
        figure_form(&hanako, &fund, "30万").await.set("flow", "-15万").send(&hanako).await;
        enter_rate(&hanako, "USD", "140").await;
        hanako.add_holding("車のローン", "car-loan", "200万").await;
        let page = hanako.get("/").await;
        for (name, yen) in [
            ("入出金", "−250,000円"),
            ("値動き", "−50,000円"),
            ("為替", "−10,000円"),
            ("新しい借り入れ", "−2,000,000円"),
        ] {
            assert_eq!(reason(&page, name).as_deref(), Some(yen), "{name}");
        }
        page.assert_sees("−2,310,000円");
        assert_eq!(sum(&rows(&page, WHY), 1), -2_310_000);
    }

    async fn r3_1c_the_parts_add_up_to_the_whole_however_they_are_cut(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        household(&hanako).await;
        for (by, names) in [
            ("group", ["不動産", "現金・預金", "投資信託・金銭信託"]),
            ("kind", ["自宅", "普通預金", "外貨預金"]),
            ("institution", ["みどり銀行", "あおい証券", "金融機関の記録なし"]),
            ("wrapper", ["なし", "NISA成長投資枠", "なし"]),
        ] {
            let page = hanako.get(&format!("/?by={by}")).await;
            let parts = rows(&page, PARTS);
            assert_eq!((sum(&parts, 2), sum(&parts, 4)), (31_650_000, 20_000_000), "{by}");
            assert_eq!(sum(&parts, 1), 5, "{by}: every holding counts once");
            for name in names {
                assert!(parts.iter().any(|row| row[0] == name), "{by}: {name} in {parts:?}");
            }
            let foot = rows(&page, "section[aria-labelledby=parts] tfoot tr");
            assert_eq!(foot[0][1..], ["31,650,000円", "", "20,000,000円"]);
            assert!(how_many(&page, "section[aria-labelledby=parts] svg title") >= 1, "{by}");
        }
    }

    async fn r3_1c_the_list_adds_up_to_net_worth_however_it_is_put_together(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        household(&hanako).await;
        for by in ["group", "institution", "wrapper"] {
            let page = hanako.get(&format!("/holdings?by={by}")).await;
            assert_eq!(sum(&rows(&page, "tfoot tr"), 1), net_worth(&hanako).await, "{by}");
            assert_eq!(rows(&page, "tbody tr").len(), 5);
        }
    }

    async fn r3_1c_an_old_figure_is_marked_until_it_is_renewed(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        household(&hanako).await;
        days_later(&app, &hanako, 62).await;
        hanako.get("/").await.assert_not_sees("金額が古くなっている");
        days_later(&app, &hanako, 1).await;
        // A home's figure is good for a year.
        let page = hanako.get("/").await;
        page.assert_sees("金額が古くなっている資産が4件あります。");
        let page = hanako.get(&page.link("まとめて更新する")).await;
        assert_eq!(how_many(&page, ".badge.stale"), 4);
        let own = address(&hanako, "預金").await;
        let page = hanako.get(&own).await;
        page.assert_sees("63日前の金額");
        page.form(&format!("{own}/unchanged")).send(&hanako).await.assert_not_sees("63日前");
        hanako.get("/").await.assert_sees("3件あります");
        assert_eq!(how_many(&hanako.get("/holdings").await, ".badge.stale"), 3);
    }

    async fn r3_1c_each_holding_has_its_course_beside_its_name(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        hanako.add_holding("預金", "ordinary-deposit", "100万").await;
        days_later(&app, &hanako, 40).await;
        let own = address(&hanako, "預金").await;
        value(&hanako, &own, "150万").await;
        days_later(&app, &hanako, 40).await;
        let page = hanako.get("/holdings").await;
        assert_eq!(how_many(&page, "svg.chart-spark"), 1);
        page.assert_sees("直近12か月で増えました");
        assert_eq!(how_many(&hanako.get(&own).await, "figure svg"), 2, "wide and for phones");
    }
}

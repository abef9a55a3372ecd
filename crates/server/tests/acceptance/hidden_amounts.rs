//! Clause 3-1 ウ: with amounts hidden, no amount can be read on any page.

use super::household::{
    HANAKO, HOLDINGS, address, days_later, enter_rate, figure_form, how_many, rows, value,
};
use crate::kit::{HoldingForm, Page, TestApp, Visitor, on_both_engines};

/// Amounts the pages give as examples of how to type them.
const EXAMPLES: [&str; 4] = ["1,200,000", "120万", "1.2億", "50,000"];

const NOTHING: [String; 0] = [];

/// Digits of what is recorded below, where no comma or unit tells that it is an amount.
const DIGITS: [&str; 5] = ["8371946", "7528613", "391746", "3917.46", "64738"];

/// Owns and owes amounts whose digits would be recognised anywhere.
async fn household(app: &TestApp, visitor: &Visitor) -> Vec<String> {
    visitor.add_holding("預金", "ordinary-deposit", "8,371,946").await;
    visitor.add_holding("家", "home", "7,528,613").await;
    visitor.add_holding("ローン", "mortgage", "64,738").await;
    visitor.add_holding("消したもの", "cash", "64,738").await;
    let dollars = HoldingForm {
        kind: "foreign-stock",
        label: "ドル株",
        currency: "USD",
        amount: "3,917.46",
        ..HoldingForm::default()
    };
    dollars.send(visitor).await.assert_status(200);
    enter_rate(visitor, "USD", "152").await;
    let delete = format!("{}/delete", address(visitor, "消したもの").await);
    visitor.get(&delete).await.form(&delete).send(visitor).await.assert_at("/holdings");
    days_later(app, visitor, 70).await;
    let fund = address(visitor, "ドル株").await;
    figure_form(visitor, &fund, "4,000").await.set("flow", "64,738").send(visitor).await;
    value(visitor, &address(visitor, "預金").await, "752.8613万").await;
    let mut addresses = Vec::new();
    for label in ["預金", "家", "ローン", "ドル株"] {
        addresses.push(address(visitor, label).await);
    }
    addresses
}

/// A name is no amount, whatever it holds.
const FILE: &str = "8371946を含む表.csv";

/// Uploads a file of ours with an amount in it; the page that shows its rows.
async fn upload(app: &TestApp, visitor: &Visitor) -> String {
    let file = "日付,預金・現金・暗号資産(円),株式(現物)(円)\n2026/10/31,\"8,371,946\",7528613\n";
    let form = visitor.get("/imports").await.form("/imports");
    let page = form.attach("file", FILE, file.as_bytes()).send(visitor).await;
    assert!(page.status.is_success(), "{page}");
    app.run_jobs().await;
    page.path
}

/// Every page of a customer's that speaks of what they own.
fn pages(holdings: &[String], import: &str) -> Vec<String> {
    let mut paths: Vec<String> = [
        "/",
        "/?by=kind&range=all",
        "/?by=institution&range=6m&step=day",
        "/?by=wrapper&range=3y",
        "/?as_of=2026-11-25&view=known",
        "/holdings",
        "/holdings?by=institution",
        "/holdings?by=wrapper",
        "/holdings/new",
        "/holdings/deleted",
        "/update-all",
        "/rates",
        "/imports",
        "/export",
        import,
    ]
    .map(str::to_owned)
    .into();
    for own in holdings {
        paths.extend([own.clone(), format!("{own}/edit"), format!("{own}/delete")]);
    }
    paths
}

/// The amounts on a page, in its markup, its title and its pictures too.
fn readable(page: &Page) -> Vec<String> {
    let html = page.html().replace(FILE, "");
    let written =
        html.split(|letter: char| !(letter.is_ascii_digit() || ",.万億".contains(letter)));
    let amounts = written.map(|word| word.trim_matches([',', '.'])).filter(|word| {
        let grouped = word.split(',').skip(1).any(|group| group.len() >= 3);
        let in_units = word.ends_with(['万', '億']) && word.len() > '万'.len_utf8();
        (grouped || in_units) && !EXAMPLES.contains(word)
    });
    // Whole words: within a record's identity any digits occur by chance.
    let words = html.split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '.'));
    let bare = words.filter(|word| DIGITS.contains(word));
    let english = [" million", " billion"].into_iter().filter(|unit| html.contains(unit));
    amounts.chain(bare).chain(english).map(str::to_owned).collect()
}

async fn press_hide(visitor: &Visitor) -> Page {
    visitor.get("/").await.form("/amounts").send(visitor).await
}

on_both_engines! {
    async fn r3_1c_hidden_amounts_can_be_read_on_no_page_in_either_language(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let holdings = household(&app, &hanako).await;
        let import = upload(&app, &hanako).await;
        let paths = pages(&holdings, &import);
        for path in ["/", "/holdings", "/update-all", &import, &holdings[0]] {
            assert_ne!(readable(&hanako.get(path).await), NOTHING, "{path} shows amounts");
        }
        press_hide(&hanako).await;
        for language in ["ja", "en"] {
            let form = hanako.get("/").await.form("/language").set("language", language);
            form.send(&hanako).await;
            for path in &paths {
                let page = hanako.get(path).await;
                assert_eq!(readable(page.assert_status(200)), NOTHING, "{path}");
            }
        }
    }

    async fn r3_1c_a_hidden_change_does_not_even_tell_its_direction(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let holdings = household(&app, &hanako).await;
        press_hide(&hanako).await;
        for path in pages(&holdings, "/imports") {
            let page = hanako.get(&path).await;
            for word in ["増えました", "減りました", "変わりません"] {
                assert!(!page.html().contains(word), "{word} is on {page}");
            }
            assert_eq!(how_many(&page, ".up, .down"), 0, "{path}");
        }
    }

    async fn r3_1c_hidden_amounts_stay_hidden_when_a_form_comes_back(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let holdings = household(&app, &hanako).await;
        let stale = figure_form(&hanako, &holdings[0], "5").await;
        value(&hanako, &holdings[0], "8,371,946").await;
        press_hide(&hanako).await;
        let wrong = figure_form(&hanako, &holdings[0], "百くらい").await.send(&hanako).await;
        assert_eq!(readable(wrong.assert_status(422)), NOTHING);
        let page = stale.send(&hanako).await;
        assert_eq!(readable(page.assert_status(409)), NOTHING);
    }

    async fn r3_1c_amounts_hidden_stay_so_until_shown_again(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        hanako.add_holding("預金", "ordinary-deposit", "8,371,946").await;
        let page = press_hide(&hanako).await;
        page.assert_at("/").assert_not_sees("8,371,946").assert_sees("＊＊＊＊＊");
        hanako.log_out().await;
        hanako.close_browser();
        days_later(&app, &hanako, 1).await;
        hanako.get("/holdings").await.assert_not_sees("8,371,946").assert_sees("＊＊＊＊＊");
        press_hide(&hanako).await.assert_sees("8,371,946");
        assert_eq!(app.count(HOLDINGS).await, 1);
    }

    async fn r3_1c_a_mask_has_the_same_length_for_every_amount(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        hanako.add_holding("少し", "cash", "1").await;
        hanako.add_holding("たくさん", "cash", "999兆").await;
        press_hide(&hanako).await;
        let page = hanako.get("/update-all").await;
        let lines = rows(&page, "tbody tr");
        assert_eq!(lines[0][1], lines[1][1]);
    }
}

//! What tests of holdings ask of pages in one line: figures, rows, and days that pass.

use scraper::{ElementRef, Html, Selector};
use tokio::task::JoinSet;

use crate::kit::{FormFill, PASSWORD, Page, TestApp, TimeDelta, Visitor};

/// The address of everybody whose address does not matter.
pub const HANAKO: &str = "hanako@example.jp";

/// Figures recorded, corrected ones too.
pub const FIGURES: &str = "SELECT COUNT(*) AS n FROM valuation";

/// Holdings recorded, deleted ones too.
pub const HOLDINGS: &str = "SELECT COUNT(*) AS n FROM holding";

/// Days go by; the session ends, and the customer logs in again.
pub async fn days_later(app: &TestApp, visitor: &Visitor, days: i64) {
    app.advance(TimeDelta::days(days));
    visitor.log_in(HANAKO, PASSWORD).await.assert_at("/");
}

/// A number as pages show it: `−1,234,567円`.
pub fn number(text: &str) -> i64 {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let size: i64 = digits.parse().unwrap_or_else(|_| panic!("no number: {text:?}"));
    if text.contains('−') { -size } else { size }
}

/// The figure a page is about: net worth, or what a holding is worth.
#[track_caller]
pub fn figure(page: &Page) -> i64 {
    let text = page.text_of("section.figure .amount");
    number(&text.unwrap_or_else(|| panic!("no figure on {page}")))
}

/// Net worth on the first page.
pub async fn net_worth(visitor: &Visitor) -> i64 {
    figure(&visitor.get("/").await)
}

/// Where a holding's page is.
pub async fn address(visitor: &Visitor, label: &str) -> String {
    visitor.get("/holdings").await.link(label)
}

/// The cells of a table's rows, by a selector of the rows.
pub fn rows(page: &Page, selector: &str) -> Vec<Vec<String>> {
    let document = Html::parse_document(&page.html());
    let [rows, cells] = [selector, "th, td"].map(|text| Selector::parse(text).unwrap());
    let cells_of = |row: ElementRef<'_>| row.select(&cells).map(words).collect();
    document.select(&rows).map(cells_of).collect()
}

fn words(cell: ElementRef<'_>) -> String {
    let text: String = cell.text().collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How many elements a selector finds.
pub fn how_many(page: &Page, selector: &str) -> usize {
    Html::parse_document(&page.html()).select(&Selector::parse(selector).unwrap()).count()
}

/// The form for a new figure on a holding's page, the amount typed.
pub async fn figure_form(visitor: &Visitor, address: &str, amount: &str) -> FormFill {
    let page = visitor.get(address).await;
    page.form(&format!("{address}/valuations")).set("amount", amount)
}

/// Records a new figure.
pub async fn value(visitor: &Visitor, address: &str, amount: &str) -> Page {
    let page = figure_form(visitor, address, amount).await.send(visitor).await;
    page.assert_at(address).assert_sees("金額を記録しました。");
    page
}

/// Enters what one unit of a currency is worth in yen.
pub async fn enter_rate(visitor: &Visitor, currency: &str, rate: &str) -> Page {
    let form = visitor.get("/rates").await.form("/rates");
    let page = form.set("currency", currency).set("rate", rate).send(visitor).await;
    page.assert_at("/rates").assert_sees("為替レートを記録しました。");
    page
}

/// Sends forms all at once, each from a browser of its own with the same session: the
/// very answers.
pub async fn at_once(visitor: &Visitor, forms: impl IntoIterator<Item = FormFill>) -> Vec<Page> {
    let mut race = JoinSet::new();
    for form in forms {
        let browser = visitor.copy();
        race.spawn(async move { form.send_only(&browser).await });
    }
    race.join_all().await
}

/// How many answers have a status.
pub fn answered(answers: &[Page], status: u16) -> usize {
    answers.iter().filter(|page| page.status.as_u16() == status).count()
}

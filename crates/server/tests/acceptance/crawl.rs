//! A person in front of a browser: every page is reached by links from the first one,
//! is whole without a script, and tells what each field asks, in both languages.

use std::collections::{BTreeSet, VecDeque};

use scraper::{ElementRef, Html, Selector};
use testdb::on_both_engines;

use crate::kit::{Page, TestApp, Visitor};

fn all<'a>(document: &'a Html, css: &str) -> Vec<ElementRef<'a>> {
    document.select(&Selector::parse(css).unwrap()).collect()
}

/// Every page links lead to from the first, each once.
async fn crawl(visitor: &Visitor) -> Vec<(String, Page)> {
    let mut waiting = VecDeque::from(["/".to_owned()]);
    let mut seen: BTreeSet<String> = waiting.iter().cloned().collect();
    let mut pages = Vec::new();
    while let Some(path) = waiting.pop_front() {
        let page = visitor.get(&path).await;
        for link in page.links_anywhere() {
            let link = link.split('#').next().unwrap_or_default().to_owned();
            if link.starts_with('/') && seen.insert(link.clone()) {
                waiting.push_back(link);
            }
        }
        pages.push((path, page));
        assert!(pages.len() < 400, "the site has no end");
    }
    pages
}

/// An input has a label of its own, or stands within one.
fn is_labelled(document: &Html, input: ElementRef<'_>) -> bool {
    let within =
        input.ancestors().filter_map(ElementRef::wrap).any(|up| up.value().name() == "label");
    let own = input
        .attr("id")
        .is_some_and(|id| !all(document, &format!("label[for=\"{id}\"]")).is_empty());
    within || own || input.attr("aria-label").is_some() || input.attr("aria-labelledby").is_some()
}

fn assert_whole(path: &str, page: &Page, language: &str) {
    assert_eq!(page.status, 200, "{path}: {page}");
    let document = Html::parse_document(&page.html());
    assert_eq!(all(&document, "h1").len(), 1, "{path}: one heading");
    assert_eq!(all(&document, &format!("html[lang={language}]")).len(), 1, "{path}: language");
    assert!(!all(&document, "a.skip[href='#main']").is_empty(), "{path}: a way past the menu");
    assert!(all(&document, "img:not([alt])").is_empty(), "{path}: images say what they show");
    assert!(all(&document, "[style], [onclick], script:not([src])").is_empty(), "{path}: inline");
    for form in all(&document, "form") {
        let button = Selector::parse("button, input[type=submit]").unwrap();
        assert!(form.select(&button).next().is_some(), "{path}: a form without a button");
    }
    let fields = "main input:not([type=hidden]), main select, main textarea";
    for input in all(&document, fields) {
        assert!(is_labelled(&document, input), "{path}: {:?} has no label", input.attr("name"));
    }
}

on_both_engines! {
    async fn r3_1a_a_customer_reaches_every_page_by_links(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer("hanako@example.jp").await;
        hanako.add_holding("生活費", "ordinary-deposit", "120万").await;
        hanako.add_holding("自宅", "home", "2800万").await;
        let pages = crawl(&hanako).await;
        let paths: Vec<&str> = pages.iter().map(|(path, _)| path.as_str()).collect();
        for expected in ["/holdings/new", "/update-all", "/rates", "/imports", "/applications", "/export", "/settings/password", "/account/close"] {
            assert!(paths.contains(&expected), "{expected} is not reached: {paths:?}");
        }
        for (path, page) in &pages {
            assert_whole(path, page, "ja");
        }
    }

    async fn r3_1a_a_stranger_reads_every_open_page_in_english(db: TestDb) {
        let app = TestApp::start(&db).await;
        let stranger = app.visitor().speaking("en-GB,en");
        let pages = crawl(&stranger).await;
        assert!(pages.len() >= 6, "only {} pages", pages.len());
        for (path, page) in &pages {
            assert_whole(path, page, "en");
        }
    }
}

//! A page as a person sees it.

use axum::http::{HeaderMap, StatusCode, header};
use scraper::{ElementRef, Html, Node, Selector};

use super::FormFill;

/// An answer, and the page it shows.
#[derive(Debug, Clone)]
pub struct Page {
    /// From which path.
    pub path: String,
    pub status: StatusCode,
    pub headers: HeaderMap,
    /// The bytes of the answer.
    pub body: Vec<u8>,
}

impl Page {
    /// The answer as text.
    pub fn html(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    pub(super) fn document(&self) -> Html {
        Html::parse_document(&self.html())
    }

    /// Where it sends.
    pub fn location(&self) -> Option<String> {
        Some(self.header(header::LOCATION.as_str())?.to_owned())
    }

    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    /// The page's title.
    pub fn title(&self) -> String {
        self.text_of("title").unwrap_or_default()
    }

    /// What can be read on it, white space as one space.
    pub fn text(&self) -> String {
        self.text_of("body").unwrap_or_default()
    }

    /// What can be read in the first element a selector finds.
    pub fn text_of(&self, selector: &str) -> Option<String> {
        let document = self.document();
        let mut words = String::new();
        visible(document.select(&select(selector)).next()?, &mut words);
        Some(words.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// An attribute of the first element a selector finds.
    pub fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        let document = self.document();
        Some(document.select(&select(selector)).next()?.attr(name)?.to_owned())
    }

    /// Stops the test unless the text can be read.
    #[track_caller]
    pub fn assert_sees(&self, text: &str) -> &Self {
        assert!(self.text().contains(text), "{text:?} is not on {self}");
        self
    }

    /// Stops the test if the text can be read.
    #[track_caller]
    pub fn assert_not_sees(&self, text: &str) -> &Self {
        assert!(!self.text().contains(text), "{text:?} is on {self}");
        self
    }

    /// Stops the test unless this is the page of a path, and it is well.
    #[track_caller]
    pub fn assert_at(&self, path: &str) -> &Self {
        let here = self.path.split('?').next().unwrap_or_default();
        assert!(here == path && self.status == StatusCode::OK, "not at {path} but {self}");
        self
    }

    /// Stops the test unless the answer has a status.
    #[track_caller]
    pub fn assert_status(&self, status: u16) -> &Self {
        assert_eq!(self.status.as_u16(), status, "{self}");
        self
    }

    /// What is said to be wrong with a field.
    pub fn field_error(&self, name: &str) -> Option<String> {
        self.text_of(&format!("[id=\"{name}-error\"]"))
    }

    /// What stands in a field.
    pub fn value(&self, name: &str) -> Option<String> {
        let document = self.document();
        let selector = select(&format!("[name=\"{name}\"]"));
        let control = document.select(&selector).next()?;
        super::form::value_of(control)
    }

    /// Whether there is a form that goes to a path.
    pub fn has_form(&self, action: &str) -> bool {
        self.document().select(&select(&by_action(action))).next().is_some()
    }

    /// A form, by the path it goes to or by a selector, as it stands.
    #[track_caller]
    pub fn form(&self, action_or_selector: &str) -> FormFill {
        let selector = by_action(action_or_selector);
        let document = self.document();
        let found = document.select(&select(&selector)).next();
        let form = found.unwrap_or_else(|| panic!("no form {selector} on {self}"));
        FormFill::of(&document, form, &self.path)
    }

    /// Where the first link of a text leads.
    #[track_caller]
    pub fn link(&self, text: &str) -> String {
        let first = self.links(text).into_iter().next();
        first.unwrap_or_else(|| panic!("no link {text:?} on {self}"))
    }

    /// Where all links lead.
    pub fn links_anywhere(&self) -> Vec<String> {
        let document = self.document();
        let anchors = select("a[href]");
        document.select(&anchors).filter_map(|link| Some(link.attr("href")?.to_owned())).collect()
    }

    /// Where links lead that lead below a path, each once.
    pub fn links_to(&self, below: &str) -> Vec<String> {
        let document = self.document();
        let anchors = select(&format!("main a[href^=\"{below}\"]"));
        let mut paths: Vec<String> = document
            .select(&anchors)
            .filter_map(|link| Some(link.attr("href")?.to_owned()))
            .collect();
        paths.sort();
        paths.dedup();
        paths
    }

    /// Where all links of a text lead.
    pub fn links(&self, text: &str) -> Vec<String> {
        let document = self.document();
        let anchors = select("a[href]");
        let links = document.select(&anchors).filter(|link| {
            let mut words = String::new();
            visible(*link, &mut words);
            words.trim() == text
        });
        links.filter_map(|link| Some(link.attr("href")?.to_owned())).collect()
    }
}

impl std::fmt::Display for Page {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{} ({}): {}", self.path, self.status, self.text())
    }
}

pub(super) fn select(selector: &str) -> Selector {
    Selector::parse(selector).unwrap_or_else(|_| panic!("no selector: {selector}"))
}

fn by_action(action_or_selector: &str) -> String {
    if action_or_selector.starts_with('/') {
        format!("form[action=\"{action_or_selector}\"]")
    } else {
        action_or_selector.to_owned()
    }
}

fn visible(element: ElementRef<'_>, words: &mut String) {
    const UNSEEN: [&str; 4] = ["script", "style", "template", "noscript"];
    if UNSEEN.contains(&element.value().name()) || element.attr("hidden").is_some() {
        return;
    }
    for child in element.children() {
        match child.value() {
            Node::Text(text) => words.push_str(text),
            Node::Element(_) => {
                if let Some(inner) = ElementRef::wrap(child) {
                    // Words of two cells or lines are two words; inline marks join.
                    let inline = ["span", "b", "strong", "em", "small", "a", "bdi", "ruby"];
                    let apart = !inline.contains(&inner.value().name());
                    words.push_str(if apart { " " } else { "" });
                    visible(inner, words);
                    words.push_str(if apart { " " } else { "" });
                }
            }
            _ => {}
        }
    }
}

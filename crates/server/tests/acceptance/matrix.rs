//! Clauses 3-1 ウ and 3-2 イ: what each kind of visitor gets of each route, and that
//! another's record is for everybody as if it did not exist (OWASP API1, API5; trust R27).

use std::fmt::Write as _;

use axum::{body::Body, http::Method};
use uuid::Uuid;

use super::matrix_visitors::{Living, Record, lifeless};
use crate::kit::{
    TestApp, Visitor,
    golden::assert_reviewed,
    on_both_engines,
    route::{self, Route},
};

const HEAD: &str = "\
# What each kind of visitor gets of each route; reviewed, see acceptance/matrix.rs.
# The record: their own, for `other` another customer's, for the rest anybody's.
# Forms carry a fresh key, the record's version, and as little else as can be.
";

/// The order in which the matrix names them.
const KINDS: [&str; 9] = [
    "anonymous",
    "unverified",
    "own",
    "other",
    "expired",
    "ended",
    "suspended",
    "closing",
    "erased",
];

/// What a visitor got.
pub struct Cell {
    pub kind: &'static str,
    /// Status, and where it sends.
    pub outcome: String,
    /// The page, identities masked.
    pub body: String,
    pub asks_to_log_in: bool,
}

/// Every text that looks like an identity as `{id}`: records, form keys, request ids.
pub fn mask(text: &str) -> String {
    let (mut masked, mut rest) = (String::new(), text);
    while let Some(letter) = rest.chars().next() {
        let dashed = rest.as_bytes().get(8) == Some(&b'-');
        match rest.get(..36).filter(|id| dashed && Uuid::try_parse(id).is_ok()) {
            Some(id) => {
                masked.push_str("{id}");
                rest = &rest[id.len()..];
            }
            None => {
                masked.push(letter);
                rest = &rest[letter.len_utf8()..];
            }
        }
    }
    masked
}

/// Without these a form is none of ours, and it is not looked at whose record it is about.
fn asked_first(path: &str) -> Option<(&'static str, &'static str)> {
    match path {
        "/imports/{id}/choose" => Some(("encoding", "utf-8")),
        "/export" => Some(("format", "json")),
        "/language" => Some(("language", "ja")),
        "/customers/{id}" | "/customers/{id}/suspend" => Some(("purpose", "answer-customer")),
        _ => None,
    }
}

/// Asks for a route; gives outcome and page.
pub async fn ask(
    app: &TestApp,
    visitor: &Visitor,
    route: &Route,
    record: Record,
) -> (String, String) {
    let path = route.address(&record.id.to_string());
    let page = if route.method == Method::GET {
        let stated = asked_first(&route.path).map(|(name, value)| format!("?{name}={value}"));
        let path = path + &stated.unwrap_or_default();
        visitor.send(visitor.request(Method::GET, &path, Body::empty())).await
    } else {
        let key = app.app.dice.id(app.app.clock.now()).unwrap().to_string();
        let version = record.version.to_string();
        let mut fields = vec![("form_key", key.as_str()), ("version", version.as_str())];
        fields.extend(asked_first(&route.path));
        visitor.post(&path, &fields).await
    };
    let location = page.location().map(|location| format!(" {location}")).unwrap_or_default();
    (
        mask(&format!("{}{location}", page.status.as_u16())),
        mask(&String::from_utf8_lossy(&page.body)),
    )
}

/// What everybody gets of a route: those without a session first, the owner last.
async fn cells(
    app: &TestApp,
    lifeless: &[(&'static str, Visitor)],
    living: &Living,
    route: &Route,
    missing: bool,
) -> Vec<Cell> {
    let anybodys = lifeless.iter().map(|(kind, visitor)| (*kind, visitor.copy(), living.owns));
    let mut visits: Vec<_> = anybodys.collect();
    visits.push(("closing", living.closing.clone(), living.closing_owns));
    visits.push(("other", living.other.clone(), living.owns));
    visits.push(("own", living.own.clone(), living.owns));
    let mut cells = Vec::new();
    for (kind, visitor, record) in visits {
        let record = if missing { Record { id: Record::MISSING.id, ..record } } else { record };
        let (outcome, body) = ask(app, &visitor, route, record).await;
        let asks_to_log_in = body.contains("action=\"/login\"");
        cells.push(Cell { kind, outcome, body, asks_to_log_in });
    }
    cells
}

/// One line: each outcome and who has it.
pub fn line(kinds: &[&'static str], route: &Route, record: &str, cells: &[Cell]) -> String {
    let mut outcomes: Vec<&str> = cells.iter().map(|cell| cell.outcome.as_str()).collect();
    outcomes.sort_unstable();
    outcomes.dedup();
    let parts: Vec<String> = outcomes
        .into_iter()
        .map(|outcome| {
            let has = |kind: &&str| {
                cells.iter().any(|cell| cell.kind == *kind && cell.outcome == outcome)
            };
            let who: Vec<&str> = kinds.iter().copied().filter(has).collect();
            let everybody = who.len() == kinds.len();
            format!("{outcome}: {}", if everybody { "all".to_owned() } else { who.join(" ") })
        })
        .collect();
    format!("{:<5} {:<28} {record:<8} {}\n", route.method.as_str(), route.path, parts.join("; "))
}

fn assert_strangers_must_log_in(route: &Route, cells: &[Cell]) {
    let strangers = ["anonymous", "unverified", "expired", "ended", "suspended", "erased"];
    for cell in cells.iter().filter(|cell| !route.public && strangers.contains(&cell.kind)) {
        assert!(cell.outcome == "401" && cell.asks_to_log_in, "{}: {route:?}", cell.kind);
    }
}

/// Whoever does not own the record cannot tell it from one that does not exist.
fn assert_others_record_is_missing(route: &Route, existing: &[Cell], missing: &[Cell]) {
    for (existing, missing) in existing.iter().zip(missing).filter(|(cell, _)| cell.kind != "own") {
        assert_eq!(existing.outcome, missing.outcome, "{}: {route:?}", existing.kind);
        assert_eq!(existing.body, missing.body, "{}: {route:?}", existing.kind);
    }
}

on_both_engines! {
    async fn r3_1c_each_visitor_gets_of_each_route_what_the_reviewed_matrix_says(db: TestDb) {
        let app = TestApp::start(&db).await;
        let lifeless = lifeless(&app).await;
        let mut matrix = HEAD.to_owned();
        for (number, route) in route::all().iter().enumerate() {
            let living = Living::arrive(&app, number, route).await;
            if !route.has_record() {
                let cells = cells(&app, &lifeless, &living, route, false).await;
                assert_strangers_must_log_in(route, &cells);
                write!(matrix, "{}", line(&KINDS, route, "-", &cells)).unwrap();
                continue;
            }
            let missing = cells(&app, &lifeless, &living, route, true).await;
            let existing = cells(&app, &lifeless, &living, route, false).await;
            assert_strangers_must_log_in(route, &existing);
            assert_others_record_is_missing(route, &existing, &missing);
            matrix.push_str(&line(&KINDS, route, "missing", &missing));
            matrix.push_str(&line(&KINDS, route, "record", &existing));
        }
        assert_reviewed("matrix.txt", &matrix);
    }
}

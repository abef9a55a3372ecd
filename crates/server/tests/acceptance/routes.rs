//! Clauses 3-2 イ and 6-2: the program lists its routes; each knows its methods and no
//! other; reading changes nothing.

use std::collections::BTreeMap;

use axum::{
    body::Body,
    http::{HeaderValue, Method},
};

use super::applying::own_picture;
use crate::kit::{
    Page, Person, TestApp, Visitor, census,
    golden::{self, assert_reviewed},
    on_both_engines,
    route::{self, Route},
};

const HANAKO: &str = "hanako@example.jp";
const NOBODYS: &str = "019ab000-0000-7000-8000-000000000001";

/// Asks for a path with a method, without following.
pub async fn ask(visitor: &Visitor, method: Method, path: &str) -> Page {
    visitor.send(visitor.request(method, path, Body::empty())).await
}

/// Each path once, with the methods it takes.
pub fn by_path(routes: Vec<Route>) -> Vec<(String, Vec<Method>)> {
    let mut paths: Vec<(String, Vec<Method>)> = Vec::new();
    for Route { method, path, .. } in routes {
        match paths.iter_mut().find(|(found, _)| *found == path) {
            Some((_, methods)) => methods.push(method),
            None => paths.push((path, vec![method])),
        }
    }
    paths
}

/// A census but for the trail, which grows by refusals and by staff's looks.
pub fn but_the_trail(mut census: BTreeMap<String, Vec<String>>) -> BTreeMap<String, Vec<String>> {
    census.retain(|table, _| !["audit_entry", "sqlite_sequence"].contains(&table.as_str()));
    census
}

/// The pages a customer can open: of a holding, and of an import that waits.
async fn pages(hanako: &Visitor) -> Vec<String> {
    let holding = hanako.add_holding("へそくり", "cash", "120,000").await.path;
    let holding = holding.split('?').next().unwrap().replace("/holdings/", "");
    let form = hanako.get("/imports").await.form("/imports");
    let file = "日付,名称,金額\n2026-10-31,財布,5000\n";
    let import = form.attach("file", "財布.csv", file.as_bytes()).send(hanako).await.path;
    let import = import.replace("/imports/", "");
    let application = hanako.complete_application().await;
    let picture = own_picture(&hanako.get(&format!("{application}/pictures")).await);
    let (application, picture) =
        (application.replace("/applications/", ""), picture.replace("/pictures/", ""));
    let asked = route::all().into_iter().filter(|route| route.method == Method::GET);
    asked
        .map(|route| {
            route.address(match route.path.split('/').nth(1) {
                Some("imports") => &import,
                Some("applications") => &application,
                Some("pictures") => &picture,
                _ => &holding,
            })
        })
        .collect()
}

#[test]
fn r3_2b_the_routes_are_the_reviewed_ones() {
    assert_reviewed("routes.txt", &web::route_table());
}

#[test]
fn r3_2b_every_route_is_in_the_reviewed_matrix() {
    let matrix = golden::read("matrix.txt");
    for route in route::all() {
        let head = format!("{:<5} {} ", route.method.as_str(), route.path);
        assert!(matrix.lines().any(|line| line.starts_with(&head)), "not in the matrix: {head}");
    }
}

on_both_engines! {
    async fn r3_2b_methods_a_page_does_not_know_are_refused_with_a_page(db: TestDb) {
        let app = TestApp::start(&db).await;
        let (stranger, hanako) = (app.visitor(), app.registered_customer(HANAKO).await);
        for (path, methods) in by_path(route::all()) {
            let address = Route { method: Method::GET, path, public: true }.address(NOBODYS);
            for odd in ["TRACE", "PUT", "DELETE", "PATCH", "OPTIONS", "CONNECT", "KURA", "get"] {
                let odd: Method = odd.parse().unwrap();
                for visitor in [&stranger, &hanako] {
                    let page = ask(visitor, odd.clone(), &address).await;
                    page.assert_status(405).assert_sees("最初のページへ");
                    let allowed = page.header("allow").unwrap_or_default();
                    let told = methods.iter().all(|method| allowed.contains(method.as_str()));
                    assert!(told, "{odd} {address}: Allow: {allowed}");
                }
            }
        }
    }

    async fn r3_2b_asking_for_the_head_of_a_page_is_asking_for_the_page(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        for path in pages(&hanako).await {
            let (head, page) =
                (ask(&hanako, Method::HEAD, &path).await, ask(&hanako, Method::GET, &path).await);
            assert_eq!(head.status, page.status, "{path}");
            assert_eq!(head.header("content-type"), page.header("content-type"), "{path}");
            assert!(head.body.is_empty() || !head.status.is_success(), "{path}");
        }
    }

    async fn r3_2b_reading_every_page_changes_nothing(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let pages = pages(&hanako).await;
        let unproved = app.visitor();
        Person::at("taro@example.jp").register(&unproved).await;
        app.run_jobs().await;
        let before = census(&app).await;
        assert!(before["holding"].len() + before["import"].len() == 2, "there is what to change");
        for visitor in [&app.visitor(), &unproved, &hanako] {
            for path in &pages {
                for method in [Method::GET, Method::HEAD] {
                    assert!(!ask(visitor, method, path).await.status.is_server_error(), "{path}");
                }
            }
        }
        assert_eq!(census(&app).await, before);
    }

    async fn r3_2b_a_foreign_form_reaches_no_route(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        app.run_jobs().await;
        let (before, mut tried) = (census(&app).await, 0);
        for route in route::all().iter().filter(|route| route.method == Method::POST) {
            for origin in [None, Some("null"), Some("https://kura.example.evil.example")] {
                let mut request = hanako.post_request(&route.address(NOBODYS), "form_key=1");
                request.headers_mut().remove("origin");
                request.headers_mut().remove("sec-fetch-site");
                if let Some(origin) = origin {
                    request.headers_mut().insert("origin", HeaderValue::from_static(origin));
                }
                hanako.send(request).await.assert_status(403);
                tried += 1;
            }
        }
        assert_eq!(app.audited("turn-away", "foreign-form").await, tried);
        assert_eq!(but_the_trail(census(&app).await), but_the_trail(before));
    }
}

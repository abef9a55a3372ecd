//! Clause 6-5: two sites that never mix, and forms of foreign pages reach neither.

use axum::{
    body::Body,
    http::{HeaderValue, Method},
};

use super::routes::but_the_trail;
use crate::kit::{TestApp, census, on_both_engines, route};

/// What both sites have under the same address, each its own.
const BOTH: [&str; 8] = [
    "/",
    "/login",
    "/logout",
    "/session/keep",
    "/language",
    "/healthz",
    "/applications/{id}",
    // On the staff's site an application that does not exist.
    "/applications/terms",
];

on_both_engines! {
    async fn r6_5_no_route_of_one_site_is_reached_on_the_other(db: TestDb) {
        let app = TestApp::start(&db).await;
        let (administrator, hanako) =
            (app.administrator().await, app.registered_customer("hanako@example.jp").await);
        let nobody = "019ab000-0000-7000-8000-000000000001";
        for (routes, visitor) in [(route::all(), &administrator), (route::of_staff(), &hanako)] {
            let own = routes.iter().filter(|route| !BOTH.contains(&route.path.as_str()));
            for route in own {
                let path = route.address(nobody);
                let page = visitor.send(visitor.request(Method::GET, &path, Body::empty())).await;
                page.assert_status(404);
                visitor.post(&path, &[]).await.assert_status(404);
            }
        }
    }

    async fn r6_5_a_cookie_of_one_site_is_worth_nothing_on_the_other(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer("hanako@example.jp").await;
        let reviewer = app.reviewer().await;
        let names = [("kura-staff", "kura"), ("kura", "kura-staff")];
        let [theirs, hers] = names.map(|(from, _)| {
            [&reviewer, &hanako].into_iter().find_map(|visitor| visitor.cookie(from)).unwrap()
        });
        // Each secret under the other site's name, too.
        let desk = app.desk().with_cookies_of(&hanako).with_cookie("kura-staff", &hers);
        desk.get("/").await.assert_status(401);
        let visitor = app.visitor().with_cookies_of(&reviewer).with_cookie("kura", &theirs);
        visitor.get("/settings").await.assert_status(401);
        assert!(!visitor.is_logged_in().await);
    }

    async fn r6_5_a_foreign_form_reaches_no_route_of_the_staffs_site(db: TestDb) {
        let app = TestApp::start(&db).await;
        let administrator = app.administrator().await;
        app.run_jobs().await;
        let (before, mut tried) = (but_the_trail(census(&app).await), 0);
        for route in route::of_staff().iter().filter(|route| route.method == Method::POST) {
            let path = route.address("019ab000-0000-7000-8000-000000000001");
            for origin in [None, Some("null"), Some("https://kura.example")] {
                let mut request = administrator.post_request(&path, "form_key=1");
                request.headers_mut().remove("origin");
                request.headers_mut().remove("sec-fetch-site");
                if let Some(origin) = origin {
                    request.headers_mut().insert("origin", HeaderValue::from_static(origin));
                }
                administrator.send(request).await.assert_status(403);
                tried += 1;
            }
        }
        assert_eq!(app.audited("turn-away", "foreign-form").await, tried);
        assert_eq!(but_the_trail(census(&app).await), before);
        administrator.get("/").await.assert_at("/");
    }

    async fn r6_5_a_page_ones_roles_do_not_permit_is_refused_and_recorded(db: TestDb) {
        let app = TestApp::start(&db).await;
        let reviewer = app.reviewer().await;
        let page = reviewer.get("/staff").await;
        page.assert_status(403).assert_sees("この操作は許可されていません");
        reviewer.post("/staff/invite", &[]).await.assert_status(403);
        assert_eq!(app.audited("turn-away", "not-permitted").await, 2);
    }

}

//! Clauses 3-2 イ and 6-2: forms of foreign pages are refused, and every page tells
//! browsers to keep foreign things out.

use axum::{
    body::Body,
    http::{HeaderValue, Method, Request},
};

use crate::kit::{ORIGIN, PASSWORD, Page, TestApp, Visitor, on_both_engines};

const HANAKO: &str = "hanako@example.jp";

const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
                      connect-src 'self'; form-action 'self'; base-uri 'none'; \
                      frame-ancestors 'none'";

/// A log-in with right password whose `Origin` and `Sec-Fetch-Site` are as given.
fn log_in(
    visitor: &Visitor,
    origin: Option<&'static str>,
    site: Option<&'static str>,
) -> Request<Body> {
    let fields = [("email", HANAKO), ("password", PASSWORD)];
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let mut request = visitor.post_request("/login", body);
    for (name, value) in [("origin", origin), ("sec-fetch-site", site)] {
        request.headers_mut().remove(name);
        if let Some(value) = value {
            request.headers_mut().insert(name, HeaderValue::from_static(value));
        }
    }
    request
}

/// Every page one can open, as the route table lists them.
fn paths() -> Vec<String> {
    let table = web::route_table();
    let fields = table.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
    let pages = fields.filter(|fields| fields.get(1) == Some(&"GET"));
    let record = "019ab000-0000-7000-8000-000000000001";
    pages
        .map(|fields| {
            fields[2].replace("{id}", record).replace("{link}", &"a".repeat(43)).replace("{n}", "1")
        })
        .collect()
}

fn assert_guarded(page: &Page) {
    for (name, value) in [
        ("content-security-policy", POLICY),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=()"),
        ("strict-transport-security", "max-age=31536000; includeSubDomains"),
    ] {
        assert_eq!(page.header(name), Some(value), "{}: {name}", page.path);
    }
    let kept = page.header("cache-control").unwrap();
    let asset = page.path.starts_with("/assets/") && page.status.is_success();
    assert!(kept == "no-store" || asset, "{}: {kept}", page.path);
}

fn assert_nothing_inline(page: &Page) {
    let html = page.html();
    for inline in ["<style", " style=", "javascript:", "<iframe", "<object", "//cdn"] {
        assert!(!html.contains(inline), "{}: {inline}", page.path);
    }
    let handlers = [" onclick=", " onload=", " onerror=", " onsubmit=", " onchange="];
    assert!(handlers.iter().all(|handler| !html.contains(handler)), "{}", page.path);
    for selector in ["script:not([src^='/'])", "link:not([href^='/'])", "img:not([src^='/'])"] {
        assert_eq!(page.attribute(selector, "src"), None, "{}: {selector}", page.path);
    }
}

on_both_engines! {
    async fn r3_2b_a_form_of_a_foreign_page_is_refused_with_a_page(db: TestDb) {
        let app = TestApp::start(&db).await;
        app.registered_customer(HANAKO).await;
        let before = app.audit().await.len();
        for (origin, site) in [
            (Some("https://evil.example"), Some("cross-site")),
            (Some("https://evil.example"), None),
            (None, Some("cross-site")),
            (Some("https://other.kura.example"), Some("same-site")),
            (Some("null"), None),
            (None, None),
        ] {
            let victim = app.visitor();
            let page = victim.send(log_in(&victim, origin, site)).await;
            page.assert_status(403).assert_sees("ほかのサイトから送信された");
            assert_guarded(&page);
            assert!(!victim.is_logged_in().await);
        }
        assert_eq!(app.audit().await.len(), before);
    }

    async fn r3_2b_a_foreign_form_in_a_customers_name_is_in_the_audit_trail(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        for (origin, site) in [(Some("https://evil.example"), Some("cross-site")), (None, None)] {
            hanako.send(log_in(&hanako, origin, site)).await.assert_status(403);
        }
        assert_eq!(app.audited("turn-away", "foreign-form").await, 2);
    }

    async fn r3_2b_browsers_old_and_new_may_send_our_own_forms(db: TestDb) {
        let app = TestApp::start(&db).await;
        app.registered_customer(HANAKO).await;
        for (origin, site) in
            [(Some(ORIGIN), Some("same-origin")), (Some(ORIGIN), None), (None, Some("same-origin"))]
        {
            let customer = app.visitor();
            customer.send(log_in(&customer, origin, site)).await.assert_status(303);
            assert!(customer.is_logged_in().await);
        }
    }

    async fn r3_2b_a_link_of_a_foreign_page_leads_here(db: TestDb) {
        let app = TestApp::start(&db).await;
        let visitor = app.visitor();
        let mut request = visitor.request(Method::GET, "/", Body::empty());
        request.headers_mut().insert("sec-fetch-site", HeaderValue::from_static("cross-site"));
        visitor.send(request).await.assert_status(200);
    }

    async fn r6_2_every_page_is_guarded_and_stored_nowhere(db: TestDb) {
        let app = TestApp::start(&db).await;
        let (stranger, customer) = (app.visitor(), app.registered_customer(HANAKO).await);
        let mut paths = paths();
        assert!(paths.len() > 4, "{paths:?}");
        paths.extend(["/no/such/page", "/assets/favicon.svg", "/assets/none"].map(str::to_owned));
        for path in paths {
            for visitor in [&stranger, &customer] {
                let page = visitor.send(visitor.request(Method::GET, &path, Body::empty())).await;
                assert!(!page.status.is_server_error(), "{page}");
                assert_guarded(&page);
                if page.header("content-type").is_some_and(|kind| kind.starts_with("text/html")) {
                    assert_nothing_inline(&page);
                }
            }
        }
    }

    async fn r6_2_bad_ends_are_pages_too_and_guarded(db: TestDb) {
        let app = TestApp::start(&db).await;
        let visitor = app.visitor();
        for (method, path, status) in [
            (Method::GET, "/no/such/page", 404),
            (Method::GET, "/register/link/short", 404),
            (Method::GET, "/logout", 405),
            (Method::DELETE, "/login", 405),
            (Method::PUT, "/", 405),
        ] {
            let page = visitor.send(visitor.request(method, path, Body::empty())).await;
            page.assert_status(status).assert_sees("最初のページへ");
            assert_guarded(&page);
        }
    }

    async fn r6_2_secret_cookies_are_out_of_reach_of_scripts_and_other_hosts(db: TestDb) {
        // The kit's cookie jar refuses a cookie without `__Host-`, `Secure`, `HttpOnly`.
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        assert!(hanako.cookie("kura").is_some() && hanako.cookie("kura-device").is_some());
        assert!(hanako.cookie("kura-challenge").is_none(), "used up");
        hanako.log_out().await;
        assert!(hanako.cookie("kura").is_none());
    }
}

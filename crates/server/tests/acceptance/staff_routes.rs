//! Clause 6-5: of the staff's site, too, each page knows its methods and no other, and reading
//! changes nothing but the trail of who read.

use axum::http::Method;
use uuid::Uuid;

use super::{
    desk::Day,
    routes::{ask, but_the_trail, by_path},
};
use crate::kit::{
    TestApp, Visitor, census, on_both_engines,
    route::{self, Route},
};

const NOBODYS: &str = "019ab000-0000-7000-8000-000000000001";

/// The pages there are to read, each of a record there is.
async fn pages(day: &Day) -> Vec<String> {
    let customer = day.app.application(day.id).await.customer_id;
    let asked = route::of_staff().into_iter().filter(|route| route.method == Method::GET);
    let record = |path: &str| -> Uuid {
        match path.split('/').nth(1) {
            Some("documents") => day.picture,
            Some("customers") => customer,
            Some("staff") => day.reviewer.id.0,
            _ => day.id,
        }
    };
    asked
        .map(|route| {
            let address = route.address(&record(&route.path).to_string());
            let stated = match route.path.split('/').nth(1) {
                Some("customers") if route.path.contains("{id}") => "?purpose=answer-customer",
                Some("documents") => "?purpose=answer-customer",
                _ => "",
            };
            address + stated
        })
        .collect()
}

/// One of each role, on whose behalf every page is read.
async fn people(app: &TestApp) -> [Visitor; 5] {
    [
        app.reviewer().await,
        app.approver().await,
        app.supervisor().await,
        app.auditor().await,
        app.administrator().await,
    ]
}

on_both_engines! {
    async fn r6_5_methods_a_page_of_the_staff_does_not_know_are_refused(db: TestDb) {
        let app = TestApp::start(&db).await;
        let (stranger, administrator) = (app.desk(), app.administrator().await);
        for (path, methods) in by_path(route::of_staff()) {
            let address = Route { method: Method::GET, path, public: true }.address(NOBODYS);
            for odd in ["TRACE", "PUT", "DELETE", "PATCH", "OPTIONS", "CONNECT", "KURA", "get"] {
                let odd: Method = odd.parse().unwrap();
                for visitor in [&stranger, &administrator] {
                    let page = ask(visitor, odd.clone(), &address).await;
                    page.assert_status(405).assert_sees("最初のページへ");
                    let allowed = page.header("allow").unwrap_or_default();
                    let told = methods.iter().all(|method| allowed.contains(method.as_str()));
                    assert!(told, "{odd} {address}: Allow: {allowed}");
                }
            }
        }
    }

    async fn r6_5_asking_for_the_head_of_a_page_of_the_staff_is_asking_for_the_page(db: TestDb) {
        let day = Day::begun(&db).await;
        let mut shown = 0;
        for visitor in people(&day.app).await {
            for path in pages(&day).await {
                let head = ask(&visitor, Method::HEAD, &path).await;
                let page = ask(&visitor, Method::GET, &path).await;
                assert_eq!(head.status, page.status, "{path}");
                assert_eq!(head.header("content-type"), page.header("content-type"), "{path}");
                assert!(head.body.is_empty() || !head.status.is_success(), "{path}");
                shown += usize::from(page.status.is_success());
            }
        }
        assert!(shown > 30, "{shown} pages were shown");
    }

    async fn r6_5_reading_every_page_of_the_staff_changes_nothing_but_the_trail(db: TestDb) {
        let day = Day::begun(&db).await;
        let people = people(&day.app).await;
        day.app.run_jobs().await;
        let before = but_the_trail(census(&day.app).await);
        assert!(before["application"].len() == 1 && before["document"].len() == 1);
        for visitor in people.iter().chain([&day.app.desk()]) {
            for path in pages(&day).await {
                for method in [Method::GET, Method::HEAD] {
                    let page = ask(visitor, method, &path).await;
                    assert!(!page.status.is_server_error(), "{page}");
                }
            }
        }
        assert_eq!(but_the_trail(census(&day.app).await), before);
        assert!(day.app.audited("see-application", "done").await > 0, "who read is in the trail");
    }
}

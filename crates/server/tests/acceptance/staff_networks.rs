//! Clause 6-5: the staff's site is open to listed networks only.

use axum::{body::Body, http::Method};

use crate::kit::{Page, TestApp, TimeDelta, Visitor, on_both_engines};

/// The proxy the tests' settings list.
const PROXY: [u8; 4] = [172, 16, 0, 1];

/// Asks for the log-in page with what a proxy may have written.
async fn forwarded(visitor: &Visitor, by: &str) -> Page {
    let mut request = visitor.request(Method::GET, "/login", Body::empty());
    request.headers_mut().insert("x-forwarded-for", by.parse().unwrap());
    visitor.send(request).await
}

on_both_engines! {
    async fn r6_5_listed_networks_of_both_families_reach_the_log_in(db: TestDb) {
        let app = TestApp::start(&db).await;
        for address in ["10.1.0.1", "10.1.255.255", "2001:db8:1::7", "::ffff:10.1.2.3"] {
            let visitor = app.desk_at(address.parse().unwrap());
            visitor.get("/login").await.assert_status(200);
        }
        assert_eq!(app.audited("foreign-network", "foreign-network").await, 0);
    }

    async fn r6_5_others_are_told_so_in_both_languages_and_it_is_recorded(db: TestDb) {
        let app = TestApp::start(&db).await;
        for address in ["10.2.0.1", "203.0.113.9", "2001:db8:2::7", "::ffff:10.2.2.3", "127.0.0.1"] {
            let visitor = app.desk_at(address.parse().unwrap());
            let page = visitor.get("/login").await;
            page.assert_status(403).assert_sees("このネットワークからは利用できません");
            page.assert_sees("Not open to this network");
            assert!(!page.has_form("/login") && page.links_anywhere().is_empty());
        }
        assert_eq!(app.audited("foreign-network", "foreign-network").await, 5);
    }

    async fn r6_5_nothing_of_the_site_is_reached_from_elsewhere_but_its_health(db: TestDb) {
        let app = TestApp::start(&db).await;
        let administrator = app.administrator().await;
        let page = administrator.get("/").await;
        let style = page.attribute("link[rel=stylesheet]", "href").unwrap();
        administrator.get(&style).await.assert_status(200);
        // The very session of an administrator, carried elsewhere.
        let thief = app.desk_at([198, 51, 100, 1].into()).with_cookies_of(&administrator);
        for path in ["/", "/staff", "/login", "/no/such/page", &style] {
            thief.get(path).await.assert_status(403);
        }
        thief.get("/healthz").await.assert_status(200);
        administrator.get("/").await.assert_at("/");
    }

    async fn r6_5_a_forwarded_address_is_believed_from_a_listed_proxy_only(db: TestDb) {
        let app = TestApp::start(&db).await;
        let stranger = app.desk_at([203, 0, 113, 9].into());
        forwarded(&stranger, "10.1.0.5").await.assert_status(403);
        let colleague = app.desk_at([10, 1, 0, 5].into());
        forwarded(&colleague, "203.0.113.9").await.assert_status(200);

        let proxy = app.desk_at(PROXY.into());
        forwarded(&proxy, "10.1.0.5").await.assert_status(200);
        forwarded(&proxy, "203.0.113.9").await.assert_status(403);
        // Only the proxy's own word counts, not what a client wrote before it.
        forwarded(&proxy, "10.1.0.5, 203.0.113.9").await.assert_status(403);
        forwarded(&proxy, "203.0.113.9, 10.1.0.5").await.assert_status(200);
        // A proxy that says nothing is no member of staff.
        proxy.get("/login").await.assert_status(403);
        forwarded(&proxy, "nonsense").await.assert_status(403);
        // A client's own line stands before the proxy's.
        let mut spoofed = proxy.request(Method::GET, "/login", Body::empty());
        for line in ["10.1.0.5", "203.0.113.9"] {
            spoofed.headers_mut().append("x-forwarded-for", line.parse().unwrap());
        }
        proxy.send(spoofed).await.assert_status(403);
        forwarded(&proxy, "10.1.0.5:4711").await.assert_status(200);
    }

    async fn r6_5_nobody_floods_the_trail_from_elsewhere(db: TestDb) {
        let app = TestApp::start(&db).await;
        let stranger = app.desk_at([203, 0, 113, 9].into());
        for _ in 0..60 {
            stranger.get("/login").await.assert_status(403);
        }
        let entries = app.audited("foreign-network", "foreign-network").await;
        assert_eq!(entries, 3);
        app.desk_at([203, 0, 113, 10].into()).get("/login").await.assert_status(403);
        assert_eq!(app.audited("foreign-network", "foreign-network").await, entries + 1);
        app.advance(TimeDelta::hours(1));
        stranger.get("/login").await.assert_status(403);
        assert_eq!(app.audited("foreign-network", "foreign-network").await, entries + 2);
    }

    async fn r6_5_whoever_must_wait_elsewhere_holds_up_no_writer_and_is_held_up_by_none(db: TestDb) {
        let app = TestApp::start(&db).await;
        let stranger = app.desk_at([203, 0, 113, 9].into());
        for _ in 0..4 {
            stranger.get("/login").await.assert_status(403);
        }
        // Somebody writes: of a file there is one writer, and here every count is in their hand.
        let mut writing = app.app.db.begin().await.unwrap();
        writing.execute("UPDATE throttle SET failures = failures", vec![]).await.unwrap();
        let refused = async { stranger.get("/login").await };
        let refused = tokio::time::timeout(std::time::Duration::from_secs(2), refused).await;
        refused.expect("it waits for the writer").assert_status(403);
        writing.commit().await.unwrap();
        assert_eq!(app.audited("foreign-network", "foreign-network").await, 3);
    }

    async fn r6_5_nobody_floods_the_trail_from_many_addresses(db: TestDb) {
        let app = TestApp::start(&db).await;
        let entries = || app.audited("foreign-network", "foreign-network");
        // Everybody with IPv6 has as many addresses of one network as they like.
        for host in 1..=20_u16 {
            let address = [0x2001, 0xdb8, 2, 0, 0, 0, 0, host];
            app.desk_at(address.into()).get("/login").await.assert_status(403);
        }
        assert_eq!(entries().await, 3);
        app.advance(TimeDelta::minutes(1));
        // And some have many networks.
        for network in 1..=20 {
            app.desk_at([203, 0, 113, network].into()).get("/login").await.assert_status(403);
        }
        assert_eq!(entries().await, 3 + 5);
        app.advance(TimeDelta::minutes(1));
        app.desk_at([198, 51, 100, 1].into()).get("/login").await.assert_status(403);
        assert_eq!(entries().await, 3 + 5 + 1);
    }
}

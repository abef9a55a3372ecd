//! Clause 3-2 イ: requests no browser of an honest person makes. Each gets a page in words, none
//! an error of ours, none more of our memory than a form may have.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use axum::{
    body::{Body, Bytes},
    http::{HeaderValue, Method, Request},
};
use futures_util::stream::{iter, repeat_with};

use crate::kit::{PASSWORD, Page, TestApp, Visitor, on_both_engines};

const HANAKO: &str = "hanako@example.jp";
const CHUNK: usize = 64 * 1024;
const MEGABYTE: usize = 1024 * 1024;

/// Addresses that lead elsewhere, or try to begin a header of their own.
const ELSEWHERE: [&str; 9] = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example/",
    "\\\\evil.example",
    "javascript:alert(1)",
    "/\t/evil.example",
    "/\r\nSet-Cookie: kura=stolen",
    " //evil.example",
    "",
];

/// A body without end, and how many bytes of it were read.
fn endless() -> (Body, Arc<AtomicUsize>) {
    let read = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&read);
    let chunks = repeat_with(move || {
        counter.fetch_add(CHUNK, Ordering::Relaxed);
        Ok::<_, std::io::Error>(Bytes::from_static(&[b'a'; CHUNK]))
    });
    (Body::from_stream(chunks), read)
}

fn with_header(mut request: Request<Body>, name: &'static str, value: &[u8]) -> Request<Body> {
    request.headers_mut().insert(name, HeaderValue::from_bytes(value).unwrap());
    request
}

async fn get_with(visitor: &Visitor, path: &str, name: &'static str, value: &[u8]) -> Page {
    let request = visitor.request(Method::GET, path, Body::empty());
    visitor.send(with_header(request, name, value)).await
}

fn assert_leads_home(page: &Page, elsewhere: &str) {
    page.assert_status(303);
    let location = page.location().unwrap();
    assert_eq!(location, "/", "sent to {location:?} by {elsewhere:?}");
}

on_both_engines! {
    async fn r3_2b_a_form_said_to_weigh_ten_gigabytes_is_refused_unread(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        for (path, kind) in [
            ("/holdings/new", "application/x-www-form-urlencoded"),
            ("/imports", "multipart/form-data; boundary=edge"),
        ] {
            let (body, read) = endless();
            let request = hanako.post_request(path, body);
            let request = with_header(request, "content-type", kind.as_bytes());
            let request = with_header(request, "content-length", b"10737418240");
            let page = hanako.send(request).await;
            page.assert_status(413).assert_sees("送信された内容が大きすぎます");
            assert_eq!(read.load(Ordering::Relaxed), 0, "{path}");
        }
    }

    async fn r3_2b_an_endless_form_is_cut_at_a_megabyte(db: TestDb) {
        let app = TestApp::start(&db).await;
        let stranger = app.visitor();
        for path in ["/login", "/register", "/language"] {
            let (body, read) = endless();
            let page = stranger.send(stranger.post_request(path, body)).await;
            page.assert_status(413).assert_sees("送信された内容が大きすぎます");
            assert!(read.load(Ordering::Relaxed) <= MEGABYTE + 2 * CHUNK, "{path}");
        }
    }

    async fn r3_2b_an_endless_body_that_is_no_form_is_not_read(db: TestDb) {
        let app = TestApp::start(&db).await;
        let stranger = app.visitor();
        for kind in ["application/json", "text/plain", "multipart/form-data; boundary=x", "x"] {
            let (body, read) = endless();
            let request = stranger.post_request("/recover/code", body);
            let page = stranger.send(with_header(request, "content-type", kind.as_bytes())).await;
            assert!(page.status.is_client_error(), "{page}");
            assert_eq!(read.load(Ordering::Relaxed), 0, "{kind}");
        }
    }

    async fn r3_2b_a_form_that_breaks_off_is_not_carried_out(db: TestDb) {
        let app = TestApp::start(&db).await;
        let stranger = app.visitor();
        let begun = Ok(Bytes::from_static(b"language=en&back=%2F"));
        let broken = Err(std::io::Error::other("connection reset"));
        let body = Body::from_stream(iter([begun, broken]));
        let page = stranger.send(stranger.post_request("/language", body)).await;
        page.assert_status(400).assert_sees("送信された内容を読み取れませんでした");
        assert_eq!(stranger.cookie("kura-language"), None);
    }

    async fn r3_2b_text_in_a_wrong_encoding_is_refused_and_not_guessed(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        for wrong in ["label=%91%A0", "label=%FF", "label=%C0%80", "label=%ED%A0%80&x=1"] {
            let page = hanako.send(hanako.post_request("/holdings/new", wrong)).await;
            page.assert_status(400).assert_sees("送信された内容を読み取れませんでした");
        }
        for odd in ["label=%zz", "label=%", "&&==&", "=", "%00=%00", "label=1&label=2"] {
            let page = hanako.send(hanako.post_request("/holdings/new", odd)).await;
            assert!(page.status.is_client_error(), "{odd}: {page}");
        }
    }

    async fn r3_2b_an_address_in_a_wrong_encoding_is_a_page_that_does_not_exist(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let strange = ["%FF", "%00", "%", "%zz", "..%2F..%2Fetc%2Fpasswd", "0", "{id}"];
        for id in strange.map(str::to_owned).into_iter().chain(["9".repeat(5_000)]) {
            for place in ["/holdings", "/imports", "/register/link", "/recover/link", "/demo/mail"] {
                let path = format!("{place}/{}", id.replace(['{', '}'], "%7B"));
                let page = hanako.get(&path).await;
                page.assert_status(404).assert_sees("ページが見つかりません");
            }
        }
    }

    async fn r3_2b_questions_that_make_no_sense_are_answered_with_the_page(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        hanako.add_holding("へそくり", "cash", "120,000").await;
        for query in [
            "as_of=0000-00-00&known_at=x", "as_of=99999999999-1-1", "range=%FF&by=%00&view=%zz",
            "by=kind&by=wrapper&by=", "page=0&page=-1&size=0", "&&&=&=&", "notice=%3Cscript%3E",
            "notice=logged-out%0D%0ASet-Cookie:%20x=y",
        ] {
            for path in ["/", "/holdings", "/rates", "/update-all", "/login", "/help"] {
                let page = hanako.get(&format!("{path}?{query}")).await;
                assert!(page.status.is_success(), "{query}: {page}");
                assert!(!page.html().contains("<script>"), "{path}?{query}");
            }
        }
    }

    async fn r3_2b_cookies_of_garbage_are_nobodys(db: TestDb) {
        let app = TestApp::start(&db).await;
        let stranger = app.visitor();
        let long = format!("__Host-kura={}", "a".repeat(8 * 1024));
        let garbage: [&[u8]; 7] = [
            long.as_bytes(), b"__Host-kura=\xff\xfe", b"=;=;;;", b"__Host-kura",
            b"__Host-kura=\"quoted\"; __Host-kura-language=klingon",
            b"__Host-kura-challenge=' OR 1=1--; __Host-kura-hidden=<b>", b"\x80",
        ];
        for cookie in garbage {
            let page = get_with(&stranger, "/", "cookie", cookie).await;
            page.assert_status(200).assert_sees("ログイン");
            get_with(&stranger, "/holdings", "cookie", cookie).await.assert_status(401);
            get_with(&stranger, "/recover/code", "cookie", cookie).await.assert_status(200);
        }
    }

    async fn r3_2b_of_two_sessions_in_one_request_one_counts(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let secret = hanako.cookie("kura").unwrap();
        let stranger = app.visitor();
        let own_first = format!("__Host-kura={secret}; __Host-kura=planted");
        let own_last = format!("__Host-kura=planted; __Host-kura={secret}; kura={secret}");
        for (cookies, status) in [(own_first, 200), (own_last, 401)] {
            let page = get_with(&stranger, "/holdings", "cookie", cookies.as_bytes()).await;
            page.assert_status(status);
        }
        let plain = format!("kura={secret}");
        get_with(&stranger, "/holdings", "cookie", plain.as_bytes()).await.assert_status(401);
    }

    async fn r3_2b_nobody_is_sent_to_a_foreign_site_or_given_a_foreign_header(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        for to in ELSEWHERE {
            let page = hanako.post("/language", &[("language", "ja"), ("back", to)]).await;
            assert_leads_home(&page, to);
            assert_leads_home(&hanako.post("/amounts", &[("back", to)]).await, to);
            let stranger = app.visitor();
            let fields = [("email", HANAKO), ("password", PASSWORD), ("next", to)];
            assert_leads_home(&stranger.post("/login", &fields).await, to);
            let kept = [fields[0], fields[1], ("kept_path", to), ("kept.label", "x")];
            let page = app.visitor().post("/login", &kept).await;
            assert_eq!(page.form("form[action='/']").value("label"), Some("x"), "{to:?}");
        }
    }

    async fn r3_2b_a_language_nobody_speaks_is_japanese(db: TestDb) {
        let app = TestApp::start(&db).await;
        let stranger = app.visitor();
        let long = "x,".repeat(4_000);
        let nonsense: [&[u8]; 6] =
            [b"klingon", b"", b";;;q=,,", b"\xff\xfe", b"*", long.as_bytes()];
        for language in nonsense {
            let page = get_with(&stranger, "/login", "accept-language", language).await;
            assert_eq!(page.assert_status(200).attribute("html", "lang").as_deref(), Some("ja"));
        }
        stranger.post("/language", &[("language", "klingon")]).await.assert_status(400);
        assert_eq!(stranger.cookie("kura-language"), None);
    }
}

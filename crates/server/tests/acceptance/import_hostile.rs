//! Clause 3-1 イ: files and requests no customer would send on purpose each get a clear
//! answer, and leave nothing behind.

use std::{net::SocketAddr, sync::Arc};

use axum::http::{HeaderValue, header};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

use super::import_steps::table;
use crate::kit::{ORIGIN, TestApp, Visitor, on_both_engines};

const HANAKO: &str = "hanako@example.jp";
const MOST_BYTES: usize = 20 * 1024 * 1024;
const IMPORTS: &str = "SELECT COUNT(*) AS n FROM import";

/// The service at a socket, as it is in use.
async fn listen(app: &TestApp) -> SocketAddr {
    let router = web::router(web::Site {
        app: Arc::clone(&app.app),
        secure_cookies: true,
        trusted_proxies: Vec::new(),
        captured_mail: false,
        uploads: web::UnderWay::default(),
    });
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
    address
}

/// The head of an upload by a customer, up to where the file begins.
fn upload_head(visitor: &Visitor, length: &str) -> String {
    let cookie = visitor.cookie("kura").unwrap();
    let head = "Content-Type: multipart/form-data; boundary=edge\r\nSec-Fetch-Site: same-origin";
    format!(
        "POST /imports HTTP/1.1\r\nHost: kura.example\r\nOrigin: {ORIGIN}\r\n{head}\r\n\
         Cookie: __Host-kura={cookie}\r\n{length}\r\n\r\n"
    )
}

/// An upload of which only the head has come so far.
async fn begun(at: SocketAddr, visitor: &Visitor, length: usize) -> TcpStream {
    let mut socket = TcpStream::connect(at).await.unwrap();
    let head = upload_head(visitor, &format!("Content-Length: {length}"));
    socket.write_all(head.as_bytes()).await.unwrap();
    socket
}

/// Writes chunks of a file without end.
async fn pour(into: &mut (impl tokio::io::AsyncWrite + Unpin), poured: &mut usize) {
    let part = "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n";
    let mut chunk = part.to_owned();
    loop {
        let framed = format!("{:x}\r\n{chunk}\r\n", chunk.len());
        if into.write_all(framed.as_bytes()).await.is_err() {
            // The other side hung up; what it said is still to be read.
            return std::future::pending().await;
        }
        *poured += chunk.len();
        chunk = "9".repeat(64 * 1024);
    }
}

async fn status_line(from: &mut (impl tokio::io::AsyncRead + Unpin)) -> String {
    let mut line = vec![0; 12];
    from.read_exact(&mut line).await.unwrap();
    String::from_utf8(line).unwrap()
}

on_both_engines! {
    async fn r3_1b_a_table_of_a_hundred_thousand_columns_is_refused_in_words(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let content = format!("日付,名称,残高\n{}\n", "1,".repeat(100_000));
        let page = hanako.upload("a.csv", content).await;
        page.assert_status(200).assert_sees("2行目の列が多すぎます。200列までのファイルを");
        assert!(!page.offers("confirm"));
        page.step("discard").send(&hanako).await;
        assert_eq!(app.kept_files(), 0);
    }

    async fn r3_1b_bytes_that_are_no_text_are_refused_in_words(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let nul = table(&["2026/9/30,普通,1", "2026/9/30,定\0期,2"]);
        let page = hanako.upload("a.csv", nul).await;
        page.assert_sees("3行目に、文字ではないデータがあります。");
        let excel = b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0\x9a\xb2\xff\xd0\0\0\0\n\0\0".repeat(400);
        let page = hanako.upload("a.xlsx", excel).await;
        page.assert_status(200);
        assert!(!page.offers("confirm"), "{page}");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM valuation").await, 0);
    }

    async fn r3_1b_noise_in_any_encoding_is_answered_by_a_page(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let noise = (0..20_000_u32).map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()[1]);
        let mut page = hanako.upload("a.csv", noise.collect::<Vec<_>>()).await;
        for encoding in ["utf-8", "utf-8-bom", "cp932", "utf-16le", "utf-16be"] {
            page = page.step("choose").set("encoding", encoding).send(&hanako).await;
            page.assert_status(200);
        }
        let quotes = hanako.upload("b.csv", format!("日付,名称\n{}", "\"\n".repeat(9_999))).await;
        assert!(!quotes.assert_status(200).offers("confirm"));
    }

    async fn r3_1b_an_empty_file_or_none_is_asked_for_again(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let page = hanako.upload("空.csv", "").await;
        page.assert_status(422);
        assert!(page.field_error("file").unwrap().contains("このファイルは空です。"));
        // What browsers send where no file was chosen.
        let page = hanako.upload("", "").await;
        page.assert_status(422);
        assert!(page.field_error("file").unwrap().contains("取り込むファイルを選んでください。"));
        let blank = hanako.upload("空白.csv", "\n \n,,\n").await;
        assert!(!blank.assert_sees("ファイルに内容がありません。").offers("confirm"));
        assert_eq!(app.count(IMPORTS).await, 1);
    }

    async fn r3_1b_a_file_a_byte_too_large_is_refused_by_a_page(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let page = hanako.upload("大.csv", vec![b'9'; MOST_BYTES + 1]).await;
        page.assert_status(413).assert_sees("送信された内容が大きすぎます").assert_sees("20MB");
        assert_eq!((app.count(IMPORTS).await, app.kept_files()), (0, 0));
    }

    async fn r3_1b_a_file_without_end_is_cut_off(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let mut socket = TcpStream::connect(listen(&app).await).await.unwrap();
        let head = upload_head(&hanako, "Transfer-Encoding: chunked");
        socket.write_all(head.as_bytes()).await.unwrap();
        let (mut from, mut into) = socket.split();
        let mut poured = 0;
        let answer = tokio::select! {
            answer = status_line(&mut from) => answer,
            () = pour(&mut into, &mut poured) => unreachable!("it has no end"),
        };
        assert_eq!(answer, "HTTP/1.1 413");
        assert!(poured < 2 * MOST_BYTES, "{poured} bytes were taken");
        assert_eq!((app.count(IMPORTS).await, app.kept_files()), (0, 0));
    }

    async fn r3_1b_ten_gigabytes_announced_are_refused_unread(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let mut socket = TcpStream::connect(listen(&app).await).await.unwrap();
        let head = upload_head(&hanako, "Content-Length: 10737418240");
        socket.write_all(head.as_bytes()).await.unwrap();
        assert_eq!(status_line(&mut socket).await, "HTTP/1.1 413");
    }

    async fn r3_1b_a_third_upload_at_once_is_told_to_wait_and_others_are_not(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let taro = app.registered_customer("taro@example.jp").await;
        let at = listen(&app).await;
        let mut one = begun(at, &hanako, 1_000).await;
        let mut two = begun(at, &hanako, 1_000).await;
        let mut three = begun(at, &hanako, 1_000).await;
        // Which of them came last, the network decides.
        let told = tokio::select! {
            told = status_line(&mut one) => told,
            told = status_line(&mut two) => told,
            told = status_line(&mut three) => told,
        };
        assert_eq!(told, "HTTP/1.1 503");

        let part = "--edge\r\nContent-Disposition: form-data; name=";
        let key = "019ab000-0000-7000-8000-000000000001";
        let body = format!(
            "{part}\"form_key\"\r\n\r\n{key}\r\n\
             {part}\"file\"; filename=\"a.csv\"\r\n\r\n日付,名称,残高\r\n--edge--\r\n"
        );
        let mut theirs = begun(at, &taro, body.len()).await;
        theirs.write_all(body.as_bytes()).await.unwrap();
        assert_eq!(status_line(&mut theirs).await, "HTTP/1.1 303");
        assert_eq!(app.count(IMPORTS).await, 1);
    }

    async fn r3_1b_what_is_not_our_upload_form_is_refused_by_a_page(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        for kind in ["text/csv", "multipart/form-data", "multipart/form-data; boundary=", "x", ""] {
            let mut request = hanako.post_request("/imports", "--edge\r\n\r\nx\r\n--edge--\r\n");
            request.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
            let page = hanako.send(request).await;
            page.assert_status(400).assert_sees("送信された内容を読み取れませんでした");
        }
        let mut bare = hanako.post_request("/imports", "日付");
        bare.headers_mut().remove(header::CONTENT_TYPE);
        hanako.send(bare).await.assert_status(400);
        assert_eq!(app.count(IMPORTS).await, 0);
    }

    async fn r3_1b_anothers_import_is_a_missing_import(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let taro = app.registered_customer("taro@example.jp").await;
        let page = hanako.upload("一覧.csv", table(&["2026/9/30,普通,1"])).await;
        let theirs = page.path.clone();
        let missing = "/imports/01999999-0000-7000-8000-000000000000";
        for path in [&theirs, missing] {
            taro.get(path).await.assert_status(404).assert_sees("ページが見つかりません");
            taro.get(&format!("{path}/progress")).await.assert_status(404);
            for step in ["choose", "confirm", "discard", "undo"] {
                let key = ("form_key", "019ab000-0000-7000-8000-000000000001");
                let fields = [key, ("version", "1"), ("encoding", "utf-8"), ("format", "")];
                taro.post(&format!("{path}/{step}"), &fields).await.assert_status(404);
            }
        }
        assert!(hanako.get(&theirs).await.offers("confirm"), "it is untouched");
        taro.get("/imports").await.assert_not_sees("一覧.csv");
    }
}

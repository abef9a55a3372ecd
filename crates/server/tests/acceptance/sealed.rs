//! Clause 6-2: what people enter is readable in nothing the service leaves behind.
//! Texts that would be recognised anywhere are entered through the pages, then searched.

use crate::kit::{Canary, Engine, Person, TestApp, Visitor, on_both_engines};

const EMAIL: &str = "kanaria.no.uta@example.jp";
const PASSWORD: &str = "かごの鳥は夜明けに歌う 7351";

const MAILS_KEPT: &str = "SELECT COUNT(*) AS n FROM outbox_message WHERE sealed IS NOT NULL";

fn tori() -> Person {
    Person {
        family: "金糸雀嶺",
        given: "歌右衛門郎",
        family_kana: "カナリアミネ",
        given_kana: "ウタエモンロウ",
        birth_date: "昭和7年12月31日",
        email: EMAIL.to_owned(),
        password: PASSWORD,
    }
}

/// What is entered on registering, in every spelling that may be kept.
fn canaries() -> Vec<Canary> {
    let texts = [
        "金糸雀嶺",
        "歌右衛門郎",
        "カナリアミネ",
        "ウタエモンロウ",
        "昭和7年12月31日",
        "1932-12-31",
        EMAIL,
        "kanaria.no.uta",
        PASSWORD,
    ];
    texts.into_iter().map(Canary::new).collect()
}

async fn register(app: &TestApp) -> Visitor {
    let visitor = app.visitor();
    tori().register(&visitor).await;
    visitor
}

#[test]
fn r6_2_the_search_finds_a_text_in_every_form() {
    let canary = Canary::new("普通預金の梅");
    let hex: String = "普通預金の梅".bytes().map(|byte| format!("{byte:02x}")).collect();
    let wide =
        |order: fn(u16) -> [u8; 2]| "…普通預金の梅…".encode_utf16().flat_map(order).collect();
    let cases: [(&str, Vec<u8>); 4] = [
        ("raw", "a普通預金の梅b".into()),
        ("hex", format!("\\x00{hex}00").into()),
        ("UTF-16LE", wide(u16::to_le_bytes)),
        ("UTF-16BE", wide(u16::to_be_bytes)),
    ];
    for (form, haystack) in cases {
        assert_eq!(canary.found_in(&haystack), [form]);
    }
    for before in ["", "a", "bb"] {
        let packed = base64::Engine::encode(
            &base64::engine::general_purpose::STANDARD,
            format!("{before}普通預金の梅 and more"),
        );
        assert!(canary.found_in(packed.as_bytes()).contains(&"base64"), "{before:?}");
    }
    assert!(Canary::new("123456").found_in(b"a 0123456 b").is_empty());
    assert_eq!(Canary::new("123456").found_in(b"code: 123456."), ["raw"]);
}

on_both_engines! {
    async fn r6_2_a_registration_is_readable_nowhere_while_its_mail_waits(db: TestDb) {
        let app = TestApp::start(&db).await;
        register(&app).await;
        assert_eq!(app.count(MAILS_KEPT).await, 1);
        app.assert_unreadable(&canaries());
        // Nor were its secrets, which only now come to light.
        let before = app.left_behind();
        let letter = app.last_mail_to(EMAIL).await;
        let link = letter.link();
        let secret = link.rsplit('/').next().unwrap();
        for secret in [Canary::new(&letter.code()), Canary::new(secret)] {
            for place in &before {
                assert!(secret.found_in(&place.bytes).is_empty(), "{}", place.name);
            }
        }
    }

    async fn r6_2_delivered_mail_alone_holds_what_was_entered(db: TestDb) {
        let app = TestApp::start(&db).await;
        let visitor = register(&app).await;
        let letter = app.last_mail_to(EMAIL).await;
        let (code, link) = (Canary::new(&letter.code()), Canary::new(&letter.link()));
        assert_eq!(code.found_in(letter.text.as_bytes()), ["raw"]);
        assert_eq!(app.count(MAILS_KEPT).await, 0);
        visitor.enter_code(&letter.code()).await.assert_at("/");
        app.assert_unreadable(&canaries());
        app.assert_unreadable(&[code, link]);
    }

    async fn r6_2_neither_log_in_nor_its_failures_leave_anything_readable(db: TestDb) {
        let app = TestApp::start(&db).await;
        let visitor = register(&app).await;
        visitor.enter_code(&app.last_mail_to(EMAIL).await.code()).await;
        visitor.log_out().await;
        visitor.log_in(EMAIL, "まちがえて覚えた合い言葉 9182").await.assert_status(422);
        visitor.log_in(EMAIL, PASSWORD).await.assert_at("/");
        let secrets = ["kura", "kura-device"].map(|name| visitor.cookie(name).unwrap());
        let mut canaries = canaries();
        canaries.push(Canary::new("まちがえて覚えた合い言葉 9182"));
        canaries.extend(secrets.iter().map(|secret| Canary::new(secret)));
        app.assert_unreadable(&canaries);
    }

    async fn r6_2_wrong_answers_and_foreign_forms_are_not_logged(db: TestDb) {
        let app = TestApp::start(&db).await;
        let visitor = app.visitor();
        let wrong = Person { birth_date: "その日は覚えておりません", ..tori() };
        wrong.register(&visitor).await.assert_status(422);
        let shift_jis = visitor.post_request("/register", format!("family=%8E%4F&email={EMAIL}"));
        visitor.send(shift_jis).await.assert_status(400);
        visitor.get(&format!("/no/such/page?email={EMAIL}")).await.assert_status(404);
        let mut canaries = canaries();
        canaries.push(Canary::new("その日は覚えておりません"));
        app.assert_unreadable(&canaries);
    }

    async fn r6_2_the_search_reads_what_the_database_really_keeps(db: TestDb) {
        let engine = db.engine;
        let app = TestApp::start(&db).await;
        register(&app).await;
        let places = app.left_behind();
        let held = |text: &str| {
            let canary = Canary::new(text);
            let mut database = places.iter().filter(|place| place.name != "log");
            database.any(|place| !canary.found_in(&place.bytes).is_empty())
        };
        assert!(held("203.0.0.1"), "the audit trail's address is kept as it is");
        assert!(held("confirm") && held("terms_version"));
        let files = places.iter().filter(|place| place.name.ends_with("-wal")).count();
        assert_eq!(files == 1, engine == Engine::Sqlite, "the write-ahead log is searched");
    }
}

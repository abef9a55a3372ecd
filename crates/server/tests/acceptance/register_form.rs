//! Clause 3-2 ア: the registration form, and what it says of wrong answers.

use app::customer::profile;

use crate::kit::{Lang, PASSWORD, Person, TestApp, Words, on_both_engines};

/// Field, wrong answer, and the id of what is said of it.
const WRONG: [(&str, &str, &str); 20] = [
    ("family", "", "name-empty"),
    ("family", "山\u{7}田", "text-control"),
    ("given", "　", "name-empty"),
    ("family_kana", "山田", "name-not-kana"),
    ("given_kana", "", "name-empty"),
    ("given_kana", "Hanako", "name-not-kana"),
    ("birth_date", "", "date-empty"),
    ("birth_date", "きのう", "date-not-a-date"),
    ("birth_date", "1958年2月30日", "date-no-such-day"),
    ("birth_date", "昭和65年1月1日", "date-outside-era"),
    ("birth_date", "2026-11-22", "birth-future"),
    ("birth_date", "9999-12-31", "birth-future"),
    ("birth_date", "0001-01-01", "birth-too-long-ago"),
    ("email", "", "email-empty"),
    ("email", "hanako", "email-malformed"),
    ("email", "hanako@", "email-malformed"),
    ("email", "hanako@example.jp\r\nBcc: thief@example.com", "email-malformed"),
    ("password", "password123456789012", "password-common"),
    ("password", "ababababababababab", "password-repetitive"),
    ("password", "abcdefghijklmnopqrstuvwxyz", "password-sequence"),
];

/// Texts that programs stumble over, none of which is wrong in a name.
const NAUGHTY: [&str; 24] = [
    "null",
    "undefined",
    "NaN",
    "-1",
    "' OR 1=1 --",
    "\"; DROP TABLE customer; --",
    "<script>alert(1)</script>",
    "</textarea><b>",
    "&lt;&amp;",
    "{{ 7*7 }}",
    "${jndi:ldap://x}",
    "%00%n%s",
    "../../etc/passwd",
    "=1+1",
    "𠮷野家",
    "髙橋﨑",
    "葛\u{e0100}飾",
    "👩‍👩‍👧‍👦",
    "Ṱ̺̺̕o͞ ̷i̲̬͇̪͙n̝̗͕v̟̜̘̦͟o̶̙̰̠kè͚̮",
    "\u{202e}txet desrever",
    "ヤ\u{3099}マ",
    "a\u{200b}b\u{feff}c",
    "\u{fffd}",
    "ＡＢＣ　１２３",
];

on_both_engines! {
    async fn r3_2a_wrong_answers_are_told_at_their_fields_in_both_languages(db: TestDb) {
        let app = TestApp::start(&db).await;
        for (tag, lang) in [("ja", Lang::Ja), ("en-GB,en;q=0.8,ja;q=0.5", Lang::En)] {
            let visitor = app.visitor().speaking(tag);
            for (field, answer, told) in WRONG {
                let form = Person::hanako().form(&visitor).await.set(field, answer);
                let page = form.send(&visitor).await;
                page.assert_status(422);
                let expected = Words::new(lang).lookup(told);
                assert_eq!(page.field_error(field).as_deref(), expected, "{field} {answer:?}");
                let summary = page.text_of(".error-summary").unwrap();
                assert!(summary.contains(expected.unwrap()), "{summary}");
                let described = page.attribute(&format!("#{field}"), "aria-describedby").unwrap();
                assert!(described.contains(&format!("{field}-error")), "{described}");
            }
        }
        assert!(app.audit().await.is_empty() && app.mails().await.is_empty());
    }

    async fn r3_2a_wrong_answers_lose_nothing_that_was_typed_but_the_password(db: TestDb) {
        let app = TestApp::start(&db).await;
        let visitor = app.visitor();
        let form = Person::hanako().form(&visitor).await.set("birth_date", "昭和33年4月31日");
        let page = form.send(&visitor).await;
        for (field, typed) in [
            ("family", "山田"),
            ("given_kana", "ハナコ"),
            ("birth_date", "昭和33年4月31日"),
            ("email", "hanako@example.jp"),
            ("password", ""),
            ("consent", "yes"),
        ] {
            assert_eq!(page.value(field).as_deref(), Some(typed), "{field}");
        }
        assert!(!page.html().contains(PASSWORD));
    }

    async fn r3_2a_every_empty_field_is_told_at_once(db: TestDb) {
        let app = TestApp::start(&db).await;
        let visitor = app.visitor();
        let page = visitor.get("/register").await.form("/register").send(&visitor).await;
        page.assert_status(422).assert_sees("8か所をご確認ください");
    }

    async fn r3_2a_nobody_is_registered_without_consent(db: TestDb) {
        let app = TestApp::start(&db).await;
        let visitor = app.visitor();
        let page = Person::hanako().form(&visitor).await.untick("consent").send(&visitor).await;
        let error = page.assert_status(422).field_error("consent").unwrap();
        assert!(error.contains("同意が必要です"), "{error}");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM customer").await, 0);
    }

    async fn r3_2a_the_version_of_the_terms_agreed_to_is_kept(db: TestDb) {
        let app = TestApp::start(&db).await;
        app.registered_customer("hanako@example.jp").await;
        let agreed = "SELECT COUNT(*) AS n FROM customer WHERE terms_version = '2026-11'";
        assert_eq!(app.count(agreed).await, 1);
    }

    async fn r3_2a_kana_and_birth_dates_are_kept_in_one_form_however_typed(db: TestDb) {
        let app = TestApp::start(&db).await;
        for (number, kana, date) in [
            (1, ["やまだ", "はなこ"], "昭和33年4月1日"),
            (2, ["ﾔﾏﾀﾞ", "ﾊﾅｺ"], "S33.4.1"),
            (3, ["ヤマダ", "ハナコ"], "1958/4/1"),
            (4, [" ヤマダ　", "ハナコ "], "１９５８年４月１日"),
        ] {
            let person = Person {
                family_kana: kana[0],
                given_kana: kana[1],
                birth_date: date,
                ..Person::at(&format!("hanako{number}@example.jp"))
            };
            let visitor = app.visitor();
            app.register_at(&visitor, person).await;
            let (kept, _) = profile::show(&app.app, &visitor.asker().await).await.unwrap();
            assert_eq!(kept.name.full_kana(), "ヤマダ ハナコ");
            assert_eq!(kept.birth_date.to_string(), "1958-04-01", "{date}");
        }
    }

    async fn r3_2a_a_password_of_ones_own_name_or_address_is_refused(db: TestDb) {
        let app = TestApp::start(&db).await;
        let visitor = app.visitor();
        for password in ["hanako@example.jp", "hanako-yamada-hanako", "kura kura hanako 1"] {
            let person = Person { password, family: "yamada", ..Person::hanako() };
            let page = person.register(&visitor).await;
            let error = page.assert_status(422).field_error("password").unwrap_or_default();
            assert!(error.contains("お名前やメールアドレス"), "{password}: {error}");
        }
    }

    async fn r3_2a_passwords_count_letters_not_bytes_and_allow_every_letter(db: TestDb) {
        let app = TestApp::start(&db).await;
        let visitor = app.visitor();
        let short = Person { password: "十四文字では短いですよね花", ..Person::hanako() };
        let page = short.register(&visitor).await;
        let error = page.assert_status(422).field_error("password").unwrap();
        assert!(error.contains("15文字以上") && error.contains("今は13文字"), "{error}");
        let long = Person { password: " 桜 🌸 ' \" < > & と ねこ  ", ..Person::hanako() };
        app.register_at(&visitor, long.clone()).await;
        app.visitor().log_in(&long.email, long.password).await.assert_at("/");
    }

    async fn r3_2a_naughty_names_are_kept_exactly(db: TestDb) {
        let app = TestApp::start(&db).await;
        for (number, family) in NAUGHTY.into_iter().enumerate() {
            let visitor = app.visitor();
            let email = format!("naughty{number}@example.jp");
            let wrong = Person { family, birth_date: "", ..Person::at(&email) };
            let page = wrong.register(&visitor).await;
            assert_eq!(page.assert_status(422).value("family").as_deref(), Some(family));

            let person = Person { family, ..Person::at(&email) };
            app.register_at(&visitor, person).await;
            let (kept, _) = profile::show(&app.app, &visitor.asker().await).await.unwrap();
            assert_eq!(kept.name.family, family);
        }
    }

    async fn r3_2a_a_form_that_is_none_of_ours_is_refused_with_a_page(db: TestDb) {
        let app = TestApp::start(&db).await;
        let visitor = app.visitor();
        let form = Person::hanako().form(&visitor).await;
        let keyless = form.clone().set("form_key", "").send(&visitor).await;
        keyless.assert_status(400).assert_sees("何も記録されていません");
        let shift_jis = visitor.post_request("/register", "family=%8ER%93c");
        visitor.send(shift_jis).await.assert_status(400).assert_sees("読み取れませんでした");
        let huge = form.set("given", &"花".repeat(400_000)).send(&visitor).await;
        huge.assert_status(413).assert_sees("大きすぎます");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM customer").await, 0);
    }
}

//! Clause 3-2 ア: registering, and proving the address.

use tokio::task::JoinSet;

use crate::kit::{PASSWORD, Person, TestApp, TimeDelta, on_both_engines};

on_both_engines! {
    async fn r3_2a_a_person_registers_with_the_code_from_the_mail(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.visitor();
        let page = hanako.get("/").await;
        let page = hanako.get(&page.link("新規登録")).await;
        let page = Person::hanako().fill(page.form("/register")).send(&hanako).await;
        page.assert_at("/register/confirm").assert_sees("6けたの確認コードをお送りしました");

        let code = app.last_mail_to("hanako@example.jp").await.code();
        let page = page.form("/register/confirm").set("code", &code).send(&hanako).await;
        page.assert_at("/").assert_sees("メールアドレスを確認しました");
        assert!(hanako.is_logged_in().await);
        assert_eq!(app.mails().await.len(), 1);
        let trail = app.audit().await.into_iter().map(|entry| entry.0).collect::<Vec<_>>();
        assert_eq!(trail, ["register", "confirm-email"]);
    }

    async fn r3_2a_a_code_may_be_typed_in_full_width_digits_and_with_spaces(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.visitor();
        Person::hanako().register(&hanako).await;
        let code = app.last_mail_to("hanako@example.jp").await.code();
        let widen = |digit| char::from_u32(u32::from(digit) + 0xfee0);
        let wide: String = code.chars().filter_map(widen).collect();
        hanako.enter_code(&format!(" {wide}　")).await.assert_at("/");
    }

    async fn r3_2a_the_link_and_the_password_prove_the_address_on_another_device(db: TestDb) {
        let app = TestApp::start(&db).await;
        Person::hanako().register(&app.visitor()).await;
        let link = app.last_mail_to("hanako@example.jp").await.link();

        let phone = app.visitor();
        let page = phone.get(&link).await;
        let page = page.form(&link).set("password", "not her password at all").send(&phone).await;
        assert_eq!(page.field_error("password").as_deref(), Some("パスワードが違います。"));
        page.form(&link).set("password", PASSWORD).send(&phone).await.assert_at("/");
        assert!(phone.is_logged_in().await);
    }

    async fn r3_2a_opening_the_link_changes_nothing_for_mail_scanners_open_links_too(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.visitor();
        Person::hanako().register(&hanako).await;
        let mail = app.last_mail_to("hanako@example.jp").await;
        let scanner = app.visitor();
        for _ in 0..10 {
            scanner.get(&mail.link()).await.assert_status(200);
        }
        assert!(!scanner.is_logged_in().await);
        hanako.enter_code(&mail.code()).await.assert_at("/");
    }

    async fn r3_2a_a_code_ends_with_the_fifth_wrong_try(db: TestDb) {
        let app = TestApp::start(&db).await;
        let thief = app.visitor();
        Person::hanako().register(&thief).await;
        let mail = app.last_mail_to("hanako@example.jp").await;
        for left in (0..5).rev() {
            let page = thief.enter_code(&mail.wrong_code()).await;
            page.assert_status(422).assert_sees(&format!("あと{left}回"));
        }
        let page = thief.enter_code(&mail.code()).await;
        assert!(page.field_error("code").is_some_and(|error| error.contains("使えません")));
        assert!(!thief.is_logged_in().await);
        assert_eq!(app.audited("confirm-email", "wrong-code").await, 5);
        assert_eq!(app.audited("confirm-email", "proof-ended").await, 1);
    }

    async fn r3_2a_a_code_ends_after_half_an_hour_and_a_new_one_can_be_had(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.visitor();
        Person::hanako().register(&hanako).await;
        let old = app.last_mail_to("hanako@example.jp").await.code();
        app.advance(TimeDelta::minutes(30) + TimeDelta::seconds(1));
        let page = hanako.enter_code(&old).await;
        page.assert_status(422).assert_sees("期限が切れた");

        let page = page.form("/register/send-again").send(&hanako).await;
        page.assert_at("/register/confirm").assert_sees("確認コードを送りました");
        let new = app.last_mail_to("hanako@example.jp").await.code();
        hanako.enter_code(&new).await.assert_at("/");
    }

    async fn r3_2a_a_code_works_to_the_last_second_of_its_half_hour(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.visitor();
        Person::hanako().register(&hanako).await;
        let code = app.last_mail_to("hanako@example.jp").await.code();
        app.advance(TimeDelta::minutes(30) - TimeDelta::seconds(1));
        hanako.enter_code(&code).await.assert_at("/");
    }

    async fn r3_2a_a_code_is_good_for_the_browser_that_asked_only(db: TestDb) {
        let app = TestApp::start(&db).await;
        Person::hanako().register(&app.visitor()).await;
        let code = app.last_mail_to("hanako@example.jp").await.code();
        let other = app.visitor();
        Person::at("taro@example.jp").register(&other).await;
        other.enter_code(&code).await.assert_status(422);
        app.visitor().enter_code(&code).await.assert_status(422);
    }

    async fn r3_2a_of_fifty_who_send_a_code_at_once_one_gets_in(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.visitor();
        Person::hanako().register(&hanako).await;
        let code = app.last_mail_to("hanako@example.jp").await.code();
        let mut race = JoinSet::new();
        for _ in 0..50 {
            let (browser, code) = (hanako.copy(), code.clone());
            race.spawn(async move { browser.post("/register/confirm", &[("code", &code)]).await });
        }
        let answers = race.join_all().await;
        let with = |status| answers.iter().filter(|page| page.status.as_u16() == status).count();
        assert_eq!((with(303), with(422)), (1, 49));
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM session").await, 1);
        assert_eq!(app.audited("confirm-email", "done").await, 1);
    }

    async fn r3_2a_of_two_registrations_of_one_address_the_first_to_prove_it_wins(db: TestDb) {
        let app = TestApp::start(&db).await;
        let (first, second) = (app.visitor(), app.visitor());
        Person::hanako().register(&first).await;
        let code_of_first = app.last_mail_to("hanako@example.jp").await.code();
        Person::hanako().register(&second).await;
        let code_of_second = app.last_mail_to("hanako@example.jp").await.code();

        first.enter_code(&code_of_first).await.assert_at("/");
        let page = second.enter_code(&code_of_second).await;
        let error = page.assert_status(422).field_error("code").unwrap();
        assert!(error.contains("すでに登録が完了しています"), "{error}");
        assert!(!second.is_logged_in().await);
        assert_eq!(app.audited("confirm-email", "email-taken").await, 1);
    }

    async fn r3_2a_fifty_registrations_of_one_address_at_once_make_one_customer(db: TestDb) {
        let app = TestApp::start(&db).await;
        let mut race = JoinSet::new();
        for _ in 0..50 {
            let browser = app.visitor();
            let form = Person::hanako().form(&browser).await;
            race.spawn(async move { form.send_only(&browser).await.status.as_u16() });
        }
        assert!(race.join_all().await.iter().all(|status| *status == 303));
        for mail in app.mails_to("hanako@example.jp").await {
            let browser = app.visitor();
            let link = mail.link();
            browser.get(&link).await.form(&link).set("password", PASSWORD).send(&browser).await;
        }
        let active = "SELECT COUNT(*) AS n FROM customer WHERE status = 'active'";
        assert_eq!(app.count(active).await, 1);
    }

    async fn r3_2a_a_form_sent_twice_makes_one_registration(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.visitor();
        let form = Person::hanako().form(&hanako).await;
        form.clone().send(&hanako).await.assert_at("/register/confirm");
        form.send(&hanako).await.assert_at("/register/confirm");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM customer").await, 1);
        let code = app.last_mail_to("hanako@example.jp").await.code();
        hanako.enter_code(&code).await.assert_at("/");
        let again = app.visitor();
        again.log_in("hanako@example.jp", PASSWORD).await.assert_at("/");
    }

    async fn r3_2a_who_goes_back_and_mends_the_address_gets_the_mail_there(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.visitor();
        let form = Person::at("hanaco@example.jp").form(&hanako).await;
        form.clone().send(&hanako).await;
        // The browser's back button shows the form as it was, its key too.
        form.set("email", "hanako@example.jp").set("password", PASSWORD).send(&hanako).await;
        let code = app.last_mail_to("hanako@example.jp").await.code();
        hanako.enter_code(&code).await.assert_at("/");
        let (profile, _) =
            app::customer::profile::show(&app.app, &hanako.asker().await).await.unwrap();
        assert_eq!(profile.email.as_str(), "hanako@example.jp");
    }

    async fn r3_2a_who_goes_back_and_chooses_another_password_has_that_one(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.visitor();
        let form = Person::hanako().form(&hanako).await;
        form.clone().send(&hanako).await;
        let other = "すみれ色の朝にいただく 1 杯の紅茶";
        form.set("password", other).send(&hanako).await.assert_at("/register/confirm");
        let code = app.last_mail_to("hanako@example.jp").await.code();
        hanako.enter_code(&code).await.assert_at("/");
        app.visitor().log_in("hanako@example.jp", other).await.assert_at("/");
    }
}

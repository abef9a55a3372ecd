//! Clauses 3-3 ア and 4-1 ウ: what the scanner says decides. Down means held, found means that
//! nothing is kept and people are told.

use std::sync::Arc;

use app::{
    Refusal, application, document,
    domain::{
        bank::identity_document::Side,
        document::{Refusal as Rule, Scan, State},
        incident::Outcome,
        staff::Role,
    },
    incident,
};

use crate::{
    document::{
        COMPARE, Day, HANAKO, LICENCE, assert_missing, assert_refused, assert_rule, good_photo,
    },
    forge::{jpeg_with, segment},
    kit::{
        Canary, Clamd, EICAR, FakeScanner, Manner, PASSWORD, Person, TestApp, approves, in_time,
        log, on_both_engines,
    },
};

const INCIDENTS: &str = "SELECT COUNT(*) AS n FROM incident WHERE kind = 'malware'";

impl Day {
    async fn scanned_by(db: &testdb::TestDb, scanner: &FakeScanner) -> Self {
        Self::on(TestApp::scanned_by(db, scanner.scanner.clone()).await).await
    }

    async fn signatures(&self) -> Vec<String> {
        let mut conn = self.app.app.db.read().await.unwrap();
        let open = store::incident::open(&mut conn).await.unwrap();
        open.into_iter().map(|incident| incident.detail).collect()
    }

    async fn sweep(&self) {
        app::jobs::sweep(&self.app.app).await.unwrap();
    }
}

on_both_engines! {
    async fn r3_3a_clamav_lets_a_photo_pass_and_finds_what_is_hidden_in_one(db: TestDb) {
        let eicar = EICAR.concat();
        let finds = [("Home.Eicar.Test", &*eicar)];
        let clamd = Clamd::start(&format!("{:?}", db.engine), &finds).await;
        let day = Day::on(TestApp::scanned_by(&db, clamd.scanner.clone()).await).await;
        let clean = day.upload(&good_photo()).await.unwrap();
        assert_eq!(day.documents().await[0].scan, Scan::Clean);

        // The gate would have drawn it anew without the comment: nobody would have known.
        let carrier = jpeg_with(&good_photo(), &[segment(0xFE, eicar.as_bytes())]);
        let form = day.form();
        for _ in 0..2 {
            assert_rule(day.upload_by(form, LICENCE, &carrier).await, Rule::Unusable);
        }
        assert_rule(day.upload(eicar.as_bytes()).await, Rule::Unusable);
        assert_eq!(day.signatures().await, ["Home.Eicar.Test.UNOFFICIAL"; 2], "one for each form");
        assert_eq!(day.app.audited("quarantine-document", "done").await, 2);
        let ids: Vec<_> = day.documents().await.iter().map(|document| document.id).collect();
        assert_eq!((ids, day.files().len()), (vec![clean], 1), "what was there before stays");
    }

    async fn r3_3a_whoever_runs_the_service_is_told_of_a_find_and_nothing_of_whose(db: TestDb) {
        let scanner = FakeScanner::that(Manner::Finds("Home.Fox")).await;
        let day = Day::scanned_by(&db, &scanner).await;
        let [supervisor, administrator, reviewer] = [
            day.app.member(&[Role::Supervisor]).await,
            day.app.member(&[Role::Administrator]).await,
            day.app.member(&[Role::Reviewer]).await,
        ];
        assert_rule(day.upload(&good_photo()).await, Rule::Unusable);
        for told in [&supervisor, &administrator] {
            let letter = day.app.last_mail_to(&told.email).await;
            assert!(letter.subject.contains("不審なもの"), "{}", letter.subject);
            for untold in [HANAKO, "花子", "Home.Fox", "/login"] {
                assert!(!letter.text.contains(untold), "{untold}");
            }
        }
        assert!(day.app.mails_to(&reviewer.email).await.is_empty());

        let (app, reviewer) = (&day.app.app, day.officer(Role::Reviewer, None).await);
        assert_refused(incident::all(app, &reviewer).await, Refusal::NotPermitted);
        let supervisor = day.officer(Role::Supervisor, None).await;
        let [found] = &incident::all(app, &supervisor).await.unwrap().open[..] else { panic!("one") };
        assert_eq!((found.customer, found.signature.as_str()), (day.hanako.customer, "Home.Fox"));
        let close = |id| incident::close(app, &supervisor, id, Outcome::FalseAlarm, "誤検知。");
        assert!(close(found.id).await.unwrap(), "what was found is kept");
        assert_refused(close(found.id).await, Refusal::Stale);
        assert_missing(&close(day.app.new_id()).await);
        assert!(incident::all(app, &supervisor).await.unwrap().open.is_empty());
        for (action, outcome) in [
            ("see-incidents", "not-permitted"),
            ("close-incident", "done"),
            ("close-incident", "stale"),
            ("close-incident", "not-found"),
        ] {
            assert_eq!(day.app.audited(action, outcome).await, 1, "{action} {outcome}");
        }
    }

    async fn r4_1c_a_find_waits_on_a_page_until_one_who_may_has_looked_into_it(db: TestDb) {
        let scanner = FakeScanner::that(Manner::Finds("Home.Fox")).await;
        let day = Day::scanned_by(&db, &scanner).await;
        assert_rule(day.upload(&good_photo()).await, Rule::Unusable);
        let reviewer = day.app.reviewer().await;
        reviewer.get("/incidents").await.assert_status(403).assert_not_sees("Home.Fox");
        let home = reviewer.get("/").await;
        assert!(!home.links_anywhere().contains(&"/incidents".to_owned()));

        let administrator = day.app.administrator().await;
        let seen_too = administrator.get("/incidents").await;
        seen_too.assert_sees("Home.Fox").assert_sees(&day.hanako.customer.to_string());
        let customer = format!("/customers/{}", day.hanako.customer);
        assert!(seen_too.links_to("/customers").is_empty(), "they may not open customers");

        let supervisor = day.app.supervisor().await;
        let home = supervisor.get("/").await;
        assert_eq!(home.link("事案 1件"), "/incidents");
        let page = supervisor.get("/incidents").await;
        assert_eq!(page.links_to("/customers"), std::slice::from_ref(&customer));
        let asked = supervisor.get(&customer).await;
        asked.assert_status(422).assert_sees("目的を選んで");
        let found = asked.form("/customers").set("purpose", "investigate").send(&supervisor).await;
        supervisor.get(&found.links_to("/customers/")[0]).await.assert_at(&customer);
        assert_eq!(day.app.purposes("see-customer").await, ["", "investigate"]);
        let path = page.links_to("/incidents/").remove(0);
        let late = administrator.get(&seen_too.links_to("/incidents/")[0]).await.form(&path);
        let bare = supervisor.get(&path).await.form(&path).send(&supervisor).await;
        bare.assert_status(422).assert_sees("結果を選んでください。");
        bare.assert_sees("確認して分かったことを書いてください。");
        let form = bare.form(&path).set("outcome", "customer-told");
        let number = "番号は1234-5678-9018。";
        let numbered = form.clone().set("note", number).send(&supervisor).await;
        numbered.assert_status(422).assert_not_sees("1234-5678-9018");
        let closed = form.set("note", "電話で確認。端末の対策を依頼。").send(&supervisor).await;
        closed.assert_at("/incidents").assert_sees("確認を終えました。");
        closed.assert_sees("確認が必要な事案はありません。").assert_sees("お客さまに連絡");
        closed.assert_sees("電話で確認。端末の対策を依頼。").assert_sees("2026年11月22日");
        let gone = late.set("outcome", "false-alarm").set("note", "誤検知").send(&administrator).await;
        gone.assert_at("/incidents").assert_sees("すでに確認が終わっています。");
        gone.assert_sees("お客さまに連絡").assert_not_sees("電話で確認");
        assert_eq!(day.app.purposes("close-incident").await, ["customer-told", "customer-told", "false-alarm"]);
        for (action, outcome, times) in [
            ("see-incidents", "done", 8),
            ("close-incident", "done", 1),
            ("close-incident", "stale", 1),
            ("turn-away", "not-permitted", 1),
        ] {
            assert_eq!(day.app.audited(action, outcome).await, times, "{action} {outcome}");
        }
    }

    async fn r4_1c_nobody_closes_a_find_in_a_file_of_their_own(db: TestDb) {
        let scanner = FakeScanner::that(Manner::Finds("Home.Fox")).await;
        let day = Day::scanned_by(&db, &scanner).await;
        assert_rule(day.upload(&good_photo()).await, Rule::Unusable);
        let (app, herself) = (&day.app.app, day.officer(Role::Supervisor, Some(HANAKO)).await);
        let [found] = &incident::all(app, &herself).await.unwrap().open[..] else { panic!("one") };
        assert!(found.is_own);
        let own = Refusal::Incident(domain::incident::Refusal::Oneself);
        let (outcome, note) = (Outcome::FalseAlarm, "問題なし。");
        assert_refused(incident::find(app, &herself, found.id).await, own);
        assert_refused(incident::close(app, &herself, found.id, outcome, note).await, own);
        assert_eq!(day.app.audited("close-incident", "oneself").await, 1);
        let another = day.officer(Role::Supervisor, None).await;
        incident::close(app, &another, found.id, outcome, note).await.unwrap();
        let read = |all: incident::Incidents| all.closed[0].note.clone();
        assert_eq!(read(incident::all(app, &another).await.unwrap()).as_deref(), Some(note));
        assert_eq!(read(incident::all(app, &herself).await.unwrap()), None, "nor reads of it");
        day.app.assert_unreadable(&[Canary::new(note)]);
    }

    async fn r3_3a_while_the_scanner_is_down_pictures_are_held_and_opened_for_nobody(db: TestDb) {
        let scanner = FakeScanner::that(Manner::IsDown).await;
        let day = Day::scanned_by(&db, &scanner).await;
        let id = day.upload(&good_photo()).await.unwrap();
        assert_eq!(day.documents().await[0].state, State::Held);
        assert_rule(document::picture(&day.app.app, &day.hanako, id).await, Rule::Held);
        day.is("submitted").await;
        let reviewer = day.officer(Role::Reviewer, None).await;
        assert_rule(document::look(&day.app.app, &reviewer, id, COMPARE).await, Rule::Held);
        assert_eq!(day.app.audited("see-document", "held").await, 1);

        day.sweep().await;
        assert_eq!(day.documents().await[0].state, State::Held, "still down");
        scanner.now(Manner::Refuses);
        day.sweep().await;
        assert_eq!(day.documents().await[0].state, State::Held, "it would not look");
        scanner.now(Manner::Clean);
        day.sweep().await;
        let document = day.documents().await.remove(0);
        assert_eq!((document.state, document.scan), (State::Kept, Scan::RedrawnClean));
        document::picture(&day.app.app, &day.hanako, id).await.unwrap();
        document::look(&day.app.app, &reviewer, id, COMPARE).await.unwrap();
        assert_eq!(day.app.audited("release-document", "done").await, 1);
        day.sweep().await;
        assert_eq!(day.app.audited("release-document", "done").await, 1);
    }

    async fn r5_2c_nobody_says_yes_to_a_picture_nobody_has_seen(db: TestDb) {
        let scanner = FakeScanner::that(Manner::IsDown).await;
        let day = Day::scanned_by(&db, &scanner).await;
        day.upload(&good_photo()).await.unwrap();
        day.is("submitted").await;
        let reviewer = day.officer(Role::Reviewer, None).await;
        let (app, yes) = (&day.app.app, &approves());
        application::take(app, &reviewer, day.shown().await).await.unwrap();
        let said = application::recommend(app, &reviewer, day.shown().await, yes, "").await;
        assert_rule(said, Rule::Held);
        scanner.now(Manner::Clean);
        day.sweep().await;
        application::recommend(app, &reviewer, day.shown().await, yes, "").await.unwrap();
    }

    async fn r3_3a_a_held_picture_in_which_something_is_found_is_destroyed(db: TestDb) {
        let scanner = FakeScanner::that(Manner::IsDown).await;
        let day = Day::scanned_by(&db, &scanner).await;
        let id = day.upload(&good_photo()).await.unwrap();
        day.is("submitted").await;
        scanner.now(Manner::Finds("Home.Fox"));
        day.sweep().await;
        assert_eq!(day.row(id).await.state, "quarantined");
        assert!(day.files().is_empty() && day.row(id).await.destroyed_at.is_some());
        assert_eq!(day.signatures().await, ["Home.Fox"]);
        assert_eq!(day.standing().await.state, "awaiting-customer", "another is asked for");
        let letter = day.app.last_mail_to(HANAKO).await;
        assert!(letter.subject.contains("画像を消去しました"), "{}", letter.subject);
        assert!(!letter.text.contains("Home.Fox") && !letter.text.contains("ウイルス"));
        day.upload(&good_photo()).await.unwrap_err();
        scanner.now(Manner::Clean);
        day.upload(&good_photo()).await.unwrap();
        assert_eq!(day.app.count(INCIDENTS).await, 2, "the one given meanwhile, too");
    }

    async fn r3_3a_two_workers_who_find_the_same_destroy_it_once_and_neither_fails(db: TestDb) {
        let scanner = FakeScanner::that(Manner::IsDown).await;
        let day = Day::scanned_by(&db, &scanner).await;
        let id = day.upload(&good_photo()).await.unwrap();
        day.is("submitted").await;
        scanner.now(Manner::FindsLater("Home.Fox"));
        let answers = async {
            for _ in 0..2 {
                scanner.is_asked().await;
            }
            scanner.go_on();
            scanner.go_on();
        };
        tokio::join!(day.sweep(), day.sweep(), answers);
        assert_eq!(day.row(id).await.state, "quarantined");
        assert_eq!(day.signatures().await, ["Home.Fox"], "one incident");
        assert_eq!(day.app.audited("quarantine-document", "done").await, 1);
        let log = String::from_utf8(log::text()).unwrap();
        let of_it = log.lines().filter(|line| line.contains(&id.to_string()));
        let failed: Vec<_> = of_it.filter(|line| line.contains("could not be released")).collect();
        assert!(failed.is_empty(), "{failed:?}");
    }

    async fn r3_3a_an_incident_outlives_its_customer_without_the_files_hash(db: TestDb) {
        let scanner = FakeScanner::that(Manner::Finds("Home.Fox")).await;
        let day = Day::scanned_by(&db, &scanner).await;
        assert_rule(day.upload(&good_photo()).await, Rule::Unusable);
        app::customer::close::close(&day.app.app, &day.hanako, PASSWORD).await.unwrap();
        day.app.advance(crate::kit::TimeDelta::days(31));
        day.sweep().await;
        assert_eq!(day.app.audited("erase-account", "done").await, 1);
        assert_eq!(day.app.count(INCIDENTS).await, 1);
        let hashes = "SELECT COUNT(*) AS n FROM incident WHERE length(original_hash) > 0";
        assert_eq!(day.app.count(hashes).await, 0);
        // It is closed all the same; of whom the bank has forgotten, it keeps nothing more.
        let supervisor = day.officer(Role::Supervisor, None).await;
        let id = incident::all(&day.app.app, &supervisor).await.unwrap().open[0].id;
        let outcome = Outcome::NothingMore;
        let kept = incident::close(&day.app.app, &supervisor, id, outcome, "退会済み。").await;
        assert!(!kept.unwrap());
    }

    async fn r3_3a_a_scanner_that_says_nothing_is_asked_once_a_sweep(db: TestDb) {
        let scanner = FakeScanner::that(Manner::IsDown).await;
        let day = Day::scanned_by(&db, &scanner).await;
        day.upload(&good_photo()).await.unwrap();
        day.upload_by(day.form(), (LICENCE.0, Side::Back), &good_photo()).await.unwrap();
        scanner.now(Manner::HangsUp);
        day.sweep().await;
        assert_eq!(scanner.documents(), 1);
        assert!(day.documents().await.iter().all(|document| document.state == State::Held));
    }

    async fn r3_3a_a_scanner_that_takes_its_time_holds_no_mail_up(db: TestDb) {
        let scanner = FakeScanner::that(Manner::IsDown).await;
        let day = Day::scanned_by(&db, &scanner).await;
        day.upload(&good_photo()).await.unwrap();
        scanner.now(Manner::Waits);
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let jobs = tokio::spawn({
            let app = day.app.app.clone();
            async move { app::jobs::work(&app, async { stopped.await.unwrap() }).await }
        });
        scanner.is_asked().await;
        let taro = Person::at("taro@example.jp");
        taro.register(&day.app.visitor()).await;
        let waiting = "SELECT COUNT(*) AS n FROM outbox_message WHERE sent_at IS NULL";
        let delivered = async {
            while day.app.count(waiting).await > 0 {
                tokio::task::yield_now().await;
            }
        };
        in_time("the letter leaves while the scanner looks", delivered).await;
        assert_eq!(day.documents().await[0].state, State::Held, "the scanner still looks");
        scanner.go_on();
        stop.send(()).unwrap();
        jobs.await.unwrap();
        assert_eq!(day.documents().await[0].state, State::Kept);
    }

    async fn r3_3a_a_picture_that_comes_too_late_is_not_kept(db: TestDb) {
        let scanner = FakeScanner::that(Manner::Waits).await;
        let day = Arc::new(Day::scanned_by(&db, &scanner).await);
        let late = {
            let day = Arc::clone(&day);
            tokio::spawn(async move { day.upload(&good_photo()).await })
        };
        scanner.is_asked().await;
        day.is("submitted").await;
        scanner.go_on();
        assert_rule(late.await.unwrap(), Rule::NotYourTurn);
        assert!(day.files().is_empty() && day.documents().await.is_empty());
    }

    async fn r3_3a_whoever_leaves_during_an_upload_leaves_nothing(db: TestDb) {
        let scanner = FakeScanner::that(Manner::Waits).await;
        let day = Arc::new(Day::scanned_by(&db, &scanner).await);
        let upload = {
            let day = Arc::clone(&day);
            tokio::spawn(async move { day.upload(&good_photo()).await })
        };
        scanner.is_asked().await;
        upload.abort();
        assert!(upload.await.unwrap_err().is_cancelled());
        // As if the worker had died after it wrote the file, too.
        let mut conn = day.app.app.db.read().await.unwrap();
        let later = day.app.app.clock.now() + crate::kit::TimeDelta::days(1);
        let announced = store::document::abandoned(&mut conn, later, store::BEGINNING).await.unwrap();
        drop(conn);
        let [(_, id)] = announced[..] else { panic!("one is announced: {announced:?}") };
        day.app.app.documents.put(id, b"sealed").await.unwrap();
        day.sweep().await;
        assert_eq!(day.files().len(), 1, "it may still come");
        day.app.advance(crate::kit::TimeDelta::hours(2));
        day.sweep().await;
        assert!(day.files().is_empty());
        let row = day.row(id).await;
        assert!(row.state == "refused" && row.destroyed_at.is_some(), "{row:?}");
        assert_missing(&document::picture(&day.app.app, &day.hanako, id).await);
    }
}

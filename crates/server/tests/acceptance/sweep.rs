//! Clauses 3-2 イ, 3-3 ア and 3-3 イ: the sweep while people are about, while a folder fails, and
//! behind what cannot be done at all.

use std::{fs, sync::Arc};

use app::{AppError, customer::close, document, domain::bank::identity_document::Side};
use store::{
    application::Standing,
    customer::Registration,
    data_key::WrappedKey,
    document::{Arrival, Settled},
};
use tokio::task::JoinHandle;
use uuid::Uuid;

use super::{import_steps::MONEY_FORWARD, suspend::wait_until_so_many_wait};
use crate::{
    document::{Day, HANAKO, LICENCE, good_photo},
    kit::{PASSWORD, TestApp, TimeDelta, in_time, log, on_both_engines},
};

/// As many as a page of any list the sweep goes through holds.
const PAGE: usize = 100;

impl TestApp {
    /// Customers who began an application, whose keys nothing opens: rows, and no more.
    pub async fn strangers(&self, number: usize, named: bool) -> Vec<(Uuid, Uuid)> {
        let (now, mut strangers) = (self.app.clock.now(), Vec::new());
        let mut conn = self.app.db.begin().await.unwrap();
        for _ in 0..number {
            let (id, application) = (self.new_id(), self.new_id());
            let new = Registration {
                id,
                email_index: id.as_bytes(),
                person: named.then_some((id.as_bytes(), id.as_bytes())),
                profile: b"sealed",
                language: "ja",
                terms_version: "2026-11",
                at: now,
            };
            store::customer::insert(&mut conn, &new).await.unwrap();
            store::customer::verify(&mut conn, id, now).await.unwrap();
            let (master, wrapped) = ("lost".to_owned(), b"lost".to_vec());
            let key = WrappedKey { customer_id: id, master, wrapped };
            store::data_key::insert(&mut conn, &key, now).await.unwrap();
            store::application::insert(&mut conn, application, id, b"draft", now).await.unwrap();
            strangers.push((id, application));
        }
        conn.commit().await.unwrap();
        strangers
    }

    /// Each gives a picture, whose file is nowhere.
    pub async fn give_pictures(&self, strangers: &[(Uuid, Uuid)]) {
        let mut conn = self.app.db.begin().await.unwrap();
        for (customer_id, application_id) in strangers {
            let arrival = Arrival {
                id: self.new_id(),
                application_id: *application_id,
                customer_id: *customer_id,
                kind: "driving-licence",
                side: "front",
                original_hash: b"hash",
                bytes: 1,
                at: self.app.clock.now(),
            };
            store::document::arrive(&mut conn, &arrival).await.unwrap();
            let kept = Settled { state: "kept", scan: "clean", size: (1, 1), bytes: 1 };
            store::document::settle(&mut conn, arrival.id, kept).await.unwrap();
        }
        conn.commit().await.unwrap();
    }

    /// The bank asks each for something.
    async fn ask_back(&self, strangers: &[(Uuid, Uuid)]) {
        let now = Some(self.app.clock.now());
        let sent =
            Standing { state: "submitted".to_owned(), submitted_at: now, ..Standing::draft() };
        let asked =
            Standing { state: "awaiting-customer".to_owned(), returned_at: now, ..sent.clone() };
        let mut conn = self.app.db.begin().await.unwrap();
        for (_, id) in strangers {
            store::application::step(&mut conn, *id, 1, &sent).await.unwrap();
            store::application::step(&mut conn, *id, 2, &asked).await.unwrap();
        }
        conn.commit().await.unwrap();
    }

    pub async fn sweep(&self) {
        app::jobs::sweep(&self.app).await.unwrap();
    }

    /// Begins a sweep, and waits until it is in the middle of a list: until one of what it
    /// ends is counted.
    async fn sweep_until(&self, ended: &'static str) -> JoinHandle<Result<(), AppError>> {
        assert_eq!(self.count(ended).await, 0);
        let service = Arc::clone(&self.app);
        let sweep = tokio::spawn(async move { app::jobs::sweep(&service).await });
        let counted = async {
            while self.count(ended).await == 0 {
                tokio::task::yield_now().await;
            }
        };
        in_time("the sweep ends something", counted).await;
        sweep
    }

    /// The lines of the log that are about a record.
    pub fn logged_of(&self, record: Uuid) -> Vec<String> {
        let log = String::from_utf8(log::text()).unwrap();
        let lines = log.lines().filter(|line| line.contains(&record.to_string()));
        lines.map(str::to_owned).collect()
    }
}

on_both_engines! {
    async fn r3_3a_a_draft_sent_while_the_sweep_is_at_work_keeps_its_picture(db: TestDb) {
        let app = TestApp::start(&db).await;
        let strangers = app.strangers(PAGE - 1, true).await;
        app.give_pictures(&strangers).await;
        app.advance(TimeDelta::seconds(1));
        let day = Day::on(app).await;
        let picture = day.upload(&good_photo()).await.unwrap();
        day.app.advance(TimeDelta::days(90));
        let expired = "SELECT COUNT(*) AS n FROM document WHERE state = 'expired'";
        let sweep = day.app.sweep_until(expired).await;
        day.is("submitted").await;
        sweep.await.unwrap().unwrap();
        assert_eq!(day.app.count(expired).await, 99, "of all whose drafts were left lying");
        assert_eq!(day.row(picture).await.state, "kept");
        document::picture(&day.app.app, &day.hanako, picture).await.unwrap();
    }

    async fn r3_3a_a_draft_given_a_picture_while_the_sweep_is_at_work_stays_one(db: TestDb) {
        let app = TestApp::start(&db).await;
        app.strangers(PAGE - 1, true).await;
        app.advance(TimeDelta::seconds(1));
        let day = Day::on(app).await;
        day.app.advance(TimeDelta::days(90));
        let over = "SELECT COUNT(*) AS n FROM application WHERE state <> 'draft'";
        let sweep = day.app.sweep_until(over).await;
        // Its row alone: a picture's own way in takes longer than the sweep may.
        day.app.give_pictures(&[(day.hanako.customer, day.application)]).await;
        sweep.await.unwrap().unwrap();
        assert_eq!(day.app.count(over).await, 99, "all that were left lying");
        assert_eq!(day.standing().await.state, "draft");
        let kept = "SELECT COUNT(*) AS n FROM document WHERE state = 'kept'";
        assert_eq!(day.app.count(kept).await, 1);
    }

    async fn r3_3b_what_the_sweep_cannot_do_lets_nothing_behind_it_wait(db: TestDb) {
        let app = TestApp::start(&db).await;
        let strangers = app.strangers(5 * PAGE + 1, false).await;
        app.ask_back(&strangers[..=PAGE]).await;
        app.advance(TimeDelta::seconds(1));
        let day = Day::on(app).await;
        day.is("awaiting-customer").await;
        let mut conn = day.app.app.db.begin().await.unwrap();
        conn.execute("UPDATE customer SET name_index = NULL", vec![]).await.unwrap();
        conn.commit().await.unwrap();
        day.app.advance(TimeDelta::days(60));
        day.app.sweep().await;
        assert_eq!(day.standing().await.state, "expired");
        let letter = day.app.last_mail_to(HANAKO).await;
        assert!(letter.subject.contains("終了しました"), "{}", letter.subject);
        let unnamed = "SELECT COUNT(*) AS n FROM customer WHERE name_index IS NULL";
        assert_eq!(day.app.count(unnamed).await, 501, "hers is there, behind all these");
        assert_eq!(day.app.audited("expire-application", "done").await, 1);
        let (customer, application) = strangers[0];
        for (record, what) in
            [(application, "an application did not expire"), (customer, "a name could not be hashed")]
        {
            let lines = day.app.logged_of(record);
            assert!(lines.iter().any(|line| line.contains(what)), "{what}: {lines:?}");
        }
    }

    async fn r3_2b_an_erased_customers_pictures_go_once_the_folder_is_back(db: TestDb) {
        let day = Day::begun(&db).await;
        let front = day.upload(&good_photo()).await.unwrap();
        let back = (LICENCE.0, Side::Back);
        let back = day.upload_by(day.form(), back, &good_photo()).await.unwrap();
        day.is("submitted").await;
        close::close(&day.app.app, &day.hanako, PASSWORD).await.unwrap();
        day.app.advance(TimeDelta::days(31));
        let (folder, away) = (&day.app.documents, day.app.documents.with_extension("away"));
        fs::rename(folder, &away).unwrap();
        day.app.sweep().await;
        assert_eq!(day.app.audited("erase-account", "done").await, 1);
        assert_eq!(day.app.count("SELECT COUNT(*) AS n FROM data_key").await, 0);
        let named = "SELECT COUNT(*) AS n FROM document WHERE ended_at IS NOT NULL \
                     AND destroyed_at IS NULL AND original_hash IS NULL";
        assert_eq!(day.app.count(named).await, 2, "what is not deleted has its name still");
        // Of the first: once the folder does not answer, it is not asked for the second.
        let lines = [day.app.logged_of(front), day.app.logged_of(back)].concat();
        let told = |line: &&String| {
            line.contains("a picture's file could not be destroyed") && line.contains("os error")
        };
        assert_eq!(lines.iter().filter(told).count(), 1, "with what caused it: {lines:?}");

        fs::rename(&away, folder).unwrap();
        let (file, aside) = (folder.join(front.simple().to_string()), folder.join("aside"));
        fs::rename(&file, &aside).unwrap();
        fs::create_dir(&file).unwrap();
        day.app.sweep().await;
        assert!(!folder.join(back.simple().to_string()).exists(), "one that fails holds up none");
        assert_eq!(day.app.count(named).await, 1);

        fs::remove_dir(&file).unwrap();
        fs::rename(&aside, &file).unwrap();
        day.app.sweep().await;
        assert!(day.files().is_empty());
        assert_eq!(day.app.count("SELECT COUNT(*) AS n FROM document").await, 0);
    }

    async fn r3_2b_from_a_disk_that_is_not_mounted_nothing_is_destroyed(db: TestDb) {
        let day = Day::begun(&db).await;
        let (front, back) = ((LICENCE.0, Side::Front), (LICENCE.0, Side::Back));
        let removed = day.upload_by(day.form(), front, &good_photo()).await.unwrap();
        day.upload_by(day.form(), back, &good_photo()).await.unwrap();
        let (folder, disk) = (&day.app.documents, day.app.documents.with_extension("disk"));
        fs::rename(folder, &disk).unwrap();
        fs::create_dir(folder).unwrap();
        document::remove(&day.app.app, &day.hanako, removed).await.unwrap();
        day.app.sweep().await;
        let named = "SELECT COUNT(*) AS n FROM document WHERE destroyed_at IS NULL";
        assert_eq!(day.app.count(named).await, 2, "an empty folder shows no file to be gone");
        let refused = server::require_stores(&day.app.app).await.unwrap_err();
        assert!(refused.to_string().contains("If its disk is not mounted, mount it"), "{refused}");

        fs::remove_dir(folder).unwrap();
        fs::rename(&disk, folder).unwrap();
        server::require_stores(&day.app.app).await.unwrap();
        day.app.sweep().await;
        assert_eq!((day.app.count(named).await, day.files().len()), (1, 1));
    }

    async fn r3_2b_files_are_deleted_before_rows_are_held_and_two_sweeps_erase_once(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        hanako.upload("まだ見ていない.csv", MONEY_FORWARD).await;
        let asker = hanako.asker().await;
        close::close(&app.app, &asker, PASSWORD).await.unwrap();
        app.advance(TimeDelta::days(31));
        // Somebody writes: nobody else can then write to a database in a file, nor, on a
        // server, to her row.
        let mut writing = app.app.db.begin().await.unwrap();
        let sql = "UPDATE customer SET version = version WHERE id = $1";
        writing.execute(sql, vec![store::Value::from(asker.customer)]).await.unwrap();
        let sweeps = [(); 2].map(|()| {
            let service = Arc::clone(&app.app);
            tokio::spawn(async move { app::jobs::sweep(&service).await })
        });
        let deleted = async {
            while app.kept_files() > 0 {
                tokio::task::yield_now().await;
            }
        };
        in_time("the file is deleted", deleted).await;
        wait_until_so_many_wait(&app, &db, 2).await;
        drop(writing);
        for sweep in sweeps {
            sweep.await.unwrap().unwrap();
        }
        assert_eq!(app.audited("erase-account", "done").await, 1);
        let lines = app.logged_of(asker.customer);
        let failed = lines.iter().find(|line| line.contains("could not be erased"));
        assert_eq!(failed, None, "whoever comes second has nothing to complain of");
    }

    async fn r3_2b_an_account_whose_import_cannot_be_deleted_is_erased_later(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        hanako.upload("まだ見ていない.csv", MONEY_FORWARD).await;
        let asker = hanako.asker().await;
        close::close(&app.app, &asker, PASSWORD).await.unwrap();
        app.advance(TimeDelta::days(31));
        let file = app.document_files().remove(0);
        let aside = app.documents.with_extension("aside");
        fs::rename(&file, &aside).unwrap();
        fs::create_dir(&file).unwrap();
        app.sweep().await;
        let keys = "SELECT COUNT(*) AS n FROM data_key";
        assert_eq!((app.count(keys).await, app.audited("erase-account", "done").await), (1, 0));
        let lines = app.logged_of(asker.customer);
        let told = |line: &&String| {
            line.contains("an account could not be erased") && line.contains("os error")
        };
        assert!(lines.iter().any(|line| told(&line)), "with what caused it: {lines:?}");

        fs::remove_dir(&file).unwrap();
        fs::rename(&aside, &file).unwrap();
        app.sweep().await;
        assert_eq!((app.count(keys).await, app.kept_files()), (0, 0));
        assert_eq!(app.audited("erase-account", "done").await, 1);
    }
}

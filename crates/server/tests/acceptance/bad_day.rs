//! Clauses 3-1 イ and 3-2 イ: days on which the database is gone or its disk is full. People are
//! told in words, nothing they typed is lost, nothing is recorded twice (trust R07, R11, R13).

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use outside::mail::Transport;
use store::Db;
use tokio::task::JoinSet;

use crate::kit::{
    FormFill, HoldingForm, PASSWORD, Page, PrivatePostgres, SmallDisk, TestApp, TimeDelta, Visitor,
};

const HANAKO: &str = "hanako@example.jp";
const GONE: &str = "ただいまご利用いただけません";
const KEPT: &str = "入力された内容は保たれています";
const HOLDINGS: &str = "SELECT COUNT(*) AS n FROM holding";

fn deposit() -> HoldingForm<'static> {
    HoldingForm { kind: "cash", label: "へそくり", amount: "12万", ..HoldingForm::default() }
}

async fn on(url: &str) -> TestApp {
    let db = Db::open(url, 10).await.unwrap();
    TestApp::with(db, url, Transport::Memory(Mutex::default())).await
}

/// A full disk that held nothing but Kura's database.
async fn on_small_disk(disk: &SmallDisk) -> TestApp {
    let app = on(&format!("sqlite:{}", disk.path().join("kura.db").display())).await;
    app.app.db.migrate().await.unwrap();
    app
}

/// Sends the form a bad end offers to send again, until it is not a bad end.
async fn until_taken(visitor: &Visitor, form: FormFill) -> Page {
    const MOST: usize = 100;
    for _ in 0..MOST {
        let page = form.clone().send_only(visitor).await;
        if page.status != 503 {
            return page;
        }
    }
    panic!("not taken after {MOST} tries")
}

/// Records holdings one after the other, each until it is acknowledged.
async fn record(
    visitor: Visitor,
    form: FormFill,
    writer: usize,
    (acknowledged, enough): (Arc<AtomicUsize>, Arc<AtomicBool>),
) {
    let mut number = 0;
    while !enough.load(Ordering::Relaxed) {
        number += 1;
        let key = format!("019ab000-0000-7000-8{writer:03x}-{number:012x}");
        let page = until_taken(&visitor, form.clone().set("form_key", &key)).await;
        page.assert_status(303);
        acknowledged.fetch_add(1, Ordering::Relaxed);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r3_1b_what_was_typed_while_the_database_was_gone_is_recorded_once_it_is_back() {
    let server = PrivatePostgres::start().await;
    let app = on(&server.url).await;
    let hanako = app.registered_customer(HANAKO).await;
    let form = deposit().fill(&hanako).await;
    server.stop_immediate().await;
    let page = form.send(&hanako).await;
    page.assert_status(503).assert_sees(GONE).assert_sees(KEPT);
    server.restart().await;
    for _ in 0..2 {
        let page = page.form("/holdings/new").send(&hanako).await;
        page.assert_status(200).assert_sees("へそくり").assert_sees("120,000");
    }
    assert_eq!(app.count(HOLDINGS).await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r3_2b_while_the_database_is_gone_every_page_says_so_and_afterwards_all_is_well() {
    let server = PrivatePostgres::start().await;
    let app = on(&server.url).await;
    let (stranger, hanako) = (app.visitor(), app.registered_customer(HANAKO).await);
    let log_in = stranger.get("/login").await.form("/login");
    let log_in = log_in.set("email", HANAKO).set("password", PASSWORD);
    server.stop_immediate().await;
    for path in ["/", "/login", "/register", "/help", "/terms"] {
        stranger.get(path).await.assert_status(200);
    }
    let mut asked = JoinSet::new();
    for path in ["/", "/holdings", "/settings", "/imports", "/export", "/help", "/no/such/page"] {
        let hanako = hanako.clone();
        asked.spawn(async move { hanako.get(path).await });
    }
    for page in asked.join_all().await {
        page.assert_status(503).assert_sees(GONE).assert_not_sees(KEPT);
    }
    let page = log_in.clone().send(&stranger).await;
    assert_eq!(page.assert_status(503).form("/login").value("password"), None, "never kept");
    server.restart().await;
    assert!(hanako.is_logged_in().await, "a session outlives the database's absence");
    log_in.send(&stranger).await.assert_at("/");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn r3_1b_a_database_killed_in_mid_write_loses_and_doubles_nothing_acknowledged() {
    const KILLS: usize = 3;
    let server = PrivatePostgres::start().await;
    let app = on(&server.url).await;
    let hanako = app.registered_customer(HANAKO).await;
    let form = deposit().fill(&hanako).await;
    let shared = (Arc::<AtomicUsize>::default(), Arc::<AtomicBool>::default());
    let mut writers = JoinSet::new();
    for writer in 0..4 {
        writers.spawn(record(hanako.copy(), form.clone(), writer, shared.clone()));
    }
    for _ in 0..KILLS {
        let before = shared.0.load(Ordering::Relaxed);
        while shared.0.load(Ordering::Relaxed) < before + 10 {
            if let Some(ended) = writers.try_join_next() {
                panic!("a writer ended: {ended:?}");
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        server.stop_immediate().await;
        server.restart().await;
    }
    shared.1.store(true, Ordering::Relaxed);
    writers.join_all().await;
    let acknowledged = shared.0.load(Ordering::Relaxed);
    assert_eq!(app.count(HOLDINGS).await, i64::try_from(acknowledged).unwrap());
    assert_eq!(app.audited("add-holding", "done").await, acknowledged);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r3_1b_on_a_full_disk_nothing_is_half_recorded_and_nothing_typed_is_lost() {
    let disk = SmallDisk::mount();
    let app = on_small_disk(&disk).await;
    let hanako = app.registered_customer(HANAKO).await;
    let form = deposit().fill(&hanako).await;
    let audited = app.audit().await.len();
    disk.fill();
    let page = form.send(&hanako).await;
    page.assert_status(503).assert_sees(GONE).assert_sees(KEPT);
    assert_eq!((app.count(HOLDINGS).await, app.audit().await.len()), (0, audited));
    disk.free();
    let page = page.form("/holdings/new").send(&hanako).await;
    page.assert_status(200).assert_sees("へそくり");
    assert_eq!(app.count(HOLDINGS).await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r3_2b_on_a_full_disk_people_go_on_reading() {
    let disk = SmallDisk::mount();
    let app = on_small_disk(&disk).await;
    let hanako = app.registered_customer(HANAKO).await;
    deposit().send(&hanako).await.assert_status(200);
    disk.fill();
    // Longer than a session's last use may go without a note of it.
    app.advance(TimeDelta::minutes(5));
    for path in ["/", "/holdings", "/settings", "/export"] {
        hanako.get(path).await.assert_at(path);
    }
    hanako.get("/holdings").await.assert_sees("120,000");
    disk.free();
    app.advance(TimeDelta::minutes(9));
    hanako.get("/holdings").await.assert_at("/holdings");
    app.advance(TimeDelta::minutes(14));
    assert!(hanako.is_logged_in().await, "its use is noted again");
}

//! Clauses 3-1 ア and 3-2 ア: the real program, killed (`kill -9`) again and again in a burst of
//! registrations. Every registration it acknowledged stands, and every letter is there once.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests stop where they are surprised"
)]
#![allow(dead_code, reason = "what tests of the program share offers more than each needs")]

mod program;

use std::{
    collections::BTreeSet,
    net::SocketAddr,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use outside::mail::{Mail, Mailer, Transport};

use program::{Kura, eventually, post};

const PEOPLE: usize = 200;
const BROWSERS: usize = 4;
/// How many are acknowledged when the program is killed.
const KILLS: [usize; 3] = [30, 90, 150];

fn email(person: usize) -> String {
    format!("person.{person}@example.jp")
}

/// Sends a person's registration; whether the program acknowledged it.
fn register(address: SocketAddr, person: usize) -> bool {
    let fields = [
        ("form_key", &*format!("019ab000-0000-7000-8000-{person:012x}")),
        ("family", "山田"),
        ("given", "花子"),
        ("family_kana", "ヤマダ"),
        ("given_kana", "ハナコ"),
        ("birth_date", "1958-04-01"),
        ("email", &email(person)),
        ("password", "梅と柳 reading slowly 川べり"),
        ("consent", "yes"),
    ];
    let answer = post(address, "/register", (person, ""), &fields);
    let acknowledged = answer.as_ref().is_some_and(program::Answer::is_acknowledged);
    assert!(acknowledged || answer.is_none(), "{person}: {answer:?}");
    acknowledged
}

/// Everybody registers, each until it is acknowledged, while the program is killed.
fn burst(kura: &mut Kura) {
    let (address, acknowledged) = (kura.address, AtomicUsize::new(0));
    thread::scope(|browsers| {
        for browser in 0..BROWSERS {
            let acknowledged = &acknowledged;
            browsers.spawn(move || {
                for person in (browser..PEOPLE).step_by(BROWSERS) {
                    assert!(eventually(|| register(address, person)), "{person} registers");
                    acknowledged.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        for enough in KILLS {
            assert!(eventually(|| acknowledged.load(Ordering::Relaxed) >= enough));
            kura.kill();
            kura.start();
        }
    });
}

/// The Message-IDs the database knows.
async fn message_ids(kura: &Kura) -> BTreeSet<String> {
    let db = kura.db().await;
    let sql = "SELECT id FROM outbox_message";
    let rows = db.read().await.unwrap().fetch_all(sql, vec![]).await.unwrap();
    db.close().await;
    rows.iter().map(|row| format!("{}@kura.example", row.id("id").unwrap())).collect()
}

fn letters(kura: &Kura) -> Vec<Mail> {
    let folder = Transport::Folder(kura.folder.join("mail"));
    Mailer::new(folder, "Kura <no-reply@kura.example>").unwrap().captured().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn r3_1a_killed_in_a_burst_every_registration_stands_and_every_letter_is_there_once() {
    let mut kura = Kura::install("killed", "folder:mail");
    kura.start();
    tokio::task::block_in_place(|| burst(&mut kura));
    // Started anew, the workers look at once.
    kura.kill();
    kura.let_letters_be_due().await;
    kura.start();
    kura.until_all_letters_left().await;
    let letters = letters(&kura);
    let ids: BTreeSet<String> = letters.iter().map(|letter| letter.message_id.clone()).collect();
    assert_eq!(letters.len(), ids.len(), "each Message-ID once");
    assert_eq!(ids, message_ids(&kura).await);
    let reached: BTreeSet<&str> = letters.iter().map(|letter| letter.to.as_str()).collect();
    assert_eq!(reached.len(), PEOPLE, "everybody got a letter");
}

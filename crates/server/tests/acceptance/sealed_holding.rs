//! Clause 6-2: holdings are readable in nothing the service leaves behind.

use std::sync::Mutex;

use outside::mail::Transport;
use store::Db;

use crate::kit::{Canary, HoldingForm, Pages, PrivatePostgres, TestApp, on_both_engines};

const SECRET: HoldingForm = HoldingForm {
    kind: "ordinary-deposit",
    label: "へそくり茶だんす預金",
    institution: "雲雀野信用組合",
    wrapper: "",
    currency: "",
    amount: "918,273,645,546",
    as_of: "",
    note: "息子には内緒のこと zx81",
};

fn canaries() -> Vec<Canary> {
    let texts =
        [SECRET.label, SECRET.institution, SECRET.note, SECRET.amount, "918273645546", "茶だんす"];
    texts.into_iter().map(Canary::new).collect()
}

/// The files of a database server, with its write-ahead log: what a thief of the disk has.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r6_2_a_database_servers_own_files_hold_nothing_readable() {
    let server = PrivatePostgres::start().await;
    let db = Db::open(&server.url, 4).await.unwrap();
    let app = TestApp::with(db, &server.owner_url, Transport::Memory(Mutex::default())).await;
    let before = Pages::of(&server.folder());
    let hanako = app.registered_customer("hibari.no.su@example.jp").await;
    SECRET.send(&hanako).await.assert_status(200).assert_sees(SECRET.label);
    let owner = Db::open(&server.owner_url, 2).await.unwrap();
    owner.read().await.unwrap().execute("CHECKPOINT", vec![]).await.unwrap();
    let written = Pages::of(&server.folder()).since(&before);
    let audited = Canary::new("add-holding");
    assert!(written.iter().any(|page| !audited.found_in(&page.bytes).is_empty()), "it is searched");
    let mut canaries = canaries();
    canaries.push(Canary::new("hibari.no.su@example.jp"));
    for page in &written {
        for canary in &canaries {
            let forms = canary.found_in(&page.bytes);
            assert!(forms.is_empty(), "{} holds {:?} as {forms:?}", page.name, canary.text);
        }
    }
}

on_both_engines! {
    async fn r6_2_a_holding_and_its_amount_are_readable_nowhere(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer("hanako@example.jp").await;
        let page = SECRET.send(&hanako).await;
        page.assert_status(200).assert_sees(SECRET.label).assert_sees("918,273,645,546");
        app.assert_unreadable(&canaries());
    }

    async fn r6_2_an_amount_is_not_readable_as_binary_number_either(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer("hanako@example.jp").await;
        SECRET.send(&hanako).await.assert_status(200);
        let number = 918_273_645_546_i64;
        for place in app.left_behind() {
            for bytes in [number.to_le_bytes(), number.to_be_bytes()] {
                // The leading zero bytes say nothing.
                let digits: Vec<u8> = bytes.into_iter().filter(|byte| *byte != 0).collect();
                let held = place.bytes.windows(digits.len()).any(|window| window == digits);
                assert!(!held, "{}", place.name);
            }
        }
    }

    async fn r6_2_a_holding_with_wrong_answers_is_readable_nowhere(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer("hanako@example.jp").await;
        let wrong = HoldingForm { as_of: "9999-12-31", ..SECRET };
        let page = wrong.send(&hanako).await;
        assert_eq!(page.assert_status(422).value("label").as_deref(), Some(SECRET.label));
        app.assert_unreadable(&canaries());
    }
}

//! Clause 5-2 イ: the file docs/reference/bank-records.md describes is the file Kura reads.

use std::fs;

use crate::kit::{TestApp, on_both_engines};

const DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/reference/bank-records.md");

/// The sample in the document, as an operator would copy it.
fn sample() -> String {
    let document = fs::read_to_string(DOCUMENT).unwrap();
    let mut fenced = document.split("```\n").skip(1).step_by(2);
    let sample = fenced.next().unwrap().to_owned();
    assert!(fenced.next().is_none(), "one sample in the document");
    assert!(sample.lines().count() >= 2, "a first line and an account: {sample}");
    sample
}

#[test]
fn r5_2b_each_column_the_document_names_is_one_of_the_sample() {
    let document = fs::read_to_string(DOCUMENT).unwrap();
    let rows = document.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`'));
    let named: Vec<&str> = rows.map(|(column, _)| column).collect();
    let sample = sample();
    assert_eq!(named, sample.lines().next().unwrap().split(',').collect::<Vec<_>>());
}

on_both_engines! {
    async fn r5_2b_the_sample_in_the_document_is_read_and_compared(db: TestDb) {
        let app = TestApp::with_records(&db, &sample()).await;
        let hanako = app.registered_customer("hanako@example.jp").await;
        let id = app.sent_application(&hanako, "1234", "ヤマダ ハナコ").await;
        let page = app.reviewer().await.get(&format!("/applications/{id}")).await;
        page.assert_sees("利用中 一致").assert_sees("1990年1月10日").assert_not_sees("不一致");
        page.assert_not_sees("読めません").assert_not_sees("照合できません");
    }
}

//! Uploads that arrive, and those that are cut.

use std::{
    convert::Infallible,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use axum::{body::Body, http::header};
use futures_util::StreamExt as _;
use http_body_util::{BodyExt as _, Full};

use super::*;
use crate::kit::under_way::UnderWay;

const KEY: &str = "01999999-0000-7000-8000-000000000000";
const LONG: Duration = Duration::from_secs(600);
/// A body that stalls is given up soon, one that flows is not.
const STALLS: Time = Time { patience: Duration::from_millis(50), deadline: LONG };

fn part(head: &str, content: &str) -> String {
    format!("--edge\r\nContent-Disposition: form-data; {head}\r\n\r\n{content}\r\n")
}

fn form(content: &str) -> String {
    let file = part("name=\"file\"; filename=\"資産 推移.csv\"", content);
    format!("{}{file}--edge--\r\n", part("name=\"form_key\"", KEY))
}

fn request(body: Body) -> Request {
    let media_type = "multipart/form-data; boundary=edge";
    Request::post("/imports").header(header::CONTENT_TYPE, media_type).body(body).unwrap()
}

async fn receive_by(time: Time, request: Request) -> Result<Received, Oops> {
    let slot = UnderWay::default().slot(Uuid::nil())?;
    let received = receive_within(request, slot, Weight::at_most(100), &["side"], time).await;
    received.map_err(Oops::from)
}

async fn received(body: String) -> Result<Received, Oops> {
    receive_by(STALLS, request(Body::from(body))).await
}

#[tokio::test]
async fn a_file_arrives_with_its_japanese_name() {
    let got = received(form("日付,金額\r\n")).await.unwrap();
    assert_eq!(got.form_key.0.to_string(), KEY);
    assert_eq!(got.file_name, "資産 推移.csv");
    assert_eq!(got.bytes, "日付,金額\r\n".as_bytes());
}

#[tokio::test]
async fn a_form_without_a_file_brings_an_empty_one() {
    let body = format!("{}--edge--\r\n", part("name=\"form_key\"", KEY));
    assert!(received(body).await.unwrap().bytes.is_empty());
}

#[tokio::test]
async fn other_fields_come_along_once_and_small() {
    let with = |fields: &str| fields.to_owned() + &form("x");
    let side = part("name=\"side\"", "表");
    let got = received(with(&side)).await.unwrap();
    assert_eq!((got.field("side"), got.field("kind")), ("表", ""));
    for (fields, oops) in [
        (side.clone() + &side, Oops::BadRequest),
        (part("name=\"side\"", &"x".repeat(1_025)), Oops::TooLarge),
        (part("name=\"form_key\"", KEY), Oops::BadRequest),
        (part("name=\"kind\"", "x"), Oops::BadRequest),
    ] {
        assert_eq!(received(with(&fields)).await.unwrap_err(), oops, "{fields}");
    }
}

#[tokio::test]
async fn what_is_too_large_is_refused_by_file_by_form_and_by_declaration() {
    assert!(received(form(&"x".repeat(100))).await.is_ok());
    for weight in [101, SLACK + 101] {
        assert_eq!(received(form(&"x".repeat(weight))).await.unwrap_err(), Oops::TooLarge);
    }
    let mut declared = request(Body::from(form("x")));
    declared.headers_mut().insert(header::CONTENT_LENGTH, 1_000_000.into());
    let refused = receive_by(STALLS, declared).await;
    assert_eq!(refused.unwrap_err(), Oops::TooLarge);
}

#[tokio::test]
async fn a_file_too_large_is_heard_out_and_one_without_end_is_not() {
    let weight = Weight { most: 100, heard_out: 100_000 };
    for (bytes, to_its_end) in [(101, true), (99_999, true), (400_000, false)] {
        let body = part("name=\"side\"", "表") + &form(&"x".repeat(bytes));
        let (length, read) = (body.len(), Arc::new(AtomicUsize::new(0)));
        let chunks: Vec<Vec<u8>> = body.as_bytes().chunks(1_000).map(<[u8]>::to_vec).collect();
        let count = read.clone();
        let stream = futures_util::stream::iter(chunks).map(move |chunk| {
            count.fetch_add(chunk.len(), Ordering::Relaxed);
            Ok::<_, Infallible>(chunk)
        });
        let slot = UnderWay::default().slot(Uuid::nil()).unwrap();
        let request = request(Body::from_stream(stream));
        let untaken = receive_within(request, slot, weight, &["side"], STALLS).await.unwrap_err();
        assert_eq!(untaken.oops, Oops::TooLarge, "{bytes}");
        if to_its_end {
            assert_eq!(untaken.fields.get("side").map(String::as_str), Some("表"), "{bytes}");
        }
        let read = read.load(Ordering::Relaxed);
        assert_eq!(read >= length, to_its_end, "{read} of {length}");
    }
}

#[tokio::test]
async fn a_body_that_stalls_is_given_up() {
    let begun = Full::from(form("日付").trim_end_matches("--edge--\r\n").to_owned());
    let body = Body::new(begun.with_trailers(std::future::pending()));
    let stalled = receive_by(STALLS, request(body)).await;
    assert_eq!(stalled.unwrap_err(), Oops::TooSlow);
}

#[tokio::test]
async fn a_body_that_trickles_is_cut_when_its_time_is_over() {
    let head = form("").trim_end_matches("\r\n--edge--\r\n").to_owned();
    // Never silent for long, and never done: a byte now, and another soon.
    let trickle = futures_util::stream::unfold(head, |part| async move {
        tokio::time::sleep(Duration::from_millis(10)).await;
        Some((Ok::<_, Infallible>(part), "9".to_owned()))
    });
    let time = Time { patience: LONG, deadline: Duration::from_millis(200) };
    let slot = UnderWay::default().slot(Uuid::nil()).unwrap();
    let body = Body::from_stream(trickle);
    let cut = receive_within(request(body), slot, Weight::at_most(1_000_000), &[], time).await;
    assert_eq!(cut.unwrap_err().oops, Oops::TooSlow);
}

#[tokio::test]
async fn an_upload_keeps_its_slot_until_its_bytes_are_gone() {
    let uploads = UnderWay::default();
    let customer = Uuid::nil();
    let _other = uploads.slot(customer).unwrap();
    let slot = uploads.slot(customer).unwrap();
    let upload = request(Body::from(form("x")));
    let light = Weight::at_most(100);
    let received = receive_within(upload, slot, light, &[], STALLS).await.unwrap();
    assert_eq!(uploads.slot(customer).unwrap_err(), Oops::Busy);
    drop(received);
    let slot = uploads.slot(customer).unwrap();
    let stalled = Body::from_stream(futures_util::stream::pending::<Result<String, Infallible>>());
    let cut = receive_within(request(stalled), slot, light, &[], STALLS).await;
    assert_eq!(cut.unwrap_err().oops, Oops::TooSlow);
    assert!(uploads.slot(customer).is_ok(), "one that was cut has given its slot back");
}

#[tokio::test]
async fn what_is_not_our_form_is_refused() {
    let no_key = format!("{}--edge--\r\n", part("name=\"file\"; filename=\"a\"", "x"));
    let two_files = form("x").replace("name=\"form_key\"", "name=\"file\"");
    let foreign = form("x").replace("form_key", "other");
    for body in [no_key, two_files, foreign, form("x").replace("--edge--", ""), String::new()] {
        assert_eq!(received(body).await.unwrap_err(), Oops::BadRequest);
    }
    let mut plain = request(Body::from(form("x")));
    plain.headers_mut().insert(header::CONTENT_TYPE, "text/csv".parse().unwrap());
    assert_eq!(receive_by(STALLS, plain).await.unwrap_err(), Oops::BadRequest);
}

//! Values in, values out.

use chrono::{DateTime, TimeDelta, Utc};
use store::{Conn, Row, Value, customer, throttle};
use testdb::on_both_engines;
use uuid::Uuid;

use super::sample::{
    assert_corrupt, at, confirmed, day, member, new_holding, new_id, sealed, valuation_of,
};

async fn row_of(conn: &mut Conn, id: Uuid) -> Row {
    let sql = "SELECT id, language, profile, created_at, erase_at FROM customer WHERE id = $1";
    conn.fetch_optional(sql, vec![Value::from(id)]).await.unwrap().unwrap()
}

on_both_engines! {
    async fn every_kind_of_value_is_read_as_written(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let id = member(&mut conn).await;
        let import = confirmed(&mut conn, id).await;
        let holding = new_holding(&mut conn, id, Some(import)).await;
        let valuation = valuation_of(id, holding, "2026-04-01");
        store::valuation::insert(&mut conn, std::slice::from_ref(&valuation)).await.unwrap();
        customer::close(&mut conn, id, at(90)).await.unwrap();

        let row = row_of(&mut conn, id).await;
        assert_eq!(row.id("id").unwrap(), id);
        assert_eq!(row.text("language").unwrap(), "ja");
        assert_eq!(row.bytes("profile").unwrap(), sealed("profile"));
        assert_eq!(row.bytes_or_null("profile").unwrap(), Some(sealed("profile")));
        assert_eq!(row.int("created_at").unwrap(), at(0).timestamp_micros());
        assert_eq!(row.int_or_null("erase_at").unwrap(), Some(at(90).timestamp_micros()));
        assert_eq!(row.time("created_at").unwrap(), at(0));
        assert_eq!(row.time_or_null("erase_at").unwrap(), Some(at(90)));

        let sql = "SELECT h.import_id, v.as_of FROM holding h \
                   JOIN valuation v ON v.holding_id = h.id";
        let row = conn.fetch_optional(sql, vec![]).await.unwrap().unwrap();
        assert_eq!(row.id_or_null("import_id").unwrap(), Some(import));
        assert_eq!(row.day("as_of").unwrap(), day("2026-04-01"));
    }

    async fn nulls_have_their_columns_type(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let sql = "INSERT INTO customer (id, status, email_index, profile, language, \
                   terms_version, created_at, verified_at, erase_at, version) \
                   VALUES ($1, 'closed', $2, $3, 'ja', '2026-04', 0, $4, $5, 1)";
        let id = new_id();
        let nulls = vec![
            Value::from(id),
            Value::from(None::<&[u8]>),
            Value::Bytes(None),
            Value::from(None::<DateTime<Utc>>),
            Value::Int(None),
        ];
        assert_eq!(conn.execute(sql, nulls).await.unwrap(), 1);
        let row = row_of(&mut conn, id).await;
        assert_eq!(row.bytes_or_null("profile").unwrap(), None);
        assert_eq!(row.int_or_null("erase_at").unwrap(), None);
        assert_eq!(row.time_or_null("erase_at").unwrap(), None);

        let holding = new_holding(&mut conn, id, None).await;
        let sql = "UPDATE holding SET import_id = $2 WHERE id = $1";
        let nobody = vec![Value::from(holding), Value::from(None::<Uuid>)];
        assert_eq!(conn.execute(sql, nobody).await.unwrap(), 1);
        let sql = "SELECT import_id FROM holding WHERE id = $1";
        let row = conn.fetch_optional(sql, vec![Value::from(holding)]).await.unwrap().unwrap();
        assert_eq!(row.id_or_null("import_id").unwrap(), None);

        let sql = "SELECT COALESCE($1, 'none') AS word";
        let row = conn.fetch_optional(sql, vec![Value::Text(None)]).await.unwrap().unwrap();
        assert_eq!(row.text("word").unwrap(), "none");
    }

    async fn a_time_that_is_missing_is_named(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let id = member(&mut conn).await;
        assert_corrupt(row_of(&mut conn, id).await.time("erase_at"), "erase_at");
    }

    async fn a_value_that_is_missing_is_named(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let sql = "SELECT $1 AS number, $2 AS word, $3 AS bytes, $4 AS id";
        let nulls = vec![Value::Int(None), Value::Text(None), Value::Bytes(None), Value::Id(None)];
        let row = conn.fetch_optional(sql, nulls).await.unwrap().unwrap();
        let surprises = [
            row.int("number").is_ok(),
            row.text("word").is_ok(),
            row.bytes("bytes").is_ok(),
            row.id("id").is_ok(),
            row.day("word").is_ok(),
        ];
        assert_eq!(surprises, [false; 5]);
    }

    async fn a_value_of_another_type_is_named(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let id = member(&mut conn).await;
        let row = row_of(&mut conn, id).await;
        assert_corrupt(row.int("language"), "language");
        assert_corrupt(row.id("language"), "language");
        assert_corrupt(row.text("created_at"), "created_at");
        assert_corrupt(row.bytes("created_at"), "created_at");
        assert_corrupt(row.id_or_null("created_at"), "created_at");
        assert_corrupt(row.int("no_such_column"), "no_such_column");
    }

    async fn a_corrupt_row_tells_its_columns_but_not_its_content(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let id = member(&mut conn).await;
        let holding = new_holding(&mut conn, id, None).await;
        let sql = "INSERT INTO valuation (id, customer_id, holding_id, as_of, recorded_at, source, \
                   figure) VALUES ($1, $2, $3, $4, 0, 'form', $5)";
        let args = vec![
            Value::from(new_id()),
            Value::from(id),
            Value::from(holding),
            Value::from("2026-02-30"),
            Value::from(&b"x"[..]),
        ];
        conn.execute(sql, args).await.unwrap();
        let result = store::valuation::of_customer(&mut conn, id).await;
        let text = result.as_ref().unwrap_err().to_string();
        assert!(text.contains("as_of") && text.contains("holding_id"), "{text}");
        assert!(!text.contains("02-30"), "{text}");
        assert_corrupt(result, "as_of");

        let row = row_of(&mut conn, id).await;
        let text = row.corrupt("profile", "no seal").to_string();
        assert!(text.contains("id,language,profile,created_at,erase_at"), "{text}");
        assert!(text.contains("no seal"), "{text}");
    }

    async fn a_time_no_calendar_holds_is_named(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let id = member(&mut conn).await;
        let sql = "UPDATE customer SET erase_at = $2 WHERE id = $1";
        conn.execute(sql, vec![Value::from(id), Value::from(i64::MAX)]).await.unwrap();
        assert_corrupt(customer::find(&mut conn, id).await, "erase_at");
    }

    async fn times_are_kept_to_the_microsecond(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        throttle::count_failure(&mut conn, b"b", at(0), at(0)).await.unwrap();
        let (first_year, last_year) = (-62_135_596_800_000_000, 253_402_300_799_999_999);
        for micros in [first_year, -1, 0, 1, 1_775_000_000_999_999, last_year] {
            let time = DateTime::from_timestamp_micros(micros).unwrap();
            throttle::block(&mut conn, b"b", time).await.unwrap();
            let count = throttle::find(&mut conn, b"b", at(0), at(0)).await.unwrap().unwrap();
            assert_eq!(count.blocked_until, time);
        }
        throttle::block(&mut conn, b"b", at(0) + TimeDelta::nanoseconds(999)).await.unwrap();
        let count = throttle::find(&mut conn, b"b", at(0), at(0)).await.unwrap().unwrap();
        assert_eq!(count.blocked_until, at(0), "what is finer is cut");
    }

    async fn whole_numbers_are_exact(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        throttle::count_failure(&mut conn, b"b", at(0), at(0)).await.unwrap();
        let sql = "UPDATE throttle SET failures = $1";
        for number in [i64::MIN, -1, (1 << 53) + 1, i64::MAX] {
            conn.execute(sql, vec![Value::from(number)]).await.unwrap();
            let count = throttle::find(&mut conn, b"b", at(0), at(0)).await.unwrap().unwrap();
            assert_eq!(count.failures, number);
        }
    }

    async fn all_bytes_are_kept(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let all: Vec<u8> = (0..=u8::MAX).collect();
        for bytes in [&all[..], b"\0", b"", b"'; DROP TABLE customer; --"] {
            throttle::count_failure(&mut conn, bytes, at(0), at(0)).await.unwrap();
            let sql = "SELECT bucket FROM throttle WHERE bucket = $1";
            let row = conn.fetch_optional(sql, vec![Value::from(bytes)]).await.unwrap().unwrap();
            assert_eq!(row.bytes("bucket").unwrap(), bytes);
        }
    }

    async fn all_words_are_kept(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        for text in ["", "蔵", "𠮷野家 \u{e0100}", "'; --", "line\r\nline", "🏦"] {
            let sql = "SELECT COALESCE($1, 'none') AS word";
            let row = conn.fetch_optional(sql, vec![Value::from(text)]).await.unwrap().unwrap();
            assert_eq!(row.text("word").unwrap(), text);
        }
    }
}

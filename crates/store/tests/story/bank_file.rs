//! The bank's data files as they last could be used.

use store::bank_file::{self, BankFile};
use testdb::on_both_engines;

use super::sample::{assert_refused, at};

on_both_engines! {
    async fn a_file_is_kept_in_the_place_of_the_one_before(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        assert_eq!(bank_file::last(&mut conn, "branches").await.unwrap(), None);
        for (content, second) in [("first", 1), ("second", 2), ("second", 3)] {
            bank_file::keep(&mut conn, "branches", content.as_bytes(), at(second)).await.unwrap();
        }
        let kept = bank_file::last(&mut conn, "branches").await.unwrap();
        let expected = BankFile { content: b"second".to_vec(), taken_at: at(2) };
        assert_eq!(kept, Some(expected), "the same again is no news");
        assert_eq!(bank_file::last(&mut conn, "holidays").await.unwrap(), None);
    }

    async fn no_other_file_is_kept(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        assert_refused(bank_file::keep(&mut conn, "records", b"", at(1)).await);
    }
}

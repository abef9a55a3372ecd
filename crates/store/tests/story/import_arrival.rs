//! Files given for import, announced before they are written.

use store::{BEGINNING, import_arrival};
use testdb::on_both_engines;

use super::sample::{assert_conflict, at, new_id};

on_both_engines! {
    async fn a_file_of_which_an_import_is_made_is_announced_no_more(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let id = new_id();
        import_arrival::announce(&mut conn, id, at(5)).await.unwrap();
        import_arrival::settle(&mut conn, id).await.unwrap();
        assert_conflict(import_arrival::settle(&mut conn, id).await);
        assert_conflict(import_arrival::give_up(&mut conn, id, at(6)).await);
        assert!(import_arrival::abandoned(&mut conn, at(9), BEGINNING).await.unwrap().is_empty());
    }

    async fn of_a_file_given_up_no_import_is_made_and_it_is_named_until_it_is_deleted(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let (id, next) = (new_id(), new_id());
        import_arrival::announce(&mut conn, id, at(5)).await.unwrap();
        import_arrival::announce(&mut conn, next, at(6)).await.unwrap();
        assert!(import_arrival::abandoned(&mut conn, at(5), BEGINNING).await.unwrap().is_empty());
        import_arrival::forget(&mut conn, id).await.unwrap();
        import_arrival::give_up(&mut conn, id, at(7)).await.unwrap();
        import_arrival::give_up(&mut conn, id, at(8)).await.unwrap();
        assert_conflict(import_arrival::settle(&mut conn, id).await);

        let listed = import_arrival::abandoned(&mut conn, at(9), BEGINNING).await.unwrap();
        assert_eq!(listed, [(at(5), id), (at(6), next)], "nobody forgets what may be there");
        let behind = import_arrival::abandoned(&mut conn, at(9), listed[0]).await.unwrap();
        assert_eq!(behind, [(at(6), next)]);
        import_arrival::forget(&mut conn, id).await.unwrap();
        assert_eq!(import_arrival::abandoned(&mut conn, at(9), BEGINNING).await.unwrap(), behind);
    }

    async fn an_import_and_the_giving_up_of_its_file_exclude_each_other(db: TestDb) {
        let store = db.open().await;
        for _ in 0..10 {
            let id = new_id();
            let mut conn = store.begin().await.unwrap();
            import_arrival::announce(&mut conn, id, at(5)).await.unwrap();
            conn.commit().await.unwrap();
            let (one, other) = (store.clone(), store.clone());
            let settled = tokio::spawn(async move {
                let mut conn = one.begin().await.unwrap();
                let settled = import_arrival::settle(&mut conn, id).await;
                conn.commit().await.unwrap();
                settled
            });
            let given_up = tokio::spawn(async move {
                let mut conn = other.begin().await.unwrap();
                let given_up = import_arrival::give_up(&mut conn, id, at(6)).await;
                conn.commit().await.unwrap();
                given_up
            });
            let (settled, given_up) = (settled.await.unwrap(), given_up.await.unwrap());
            assert!(settled.is_ok() != given_up.is_ok(), "{settled:?} {given_up:?}");
        }
    }
}

//! Clause 6-2: a picture's file opens as that picture of that customer alone, and as nothing once
//! the customer's key is destroyed.

use app::{
    App, AppError, Asker, document,
    domain::{bank::identity_document::Side, staff::Role},
};
use uuid::Uuid;

use crate::{
    corpus::Good,
    document::{COMPARE, Day, LICENCE, good_photo},
    kit::on_both_engines,
};

/// Puts the files of two pictures each in the other's place.
async fn swap(app: &App, one: Uuid, other: Uuid) {
    let (first, second) =
        (app.documents.get(one).await.unwrap(), app.documents.get(other).await.unwrap());
    assert_ne!(first, second);
    for (place, file) in [(one, second), (other, first)] {
        app.documents.delete(place).await.unwrap();
        app.documents.put(place, &file).await.unwrap();
    }
}

/// Stops the test unless a picture stays shut for its customer.
#[track_caller]
fn assert_shut<T>(opened: &Result<T, AppError>) {
    assert!(matches!(opened, Err(AppError::Key(_))), "{:?}", opened.as_ref().err());
}

async fn open(app: &App, asker: &Asker, id: Uuid) -> Result<Vec<u8>, AppError> {
    Ok(document::picture(app, asker, id).await?.jpeg.to_vec())
}

on_both_engines! {
    async fn r6_2_files_of_two_pictures_put_in_each_others_place_stay_shut(db: TestDb) {
        let Day { app, hanako, application } = Day::begun(&db).await;
        let taro = app.registered_customer("taro@example.jp").await.asker().await;
        let theirs = Day { application: app.draft_of(&taro).await, app, hanako: taro };
        let others = theirs.upload(&good_photo()).await.unwrap();
        let (taro, day) = (theirs.hanako, Day { app: theirs.app, hanako, application });
        let back = (LICENCE.0, Side::Back);
        let front = day.upload(&good_photo()).await.unwrap();
        let back = day.upload_by(day.form(), back, &Good::new().png).await.unwrap();
        let app: &App = &day.app.app;
        let as_it_is = open(app, &day.hanako, front).await.unwrap();

        // Of one customer: the key is the same, the picture is another.
        swap(app, front, back).await;
        for id in [front, back] {
            assert_shut(&open(app, &day.hanako, id).await);
        }
        swap(app, front, back).await;
        assert_eq!(open(app, &day.hanako, front).await.unwrap(), as_it_is, "as it was");

        // Of two customers.
        swap(app, front, others).await;
        assert_shut(&open(app, &day.hanako, front).await);
        assert_shut(&open(app, &taro, others).await);
        let reviewer = day.app.officer(&[Role::Reviewer]).await;
        day.is("submitted").await;
        assert_shut(&document::look(app, &reviewer, front, COMPARE).await);
        swap(app, front, others).await;
        assert_eq!(open(app, &day.hanako, front).await.unwrap(), as_it_is);
        document::look(app, &reviewer, front, COMPARE).await.unwrap();
    }

    async fn r6_2_a_file_stays_shut_once_its_customers_key_is_destroyed(db: TestDb) {
        let day = Day::begun(&db).await;
        let app: &App = &day.app.app;
        let id = day.upload(&good_photo()).await.unwrap();
        day.is("submitted").await;
        let reviewer = day.app.officer(&[Role::Reviewer]).await;
        document::look(app, &reviewer, id, COMPARE).await.unwrap();
        let mut conn = app.db.begin().await.unwrap();
        store::data_key::destroy(&mut conn, day.hanako.customer).await.unwrap();
        conn.commit().await.unwrap();
        assert_eq!(day.files().len(), 1, "the file is there, and nobody opens it");
        assert_eq!(day.row(id).await.state, "kept");
        let looked = document::look(app, &reviewer, id, COMPARE).await;
        assert!(matches!(looked, Err(AppError::NotFound)), "{:?}", looked.err());
        // Nor with the key of another.
        let taro = day.app.registered_customer("taro@example.jp").await.asker().await;
        let file = app.documents.get(id).await.unwrap();
        assert!(taro.vault.unseal("document.picture", id, &file).is_err());
    }
}

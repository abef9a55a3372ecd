//! One test body, two tests.

/// Runs each body on both engines, as the tests `name::sqlite` and `name::postgres`.
/// Attributes (`#[ignore = "…"]`) go to both. The calling crate needs `tokio`.
///
/// ```ignore
/// testdb::on_both_engines! {
///     async fn a_committed_row_stands(db: TestDb) {
///         let store = db.open().await;
///     }
/// }
/// ```
#[macro_export]
macro_rules! on_both_engines {
    ($($(#[$attribute:meta])* async fn $name:ident($db:ident: TestDb) $body:block)+) => {$(
        mod $name {
            #[allow(unused_imports, clippy::wildcard_imports, reason = "the body's own imports")]
            use super::*;

            async fn story($db: $crate::TestDb) $body

            $(#[$attribute])*
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                story($crate::TestDb::create($crate::Engine::Sqlite).await).await;
            }

            $(#[$attribute])*
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                story($crate::TestDb::create($crate::Engine::Postgres).await).await;
            }
        }
    )+};
}

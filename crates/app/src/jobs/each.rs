//! Doing something to each record of a list that may be long.

use store::Place;
use uuid::Uuid;

use super::Files;
use crate::{AppError, error::log_failure};

/// Does something to each record of a list that is read page by page. One it fails for is
/// logged as having `failed`, and holds no other up; the list names it again another time.
///
/// # Errors
/// [`AppError`] when a page of the list cannot be read.
pub(crate) async fn each<Page, Done>(
    failed: &'static str,
    page: impl Fn(Place) -> Page + Send,
    act: impl Fn(Uuid) -> Done + Send,
) -> Result<(), AppError>
where
    Page: Future<Output = Result<Vec<Place>, AppError>> + Send,
    Done: Future<Output = Result<(), AppError>> + Send,
{
    each_while(|| true, failed, page, act).await
}

/// As [`each`], of records with files: once their store does not answer, those left over are
/// left to another sweep.
///
/// # Errors
/// As [`each`].
pub(crate) async fn each_file<Page, Done>(
    files: &Files<'_>,
    failed: &'static str,
    page: impl Fn(Place) -> Page + Send,
    act: impl Fn(Uuid) -> Done + Send,
) -> Result<(), AppError>
where
    Page: Future<Output = Result<Vec<Place>, AppError>> + Send,
    Done: Future<Output = Result<(), AppError>> + Send,
{
    each_while(|| files.answer(), failed, page, act).await
}

async fn each_while<Page, Done>(
    goes_on: impl Fn() -> bool + Send,
    failed: &'static str,
    page: impl Fn(Place) -> Page + Send,
    act: impl Fn(Uuid) -> Done + Send,
) -> Result<(), AppError>
where
    Page: Future<Output = Result<Vec<Place>, AppError>> + Send,
    Done: Future<Output = Result<(), AppError>> + Send,
{
    let mut place = store::BEGINNING;
    loop {
        let listed = page(place).await?;
        let Some(last) = listed.last() else { return Ok(()) };
        place = *last;
        for (_, id) in listed {
            if !goes_on() {
                return Ok(());
            }
            if let Err(error) = act(id).await {
                log_failure(failed, id, &error);
            }
        }
    }
}

//! The pictures an application has.

use domain::application::declaration::Picture;
use store::{Conn, application::Application};

use crate::AppError;

/// Which pictures are given.
#[expect(clippy::unused_async, reason = "the vault of pictures is not there yet")]
pub(super) async fn given(_: &mut Conn, _: &Application) -> Result<Vec<Picture>, AppError> {
    Ok(Vec::new())
}

//! The pictures an application has.

use domain::application::declaration::Picture;
use store::{Conn, application::Application};

use crate::{AppError, document};

/// Which pictures are given and living: kept, or held until the scanner has looked at them.
pub(super) async fn given(
    conn: &mut Conn,
    application: &Application,
) -> Result<Vec<Picture>, AppError> {
    let all = document::all_of(conn, application.customer_id, application.id).await?;
    let living = all.iter().filter(|document| document.state.is_living());
    Ok(living.map(document::Document::shows).collect())
}

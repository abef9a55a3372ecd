//! An import being carried out: how far it has come.

use app::import::{self, Status};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::{HeaderValue, header},
    response::IntoResponse as _,
};
use uuid::Uuid;

use crate::{
    Site,
    kit::{
        error::{Answer, path_id},
        frame::{Frame, Place},
        visit::{Here, Visit},
        words::{Lang, Words},
    },
};

/// The page. It loads itself anew; with a script it only asks for the numbers.
#[derive(Debug, Template)]
#[template(path = "customer/import/progress.html")]
pub struct Page {
    frame: Frame,
    id: Uuid,
    file_name: String,
    done: i64,
    total: i64,
}

impl Page {
    /// The page; `counts` are entries done and entries in all.
    pub(super) fn new(visit: &Visit, id: Uuid, file_name: String, counts: (i64, i64)) -> Self {
        let frame = Frame::new(visit, Place::Import, visit.words.import_progress_title());
        Self { frame, id, file_name, done: counts.0, total: counts.1 }
    }

    /// For the test that renders every page.
    pub fn sample(lang: Lang) -> Self {
        let frame = Frame::sample(lang, true, Words::new(lang).import_progress_title());
        let file_name = "資産推移月次<2026-09>.csv".to_owned();
        Self { frame, id: Uuid::nil(), file_name, done: 4_500, total: 12_000 }
    }

    /// An empty bar must still be a bar.
    fn most(&self) -> i64 {
        self.total.max(1)
    }
}

/// Tells a script how far it has come.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn poll(State(site): State<Site>, Here(visit): Here, Path(id): Path<String>) -> Answer {
    let import = import::progress(&site.app, visit.asker()?, path_id(&id)?).await?;
    let body = serde_json::json!({
        "done": import.rows_done,
        "total": import.rows_total,
        "state": state(import.status),
    });
    const JSON: HeaderValue = HeaderValue::from_static("application/json");
    Ok(([(header::CONTENT_TYPE, JSON)], body.to_string()).into_response())
}

const fn state(status: Status) -> &'static str {
    match status {
        Status::Running => "running",
        Status::Confirmed => "done",
        // It does not run any more; its page tells why.
        Status::Uploaded | Status::Undone | Status::Discarded | Status::Failed => "failed",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_loads_itself_anew_and_tells_a_script_where_to_ask() {
        let page = Page::sample(Lang::Ja).render().unwrap();
        assert!(page.contains("http-equiv=\"refresh\""));
        assert!(page.contains("data-text=\"{total}件のうち{done}件が終わりました。\""));
        assert!(page.contains("12000件のうち4500件"));
    }
}

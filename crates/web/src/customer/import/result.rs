//! An import that has ended: recorded, taken back, or thrown away.

use app::{
    AppError, Refusal,
    import::{self, Status},
};
use askama::Template;
use axum::extract::{Path, State};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    Site,
    kit::{
        error::{Answer, path_id},
        form::Form,
        frame::{Frame, Place, go},
        moment,
        visit::{Here, Visit},
        words::{Lang, Words},
    },
};

/// An import that has ended.
#[derive(Debug)]
pub(super) struct Ended {
    /// Which.
    pub id: Uuid,
    /// How.
    pub status: Status,
    /// The file's name.
    pub file_name: String,
    /// Entries recorded.
    pub recorded: i64,
    /// When they began to stand.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// When they were taken back.
    pub undone_at: Option<DateTime<Utc>>,
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "customer/import/result.html")]
pub struct Page {
    frame: Frame,
    ended: Ended,
}

impl Page {
    /// The page.
    pub(super) fn new(visit: &Visit, ended: Ended) -> Self {
        let title = title(visit.words, ended.status);
        Self { frame: Frame::new(visit, Place::Import, title), ended }
    }

    /// For the test that renders every page: one of each end.
    pub fn samples(lang: Lang) -> Vec<Self> {
        let sample = |status| {
            let at = Some(DateTime::UNIX_EPOCH);
            let ended = Ended {
                id: Uuid::nil(),
                status,
                file_name: "資産推移月次<2026-09>.csv".to_owned(),
                recorded: 560,
                confirmed_at: at.filter(|_| status != Status::Discarded),
                undone_at: at.filter(|_| status == Status::Undone),
            };
            Self { frame: Frame::sample(lang, true, title(Words::new(lang), status)), ended }
        };
        [Status::Confirmed, Status::Undone, Status::Discarded, Status::Failed].map(sample).into()
    }

    fn stands(&self) -> bool {
        self.ended.status == Status::Confirmed
    }

    fn moment(&self, at: &DateTime<Utc>) -> String {
        moment::time(self.frame.w, *at)
    }
}

fn title(w: Words, status: Status) -> &'static str {
    match status {
        Status::Undone => w.import_undone_title(),
        Status::Discarded => w.import_discarded_title(),
        Status::Failed => w.import_failed_title(),
        _ => w.import_confirmed_title(),
    }
}

/// Takes an import back.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn undo(
    State(site): State<Site>,
    Here(visit): Here,
    Path(id): Path<String>,
    form: Form,
) -> Answer {
    let id = path_id(&id)?;
    let page = format!("/imports/{id}");
    match import::undo(&site.app, visit.asker()?, form.key()?, id).await {
        Ok(()) => Ok(go(&page, Some("import-undone"))),
        // It does not stand; its page tells how it does.
        Err(AppError::Refused(Refusal::ImportState)) => Ok(go(&page, None)),
        Err(other) => Err(other.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_import_that_stands_can_be_undone() {
        let pages = Page::samples(Lang::Ja);
        let pages: Vec<String> = pages.iter().map(|page| page.render().unwrap()).collect();
        let undoable: Vec<bool> = pages.iter().map(|page| page.contains("/undo\"")).collect();
        assert_eq!(undoable, [true, false, false, false]);
        assert!(pages[0].contains("class=\"page narrow\""));
        assert!(pages[2].contains("何も記録されていません"));
    }
}

//! Taking an application back, after asking.

use app::{
    AppError, Refusal,
    application::{self, Summary, withdraw},
    domain::application::{State as Stands, may_apply},
};
use askama::Template;
use axum::extract::{Path, State};
use uuid::Uuid;

use super::steps;
use crate::{
    Site,
    kit::{
        error::{Answer, path_id},
        frame::{self, Frame, Place, go},
        visit::Here,
        words::{Lang, Words},
    },
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "customer/application/withdraw.html")]
pub struct Page {
    frame: Frame,
    id: Uuid,
    /// How many days after its end an application's pictures are destroyed.
    days: u32,
    /// Whether another may be begun then.
    again: bool,
}

impl Page {
    fn new(frame: Frame, (id, days): (Uuid, u32), mine: &[Summary]) -> Self {
        let after = |one: &Summary| if one.id == id { Stands::Withdrawn } else { one.state };
        let states: Vec<Stands> = mine.iter().map(after).collect();
        Self { frame, id, days, again: may_apply(&states).is_ok() }
    }

    /// For the test that renders every page.
    pub fn sample(lang: Lang) -> Self {
        let frame = Frame::sample(lang, true, Words::new(lang).application_withdraw_title());
        Self::new(Frame { place: Place::Application, ..frame }, (Uuid::nil(), 90), &[])
    }
}

/// Asks whether to take it back.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn show(State(site): State<Site>, Here(visit): Here, Path(id): Path<String>) -> Answer {
    let id = path_id(&id)?;
    let asker = visit.asker()?;
    let shown = application::show(&site.app, asker, id).await?;
    if shown.summary.state.is_end() {
        return Ok(go(&steps::status(id), None));
    }
    let title = visit.words.application_withdraw_title();
    let frame = Frame::new(&visit, Place::Application, title);
    let days = site.app.settings.retention.images_days;
    let mine = application::mine(&site.app, asker).await?;
    frame::show(&Page::new(frame, (id, days), &mine))
}

/// Takes it back.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn send(State(site): State<Site>, Here(visit): Here, Path(id): Path<String>) -> Answer {
    let id = path_id(&id)?;
    match withdraw(&site.app, visit.asker()?, id).await {
        Ok(()) => Ok(go(&steps::status(id), Some("application-withdrawn"))),
        // It has ended: its page says how.
        Err(AppError::Refused(Refusal::Application(_))) => Ok(go(&steps::status(id), None)),
        Err(other) => Err(other.into()),
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use domain::application::MOST_APPLICATIONS;

    use super::*;

    #[test]
    fn it_says_when_pictures_go_and_that_one_may_apply_again_only_if_one_may() {
        let summary = |id: u128, state| Summary {
            id: Uuid::from_u128(id),
            state,
            created_at: DateTime::UNIX_EPOCH,
            submitted_at: None,
        };
        let this = summary(0, Stands::InReview);
        let page = |mine: &[Summary]| {
            let frame = Frame::sample(Lang::Ja, true, "");
            Page::new(frame, (Uuid::nil(), 45), mine).render().unwrap()
        };
        let first = page(std::slice::from_ref(&this));
        assert!(first.contains("45日後に消去します") && first.contains("あらためて"), "{first}");
        let mut many: Vec<_> =
            (1..).map(|id| summary(id, Stands::Expired)).take(MOST_APPLICATIONS - 1).collect();
        many.push(this);
        assert!(!page(&many).contains("あらためて"));
    }
}

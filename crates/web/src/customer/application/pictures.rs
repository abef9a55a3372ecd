//! The third step: a picture of each side that is asked for, with a drawing of how it should
//! look. One's own pictures can be looked at, replaced and taken back.

use app::{
    AppError, Refusal,
    application::{self, Shown},
    document::{self, Document, MOST_BYTES, PictureRefusal},
    domain::application::declaration::{Lacking, Picture},
    turn_away,
};
use askama::Template;
use axum::{
    extract::{Path, Request, State},
    http::{HeaderValue, StatusCode, header},
    response::IntoResponse as _,
};
use chrono::NaiveDate;
use domain::{
    bank::identity_document::{AskedSide, DocumentKind, Side},
    date,
    document::State as Stands,
};
use uuid::Uuid;

use super::{
    changeable,
    drawing::Drawing,
    names, sample,
    steps::{self, Step, Steps},
};
use crate::{
    Site,
    kit::{
        error::{Answer, Oops, path_id},
        field::{Field, summary},
        frame::{self, Frame, Place, go},
        upload::{Untaken, Weight, receive},
        visit::{Here, Visit},
        words::{Lang, Words},
    },
};

/// Files the browser offers. A phone that takes HEIC pictures makes a JPEG of them for it.
const ACCEPT: &str = "image/jpeg,image/png,image/webp";

/// A picture too large is heard out: its sender stays on the form and reads why.
const WEIGHT: Weight = Weight { most: MOST_BYTES, heard_out: 2 * MOST_BYTES };

/// The status of a page with something to correct.
const CORRECT: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

/// What is wrong, and of which picture if that is known.
type Wrong = (Option<Picture>, String);

/// The page.
#[derive(Debug, Template)]
#[template(path = "customer/application/pictures.html")]
pub struct Page {
    frame: Frame,
    id: Uuid,
    steps: Steps,
    sections: Vec<Section>,
    /// Whether every side asked for is given, and anew where the bank asked for that.
    whole: bool,
    errors: Vec<(String, String)>,
    /// What is wrong, where no side can be told.
    message: Option<String>,
}

/// A side that is asked for.
#[derive(Debug)]
struct Section {
    name: String,
    drawing: Drawing,
    covers: Vec<&'static str>,
    /// Whether the other side must never be sent.
    never_back: bool,
    given: Option<Given>,
    /// Its name is the picture's, and so is the id of its input; every form's file is `file`.
    file: Field,
}

/// The picture of a side.
#[derive(Debug)]
struct Given {
    id: Uuid,
    held: bool,
    size: Option<(i64, i64)>,
    /// The bank asked for another one.
    wanted_anew: bool,
}

impl Section {
    fn new(
        w: Words,
        (kind, asked): (DocumentKind, &AskedSide),
        (given, lacks): (&[Document], &[Lacking]),
        error: Option<String>,
    ) -> Self {
        let shows = (kind, asked.side);
        let wanted_anew = lacks.contains(&Lacking::NewPicture(kind, asked.side));
        let name = names::picture(w, shows);
        let given = given.iter().find(|document| document.shows() == shows);
        Self {
            drawing: Drawing::of(w, &name, shows, asked.cover),
            covers: asked.cover.iter().map(|cover| names::cover(w, *cover)).collect(),
            never_back: kind.shows_my_number_on(Side::Back),
            given: given.map(|document| Given {
                id: document.id,
                held: document.state == Stands::Held,
                size: document.size,
                wanted_anew,
            }),
            file: Field::new(&code(shows), w.application_picture_file(), "").error(error),
            name,
        }
    }

    /// Whether nothing more is wanted of it.
    fn has_come(&self) -> bool {
        self.given.as_ref().is_some_and(|given| !given.wanted_anew)
    }
}

/// A picture as forms name it.
fn code((kind, side): Picture) -> String {
    format!("{}.{}", kind.code(), side.code())
}

fn of_code(code: &str) -> Option<Picture> {
    let (kind, side) = code.split_once('.')?;
    Some((DocumentKind::from_code(kind)?, Side::from_code(side)?))
}

impl Page {
    fn new(
        frame: Frame,
        (shown, day): (&Shown, NaiveDate),
        given: &[Document],
        wrong: Option<&Wrong>,
    ) -> Self {
        let w = frame.w;
        let asked = shown.declaration.pictures(day);
        let lacks = shown.lacks(given, day);
        let shows = |(kind, asked): &(DocumentKind, &AskedSide)| (*kind, asked.side);
        let error = |picture| {
            let wrong = wrong.filter(|(about, _)| *about == Some(picture));
            wrong.map(|(_, text)| text.clone())
        };
        let asks = |about: Picture| asked.iter().any(|one| shows(one) == about);
        let message =
            wrong.filter(|(about, _)| !about.is_some_and(asks)).map(|(_, text)| text.clone());
        let section = |one: &(DocumentKind, &AskedSide)| {
            Section::new(w, *one, (given, &lacks), error(shows(one)))
        };
        let sections: Vec<Section> = asked.iter().map(section).collect();
        Self {
            id: shown.summary.id,
            steps: Steps::at(w, Step::Pictures),
            whole: sections.iter().all(Section::has_come),
            errors: summary(sections.iter().map(|section| &section.file)),
            sections,
            message,
            frame,
        }
    }

    /// For the test that renders every page: one kept and one held with what is wrong, none
    /// yet with a side nobody asked for, and those a return asks for anew.
    pub fn samples(lang: Lang) -> Vec<Self> {
        let w = Words::new(lang);
        let draft = sample::shown(domain::application::State::Draft);
        let returned = sample::returned();
        let title = w.application_pictures_title();
        let page = |shown: &Shown, given: &[Document], about: Picture| {
            let frame = Frame::sample(lang, true, title);
            let frame = Frame { place: Place::Application, ..frame };
            let text = names::refused(w, "heif").unwrap_or_default().to_owned();
            Self::new(frame, (shown, sample::day()), given, Some(&(Some(about), text)))
        };
        let documents = sample::documents();
        vec![
            page(&draft, &documents, (DocumentKind::Passport, Side::Front)),
            page(&draft, &[], (DocumentKind::MyNumberCard, Side::Back)),
            page(&returned, &documents, (DocumentKind::Passport, Side::Front)),
        ]
    }
}

async fn page(
    site: &Site,
    visit: &Visit,
    shown: &Shown,
    (status, wrong): (StatusCode, Option<Wrong>),
) -> Answer {
    let given = document::of_application(&site.app, visit.asker()?, shown.summary.id).await?;
    let frame = Frame::new(visit, Place::Application, visit.words.application_pictures_title());
    let today = date::today(site.app.clock.now());
    frame::show_as(status, &Page::new(frame, (shown, today), &given, wrong.as_ref()))
}

/// Asks for the pictures.
///
/// # Errors
/// [`Oops`].
pub async fn show(State(site): State<Site>, Here(visit): Here, Path(id): Path<String>) -> Answer {
    let id = path_id(&id)?;
    let Some(shown) = changeable(&site, &visit, id).await? else {
        return Ok(go(&steps::status(id), None));
    };
    if shown.declaration.document.is_none() {
        return super::account::on(&site, &visit, id).await;
    }
    page(&site, &visit, &shown, (StatusCode::OK, None)).await
}

/// Takes a picture.
///
/// # Errors
/// [`Oops`].
pub async fn send(
    State(site): State<Site>,
    Here(visit): Here,
    Path(id): Path<String>,
    request: Request,
) -> Answer {
    let (id, w, asker) = (path_id(&id)?, visit.words, visit.asker()?);
    let Some(shown) = changeable(&site, &visit, id).await? else {
        return Ok(go(&steps::status(id), None));
    };
    let slot = site.uploads.slot(asker.customer)?;
    if let Err(error) = document::may_give(&site.app, asker, id).await {
        return refused(&site, &visit, &shown, (None, error)).await;
    }
    let sent = match receive(request, slot, WEIGHT, &["picture"]).await {
        Err(Untaken { oops: Oops::TooLarge, fields }) => {
            let about = fields.get("picture").and_then(|code| of_code(code));
            let too_large = Refusal::Picture(PictureRefusal::TooLarge);
            turn_away(&site.app, asker, too_large).await?;
            return refused(&site, &visit, &shown, (about, AppError::Refused(too_large))).await;
        }
        sent => sent?,
    };
    let (kind, side) = of_code(sent.field("picture")).ok_or(Oops::BadRequest)?;
    if sent.bytes.is_empty() {
        let wrong = (Some((kind, side)), w.application_picture_missing().to_owned());
        return page(&site, &visit, &shown, (CORRECT, Some(wrong))).await;
    }
    match document::upload(&site.app, asker, sent.form_key, (id, kind, side), sent.bytes).await {
        Ok(_) => Ok(go(&format!("/applications/{id}/pictures"), Some("document-added"))),
        Err(error) => refused(&site, &visit, &shown, (Some((kind, side)), error)).await,
    }
}

/// Says why a picture was not taken, and of which side if that is known.
async fn refused(
    site: &Site,
    visit: &Visit,
    shown: &Shown,
    (about, error): (Option<Picture>, AppError),
) -> Answer {
    let refusal = match error {
        AppError::Refused(refusal @ (Refusal::Picture(_) | Refusal::Document(_))) => refusal,
        // Of the picture nothing is kept; everything else was kept before it.
        AppError::Document(_) => {
            let (oops, w) = (Oops::from(error), visit.words);
            let wrong = (about, w.application_picture_unavailable().to_owned());
            return page(site, visit, shown, (oops.status(), Some(wrong))).await;
        }
        other => return Err(other.into()),
    };
    let Some(text) = names::refused(visit.words, refusal.code()) else {
        // Sent to the bank meanwhile: its page tells.
        return Ok(go(&steps::status(shown.summary.id), None));
    };
    page(site, visit, shown, (CORRECT, Some((about, text.to_owned())))).await
}

/// One's own picture.
///
/// # Errors
/// [`Oops`]; [`Oops::NotFound`] for another's.
pub async fn picture(
    State(site): State<Site>,
    Here(visit): Here,
    Path(id): Path<String>,
) -> Answer {
    const JPEG: HeaderValue = HeaderValue::from_static("image/jpeg");
    let picture = document::picture(&site.app, visit.asker()?, path_id(&id)?).await?;
    Ok(([(header::CONTENT_TYPE, JPEG)], picture.jpeg).into_response())
}

/// Takes a picture back.
///
/// # Errors
/// [`Oops`].
pub async fn remove(State(site): State<Site>, Here(visit): Here, Path(id): Path<String>) -> Answer {
    let asker = visit.asker()?;
    document::remove(&site.app, asker, path_id(&id)?).await?;
    // It was the one under way: of others nothing can be taken back.
    let mine = application::mine(&site.app, asker).await?;
    let under_way = mine.iter().find(|summary| !summary.state.is_end());
    let path = under_way.map_or("/applications".to_owned(), |summary| {
        format!("/applications/{}/pictures", summary.id)
    });
    Ok(go(&path, Some("document-removed")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_says_of_what_its_picture_is() {
        for kind in DocumentKind::ALL {
            for side in Side::ALL {
                assert_eq!(of_code(&code((*kind, *side))), Some((*kind, *side)));
            }
        }
        for odd in ["", "passport", "passport.", ".front", "file", "passport.front.back"] {
            assert_eq!(of_code(odd), None, "{odd}");
        }
    }

    #[test]
    fn a_picture_is_shown_unless_it_is_held_and_what_is_wrong_stands_at_its_side() {
        let [given, none, returned] = Page::samples(Lang::Ja).try_into().unwrap();
        assert!(given.whole && !none.whole && !returned.whole);
        let anew = returned.frame.w.application_picture_wanted_anew();
        assert!(!given.render().unwrap().contains(anew));
        assert_eq!(returned.render().unwrap().matches(anew).count(), 1);
        let html = given.render().unwrap();
        assert_eq!(html.matches("<img src=\"/pictures/").count(), 1);
        assert!(html.contains("id=\"passport.front-error\""));
        assert!(none.message.is_some() && none.errors.is_empty());
    }
}

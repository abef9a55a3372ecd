//! The first step: the account at the bank and its holder.

use app::{
    AppError, Refusal,
    application::{Part, declare},
    customer::profile,
    document,
    domain::bank::{Branches, SAMPLE_BRANCHES},
    turn_away,
};
use askama::Template;
use axum::extract::{Path, State};
use domain::{application::declaration::Declaration, date};
use uuid::Uuid;

use super::{
    account_form::AccountForm,
    changeable,
    steps::{self, Step, Steps},
};
use crate::{
    Site,
    kit::{
        error::{Answer, path_id},
        field::summary,
        form::Form,
        frame::{self, Frame, Place, go},
        visit::{Here, Visit},
        words::{Lang, Words},
    },
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "customer/application/account.html")]
pub struct Page {
    frame: Frame,
    id: Uuid,
    version: i64,
    steps: Steps,
    form: AccountForm,
    errors: Vec<(String, String)>,
}

impl Page {
    fn new(frame: Frame, (id, version): (Uuid, i64), form: AccountForm) -> Self {
        let steps = Steps::at(frame.w, Step::Account);
        Self { errors: summary(form.fields()), frame, id, version, steps, form }
    }

    /// For the test that renders every page: at first, with branches to choose from, and
    /// with everything wrong.
    pub fn samples(lang: Lang) -> Vec<Self> {
        let w = Words::new(lang);
        let Ok(branches) = Branches::parse(SAMPLE_BRANCHES) else { return Vec::new() };
        let frame = || Frame {
            place: Place::Application,
            ..Frame::sample(lang, true, w.application_account_title())
        };
        let page = |form| Self::new(frame(), (Uuid::nil(), 1), form);
        let typed = |branch: &str| {
            let fields = [("branch", branch), ("number", "<b>"), ("holder", "山田")];
            let fields = fields.map(|(name, text)| (name.to_owned(), text.to_owned()));
            AccountForm::judge(w, &branches, &Form::new(fields.into())).0
        };
        let empty = Declaration::default();
        let first = AccountForm::declared(w, &branches, &empty, "ヤマダ ハナコ");
        vec![page(first), page(typed("中央")), page(typed("ない支店"))]
    }
}

fn page(visit: &Visit, shown: (Uuid, i64), form: AccountForm) -> Page {
    let title = visit.words.application_account_title();
    Page::new(Frame::new(visit, Place::Application, title), shown, form)
}

/// Shows the form.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn show(State(site): State<Site>, Here(visit): Here, Path(id): Path<String>) -> Answer {
    let id = path_id(&id)?;
    let Some(shown) = changeable(&site, &visit, id).await? else {
        return Ok(go(&steps::status(id), None));
    };
    let (profile, _) = profile::show(&site.app, visit.asker()?).await?;
    let (name, branches) = (profile.name.full_kana(), &site.app.bank.branches);
    let form = AccountForm::declared(visit.words, branches, &shown.declaration, &name);
    frame::show(&page(&visit, (id, shown.version), form))
}

/// Takes the form, and goes on where something is missing.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn send(
    State(site): State<Site>,
    Here(visit): Here,
    Path(id): Path<String>,
    sent: Form,
) -> Answer {
    let (id, version, asker) = (path_id(&id)?, sent.version()?, visit.asker()?);
    let (form, declared) = AccountForm::judge(visit.words, &site.app.bank.branches, &sent);
    let Some((account, holder)) = declared else {
        let Some(_) = changeable(&site, &visit, id).await? else {
            return Ok(go(&steps::status(id), None));
        };
        if form.holds_my_number {
            turn_away(&site.app, asker, Refusal::MyNumber).await?;
        }
        return frame::correct(&page(&visit, (id, version), form));
    };
    match declare(&site.app, asker, (id, version), Part::Account(account, holder)).await {
        Ok(()) => on(&site, &visit, id).await,
        Err(AppError::Refused(Refusal::Application(_))) => Ok(go(&steps::status(id), None)),
        Err(other) => Err(other.into()),
    }
}

/// Goes on to the page of what is missing next.
pub(super) async fn on(site: &Site, visit: &Visit, id: Uuid) -> Answer {
    let Some(shown) = changeable(site, visit, id).await? else {
        return Ok(go(&steps::status(id), None));
    };
    let given = document::of_application(&site.app, visit.asker()?, id).await?;
    let lacks = shown.lacks(&given, date::today(site.app.clock.now()));
    Ok(go(&steps::next(id, &lacks), None))
}

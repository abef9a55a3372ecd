//! One application on the bank's desk: looked at, returned, recommended, decided.

pub mod claim;
mod compare;
pub mod decide;
pub mod detail;
mod draft;
mod finding_form;
mod head;
pub mod names;
mod particulars;
pub mod picture;
mod pictures;
pub mod purge;
pub mod recommend;
pub mod refused;
pub mod return_to_customer;
mod sample;
mod step;
mod timeline;

use app::{
    domain::{audit::Action, staff::Permission as P},
    review::Case,
};

use super::{Table, Who::May};
use crate::StaffSite;

/// Adds the routes.
pub(crate) fn routes(table: Table) -> Table {
    let (see, look) = (May(P::SeeApplication), Action::SeeApplication);
    let decide = Action::DecideApplication;
    table
        .look("/applications/{id}", see, look, detail::show)
        .post(
            "/applications/{id}/reveal",
            May(P::RevealApplication),
            Action::RevealApplication,
            detail::reveal,
        )
        .post("/applications/{id}/take", see, Action::TakeApplication, claim::take)
        .post("/applications/{id}/release", see, Action::ReleaseApplication, claim::release)
        .post(
            "/applications/{id}/pass-on",
            May(P::PassOn),
            Action::PassOnApplication,
            claim::pass_on,
        )
        .look(
            "/applications/{id}/return",
            May(P::ReturnApplication),
            look,
            return_to_customer::show,
        )
        .post(
            "/applications/{id}/return",
            May(P::ReturnApplication),
            Action::ReturnApplication,
            return_to_customer::send,
        )
        .look("/applications/{id}/recommend", May(P::Recommend), look, recommend::show)
        .post(
            "/applications/{id}/recommend",
            May(P::Recommend),
            Action::RecommendApplication,
            recommend::send,
        )
        .look("/applications/{id}/decide", May(P::Decide), look, decide::show)
        .post("/applications/{id}/decide", May(P::Decide), decide, decide::send)
        .look("/applications/{id}/purge", May(P::PurgePicture), look, purge::show)
        .post("/applications/{id}/purge", May(P::PurgePicture), Action::PurgeDocument, purge::send)
        .look("/documents/{id}/picture", see, Action::SeeDocument, picture::show)
}

/// The name of the branch of the account declared.
fn branch<'a>(site: &'a StaffSite, case: &Case) -> Option<&'a str> {
    let account = case.particulars.account.as_ref()?;
    Some(site.app.bank.branches.find(&account.branch)?.name.as_str())
}

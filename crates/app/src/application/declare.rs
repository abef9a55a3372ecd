//! Keeping what an application declares, a part at a time.

use domain::{
    application::declaration::DeclaredDocument,
    audit::Action,
    bank::{Account, HolderKana},
    date,
    document::Refusal as Rule,
};
use uuid::Uuid;

use super::own;
use crate::{App, AppError, Asker, Refusal};

/// A part of what is declared, as one page asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// The account at the bank, and its holder's name.
    Account(Account, HolderKana),
    /// The identity document, and a second one where the first does not say enough.
    Documents(DeclaredDocument, Option<DeclaredDocument>),
}

/// Keeps a part, while the application is the customer's to change.
///
/// # Errors
/// [`Refusal::Application`] when it is not; [`Refusal::Stale`]; [`Refusal::UnknownBranch`];
/// [`Refusal::Document`] for a document, or a side of one, that is not taken.
pub async fn declare(
    app: &App,
    asker: &Asker,
    (id, version): (Uuid, i64),
    part: Part,
) -> Result<(), AppError> {
    let own = own::begin(app, asker, Action::DeclareApplication, id).await?;
    let own = own.changeable(version).await?;
    let mut declared = own.declaration()?;
    match part {
        Part::Account(account, holder) => {
            if app.bank.branches.find(&account.branch).is_none() {
                return Err(own.refused(Refusal::UnknownBranch).await);
            }
            (declared.account, declared.holder) = (Some(account), Some(holder));
        }
        Part::Documents(document, complement) => {
            let today = date::today(own.deed.now);
            let judged = [Some(document), complement].into_iter().flatten();
            if let Some(error) = judged.filter_map(|one| one.judge(today).err()).next() {
                return Err(own.refused(Refusal::Document(Rule::Declared(error))).await);
            }
            (declared.document, declared.complement) = (Some(document), complement);
        }
    }
    own.keep(&declared).await?.done().await.map(drop)
}

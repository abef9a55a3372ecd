//! Registering, without telling anybody whether an address is registered:
//! known or not, the same rows are written and one mail goes out.

use domain::{audit::Action, bank::matching_key, password::Password};
use store::{challenge::Purpose, customer::Registration};

use super::{
    BrowserToken, Profile,
    challenge::{self, Asked},
    profile,
};
use crate::{
    App, AppError, FormKey, Origin, Refusal, Vault,
    deed::{Actor, Deed},
    letter::Letter,
    throttle,
};

/// The keyed hashes a person is found by: of the name's reading, and of it with the birth
/// date. None of a stand-in, who has no name.
pub(crate) fn person_index(app: &App, profile: &Profile) -> Option<(Vec<u8>, Vec<u8>)> {
    let name = matching_key(&profile.name.full_kana());
    let person = format!("{name}/{}", profile.birth_date);
    let hashes = || (name_index(app, &name), app.keys.hash("person", person.as_bytes()));
    (!name.is_empty()).then(hashes)
}

/// The keyed hash of a name's reading, as [`matching_key`] leaves it.
pub(crate) fn name_index(app: &App, key: &str) -> Vec<u8> {
    app.keys.hash("name", key.as_bytes())
}

/// A registration form, already judged by `domain`.
#[derive(Debug)]
pub struct NewCustomer {
    /// Who.
    pub profile: Profile,
    /// The password chosen.
    pub password: Password,
    /// `ja` or `en`.
    pub language: &'static str,
}

/// The keyed hash addresses are found by.
pub(crate) fn email_index(app: &App, profile: &Profile) -> Vec<u8> {
    app.keys.hash("email", profile.email.index_form().as_bytes())
}

/// Takes a registration. The browser gets a token with which it may enter the code.
///
/// # Errors
/// [`AppError`]; never tells whether the address is known.
pub async fn register(
    app: &App,
    origin: &Origin,
    form: FormKey,
    new: NewCustomer,
) -> Result<BrowserToken, AppError> {
    throttle::count(app, throttle::SIGN_UP, &origin.network()).await?;
    let index = email_index(app, &new.profile);
    let hash = app.hasher.hash(new.password, &app.dice).await?;
    let may_mail = may_mail(app, &index).await?;
    let deed = app.begin(Actor::Anonymous, origin, Action::Register).await?;
    let (mut deed, before) = deed.once(form).await?;
    if let Some(customer) = before
        && is_same(&mut deed, customer, &new.profile).await?
    {
        return repeat(deed, customer, &hash, may_mail).await;
    }
    let known = store::customer::find_by_email(&mut deed.conn, &index).await?.is_some();
    let (customer, vault) = insert(&mut deed, &index, &new.profile, new.language).await?;
    store::credential::insert(&mut deed.conn, customer, &hash, deed.now).await?;
    let asked = challenge::ask(&deed, customer, Purpose::Confirm)?;
    store::challenge::insert(&mut deed.conn, &asked.row).await?;
    if may_mail {
        let letter = letter(app, known, &asked);
        let to = (new.profile.email.as_str(), new.language);
        deed.post(customer, &vault, to, &letter).await?;
    }
    deed.done(customer).await?;
    app.bell.notify_one();
    Ok(asked.browser)
}

/// Whether one more mail may go to an address now; a flood is dropped in silence.
pub(crate) async fn may_mail(app: &App, index: &[u8]) -> Result<bool, AppError> {
    match throttle::count(app, throttle::MAIL, index).await {
        Ok(()) => Ok(true),
        Err(AppError::Refused(Refusal::SlowDown { .. })) => Ok(false),
        Err(other) => Err(other),
    }
}

fn letter(app: &App, known: bool, asked: &Asked) -> Letter {
    if known {
        return Letter::AlreadyRegistered;
    }
    let link = format!("{}/register/link/{}", app.settings.public_url, asked.link);
    Letter::Confirm { code: asked.code.clone(), link }
}

/// Adds an unverified customer with a key of their own.
pub(crate) async fn insert(
    deed: &mut Deed<'_>,
    index: &[u8],
    profile: &Profile,
    language: &str,
) -> Result<(uuid::Uuid, Vault), AppError> {
    let id = deed.id()?;
    let (vault, key) = Vault::create(deed.app, id)?;
    let sealed = vault.seal_json(&deed.app.dice, profile::COLUMN, id, profile)?;
    let person = person_index(deed.app, profile);
    let new = Registration {
        id,
        email_index: index,
        person: person.as_ref().map(|(name, person)| (name.as_slice(), person.as_slice())),
        profile: &sealed,
        language,
        terms_version: &deed.app.settings.terms_version,
        at: deed.now,
    };
    store::customer::insert(&mut deed.conn, &new).await?;
    store::data_key::insert(&mut deed.conn, &key, deed.now).await?;
    Ok((id, vault))
}

/// Whether a registration holds what the form says now. The browser's back button shows
/// the form with its old key; who mends the address there means a new registration.
async fn is_same(
    deed: &mut Deed<'_>,
    customer: uuid::Uuid,
    profile: &Profile,
) -> Result<bool, AppError> {
    let (_, kept, _) = profile::correspondent(deed.app, &mut deed.conn, customer).await?;
    Ok(kept == *profile)
}

/// The form was sent twice: a fresh token and code for the same registration,
/// because the first answer's token may never have reached the browser. The password
/// typed last is the one its owner remembers.
async fn repeat(
    mut deed: Deed<'_>,
    customer: uuid::Uuid,
    hash: &str,
    may_mail: bool,
) -> Result<BrowserToken, AppError> {
    let asked = challenge::ask(&deed, customer, Purpose::Confirm)?;
    store::challenge::insert(&mut deed.conn, &asked.row).await?;
    let (vault, profile, language) =
        profile::correspondent(deed.app, &mut deed.conn, customer).await?;
    let index = email_index(deed.app, &profile);
    let known = store::customer::find_by_email(&mut deed.conn, &index).await?.is_some();
    if !known {
        store::credential::replace(&mut deed.conn, customer, hash, deed.now).await?;
    }
    let to = (profile.email.as_str(), language.as_str());
    if may_mail {
        let letter = letter(deed.app, known, &asked);
        deed.post(customer, &vault, to, &letter).await?;
    }
    let app = deed.app;
    deed.done(customer).await?;
    app.bell.notify_one();
    Ok(asked.browser)
}

/// Mails a new code to the address of a registration or recovery under way.
/// Answers alike whether there is one or not.
///
/// # Errors
/// [`AppError`].
pub async fn send_again(
    app: &App,
    origin: &Origin,
    browser: &BrowserToken,
) -> Result<(), AppError> {
    let mut conn = app.db.read().await?;
    let Some(row) = challenge::of_browser(app, &mut conn, browser).await? else { return Ok(()) };
    if row.used_at.is_some() {
        return Ok(());
    }
    let (vault, profile, language) =
        profile::correspondent(app, &mut conn, row.customer_id).await?;
    drop(conn);
    let index = email_index(app, &profile);
    if !may_mail(app, &index).await? {
        return Ok(());
    }
    let mut deed = app.begin(Actor::Anonymous, origin, Action::ResendCode).await?;
    let known = store::customer::find_by_email(&mut deed.conn, &index).await?.map(|row| row.id);
    let asked = challenge::ask_again(&deed, &row)?;
    store::challenge::renew(&mut deed.conn, &asked.row).await?;
    let customer = asked.row.customer_id;
    let letter = match asked.row.purpose {
        Purpose::Confirm => letter(app, known.is_some(), &asked),
        Purpose::Recover => super::recover::letter(app, known == Some(customer), &asked),
    };
    deed.post(customer, &vault, (profile.email.as_str(), &language), &letter).await?;
    deed.done(customer).await?;
    app.bell.notify_one();
    Ok(())
}

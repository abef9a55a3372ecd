//! Replacing a lost password by a proof of the address, without telling anybody
//! whether the address is registered.

use domain::{
    audit::Action,
    password::Password,
    person::{Corrected, EmailAddress, Name},
};
use store::{challenge::Purpose, customer::Status};

use super::{
    BrowserToken, Profile,
    challenge::{self, Asked, Proof},
    profile, register,
};
use crate::{App, AppError, FormKey, Origin, Refusal, deed::Actor, letter::Letter, throttle};

pub(super) fn letter(app: &App, known: bool, asked: &Asked) -> Letter {
    if !known {
        return Letter::NoAccount;
    }
    let link = format!("{}/recover/link/{}", app.settings.public_url, asked.link);
    Letter::Recover { code: asked.code.clone(), link }
}

/// Mails a proof to an address. An address nobody registered gets a stand-in
/// customer, so that the same is written and one mail goes out.
///
/// # Errors
/// [`AppError`]; never tells whether the address is known.
pub async fn request(
    app: &App,
    origin: &Origin,
    form: FormKey,
    email: EmailAddress,
    language: &'static str,
) -> Result<BrowserToken, AppError> {
    throttle::count(app, throttle::SIGN_UP, &origin.network()).await?;
    let stand_in = stand_in(app, email);
    let index = register::email_index(app, &stand_in);
    let may_mail = register::may_mail(app, &index).await?;
    let deed = app.begin(Actor::Anonymous, origin, Action::RequestRecovery).await?;
    // Sent twice, it is carried out twice: the first answer's token may never have
    // reached the browser, and a code fits only the browser that asked for it.
    let (mut deed, _) = deed.once(form).await?;
    let known = store::customer::find_by_email(&mut deed.conn, &index).await?;
    let known = known.filter(|customer| customer.status != Status::Closed);
    let (stand_in, _) = register::insert(&mut deed, &index, &stand_in, language).await?;
    let customer = known.as_ref().map_or(stand_in, |customer| customer.id);
    // Asked of a stand-in too, though all is known of it: time must not tell.
    let (vault, profile, language) = profile::correspondent(app, &mut deed.conn, customer).await?;
    let asked = challenge::ask(&deed, customer, Purpose::Recover)?;
    store::challenge::insert(&mut deed.conn, &asked.row).await?;
    if may_mail {
        let letter = letter(app, known.is_some(), &asked);
        deed.post(customer, &vault, (profile.email.as_str(), &language), &letter).await?;
    }
    deed.done(customer).await?;
    app.bell.notify_one();
    Ok(asked.browser)
}

fn stand_in(app: &App, email: EmailAddress) -> Profile {
    let name = Name {
        family: String::new(),
        given: String::new(),
        family_kana: String::new(),
        given_kana: String::new(),
    };
    let birth_date = domain::date::today(app.clock.now());
    Profile { name, birth_date, email, corrected: Corrected::default() }
}

/// Replaces the password. Every session ends; the person logs in anew.
///
/// # Errors
/// [`Refusal::WrongCode`] and [`Refusal::ProofEnded`].
pub async fn recover(
    app: &App,
    origin: &Origin,
    proof: &Proof,
    password: Password,
) -> Result<(), AppError> {
    let row = match challenge::check(app, proof, Purpose::Recover).await {
        Ok(row) => row,
        Err(AppError::Refused(refusal)) => {
            let deed = app.begin(Actor::Anonymous, origin, Action::RecoverPassword).await?;
            return Err(deed.refused(None, refusal).await);
        }
        Err(other) => return Err(other),
    };
    let hash = app.hasher.hash(password, &app.dice).await?;
    let customer = row.customer_id;
    let mut deed = app.begin(Actor::Customer(customer), origin, Action::RecoverPassword).await?;
    if !challenge::use_up(&mut deed, &row).await? {
        return Err(deed.refused(Some(customer), Refusal::ProofEnded).await);
    }
    let (vault, profile, language) = profile::correspondent(app, &mut deed.conn, customer).await?;
    store::credential::replace(&mut deed.conn, customer, &hash, deed.now).await?;
    store::session::end_all_but(&mut deed.conn, customer, None, deed.now).await?;
    store::device::delete_of(&mut deed.conn, customer).await?;
    // Nor do other proofs asked for replace the password just chosen.
    store::challenge::delete_of(&mut deed.conn, customer).await?;
    let to = (profile.email.as_str(), language.as_str());
    deed.post(customer, &vault, to, &Letter::PasswordChanged).await?;
    deed.done(customer).await?;
    throttle::clear(app, throttle::ACCOUNT, &register::email_index(app, &profile)).await?;
    app.bell.notify_one();
    Ok(())
}

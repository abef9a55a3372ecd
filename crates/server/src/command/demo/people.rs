//! The people of the demonstration: 山田 花子 and two other customers, who applied for the
//! additional service, and five of the bank's people.

use std::{path::Path, sync::Arc};

use app::{
    App, AppError, Hasher,
    domain::{
        password,
        person::EmailAddress,
        staff::Role::{self, Administrator, Approver, Auditor, Reviewer, Supervisor},
    },
    seed::Factors,
    staff::NewMember,
};
use chrono::TimeDelta;
use outside::clock::Clock;

use crate::{
    Config, StartError, assembly,
    household::{
        applicants::{self, APPLICANTS},
        hanako,
    },
    terminal,
};

/// The bank's people: address, name, role.
const MEMBERS: [(&str, &str, Role); 5] = [
    (REVIEWER, "佐藤 美咲", Reviewer),
    ("takahashi@bank.example", "高橋 健", Approver),
    ("ito@bank.example", "伊藤 由紀", Supervisor),
    ("watanabe@bank.example", "渡辺 誠", Auditor),
    ("kanri@bank.example", "管理 太郎", Administrator),
];
const REVIEWER: &str = "sato@bank.example";
/// The password of them all, printed at every start.
const STAFF_PASSWORD: &str = "yamabiko-no-henji-yottsu";
/// How long ago people applied.
const APPLIED: TimeDelta = TimeDelta::days(5);

/// A member as the start prints them: address, role, second factor's secret.
pub(super) struct Printed(&'static str, Role, String);

/// Records 山田 花子 and her three years, unless she is there.
pub(super) async fn record_hanako(app: &Arc<App>) -> Result<(), StartError> {
    if app::seed::is_known(app, &hanako::profile()?.email).await? {
        return Ok(());
    }
    terminal::tell("Making up a customer: 山田 花子 …");
    let hash = hash_of(app, hanako::PASSWORD).await?;
    let customer = hanako::customer(hash, app.clock.now())?;
    let figures: usize = customer.holdings.iter().map(|holding| holding.figures.len()).sum();
    terminal::tell(format_args!(
        "Recording {} holdings with {figures} valuations over {} months …",
        customer.holdings.len(),
        hanako::MONTHS
    ));
    app::seed::household(app, &customer).await?;
    terminal::tell("Done.\n");
    Ok(())
}

/// Records the bank's people, unless they are there.
pub(super) async fn record_members(app: &App) -> Result<Vec<Printed>, StartError> {
    let password_hash = hash_of(app, STAFF_PASSWORD).await?;
    let mut printed = Vec::new();
    for (number, (email, name, role)) in (1..).zip(MEMBERS) {
        let new = NewMember { name: name.to_owned(), email: address(email)?, roles: vec![role] };
        let factors = Factors { password_hash: &password_hash, secret: [number; 20] };
        printed.push(Printed(email, role, app::seed::member(app, &new, factors).await?));
    }
    Ok(printed)
}

/// Lets three customers apply, some days ago, and a reviewer look at two of the applications.
pub(super) async fn record_applicants(app: &App, config: &Config) -> Result<(), StartError> {
    let hash = hash_of(app, applicants::PASSWORD).await?;
    for applicant in APPLICANTS {
        if let Some(customer) = applicant.customer(&hash, app.clock.now())? {
            app::seed::household(app, &customer).await?;
        }
    }
    let then = Clock::at(app.clock.now() - APPLIED);
    let past = assembly::build_app_with(config, Hasher::weak(1).map_err(StartError::Threads)?);
    let past = Arc::into_inner(past.await?).ok_or(AppError::Broken("the app is shared"))?;
    let past = App { clock: then, ..past };
    let reviewer = app::seed::officer(&past, &address(REVIEWER)?).await?;
    for applicant in APPLICANTS {
        applicant.apply(&past, &reviewer).await?;
    }
    past.db.close().await;
    Ok(())
}

async fn hash_of(app: &App, password: &str) -> Result<String, AppError> {
    let password = password::check(password, &[])
        .map_err(|_| AppError::Broken("the demonstration's password breaks a rule"))?;
    app.hasher.hash(password, &app.dice).await
}

fn address(text: &str) -> Result<EmailAddress, AppError> {
    EmailAddress::parse(text)
        .map_err(|_| AppError::Broken("the demonstration's people have no address"))
}

pub(super) fn welcome(public_url: &str, data: &Path) -> String {
    format!(
        "Kura is running.\n\n  \
         Customer site   {public_url}/\n  \
         Captured mail   {public_url}/demo/mail\n\n  \
         Log in as       {email}\n  \
         Password        {password}\n  \
         or register: the mail with the code is among the captured mail.\n\n  \
         Data            {data}   (`kura demo --fresh` begins anew)\n  \
         To stop         Ctrl+C\n",
        email = hanako::EMAIL,
        password = hanako::PASSWORD,
        data = data.display(),
    )
}

pub(super) fn welcome_staff(public_url: &str, members: &[Printed]) -> String {
    let mut text = format!(
        "  Staff site      {public_url}/\n  \
         Password        {STAFF_PASSWORD}\n  \
         Second factor   put the secret into an authenticator app (TOTP, six digits)\n\n"
    );
    for Printed(email, role, secret) in members {
        text.push_str(&format!("  {:<15} {email:<24} {secret}\n", role.code()));
    }
    text
}

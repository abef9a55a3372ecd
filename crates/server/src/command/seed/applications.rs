//! Applications of synthetic customers, and the bank's people who look at them.

use std::sync::Arc;

use app::{
    App, AppError,
    domain::{
        application::declaration::{Declaration, DeclaredDocument, Purpose},
        bank::{Account, HolderKana, identity_document::DocumentKind},
        password,
        person::EmailAddress,
        staff::Role,
    },
    seed::{Factors, SeedApplication},
    staff::NewMember,
};
use chrono::TimeDelta;

use crate::{
    StartError,
    household::synthetic,
    terminal::{self, Progress},
};

/// Applications in one transaction.
const BATCH: u64 = 500;
/// The bank's people: address, role, and what the secret of the second factor is made of.
const MEMBERS: [(&str, Role, u8); 2] =
    [("reviewer@seed.example", Role::Reviewer, 1), ("approver@seed.example", Role::Approver, 2)];

const SLIP: AppError = AppError::Broken("a made-up application breaks a rule");

/// Writes applications of the first customers, one a minute up to now, and prints what the
/// bank's people log in with.
pub(super) async fn write_all(
    app: &Arc<App>,
    all: u64,
    recommended: u64,
) -> Result<(), StartError> {
    write_members(app).await?;
    let reviewer = EmailAddress::parse(MEMBERS[0].0).map_err(|_| SLIP)?;
    let reviewer = app::seed::officer(app, &reviewer).await?.staff;
    let now = app.clock.now();
    let total = usize::try_from(all).unwrap_or(usize::MAX);
    let mut progress = Progress::begin("applications", total, now);
    for first in (1..=all).step_by(BATCH.try_into().unwrap_or(1)) {
        let last = all.min(first + BATCH - 1);
        let mut batch = Vec::new();
        for number in first..=last {
            let ago = i64::try_from(all - number).unwrap_or_default() % 20_000;
            let new = SeedApplication {
                declaration: declaration(number)?,
                sent_at: now - TimeDelta::minutes(ago + 20),
                recommended_by: (number <= recommended).then_some(reviewer),
            };
            batch.push((synthetic::email(number)?, new));
        }
        app::seed::applications(app, &batch).await?;
        progress.at(usize::try_from(last).unwrap_or(usize::MAX), app.clock.now());
    }
    Ok(())
}

async fn write_members(app: &App) -> Result<(), StartError> {
    let password = password::check(synthetic::PASSWORD, &[]).map_err(|_| SLIP)?;
    let password_hash = app.hasher.hash(password, &app.dice).await?;
    for (email, role, number) in MEMBERS {
        let email = EmailAddress::parse(email).map_err(|_| SLIP)?;
        let new = NewMember { name: role.code().to_owned(), email, roles: vec![role] };
        let factors = Factors { password_hash: &password_hash, secret: [number; 20] };
        let secret = app::seed::member(app, &new, factors).await?;
        terminal::print(format_args!("{} {secret}", new.email.as_str()));
    }
    Ok(())
}

fn declaration(number: u64) -> Result<Declaration, AppError> {
    let account = Account::parse("001", "ordinary", &format!("{number:07}")).map_err(|_| SLIP)?;
    let kind = DocumentKind::DrivingLicence;
    Ok(Declaration {
        account: Some(account),
        holder: Some(HolderKana::parse("シケン ハナコ").map_err(|_| SLIP)?),
        document: Some(DeclaredDocument { kind, other_side: false }),
        complement: None,
        purpose: Some(Purpose::SeeAccounts),
        consent: Some("seed".to_owned()),
    })
}

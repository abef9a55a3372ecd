//! `kura staff`: the first of the bank's people; the others are invited on the staff's site.

use app::{
    Origin,
    domain::{
        person::EmailAddress,
        staff::{Role, invited_name},
    },
    staff::{Inviter, NewMember, invite},
};

use crate::{Config, StartError, assembly, logging, terminal};

/// What to do with staff.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Invite a member of staff: prints a code that is good once, for 72 hours
    ///
    /// For the first administrator; the others are better invited on the staff's site, where
    /// the trail says by whom. Hand the code over in person: with the address it lets
    /// whoever has it choose the password and set up the second factor.
    Invite(Invite),
}

#[derive(Debug, clap::Args)]
struct Invite {
    /// E-mail address, with which they log in
    #[arg(long, value_name = "ADDRESS")]
    email: String,
    /// Name, as colleagues know it
    #[arg(long, value_name = "NAME")]
    name: String,
    /// What they are there for: reviewer, approver, supervisor, auditor, administrator; several
    /// parted by commas
    #[arg(long, value_name = "ROLE", value_delimiter = ',', required = true)]
    role: Vec<String>,
}

pub(super) async fn run(arguments: Arguments, config: Config) -> Result<(), StartError> {
    logging::to_stderr();
    let What::Invite(given) = arguments.what;
    let new = new_member(&given)?;
    let app = assembly::build_app(&config).await?;
    assembly::require_schema(&app).await?;
    let origin = Origin { address: "local".to_owned(), ..Origin::default() };
    let invitation = invite(&app, Inviter::Machine(&origin), &new).await?;
    app.db.close().await;
    let site = config.staff.map_or_else(|| "the staff's site".to_owned(), |site| site.public_url);
    terminal::print(format_args!(
        "Invited {}.\n\n  Code   {}\n\nGood until {} (UTC), once, at {site}, page /invitation. \
         It is shown here only and cannot be shown again.",
        new.email.as_str(),
        invitation.code,
        invitation.expires_at.format("%Y-%m-%d %H:%M"),
    ));
    Ok(())
}

fn new_member(given: &Invite) -> Result<NewMember, StartError> {
    let wrong = |what, why: String| StartError::Argument { what, why };
    let email = EmailAddress::parse(&given.email);
    let roles = given.role.iter().map(|code| {
        let why = || wrong("--role", format!("there is no role `{code}`"));
        Role::from_code(code.trim()).ok_or_else(why)
    });
    Ok(NewMember {
        name: invited_name(&given.name).map_err(|error| wrong("--name", error.to_string()))?,
        email: email.map_err(|error| wrong("--email", error.to_string()))?,
        roles: roles.collect::<Result<_, _>>()?,
    })
}

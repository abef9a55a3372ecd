//! Opening a case: masked, or revealed for a purpose.

use domain::{
    application::{
        self, Claim, Event, Life, checklist::checklist, declaration::Declaration, offers,
        reason::Verdict,
    },
    audit::Action,
    staff::{Permission, RevealPurpose, Role, StaffId},
};
use store::{application::Application, customer::Customer};
use uuid::Uuid;

use super::{
    Advice, Case, Claimed, Duplicate, Earlier, Happened, Particulars,
    colleague::Colleagues,
    particulars::{Veil, ask},
    related, timeline,
};
use crate::{
    App, AppError, Officer, Refusal, Vault,
    application::{
        DETAILS,
        standing::{self, Sent},
    },
    customer::Profile,
    deed::Deed,
    document::{self, Document},
};

/// Opens an application, its values masked. The look is in the audit trail.
///
/// # Errors
/// [`AppError`]; [`Refusal::Application`] when it is one's own: what is noted in it is not
/// for its applicant.
pub async fn open(app: &App, officer: &Officer, id: Uuid) -> Result<Case, AppError> {
    look(app, officer, id, None).await
}

/// As [`open`], with the values as they are. The purpose is in the audit trail.
///
/// # Errors
/// As [`open`].
pub async fn reveal(
    app: &App,
    officer: &Officer,
    id: Uuid,
    purpose: RevealPurpose,
) -> Result<Case, AppError> {
    look(app, officer, id, Some(purpose)).await
}

async fn look(
    app: &App,
    officer: &Officer,
    id: Uuid,
    purpose: Option<RevealPurpose>,
) -> Result<Case, AppError> {
    let needs = match purpose {
        None => (Permission::SeeApplication, Action::SeeApplication),
        Some(_) => (Permission::RevealApplication, Action::RevealApplication),
    };
    let mut deed = app.begin_as(officer, needs, Some(id)).await?;
    if let Some(purpose) = purpose {
        deed = deed.stating(purpose.code());
    }
    let roles = officer.roles(&mut deed.conn).await?;
    let Some(material) = gather(&mut deed, id).await? else {
        return Err(deed.missing(id).await);
    };
    if material.applicant == Some(officer.staff) {
        let own = Refusal::Application(application::Refusal::OwnApplication);
        return Err(deed.refused(Some(id), own).await);
    }
    // The look is on record before anything of it is shown.
    deed.done(id).await?;
    let recorded = ask(app, &material.declared).await;
    if let Err(error) = &recorded {
        tracing::warn!(error = error as &dyn std::error::Error, "the bank's records");
    }
    let veil = purpose.map_or(Veil::Down, |_| Veil::Lifted);
    let particulars = Particulars::of(&material.declared, &recorded, &material.profile, veil);
    material.case(app, (officer.staff, &roles), particulars, purpose)
}

/// What a case is made of.
struct Material {
    row: Application,
    life: Life,
    customer: Customer,
    applicant: Option<StaffId>,
    declared: Declaration,
    /// Whether what was declared was changed since and not sent again: it is then left out.
    is_unsent: bool,
    profile: Profile,
    earlier: Vec<Earlier>,
    duplicates: Vec<Duplicate>,
    pictures: Vec<Document>,
    timeline: Vec<Happened>,
    colleagues: Colleagues,
}

/// Reads an application with all that belongs to it; `None` when there is none, or its
/// customer was erased.
async fn gather(deed: &mut Deed<'_>, id: Uuid) -> Result<Option<Material>, AppError> {
    let (app, conn) = (deed.app, &mut deed.conn);
    let Some(row) = store::application::find_for_staff(conn, id).await? else { return Ok(None) };
    let vault = match Vault::of(app, conn, row.customer_id).await {
        Ok(vault) => vault,
        Err(AppError::NotFound) => return Ok(None),
        Err(error) => return Err(error),
    };
    let customer = store::customer::find(conn, row.customer_id).await?;
    let customer = customer.ok_or(AppError::Broken("an application without a customer"))?;
    let applicant = store::staff_member::of_customer(conn, row.customer_id).await?;
    let events = store::application_event::of(conn, id).await?;
    let claimed_by = row.standing.claim.map(|(by, _)| by);
    let advised_by = row.standing.recommendation.as_ref().map(|(by, _, _)| *by);
    let acted = events.iter().filter_map(|event| event.staff_id);
    let people = acted.chain(claimed_by).chain(advised_by).collect();
    let colleagues = Colleagues::read(app, conn, people).await?;
    let sent = Sent::of(&row.standing, &events)?;
    let is_unsent = !row.details.is_empty() && row.touched_at.is_some_and(|at| !sent.has(at));
    let mut pictures = document::for_staff(conn, row.customer_id, id).await?;
    pictures.retain(|picture| sent.has(picture.given_at));
    let account = row.account_index.as_deref().filter(|_| !is_unsent);
    Ok(Some(Material {
        life: standing::life(&row.standing)?,
        applicant: applicant.map(StaffId),
        declared: match row.details.as_slice() {
            [] => Declaration::default(),
            _ if is_unsent => Declaration::default(),
            sealed => vault.unseal_json(DETAILS, id, sealed)?,
        },
        profile: Profile::unseal(&vault, &customer)?,
        earlier: related::earlier(conn, &row).await?,
        is_unsent,
        duplicates: related::duplicates(conn, &row, (account, &pictures)).await?,
        timeline: timeline::timeline(&vault, events, &colleagues)?,
        pictures,
        colleagues,
        customer,
        row,
    }))
}

impl Material {
    fn case(
        self,
        app: &App,
        (me, roles): (StaffId, &[Role]),
        particulars: Particulars,
        revealed_for: Option<RevealPurpose>,
    ) -> Result<Case, AppError> {
        let now = app.clock.now();
        let documents: Vec<_> =
            self.declared.document.into_iter().chain(self.declared.complement).collect();
        Ok(Case {
            id: self.row.id,
            version: self.row.version,
            state: self.life.state(),
            customer: self.customer.id,
            language: self.customer.language,
            customer_status: self.customer.status,
            suspended_at: self.customer.suspended_at,
            submitted_at: self.row.standing.submitted_at,
            claim: self.life.claim().and_then(|claim: Claim| {
                Claimed::now(claim, self.colleagues.get(claim.by), me, now)
            }),
            advice: advice(&self.row, &self.colleagues, &self.timeline)?,
            offers: offers(self.life, (me, roles), self.applicant, now),
            is_forgotten: self.row.details.is_empty(),
            is_unsent: self.is_unsent,
            corrected: self.profile.corrected,
            revealed_for,
            particulars,
            checklists: documents
                .iter()
                .map(|document| (document.kind, checklist(document.kind)))
                .collect(),
            documents,
            pictures: self.pictures,
            purpose: self.declared.purpose,
            earlier: self.earlier,
            duplicates: self.duplicates,
            timeline: self.timeline,
        })
    }
}

fn advice(
    row: &Application,
    colleagues: &Colleagues,
    timeline: &[Happened],
) -> Result<Option<Advice>, AppError> {
    let Some((by, verdict, at)) = &row.standing.recommendation else { return Ok(None) };
    let verdict = Verdict::from_code(verdict).ok_or(AppError::Broken("an unknown verdict"))?;
    let said = timeline.iter().rev().find(|happened| happened.event == Event::Recommended);
    let noted = said.and_then(|happened| happened.noted.clone());
    Ok(Some(Advice { by: colleagues.get(StaffId(*by)), verdict, at: *at, noted }))
}

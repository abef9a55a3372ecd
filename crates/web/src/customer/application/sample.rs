//! An application for the pages' samples.

use app::{
    application::{Destroyed, Done, Milestone, Shown, Summary, Told},
    customer::Profile,
    document::Document,
};
use chrono::{DateTime, NaiveDate};
use domain::{
    application::{
        State,
        declaration::{Declaration, DeclaredDocument},
        reason::{RejectReason, ReturnReason},
    },
    bank::{
        Account, HolderKana,
        identity_document::{DocumentKind, Side},
    },
    document::{PurgeReason, Scan, State as PictureState},
    person::{Corrected, EmailAddress, Name},
};
use uuid::Uuid;

/// The day of the samples.
pub(super) fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap_or_default()
}

/// A passport without an address, and an eligibility certificate besides.
pub(super) fn declaration() -> Declaration {
    let document = |kind| Some(DeclaredDocument { kind, other_side: false });
    Declaration {
        account: Account::parse("010", "ordinary", "0012345").ok(),
        holder: HolderKana::parse("ヤマダ ハナコ").ok(),
        document: document(DocumentKind::Passport),
        complement: document(DocumentKind::EligibilityCertificate),
        purpose: None,
        consent: None,
    }
}

/// An application in a state, with all that can happen to one.
pub(super) fn shown(state: State) -> Shown {
    let told = Told {
        returned: vec![
            (ReturnReason::Glare, (DocumentKind::DrivingLicence, Side::Back)).into(),
            ReturnReason::NameDiffers.into(),
        ],
        rejected: vec![RejectReason::AccountOfAnother],
        text: "裏面の画像も<b>お送り</b>ください。\nよろしくお願いいたします。".to_owned(),
        destroyed: None,
    };
    let milestones = [
        Milestone::Begun,
        Milestone::Submitted,
        Milestone::LookedAt,
        Milestone::Returned(told.clone()),
        Milestone::PicturePurged(None),
        Milestone::Submitted,
        Milestone::Approved,
        Milestone::Rejected(told),
        Milestone::Withdrawn,
        Milestone::Expired,
    ];
    let at = DateTime::UNIX_EPOCH;
    Shown {
        summary: Summary { id: Uuid::nil(), state, created_at: at, submitted_at: Some(at) },
        version: 1,
        declaration: declaration(),
        milestones: milestones.map(|milestone| (at, milestone)).into(),
        answer_by: (state == State::AwaitingCustomer).then_some(at),
        returned: None,
        done: Done::default(),
    }
}

/// One that was returned, and a picture of which was destroyed.
pub(super) fn returned() -> Shown {
    let mut shown = shown(State::AwaitingCustomer);
    let destroyed = Destroyed {
        kind: DocumentKind::DrivingLicence,
        side: Side::Front,
        reason: PurgeReason::MyNumberVisible,
    };
    let purged = (DateTime::UNIX_EPOCH, Milestone::PicturePurged(Some(destroyed)));
    shown.milestones.truncate(4);
    shown.milestones.push(purged);
    let passport = (DocumentKind::Passport, Side::Front);
    shown.returned = Some((DateTime::UNIX_EPOCH, vec![(ReturnReason::Glare, passport).into()]));
    shown
}

/// Who the customer registered as.
pub(super) fn profile() -> Option<Profile> {
    let name = Name::parse("山田", "<b>花子", "ヤマダ", "ハナコ").ok()?;
    let email = EmailAddress::parse("hanako@example.jp").ok()?;
    let (birth_date, corrected) = (NaiveDate::default(), Corrected::default());
    Some(Profile { name, birth_date, email, corrected })
}

/// A picture in each state that stands.
pub(super) fn documents() -> Vec<Document> {
    let document = |kind, side, state| Document {
        id: Uuid::nil(),
        application: Uuid::nil(),
        kind,
        side,
        state,
        scan: Scan::Clean,
        original_hash: None,
        size: Some((1_600, 1_000)),
        given_at: DateTime::UNIX_EPOCH,
        ended_at: None,
        reason: None,
        destroyed_at: None,
    };
    vec![
        document(DocumentKind::Passport, Side::Front, PictureState::Kept),
        document(DocumentKind::EligibilityCertificate, Side::Front, PictureState::Held),
    ]
}

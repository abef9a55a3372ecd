//! Made-up cases.

use app::{
    application::{Noted, Told},
    document::Document,
    review::{
        AccountShown, Advice, Case, Cell, Claimed, Colleague, Compared, CustomerStatus, Duplicate,
        Earlier, Happened, Likeness, Particulars, Recorded,
    },
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    application::{
        Event, Offer, Offers, State,
        checklist::checklist,
        comparison::Mark,
        declaration::{DeclaredDocument, Purpose},
        reason::{Mend, RejectReason, ReturnReason, Verdict},
        to_check,
    },
    bank::{
        BranchCode, DepositType,
        identity_document::{DocumentKind, Side},
        record::AccountState,
    },
    document::{Scan, State as PictureState},
    person::Corrected,
    staff::{RevealPurpose, StaffId},
};
use uuid::Uuid;

const KIND: DocumentKind = DocumentKind::DrivingLicence;

fn at(hours: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::hours(hours)
}

fn colleague(name: &str) -> Colleague {
    Colleague { staff: StaffId(Uuid::nil()), name: Some(name.to_owned()) }
}

/// Claimed by whoever looks.
pub(super) fn mine() -> Case {
    let claim = Claimed { by: colleague("佐藤 一郎 <b>"), until: at(40), is_mine: true };
    Case {
        id: Uuid::nil(),
        version: 4,
        state: State::InReview,
        customer: Uuid::nil(),
        language: "ja".to_owned(),
        customer_status: CustomerStatus::Active,
        suspended_at: None,
        submitted_at: Some(at(3)),
        claim: Some(claim),
        advice: None,
        offers: Offers::from_iter([
            Offer::Take,
            Offer::Release,
            Offer::Return,
            Offer::Recommend,
            Offer::Reveal,
            Offer::PurgePicture,
        ]),
        is_forgotten: false,
        is_unsent: false,
        corrected: Corrected { name: Some(at(2)), birth_date: Some(at(2)) },
        revealed_for: None,
        particulars: particulars(["山** 花**", "ヤ** ハ**", "****-**-**", "****567"]),
        documents: vec![DeclaredDocument { kind: KIND, other_side: true }],
        checklists: vec![(KIND, checklist(KIND))],
        pictures: vec![
            picture(Side::Front, PictureState::Kept),
            picture(Side::Back, PictureState::Held),
            Document { ended_at: Some(at(5)), ..picture(Side::Front, PictureState::Purged) },
        ],
        purpose: Some(Purpose::SeeAccounts),
        earlier: vec![Earlier { id: Uuid::nil(), state: State::Rejected, submitted_at: at(1) }],
        duplicates: vec![Duplicate {
            id: Uuid::nil(),
            likeness: Likeness::Account,
            state: State::Approved,
            submitted_at: at(2),
        }],
        timeline: timeline(),
    }
}

/// With the values as they are.
pub(super) fn revealed() -> Case {
    Case {
        revealed_for: Some(RevealPurpose::CompareDocument),
        particulars: particulars(["山田 花子", "ヤマダ ハナコ", "1958-04-01", "1234567"]),
        ..mine()
    }
}

/// Recommended, and in nobody's hands; its customer is suspended.
pub(super) fn recommended() -> Case {
    let by = colleague("佐藤 一郎");
    Case {
        state: State::Recommended,
        claim: None,
        suspended_at: Some(at(8)),
        advice: Some(Advice { by, verdict: Verdict::Reject, at: at(9), noted: Some(advised()) }),
        offers: Offers::from_iter([Offer::Take, Offer::Reveal]),
        ..mine()
    }
}

/// As the second person has it before them.
pub(super) fn second() -> Case {
    let claim = Claimed { by: colleague("鈴木 二郎"), until: at(41), is_mine: true };
    Case {
        claim: Some(claim),
        offers: Offers::from_iter([Offer::Decide, Offer::Return]),
        ..recommended()
    }
}

/// With as little as there can be, the records not readable, and its customer leaving.
pub(super) fn bare() -> Case {
    let nothing = Particulars {
        account: None,
        holder: Compared::default(),
        recorded: Recorded::Unreadable,
        ..particulars(["山** 花**", "", "****-**-**", ""])
    };
    Case {
        customer_status: CustomerStatus::Closing,
        claim: None,
        offers: Offers::default(),
        is_forgotten: true,
        particulars: nothing,
        documents: Vec::new(),
        checklists: Vec::new(),
        pictures: Vec::new(),
        purpose: None,
        earlier: Vec::new(),
        duplicates: Vec::new(),
        ..mine()
    }
}

/// Returned; its customer has changed something and not sent it again.
pub(super) fn unsent() -> Case {
    Case {
        state: State::AwaitingCustomer,
        customer_status: CustomerStatus::Active,
        offers: Offers::from_iter([Offer::Reveal]),
        is_forgotten: false,
        is_unsent: true,
        ..bare()
    }
}

fn particulars([name, kana, day, number]: [&str; 4]) -> Particulars {
    let cell = |text: &str, mark| Cell { text: Some(text.to_owned()), mark };
    let account = BranchCode::parse("001").ok().map(|branch| AccountShown {
        branch,
        deposit_type: DepositType::Ordinary,
        number: number.to_owned(),
    });
    Particulars {
        name: name.to_owned(),
        email: "h***@e***.jp".to_owned(),
        account,
        holder: Compared {
            declared: cell(kana, None),
            recorded: cell(kana, Some(Mark::Same)),
            registered: cell(kana, Some(Mark::Differs)),
        },
        birth_date: Compared {
            declared: Cell::default(),
            recorded: cell(day, Some(Mark::Unknown)),
            registered: cell(day, None),
        },
        recorded: Recorded::Found {
            state: AccountState::Open,
            mark: Mark::Same,
            opened_on: Some(at(0).date_naive()),
        },
    }
}

fn picture(side: Side, state: PictureState) -> Document {
    Document {
        id: Uuid::nil(),
        application: Uuid::nil(),
        kind: KIND,
        side,
        state,
        scan: Scan::Clean,
        original_hash: None,
        size: Some((3_000, 2_000)),
        given_at: at(2),
        ended_at: None,
        reason: None,
        destroyed_at: None,
    }
}

fn advised() -> Noted {
    Noted {
        rejected: vec![RejectReason::SuspectedForgery],
        checked: to_check([KIND]),
        text: "印影に不審な点あり。".to_owned(),
    }
}

fn timeline() -> Vec<Happened> {
    let event = |hours, event, by: Option<&str>| Happened {
        at: at(hours),
        event,
        by: by.map(colleague),
        told: None,
        noted: None,
    };
    let told = Told {
        returned: vec![Mend::from((ReturnReason::Glare, (KIND, Side::Front)))],
        text: "光っています。<b>\n撮り直してください。".to_owned(),
        ..Told::default()
    };
    let noted = Noted { text: "原本は鮮明。<b>".to_owned(), ..Noted::default() };
    vec![
        event(1, Event::Begun, None),
        event(3, Event::Submitted, None),
        event(4, Event::Claimed, Some("佐藤 一郎")),
        Happened {
            told: Some(told),
            noted: Some(noted),
            ..event(5, Event::Returned, Some("佐藤 一郎"))
        },
        Happened { noted: Some(advised()), ..event(9, Event::Recommended, Some("佐藤 一郎")) },
    ]
}

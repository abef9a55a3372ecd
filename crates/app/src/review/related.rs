//! Other applications a case should be seen beside.

use chrono::{DateTime, Utc};
use domain::application::State;
use store::{Conn, application::Application};
use uuid::Uuid;

use crate::{AppError, document::Document};

/// An earlier application of the same customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Earlier {
    /// Which.
    pub id: Uuid,
    /// How it stands.
    pub state: State,
    /// When it was sent first.
    pub submitted_at: DateTime<Utc>,
}

/// Another customer's application that is like it. What others declared is not opened for
/// this: keyed hashes are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duplicate {
    /// Which.
    pub id: Uuid,
    /// In what it is like.
    pub likeness: Likeness,
    /// How it stands.
    pub state: State,
    /// When it was sent first.
    pub submitted_at: DateTime<Utc>,
}

/// In what two customers' applications are like each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// The same account was declared.
    Account,
    /// The same file was given as a picture.
    Picture,
    /// Name's reading and birth date are the same.
    Person,
}

impl Likeness {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Picture => "picture",
            Self::Person => "person",
        }
    }
}

/// The same customer's other applications that were ever sent, newest first.
pub(super) async fn earlier(conn: &mut Conn, of: &Application) -> Result<Vec<Earlier>, AppError> {
    let mine = store::application::of_customer(conn, of.customer_id).await?;
    let earlier = mine.iter().filter(|row| row.id != of.id).filter_map(|row| {
        let submitted_at = row.standing.submitted_at?;
        Some(Earlier { id: row.id, state: State::from_code(&row.standing.state)?, submitted_at })
    });
    Ok(earlier.collect())
}

/// Other customers' applications like it, by what of it was sent.
pub(super) async fn duplicates(
    conn: &mut Conn,
    of: &Application,
    (account_index, pictures): (Option<&[u8]>, &[Document]),
) -> Result<Vec<Duplicate>, AppError> {
    let same_account = match account_index {
        Some(index) => store::application::of_account(conn, index, of.id).await?,
        None => Vec::new(),
    };
    let mut same_picture = Vec::new();
    for hash in pictures.iter().filter_map(|picture| picture.original_hash.as_deref()) {
        same_picture.extend(store::document::same_original(conn, hash, of.id).await?);
    }
    same_picture.sort_unstable();
    same_picture.dedup();
    let same_person = store::application::of_person(conn, of.customer_id).await?;
    let found = [
        (Likeness::Account, same_account),
        (Likeness::Picture, same_picture),
        (Likeness::Person, same_person),
    ];
    let mut duplicates = Vec::new();
    for (likeness, like) in found {
        for (id, _) in like.into_iter().filter(|(_, customer)| *customer != of.customer_id) {
            duplicates.extend(duplicate(conn, id, likeness).await?);
        }
    }
    Ok(duplicates)
}

/// One that is like it, with when it was sent and how it stands.
async fn duplicate(
    conn: &mut Conn,
    id: Uuid,
    likeness: Likeness,
) -> Result<Option<Duplicate>, AppError> {
    let row = store::application::find_for_staff(conn, id).await?;
    Ok(row.and_then(|row| {
        let (state, submitted_at) =
            (State::from_code(&row.standing.state)?, row.standing.submitted_at?);
        Some(Duplicate { id, likeness, state, submitted_at })
    }))
}

//! Other applications a case should be seen beside.

use chrono::{DateTime, Utc};
use domain::application::State;
use store::{Conn, application::Application};
use uuid::Uuid;

use crate::AppError;

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
}

/// In what two customers' applications are like each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// The same account was declared.
    Account,
    /// Name's reading and birth date are the same.
    Person,
}

impl Likeness {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Account => "account",
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

/// Other customers' applications like it.
pub(super) async fn duplicates(
    conn: &mut Conn,
    of: &Application,
) -> Result<Vec<Duplicate>, AppError> {
    let same_account = match &of.account_index {
        Some(index) => store::application::of_account(conn, index, of.id).await?,
        None => Vec::new(),
    };
    let same_person = store::application::of_person(conn, of.customer_id).await?;
    let like = |found: Vec<(Uuid, Uuid)>, likeness| {
        let others = found.into_iter().filter(|(_, customer)| *customer != of.customer_id);
        others.map(move |(id, _)| Duplicate { id, likeness })
    };
    let account = like(same_account, Likeness::Account);
    Ok(account.chain(like(same_person, Likeness::Person)).collect())
}

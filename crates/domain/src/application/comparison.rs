//! Whether what was declared, what the bank has recorded and what the customer registered
//! say the same. A mark tells a person where to look; it decides nothing.

use chrono::NaiveDate;

use super::declaration::Declaration;
use crate::{
    bank::{
        matching_key,
        record::{AccountState, BankRecord},
    },
    coded::coded,
    person::Name,
};

coded! {
    /// How two values compare.
    Mark {
        /// They say the same, spelling apart.
        Same = "same",
        /// They do not.
        Differs = "differs",
        /// One of them is not there to compare.
        Unknown = "unknown",
    }
}

/// The marks of an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comparison {
    /// The holder declared and the one recorded.
    pub holder_recorded: Mark,
    /// The holder declared and the name registered.
    pub holder_registered: Mark,
    /// The birth date registered and the one recorded.
    pub birth_date_recorded: Mark,
    /// Whether the account recorded is open.
    pub account_open: Mark,
}

/// Compares a declaration with the bank's record, if there is one, and with whom the
/// customer registered as.
pub fn compare(
    declared: &Declaration,
    recorded: Option<&BankRecord>,
    (name, birth_date): (&Name, NaiveDate),
) -> Comparison {
    let holder = declared.holder.as_ref().map(|holder| holder.matching_key());
    let recorded_holder = recorded.map(|record| record.holder.matching_key());
    let registered = Some(matching_key(&name.full_kana())).filter(|name| !name.is_empty());
    let open = recorded.map(|record| record.state);
    Comparison {
        holder_recorded: mark(holder.as_deref(), recorded_holder.as_deref()),
        holder_registered: mark(holder.as_deref(), registered.as_deref()),
        birth_date_recorded: mark(Some(birth_date), recorded.and_then(|record| record.birth_date)),
        account_open: mark(open, Some(AccountState::Open)),
    }
}

fn mark<T: PartialEq>(one: Option<T>, other: Option<T>) -> Mark {
    match (one, other) {
        (Some(one), Some(other)) if one == other => Mark::Same,
        (Some(_), Some(_)) => Mark::Differs,
        _ => Mark::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::HolderKana;

    const RECORD: [&str; 7] =
        ["001", "1", "0001234", "ﾔﾏﾀﾞ ｼﾖｳｺ", "1958-04-01", "open", "1990-01-10"];

    fn declared(holder: &str) -> Declaration {
        Declaration { holder: HolderKana::parse(holder).ok(), ..Declaration::default() }
    }

    fn registered() -> (Name, NaiveDate) {
        let name = Name::parse("山田", "祥子", "ヤマダ", "ショウコ").unwrap();
        (name, "1958-04-01".parse().unwrap())
    }

    fn marks(declared: &Declaration, cells: Option<[&str; 7]>) -> Comparison {
        let record = cells.map(|cells| BankRecord::parse(cells).unwrap());
        let (name, birth_date) = registered();
        compare(declared, record.as_ref(), (&name, birth_date))
    }

    #[test]
    fn spellings_of_one_name_are_the_same() {
        let found = marks(&declared("やまだ　しょうこ"), Some(RECORD));
        let same = Comparison {
            holder_recorded: Mark::Same,
            holder_registered: Mark::Same,
            birth_date_recorded: Mark::Same,
            account_open: Mark::Same,
        };
        assert_eq!(found, same);
    }

    #[test]
    fn another_holder_another_birth_date_and_a_closed_account_are_marked() {
        let [branch, kind, number, _, _, _, opened] = RECORD;
        let other = [branch, kind, number, "ｽｽﾞｷ ﾀﾛｳ", "1958-04-02", "closed", opened];
        let found = marks(&declared("ヤマダ ショウコ"), Some(other));
        assert_eq!((found.holder_recorded, found.holder_registered), (Mark::Differs, Mark::Same));
        assert_eq!((found.birth_date_recorded, found.account_open), (Mark::Differs, Mark::Differs));
    }

    #[test]
    fn without_a_record_nothing_is_said_to_be_the_same() {
        let found = marks(&declared("ヤマダ ショウコ"), None);
        assert_eq!((found.holder_recorded, found.account_open), (Mark::Unknown, Mark::Unknown));
        assert_eq!(found.birth_date_recorded, Mark::Unknown);
        let [branch, kind, number, holder, _, state, opened] = RECORD;
        let company = [branch, kind, number, holder, "", state, opened];
        let found = marks(&declared("ヤマダ ショウコ"), Some(company));
        assert_eq!(found.birth_date_recorded, Mark::Unknown, "not recorded");
    }
}

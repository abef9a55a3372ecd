//! What of a return is still to be mended before its application can be sent again.

use chrono::{DateTime, Utc};

use super::{
    declaration::Picture,
    reason::{Mend, ReturnReason},
};
use crate::person::Corrected;

/// What a customer did that may mend a return, and when last.
#[derive(Debug, Clone, Copy, Default)]
pub struct Mended<'a> {
    /// The pictures there are, and when each was given.
    pub pictures: &'a [(Picture, DateTime<Utc>)],
    /// When something was declared.
    pub declared_at: Option<DateTime<Utc>>,
    /// When name and birth date were corrected.
    pub corrected: Corrected,
}

/// What of a return is still to be mended.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ToMend {
    /// The pictures asked for anew that have not come since, in the order pages ask for them:
    /// of the sides it names, of all if it names none.
    pub pictures: Vec<Picture>,
    /// A name that differs.
    pub name: bool,
    /// A birth date that differs.
    pub birth_date: bool,
}

/// What a return at a time asks for and has not been done since. A side that is not asked for
/// any more, for another document was chosen, is not waited for.
///
/// What differs is mended where its customer finds it wrong: a name declared or registered, a
/// birth date registered, and either by a picture of what says it rightly. Otherwise nobody
/// could send again who is registered as they should be, but gave the wrong document.
pub fn still_to_mend(
    mends: &[Mend],
    since: DateTime<Utc>,
    done: &Mended<'_>,
    asked: &[Picture],
) -> ToMend {
    let is_after = |at: Option<DateTime<Utc>>| at.is_some_and(|at| at > since);
    let is_new =
        |picture: &Picture| done.pictures.iter().any(|(of, at)| of == picture && *at > since);
    let of_pictures = || mends.iter().filter(|mend| mend.reason.asks_for_picture());
    // One that is given anew for its own fault shows nothing that was missing.
    let is_at_fault = |picture: &Picture| {
        of_pictures().any(|mend| !is_mended_by_any(mend.reason) && mend.picture == Some(*picture))
    };
    let any_is_new = asked.iter().any(|picture| is_new(picture) && !is_at_fault(picture));
    let is_meant = |picture: &Picture| {
        of_pictures().any(|mend| {
            let is_of_it = mend.picture.is_none_or(|named| named == *picture);
            is_of_it && !(any_is_new && is_mended_by_any(mend.reason))
        })
    };
    let all_are_new = !asked.is_empty() && asked.iter().all(is_new);
    let differs = |reason| mends.iter().any(|mend| mend.reason == reason);
    // Where all came anew, no other picture could come.
    let still = |reason, mended| differs(reason) && !(mended || any_is_new || all_are_new);
    let name = is_after(done.corrected.name) || is_after(done.declared_at);
    ToMend {
        pictures: asked
            .iter()
            .filter(|picture| is_meant(picture) && !is_new(picture))
            .copied()
            .collect(),
        name: still(ReturnReason::NameDiffers, name),
        birth_date: still(ReturnReason::BirthDateDiffers, is_after(done.corrected.birth_date)),
    }
}

/// Whether what was there is not at fault: another side or another document was wanted, and
/// whatever came is it.
const fn is_mended_by_any(reason: ReturnReason) -> bool {
    matches!(reason, ReturnReason::SideMissing | ReturnReason::AddressDiffers)
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::bank::identity_document::{DocumentKind, Side};

    const FRONT: Picture = (DocumentKind::DrivingLicence, Side::Front);
    const BACK: Picture = (DocumentKind::DrivingLicence, Side::Back);
    const PASSPORT: Picture = (DocumentKind::Passport, Side::Front);

    fn at(minutes: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::minutes(minutes)
    }

    /// What is still to mend of a return at ten, with both sides of a licence asked for.
    fn after(mends: &[Mend], given: &[(Picture, i64)]) -> Vec<Picture> {
        to_mend(mends, given, &[FRONT, BACK]).pictures
    }

    /// The same of all there is to mend, with these pictures asked for.
    fn to_mend(mends: &[Mend], given: &[(Picture, i64)], asked: &[Picture]) -> ToMend {
        let given: Vec<_> = given.iter().map(|(picture, minute)| (*picture, at(*minute))).collect();
        still_to_mend(mends, at(10), &Mended { pictures: &given, ..Mended::default() }, asked)
    }

    /// What is still to mend of a name and a birth date that differ, with an old licence.
    fn differing(done: Mended<'_>) -> (bool, bool) {
        let mends = [ReturnReason::NameDiffers.into(), ReturnReason::BirthDateDiffers.into()];
        let old = [(FRONT, at(1))];
        let pictures = if done.pictures.is_empty() { &old } else { done.pictures };
        let left = still_to_mend(&mends, at(10), &Mended { pictures, ..done }, &[FRONT]);
        (left.name, left.birth_date)
    }

    #[test]
    fn a_side_that_was_named_is_mended_by_a_new_picture_of_that_side_only() {
        let front = [(ReturnReason::Glare, FRONT).into()];
        assert_eq!(after(&front, &[(FRONT, 1), (BACK, 1)]), [FRONT]);
        assert_eq!(after(&front, &[(FRONT, 1), (BACK, 11)]), [FRONT], "the other side's");
        assert_eq!(after(&front, &[(BACK, 11)]), [FRONT], "taken back, and none instead");
        assert_eq!(after(&front, &[(FRONT, 10), (BACK, 1)]), [FRONT], "of that very moment");
        assert!(after(&front, &[(FRONT, 11), (BACK, 1)]).is_empty());
        let both = [front[0], (ReturnReason::CutOff, BACK).into()];
        assert_eq!(after(&both, &[(FRONT, 11), (BACK, 1)]), [BACK]);
    }

    #[test]
    fn where_no_side_is_named_all_are_meant() {
        let all = [ReturnReason::Unreadable.into()];
        assert_eq!(after(&all, &[(FRONT, 11), (BACK, 1)]), [BACK]);
        assert!(after(&all, &[(FRONT, 11), (BACK, 12)]).is_empty());
    }

    #[test]
    fn a_missing_side_or_address_is_whatever_came_since() {
        let missing = [ReturnReason::SideMissing.into()];
        assert_eq!(after(&missing, &[(FRONT, 1)]), [FRONT, BACK], "nothing came");
        assert!(after(&missing, &[(FRONT, 1), (BACK, 11)]).is_empty());
        let address = [(ReturnReason::AddressDiffers, FRONT).into()];
        assert_eq!(after(&address, &[(FRONT, 1), (BACK, 1)]), [FRONT], "nothing came");
        assert!(after(&address, &[(FRONT, 1), (BACK, 11)]).is_empty(), "it stands on the back");
    }

    #[test]
    fn a_side_given_anew_for_its_own_fault_is_not_what_was_missing() {
        for any in [ReturnReason::AddressDiffers, ReturnReason::SideMissing] {
            let mends = [(ReturnReason::Glare, FRONT).into(), any.into()];
            assert_eq!(after(&mends, &[(FRONT, 1), (BACK, 1)]), [FRONT, BACK], "nothing came");
            assert_eq!(after(&mends, &[(FRONT, 11), (BACK, 1)]), [BACK], "{any:?}");
            assert_eq!(after(&mends, &[(FRONT, 1), (BACK, 11)]), [FRONT], "{any:?}");
            assert!(after(&mends, &[(FRONT, 11), (BACK, 11)]).is_empty(), "{any:?}");
            // Where no other side is asked for, nothing else could come.
            let alone = |minute| to_mend(&mends, &[(FRONT, minute)], &[FRONT]).pictures;
            assert_eq!(alone(1), [FRONT]);
            assert!(alone(11).is_empty(), "{any:?}");
        }
        let both_named =
            [(ReturnReason::Glare, FRONT).into(), (ReturnReason::AddressDiffers, BACK).into()];
        assert_eq!(after(&both_named, &[(FRONT, 11), (BACK, 1)]), [BACK]);
    }

    #[test]
    fn what_no_picture_mends_asks_for_none() {
        let declared = [ReturnReason::NameDiffers.into(), ReturnReason::BirthDateDiffers.into()];
        assert!(after(&declared, &[(FRONT, 1), (BACK, 1)]).is_empty());
        assert!(after(&[], &[]).is_empty());
    }

    #[test]
    fn what_differs_is_mended_where_it_is_wrong() {
        let never = Mended::default();
        assert_eq!(differing(never), (true, true));
        let corrected = |name, birth_date| Mended {
            corrected: Corrected { name, birth_date },
            ..Mended::default()
        };
        assert_eq!(differing(corrected(None, Some(at(11)))), (true, false));
        assert_eq!(differing(corrected(Some(at(11)), None)), (false, true), "the name alone");
        assert_eq!(differing(corrected(Some(at(9)), Some(at(10)))), (true, true), "before");
        let declared = |minute| Mended { declared_at: Some(at(minute)), ..Mended::default() };
        assert_eq!(differing(declared(11)), (false, true), "the holder's name, no birth date");
        assert_eq!(differing(declared(9)), (true, true), "before");
    }

    #[test]
    fn what_differs_is_mended_by_a_picture_that_says_it_rightly() {
        let anew = [(FRONT, at(11))];
        let given = Mended { pictures: &anew, ..Mended::default() };
        assert_eq!(differing(given), (false, false), "it was another person's document");
        let mends = [(ReturnReason::Glare, FRONT).into(), ReturnReason::BirthDateDiffers.into()];
        let both = [FRONT, BACK];
        let left =
            |given: &[(Picture, i64)], asked: &[Picture]| to_mend(&mends, given, asked).birth_date;
        assert!(left(&[(FRONT, 11), (BACK, 1)], &both), "that was for the glare");
        assert!(!left(&[(FRONT, 1), (BACK, 11)], &both));
        assert!(!left(&[(FRONT, 11)], &[FRONT]), "no other could come");
        assert!(left(&[(FRONT, 1)], &[FRONT]));
        assert!(left(&[], &[]), "no document is chosen");
    }

    #[test]
    fn a_side_of_a_document_no_longer_chosen_is_not_waited_for() {
        let mends = [(ReturnReason::DocumentExpired, FRONT).into()];
        let given = [(FRONT, 1), (PASSPORT, 11)];
        assert_eq!(to_mend(&mends, &given, &[PASSPORT]), ToMend::default());
    }
}

//! What of a return is still to be mended before its application can be sent again.

use chrono::{DateTime, Utc};

use super::{
    declaration::Picture,
    reason::{Mend, ReturnReason},
};

/// The pictures a return asks for anew that have not come since, in the order pages ask for
/// them: of the sides it names, of all if it names none. A side that is not asked for any
/// more, for another document was chosen, is not waited for.
pub fn still_to_mend(
    mends: &[Mend],
    since: DateTime<Utc>,
    given: &[(Picture, DateTime<Utc>)],
    asked: &[Picture],
) -> Vec<Picture> {
    let is_new = |picture: &Picture| given.iter().any(|(of, at)| of == picture && *at > since);
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
    asked.iter().filter(|picture| is_meant(picture) && !is_new(picture)).copied().collect()
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
        let given: Vec<_> = given.iter().map(|(picture, minute)| (*picture, at(*minute))).collect();
        still_to_mend(mends, at(10), &given, &[FRONT, BACK])
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
            let alone = |minute| still_to_mend(&mends, at(10), &[(FRONT, at(minute))], &[FRONT]);
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
    fn a_side_of_a_document_no_longer_chosen_is_not_waited_for() {
        let mends = [(ReturnReason::DocumentExpired, FRONT).into()];
        let given = [(FRONT, at(1)), (PASSPORT, at(11))];
        assert!(still_to_mend(&mends, at(10), &given, &[PASSPORT]).is_empty());
    }
}

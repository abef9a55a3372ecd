//! What the bank's people say they look at personal data for. The code is kept in the
//! audit trail. The customer can read it where it tells them nothing of an investigation or an
//! authority's inquiry: the rule is [`told`].

use crate::coded::coded;

coded! {
    /// Why masked values of an application are shown.
    RevealPurpose {
        /// To compare what was declared with the document and the bank's record.
        CompareDocument = "compare-document",
        /// To answer the customer, who asked.
        AnswerCustomer = "answer-customer",
        /// To look into a suspicion of misuse.
        Investigate = "investigate",
        /// To check a colleague's work.
        CheckWork = "check-work",
    }
}

coded! {
    /// Why customers are searched for.
    FindPurpose {
        /// To answer the customer, who asked.
        AnswerCustomer = "answer-customer",
        /// To see to an application of theirs.
        HandleApplication = "handle-application",
        /// To look into a suspicion of misuse.
        Investigate = "investigate",
        /// To check a colleague's work.
        CheckWork = "check-work",
        /// An authority asked, as a law provides.
        LegalInquiry = "legal-inquiry",
    }
}

coded! {
    /// Why the roster leaves as a file.
    ExportPurpose {
        /// To report how the service is used.
        ReportUse = "report-use",
        /// To write to customers about the service.
        NotifyCustomers = "notify-customers",
        /// Internal or external audit.
        Audit = "audit",
        /// An authority asked, as a law provides.
        LegalInquiry = "legal-inquiry",
    }
}

coded! {
    /// Why a customer is suspended. The customer reads that they are, and whom to ask.
    SuspendReason {
        /// The customer asked for it, for instance after losing a device.
        CustomerAsked = "customer-asked",
        /// Somebody else may be using the account.
        SuspectedMisuse = "suspected-misuse",
        /// The bank's procedure asks for it, for instance a frozen account.
        BankProcedure = "bank-procedure",
    }
}

impl RevealPurpose {
    /// Whether the customer may read it.
    pub const fn is_told(self) -> bool {
        matches!(self, Self::CompareDocument | Self::AnswerCustomer)
    }
}

impl FindPurpose {
    /// Whether the customer may read it.
    pub const fn is_told(self) -> bool {
        matches!(self, Self::AnswerCustomer)
    }
}

impl ExportPurpose {
    /// Whether the customers in it may read it.
    pub const fn is_told(self) -> bool {
        matches!(self, Self::ReportUse | Self::NotifyCustomers)
    }

    /// Whether the roster then holds names and addresses as they are. Nobody takes out more
    /// than the purpose needs.
    pub const fn needs_names(self) -> bool {
        matches!(self, Self::NotifyCustomers | Self::LegalInquiry)
    }
}

/// A purpose of the audit trail as the customer may read it: its code, or `None` for one that is
/// kept to the bank. Whoever is investigated, or asked about by an authority, must not read it
/// here. Ordinary purposes that could be anybody's are kept back with those, so that what is
/// not told says nothing either; a look for which no purpose was asked reads the same.
pub fn told(code: &str) -> Option<&'static str> {
    let reveal = RevealPurpose::ALL.iter().filter(|one| one.is_told()).map(|one| one.code());
    let find = FindPurpose::ALL.iter().filter(|one| one.is_told()).map(|one| one.code());
    let export = ExportPurpose::ALL.iter().filter(|one| one.is_told()).map(|one| one.code());
    reveal.chain(find).chain(export).find(|told| *told == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What would warn whoever is looked into.
    const WARNS: [&str; 2] = ["investigate", "legal-inquiry"];

    /// What can be stated, list by list, and whether it is told.
    fn lists() -> [Vec<(&'static str, bool)>; 3] {
        let reveal = RevealPurpose::ALL.iter().map(|one| (one.code(), one.is_told()));
        let find = FindPurpose::ALL.iter().map(|one| (one.code(), one.is_told()));
        let export = ExportPurpose::ALL.iter().map(|one| (one.code(), one.is_told()));
        [reveal.collect(), find.collect(), export.collect()]
    }

    #[test]
    fn nobody_reads_that_they_are_investigated_or_asked_about() {
        for code in WARNS {
            assert_eq!(told(code), None);
        }
        assert_eq!(told("suspected-misuse"), None, "a suspension's reason is no purpose to tell");
        assert_eq!(told(""), None);
        assert_eq!(told("answer-customer"), Some("answer-customer"));
    }

    #[test]
    fn what_is_not_told_could_as_well_be_something_ordinary() {
        for purposes in lists() {
            let untold = purposes.iter().filter(|(_, is_told)| !is_told);
            let warning = untold.clone().filter(|(code, _)| WARNS.contains(code)).count();
            assert!(warning > 0 && untold.count() > warning, "{purposes:?}");
        }
    }

    #[test]
    fn a_code_is_told_in_one_list_if_it_is_told_in_another() {
        for (code, is_told) in lists().concat() {
            assert_eq!(told(code).is_some(), is_told, "{code}");
        }
    }
}

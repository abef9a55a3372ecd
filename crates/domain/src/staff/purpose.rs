//! What the bank's people say they look at personal data for. The code is kept in the
//! audit trail, and the customer can read it.

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

impl ExportPurpose {
    /// Whether the roster then holds names and addresses as they are. Nobody takes out more
    /// than the purpose needs.
    pub const fn needs_names(self) -> bool {
        matches!(self, Self::NotifyCustomers | Self::LegalInquiry)
    }
}

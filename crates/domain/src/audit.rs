//! The vocabulary of the audit trail: who did what, and how it ended.

use crate::coded::coded;

coded! {
    /// What was done. One entry per verb; reads of one's own data are not audited,
    /// everything that changes or leaves is.
    Action {
        /// A registration form was sent.
        Register = "register",
        /// An e-mail address was proved.
        ConfirmEmail = "confirm-email",
        /// A new proof of the e-mail address was asked for.
        ResendCode = "resend-code",
        /// Somebody logged in.
        LogIn = "log-in",
        /// Somebody logged out.
        LogOut = "log-out",
        /// A session was ended from the session list.
        RevokeSession = "revoke-session",
        /// The password was changed by its owner.
        ChangePassword = "change-password",
        /// Recovery of a lost password was asked for.
        RequestRecovery = "request-recovery",
        /// A lost password was replaced.
        RecoverPassword = "recover-password",
        /// A customer corrected their name or birth date.
        CorrectProfile = "correct-profile",
        /// Language, masking or another preference was changed.
        ChangePreference = "change-preference",
        /// A holding was recorded.
        AddHolding = "add-holding",
        /// A holding's description was changed.
        EditHolding = "edit-holding",
        /// A holding was deleted.
        DeleteHolding = "delete-holding",
        /// A deleted holding was brought back.
        RestoreHolding = "restore-holding",
        /// A valuation was recorded.
        AddValuation = "add-valuation",
        /// Many valuations were recorded at once.
        UpdateAll = "update-all",
        /// An exchange rate was recorded.
        AddRate = "add-rate",
        /// A file was received for import.
        UploadImport = "upload-import",
        /// An import was carried out.
        ConfirmImport = "confirm-import",
        /// An import was thrown away before it was carried out.
        DiscardImport = "discard-import",
        /// An import was undone.
        UndoImport = "undo-import",
        /// Data left as a file.
        Export = "export",
        /// The account was closed; the grace period began.
        CloseAccount = "close-account",
        /// The account was taken up again in the grace period.
        ReopenAccount = "reopen-account",
        /// The account's key was destroyed at the end of the grace period.
        EraseAccount = "erase-account",
        /// A customer's form was turned away before anything was done.
        TurnAway = "turn-away",
        /// An application for the additional service was begun.
        BeginApplication = "begin-application",
        /// What an application declares was kept.
        DeclareApplication = "declare-application",
        /// An application was sent to the bank, first or again.
        SubmitApplication = "submit-application",
        /// An application was taken back by its customer.
        WithdrawApplication = "withdraw-application",
        /// An application ended because its customer did not answer.
        ExpireApplication = "expire-application",
        /// A picture of a document was received.
        UploadDocument = "upload-document",
        /// A picture of a document was taken back by its customer.
        RemoveDocument = "remove-document",
        /// The scanner found something in an upload; nothing of it was kept.
        QuarantineDocument = "quarantine-document",
        /// A picture held for the scanner was looked at and let go.
        ReleaseDocument = "release-document",
        /// A picture was destroyed by one of the bank's people, and asked for again.
        PurgeDocument = "purge-document",
        /// A picture was destroyed because its time was over.
        ExpireDocument = "expire-document",
        /// What an application declared, and what was said of it, was forgotten because its
        /// time was over.
        ForgetApplication = "forget-application",
        /// One of the bank's people claimed an application.
        TakeApplication = "take-application",
        /// A claimed application was let go.
        ReleaseApplication = "release-application",
        /// An application was returned to its customer.
        ReturnApplication = "return-application",
        /// A first person said what should be decided.
        RecommendApplication = "recommend-application",
        /// A second person approved or rejected.
        DecideApplication = "decide-application",
        /// A claim was taken from a colleague.
        PassOnApplication = "pass-on-application",
        /// The queue was asked for. It holds nothing personal: only a refusal is kept.
        SeeQueue = "see-queue",
        /// Numbers of customers or applications were asked for; as above.
        SeeStatistics = "see-statistics",
        /// A page of the audit trail was read: who looked, too, is looked at.
        SeeAudit = "see-audit",
        /// Names and addresses of the bank's people were read.
        SeeStaff = "see-staff",
        /// One of the bank's people opened an application, masked.
        SeeApplication = "see-application",
        /// Masked values of an application were shown, for a stated purpose.
        RevealApplication = "reveal-application",
        /// One of the bank's people looked at a picture.
        SeeDocument = "see-document",
        /// One of the bank's people read the open incidents.
        SeeIncidents = "see-incidents",
        /// One of the bank's people had looked into an incident.
        CloseIncident = "close-incident",
        /// Customers were searched for, for a stated purpose.
        FindCustomer = "find-customer",
        /// One of the bank's people opened a customer's page, masked.
        SeeCustomer = "see-customer",
        /// A customer was suspended.
        SuspendCustomer = "suspend-customer",
        /// A suspended customer was taken up again.
        ReinstateCustomer = "reinstate-customer",
        /// The roster of customers left as a file, for a stated purpose.
        ExportRoster = "export-roster",
        /// A member of staff was invited.
        InviteStaff = "invite-staff",
        /// An invited member of staff chose password and second factor.
        AcceptInvitation = "accept-invitation",
        /// A member of staff's roles or status was changed.
        ChangeStaff = "change-staff",
        /// One of the bank's people gave the right password; the second factor is still open.
        StaffPassword = "staff-password",
        /// One of the bank's people logged in: password and second factor.
        StaffLogIn = "staff-log-in",
        /// One of the bank's people logged out.
        StaffLogOut = "staff-log-out",
        /// Somebody came to the staff's site from a network not listed.
        ForeignNetwork = "foreign-network",
        /// Data keys were wrapped anew under a new master key.
        RotateKeys = "rotate-keys",
    }
}

coded! {
    /// How it ended.
    Outcome {
        /// It was done.
        Done = "done",
        /// It was refused by a rule.
        Refused = "refused",
    }
}

coded! {
    /// What sort of person or program acted.
    ActorKind {
        /// Nobody known.
        Anonymous = "anonymous",
        /// A customer.
        Customer = "customer",
        /// One of the bank's people.
        Staff = "staff",
        /// The program itself.
        System = "system",
    }
}

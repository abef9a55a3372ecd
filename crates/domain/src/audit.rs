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

terms-title = Terms of use and personal data
terms-version = Version: { $version }
terms-lead = Please read this before you use Kura (“the service”). We ask you to agree to it when you register.

## Terms of use

terms-use = Terms of use
terms-service = The service
terms-service-what = The service puts together the deposits, securities, insurance, property, loans and other items you record yourself, and shows your net worth and how it changes.
terms-service-test = The bank offers the service free of charge, as a trial. It may change or end. Before it ends we will tell you and leave you time to export your records.
terms-service-money = The service cannot move money, buy or sell products, or operate accounts.
terms-advice = No advice
terms-advice-text = The amounts shown are calculated from what you have recorded. They are no advice on investment, tax or insurance, and no recommendation of any product. Before an important decision, please look at the official papers of your bank, broker or insurer.
terms-duty = What we ask of you
terms-duty-own = Please record your own data only.
terms-duty-password = Tell nobody your password or codes. Our staff will never ask for them.
terms-duty-harm = Do not pretend to be somebody else, overload the service or try to break into it. If this happens we may stop the use of the account.
terms-duty-number = Do not record your My Number, PINs, or passwords of other services.
terms-limit = Limits of our responsibility
terms-limit-text = We are not responsible for whether what you recorded is right, or for decisions based on it. This does not release us from any responsibility the law gives us, such as for damage by our own intent or negligence.
terms-change = Changes of these terms
terms-change-text = Before these terms change, we will tell you what changes and when. They are governed by the law of Japan.

## Handling of personal data

terms-privacy = Handling of personal data
terms-purpose = What we use it for
terms-purpose-serve = To calculate your net worth and show it to you
terms-purpose-contact = To send you codes and important notices by mail
terms-purpose-safe = To prevent and look into misuse
terms-purpose-only = We use it for nothing else; not for advertising or offers either.
terms-kept = What we keep
terms-kept-profile = Name and kana, date of birth, e-mail address
terms-kept-assets = The assets and amounts you recorded or imported, with their history
terms-kept-password = Your password, in a form that cannot be turned back into its letters
terms-kept-device = The time of log-in, the kind of browser, and the IP address
terms-kept-trail = A trail of actions: when, who, from where and what was done, without anything of your assets
terms-kept-cookie = The cookies the service needs: for your log-in, for knowing your device, for a procedure under way, for the language and for hidden amounts. None for advertising or tracking.
terms-encryption = Encryption
terms-encryption-text = Your name, e-mail address, records and imported files are kept encrypted with a key of your own. They are encrypted on their way over the internet too.
terms-others = Giving it to others
terms-others-text = We give your data to nobody without your consent, unless the law requires it. Where others deliver mail or run systems for us, they do so under contract and under our supervision.
terms-retention = How long we keep it
terms-retention-records = Your records are kept until you close the account. So are deleted items, so that you can bring them back.
terms-retention-files = Imported files are erased when the import is done or dropped. Those left waiting are erased after 7 days.
terms-retention-sessions = Log-ins are erased 30 days after their last use.
terms-retention-unproved = Registrations whose e-mail address was not confirmed are erased after 48 hours.
terms-retention-trail = The trail of actions remains after closing, for audit and for looking into misuse.
terms-closing = Closing and erasure
# $days: in how many days closing can be taken back
terms-closing-text = You can close the account at any time under “{ nav-settings }”. For { $days } days you can take it back. Then we destroy your key and erase your records.
terms-rights = Seeing, correcting, erasing
terms-rights-text = You can see your data under “{ nav-settings }” and “{ nav-holdings }”, and take all of it out with “{ nav-export }”. You can correct your records, your name and your date of birth yourself; name and date of birth not on the pages while the bank looks at your application for the additional service, and once it is approved. For what cannot be corrected on the pages, or if you want us to stop using your data, please ask at our branches. We will make sure that it is you, and answer.

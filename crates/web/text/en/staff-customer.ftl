### Customers: search, suspension, roster

staff-nav-customers = Customers
staff-customers-back = Back to the search
staff-customer-back = Back to the customer

## One customer

staff-customer-name = Name (partly hidden)
staff-customer-kana = Name in kana
staff-customer-since = Registered
staff-customer-id = Customer number
staff-customer-in-use = In use
staff-customer-suspended = Suspended
staff-customer-closing = Closing
# $at: the time
staff-customer-suspended-at = (since { $at })
staff-customer-masked = Names and e-mail addresses are partly hidden. Holdings and amounts cannot be seen on the staff's site.
staff-customer-recorded = That you opened this page is recorded, and the customer can read it.
staff-customer-applications = Applications for the additional service
staff-customer-no-applications = No applications.
staff-customer-sent = First received
staff-customer-state = State
staff-customer-action = Action
staff-customer-open = Open the application
staff-customer-oneself = This is your own account: you can neither suspend nor reinstate it. Ask another supervisor.
staff-customer-suspended-already = The customer is suspended already. Please look at where they stand now.
staff-customer-not-suspended = The customer is not suspended. Please look at where they stand now.

## Search

staff-find-title = Customers
staff-find-lead = Find a customer by something you know exactly. A part of it finds nobody.
staff-find-heading = What to search for
staff-find-by = Search by
staff-find-by-email = E-mail address
staff-find-by-name = Name in kana (family and given)
staff-find-by-id = Customer number
staff-find-by-missing = Choose what to search by.
staff-find-sought = What you are looking for
staff-find-sought-hint = Example: suzuki@example.jp, スズキ イチロウ. What you type is not kept.
staff-find-purpose = What the search is for
staff-find-purpose-hint = The search is kept in the records of the customers found, who can read it. A purpose of investigation, inquiry, checking or an application reads “For the bank's procedures” to them.
staff-find-purpose-missing = Choose what the search is for.
staff-find-name-missing = Type family and given name in kana.
staff-find-id-wrong = A customer number has 32 digits 0 to 9 and a to f, parted by hyphens. Please check how it was copied.
staff-find-send = Search
staff-found-title = Found
# $count: number of customers
staff-found-caption = { $count ->
    [one] { $count } customer
   *[other] { $count } customers
}
staff-found-none = Nobody was found. Please check that it is exact. Those who have not proved their address, and those whose account was erased, are not shown.
# $count: number of customers
staff-found-more = There are many customers of that name: only the { $count } who registered first are shown. Please search by e-mail address or customer number.

## Suspending and reinstating

staff-suspend-title = Suspend the customer
staff-suspend-go = Go on to suspend
staff-suspend-short = Keeps the customer from logging in: when misuse is suspected, or when they ask for it.
# $name: the name, masked $email: the address, masked
staff-suspend-whom = { $name } ({ $email })
staff-suspend-at-once = The customer is logged out at once, and cannot log in until reinstated.
staff-suspend-kept = Everything they recorded stays as it is.
staff-suspend-told = The customer is told by mail that they are suspended; not why.
staff-suspend-back = It can be undone at any time.
staff-suspend-reason = Reason
staff-suspend-reason-hint = The reason is kept in the bank's trail. The customer does not read it.
staff-suspend-reason-missing = Choose the reason.
staff-reinstate-title = Reinstate the customer
staff-reinstate-text = The customer can log in again with their password, and is told by mail.

## The roster

staff-roster-title = Roster as a file
staff-roster-lead = All customers in use or closing, as a file a spreadsheet can open (CSV).
staff-roster-holds = It holds customer number, name, kana, e-mail address, where they stand, when they registered and logged in last, and whether they have the additional service.
staff-roster-no-amounts = It holds no holdings and no amounts.
staff-roster-recorded = That the list was taken out, and for what, is recorded. All customers can read that it was. A purpose of audit or inquiry reads “For the bank's procedures” to them.
staff-roster-purpose = What the export is for
staff-roster-purpose-hint = Names and e-mail addresses are in it only if the purpose needs them; otherwise they are partly hidden.
staff-roster-purpose-missing = Choose what the export is for.
# $purpose: what it is for $shown: whether names are in it
staff-roster-option = { $purpose } ({ $shown })
staff-roster-full = with names and e-mail addresses
staff-roster-masked = names and e-mail addresses partly hidden
staff-roster-send = Save the file
staff-roster-care = The file is personal data. Keep it where the rules say, and delete it after use. A file whose download failed holds only a part: delete it.

## Purposes and reasons

staff-purpose-compare-document = Comparing with document and record
staff-purpose-answer-customer = Answering the customer
staff-purpose-investigate = Looking into a suspicion of misuse
staff-purpose-check-work = Checking a colleague's work
staff-purpose-handle-application = Seeing to an application
staff-purpose-legal-inquiry = An authority's inquiry under the law
staff-purpose-report-use = Reporting how the service is used
staff-purpose-notify-customers = Writing to customers
staff-purpose-audit = Audit
staff-purpose-customer-asked = The customer asked for it
staff-purpose-suspected-misuse = Suspected misuse
staff-purpose-bank-procedure = The bank's procedure, such as a frozen account

## What came of incidents

staff-purpose-false-alarm = False alarm
staff-purpose-customer-told = The customer was told
staff-purpose-customer-suspended = The customer was suspended
staff-purpose-authority-told = Police or authority was told
staff-purpose-nothing-more = Nothing was kept, no more was needed

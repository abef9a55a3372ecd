### Applications that wait to be looked at

staff-nav-queue = Applications
staff-queue-title = Applications waiting
staff-queue-lead = The one received first stands first. One that came back from its customer keeps its place.
staff-queue-next = Take the next one
staff-queue-choose = Applications to show
staff-queue-all = All
staff-queue-nobody = In nobody's hands
staff-queue-tab-overdue = Overdue
staff-queue-calendar-short = The table of bank holidays lacks part of the time that must be counted, so nobody knows what is overdue, nor ages that are said to be uncountable. Please tell an administrator.
staff-queue-mine = Mine
staff-queue-first = First look
staff-queue-second = Second look
staff-queue-empty = There is no such application.
staff-queue-received = Received
# $at: a moment
staff-queue-came-back = sent again by the customer { $at }
staff-queue-age = Waiting
# $days: bank days, a whole number
staff-queue-age-days = { $days ->
    [one] { $days } bank day
   *[other] { $days } bank days
}
staff-queue-age-unknown = cannot be counted (holidays are missing)
staff-queue-overdue = overdue
staff-queue-state = State
staff-queue-look = Look
staff-queue-claim = In whose hands
staff-queue-free = nobody's
staff-queue-own-advice = You looked first, so the second look is not yours
staff-queue-inactive = The customer is suspended or leaving: it cannot be approved
staff-queue-action = Do
staff-queue-take = Take
staff-queue-open = Open
staff-queue-pages = Pages
staff-queue-more = More

staff-look-first = first look
staff-look-second = second look

staff-state-draft = being filled in
staff-state-submitted = waiting for the first look
staff-state-in-review = first look
staff-state-awaiting-customer = waiting for the customer
staff-state-recommended = waiting for the second look
staff-state-approved = approved
staff-state-rejected = rejected
staff-state-withdrawn = withdrawn
staff-state-expired = ended for want of an answer

staff-nameless = a nameless member of staff
# $until: a moment
staff-claim-mine = you (until { $until })
# $name: a name $until: a moment
staff-claim-others = { $name } (until { $until })

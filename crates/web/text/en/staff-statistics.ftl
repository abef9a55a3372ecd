### Statistics

staff-nav-statistics = Statistics
staff-statistics-title = Statistics
staff-statistics-lead = Numbers only. Days are those of Japan.
staff-statistics-pages = Kind of statistics
staff-statistics-customers = Customers
staff-statistics-applications = Applications
staff-span-label = Span
staff-span-month = 30 days
staff-span-quarter = 90 days
staff-span-year = 365 days
# $days: number of days
staff-span-last = in the last { $days } days
staff-count-word = Number
staff-share-word = Share
staff-drawn-word = Drawn
staff-shares-none = None.
# $day: the day $count: the number
staff-daily-point = { $day }: { $count }
# $first: first day $last: last day $sum: all together $day: the day with the most $most: its number
staff-daily-described = From { $first } to { $last }: { $sum } in all, at most { $most } on { $day }.

## Customers

staff-customers-all = Registered customers
staff-customers-all-what = who proved their address
staff-customers-in-use = In use, not suspended
staff-customers-new = New
staff-customers-new-daily = New customers per day
staff-funnel-title = From registration to the additional service
staff-funnel-step = Step
staff-funnel-note = How far those came who began to register in this span. Shares are of those who began.
staff-funnel-registered = Sent the registration form
staff-funnel-proved = Proved the address
staff-funnel-recorded = Recorded a holding
staff-funnel-applied = Applied for the additional service
staff-funnel-approved = Have the additional service
staff-last-title = Last log-in
staff-last-when = When
staff-last-today = Today
staff-last-week = Within 7 days, not today
staff-last-month = 8 to 30 days ago
staff-last-quarter = 31 to 90 days ago
staff-last-year = 91 to 365 days ago
staff-last-longer = Longer ago
staff-last-never = Never

## Applications

staff-applications-waiting = Waiting for the bank now
# $count: how many
staff-applications-overdue = of these overdue: { $count }
staff-applications-sent-sum = Received
staff-applications-approved = Approved
staff-applications-rejected = Rejected
staff-applications-sent = Applications received per day
staff-applications-decided = Applications decided per day
staff-backlog-title = Waiting, by bank days
staff-backlog-age = Age
# $days: number of bank days
staff-age-days = { $days ->
    [one] { $days } bank day
   *[other] { $days } bank days
}
# $days: number of bank days
staff-age-more = { $days } bank days or more
# $age: the age
staff-age-overdue = { $age } (overdue)
staff-age-unknown = Not known: the holidays must be entered
staff-quality-title = How applications ended
# $share: the share $part: how many $all: of how many
staff-quality-of = { $share } ({ $part } of { $all })
staff-quality-none = None
staff-quality-first-pass = Decided without ever being returned
staff-quality-disagreed = Second look did not follow the first
staff-quality-otherwise = Decided otherwise than the first look said
staff-quality-returned = Returned at the second look
staff-quality-withdrawn = Withdrawn before a decision (closed accounts too)
staff-quality-expired = Expired before a decision
staff-quality-undecided = Of those withdrawn or expired: had been returned
staff-quality-counted = “Decided without ever being returned” is a share of those decided and of those returned that were then withdrawn or expired. “Second look did not follow the first” is a share of all second looks: other decisions and returns at the second look count as not following. Bank days are of decided applications only.
staff-quality-half = Bank days until half were decided
staff-quality-most = Bank days until nine in ten were decided
staff-quality-unknown = Decisions over days the calendar does not know
staff-reason-word = Reason
staff-reasons-returned = Why applications were returned
staff-reasons-rejected = Why applications were rejected
# $count: how many
staff-reasons-cut = Only the newest { $count } returns and rejections are counted.

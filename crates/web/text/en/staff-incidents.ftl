### Words about incidents

staff-nav-incidents = Incidents
staff-incidents-title = Incidents to look into
staff-incidents-lead = When something suspicious, such as a virus, is found in a picture a customer sent, it is listed here: oldest first, 100 at most. The picture was not kept.
staff-incidents-none = There is no incident to look into.
# $count: number of incidents
staff-incidents-caption = { $count ->
    [one] { $count } incident
   *[other] { $count } incidents
}
staff-incidents-at = When
staff-incidents-signature = Name of what was found
staff-incidents-customer = Customer's number
staff-incidents-document = Picture's number
staff-incidents-action = Action
staff-incidents-close = Close
staff-incidents-closing = A closed incident leaves the list and cannot be brought back. Who closed it, and when, stays on record.
staff-incidents-recorded = Opening this list is recorded, too.
staff-incidents-close-go = Write what came of it
staff-incidents-own = It is about yourself: a colleague looks into it.
staff-incidents-closed-title = Closed incidents
# $count: number of incidents
staff-incidents-closed-caption = { $count ->
    [one] { $count } closed incident (newest first, at most 20)
   *[other] { $count } closed incidents (newest first, at most 20)
}
staff-incidents-closed = Closed when, and by whom
# $at: when $by: who
staff-incidents-closed-by = { $at } { $by }
staff-incidents-no-outcome = Not recorded
staff-incident-close-title = What came of it
staff-incident-back = Back to the incidents
# $at: when $signature: name of what was found
staff-incident-which = Found { $at }: { $signature }
staff-incident-outcome = Outcome
staff-incident-outcome-missing = Choose what came of it.
staff-incident-note = What you found
staff-incident-note-hint = Write whom you asked what, and how you judged it. The customer does not read it.
staff-incident-note-missing = Write what you found.

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

### One application on the desk

staff-back-to-queue = Back to the applications waiting
staff-back-to-application = Back to the application

## The application

staff-case-title = Application
staff-case-state = State
staff-case-advice = First look
# $verdict: approve or reject $name: a name $at: a moment
staff-advice = { $verdict } recommended ({ $name }, { $at })
staff-case-suspended = The bank has suspended this customer.
staff-case-leaving = This customer is leaving, or has not begun. Nothing can be approved.
staff-case-forgotten = Its time was over, so what was declared is destroyed.
staff-case-compare = Declared, recorded and registered
staff-case-what = What
staff-case-declared = Declared
staff-case-recorded = The bank's record
staff-case-registered = Registered here
staff-case-account = Account
# $branch: name of the branch $code: its code $deposit: type of deposit $number: number of the account
staff-case-account-line = { $branch } ({ $code }) { $deposit } { $number }
staff-case-branch-unknown = unknown branch
staff-case-holder = Account holder (kana)
staff-case-birth-date = Date of birth
staff-case-name = Name
staff-case-email = E-mail address
staff-case-opened-on = Account opened on
staff-case-purpose = Wanted for
staff-case-corrected-name = The customer corrected the registered name on { $at }.
staff-case-corrected-day = The customer corrected the registered date of birth on { $at }.
staff-case-unsent = The customer is changing it. What is declared is not shown until it is sent again.
staff-case-never-sent = What the customer changed was never sent again, so it is not shown.
staff-case-no-such-account = no such account is recorded
staff-case-records-unreadable = The bank's records cannot be read just now. That does not mean that there is no such account. Open the page again later, or look in the core banking system.
staff-case-records-not-kept = This system has no records of the bank. Look in the core banking system.
staff-case-alike = Other customers' applications like this one
staff-same-account = the same account
staff-same-person = the same reading of the name and date of birth
staff-same-picture = the very same picture file
staff-case-earlier = This customer's other applications
staff-case-earlier-none = There are no others.

staff-account-open = open
staff-account-closed = closed
staff-account-frozen = frozen
staff-mark-same = same
staff-mark-differs = differs
staff-mark-unknown = cannot be compared

## Showing values

staff-reveal = Show the values
staff-reveal-purpose = What the masked values are needed for
staff-reveal-choose = Choose a purpose
staff-reveal-missing = Choose what they are needed for.
# $purpose: a purpose
staff-revealed = The values are shown. Purpose: { $purpose }. This is recorded, and the customer can read it.
staff-reveal-end = Mask them again
staff-reveal-compare-document = to compare with document and record
staff-reveal-answer-customer = to answer the customer, who asked
staff-reveal-investigate = to look into a suspicion of misuse
staff-reveal-check-work = to check a colleague's work

## Pictures

staff-pictures = Pictures of identity documents
staff-pictures-none = There are no pictures.
# $count: number of pictures
staff-pictures-hidden = { $count ->
    [one] There is one picture. Of an application that is not in your hands, show it only when you need it.
   *[other] There are { $count } pictures. Of an application that is not in your hands, show them only when you need them.
}
staff-pictures-show = Show the pictures
staff-pictures-purpose = What the pictures are needed for
# $purpose: what for
staff-pictures-shown = The pictures are shown. Purpose: { $purpose }. This is recorded, and the customer can read it.
staff-pictures-end = Hide the pictures
staff-pictures-recorded = Each look at a picture is recorded. Your name and the time lie across it.
staff-pictures-ended = Pictures that are no more
# $at: a moment
staff-picture-given = (given { $at })
staff-picture-held = It was not looked at by the virus scanner yet, so it cannot be shown.
# $at: a moment $reason: a reason
staff-picture-purged-because = destroyed { $at } ({ $reason })
# $at: a moment
staff-picture-purged = destroyed { $at }
# $at: a moment
staff-picture-replaced = replaced by the customer { $at }
# $at: a moment
staff-picture-removed = removed by the customer { $at }
# $at: a moment
staff-picture-expired = its time was over { $at }
# $name: a name $at: a moment
staff-watermark = { $name } { $at } viewed
staff-view-in = Larger
staff-view-out = Smaller
staff-view-turn = Turn
staff-view-contrast = Contrast
staff-view-reset = Reset
staff-view-state = { "{zoom}" }%, turned { "{turn}" }°, contrast { "{contrast}" }
staff-view-help = With the picture chosen, keys do the same: + larger, − smaller, R turn, C contrast, 0 reset, arrows move
staff-view-alone = Open the picture alone

## In whose hands

staff-take-again = Keep it longer
staff-release = Let it go
staff-pass-on = Take it from them

## The first look

staff-recommend = Say what should be decided
staff-recommend-lead = Look at pictures and records, and say whether to approve or to reject. Somebody else decides. The customer is told nothing yet.
staff-recommend-send = Record the first look
staff-checklist = What to look at
staff-checks-hint = Look at the pictures and tick what is in order. To approve, everything must be ticked.
staff-checks-missing = To approve, look at everything and tick it.
staff-checks-first = ticked at the first look
staff-checks-first-not = not ticked at the first look
staff-verdict = Result
staff-verdict-missing = Choose to approve or to reject.
staff-verdict-approve = Approve
staff-verdict-reject = Reject
staff-reject-reasons = Reasons to reject
staff-reject-reasons-hint = For a rejection only. For an approval, tick none.
staff-reject-reasons-wrong = A rejection needs a reason, and an approval has none.
staff-reject-untold = the customer is not told
staff-reject-no-account-holder = No such account
staff-reject-account-closed = The account is closed or frozen
staff-reject-account-of-another = The account is another person's
staff-reject-under-age = Too young for the service
staff-reject-duplicate = Applied already
staff-reject-suspected-forgery = The document may be forged
staff-told = Text for the customer
# $language: name of a language
staff-told-hint-return = The customer reads it by mail and on the application's page ({ $language }). Left empty, it is filled with the standard text of the reasons.
# $language: name of a language
staff-told-hint-decide = For a rejection: the customer reads it by mail and on the application's page ({ $language }). Left empty, it is filled with the standard text of the reasons.
staff-told-look-over = Look over the text for the customer, change it if you need to, and press the button once more to send it. Nothing has been sent yet.
# $picture: name of a picture $text: a text
staff-draft-about = { $picture }: { $text }
staff-language-ja = Japanese
staff-language-en = English
staff-noted = Internal note
staff-noted-hint = The customer does not see it.
staff-told-address = The customer's text may hold no address of a web page or of mail. Take it out.
staff-text-my-number = The text was taken out, for it held twelve digits that look like a My Number. Write it anew without them.
staff-noted-nothing = none

## The second look

staff-decide = Decide
staff-decide-lead = Somebody other than the first person looks at pictures and records anew, and decides. The customer is told by mail. It cannot be undone.
staff-decide-send = Decide
staff-first-look = The first look
staff-first-verdict = Result
staff-first-by = By

## Returning

staff-return = Return to the customer
staff-return-lead = Tick what is to be mended, look over the text, and send it. When the customer sends it again, the first look begins anew.
staff-return-reasons = What is to be mended
staff-return-reason = Reason
staff-return-general = The whole application
# $picture: name of a picture $reason: a reason
staff-return-of = { $picture }: { $reason }
staff-return-destroys = the picture is destroyed; all of them, if the whole application is ticked
staff-return-reasons-missing = Tick at least one thing to be mended.
staff-return-draft = Look over the text
staff-return-send = Return to the customer
staff-return-unreadable = Cannot be read
staff-return-glare = Light is reflected
staff-return-cut-off = An edge is cut off
staff-return-side-missing = A side is missing
staff-return-wrong-document = Another document than declared
staff-return-document-expired = The document is out of date
staff-return-copy = A copy, or a picture of a screen
staff-return-my-number-visible = The individual number can be seen
staff-return-insurer-number-visible = An insurance number can be seen
staff-return-name-differs = The name differs
staff-return-address-differs = The address differs
staff-return-birth-date-differs = The date of birth differs
staff-return-file-damaged = The file is damaged

## Destroying a picture

staff-purge = Destroy a picture
staff-purge-what = What will happen
staff-purge-gone = The picture is destroyed and cannot be brought back.
staff-purge-stays = That there was one, why it was destroyed and by whom stays on record.
staff-purge-goes-back = The application goes back to its customer. What was recommended is undone.
staff-purge-mail = The customer is told by mail.
staff-purge-picture = Picture to destroy
staff-purge-picture-missing = Choose the picture to destroy.
staff-purge-reason = Why
staff-purge-reason-hint = The customer reads it too.
staff-purge-reason-missing = Choose why it is destroyed.
staff-purge-send = Destroy the picture
staff-purge-my-number-visible = The individual number can be seen
staff-purge-insurer-number-visible = An insurance number can be seen
staff-purge-not-ours = It shows what the bank may not keep, or another person's data
staff-purge-no-document = It is no identity document
staff-purge-customer-asked = The customer asked for it
staff-purge-unusable = The file cannot be used

## What happened

staff-timeline = What happened, newest first
staff-timeline-told = What the customer was told
staff-timeline-noted = Internal note (the customer does not see it)
# $count: number of things ticked
staff-timeline-checked = { $count ->
    [one] { $count } thing looked at and in order
   *[other] { $count } things looked at and in order
}
# $picture: name of a picture $reason: a reason
staff-timeline-destroyed = { $picture }: { $reason }
staff-happened-begun = Begun
staff-happened-submitted = Received
staff-happened-claimed = Taken
staff-happened-released = Let go
staff-happened-returned = Returned to the customer
staff-happened-picture-purged = Picture destroyed
staff-happened-recommended = First look
staff-happened-approved = Approved
staff-happened-rejected = Rejected
staff-happened-withdrawn = Withdrawn by the customer
staff-happened-expired = Ended for want of an answer

## Refusals

staff-refused-title = This cannot be done
staff-refused-nothing-done = The application has not changed. That it was tried is on record.
staff-refused-stale = The application has changed since you opened the page: a colleague was quicker, or it was taken from you. Open it again.
staff-refused-customer-inactive = This customer is suspended or leaving, or has not begun. Nothing can be approved.
staff-refused-state = As the application stands, this cannot be done.
staff-refused-claimed-by-another = It is in a colleague's hands. Wait, or ask a supervisor.
staff-refused-not-claimed = Take the application first. If your time with it is over, take it again.
staff-refused-same-person = Whoever looked first cannot decide. Somebody else takes the second look. No setting changes this.
staff-refused-own-application = Nobody works on an application of their own. A colleague does.
staff-refused-picture-held = A picture was not looked at by the virus scanner yet. Nothing can be approved before it can be seen.
staff-refused-no-purpose = You do not have this application in hand, so a picture of it needs a purpose. Open the application, and choose one. If your time with it is over, take it again.
staff-again-stale = The application has changed since you opened the page. Please look at it as it is now and send the form again. What you filled in is still here.
staff-again-claimed = Your time for this application was over, so it has been given to you again. Please look it over and send the form again. What you filled in is still here.

## What was looked at

staff-check-whole = All four corners are there, and everything can be read
staff-check-name = The name is the one declared and recorded
staff-check-birth-date = The date of birth is the one registered and recorded
staff-check-address = The address is the one in the core system (of a document without one: seen on the other document)
staff-check-changes = If a change on the back was declared, it is the newest (if not, no picture was asked for)
staff-check-valid-until = It is in date
staff-check-issued = It was issued within six months
staff-check-stay = Status and period of stay are in order
staff-check-photo = The photograph is there, and nothing lies over it
staff-check-genuine = Edges, letters and background show no sign of forgery
staff-check-covered = Numbers the bank may not keep are covered

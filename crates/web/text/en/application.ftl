## The list

application-title = Additional service
application-lead = A service that joins your account at the bank with this one. Two people at the bank look at each application.
application-open-title = The additional service is open to you
application-open-text = Your application was approved. The pages that show balances and transactions of your account are not ready yet. This page will say so when they are.
application-needs-title = What you need
application-needs-account = Your passbook or cash card (branch, account number, and the holder's name in kana)
application-needs-document = An identity document, such as a driver's licence or a My Number card (its front only)
application-needs-picture = Pictures of it, taken with a smartphone for example
application-begin-title = Apply
application-begin-text = You can stop at any time; what you entered is kept.
application-begin = Begin an application
application-too-many = You have begun as many applications as one can. Please ask your branch.
application-terms-link = Read the terms of the additional service
application-current-title = Your application under way
application-history-title = Your applications
application-history-caption = Applications: { $count }
application-history-none = There are no applications yet.
application-which = Begun on { $day }
application-begun-at = Begun (Japan time)
application-sent-at = Sent (Japan time)
application-not-sent = Not sent
application-state = State
application-action = Actions
application-look = See how it stands
application-go-on = Go on
application-mend = Mend and send it
application-back = Back to the additional service
application-back-to-status = Back to your application

## Where an application stands

application-state-draft = Not sent yet
application-state-submitted = Received
application-state-in-review = Being looked at
application-state-awaiting-customer = Waits for you
application-state-recommended = Being looked at
application-state-approved = Approved
application-state-rejected = Not accepted
application-state-withdrawn = Taken back
application-state-expired = Ended, for its time was over

## How it stands

application-status-title = Your application
application-next-draft = It has not been sent to the bank yet. Go on, and send it.
application-next-submitted = We received it. Somebody will look at it soon; we tell you the outcome by mail.
application-next-in-review = People at the bank are looking at it. We tell you the outcome by mail.
application-next-awaiting-customer = Something needs to be mended. Please send it again by { $day }.
application-next-rejected = We looked at it with care, and could not accept it this time.
application-next-withdrawn = You took this application back.
application-next-expired = Nothing came in time, and the application has ended.
application-next-left-lying = It was left unfinished for a long time, so it has ended and what you had entered was deleted.
application-apply-again = You may apply again.
application-mend-title = What to mend
application-mend-picture = Send a new picture
application-mend-document = Choose the document and its sides again
application-mend-declared = Look at what you entered
application-mend-profile = Correct your registered name or date of birth
application-reasons-title = Why it was not accepted
application-bank-writes = What the bank writes
application-declared-title = What you entered
application-timeline-title = What happened so far
application-happened-begun = You began the application.
application-happened-submitted = You sent it to the bank.
application-happened-looked-at = Somebody at the bank began to look at it.
application-happened-returned = The bank asked you to mend something.
application-happened-purged = The bank destroyed a picture.
# $picture: which $reason: why
application-happened-purged-for = The bank destroyed a picture ({ $picture }): { $reason }.
application-happened-approved = It was approved.
application-happened-rejected = It was not accepted.
application-happened-withdrawn = You took it back.
application-happened-expired = It ended, for nothing came in time.
application-happened-left-lying = It ended, for it was left unfinished for a long time.
application-none-yet = Not entered yet
application-forgotten = What you entered has been erased, for the time it is kept is over.

## What to mend

application-returned-unreadable = The picture could not be read. Please take it again in good light and in focus.
application-returned-glare = The picture reflects light. Please take it again where no lamp is mirrored.
application-returned-cut-off = An edge of the document is cut off. Please take it again with all four corners.
application-returned-side-missing = The picture of a side is missing. Please send it.
application-returned-wrong-document = The picture shows another document than you chose. Please check the document or the picture.
application-returned-document-expired = The document is no longer valid. Please send pictures of a valid one.
application-returned-copy = The picture is of a copy or a screen. Please take one of the document itself.
application-returned-my-number-visible = A My Number can be seen. The picture is destroyed; please take it again without the number.
application-returned-insurer-number-visible = Numbers of the insurance can be seen. The picture is destroyed; please cover them and take it again.
application-returned-name-differs = The name differs from the account or the document. Please correct the one that is wrong: the holder you entered, or the name you registered.
application-returned-address-differs = The address differs. Please send the side, or a document, that has your present address.
application-returned-birth-date-differs = The date of birth on the document differs from the one you registered. Please correct the one you registered. If that is right, please send a picture of a document that says it rightly.
application-returned-file-damaged = The file is damaged. Please take the picture again.
application-rejected-no-account-holder = From what you entered, your account could not be confirmed.
application-rejected-account-closed = The account is closed or cannot be used.
application-rejected-account-of-another = From what you entered, your account could not be confirmed.
application-rejected-under-age = The service is not open to your age.
application-rejected-duplicate = You have applied already.
application-rejected-suspected-forgery = From what you entered, your account could not be confirmed.
application-purged-my-number-visible = The picture showed a My Number and was destroyed. Please take it again without the number.
application-purged-insurer-number-visible = The picture showed numbers of the insurance and was destroyed. Please cover them and take it again.
application-purged-not-ours = The picture showed something the bank may not keep and was destroyed. Please take one of the document alone.
application-purged-no-document = It was no picture of an identity document and was destroyed. Please send one.
application-purged-customer-asked = The picture was destroyed as you asked. Please send a new one.
application-purged-unusable = The file cannot be used and was destroyed. Please take the picture again.
application-purged-for-my-number-visible = it showed a My Number
application-purged-for-insurer-number-visible = it showed numbers of the insurance
application-purged-for-not-ours = it showed something the bank may not keep
application-purged-for-no-document = it was no picture of an identity document
application-purged-for-customer-asked = you asked for it
application-purged-for-unusable = the file could not be used

## The steps

application-step-account = Account
application-step-document = Document
application-step-pictures = Pictures
application-step-check = Check
application-next = Save and go on
application-later = Go on later
application-yes = Yes
application-no = No

## The account

application-account-title = Your account
application-account-lead = Have your passbook or cash card at hand.
application-branch = Branch
application-branch-hint = Its name, or its code of three digits. A part of the name will do.
application-branch-missing = Please enter the branch.
application-branch-unknown = There is no such branch. Please try a part of its name, or its code of three digits.
application-branch-several = Please choose one of the branches that fit.
application-branch-found = Branches found
application-deposit = Type of deposit
application-deposit-missing = Please choose the type of deposit.
application-deposit-ordinary = Ordinary deposit
application-deposit-savings = Savings deposit
application-deposit-current = Current account
application-number = Account number
application-number-hint = Up to seven digits; zeros are put before a shorter one.
application-number-empty = Please enter the account number.
application-number-not-digits = An account number has digits only.
application-number-too-long = An account number has at most seven digits. The branch code goes into “{ application-branch }”.
application-number-all-zeros = There is no such account number. Please check it.
application-holder = Account holder's name in kana
application-holder-hint = As your passbook has it. Hiragana will do too.
application-holder-empty = Please enter the holder's name.
application-holder-too-long = The holder's name is too long.
application-holder-not-kana = Please enter the holder's name in kana, not in kanji.
application-my-number-typed = This looks like a My Number. The bank may not know it, and it was not kept. Please enter the field again without it.

## The document

application-document-title = Choose your identity document
application-document-lead = Choose the document you will send pictures of.
application-document-field = Kind of document
application-document-missing = Please choose a document.
application-document-not-taken = This document cannot be taken now. Please choose another.
application-document-back-refused = The back of this document shows a My Number. It is never taken.
application-complement-title = Choose a second document
application-complement-lead = “{ $document }” alone does not show your address and your face. Please choose another document besides.
application-document-driving-licence = Driver's licence
application-document-my-number-card = My Number card
application-document-driving-record = Driving-record certificate
application-document-passport = Japanese passport
application-document-residence-card = Residence card
application-document-special-permanent-resident = Special permanent resident certificate
application-document-combined-residence-card = Residence card that is a My Number card too
application-document-residence-certificate = Copy of the residence record
application-document-eligibility-certificate = Eligibility certificate of health insurance
application-document-health-insurance-card = Health-insurance card
application-about-driving-licence = Still valid
application-about-my-number-card = The front only. Never send the back.
application-about-driving-record = Issued on 1 April 2012 or later
application-about-passport = Japanese, still valid
application-about-residence-card = Still valid
application-about-special-permanent-resident = Still valid
application-about-combined-residence-card = The front only. Never send the back.
application-about-residence-certificate = Issued within six months. A second document is needed.
application-about-eligibility-certificate = Of your health insurance. A second document is needed.
application-about-health-insurance-card = A second document is needed.

## What the other side says

application-side-title = What the document says
application-side-lead = This decides which pictures you send.
application-side-missing = Please choose one.
application-asks-driving-licence = Does the back of the driver's licence note a change of address or name?
application-asks-driving-record = Does the back of the driving-record certificate note a change of address or name?
application-asks-passport = Does the passport have a page near its end where its bearer writes the address?
application-asks-residence-card = Does the back of the residence card note a change, such as of the address?
application-asks-special-permanent-resident = Does the back of the certificate note a change, such as of the address?
application-asks-eligibility-certificate = Is your address on the back of the eligibility certificate?
application-asks-health-insurance-card = Is your address on the back of the health-insurance card?
application-asks-hint-passport = Passports applied for on 4 February 2020 or later have none.

## The pictures

application-pictures-title = Send the pictures
application-pictures-lead = Take each picture from right above, with nothing but the document.
application-pictures-rules = How to take them
application-rule-corners = All four corners must be seen.
application-rule-readable = The text must be readable: take the picture in good light.
application-rule-glare = No reflections, and no shadow of your hand.
application-rule-original = Take it of the document itself, not of a copy or a screen.
application-picture-name = { $document }: { $side }
application-side-front = front
application-side-back = back
application-side-address-page = page with the address
application-side-photograph-page = page with the photograph
application-cover-title = Cover before you take the picture
application-cover-how = Cover these with paper or a sticky note: the bank may not or need not know them.
application-cover-my-number = The My Number
application-cover-resident-code = The code of the residence record
application-cover-registered-domicile = The registered domicile
application-cover-organ-donation = The declaration on organ donation
application-cover-insurance-numbers = The insurer's number, symbol and number, and the two-dimensional code
application-never-back = Never send the back. It shows your My Number, which the bank may not keep.
application-drawing = How a picture of the { $picture } should look
application-drawing-photo = Photograph
application-drawing-covered = Cover
application-drawing-corners = All corners
application-picture-none = Not sent yet
application-picture-kept = We have it
application-picture-wanted-anew = We are waiting for a new one
application-picture-held = Received; being checked
application-picture-held-text = It cannot be shown until it has been checked. You can go on meanwhile.
application-picture-own = The picture we have ({ $picture })
application-picture-file = File of the picture
application-picture-file-hint = JPEG, PNG or WebP of at most 10 MB.
application-picture-send = Send this picture
application-picture-replace = Replace it by another
application-picture-remove = Erase this picture
application-picture-unavailable = We cannot take pictures just now. This picture was not kept; what you filled in and the pictures we already hold are. Please wait a few minutes and send it again.
application-picture-missing = Please choose the file of a picture.
application-refused-not-a-picture = This is no picture. Please choose a JPEG, PNG or WebP.
application-refused-heif = HEIC pictures cannot be taken. On an iPhone choose “Most Compatible” in Settings, Camera, Formats, and take the picture again.
application-refused-too-large = The file is too large. Please choose one of at most 10 MB.
application-refused-too-many-pixels = The picture is too large. Please take it again with a lower resolution.
application-refused-too-small = The picture is too small to be read. Please take it again from closer.
application-refused-undecodable = The file is damaged. Please take the picture again.
application-refused-too-hard = The picture could not be read. Please take it again.
application-refused-unusable = This file cannot be used. Please choose another.
application-refused-too-many-today = You have sent as many pictures as one can in a day. Please try again tomorrow.
application-refused-too-many-bytes = Too much is kept already. Please ask your branch.
application-refused-shows-my-number = This side shows a My Number and is never taken. Nothing was kept.
application-refused-side-not-asked = This side is not needed.
application-refused-document-out-of-time = This document cannot be taken now.
application-pictures-go-on = Go on to check
application-pictures-not-all = Some pictures have not been sent yet.
application-picture-later = Pictures come after the document is chosen.

## Check and send

application-check-title = Check and send
application-check-lead = Check everything, say what you want the service for, and send it to the bank.
application-change = Change
application-change-what = ({ $what })
application-account = Account
application-document = Identity document
application-complement = Second document
application-pictures = Pictures
application-lacks-title = Something is still missing
application-lacks-account = Please enter the account.
application-lacks-holder = Please enter the holder's name.
application-lacks-document = Please choose an identity document.
application-lacks-complement = Please choose a second document.
application-lacks-picture = Please send the picture “{ $picture }”.
application-lacks-new-picture = No new picture of “{ $picture }” has come since the bank asked for one.
application-lacks-mended-name = The name that differs has not been corrected yet. Please correct the holder you entered, or the name you registered. If both are right, please send a picture of a document that says it rightly.
application-lacks-mended-birth-date = The date of birth that differs has not been corrected yet. Please correct the one you registered. If that is right, please send a picture of a document that says it rightly.
application-registered-name = Registered name
application-registered-name-is = { $name } ({ $kana })
application-registered-birth-date = Registered date of birth
application-purpose = What you want the service for
application-purpose-missing = Please say what you want the service for.
application-purpose-see-accounts = To see deposits beside everything else
application-purpose-plan-household = To plan the household's money
application-purpose-prepare-retirement = To prepare for retirement
application-purpose-prepare-inheritance = To put an inheritance in order
application-purpose-other = Something else
application-consent = I have read the terms of the additional service and agree
application-consent-missing = Please read the terms and tick the box.
application-consent-anew = The terms have changed. Please read them and tick the box again.
application-send = Send to the bank
application-send-text = Once sent it cannot be changed until the bank has looked at it. You can take it back at any time.

## Taking it back

application-withdraw-title = Take the application back
application-withdraw-lead = This takes your application back.
# $days: number of days
application-withdraw-text = It cannot be undone. Pictures you sent are destroyed { $days } days later.
application-withdraw-again = You may apply again afterwards.
application-withdraw = Take it back
application-keep = Keep it
application-withdraw-link = Take this application back

## The terms of the additional service

application-terms-title = Terms of the additional service
application-terms-version = Version { $version }
application-terms-what = What the service is
application-terms-what-text = The service shows what the bank knows of your account beside your own records. What it can do grows step by step.
application-terms-who = Who may use it
application-terms-who-text = Whoever has an ordinary, savings or current account at the bank in their own name.
application-terms-check = How applications are looked at
application-terms-check-text = Two people at the bank compare what you entered and your pictures with the records of the account. They may not be able to accept the application.
application-terms-pictures = How pictures are kept
# $days: number of days
application-terms-pictures-text = Pictures are freed of data such as where they were taken, and kept encrypted. They serve to look at the application only, and are destroyed { $days } days after it has ended. You can see when the bank's people looked at them.
application-terms-number = My Number
application-terms-number-text = The bank does not take My Numbers for this service. A picture that shows one is destroyed and asked for again.
application-terms-end = How it ends
application-terms-end-text = An application ends when you do not answer the bank within 60 days. When you close your Kura account, what you entered and your pictures are erased too.

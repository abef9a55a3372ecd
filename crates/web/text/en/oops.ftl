oops-first-page = To the first page
oops-request-id = If you contact us, please tell us this number:
oops-not-found-title = Page not found
oops-not-found-text = The page may have moved or been deleted. Please check the address.
oops-wrong-method-title = This cannot be done here
oops-wrong-method-text = Please start again from the first page.
oops-bad-request-title = What was sent could not be read
oops-bad-request-text = Nothing was recorded. Please go back, reload the page and try again.
oops-foreign-title = This request was not accepted
oops-foreign-text = It came from another site, so for your safety nothing was recorded. Please use the pages of Kura itself.
oops-too-large-title = What was sent is too large
oops-too-large-text = Nothing was recorded. Files may be up to 20 MB and forms up to 1 MB. Please send it in smaller parts.
oops-too-slow-title = Sending took too long
oops-too-slow-text = The connection stalled or was too slow, and nothing was recorded. Please check your connection and try again.
oops-log-in-first-title = Please log in
oops-log-in-first-text = You need to log in to see this page.
oops-stale-title = It was changed elsewhere
oops-stale-text = Another tab or device changed it first, so this change was not recorded. Please open it anew and enter your change again.
oops-slow-down-title = Please wait a little
oops-slow-down-text = After many tries we pause for safety. Please try again in about { $minutes -> 
    [one] a minute
   *[other] { $minutes } minutes
 }.
oops-not-permitted-title = You may not do this
oops-not-permitted-text = Your roles do not let you open this page or do this. Ask an administrator if you need to. That it was tried is recorded.
oops-closing-title = Your account is being closed
oops-closing-text = Nothing can be changed. You can take the account up again, or export your records.
oops-refused-title = This could not be done
oops-refused-text = Nothing was recorded. Please check and try again.
oops-busy-title = We are busy just now
oops-busy-text = Other files are still being received, so yours was not taken and nothing was recorded. Please wait about a minute and send it again.
oops-unavailable-title = We cannot serve you just now
oops-unavailable-text = The system is busy or down for a moment. Please look again shortly. Sending the same form again never records it twice.
oops-internal-title = We are sorry
oops-internal-text = Something went wrong on our side and nothing was recorded. Please try again later.

settings-title = Settings
settings-back = Back to settings
settings-profile = Your details
settings-name = Name
settings-kana = Name (kana)
settings-era = ({ $date })
settings-language = Language of pages and mails
settings-language-now = English
settings-language-hint = Change the language with “{ language-switch }” at the top of the page. The e-mail address cannot be changed here.
settings-places = What you can do
settings-password-text = Replace your password with a new one.
settings-sessions-text = See on which devices you are logged in, and end what is not yours.
settings-export-text = Save all your records as a file.
settings-looks-text = When the bank's people looked at your data, and for what.
settings-help-text = How to use the service, in questions and answers.
settings-terms-text = The conditions of use, and how we handle personal data.
settings-close-text = Stop using the service and have your records erased.

## Sessions

sessions-title = Devices logged in
sessions-lead = These devices are logged in now. Times are Japan time.
sessions-caption = { $count ->
        [one] { $count } device logged in
       *[other] { $count } devices logged in
    }
sessions-browser = Device
sessions-created = Logged in
sessions-seen = Last used
sessions-address = From (IP address)
sessions-action = Action
sessions-unknown = Unknown device
sessions-current = This device
sessions-end = End
sessions-which = ({ $browser }, { $created })
sessions-end-current = End and log out
sessions-strange-title = If a device is not yours
sessions-strange-text = End it with “{ sessions-end }”, then change your password.

## Changing the password

password-current = Current password
password-change-title = Change password
password-change-lead = Other devices will be logged out. You stay logged in on this one.
password-change-send = Change

## Correcting name or date of birth

profile-title = Correct your name or date of birth
profile-lead = If what you registered is wrong, correct it here. We tell you by mail that it was corrected.
profile-password-hint = Please enter your present password, so that we know it is you.
profile-send = Correct it
profile-unchanged = This is what is registered already. Please change what is wrong and send it again.
profile-refused-title = It cannot be corrected on this page now
profile-with-bank = The bank is looking at your application for the additional service. If the bank asks you to mend something, you can correct it then. If you take the application back, you can correct it at once.
profile-approved = The bank compared this with your identity document when you applied for the additional service. To have it corrected, please ask at your branch.

## Closing the account

close-title = Close your account
close-what = What closing means
# $days: in how many days it can be taken back
close-grace = For { $days } days you can take it back at any time.
close-in-grace = In that time you can only export your records or take the account up again.
close-destroyed = After { $days } days we destroy your key and erase your name, e-mail address and all records of your assets. After that they cannot be brought back.
close-kept = A record of when which action took place remains for audit. It holds nothing of your assets.
close-elsewhere = Other devices are logged out at once.
close-first = You can export your records first
close-first-text = Your records will be erased in the end. If you want to keep them, please export them first.
close-export = Export my records
close-ask = Close the account
close-understood = I understand that my records will be erased and cannot be brought back
close-not-understood = Please read what closing means and tick the box.
close-send = Close my account
close-erase-on = On { $day } we erase all your data.
close-until-then = Until then you can take the account up again and use it as before. You can export your records too.
close-reopen = Keep my account

## Demonstration: captured mail

mail-title = Captured mail
mail-lead = In this demonstration no mail leaves the machine; it arrives here, newest first.
mail-caption = { $count ->
        [one] { $count } mail
       *[other] { $count } mails
    }
mail-subject = Subject
mail-to = To
mail-none = No mail yet
mail-none-text = Register or ask for a new password, and the mail arrives here. It may take a moment.
mail-look-again = Look for new mail
mail-back = Back to the captured mail

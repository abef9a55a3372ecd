help-title = Help
help-lead = Common questions, and their answers.

help-start = Registering and logging in
help-register-q = How do I start?
help-register-a = Choose “{ register }” and enter your name, date of birth, e-mail address and so on. Then enter the six digits we mail you, and you are done.
help-code-q = The mail with the code does not arrive
help-code-a = It may take a few minutes. Please look into your junk folder too. If it is not there, choose “{ confirm-send-again }” on the page of the code.
help-password-q = What makes a good password?
help-password-a = At least 15 characters. Several unrelated words are easy to remember and safe. Digits and symbols are not required.
help-forgotten-q = I have forgotten my password
help-forgotten-a = Choose “{ login-forgotten }” on the log-in page to set a new one.
help-wait-q = I am not allowed to log in
help-wait-a = After several wrong tries we pause for safety. Please wait for the time shown and try again.
help-idle-q = I was logged out
help-idle-a = For safety you are logged out after 15 minutes without activity, or 12 hours after you logged in. If you were filling in a form, you can often send it after logging in again.

help-record = Recording
help-add-q = How do I record an asset?
help-add-a = Add them one by one under “{ nav-holdings }”: shares, insurance and the rest, and loans and other debts too.
help-amount-q = How do I enter an amount?
help-amount-a = Like 1,200,000. The Japanese ways 120万 and 1.2億 are understood too.
help-update-q = An amount has changed
help-update-a = “{ nav-bulk }” lets you enter all new amounts at once. Former amounts stay, so that you can see the change.
help-import-q = Can I bring records from another service?
help-import-a = Under “{ nav-import }” you can import CSV files, for example from Money Forward ME. You see what will be recorded before it is, and can undo it later.
help-restore-q = I deleted something by mistake
help-restore-a = Bring it back from “Deleted items” under “{ nav-holdings }”.
help-twice-q = I sent the same thing twice
help-twice-a = Sent twice from the same page, it is recorded once only.
help-export-q = How do I keep my records myself?
help-export-a = “{ nav-export }” saves all your records as a file, also in a form for spreadsheets.

help-look = Looking
help-hide-q = I do not want others to see my amounts
help-hide-a = “{ amounts-hide }” at the top hides every amount. Choose it again to show them.
help-large-q = How do I make the text larger?
help-large-a = On a computer, hold Ctrl and press +. On a phone, spread two fingers on the screen.
help-language-q = How do I use it in Japanese?
help-language-a = Choose “{ language-switch }” at the top. The language of mails changes with it.

help-safe = Safety and closing
help-strange-q = I was told of a log-in that was not mine
help-strange-a = Log in, open “{ sessions-title }” under “{ nav-settings }”, end the device that is not yours, and change your password.
help-asked-q = Somebody asked for my password or a code
help-asked-a = Our staff will never ask. Please do not answer, and tell us at a branch.
help-close-q = How do I close my account?
help-close-a = Under “{ nav-settings }”, choose “{ close-title }”. For a while you can take it back. If you want to keep your records, export them first.

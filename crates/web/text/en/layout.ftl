### Words shared by all pages

service-name = Kura
skip-to-content = Skip to main content

## Navigation

nav-label = Main menu
nav-net-worth = Net worth
nav-holdings = Holdings
nav-bulk = Update all
nav-import = Import
nav-export = Export
nav-application = Additional service
nav-settings = Settings

# The name of the language to switch to, in that language.
language-switch = 日本語
amounts-hide = Hide amounts
amounts-show = Show amounts
log-in = Log in
log-out = Log out
register = Create an account

## Idle warning

idle-warning-title = You will be logged out soon
# $minutes: whole minutes left until the automatic log-out
idle-warning-text = You have been inactive, so we will log you out in { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    } unless you choose “{ idle-warning-button }”.
idle-warning-button = Stay logged in

## Forms and buttons

required = Required
optional = Optional
cancel = Cancel
save = Save
back = Back

## Footer

footer-label = About this site
footer-notice = The amounts shown are calculated from the information you have entered.
footer-terms = Terms of use
footer-privacy = Privacy
footer-help = Help
footer-contact = Contact us
brand = Kura
brand-small = asset status
menu = Menu
unit-yen = ¥
closing-title = Your account is being closed
closing-text = You can export your records, or take the account up again.
closing-link = See the closing of your account
errors-title = { $count -> 
    [one] Please check { $count } field
   *[other] Please check { $count } fields
 }
kept-text = What you entered is kept. Please wait a moment and send it again.
kept-send-again = Send again
steps-label = Steps
demo-title = This is a demonstration
demo-text = No mail leaves this machine. You can read captured mail here:
demo-mail-link = Read captured mail

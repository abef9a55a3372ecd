### Words of the staff's site

staff-site = Kura for staff
staff-site-small = for staff
staff-footer = For staff only. Every look at a customer's data and everything done is recorded.
staff-nav-home = First page
staff-nav-members = Members of staff

staff-name = Name
staff-roles = Roles
staff-role-between = , {""}
staff-role-reviewer = Reviewer
staff-role-approver = Approver
staff-role-supervisor = Supervisor
staff-role-auditor = Auditor
staff-role-administrator = Administrator

## Log-in

staff-login-lead = After your password you will be asked for a code of your authenticator app.
staff-login-go-on = Go on
staff-login-invited = First time here?
staff-login-lost = If you lost your password or your authenticator app, ask an administrator to invite you again.
# $minutes: minutes to wait, a whole number
staff-slow-down = Too many tries failed. For safety, none is taken for a while: try again in about { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}.
staff-code-title = Code of the authenticator app
staff-code-lead = Type the six digits your authenticator app shows, within five minutes.
staff-code = Code
staff-code-hint = Six digits. They change every 30 seconds.
staff-code-wrong = This code is wrong. Type the digits the app shows now.
staff-code-used = This code was used already. Wait until the digits change, and type the next ones.

## Invitation

staff-invitation-title = Accept an invitation
staff-invitation-lead = Type the invitation code an administrator gave you, and choose a password. On the next page you set up an authenticator app.
staff-invitation-code = Invitation code
staff-invitation-code-hint = Such as ABCD-EFGH-JKLM-NPQR; small letters and no hyphens will do too.
staff-invitation-wrong = The address or the code is wrong, or the invitation is over. After several wrong tries it cannot be used any more; then ask an administrator to invite you again.
staff-invitation-send = Go on
staff-second-factor-title = Set up the authenticator app
staff-second-factor-lead = Every log-in asks for a code of an authenticator app besides the password. This cannot be left out.
staff-second-factor-app = Open an authenticator app on your business phone.
staff-second-factor-scan = Let the app read this picture.
staff-second-factor-picture = The picture for the authenticator app (a two-dimensional code)
staff-second-factor-type = If it cannot be read, type this into the app.
staff-second-factor-account = Account
staff-second-factor-secret = Key
staff-second-factor-issuer = Kura
staff-second-factor-confirm = Type the six digits the app shows.
staff-second-factor-send = Finish
staff-second-factor-keep = Picture and key are worth as much as your password. Do not photograph them or show them to anybody.

## First page

staff-home-title = First page
staff-home-waiting = Applications that wait
staff-home-submitted = For the first look
staff-home-in-review = Being looked at first
staff-home-recommended = For the second look (approval)
# $count: number of applications
staff-home-count = { $count }
staff-home-yourself = About you
staff-home-previous = Your last log-in
staff-home-first = This is your first
staff-home-strange = If you do not remember your last log-in, tell an administrator at once.

## A network that is not listed

staff-foreign-title = Not open to this network
staff-foreign-text = This site is open to listed networks only. That somebody came was recorded.

## Members of staff

staff-status = Status
staff-status-invited = Invited (not set up yet)
staff-status-active = In service
staff-status-suspended = Suspended
staff-status-left = Gone
staff-role-reviewer-what = looks at applications first and recommends
staff-role-approver-what = looks again at applications that were looked at first, and approves or rejects
staff-role-supervisor-what = takes work from who is away, searches and suspends customers, destroys pictures
staff-role-auditor-what = reads what happened; changes nothing
staff-role-administrator-what = invites and changes members of staff; sees no customer's data
staff-members-title = Members of staff
staff-members-lead = Everybody who uses this site. Choose a name to change roles or status.
# $count: number of members
staff-members-caption = { $count ->
    [one] { $count } member of staff
   *[other] { $count } members of staff
}
staff-members-back = Back to members of staff
staff-member-last = Last log-in
staff-member-never = None yet
staff-member-oneself = You
staff-member-since = Invited at
staff-member-not-oneself = Nobody changes their own roles or status. Ask another administrator.
staff-member-last-administrator = This cannot be done, for there is no other administrator in service. Make somebody else one first.
staff-member-standing = This cannot be done with a member of this status.
staff-member-roles-ask = Roles of this member
staff-member-roles-send = Change roles
staff-member-suspend = Suspend
staff-member-suspend-text = They are logged out at once and cannot log in until reinstated. Roles are kept.
staff-member-reinstate = Reinstate
staff-member-reinstate-text = They can log in again with the password and app they had.
staff-member-again = Invite again
staff-member-again-text = For who lost the password or the app. Both are forgotten, and set up anew with a new code. Make sure it is really them.
staff-member-leave = End membership
staff-member-leave-text = For who leaves or moves on. They are logged out at once and cannot log in. What they did stays on record.
staff-invite-title = Invite a member of staff
staff-invite-lead = The invitation code is shown once. Hand it over in person.
staff-invite-name-hint = Such as 佐藤 一郎. Colleagues and records show it.
staff-invite-email-hint = The business address they log in with.
staff-invite-no-role = Choose a role at least.
staff-invite-makes-and-looks = An administrator cannot also be a reviewer or an approver. Choose one or the other.
staff-invite-known = There is a member of staff with this address.
staff-invite-twice = This invitation was sent already. Look at the list of members; the code cannot be shown again.
staff-invite-send = Make the invitation code
staff-invited-title = Invitation code
staff-invited-text = The invitation code of { $name }.
staff-invited-until = Good once, until { $until }.
staff-invited-once = The code is on this page only. Once closed, it cannot be seen again. Hand it over in person, not by mail.

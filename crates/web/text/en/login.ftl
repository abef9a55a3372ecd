login-title = Log in
login-wrong = The e-mail address or the password is wrong.
login-slow-down = After several failed tries we pause for safety. Please try again in about { $minutes -> 
    [one] a minute
   *[other] { $minutes } minutes
 }. You can still log in from a device you have used before.
login-suspended = The bank has suspended this account. Nothing you recorded is lost. Please ask at your branch or by telephone.
login-forgotten = Forgotten your password?
login-no-account = New here?
login-over-title = Please log in
login-over-text = You are not logged in, or were logged out after a time without activity.
login-over-kept = You were logged out after a time without activity. What you typed is kept: log in and you can send it.
continue-title = Go on where you were
continue-text = You are logged in. Send what you had typed?
continue-send = Send

### Words of the pages about holdings and exchange rates

## Days and times

holding-day = { $day } { $month } { $year }
holding-month = { $month } { $year }
holding-time = { $day }, { $hour }:{ $minute }
holding-month-1 = January
holding-month-2 = February
holding-month-3 = March
holding-month-4 = April
holding-month-5 = May
holding-month-6 = June
holding-month-7 = July
holding-month-8 = August
holding-month-9 = September
holding-month-10 = October
holding-month-11 = November
holding-month-12 = December

## Names of fields, and hints

holding-kind = Kind
holding-kind-hint = Choose the nearest. Loans are under "Debts".
holding-kind-missing = Please choose a kind.
holding-choose = Choose one
holding-choose-from-list = Please choose one from the list.
holding-label = Name
holding-label-hint = A name you will recognise. For example "Household account"
holding-institution = Institution
holding-institution-hint = Where it is kept. For example "Midori Bank"
holding-wrapper = Tax wrapper
holding-wrapper-hint = For NISA, specified accounts and the like. If you are not sure, leave "None".
holding-currency = Currency
holding-currency-hint = Change this for foreign deposits and shares. It cannot be changed later.
holding-currency-fixed = The currency cannot be changed. Please record something in another currency anew.
holding-currency-with-code = { $name } ({ $code })
holding-amount = Amount
holding-amount-hint = For example 1,200,000 or 120万. For debts, enter what you still owe.
holding-debt-negative = Please enter what you owe without a minus sign.
holding-as-of = As of
holding-as-of-hint = For example 2026-11-22, 2026/11/22 or 令和8年11月22日
holding-note = Note
holding-secures = Bought with this loan
holding-secures-hint = Only used for loans. Choose it to see what is left after the loan.
holding-secures-none = Nothing chosen
holding-secures-gone = What you chose cannot be found. Please choose again.
holding-flow = Of this, paid in or taken out
holding-flow-hint = What you added or took out since the last figure. Put a minus before what you took out, for example -50,000. It is then told apart from price movements.
holding-flow-short = Paid in or out

## The list

holding-list-title = Holdings
holding-to-list = Back to holdings
holding-add = Add a holding
holding-import = Import a file
holding-empty-title = Nothing is recorded yet
holding-empty-text = Record a deposit, a fund or a loan, and the list and its total appear here.
holding-by-label = Put together by
holding-by-group = By group
holding-by-institution = By institution
holding-by-wrapper = By wrapper
holding-no-institution = No institution recorded
holding-no-wrapper = No wrapper
holding-count = { $count -> 
    [one] One item
   *[other] { $count } items
 }
holding-action = Action
holding-course = Course
holding-course-up = Up over the last 12 months
holding-course-down = Down over the last 12 months
holding-course-same = Unchanged over the last 12 months
holding-none-yet = –
holding-stale = { $days -> 
    [one] One day old
   *[other] { $days } days old
 }
holding-of-today = Today's figure
holding-unchanged = Unchanged today
holding-update = Update
holding-subtotal = Subtotal
holding-total = Total
holding-total-assets = Assets
holding-total-liabilities = Debts
holding-total-net = Net worth (assets − debts)
holding-lacks-rate = Not in the total: no exchange rate
holding-unconverted-title = Some holdings are not in the total
holding-unconverted-text = { $count -> 
    [one] One holding has
   *[other] { $count } holdings have
 } no exchange rate.
holding-unconverted-link = Enter a rate
holding-rates-link = Exchange rates
holding-deleted-link = Deleted items

## Recording

holding-add-title = Add a holding
holding-add-lead = Record one thing you own or owe.
holding-add-send = Record
holding-too-many = You have reached the limit of 1,000 holdings. Please delete some you no longer need and try again.

## One holding

holding-present = Present value
holding-figure-of = As of { $day }
holding-in-yen = In yen: { $yen }
holding-no-figure = No figure has been recorded yet.
holding-equity = After the loan: { $amount }
holding-loans = Loans it was bought with
holding-since = Since { $day }
holding-since-year = Since a year ago
holding-with-percent = { $amount } ({ $percent })
holding-change-up = { $amount } up
holding-change-down = { $amount } down
holding-change-same = { $amount } unchanged
holding-new-figure = Record a new figure
holding-record = Record
holding-facts = Details
holding-edit = Edit
holding-history = History
holding-history-caption = Every figure ever recorded, newest first
holding-chart = Month-end figures
holding-chart-text = Month-end figures of the last two years. The table below says the same.
holding-source = Recorded by
holding-recorded-at = Recorded at (Japan time)
holding-corrected = Before correction
holding-taken-back = Import undone
holding-pages = Pages
holding-page-newer = Newer
holding-page-older = Older
holding-page-of = Page { $here } of { $count }
holding-not-saved = Not recorded yet
holding-changed-meanwhile = This holding was changed elsewhere after you opened this page. Please look at what is recorded now, then record again.
holding-too-many-figures = The limit of figures for one holding has been reached.

## Editing

holding-edit-title = Edit
holding-back-to = Back to "{ $label }"
holding-edit-stale = This was changed elsewhere after you opened this page. Please compare what is recorded now with what you typed. "Save mine instead" replaces what is recorded.
holding-current = What is recorded now
holding-typed = What you typed
holding-differs = Differs from yours
holding-save-anyway = Save mine instead

## Deleting

holding-delete-link = Delete this holding
holding-delete-title = Delete this holding?
holding-delete-lead = This holding and its history will be deleted. You can bring it back from "Deleted items".
holding-delete-stale = This was changed elsewhere after you opened this page. Please look at it once more before you delete it.
holding-not-deleted = Not deleted yet
holding-delete-send = Delete
holding-keep = Keep it
holding-figures = { $count -> 
    [one] One figure
   *[other] { $count } figures
 }
holding-deleted-title = Deleted items
holding-deleted-lead = Holdings you have deleted. Bringing one back brings its history back too.
holding-deleted-none = Nothing is deleted
holding-deleted-at = Deleted at (Japan time)
holding-restore = Bring back

## Updating all at once

holding-bulk-title = Update all
holding-bulk-lead = Enter new figures where something has changed. What you leave empty stays as it is.
holding-bulk-hint = Amounts may be written as 1,200,000 or 120万. Tick "Unchanged" to record the same amount again.
holding-bulk-last = Last figure
holding-bulk-new = New figure
holding-bulk-same = Unchanged
holding-bulk-amount-of = New figure of "{ $label }"
holding-bulk-both = Please either enter an amount or tick "Unchanged".
holding-bulk-error = "{ $label }": { $error }
holding-bulk-nothing = No figure was entered. Please enter at least one, or tick "Unchanged".
holding-bulk-stale = These holdings were changed or deleted elsewhere after you opened this page. Nothing was recorded. Please check their last figures and record again.
holding-bulk-changed = Changed
holding-bulk-send = Record all

## Exchange rates

holding-rates-title = Exchange rates
holding-rates-lead = Rates that turn foreign money into yen. Each is used from its day on.
holding-rates-missing = These currencies have no rate yet and cannot be turned into yen:
holding-rates-entered = Rates entered
holding-rates-none = None yet.
holding-rate-new = Enter a rate
holding-rate = Yen for one unit
holding-rate-unit = yen
holding-rate-hint = For example 152.35 when one dollar is ¥152.35
holding-rate-day = As of
holding-rate-value = 1 { $code } = ¥{ $yen }
holding-too-many-rates = The limit of exchange rates has been reached.

import-title = Import
import-lead = Record many amounts at once from a file of another service or a spreadsheet.
# How days and times are written (chrono's format)

## Choosing a file

import-upload-title = Choose a file
import-file = File to import
import-file-hint = A table such as CSV (.csv, .txt, .tsv) of at most { $megabytes } MB.
import-file-missing = Please choose a file to import.
import-file-empty = This file is empty. Please choose another.
import-upload-text = Nothing is recorded yet. You can check everything on the next page.
import-upload-send = Send the file and check it
import-files-title = Files that can be imported
import-files-money-forward = The CSV file "資産推移月次" of Money Forward ME: one amount for each kind of asset and day.
import-files-kura = A CSV file saved from Kura:
import-files-other-name = Any other table
import-files-other = Such as a CSV file of a bank or broker. On the next page you choose which column is the date, which the amount, and so on.

## Earlier imports

import-earlier-title = Earlier imports
import-earlier-none = There are no imports yet.
import-earlier-caption = Earlier imports: { $count }
import-file-name = File name
import-came-at = Received (Japan time)
import-state = State
import-state-uploaded = Waits for you
import-state-running = Running
import-state-confirmed = Imported
import-state-undone = Undone
import-state-discarded = Dropped
import-entries = Amounts recorded
import-count = { $count }
import-not-counted = Nothing recorded
import-actions = Actions
import-go-on = Go on
import-watch = See progress
import-back = Back to imports

## Preview

import-preview-title = Check before importing
import-preview-lead = Nothing is recorded yet. Check the contents and choose “{ import-confirm-send }” at the end.
import-stale = This was changed in another tab or on another device. Please check it as it is now.
import-too-many = One customer can have at most { $most } holdings. Please split the file or check how the columns are chosen.
import-no-table-title = The file cannot be read
import-no-table-text = Try another encoding, or drop this import and choose another file.
import-table-empty = There is nothing in the file.
import-table-nul-character = Line { $line } holds data that is not text. Please save spreadsheets as CSV first.
import-table-too-many-rows = There are too many rows. Please split the file into files of at most { $most } rows.
import-table-too-many-columns = Line { $line } has too many columns. At most { $most } can be read.
import-table-too-many-cells = There are too many cells. Please split the file into files of at most { $most } cells.
import-table-bad-quotes = The quotation marks (") after line { $line } are wrong, so the rows cannot be told apart.
import-seen-title = You imported this file before
import-seen-text = A file with the same contents has been imported. The same amount for the same day is not recorded twice.
import-malformed-title = Some characters cannot be read
import-malformed = These lines hold characters that cannot be read: { $lines }. Try another choice of “{ import-encoding }” below.
import-malformed-more = These and other lines hold characters that cannot be read: { $lines }. Try another choice of “{ import-encoding }” below.
import-lines-separator = { ", " }
import-missing-title = Please choose these and read the file again
import-missing-date = The column of the date
import-missing-amount = The column of the amount
import-missing-label = The name of the holding (choose a column or enter a name)

## How the file is read

import-settings-title = How the file is read
import-read-as = Read as: { $format }
import-encoding = Encoding
import-encoding-hint = Change it when characters look wrong.
import-encoding-utf-8 = UTF-8
import-encoding-utf-8-bom = UTF-8 with a byte order mark (Excel)
import-encoding-cp932 = Shift_JIS (CP932)
import-encoding-utf-16le = UTF-16 (LE)
import-encoding-utf-16be = UTF-16 (BE)
import-format = Kind of file
import-format-auto = Find out
import-format-money-forward-monthly = Money Forward ME, 資産推移月次
import-format-kura-csv = Kura's CSV
import-format-mapped = I choose the columns
import-columns-title = Columns
import-columns-text = Choose what is written in which column of the file.
import-columns-more = More settings (header row, institution, currency and so on)
import-choose-send = Read again with these settings
import-choose = Please choose
import-choose-again = Please choose again.
import-not-used = Not used
import-not-column = No column
import-date-column = Column of the date
import-amount-column = Column of the amount
import-from-difference = “Money in” less “Money out”
import-incoming-column = Column of money in
import-incoming-hint = Choose these when money in and money out are in separate columns.
import-outgoing-column = Column of money out
import-both-sides = Please choose the columns of both money in and money out.
import-label-column = Column of the holding's name
import-label-fixed = No column (use the name below for all rows)
import-label-text = Name for all rows
import-kind = Kind
import-all-rows = All rows: { $name }
import-header = Header row
import-header-hint = The row with the names of the columns. Rows above it are not read.
import-header-none = There is no header row
import-header-row = Line { $line }: { $cells }
import-institution = Column of the institution
import-institution-text = Institution for all rows
import-wrapper = Account type
import-currency = Currency
import-flow = Column of money in or out
import-flow-hint = Choose it when the file has money paid in or taken out beside the balance.
import-note = Column of the note
import-negate = Turn plus and minus round (when debts are written as minus)
import-column-bare = Column { $number }
import-column = Column { $number }: { $name }
import-column-example = Column { $number } (such as { $example })
import-column-named-example = Column { $number }: { $name } (such as { $example })

## What would happen

import-outcome-title = What the import will do
import-count-new-holdings = New holdings
import-count-added = New amounts
import-count-changed = Corrections
import-count-duplicate = Amounts recorded already
import-count-problems = Rows that cannot be imported
import-problems-title = Rows that cannot be imported
import-problems-text = These rows will not be recorded; the others can be. You can also correct the file and send it again.
import-problems-caption = Rows that cannot be imported: { $count }
import-rows-title = Contents of the file
import-rows-caption = Contents of the file: { $count }
import-rows-more = { $count ->
    [one] { $count } more is
   *[other] { $count } more are
 } not shown here.
import-line = Line
import-row-state = Result
import-row-label = Name
import-row-kind = Kind
import-row-date = Date
import-row-amount = Amount
import-row-ok = Will be imported
import-row-problem = Cannot be imported
import-row-duplicate = Recorded already
import-row-new = Makes a new holding.
import-row-changed = Corrects what is recorded now ({ $amount }).
import-row-contradicts = Line { $line } has another amount. The amount of line { $line } is imported.
import-row-reason = Column “{ $column }”: { $reason }
import-row-reason-cell = Column “{ $column }”: { $reason } “{ $cell }”
import-reason-bad-quote = A quotation mark (") is not closed or out of place.
import-reason-cell-too-long = A cell is longer than { $most } characters.
import-reason-extra-cells = There are more cells than in the header. Commas in amounts may have split them.
import-reason-unknown-kind = This kind is not known.
import-reason-unknown-wrapper = This account type is not known.
import-reason-unknown-currency = This currency is not known.
import-reason-no-column = No column was chosen.

## Importing or not

import-confirm-title = Import
import-correct = Correct what is recorded when the amount differs
import-correct-hint = Without the tick, days that have an amount are left as they are.
import-all-or-nothing = Import nothing if any row cannot be read
import-all-or-nothing-error = Nothing was recorded: { $count ->
    [one] { $count } row cannot be imported
   *[other] { $count } rows cannot be imported
 }. Correct the file or remove the tick.
import-confirm-text = You can undo the whole import afterwards.
import-confirm-send = Import this
import-nothing = There is nothing new to record.
import-discard = Drop this import
import-discard-ask = This drops the import and deletes the file you sent. Are you sure?

## While running

import-progress-title = Importing
import-progress-label = Progress
import-progress-text = { $done } of { $total } done.
import-progress-leave = The import goes on even if you close this page. The page changes by itself when it is finished.

## Afterwards

import-confirmed-title = The import is finished
import-confirmed-text = { $count ->
    [one] { $count } amount was recorded.
   *[other] { $count } amounts were recorded.
 }
import-recorded = Amounts recorded
import-confirmed-at = Imported at (Japan time)
import-to-holdings = See the holdings
import-another = To the imports
import-undo-title = Undo this import
import-undo-text = All amounts this import recorded are taken back. Holdings it made go too, unless you recorded amounts of your own for them.
import-undo = Undo
import-undo-ask = This takes back all amounts this import recorded. Are you sure?
import-undone-title = An undone import
import-undone-text = This import has been undone. Its amounts are not counted.
import-undone-at = Undone at (Japan time)
import-discarded-title = A dropped import
import-discarded-text = This import was dropped. Nothing was recorded, and the file was deleted.
import-state-failed = Failed
import-failed-title = The import failed
import-failed-text = This import could not be completed. Nothing was recorded, and the file was deleted. Please choose the file again.

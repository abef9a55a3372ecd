import-title = 取り込み
import-lead = ほかのサービスや表計算ソフトのファイルから、金額をまとめて記録できます。
# 日付と時刻の書き方（chrono の書式）

## ファイルを選ぶ

import-upload-title = ファイルを選ぶ
import-file = 取り込むファイル
import-file-hint = CSVなどの表のファイル（.csv、.txt、.tsv）を、{ $megabytes }MBまで選べます。
import-file-missing = 取り込むファイルを選んでください。
import-file-empty = このファイルは空です。別のファイルを選んでください。
import-upload-text = すぐには記録しません。次のページで内容を確認できます。
import-upload-send = ファイルを送って内容を確認する
import-files-title = 取り込めるファイル
import-files-money-forward = マネーフォワード MEの「資産推移月次」のCSVファイルです。資産の種類ごとの金額を、日付ごとに記録します。
import-files-kura = 蔵 Kura の「書き出し」で保存したCSVファイルです。
import-files-other-name = そのほかの表のファイル
import-files-other = 銀行や証券会社のCSVファイルなどです。どの列が日付か、どの列が金額かを、次のページで選びます。

## これまでの取り込み

import-earlier-title = これまでの取り込み
import-earlier-none = まだ取り込みはありません。
import-earlier-caption = これまでの取り込み { $count }件
import-file-name = ファイル名
import-came-at = 受け付けた日時
import-state = 状態
import-state-uploaded = 確認待ち
import-state-running = 取り込み中
import-state-confirmed = 取り込み済み
import-state-undone = 取り消し済み
import-state-discarded = 中止
import-entries = 記録した金額
import-count = { $count }件
import-not-counted = 記録はありません
import-actions = 操作
import-go-on = 続ける
import-watch = 進み具合を見る
import-back = 取り込みの一覧へ戻る

## 内容の確認

import-preview-title = 取り込む内容の確認
import-preview-lead = まだ何も記録していません。内容を確認して、一番下の「{ import-confirm-send }」を押してください。
import-stale = 別のタブや端末で先に変更されました。今の内容をもう一度ご確認ください。
import-too-many = 1人のお客さまが登録できる項目は{ $most }件までです。ファイルを分けるか、列の選び方をご確認ください。
import-no-table-title = ファイルを読み取れません
import-no-table-text = 文字コードを変えて読み直すか、取り込みをやめて別のファイルを選んでください。
import-table-empty = ファイルに内容がありません。
import-table-nul-character = { $line }行目に、文字ではないデータがあります。Excelのファイルなどは、CSVで保存し直してから選んでください。
import-table-too-many-rows = 行が多すぎます。{ $most }行までのファイルに分けてください。
import-table-too-many-columns = { $line }行目の列が多すぎます。{ $most }列までのファイルを選んでください。
import-table-too-many-cells = 欄が多すぎます。{ $most }欄までのファイルに分けてください。
import-table-bad-quotes = { $line }行目から先の引用符（"）が正しくないため、行の区切りがわかりません。
import-seen-title = 前にも取り込んだファイルです
import-seen-text = 同じ内容のファイルが、すでに取り込まれています。同じ日の同じ金額は、二重には記録されません。
import-malformed-title = 読めない文字があります
import-malformed = { $lines }行目に読めない文字があります。下の「{ import-encoding }」を変えて、読み直してみてください。
import-malformed-more = { $lines }行目などに読めない文字があります。下の「{ import-encoding }」を変えて、読み直してみてください。
import-lines-separator = 、
import-missing-title = 次のことを選んでから、読み直してください
import-missing-date = 日付の列
import-missing-amount = 金額の列
import-missing-label = 項目の名前（列を選ぶか、名前を入力）

## 読み取り方

import-settings-title = 読み取り方
import-read-as = 今の読み取り方: { $format }
import-encoding = 文字コード
import-encoding-hint = 文字が正しく表示されないときに、変えてください。
import-encoding-utf-8 = UTF-8
import-encoding-utf-8-bom = UTF-8（BOM付き。Excel用）
import-encoding-cp932 = シフトJIS（CP932）
import-encoding-utf-16le = UTF-16（LE）
import-encoding-utf-16be = UTF-16（BE）
import-format = ファイルの種類
import-format-auto = 自動で見分ける
import-format-money-forward-monthly = マネーフォワード ME 資産推移月次
import-format-kura-csv = 蔵 Kura のCSV
import-format-mapped = 列を自分で選ぶ
import-columns-title = 列の選び方
import-columns-text = ファイルのどの列に何が書かれているかを選んでください。
import-columns-more = くわしい設定（見出しの行、金融機関、通貨など）
import-choose-send = この設定で読み直す
import-choose = 選んでください
import-choose-again = もう一度選んでください。
import-not-used = 使わない
import-not-column = 列を使わない
import-date-column = 日付の列
import-amount-column = 金額の列
import-from-difference = 「入金の列」から「出金の列」を引いた額
import-incoming-column = 入金の列
import-incoming-hint = 入金と出金が別の列に書かれているときに、選んでください。
import-outgoing-column = 出金の列
import-both-sides = 入金と出金の両方の列を選んでください。
import-label-column = 項目の名前の列
import-label-fixed = 列を使わない（下の名前をすべての行に使う）
import-label-text = すべての行に使う名前
import-kind = 種類
import-all-rows = すべての行: { $name }
import-header = 見出しの行
import-header-hint = 列の名前が書かれている行です。それより上の行は読みません。
import-header-none = 見出しの行はない
import-header-row = { $line }行目: { $cells }
import-institution = 金融機関の列
import-institution-text = すべての行に使う金融機関の名前
import-wrapper = 口座の区分
import-currency = 通貨
import-flow = 入出金の列
import-flow-hint = 残高のほかに、入れたお金や出したお金が書かれているときに選んでください。
import-note = メモの列
import-negate = 金額のプラスとマイナスを逆にする（借入がマイナスで書かれているとき）
import-column-bare = { $number }列目
import-column = { $number }列目: { $name }
import-column-example = { $number }列目（例: { $example }）
import-column-named-example = { $number }列目: { $name }（例: { $example }）

## 結果の見込み

import-outcome-title = 取り込むとこうなります
import-count-new-holdings = 新しく登録する項目
import-count-added = 新しく記録する金額
import-count-changed = 訂正する金額
import-count-duplicate = すでに記録がある金額
import-count-problems = 取り込めない行
import-problems-title = 取り込めない行
import-problems-text = 次の行は記録しません。ほかの行は取り込めます。ファイルを直して、もう一度送ることもできます。
import-problems-caption = 取り込めない行 { $count }件
import-rows-title = ファイルの内容
import-rows-caption = ファイルの内容 { $count }件
import-rows-more = ほかに{ $count }件あります。ここには表示していません。
import-line = 行
import-row-state = 結果
import-row-label = 名前
import-row-kind = 種類
import-row-date = 日付
import-row-amount = 金額
import-row-ok = 取り込みます
import-row-problem = 取り込めません
import-row-duplicate = すでにあります
import-row-new = 新しい項目として登録します。
import-row-changed = 今の記録（{ $amount }）を訂正します。
import-row-contradicts = { $line }行目と金額が違います。{ $line }行目の金額を取り込みます。
import-row-reason = 「{ $column }」の列: { $reason }
import-row-reason-cell = 「{ $column }」の列: { $reason }「{ $cell }」
import-reason-bad-quote = 引用符（"）が閉じていないか、位置が正しくありません。
import-reason-cell-too-long = { $most }文字より長い欄があります。
import-reason-extra-cells = 見出しより多くの欄があります。金額の「,」で分かれていないか、ご確認ください。
import-reason-unknown-kind = この種類の名前はわかりません。
import-reason-unknown-wrapper = この口座の区分はわかりません。
import-reason-unknown-currency = この通貨はわかりません。
import-reason-no-column = 列が選ばれていません。

## 取り込む・やめる

import-confirm-title = 取り込む
import-correct = 金額が違うときは、今の記録を訂正する
import-correct-hint = 印を外すと、すでに金額がある日の記録は変えません。
import-all-or-nothing = 1行でも読めない行があれば取り込まない
import-all-or-nothing-error = 取り込めない行が{ $count }件あるため、何も記録しませんでした。ファイルを直すか、印を外してください。
import-confirm-text = 取り込んだあとでも、まとめて取り消せます。
import-confirm-send = この内容で取り込む
import-nothing = 新しく記録する内容がありません。
import-discard = 取り込みをやめる
import-discard-ask = この取り込みをやめて、送ったファイルを消去します。よろしいですか。

## 取り込み中

import-progress-title = 取り込んでいます
import-progress-label = 進み具合
import-progress-text = { $total }件のうち{ $done }件が終わりました。
import-progress-leave = このページを閉じても、取り込みは続きます。終わると、この画面は自動で変わります。

## 取り込みのあと

import-confirmed-title = 取り込みが終わりました
import-confirmed-text = { $count }件の金額を記録しました。
import-recorded = 記録した金額
import-confirmed-at = 取り込んだ日時
import-to-holdings = 資産の一覧を見る
import-another = 取り込みの一覧へ
import-undo-title = この取り込みを取り消す
import-undo-text = この取り込みで記録した金額を、すべて取り消します。この取り込みで新しく登録した項目も、ご自分で金額を記録していなければ、なくなります。
import-undo = 取り消す
import-undo-ask = この取り込みで記録した金額を、すべて取り消します。よろしいですか。
import-undone-title = 取り消した取り込み
import-undone-text = この取り込みは取り消されています。記録した金額は、合計に入っていません。
import-undone-at = 取り消した日時
import-discarded-title = やめた取り込み
import-discarded-text = この取り込みはやめました。何も記録されていません。ファイルは消去しました。
import-state-failed = 失敗
import-failed-title = 取り込めませんでした
import-failed-text = この取り込みは完了できませんでした。何も記録されていません。ファイルは消去しました。お手数ですが、もう一度ファイルを選んでお試しください。

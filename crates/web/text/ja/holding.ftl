### 資産と負債、為替レートのページの言葉

## 日付と時刻

holding-day = { $year }年{ $month }{ $day }日
holding-month = { $year }年{ $month }
holding-time = { $day } { $hour }時{ $minute }分
holding-month-1 = 1月
holding-month-2 = 2月
holding-month-3 = 3月
holding-month-4 = 4月
holding-month-5 = 5月
holding-month-6 = 6月
holding-month-7 = 7月
holding-month-8 = 8月
holding-month-9 = 9月
holding-month-10 = 10月
holding-month-11 = 11月
holding-month-12 = 12月

## 項目の名前と説明

holding-kind = 種類
holding-kind-hint = 近いものをお選びください。借り入れは「負債」の中にあります。
holding-kind-missing = 種類を選んでください。
holding-choose = 選んでください
holding-choose-from-list = 一覧から選んでください。
holding-label = 名前
holding-label-hint = ご自分でわかる名前をつけてください。例: 生活費の口座
holding-institution = 金融機関など
holding-institution-hint = 預けている先です。例: みどり銀行
holding-wrapper = 口座の区分
holding-wrapper-hint = NISAや特定口座などのときに選びます。わからないときは「なし」のままで結構です。
holding-currency = 通貨
holding-currency-hint = 外貨の預金や株式のときに変更します。あとから変更はできません。
holding-currency-fixed = 通貨は変更できません。別の通貨のものは、新しく記録してください。
holding-currency-with-code = { $name }（{ $code }）
holding-amount = 金額
holding-amount-hint = 例: 1,200,000、120万、１２００万、1.2億。借り入れは、残高をそのまま入力してください。
holding-debt-negative = 借り入れの残高は、マイナスをつけずに入力してください。
holding-as-of = いつの金額か
holding-as-of-hint = 例: 2026/11/22、令和8年11月22日
holding-note = メモ
holding-secures = このローンで購入したもの
holding-secures-hint = 住宅ローンなど、借り入れのときだけ使います。選ぶと、ローンを差し引いた額を確認できます。
holding-secures-none = 選ばない
holding-secures-gone = 選ばれたものが見つかりません。もう一度選んでください。
holding-flow = このうち入金・出金した額
holding-flow-hint = 前回の金額から、買い足した額や引き出した額です。引き出したときは、-50,000のようにマイナスをつけてください。値動きと分けて表示できます。
holding-flow-short = 入金・出金

## 一覧

holding-list-title = 資産の一覧
holding-to-list = 資産の一覧へ戻る
holding-add = 資産・負債を記録する
holding-import = ファイルから取り込む
holding-empty-title = まだ何も記録されていません
holding-empty-text = 預金や投資信託、ローンなどをひとつ記録すると、ここに一覧と合計が表示されます。
holding-by-label = まとめ方
holding-by-group = 分類ごと
holding-by-institution = 金融機関ごと
holding-by-wrapper = 口座の区分ごと
holding-no-institution = 金融機関の記録なし
holding-no-wrapper = 区分なし
holding-count = { NUMBER($count) }件
holding-action = 操作
holding-course = 値の動き
holding-course-up = 直近12か月で増えました
holding-course-down = 直近12か月で減りました
holding-course-same = 直近12か月で変わりません
holding-none-yet = －
holding-stale = { NUMBER($days) }日前の金額
holding-of-today = 今日の金額です
holding-unchanged = 今日も変わりなし
holding-update = 更新する
holding-subtotal = 小計
holding-total = 合計
holding-total-assets = 資産
holding-total-liabilities = 負債
holding-total-net = 純資産（資産 − 負債）
holding-lacks-rate = 為替レートがないため、合計に入っていません
holding-unconverted-title = 合計に入っていない資産・負債があります
holding-unconverted-text = 為替レートがないため、{ NUMBER($count) }件を円に換算できません。
holding-unconverted-link = 為替レートを入力する
holding-rates-link = 為替レート
holding-deleted-link = 削除した項目

## 記録

holding-add-title = 資産・負債の記録
holding-add-lead = お持ちのもの、または借り入れを、ひとつ記録します。
holding-add-send = 記録する
holding-too-many = 記録できる数の上限（1,000件）に達しています。使わないものを削除してから、もう一度お試しください。

## ひとつの資産

holding-present = 今の金額
holding-figure-of = { $day } の金額
holding-in-yen = 円に換算すると { $yen }
holding-no-figure = 金額がまだ記録されていません。
holding-equity = ローンを差し引いた額: { $amount }
holding-loans = 購入に使ったローン
holding-since = { $day } から
holding-since-year = 1年前から
holding-with-percent = { $amount }（{ $percent }）
holding-change-up = { $amount } 増えました
holding-change-down = { $amount } 減りました
holding-change-same = { $amount } 変わりません
holding-new-figure = 新しい金額を記録する
holding-record = 記録する
holding-facts = 記録の内容
holding-edit = 内容を変更する
holding-history = これまでの金額
holding-history-caption = 記録したすべての金額（新しい順）
holding-chart = 月末の金額の動き
holding-chart-text = 直近2年の月末ごとの金額です。同じ内容を、下の表で確認できます。
holding-source = 記録の方法
holding-recorded-at = 記録した日時（日本時間）
holding-corrected = 訂正前
holding-taken-back = 取り込みの取り消し
holding-pages = ページ
holding-page-newer = 新しい記録へ
holding-page-older = 古い記録へ
holding-page-of = { $here } / { $count } ページ
holding-not-saved = まだ記録していません
holding-changed-meanwhile = この画面を開いたあとに、別の画面でこの資産が変更されました。今の内容を確認してから、もう一度記録してください。
holding-too-many-figures = 記録できる金額の数の上限に達しています。

## 内容の変更

holding-edit-title = 内容の変更
holding-back-to = 「{ $label }」へ戻る
holding-edit-stale = この画面を開いたあとに、別の画面で変更されました。現在の内容と、入力された内容を見比べてください。「この内容で上書きする」を押すと、入力された内容に置き換わります。
holding-current = 現在の内容
holding-typed = 入力された内容
holding-differs = 入力と異なります
holding-save-anyway = この内容で上書きする

## 削除

holding-delete-link = この資産を削除する
holding-delete-title = 削除の確認
holding-delete-lead = 次の記録を、これまでの金額とともに削除します。削除したあとも「削除した項目」から元に戻せます。
holding-delete-stale = この画面を開いたあとに、別の画面で変更されました。下の内容を確認してから、もう一度「削除する」を押してください。
holding-not-deleted = まだ削除していません
holding-delete-send = 削除する
holding-keep = 削除しない
holding-figures = { NUMBER($count) }件の金額
holding-deleted-title = 削除した項目
holding-deleted-lead = 削除した資産と負債です。「元に戻す」を押すと、これまでの金額とともに戻ります。
holding-deleted-none = 削除した項目はありません
holding-deleted-at = 削除した日時（日本時間）
holding-restore = 元に戻す

## まとめて更新

holding-bulk-title = まとめて更新
holding-bulk-lead = 変わったものだけ、新しい金額を入力してください。空欄のものは、そのまま残ります。
holding-bulk-hint = 金額は 1,200,000、120万 のように入力できます。同じ金額を記録するときは「変わりなし」を選んでください。
holding-bulk-last = 前回の金額
holding-bulk-new = 新しい金額
holding-bulk-same = 変わりなし
holding-bulk-amount-of = 「{ $label }」の新しい金額
holding-bulk-both = 金額と「変わりなし」は、どちらか一方にしてください。
holding-bulk-error = 「{ $label }」: { $error }
holding-bulk-nothing = 金額がひとつも入力されていません。変わったものの金額を入力するか、「変わりなし」を選んでください。
holding-bulk-stale = この画面を開いたあとに、別の画面で次の資産が変更または削除されました。何も記録していません。前回の金額を確認してから、もう一度記録してください。
holding-bulk-changed = 変更あり
holding-bulk-send = まとめて記録する

## 為替レート

holding-rates-title = 為替レート
holding-rates-lead = 外貨の資産を円に換算するためのレートです。日付ごとに記録でき、その日以後の換算に使います。
holding-rates-missing = 次の通貨は、為替レートがないため円に換算できません。
holding-rates-entered = 入力したレート
holding-rates-none = まだ入力されていません。
holding-rate-new = レートを入力する
holding-rate = 1通貨あたりの円
holding-rate-unit = 円
holding-rate-hint = 例: 1米ドルが152円35銭のとき 152.35
holding-rate-day = いつのレートか
holding-rate-value = 1 { $code } ＝ { $yen }円
holding-too-many-rates = 記録できる為替レートの数の上限に達しています。

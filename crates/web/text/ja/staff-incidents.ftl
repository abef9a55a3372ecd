### 確認が必要な事案の言葉

staff-nav-incidents = 事案
staff-incidents-title = 確認が必要な事案
staff-incidents-lead = お客さまが送った画像から、ウイルスなどの不審なものが見つかると、ここに載ります。古いものから100件まで表示します。画像は保存されていません。
staff-incidents-none = 確認が必要な事案はありません。
# $count: 事案の件数
staff-incidents-caption = 事案 { $count }件
staff-incidents-at = 日時
staff-incidents-signature = 見つかったものの名前
staff-incidents-customer = お客さまの番号
staff-incidents-document = 画像の番号
staff-incidents-action = 操作
staff-incidents-close = 確認を終える
staff-incidents-closing = 「確認を終える」を押すと、一覧から消え、元に戻せません。だれがいつ終えたかは、記録に残ります。
staff-incidents-recorded = この一覧を開いたことも、記録されます。
staff-incidents-close-go = 確認の結果を書く
staff-incidents-own = ご自身のことなので、ほかの担当者が確認します。
staff-incidents-closed-title = 確認を終えた事案
# $count: 事案の件数
staff-incidents-closed-caption = 確認を終えた事案 { $count }件（新しい順、20件まで）
staff-incidents-closed = 確認を終えた日時と担当者
# $at: 日時 $by: 担当者
staff-incidents-closed-by = { $at }　{ $by }
staff-incidents-no-outcome = 記録なし
staff-incident-close-title = 確認の結果
staff-incident-back = 事案の一覧へ戻る
# $at: 日時 $signature: 見つかったものの名前
staff-incident-which = { $at }に見つかったもの: { $signature }
staff-incident-outcome = 結果
staff-incident-outcome-missing = 結果を選んでください。
staff-incident-note = 確認して分かったこと
staff-incident-note-hint = だれに何を確かめ、どう判断したかを書いてください。お客さまには表示されません。
staff-incident-note-missing = 確認して分かったことを書いてください。

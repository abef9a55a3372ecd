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

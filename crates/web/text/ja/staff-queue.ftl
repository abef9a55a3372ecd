### 審査を待っている申込

staff-nav-queue = 申込の審査
staff-queue-title = 審査を待っている申込
staff-queue-lead = 受付の早い順に並んでいます。返送したあとに戻ってきた申込も、最初に受け付けた順番のままです。
staff-queue-next = 次の1件を担当する
staff-queue-choose = 表示する申込
staff-queue-all = すべて
staff-queue-nobody = 担当者なし
staff-queue-tab-overdue = 期限超過
staff-queue-calendar-short = 銀行の休日の表に、数えるのに必要な期間がすべてはそろっていないため、期限超過を調べられません。「数えられません」と出る申込は、経過日数も分かりません。システムの管理者に連絡してください。
staff-queue-mine = 自分の担当
staff-queue-first = 一次審査
staff-queue-second = 二次審査
staff-queue-empty = 当てはまる申込は、ありません。
staff-queue-received = 受付
# $at: 日時
staff-queue-came-back = { $at } お客さまから再送
staff-queue-age = 経過
# $days: 営業日の数
staff-queue-age-days = { $days }営業日
staff-queue-age-unknown = 数えられません（休日の登録が必要です）
staff-queue-overdue = 期限超過
staff-queue-state = 状況
staff-queue-look = 審査
staff-queue-claim = 担当
staff-queue-free = 担当者なし
staff-queue-own-advice = 一次審査をしたため、二次審査はできません
staff-queue-inactive = お客さまが利用停止中か退会の手続き中のため、承認できません
staff-queue-action = 操作
staff-queue-take = 担当する
staff-queue-open = 開く
staff-queue-pages = ページ
staff-queue-more = 続きを見る

staff-look-first = 一次審査
staff-look-second = 二次審査

staff-state-draft = お客さまが入力中
staff-state-submitted = 一次審査待ち
staff-state-in-review = 一次審査中
staff-state-awaiting-customer = お客さまの返答待ち
staff-state-recommended = 二次審査待ち
staff-state-approved = 承認
staff-state-rejected = 否認
staff-state-withdrawn = 取り下げ
staff-state-expired = 期限切れで終了

staff-nameless = 名前のない行員
# $until: 日時
staff-claim-mine = あなた（{ $until }まで）
# $name: 名前 $until: 日時
staff-claim-others = { $name }（{ $until }まで）

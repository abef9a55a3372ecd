### 統計

staff-nav-statistics = 統計
staff-statistics-title = 統計
staff-statistics-lead = 人数と件数だけの集計です。日付は日本時間で数えます。
staff-statistics-pages = 統計の種類
staff-statistics-customers = お客さま
staff-statistics-applications = 申込
staff-span-label = 期間
staff-span-month = 30日間
staff-span-quarter = 90日間
staff-span-year = 365日間
# $days: 日数
staff-span-last = 最近の{ $days }日間
staff-count-word = 数
staff-share-word = 割合
staff-drawn-word = 図
staff-shares-none = 該当するものは、ありません。
# $day: 日 $count: 数
staff-daily-point = { $day }: { $count }
# $first: 最初の日 $last: 最後の日 $sum: 合計 $day: 最多の日 $most: その数
staff-daily-described = { $first }から{ $last }まで。合計{ $sum }、最多は{ $day }の{ $most }。

## お客さま

staff-customers-all = 登録しているお客さま
staff-customers-all-what = メールアドレスを確認済みの人
staff-customers-in-use = 利用中（停止中を除く）
staff-customers-new = 新しい登録
staff-customers-new-daily = 新しい登録（1日ごと）
staff-funnel-title = 登録から追加サービスまで
staff-funnel-step = 段階
staff-funnel-note = この期間に登録の手続きを始めた人が、今どこまで進んだかを示します。割合は、手続きを始めた人に対するものです。
staff-funnel-registered = 登録の手続きを始めた
staff-funnel-proved = メールアドレスを確認した
staff-funnel-recorded = 資産を記録した
staff-funnel-applied = 追加サービスを申し込んだ
staff-funnel-approved = 追加サービスを利用できる
staff-last-title = 最後のログイン
staff-last-when = 時期
staff-last-today = 今日
staff-last-week = 7日以内（今日を除く）
staff-last-month = 8～30日前
staff-last-quarter = 31～90日前
staff-last-year = 91～365日前
staff-last-longer = それより前
staff-last-never = まだログインしていない

## 申込

staff-applications-waiting = 今、銀行の審査を待っている申込
# $count: 件数
staff-applications-overdue = うち期限超過 { $count }件
staff-applications-sent-sum = 受け付けた申込
staff-applications-approved = 承認
staff-applications-rejected = 否認
staff-applications-sent = 受け付けた申込（1日ごと）
staff-applications-decided = 決定した申込（1日ごと）
staff-backlog-title = 審査を待っている申込（経過した営業日）
staff-backlog-age = 経過
# $days: 営業日の数
staff-age-days = { $days }営業日
# $days: 営業日の数
staff-age-more = { $days }営業日以上
# $age: 経過
staff-age-overdue = { $age }（期限超過）
staff-age-unknown = 数えられません（休日の登録が必要です）
staff-quality-title = 審査の結果
# $share: 割合 $part: 件数 $all: 全体の件数
staff-quality-of = { $share }（{ $all }件のうち{ $part }件）
staff-quality-none = 該当するものは、ありません
staff-quality-first-pass = 一度も返送せずに決定した割合
staff-quality-disagreed = 二次審査が一次審査と違った割合
staff-quality-otherwise = 一次審査と違う決定
staff-quality-returned = 二次審査での返送
staff-quality-withdrawn = 決定の前に取下げで終了（退会を含む）
staff-quality-expired = 決定の前に期限切れで終了
staff-quality-undecided = 取下げと期限切れのうち、返送したことがある申込
staff-quality-counted = 「返送せずに決定した割合」は、決定した申込と、返送したあと取下げか期限切れで終わった申込を合わせた件数に対するものです。「二次審査が一次審査と違った割合」は、二次審査の回数に対するものです。違う決定と、二次審査での返送を「違った」と数えます。営業日は、決定した申込だけで数えます。
staff-quality-half = 半数が決定するまでの営業日
staff-quality-most = 9割が決定するまでの営業日
staff-quality-unknown = 営業日を数えられない決定（休日の登録が必要です）
staff-reason-word = 理由
staff-reasons-returned = 返送の理由
staff-reasons-rejected = 否認の理由
# $count: 件数
staff-reasons-cut = 新しい{ $count }件の返送と否認だけを数えています。

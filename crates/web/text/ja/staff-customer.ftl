### お客さまの検索・停止・名簿

staff-nav-customers = お客さま
staff-customers-back = お客さまの検索へ戻る
staff-customer-back = お客さまのページへ戻る

## お客さま

staff-customer-name = 氏名（一部を隠しています）
staff-customer-kana = 氏名（カナ）
staff-customer-since = 登録した日時
staff-customer-id = お客さま番号
staff-customer-in-use = 利用中
staff-customer-suspended = 停止中
staff-customer-closing = 退会手続き中
# $at: 日時
staff-customer-suspended-at = （{ $at } から）
staff-customer-masked = 氏名やメールアドレスは、一部を隠して表示しています。資産の内容や金額は、行員用の画面では見られません。
staff-customer-recorded = このページを開いたことは記録され、お客さまも確認できます。
staff-customer-applications = 追加サービスの申込
staff-customer-no-applications = 申込は、ありません。
staff-customer-sent = 最初の受付
staff-customer-state = 状況
staff-customer-action = 操作
staff-customer-open = 申込を開く
staff-customer-oneself = ご自身のアカウントは、停止も再開もできません。別の責任者に依頼してください。
staff-customer-suspended-already = このお客さまは、すでに停止中です。今の状態を確認してください。
staff-customer-not-suspended = このお客さまは、停止中ではありません。今の状態を確認してください。

## 検索

staff-find-title = お客さまの検索
staff-find-lead = お客さまを、正確に分かっていることから検索します。一部だけの文字では見つかりません。
staff-find-heading = 検索の条件
staff-find-by = 何で検索しますか
staff-find-by-email = メールアドレス
staff-find-by-name = 氏名のカナ（姓と名）
staff-find-by-id = お客さま番号
staff-find-by-missing = 何で検索するかを選んでください。
staff-find-sought = 検索する内容
staff-find-sought-hint = 例: suzuki@example.jp、スズキ イチロウ。検索した内容は、記録に残りません。
staff-find-purpose = 検索の目的
staff-find-purpose-hint = 検索したことは記録に残り、見つかったお客さまも確認できます。調査、照会、点検、申込の手続きの目的は、お客さまには「銀行の手続きのため」とだけ表示します。
staff-find-purpose-missing = 検索の目的を選んでください。
staff-find-name-missing = 姓と名をカナで入力してください。
staff-find-id-wrong = お客さま番号は、0～9とa～fの32けたをハイフンで区切ったものです。写し間違いがないか確認してください。
staff-find-send = 検索する
staff-found-title = 検索の結果
# $count: 人数
staff-found-caption = { $count }人が見つかりました
staff-found-none = 見つかりませんでした。条件が正確かどうかを確認してください。メールアドレスの確認がまだの人と、退会が済んだ人は、表示されません。
# $count: 人数
staff-found-more = 同じ名前のお客さまが多いため、登録の古い順に{ $count }人だけを表示しています。メールアドレスかお客さま番号で検索してください。

## 停止と再開

staff-suspend-title = 利用を停止する
staff-suspend-go = 停止の手続きへ進む
staff-suspend-short = 不正利用の疑いがあるときや、お客さまから依頼があったときに、ログインできないようにします。
# $name: 一部を隠した氏名 $email: 一部を隠したメールアドレス
staff-suspend-whom = { $name }さま（{ $email }）
staff-suspend-at-once = お客さまは、すぐにログアウトします。再開するまでログインできません。
staff-suspend-kept = 登録された内容は、すべてそのまま残ります。
staff-suspend-told = 停止したことを、お客さまにメールでお知らせします。理由はお知らせしません。
staff-suspend-back = 停止は、いつでも元に戻せます。
staff-suspend-reason = 停止の理由
staff-suspend-reason-hint = 理由は、行内の記録に残ります。お客さまには表示されません。
staff-suspend-reason-missing = 停止の理由を選んでください。
staff-reinstate-title = 利用を再開する
staff-reinstate-text = お客さまは、これまでのパスワードでまたログインできるようになります。再開したことを、お客さまにメールでお知らせします。

## 名簿

staff-roster-title = 名簿の書き出し
staff-roster-lead = 利用中と退会手続き中のお客さま全員の一覧を、表計算ソフトで開けるファイル（CSV）にします。
staff-roster-holds = お客さま番号、氏名、カナ、メールアドレス、状態、登録日時、最終ログイン日時、追加サービスの利用の有無が入ります。
staff-roster-no-amounts = 資産の内容や金額は、入りません。
staff-roster-recorded = 書き出したことと目的は記録に残ります。書き出したことは、お客さま全員が確認できます。監査と照会の目的は、お客さまには「銀行の手続きのため」とだけ表示します。
staff-roster-purpose = 書き出しの目的
staff-roster-purpose-hint = 目的に必要なときだけ、氏名とメールアドレスをそのまま入れます。ほかの目的では、一部を隠します。
staff-roster-purpose-missing = 書き出しの目的を選んでください。
# $purpose: 目的 $shown: 氏名が入るかどうか
staff-roster-option = { $purpose }（{ $shown }）
staff-roster-full = 氏名とメールアドレスが入ります
staff-roster-masked = 氏名とメールアドレスは一部を隠します
staff-roster-send = 書き出して保存する
staff-roster-care = ファイルは個人情報です。決められた場所に保存し、使い終わったら消去してください。ダウンロードが途中で失敗したファイルは、一部しか入っていません。使わずに消去してください。

## 目的と理由

staff-purpose-compare-document = 本人確認書類・記録との照合
staff-purpose-answer-customer = お客さまからのお問い合わせへの回答
staff-purpose-investigate = 不正利用の疑いの調査
staff-purpose-check-work = 同僚の作業の点検
staff-purpose-handle-application = 追加サービスの申込の手続き
staff-purpose-legal-inquiry = 法令にもとづく照会への対応
staff-purpose-report-use = 利用状況の報告
staff-purpose-notify-customers = お客さまへのお知らせの送付
staff-purpose-audit = 内部または外部の監査
staff-purpose-customer-asked = お客さまからの依頼
staff-purpose-suspected-misuse = 不正利用の疑い
staff-purpose-bank-procedure = 銀行の手続き（口座の凍結など）

## 事案の結果

staff-purpose-false-alarm = 誤検知（問題なし）
staff-purpose-customer-told = お客さまに連絡
staff-purpose-customer-suspended = お客さまの利用を停止
staff-purpose-authority-told = 警察・監督官庁に届出
staff-purpose-nothing-more = 画像は保存されておらず、ほかの対応は不要

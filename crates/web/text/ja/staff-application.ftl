### 1件の申込の審査

staff-back-to-queue = 審査を待っている申込へ戻る
staff-back-to-application = 申込へ戻る

## 申込

staff-case-title = 申込の審査
staff-case-state = 状況
staff-case-advice = 一次審査の結果
# $verdict: 承認または否認 $name: 名前 $at: 日時
staff-advice = { $verdict }が適当（{ $name }、{ $at }）
staff-case-suspended = このお客さまは、銀行が利用を停止しています。
staff-case-leaving = このお客さまは、退会の手続き中か、利用を始めていません。承認はできません。
staff-case-forgotten = 保存の期間が過ぎたため、申込の内容は消去されています。
staff-case-compare = 申込・銀行の記録・登録の照合
staff-case-what = 項目
staff-case-declared = 申込
staff-case-recorded = 銀行の記録
staff-case-registered = 本サービスの登録
staff-case-account = 口座
# $branch: 支店名 $code: 支店コード $deposit: 預金の種類 $number: 口座番号
staff-case-account-line = { $branch }（{ $code }） { $deposit } { $number }
staff-case-branch-unknown = 登録のない支店
staff-case-holder = 口座名義（カナ）
staff-case-birth-date = 生年月日
staff-case-name = 氏名
staff-case-email = メールアドレス
staff-case-opened-on = 口座の開設日
staff-case-purpose = 利用の目的
staff-case-corrected-name = 登録の氏名は、{ $at }にお客さまが訂正しました。
staff-case-corrected-day = 登録の生年月日は、{ $at }にお客さまが訂正しました。
staff-case-unsent = お客さまが直しています。送り直されるまで内容は表示しません。
staff-case-never-sent = お客さまが直した内容は、送り直されなかったため、表示しません。
staff-case-no-such-account = この口座の記録はありません
staff-case-records-unreadable = 銀行の記録を、今は読み取れません。口座がないという意味ではありません。時間をおいて開き直すか、勘定系の画面で確認してください。
staff-case-records-not-kept = 銀行の記録が、このシステムに登録されていません。勘定系の画面で確認してください。
staff-case-alike = よく似た、ほかのお客さまの申込
staff-same-account = 同じ口座の申込
staff-same-person = 名前の読みと生年月日が同じ人の申込
staff-same-picture = 同じ画像ファイルを送った申込
staff-case-earlier = このお客さまの、ほかの申込
staff-case-earlier-none = ほかの申込はありません。

staff-account-open = 利用中
staff-account-closed = 解約済み
staff-account-frozen = 取引停止中
staff-mark-same = 一致
staff-mark-differs = 不一致
staff-mark-unknown = 照合できません

## 値の表示

staff-reveal = 隠した内容を表示する
staff-reveal-purpose = 隠した内容を表示する目的
staff-reveal-choose = 目的を選んでください
staff-reveal-missing = 表示する目的を選んでください。
# $purpose: 目的
staff-revealed = 値を表示しています。目的: { $purpose }。この表示は記録され、お客さまも確認できます。
staff-reveal-end = 値を隠す
staff-reveal-compare-document = 本人確認書類・記録との照合
staff-reveal-answer-customer = お客さまからのお問い合わせへの回答
staff-reveal-investigate = 不正利用の疑いの調査
staff-reveal-check-work = 同僚の作業の点検

## 画像

staff-pictures = 本人確認書類の画像
staff-pictures-none = 画像はありません。
# $count: 画像の枚数
staff-pictures-hidden = 画像が{ $count }枚あります。担当していない申込の画像は、必要なときだけ表示してください。
staff-pictures-show = 画像を表示する
staff-pictures-purpose = 画像を表示する目的
# $purpose: 目的
staff-pictures-shown = 画像を表示しています。目的: { $purpose }。この表示は記録され、お客さまも確認できます。
staff-pictures-end = 画像を隠す
staff-pictures-recorded = 画像の表示は、1枚ごとに記録されます。画像には、あなたの名前と時刻が重ねて表示されます。
staff-pictures-ended = 今はない画像
# $at: 日時
staff-picture-given = （{ $at } 受領）
staff-picture-held = ウイルスなどの検査が終わっていないため、まだ表示できません。
# $at: 日時 $reason: 理由
staff-picture-purged-because = { $at } 消去（{ $reason }）
# $at: 日時
staff-picture-purged = { $at } 消去
# $at: 日時
staff-picture-replaced = { $at } お客さまが取り替え
# $at: 日時
staff-picture-removed = { $at } お客さまが消去
# $at: 日時
staff-picture-expired = { $at } 保存期間の満了
# $name: 名前 $at: 日時
staff-watermark = { $name } { $at } 閲覧
staff-view-in = 拡大
staff-view-out = 縮小
staff-view-turn = 回転
staff-view-contrast = 濃淡
staff-view-reset = 元に戻す
staff-view-state = 倍率{ "{zoom}" }%・回転{ "{turn}" }度・濃淡{ "{contrast}" }
staff-view-help = 画像を選ぶと、キーでも操作できます: ＋ 拡大、− 縮小、R 回転、C 濃淡、0 元に戻す、矢印 移動
staff-view-alone = 画像だけを開く

## 担当

staff-take-again = 担当の時間を延ばす
staff-release = 担当をやめる
staff-pass-on = 担当を外す

## 一次審査

staff-recommend = 一次審査の結果を出す
staff-recommend-lead = 画像と記録を確認して、承認と否認のどちらが適当かを記録します。結果は、別の担当者が二次審査で決定します。お客さまには、まだお知らせしません。
staff-recommend-send = 一次審査の結果を記録する
staff-checklist = 確認する項目
staff-checks-hint = 画像を見て、問題のない項目にチェックを入れます。承認には、すべての項目のチェックが必要です。
staff-checks-missing = 承認するには、すべての項目を確認して、チェックを入れてください。
staff-checks-first = 一次審査で確認済み
staff-checks-first-not = 一次審査では確認なし
staff-verdict = 審査の結果
staff-verdict-missing = 承認か否認かを選んでください。
staff-verdict-approve = 承認
staff-verdict-reject = 否認
staff-reject-reasons = 否認の理由
staff-reject-reasons-hint = 否認のときだけ選びます。承認のときは、選ばないでください。
staff-reject-reasons-wrong = 否認には理由が必要です。承認のときは、否認の理由を外してください。
staff-reject-untold = お客さまには知らせません
staff-reject-no-account-holder = 口座が見つからない
staff-reject-account-closed = 口座が解約済み、または取引停止中
staff-reject-account-of-another = 口座の名義が別の人
staff-reject-under-age = 利用できる年齢に達していない
staff-reject-duplicate = 申込の重複
staff-reject-suspected-forgery = 書類の偽造の疑い
staff-told = お客さまへの文面
# $language: 言語の名前
staff-told-hint-return = メールと申込のページで、お客さまが読みます（{ $language }）。空のまま進むと、選んだ理由の標準の文面が入ります。
# $language: 言語の名前
staff-told-hint-decide = 否認のとき、メールと申込のページで、お客さまが読みます（{ $language }）。空のまま進むと、選んだ理由の標準の文面が入ります。
staff-told-look-over = お客さまへの文面を確認してください。必要なら直して、もう一度ボタンを押すと送られます。まだ何も送られていません。
# $picture: 画像の名前 $text: 文面
staff-draft-about = 【{ $picture }】{ $text }
staff-language-ja = 日本語
staff-language-en = 英語
staff-noted = 行内のメモ
staff-noted-hint = お客さまには表示されません。
staff-told-address = お客さまへの文には、ホームページやメールのアドレスを書けません。アドレスを消してください。
staff-text-my-number = マイナンバー（個人番号）と思われる12桁の番号があるため、この欄の文を消しました。番号を入れずに、書き直してください。
staff-noted-nothing = なし

## 二次審査

staff-decide = 二次審査で決定する
staff-decide-lead = 一次審査とは別の担当者が、あらためて画像と記録を確認して決定します。決定すると、お客さまにメールでお知らせします。元には戻せません。
staff-decide-send = 決定する
staff-first-look = 一次審査
staff-first-verdict = 結果
staff-first-by = 担当

## 返送

staff-return = お客さまへ返送する
staff-return-lead = 直してほしいことを選び、お客さまへの文面を確認して送ります。お客さまが送り直すと、審査は最初から始まります。
staff-return-reasons = 直してほしいこと
staff-return-reason = 理由
staff-return-general = 申込の全体
# $picture: 画像の名前 $reason: 理由
staff-return-of = { $picture }: { $reason }
staff-return-destroys = 選んだ画像を消去します（全体を選ぶと、すべての画像）
staff-return-reasons-missing = 直してほしいことを、1つ以上選んでください。
staff-return-draft = 文面を確認する
staff-return-send = お客さまへ返送する
staff-return-unreadable = 文字が読み取れない
staff-return-glare = 光が反射している
staff-return-cut-off = 端が切れている
staff-return-side-missing = 必要な面がない
staff-return-wrong-document = 申込と違う書類
staff-return-document-expired = 書類の有効期限切れ
staff-return-copy = コピー、または画面を撮ったもの
staff-return-my-number-visible = マイナンバーが写っている
staff-return-insurer-number-visible = 健康保険の番号などが写っている
staff-return-name-differs = 氏名が違う
staff-return-address-differs = 住所が違う
staff-return-birth-date-differs = 生年月日が違う
staff-return-file-damaged = ファイルが壊れている

## 画像の消去

staff-purge = 画像を消去する
staff-purge-what = 消去すると、次のようになります
staff-purge-gone = 画像は完全に消去され、元に戻せません。
staff-purge-stays = 画像があったこと、消去の理由、消去した人の記録は残ります。
staff-purge-goes-back = 審査は中止され、申込はお客さまへ戻ります。一次審査の結果も取り消されます。
staff-purge-mail = お客さまに、メールでお知らせします。
staff-purge-picture = 消去する画像
staff-purge-picture-missing = 消去する画像を選んでください。
staff-purge-reason = 消去の理由
staff-purge-reason-hint = お客さまも、この理由を読みます。
staff-purge-reason-missing = 消去の理由を選んでください。
staff-purge-send = 画像を消去する
staff-purge-my-number-visible = マイナンバーが写っている
staff-purge-insurer-number-visible = 健康保険の番号などが写っている
staff-purge-not-ours = 預かれない情報や、ほかの人の情報が写っている
staff-purge-no-document = 本人確認書類ではない
staff-purge-customer-asked = お客さまからの依頼
staff-purge-unusable = ファイルが使えない

## 経過

staff-timeline = 経過（新しい順）
staff-timeline-told = お客さまに知らせたこと
staff-timeline-noted = 行内のメモ（お客さまには表示されません）
# $count: 項目の数
staff-timeline-checked = 確認済みの項目: { $count }
# $picture: 画像の名前 $reason: 理由
staff-timeline-destroyed = { $picture }: { $reason }
staff-happened-begun = 入力開始
staff-happened-submitted = 受付
staff-happened-claimed = 担当開始
staff-happened-released = 担当終了
staff-happened-returned = お客さまへ返送
staff-happened-picture-purged = 画像の消去
staff-happened-recommended = 一次審査の結果
staff-happened-approved = 承認
staff-happened-rejected = 否認
staff-happened-withdrawn = お客さまの取り下げ
staff-happened-expired = 期限切れで終了

## 断り

staff-refused-title = この操作はできません
staff-refused-nothing-done = 申込は変わっていません。この操作があったことは記録されました。
staff-refused-stale = この申込は、画面を開いたあとに変わりました。ほかの担当者が先に操作したか、担当を外されています。申込を開き直して、確認してください。
staff-refused-customer-inactive = このお客さまは、利用停止中か、退会の手続き中か、まだ利用を始めていません。承認はできません。
staff-refused-state = この申込は、今はこの操作ができる状況にありません。
staff-refused-claimed-by-another = ほかの担当者が担当しています。終わるまでお待ちいただくか、責任者に相談してください。
staff-refused-not-claimed = この操作の前に、申込を担当してください。担当の時間が過ぎている場合は、もう一度担当してください。
staff-refused-same-person = 一次審査をした人は、同じ申込を決定できません。別の担当者が二次審査をします。この決まりを外す設定はありません。
staff-refused-own-application = ご自身の申込は、審査できません。ほかの担当者が審査します。
staff-refused-picture-held = 検査が終わっていない画像があります。画像を確認できるようになるまで、承認はできません。
staff-refused-no-purpose = この申込を担当していないため、画像の表示には目的が必要です。申込を開き、目的を選んで表示してください。担当の時間が過ぎている場合は、もう一度担当してください。
staff-again-stale = この申込は、画面を開いたあとに内容か状態が変わりました。今の内容をご確認のうえ、もう一度送ってください。入力したものは残っています。
staff-again-claimed = 担当の時間が切れていたので、あらためて担当にしました。内容をご確認のうえ、もう一度送ってください。入力したものは残っています。

## 確認した項目

staff-check-whole = 四すみが写り、文字が読める
staff-check-name = 氏名が、申込と記録に一致する
staff-check-birth-date = 生年月日が、登録と記録に一致する
staff-check-address = 住所を、勘定系の画面の住所と見比べ、一致する（住所のない書類では、もう1点で確認した）
staff-check-changes = 裏面に変更があると申告されたときは、その変更が最新のものである（申告がなければ、画像は求めていない）
staff-check-valid-until = 有効期限内である
staff-check-issued = 発行から6か月以内である
staff-check-stay = 在留資格と在留期間に問題がない
staff-check-photo = 顔写真があり、上に何もかかっていない
staff-check-genuine = 端・文字・背景に、偽造や加工の跡がない
staff-check-covered = 預かれない番号などが隠れている

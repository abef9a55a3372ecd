## The list

application-title = 追加サービス
application-lead = お取引の口座とこのサービスをつなぐ、追加のサービスです。お申込みの内容は、銀行の担当者が2人で確認します。
application-open-title = 追加サービスをご利用いただけます
application-open-text = お申込みは承認されました。口座の残高や入出金の明細を表示するページは、まだご用意できていません。できあがりましたら、このページでお知らせします。
application-needs-title = ご用意いただくもの
application-needs-account = 通帳またはキャッシュカード（支店、口座番号、口座名義のカナを入力します）
application-needs-document = 運転免許証、マイナンバーカード（表面だけ）などの本人確認書類
application-needs-picture = 本人確認書類の画像（スマートフォンなどで撮影できます）
application-begin-title = お申込み
application-begin-text = 途中でやめても、入力した内容は保存されます。
application-begin = お申込みを始める
application-too-many = お申込みの回数が上限に達しました。お取引の支店にご相談ください。
application-terms-link = 追加サービスの利用規約を読む
application-current-title = 進行中のお申込み
application-history-title = これまでのお申込み
application-history-caption = お申込み { $count }件
application-history-none = お申込みは、まだありません。
application-which = { $day }に始めたお申込み
application-begun-at = 始めた日時
application-sent-at = 銀行へ送った日時
application-not-sent = まだ送っていません
application-state = 状況
application-action = 操作
application-look = 状況を見る
application-go-on = 続きを入力する
application-mend = 内容を直して送る
application-back = 追加サービスへ戻る
application-back-to-status = お申込みの状況へ戻る

## Where an application stands

application-state-draft = 入力の途中
application-state-submitted = 受付済み
application-state-in-review = 確認中
application-state-awaiting-customer = ご確認のお願い
application-state-recommended = 確認中
application-state-approved = 承認
application-state-rejected = お受けできませんでした
application-state-withdrawn = 取り下げ
application-state-expired = 期限切れで終了

## How it stands

application-status-title = お申込みの状況
application-next-draft = まだ銀行へ送っていません。続きを入力して、送ってください。
application-next-submitted = 受け付けました。担当者が確認を始めるまで、お待ちください。結果はメールでお知らせします。
application-next-in-review = 銀行の担当者が、内容を確認しています。結果はメールでお知らせします。
application-next-awaiting-customer = お直しいただきたいところがあります。{ $day }までに、もう一度お送りください。
application-next-rejected = 確認の結果、今回のお申込みはお受けできませんでした。
application-next-withdrawn = このお申込みは取り下げられています。
application-next-expired = 期限までにお送りいただけなかったため、このお申込みは終了しました。
application-next-left-lying = 入力の途中のまま長いあいだお続きがなかったため、このお申込みは終了し、入力された内容を消去しました。
application-apply-again = あらためてお申込みいただけます。
application-mend-title = お直しいただきたいこと
application-mend-picture = 新しい画像を送る
application-mend-document = 書類と送る面を選び直す
application-mend-declared = 入力した内容を見直す
application-mend-profile = ご登録のお名前・生年月日を直す
application-reasons-title = お受けできなかった理由
application-bank-writes = 銀行からのご連絡
application-declared-title = お申込みの内容
application-timeline-title = これまでの経過
application-happened-begun = お申込みの入力を始めました。
application-happened-submitted = 銀行へ送りました。
application-happened-looked-at = 銀行の担当者が、確認を始めました。
application-happened-returned = 銀行から、ご確認のお願いがありました。
application-happened-purged = 銀行が、お預かりした画像を消去しました。
# $picture: どの画像か $reason: 理由
application-happened-purged-for = 銀行が、お預かりした画像（{ $picture }）を消去しました。理由：{ $reason }。
application-happened-approved = 承認されました。
application-happened-rejected = お受けできない結果となりました。
application-happened-withdrawn = お申込みを取り下げました。
application-happened-expired = 期限が過ぎたため、終了しました。
application-happened-left-lying = 入力の途中のまま長いあいだお続きがなかったため、終了しました。
application-none-yet = まだ入力されていません
application-forgotten = 保存の期間が過ぎたため、お申込みの内容は消去されています。

## What to mend

application-returned-unreadable = 画像の文字が読み取れませんでした。明るい場所で、ピントを合わせて撮り直してください。
application-returned-glare = 画像に光が反射していました。照明が映り込まない場所で、撮り直してください。
application-returned-cut-off = 書類の端が切れていました。四すみがすべて入るように、撮り直してください。
application-returned-side-missing = 必要な面の画像がありませんでした。足りない面の画像を送ってください。
application-returned-wrong-document = 選ばれた書類と、画像の書類が違っていました。書類の選び方か、画像をご確認ください。
application-returned-document-expired = 書類の有効期限が過ぎていました。期限内の書類の画像を送ってください。
application-returned-copy = コピーか、画面を撮影した画像でした。書類の原本を撮影してください。
application-returned-my-number-visible = マイナンバー（個人番号）が写っていました。その画像は消去しました。番号が見えないようにして、撮り直してください。
application-returned-insurer-number-visible = 健康保険の番号などが写っていました。その画像は消去しました。番号を隠して、撮り直してください。
application-returned-name-differs = お名前が、口座または書類と違っていました。入力した口座名義か、ご登録のお名前の、違っているほうを直してください。
application-returned-address-differs = 住所が違っていました。今の住所が書かれた面や書類の画像を送ってください。
application-returned-birth-date-differs = 生年月日が、書類とご登録の内容で違っていました。ご登録の生年月日を直してください。ご登録が正しいときは、正しい生年月日が書かれた書類の画像を送ってください。
application-returned-file-damaged = 画像のファイルが壊れていました。もう一度撮影して、送ってください。
application-rejected-no-account-holder = 入力された内容で、お客さまの口座を確認できませんでした。
application-rejected-account-closed = 口座が解約されているか、今はご利用いただけない状態です。
application-rejected-account-of-another = 入力された内容で、お客さまの口座を確認できませんでした。
application-rejected-under-age = 追加サービスをご利用いただける年齢に達していません。
application-rejected-duplicate = すでにお申込みをいただいています。
application-rejected-suspected-forgery = 入力された内容で、お客さまの口座を確認できませんでした。
application-purged-my-number-visible = マイナンバー（個人番号）が写っていたため、画像を消去しました。番号が見えないようにして、撮り直してください。
application-purged-insurer-number-visible = 健康保険の番号などが写っていたため、画像を消去しました。番号を隠して、撮り直してください。
application-purged-not-ours = お預かりできない情報が写っていたため、画像を消去しました。書類だけを撮り直してください。
application-purged-no-document = 本人確認書類の画像ではなかったため、消去しました。書類の画像を送ってください。
application-purged-customer-asked = お客さまのご依頼により、画像を消去しました。新しい画像を送ってください。
application-purged-unusable = この画像のファイルは使えないため、消去しました。もう一度撮影して、送ってください。
application-purged-for-my-number-visible = マイナンバー（個人番号）が写っていたため
application-purged-for-insurer-number-visible = 健康保険の番号などが写っていたため
application-purged-for-not-ours = お預かりできない情報が写っていたため
application-purged-for-no-document = 本人確認書類の画像ではなかったため
application-purged-for-customer-asked = お客さまのご依頼のため
application-purged-for-unusable = 画像のファイルが使えなかったため

## The steps

application-step-account = 口座
application-step-document = 書類
application-step-pictures = 画像
application-step-check = 確認
application-next = 保存して次へ進む
application-later = あとで続ける
application-yes = はい
application-no = いいえ

## The account

application-account-title = 口座の入力
application-account-lead = 通帳やキャッシュカードを見ながら、入力してください。
application-branch = 支店
application-branch-hint = 支店の名前か、3けたの支店コード（店番号）を入力してください。名前の一部でも探せます。
application-branch-missing = 支店を入力してください。
application-branch-unknown = この支店は見つかりません。名前の一部か、3けたの支店コードで、もう一度お試しください。
application-branch-several = 当てはまる支店から、1つ選んでください。
application-branch-found = 見つかった支店
application-deposit = 預金の種類
application-deposit-missing = 預金の種類を選んでください。
application-deposit-ordinary = 普通預金
application-deposit-savings = 貯蓄預金
application-deposit-current = 当座預金
application-number = 口座番号
application-number-hint = 7けたまでの数字です。短いときは、前にゼロを補います。
application-number-empty = 口座番号を入力してください。
application-number-not-digits = 口座番号は、数字だけを入力してください。
application-number-too-long = 口座番号は7けたまでです。支店コードは「{ application-branch }」に入力してください。
application-number-all-zeros = この口座番号はありません。もう一度ご確認ください。
application-holder = 口座名義（カナ）
application-holder-hint = 通帳に書かれているとおりに入力してください。ひらがなでも入力できます。
application-holder-empty = 口座名義を入力してください。
application-holder-too-long = 口座名義が長すぎます。
application-holder-not-kana = 口座名義は、カナで入力してください。漢字は使えません。
application-my-number-typed = マイナンバー（個人番号）のような数字が入力されました。マイナンバーはお預かりできないため、保存していません。番号を入れずに、もう一度入力してください。

## The document

application-document-title = 本人確認書類を選ぶ
application-document-lead = 画像を送っていただく書類を、1つ選んでください。
application-document-field = 書類の種類
application-document-missing = 書類を選んでください。
application-document-not-taken = この書類は、今はお受けできません。別の書類を選んでください。
application-document-back-refused = この書類の裏面には、マイナンバーが書かれています。裏面はお預かりできません。
application-complement-title = もう1つの書類を選ぶ
application-complement-lead = 「{ $document }」だけでは、住所やお顔を確認できません。もう1つ、別の書類を選んでください。
application-document-driving-licence = 運転免許証
application-document-my-number-card = マイナンバーカード
application-document-driving-record = 運転経歴証明書
application-document-passport = パスポート
application-document-residence-card = 在留カード
application-document-special-permanent-resident = 特別永住者証明書
application-document-combined-residence-card = 特定在留カード・特定特別永住者証明書
application-document-residence-certificate = 住民票の写し
application-document-eligibility-certificate = 資格確認書
application-document-health-insurance-card = 健康保険証
application-about-driving-licence = 有効期限内のもの
application-about-my-number-card = 表面だけを送っていただきます。裏面は送らないでください。
application-about-driving-record = 2012年4月1日以降に発行されたもの
application-about-passport = 日本のもので、有効期限内のもの
application-about-residence-card = 有効期間内のもの
application-about-special-permanent-resident = 有効期間内のもの
application-about-combined-residence-card = 表面だけを送っていただきます。裏面は送らないでください。
application-about-residence-certificate = 発行から6か月以内のもの。ほかにもう1つ、書類が必要です。
application-about-eligibility-certificate = 健康保険のもの。ほかにもう1つ、書類が必要です。
application-about-health-insurance-card = ほかにもう1つ、書類が必要です。

## What the other side says

application-side-title = 書類に書かれていること
application-side-lead = 送っていただく画像を決めるために、お尋ねします。
application-side-missing = どちらかを選んでください。
application-asks-driving-licence = 運転免許証の裏面に、住所や氏名の変更が書かれていますか
application-asks-driving-record = 運転経歴証明書の裏面に、住所や氏名の変更が書かれていますか
application-asks-passport = パスポートの終わりのほうに、住所を書く「所持人記入欄」がありますか
application-asks-residence-card = 在留カードの裏面に、住所の変更などが書かれていますか
application-asks-special-permanent-resident = 特別永住者証明書の裏面に、住所の変更などが書かれていますか
application-asks-eligibility-certificate = 資格確認書の裏面に、住所が書かれていますか
application-asks-health-insurance-card = 健康保険証の裏面に、住所が書かれていますか
application-asks-hint-passport = 2020年2月4日以降に申請したパスポートには、この欄がありません。

## The pictures

application-pictures-title = 画像を送る
application-pictures-lead = 1枚ずつ、書類だけを真上から撮影して、送ってください。
application-pictures-rules = 撮影のしかた
application-rule-corners = 四すみがすべて写るようにしてください。
application-rule-readable = 文字がはっきり読めるように、明るい場所で撮影してください。
application-rule-glare = 光の反射や、手の影が入らないようにしてください。
application-rule-original = 書類の原本を撮影してください。コピーや画面を撮影したものは使えません。
application-picture-name = { $document }の{ $side }
application-side-front = 表面
application-side-back = 裏面
application-side-address-page = 所持人記入欄
application-side-photograph-page = 顔写真のページ
application-cover-title = 隠してから撮影してください
application-cover-how = 次のものを、紙や付せんで隠してください。お預かりできない情報です。
application-cover-my-number = マイナンバー（個人番号）
application-cover-resident-code = 住民票コード
application-cover-registered-domicile = 本籍
application-cover-organ-donation = 臓器提供の意思表示欄
application-cover-insurance-numbers = 保険者番号、記号・番号、二次元コード
application-never-back = 裏面は、絶対に送らないでください。裏面にはマイナンバーが書かれており、銀行はお預かりできません。
application-drawing = { $picture }の撮影例
application-drawing-photo = 顔写真
application-drawing-covered = 隠す
application-drawing-corners = 四すみを入れる
application-picture-none = まだ送られていません
application-picture-kept = お預かりしています
application-picture-wanted-anew = 新しい画像をお待ちしています
application-picture-held = 受け取りました。安全を確認しています
application-picture-held-text = 安全の確認が終わるまで、画像は表示できません。お申込みの手続きは、このまま進められます。
application-picture-own = お預かりしている画像（{ $picture }）
application-picture-file = 画像のファイル
application-picture-file-hint = JPEG、PNG、WebPのファイルを、10MBまで選べます。
application-picture-send = この画像を送る
application-picture-replace = 別の画像に取り替える
application-picture-remove = この画像を消去する
application-picture-unavailable = ただいま画像をお預かりできません。この画像は保存されていませんが、入力された内容と、すでにお預かりしている画像は保たれています。数分待ってから、もう一度お送りください。
application-picture-missing = 画像のファイルを選んでください。
application-refused-not-a-picture = 画像のファイルではありません。JPEG、PNG、WebPの画像を選んでください。
application-refused-heif = HEIC形式の画像は使えません。iPhoneでは、「設定」の「カメラ」から「フォーマット」を「互換性優先」にして、撮り直してください。
application-refused-too-large = ファイルが大きすぎます。10MBまでの画像を選んでください。
application-refused-too-many-pixels = 画像が大きすぎます。カメラの設定で画質を下げて、撮り直してください。
application-refused-too-small = 画像が小さすぎて、文字を読み取れません。書類を大きく写して、撮り直してください。
application-refused-undecodable = 画像のファイルが壊れています。もう一度撮影して、選んでください。
application-refused-too-hard = この画像は読み取れませんでした。もう一度撮影して、選んでください。
application-refused-unusable = このファイルは使えません。別の画像を選んでください。
application-refused-too-many-today = 1日に送れる画像の数を超えました。明日、もう一度お試しください。
application-refused-too-many-bytes = お預かりできる画像の量を超えました。お取引の支店にご相談ください。
application-refused-shows-my-number = この面にはマイナンバーが書かれているため、お預かりできません。画像は保存していません。
application-refused-side-not-asked = この面の画像は必要ありません。
application-refused-document-out-of-time = この書類は、今はお受けできません。
application-pictures-go-on = 確認へ進む
application-pictures-not-all = まだ送られていない画像があります。
application-picture-later = 画像は、書類を選んだあとに送っていただきます。

## Check and send

application-check-title = 確認して送る
application-check-lead = 内容をご確認のうえ、利用の目的を選んで、銀行へ送ってください。
application-change = 直す
application-change-what = （{ $what }）
application-account = 口座
application-document = 本人確認書類
application-complement = もう1つの書類
application-pictures = 画像
application-lacks-title = まだ足りないものがあります
application-lacks-account = 口座を入力してください。
application-lacks-holder = 口座名義を入力してください。
application-lacks-document = 本人確認書類を選んでください。
application-lacks-complement = もう1つの書類を選んでください。
application-lacks-picture = 「{ $picture }」の画像を送ってください。
application-lacks-new-picture = 銀行からのお願いのあとに、「{ $picture }」の新しい画像がまだ送られていません。
application-lacks-mended-name = お名前の違いが、まだ直されていません。口座名義か、ご登録のお名前を直してください。どちらも正しいときは、正しいお名前が書かれた書類の画像を送ってください。
application-lacks-mended-birth-date = 生年月日の違いが、まだ直されていません。ご登録の生年月日を直してください。ご登録が正しいときは、正しい生年月日が書かれた書類の画像を送ってください。
application-registered-name = ご登録のお名前
application-registered-name-is = { $name }（{ $kana }）
application-registered-birth-date = ご登録の生年月日
application-purpose = ご利用の目的
application-purpose-missing = ご利用の目的を選んでください。
application-purpose-see-accounts = 口座の残高を、ほかの資産と一緒に見たい
application-purpose-plan-household = 家計の計画を立てたい
application-purpose-prepare-retirement = 老後に備えたい
application-purpose-prepare-inheritance = 相続の準備をしたい
application-purpose-other = そのほか
application-consent = 追加サービスの利用規約を読み、同意します
application-consent-missing = 利用規約をお読みのうえ、同意のチェックを入れてください。
application-consent-anew = 利用規約が新しくなりました。お読みのうえ、もう一度同意のチェックを入れてください。
application-send = 銀行へ送る
application-send-text = 送ったあとは、銀行の確認が終わるまで内容を変えられません。取り下げることは、いつでもできます。

## Taking it back

application-withdraw-title = お申込みの取り下げ
application-withdraw-lead = このお申込みを取り下げます。
# $days: 日数
application-withdraw-text = 取り下げると、元に戻せません。お預かりした画像は、取り下げから{ $days }日後に消去します。
application-withdraw-again = 取り下げたあとも、あらためてお申込みいただけます。
application-withdraw = 取り下げる
application-keep = 取り下げない
application-withdraw-link = このお申込みを取り下げる

## The terms of the additional service

application-terms-title = 追加サービスの利用規約
application-terms-version = { $version } 版
application-terms-what = サービスの内容
application-terms-what-text = 追加サービスは、お取引の口座の情報を、このサービスの画面で見られるようにするものです。ご利用いただける機能は、順に増やしていきます。
application-terms-who = ご利用いただける方
application-terms-who-text = 当行に、ご本人名義の普通預金、貯蓄預金または当座預金の口座をお持ちの方です。
application-terms-check = お申込みの確認
application-terms-check-text = 入力された内容と画像を、銀行の担当者が2人で、口座の記録と照らし合わせて確認します。確認の結果、お受けできないことがあります。
application-terms-pictures = 画像の取り扱い
# $days: 日数
application-terms-pictures-text = 画像は、撮影した場所などの情報を取り除き、暗号化して保存します。お申込みの確認にだけ使い、お申込みが終わってから{ $days }日後に消去します。銀行の担当者が画像を見た記録は、お客さまもご覧いただけます。
application-terms-number = マイナンバー
application-terms-number-text = このサービスでは、マイナンバー（個人番号）をお預かりしません。番号が写った画像は消去し、あらためて送っていただきます。
application-terms-end = 終了
application-terms-end-text = 銀行からのお願いに60日以内にお答えがないとき、お申込みは終了します。退会されると、お申込みの内容と画像も消去します。

settings-title = 設定
settings-back = 設定へ戻る
settings-profile = ご登録の内容
settings-name = お名前
settings-kana = お名前（カナ）
settings-era = （{ $date }）
settings-language = 画面とメールの言語
settings-language-now = 日本語
settings-language-hint = 言語は、画面の上にある「{ language-switch }」で切り替えられます。メールアドレスは、この画面では変更できません。
settings-places = お手続き
settings-password-text = 今のパスワードを、新しいものに変えます。
settings-sessions-text = どの端末でログインしているかを確かめ、心当たりのないものを終了します。
settings-export-text = 記録をすべて、ファイルとして保存します。
settings-looks-text = 銀行の担当者がいつ、何のためにお客さまの情報を見たかを、ご覧いただけます。
settings-help-text = 使い方を、質問と答えでご案内します。
settings-terms-text = 利用の条件と、個人情報をどう扱うかをお読みいただけます。
settings-close-text = 利用をやめて、記録を消去します。

## ログイン中の端末

sessions-title = ログイン中の端末
sessions-lead = 今ログインしている端末です。時刻は日本時間です。
sessions-caption = ログイン中の端末 { $count }件
sessions-browser = 端末
sessions-created = ログインした時刻
sessions-seen = 最後に使った時刻
sessions-address = 接続元（IPアドレス）
sessions-action = 操作
sessions-unknown = 種類のわからない端末
sessions-current = 今お使いの端末
sessions-end = 終了する
sessions-which = （{ $browser }、{ $created }）
sessions-end-current = 終了してログアウトする
sessions-strange-title = 心当たりのない端末があるとき
sessions-strange-text = その端末を「{ sessions-end }」で終了してから、パスワードを変更してください。

## パスワードの変更

password-current = 今のパスワード
password-change-title = パスワードの変更
password-change-lead = 変更すると、ほかの端末ではログアウトします。この端末では、そのままお使いいただけます。
password-change-send = 変更する

## お名前・生年月日の訂正

profile-title = お名前・生年月日の訂正
profile-lead = ご登録の内容にまちがいがあるときは、ここで直せます。直すと、お知らせのメールをお送りします。
profile-password-hint = ご本人であることを確かめるため、今のパスワードを入力してください。
profile-send = この内容に直す
profile-unchanged = 今のご登録と同じ内容です。直したいところを入力し直してから、もう一度押してください。
profile-refused-title = 今は、この画面では直せません
profile-with-bank = 追加サービスのお申込みの内容を、銀行が確認しています。銀行から「ご確認のお願い」が届くと、直せるようになります。お申込みを取り下げると、すぐに直せます。
profile-approved = 追加サービスのお申込みのときに、銀行が本人確認書類と見比べた内容です。直したいときは、お取引の支店の窓口へお申し出ください。

## 退会

close-title = 退会
close-what = 退会すると、どうなるか
# $days: 取り消せる日数
close-grace = お手続きから{ $days }日間は、いつでも取り消せます。
close-in-grace = その間にできるのは、記録の書き出しと、退会の取り消しだけです。
close-destroyed = { $days }日が過ぎると、お客さまの鍵を壊し、お名前、メールアドレス、資産の記録をすべて消去します。消去したあとは、元に戻せません。
close-kept = いつ、どのような操作があったかという記録は、監査のため残ります。資産の内容は含まれません。
close-elsewhere = ほかの端末では、すぐにログアウトします。
close-first = 先に、記録を書き出せます
close-first-text = 退会すると、記録は最後に消去されます。手元に残したい場合は、先に書き出してください。
close-export = 記録を書き出す
close-ask = 退会のお手続き
close-understood = 記録が消去され、元に戻せなくなることを確認しました
close-not-understood = 内容をご確認のうえ、チェックを入れてください。
close-send = 退会する
close-erase-on = { $day }に、お客さまの情報をすべて消去します。
close-until-then = それまでは、退会を取り消して、今までどおりお使いいただけます。記録の書き出しもできます。
close-reopen = 退会を取り消す

## お試し用: 届いたメール

mail-title = 届いたメール
mail-lead = お試し用の環境では、メールは外へ送られず、ここに届きます。新しいものから順に並べています。
mail-caption = 届いたメール { $count }通
mail-subject = 件名
mail-to = 宛先
mail-none = メールはまだありません
mail-none-text = 登録やパスワードの再設定を行うと、ここにメールが届きます。届くまで、少し時間がかかることがあります。
mail-look-again = 新しいメールを確認する
mail-back = 届いたメールの一覧へ戻る

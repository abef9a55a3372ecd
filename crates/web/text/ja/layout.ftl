### すべてのページに共通する言葉

service-name = 蔵 Kura
skip-to-content = 本文へ移動

## 案内（ナビゲーション）

nav-label = メインメニュー
nav-net-worth = 資産の状況
nav-holdings = 資産の一覧
nav-bulk = まとめて更新
nav-import = 取り込み
nav-export = 書き出し
nav-application = 追加サービス
nav-settings = 設定

# 切り替え先の言語の名前を、その言語で書きます。
language-switch = English
amounts-hide = 金額を隠す
amounts-show = 金額を表示する
log-in = ログイン
log-out = ログアウト
register = 新規登録

## 操作がないときのお知らせ

idle-warning-title = まもなくログアウトします
# $minutes: 自動でログアウトするまでの残り時間（分、整数）
idle-warning-text = 操作がないため、あと{ $minutes }分で自動的にログアウトします。続ける場合は「{ idle-warning-button }」を押してください。
idle-warning-button = 続けて利用する

## 入力フォームとボタン

required = 必須
optional = 任意
cancel = キャンセル
save = 保存する
back = 戻る

## ページの一番下

footer-label = このサイトについて
footer-notice = 表示している金額は、お客さまが登録された内容をもとに計算したものです。
footer-terms = 利用規約
footer-privacy = 個人情報の取り扱い
footer-help = ヘルプ
footer-contact = お問い合わせ
brand = 蔵
brand-small = Kura
menu = メニュー
unit-yen = 円
closing-title = 退会のお手続き中です
closing-text = 記録の書き出しと、退会の取り消しができます。
closing-link = 退会のお手続きを確認する
errors-title = { $count }か所をご確認ください
kept-text = 入力された内容は保たれています。少し待ってから、もう一度送信してください。
kept-send-again = もう一度送信する
steps-label = お手続きの流れ
demo-title = お試し用の環境です
demo-text = メールは外へは送られません。届いたメールは、次のページで読めます。
demo-mail-link = 届いたメールを読む

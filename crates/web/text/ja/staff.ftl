### 行員用のサイトの言葉

staff-site = 蔵 Kura 行員用
staff-site-small = 行員用
staff-footer = 行員専用の画面です。開いた画面と操作は、すべて記録されます。
staff-nav-home = 最初の画面
staff-nav-members = 職員の管理

staff-name = 名前
staff-roles = 役割
staff-role-between = 、
staff-role-reviewer = 審査担当
staff-role-approver = 承認担当
staff-role-supervisor = 責任者
staff-role-auditor = 監査担当
staff-role-administrator = 管理者

## ログイン

staff-login-lead = パスワードを入力したあと、認証アプリのコードを入力します。
staff-login-go-on = 次へ
staff-login-invited = はじめて使う方は
staff-login-lost = パスワードや認証アプリが使えなくなったときは、管理者に、もう一度招待するよう依頼してください。
# $minutes: 待つ時間（分、整数）
staff-slow-down = 失敗が続いたため、安全のため一時的に受け付けていません。約{ $minutes }分後に、もう一度お試しください。
staff-code-title = 認証アプリのコード
staff-code-lead = 認証アプリに表示されている6けたの数字を、5分以内に入力してください。
staff-code = コード
staff-code-hint = 6けたの数字です。30秒ごとに変わります。
staff-code-wrong = コードが違います。認証アプリに今表示されている数字を入力してください。
staff-code-used = このコードは、すでに使われています。次の数字に変わるまで待って、入力してください。

## 招待

staff-invitation-title = 招待を受ける
staff-invitation-lead = 管理者から受け取った招待コードを入力し、パスワードを決めてください。次の画面で、認証アプリを設定します。
staff-invitation-code = 招待コード
staff-invitation-code-hint = 例: ABCD-EFGH-JKLM-NPQR（小文字でも、ハイフンなしでもかまいません）
staff-invitation-wrong = メールアドレスか招待コードが違うか、招待の期限が切れています。くり返し間違えると使えなくなります。その場合は、管理者に、もう一度招待するよう依頼してください。
staff-invitation-send = 次へ
staff-second-factor-title = 認証アプリの設定
staff-second-factor-lead = ログインのたびに、パスワードのほかに、認証アプリのコードが必要です。この設定は省略できません。
staff-second-factor-app = 業務用のスマートフォンなどで、認証アプリを開きます。
staff-second-factor-scan = 認証アプリで、次の図を読み取ります。
staff-second-factor-picture = 認証アプリで読み取る図（二次元コード）
staff-second-factor-type = 読み取れないときは、次の内容を認証アプリに入力してください。
staff-second-factor-account = アカウント
staff-second-factor-secret = キー
staff-second-factor-issuer = Kura
staff-second-factor-confirm = 認証アプリに表示された6けたの数字を入力します。
staff-second-factor-send = 設定を終える
staff-second-factor-keep = この図とキーは、パスワードと同じくらい大切です。写真に撮ったり、人に見せたりしないでください。

## 最初の画面

staff-home-title = 最初の画面
staff-home-waiting = 待っている申込
staff-home-submitted = 一次審査を待っている
staff-home-in-review = 一次審査中
staff-home-recommended = 二次審査（承認）を待っている
# $count: 申込の件数
staff-home-count = { $count }件
staff-home-yourself = あなたについて
staff-home-previous = 前回のログイン
staff-home-first = 今回がはじめてです
staff-home-strange = 前回のログインに心当たりがないときは、すぐに管理者へ知らせてください。

## 許可されていないネットワーク

staff-foreign-title = このネットワークからは利用できません
staff-foreign-text = このサイトは、許可されたネットワークからだけ利用できます。アクセスがあったことは記録されました。

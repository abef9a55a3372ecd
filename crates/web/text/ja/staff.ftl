### 行員用のサイトの言葉

staff-site = 蔵 Kura 行員用
staff-site-small = 行員用
staff-footer = 行員専用の画面です。お客さまの情報を開いたことと、行った操作は、すべて記録されます。
staff-nav-home = 最初の画面
staff-nav-members = 行員の管理

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
staff-login-invited = はじめて使う方はこちら:
staff-login-lost = パスワードや認証アプリが使えなくなったときは、管理者に、もう一度招待するよう依頼してください。
# $minutes: 待つ時間（分、整数）
staff-slow-down = 失敗が続いたので、安全のため受け付けを止めています。約{ $minutes }分後に、もう一度お試しください。
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

## 行員の管理

staff-status = 状態
staff-status-invited = 招待中（まだ設定していません）
staff-status-active = 利用中
staff-status-suspended = 停止中
staff-status-left = 退職など（利用終了）
staff-role-reviewer-what = 申込を最初に審査し、承認と否認のどちらが適当かを記録します
staff-role-approver-what = 一次審査が済んだ申込をあらためて審査し、承認か否認を決定します
staff-role-supervisor-what = 不在の人の担当を外すこと、お客さまの検索と利用停止、画像の消去をします
staff-role-auditor-what = 記録を読みます。何も変更できません
staff-role-administrator-what = 行員を招待し、変更します。お客さまの情報は見られません
staff-members-title = 行員の管理
staff-members-lead = このサイトを使う行員です。名前を選ぶと、役割や状態を変えられます。
# $count: 行員の人数
staff-members-caption = 行員 { $count }人
staff-members-back = 行員の管理へ戻る
staff-member-last = 最後のログイン
staff-member-never = まだありません
staff-member-oneself = あなた
staff-member-since = 招待した時刻
staff-member-not-oneself = 自分自身の役割や状態は変えられません。別の管理者に依頼してください。
staff-member-last-administrator = 利用中の管理者がほかにいないため、この操作はできません。先に、別の管理者を決めてください。
staff-member-standing = この行員の今の状態では、この操作はできません。
staff-member-roles-ask = この行員の役割
staff-member-roles-send = 役割を変更する
staff-member-suspend = 利用を停止する
staff-member-suspend-text = すぐにログアウトし、再開するまでログインできません。役割はそのまま残ります。
staff-member-reinstate = 利用を再開する
staff-member-reinstate-text = これまでのパスワードと認証アプリで、またログインできるようになります。
staff-member-again = もう一度招待する
staff-member-again-text = パスワードを忘れたときや、認証アプリが使えなくなったときに使います。今のパスワードと認証アプリの設定は消え、新しい招待コードで設定し直します。必ず本人であることを確かめてください。
staff-member-leave = 利用を終了する
staff-member-leave-text = 退職や異動のときに使います。すぐにログアウトし、ログインできなくなります。これまでの記録は残ります。
staff-invite-title = 行員を招待する
staff-invite-lead = 招待コードが1回だけ表示されます。本人に直接渡してください。
staff-invite-name-hint = 例: 佐藤 一郎。ほかの行員や記録に表示されます。
staff-invite-email-hint = ログインに使う、仕事用のメールアドレスです。
staff-invite-no-role = 役割を1つ以上選んでください。
staff-invite-makes-and-looks = 管理者は、審査担当や承認担当を兼ねられません。どちらかだけを選んでください。
staff-invite-known = このメールアドレスの行員は、すでにいます。
staff-invite-twice = この招待は、すでに送信されています。行員の一覧を確認してください。コードをもう一度表示することはできません。
staff-invite-send = 招待コードを作る
staff-invited-title = 招待コード
staff-invited-text = { $name }さんの招待コードです。
staff-invited-until = { $until }まで、1回だけ使えます。
staff-invited-once = このコードは、この画面にだけ表示されます。閉じると、もう一度見ることはできません。メールではなく、本人に直接渡してください。

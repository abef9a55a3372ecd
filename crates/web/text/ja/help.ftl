help-title = 使い方
help-lead = よくあるご質問と、その答えです。

help-start = 登録とログイン
help-register-q = はじめて使うには、どうすればよいですか
help-register-a = 「{ register }」から、お名前、生年月日、メールアドレスなどを入力してください。メールで届く6けたの確認コードを入力すると、登録が終わります。
help-code-q = 確認コードのメールが届きません
help-code-a = 届くまで数分かかることがあります。迷惑メールのフォルダーもご確認ください。それでも届かないときは、確認コードの画面の「{ confirm-send-again }」を押してください。
help-password-q = どのようなパスワードにすればよいですか
help-password-a = 15文字以上にしてください。関係のない言葉をいくつか並べると、覚えやすく安全です。記号や数字は必須ではありません。
help-forgotten-q = パスワードを忘れました
help-forgotten-a = ログイン画面の「{ login-forgotten }」から、新しいパスワードを設定できます。
help-wait-q = ログインを受け付けてもらえません
help-wait-a = まちがいが続くと、安全のため、しばらく受け付けません。表示された時間をおいて、もう一度お試しください。
help-idle-q = いつのまにかログアウトしていました
help-idle-a = 15分のあいだ操作がないか、ログインから12時間が過ぎると、安全のため自動的にログアウトします。入力の途中だった場合は、もう一度ログインすると続きから送れることがあります。

help-record = 記録する
help-add-q = 資産を記録するには
help-add-a = 「{ nav-holdings }」から、ひとつずつ登録できます。株式や保険のほか、ローンなどの負債も記録できます。
help-amount-q = 金額は、どのように入力しますか
help-amount-a = 「1,200,000」のほか、「120万」「1.2億」のようにも入力できます。全角でも半角でもかまいません。
help-update-q = 金額が変わったときは
help-update-a = 「{ nav-bulk }」で、すべての資産の金額を一度に新しくできます。前の金額も残るので、移り変わりを見られます。
help-import-q = ほかのサービスの記録を使えますか
help-import-a = 「{ nav-import }」から、マネーフォワード MEなどのCSVファイルを取り込めます。取り込む前に内容を確かめられ、あとから取り消すこともできます。
help-restore-q = まちがえて削除しました
help-restore-a = 「{ nav-holdings }」の「削除した項目」から、元に戻せます。
help-twice-q = 同じ内容を2回送ってしまいました
help-twice-a = 同じ画面から2回送っても、記録されるのは1回だけです。ご安心ください。
help-export-q = 記録を手元に残すには
help-export-a = 「{ nav-export }」から、すべての記録をファイルとして保存できます。表計算ソフトで開ける形もあります。

help-look = 見る
help-hide-q = 人がいる場所で、金額を見られたくありません
help-hide-a = 画面の上の「{ amounts-hide }」を押すと、金額がすべて隠れます。もう一度押すと表示されます。
help-large-q = 文字を大きくするには
help-large-a = パソコンでは、Ctrlキーを押しながら「+」キーを押すと、画面全体が大きくなります。スマートフォンでは、2本の指で画面を広げてください。
help-language-q = 英語で使うには
help-language-a = 画面の上の「{ language-switch }」を押すと切り替わります。メールの言語も一緒に変わります。

help-safe = 安全と退会
help-strange-q = 心当たりのないログインの知らせが届きました
help-strange-a = ログインして「{ nav-settings }」の「{ sessions-title }」を開き、心当たりのない端末を終了してから、パスワードを変更してください。
help-asked-q = 電話やメールで、パスワードや確認コードを聞かれました
help-asked-a = 当行の職員がおたずねすることは、決してありません。お答えにならず、当行の窓口へご連絡ください。
help-close-q = 退会するには
help-close-a = 「{ nav-settings }」の「{ close-title }」から行えます。しばらくの間は取り消せます。記録を手元に残したいときは、先に書き出してください。

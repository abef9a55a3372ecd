welcome-title = 資産の全体が、ひと目でわかります
welcome-lead = 預金、株式、投資信託、保険、年金、不動産、ローン。すべてをまとめて記録し、純資産の移り変わりを見られます。
welcome-see-title = 見る
welcome-see-text = 今の純資産と、先月・昨年からの変化を、その理由とともに示します。
welcome-record-title = 記録する
welcome-record-text = 手で入力しても、マネーフォワード ME などのファイルから取り込んでも。いつでもすべて書き出せます。
welcome-safe-title = 守る
welcome-safe-text = お客さまごとに異なる鍵で暗号化して保管します。退会すると鍵を壊し、誰にも読めなくなります。

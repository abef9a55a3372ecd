### 資産と負債の種類、口座の区分、通貨などの名前。種類と区分は domain の import/names.rs と同じです。

## Kind
kind-cash = 現金
kind-ordinary-deposit = 普通預金
kind-savings-deposit = 貯蓄預金
kind-current-deposit = 当座預金
kind-time-deposit = 定期預金
kind-foreign-deposit = 外貨預金
kind-japanese-stock = 国内株式
kind-foreign-stock = 外国株式
kind-investment-trust = 投資信託
kind-etf-reit = ETF・REIT
kind-government-bond = 個人向け国債
kind-other-bond = その他の債券
kind-money-trust = 金銭信託
kind-life-insurance = 生命保険
kind-annuity-insurance = 個人年金保険
kind-education-insurance = 学資保険・共済
kind-defined-contribution = 確定拠出年金
kind-retirement-allowance = 企業年金・退職金
kind-zaikei = 財形貯蓄
kind-home = 自宅
kind-rental-property = 賃貸用不動産
kind-land = 土地
kind-vehicle = 自動車
kind-precious-metal = 貴金属
kind-crypto = 暗号資産
kind-points = 電子マネー・ポイント
kind-loan-receivable = 貸付金
kind-other-asset = その他の資産
kind-mortgage = 住宅ローン
kind-education-loan = 教育ローン
kind-car-loan = 自動車ローン
kind-card-balance = カード利用残高
kind-card-loan = カードローン
kind-other-liability = その他の負債

## Wrapper
wrapper-none = なし
wrapper-specified = 特定口座
wrapper-general = 一般口座
wrapper-nisa-tsumitate = NISAつみたて投資枠
wrapper-nisa-growth = NISA成長投資枠
wrapper-nisa-old = 旧NISA
wrapper-ideco = iDeCo
wrapper-corporate-dc = 企業型確定拠出年金

## Group
group-deposits = 現金・預金
group-stocks = 株式
group-funds = 投資信託・金銭信託
group-bonds = 債券
group-insurance = 保険
group-pensions = 年金・退職金
group-real-estate = 不動産
group-points = 電子マネー・ポイント
group-other = その他の資産
group-liabilities = 負債（ローンなど）

## Currency
currency-jpy = 日本円
currency-usd = 米ドル
currency-eur = ユーロ
currency-gbp = 英ポンド
currency-aud = 豪ドル
currency-nzd = ニュージーランドドル
currency-cad = カナダドル
currency-chf = スイスフラン
currency-cny = 人民元
currency-hkd = 香港ドル
currency-sgd = シンガポールドル
currency-krw = 韓国ウォン
currency-zar = 南アフリカランド
currency-try = トルコリラ
currency-mxn = メキシコペソ

## Source
source-form = 入力
source-unchanged = 変わりなし
source-import = ファイルから
source-correction = 訂正

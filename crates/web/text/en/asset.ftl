### Names of kinds, wrappers, groups, currencies and sources. Kinds and wrappers say the same as domain's import/names.rs.

## Kind
kind-cash = Cash
kind-ordinary-deposit = Ordinary deposit
kind-savings-deposit = Savings deposit
kind-current-deposit = Current account
kind-time-deposit = Time deposit
kind-foreign-deposit = Foreign-currency deposit
kind-japanese-stock = Japanese shares
kind-foreign-stock = Foreign shares
kind-investment-trust = Investment trust
kind-etf-reit = ETF or REIT
kind-government-bond = Government bond
kind-other-bond = Other bond
kind-money-trust = Money trust
kind-life-insurance = Life insurance
kind-annuity-insurance = Annuity insurance
kind-education-insurance = Education insurance
kind-defined-contribution = Defined-contribution pension
kind-retirement-allowance = Corporate pension or retirement allowance
kind-zaikei = Zaikei savings
kind-home = Home
kind-rental-property = Rental property
kind-land = Land
kind-vehicle = Vehicle
kind-precious-metal = Precious metal
kind-crypto = Crypto-asset
kind-points = Electronic money and points
kind-loan-receivable = Money lent
kind-other-asset = Other asset
kind-mortgage = Home loan
kind-education-loan = Education loan
kind-car-loan = Car loan
kind-card-balance = Card balance
kind-card-loan = Card loan
kind-other-liability = Other liability

## Wrapper
wrapper-none = None
wrapper-specified = Specified account
wrapper-general = General account
wrapper-nisa-tsumitate = NISA (tsumitate)
wrapper-nisa-growth = NISA (growth)
wrapper-nisa-old = NISA (until 2023)
wrapper-ideco = iDeCo (individual DC)
wrapper-corporate-dc = Corporate DC

## Group
group-deposits = Cash and deposits
group-stocks = Shares
group-funds = Investment and money trusts
group-bonds = Bonds
group-insurance = Insurance
group-pensions = Pensions and retirement money
group-real-estate = Real estate
group-points = Electronic money and points
group-other = Other assets
group-liabilities = Debts

## Currency
currency-jpy = Japanese yen
currency-usd = US dollar
currency-eur = Euro
currency-gbp = Pound sterling
currency-aud = Australian dollar
currency-nzd = New Zealand dollar
currency-cad = Canadian dollar
currency-chf = Swiss franc
currency-cny = Chinese yuan
currency-hkd = Hong Kong dollar
currency-sgd = Singapore dollar
currency-krw = Korean won
currency-zar = South African rand
currency-try = Turkish lira
currency-mxn = Mexican peso

## Source
source-form = Entered
source-unchanged = Unchanged
source-import = From a file
source-correction = Correction

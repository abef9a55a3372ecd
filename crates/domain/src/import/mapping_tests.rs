use super::*;
use crate::import::table;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 9, 30).unwrap()
}

fn label(mapping: &mut Mapping, label: &str) {
    mapping.label = Pick::Fixed(label.to_owned());
}

#[test]
fn a_bank_statement_is_guessed_with_balance_and_flow() {
    let table = table::read(
        "お取引日,お取引内容,出金金額(円),入金金額(円),残高(円),メモ\n\
         R8.9.1,給与,,\"300,000\",\"1,300,000\",\n\
         R8.9.2,家賃,80000,,1220000,\"九月\n分\"\n",
    )
    .unwrap();
    let mut mapping = guess(&table);
    assert_eq!(mapping.date, Some(0));
    assert_eq!(mapping.amount, Some(Amount::Column(4)));
    assert_eq!(mapping.flow, Some(Amount::Difference { incoming: 3, outgoing: 2 }));
    assert_eq!(mapping.missing(), [Missing::Label]);
    label(&mut mapping, "給与口座");
    mapping.kind = Pick::Fixed(Kind::OrdinaryDeposit);
    let reading = read(&table, &mapping, today());
    let entries: Vec<_> = reading.entries().collect();
    let figures: Vec<_> = entries.iter().map(|entry| (entry.money.minor, entry.flow)).collect();
    assert_eq!(figures, [(1_300_000, Some(300_000)), (1_220_000, Some(-80_000))]);
    assert_eq!(entries[1].note, "九月\n分");
    assert_eq!(entries[1].as_of, NaiveDate::from_ymd_opt(2026, 9, 2).unwrap());
}

#[test]
fn columns_of_text_kind_and_currency_are_used() {
    let table = table::read(
        "基準日,銘柄名,種類,通貨,評価額,金融機関名\n\
         2026/09/30, 全世界 ,投資信託,,12000,あお証券\n\
         2026/09/30,US Fund,外国株式,USD,12.34,あお証券\n\
         2026/09/30,US Fund,外国株式,USD,12.345,あお証券\n",
    )
    .unwrap();
    let mapping = guess(&table);
    assert_eq!(mapping.missing(), []);
    let reading = read(&table, &mapping, today());
    let found: Vec<_> = reading
        .entries()
        .map(|entry| (entry.label.as_str(), entry.kind, entry.money.currency, entry.money.minor))
        .collect();
    assert_eq!(
        found,
        [
            ("全世界", Kind::InvestmentTrust, Currency::Jpy, 12_000),
            ("US Fund", Kind::ForeignStock, Currency::Usd, 1_234),
        ]
    );
    assert_eq!(reading.rows[2].result.as_ref().unwrap_err()[0].column, "評価額");
}

#[test]
fn without_a_header_date_and_amount_are_found_by_their_contents() {
    let table = table::read("財布,2026/9/1,1200\n財布,2026/9/2,△300\n").unwrap();
    let mut mapping = guess(&table);
    assert_eq!((mapping.date, mapping.amount), (Some(1), Some(Amount::Column(2))));
    mapping.label = Pick::Column(0);
    let reading = read(&table, &mapping, today());
    assert_eq!(reading.entries().map(|entry| entry.money.minor).collect::<Vec<_>>(), [1_200, -300]);
}

#[test]
fn money_in_less_money_out_may_be_the_amount() {
    let table =
        table::read("日付,入金,出金\n2026/9/1,500,200\n2026/9/2,,\n2026/9/3,x,1\n").unwrap();
    let mut mapping = guess(&table);
    assert_eq!(mapping.amount, Some(Amount::Difference { incoming: 1, outgoing: 2 }));
    assert_eq!(mapping.flow, None);
    label(&mut mapping, "財布");
    let reading = read(&table, &mapping, today());
    assert_eq!(reading.entries().map(|entry| entry.money.minor).collect::<Vec<_>>(), [300]);
    let reason = |row: usize| reading.rows[row].result.as_ref().unwrap_err()[0].reason;
    assert_eq!(reason(1), Reason::BadAmount(AmountError::Empty));
    assert_eq!(reason(2), Reason::BadAmount(AmountError::NotANumber));
}

#[test]
fn debts_written_negative_are_turned_round() {
    let table = table::read("日付,残高\n2026/9/1,-25000000\n").unwrap();
    let mut mapping = guess(&table);
    label(&mut mapping, "住宅ローン");
    mapping.kind = Pick::Fixed(Kind::Mortgage);
    mapping.negate = true;
    let reading = read(&table, &mapping, today());
    assert_eq!(reading.entries().next().unwrap().money.minor, 25_000_000);
}

#[test]
fn a_mapping_that_points_nowhere_is_reported_in_each_row() {
    let table = table::read("a,b\n1,2\n").unwrap();
    let mut mapping = guess(&table);
    mapping.date = None;
    mapping.amount = Some(Amount::Column(99));
    let reading = read(&table, &mapping, today());
    let problems = reading.rows[0].result.as_ref().unwrap_err();
    let reasons: Vec<_> = problems.iter().map(|problem| problem.reason.code()).collect();
    assert_eq!(reasons, ["no-column", "missing-label", "bad-amount"]);
}

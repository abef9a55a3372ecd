//! The names of kinds, wrappers and currencies in files, Japanese and English.
//!
//! Kura's export writes them and its import reads them, together with the codes;
//! a name is therefore never given to two members.

use std::{collections::HashMap, sync::LazyLock};

use unicode_normalization::UnicodeNormalization;

use crate::{
    asset::{Kind, Wrapper},
    currency::Currency,
};

/// A text as names are compared: NFKC, so that half and full width are equal,
/// without white space around it.
pub fn normal_form(text: &str) -> String {
    text.nfkc().collect::<String>().trim().to_owned()
}

/// A text as headings are compared: [`normal_form`] in lower case without any
/// white space.
pub fn folded(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).filter(|c| !c.is_whitespace()).collect()
}

/// The name of a kind in files, in Japanese or English.
pub const fn kind_name(kind: Kind, japanese: bool) -> &'static str {
    let (ja, en) = kind_names(kind);
    if japanese { ja } else { en }
}

/// The name of a wrapper in files, in Japanese or English.
pub const fn wrapper_name(wrapper: Wrapper, japanese: bool) -> &'static str {
    let (ja, en) = wrapper_names(wrapper);
    if japanese { ja } else { en }
}

/// The kind of a code or of a Japanese or English name, in any width and case.
pub fn kind_from_name(text: &str) -> Option<Kind> {
    static KINDS: LazyLock<HashMap<String, Kind>> = LazyLock::new(|| {
        let names = |kind: &Kind| [kind.code(), kind_names(*kind).0, kind_names(*kind).1];
        lookup(Kind::ALL, names)
    });
    KINDS.get(&folded(text)).copied()
}

/// The wrapper of a code or of a Japanese or English name, in any width and case.
pub fn wrapper_from_name(text: &str) -> Option<Wrapper> {
    static WRAPPERS: LazyLock<HashMap<String, Wrapper>> = LazyLock::new(|| {
        let names = |wrapper: &Wrapper| {
            [wrapper.code(), wrapper_names(*wrapper).0, wrapper_names(*wrapper).1]
        };
        lookup(Wrapper::ALL, names)
    });
    WRAPPERS.get(&folded(text)).copied()
}

/// The currency of an ISO 4217 code or of its Japanese name, in any width and case.
pub fn currency_from_name(text: &str) -> Option<Currency> {
    let name = folded(text);
    Currency::from_code(&name).or_else(|| currency_from_japanese(&name))
}

fn lookup<T: Copy>(members: &[T], names: impl Fn(&T) -> [&'static str; 3]) -> HashMap<String, T> {
    members.iter().flat_map(|member| names(member).map(|name| (folded(name), *member))).collect()
}

fn currency_from_japanese(name: &str) -> Option<Currency> {
    Some(match name {
        "円" | "日本円" => Currency::Jpy,
        "米ドル" | "ドル" | "米国ドル" => Currency::Usd,
        "ユーロ" => Currency::Eur,
        "英ポンド" | "ポンド" => Currency::Gbp,
        "豪ドル" | "オーストラリアドル" => Currency::Aud,
        "ニュージーランドドル" | "nzドル" => Currency::Nzd,
        "カナダドル" | "加ドル" => Currency::Cad,
        "スイスフラン" => Currency::Chf,
        "人民元" | "中国元" => Currency::Cny,
        "香港ドル" => Currency::Hkd,
        "シンガポールドル" => Currency::Sgd,
        "韓国ウォン" | "ウォン" => Currency::Krw,
        "南アフリカランド" | "南アランド" => Currency::Zar,
        "トルコリラ" => Currency::Try,
        "メキシコペソ" => Currency::Mxn,
        _ => return None,
    })
}

const fn kind_names(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Cash => ("現金", "Cash"),
        Kind::OrdinaryDeposit => ("普通預金", "Ordinary deposit"),
        Kind::SavingsDeposit => ("貯蓄預金", "Savings deposit"),
        Kind::CurrentDeposit => ("当座預金", "Current account"),
        Kind::TimeDeposit => ("定期預金", "Time deposit"),
        Kind::ForeignDeposit => ("外貨預金", "Foreign-currency deposit"),
        Kind::JapaneseStock => ("国内株式", "Japanese shares"),
        Kind::ForeignStock => ("外国株式", "Foreign shares"),
        Kind::InvestmentTrust => ("投資信託", "Investment trust"),
        Kind::EtfReit => ("ETF・REIT", "ETF or REIT"),
        Kind::GovernmentBond => ("個人向け国債", "Government bond"),
        Kind::OtherBond => ("その他の債券", "Other bond"),
        Kind::MoneyTrust => ("金銭信託", "Money trust"),
        Kind::LifeInsurance => ("生命保険", "Life insurance"),
        Kind::AnnuityInsurance => ("個人年金保険", "Annuity insurance"),
        Kind::EducationInsurance => ("学資保険・共済", "Education insurance"),
        Kind::DefinedContribution => ("確定拠出年金", "Defined-contribution pension"),
        Kind::RetirementAllowance => {
            ("企業年金・退職金", "Corporate pension or retirement allowance")
        }
        Kind::Zaikei => ("財形貯蓄", "Zaikei savings"),
        Kind::Home => ("自宅", "Home"),
        Kind::RentalProperty => ("賃貸用不動産", "Rental property"),
        Kind::Land => ("土地", "Land"),
        Kind::Vehicle => ("自動車", "Vehicle"),
        Kind::PreciousMetal => ("貴金属", "Precious metal"),
        Kind::Crypto => ("暗号資産", "Crypto-asset"),
        Kind::Points => ("電子マネー・ポイント", "Electronic money and points"),
        Kind::LoanReceivable => ("貸付金", "Money lent"),
        Kind::OtherAsset => ("その他の資産", "Other asset"),
        Kind::Mortgage => ("住宅ローン", "Home loan"),
        Kind::EducationLoan => ("教育ローン", "Education loan"),
        Kind::CarLoan => ("自動車ローン", "Car loan"),
        Kind::CardBalance => ("カード利用残高", "Card balance"),
        Kind::CardLoan => ("カードローン", "Card loan"),
        Kind::OtherLiability => ("その他の負債", "Other liability"),
    }
}

const fn wrapper_names(wrapper: Wrapper) -> (&'static str, &'static str) {
    match wrapper {
        Wrapper::None => ("なし", "None"),
        Wrapper::Specified => ("特定口座", "Specified account"),
        Wrapper::General => ("一般口座", "General account"),
        Wrapper::NisaTsumitate => ("NISAつみたて投資枠", "NISA (tsumitate)"),
        Wrapper::NisaGrowth => ("NISA成長投資枠", "NISA (growth)"),
        Wrapper::NisaOld => ("旧NISA", "NISA (until 2023)"),
        Wrapper::Ideco => ("iDeCo", "iDeCo (individual DC)"),
        Wrapper::CorporateDc => ("企業型確定拠出年金", "Corporate DC"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_name_and_code_leads_back_to_its_member() {
        for kind in Kind::ALL {
            for name in [kind.code(), kind_name(*kind, true), kind_name(*kind, false)] {
                assert_eq!(kind_from_name(name), Some(*kind), "{name}");
            }
        }
        for wrapper in Wrapper::ALL {
            for name in
                [wrapper.code(), wrapper_name(*wrapper, true), wrapper_name(*wrapper, false)]
            {
                assert_eq!(wrapper_from_name(name), Some(*wrapper), "{name}");
            }
        }
    }

    #[test]
    fn no_name_is_given_twice() {
        for japanese in [true, false] {
            let names: HashSet<_> =
                Kind::ALL.iter().map(|kind| kind_name(*kind, japanese)).collect();
            assert_eq!(names.len(), Kind::ALL.len());
        }
    }

    #[test]
    fn width_case_and_spaces_do_not_matter() {
        assert_eq!(kind_from_name(" ＥＴＦ･ＲＥＩＴ"), Some(Kind::EtfReit));
        assert_eq!(kind_from_name("普通 預金"), Some(Kind::OrdinaryDeposit));
        assert_eq!(kind_from_name("TIME DEPOSIT"), Some(Kind::TimeDeposit));
        assert_eq!(kind_from_name("預金"), None);
        assert_eq!(wrapper_from_name("ＮＩＳＡ成長投資枠"), Some(Wrapper::NisaGrowth));
        assert_eq!(currency_from_name("ｕｓｄ"), Some(Currency::Usd));
        assert_eq!(currency_from_name("円"), Some(Currency::Jpy));
        assert_eq!(currency_from_name("doubloon"), None);
    }
}

//! What a customer can own or owe: kinds and tax wrappers.
//!
//! The kinds follow the Bank of Japan's flow of funds and the sections people
//! know from household-account services (`domain.md` section 1.1).

use crate::coded::coded;

coded! {
    /// The kind of a holding; liabilities are kinds too.
    Kind {
        /// Notes and coins.
        Cash = "cash",
        /// Ordinary deposit (普通預金).
        OrdinaryDeposit = "ordinary-deposit",
        /// Savings deposit (貯蓄預金).
        SavingsDeposit = "savings-deposit",
        /// Current account (当座預金).
        CurrentDeposit = "current-deposit",
        /// Time deposit (定期預金).
        TimeDeposit = "time-deposit",
        /// Foreign-currency deposit (外貨預金).
        ForeignDeposit = "foreign-deposit",
        /// Share listed in Japan.
        JapaneseStock = "japanese-stock",
        /// Share listed abroad.
        ForeignStock = "foreign-stock",
        /// Investment trust (投資信託).
        InvestmentTrust = "investment-trust",
        /// Exchange-traded fund or real-estate investment trust.
        EtfReit = "etf-reit",
        /// Japanese government bond for individuals.
        GovernmentBond = "government-bond",
        /// Any other bond.
        OtherBond = "other-bond",
        /// Money or loan trust (金銭信託).
        MoneyTrust = "money-trust",
        /// Life insurance at surrender value.
        LifeInsurance = "life-insurance",
        /// Individual annuity insurance.
        AnnuityInsurance = "annuity-insurance",
        /// Education endowment or mutual aid (学資保険・共済).
        EducationInsurance = "education-insurance",
        /// Defined-contribution pension (iDeCo, corporate DC).
        DefinedContribution = "defined-contribution",
        /// Corporate pension or retirement allowance.
        RetirementAllowance = "retirement-allowance",
        /// Workers' asset formation savings (財形貯蓄).
        Zaikei = "zaikei",
        /// The home one lives in.
        Home = "home",
        /// Property let to others.
        RentalProperty = "rental-property",
        /// Land.
        Land = "land",
        /// Car or other vehicle.
        Vehicle = "vehicle",
        /// Gold and other precious metals.
        PreciousMetal = "precious-metal",
        /// Crypto-assets.
        Crypto = "crypto",
        /// Electronic money and points.
        Points = "points",
        /// Money lent to others.
        LoanReceivable = "loan-receivable",
        /// Anything else owned.
        OtherAsset = "other-asset",
        /// Home loan.
        Mortgage = "mortgage",
        /// Education loan.
        EducationLoan = "education-loan",
        /// Car loan.
        CarLoan = "car-loan",
        /// Card balance and revolving credit.
        CardBalance = "card-balance",
        /// Card loan.
        CardLoan = "card-loan",
        /// Anything else owed.
        OtherLiability = "other-liability",
    }
}

coded! {
    /// The tax wrapper a holding sits in; independent of its kind.
    Wrapper {
        /// No wrapper: deposits, property and the like.
        None = "none",
        /// Specified account (特定口座).
        Specified = "specified",
        /// General account (一般口座).
        General = "general",
        /// NISA, tsumitate part (つみたて投資枠), since 2024.
        NisaTsumitate = "nisa-tsumitate",
        /// NISA, growth part (成長投資枠), since 2024.
        NisaGrowth = "nisa-growth",
        /// NISA bought until 2023.
        NisaOld = "nisa-old",
        /// Individual defined-contribution pension.
        Ideco = "ideco",
        /// Corporate defined-contribution pension.
        CorporateDc = "corporate-dc",
    }
}

coded! {
    /// The groups in which charts and tables add kinds together.
    Group {
        /// Cash and deposits.
        Deposits = "deposits",
        /// Shares and exchange-traded funds.
        Stocks = "stocks",
        /// Investment and money trusts.
        Funds = "funds",
        /// Bonds.
        Bonds = "bonds",
        /// Insurance at its present value.
        Insurance = "insurance",
        /// Pensions and retirement money.
        Pensions = "pensions",
        /// Homes, rented property, land.
        RealEstate = "real-estate",
        /// Points and electronic money.
        Points = "points",
        /// Everything else owned.
        Other = "other",
        /// Everything owed.
        Liabilities = "liabilities",
    }
}

impl Kind {
    /// Whether a holding of this kind is owed rather than owned.
    pub const fn is_liability(self) -> bool {
        matches!(self.group(), Group::Liabilities)
    }

    /// Whether a loan may name a holding of this kind as what it paid for.
    pub const fn may_secure_loan(self) -> bool {
        matches!(self, Self::Home | Self::RentalProperty | Self::Land | Self::Vehicle)
    }

    /// The group charts put this kind in.
    pub const fn group(self) -> Group {
        match self {
            Self::Cash
            | Self::OrdinaryDeposit
            | Self::SavingsDeposit
            | Self::CurrentDeposit
            | Self::TimeDeposit
            | Self::ForeignDeposit
            | Self::Zaikei => Group::Deposits,
            Self::JapaneseStock | Self::ForeignStock | Self::EtfReit => Group::Stocks,
            Self::InvestmentTrust | Self::MoneyTrust => Group::Funds,
            Self::GovernmentBond | Self::OtherBond => Group::Bonds,
            Self::LifeInsurance | Self::AnnuityInsurance | Self::EducationInsurance => {
                Group::Insurance
            }
            Self::DefinedContribution | Self::RetirementAllowance => Group::Pensions,
            Self::Home | Self::RentalProperty | Self::Land => Group::RealEstate,
            Self::Points => Group::Points,
            Self::Vehicle
            | Self::PreciousMetal
            | Self::Crypto
            | Self::LoanReceivable
            | Self::OtherAsset => Group::Other,
            Self::Mortgage
            | Self::EducationLoan
            | Self::CarLoan
            | Self::CardBalance
            | Self::CardLoan
            | Self::OtherLiability => Group::Liabilities,
        }
    }

    /// Days after which a valuation of this kind is marked stale: prices move
    /// daily, houses do not.
    pub const fn stale_after_days(self) -> i64 {
        match self.group() {
            Group::RealEstate | Group::Insurance => 366,
            Group::Pensions => 184,
            _ => 62,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_round_trip() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_code(kind.code()), Some(*kind));
        }
        for wrapper in Wrapper::ALL {
            assert_eq!(Wrapper::from_code(wrapper.code()), Some(*wrapper));
        }
        assert_eq!(Kind::from_code("Cash"), None);
    }

    #[test]
    fn every_liability_is_in_the_liabilities_group() {
        let owed: Vec<_> = Kind::ALL.iter().filter(|kind| kind.is_liability()).collect();
        assert_eq!(owed.len(), 6);
        assert!(!Kind::Home.is_liability());
    }
}

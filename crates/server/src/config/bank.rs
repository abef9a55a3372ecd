//! `[bank]`: what the bank says of itself, in data files its people keep: each at a path, or as an
//! object of a bucket.

use outside::bank_file::BankFile;

/// `[bank]` as given; it is needed as it is, for nothing in it is needed.
#[derive(Debug, Clone, Default, clap::Args, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
#[command(next_help_heading = "Settings [bank]")]
pub struct BankSettings {
    /// The branches: CSV in UTF-8 or CP932, first line `code,name,kana`, then a branch a
    /// line. A path, or `s3://BUCKET/KEY?region=REGION` [default: an invented bank's, for trying
    /// out].
    #[arg(id = "bank.branches", long = "bank-branches", env = "KURA_BANK_BRANCHES")]
    #[arg(value_name = "FILE")]
    pub branches: Option<BankFile>,
    /// The public holidays, as the Cabinet Office publishes them: CSV in CP932 or UTF-8, a
    /// header line, then `YYYY/M/D,name`. A path, or `s3://BUCKET/KEY?region=REGION` [default:
    /// those Kura was built with].
    #[arg(id = "bank.holidays", long = "bank-holidays", env = "KURA_BANK_HOLIDAYS")]
    #[arg(value_name = "FILE")]
    pub holidays: Option<BankFile>,
    /// What the bank has recorded of accounts, to compare applications with: the customer
    /// master file, described in docs/reference/bank-records.md. It may be replaced while
    /// Kura runs. A path, or `s3://BUCKET/KEY?region=REGION` [default: none; nothing is compared].
    #[arg(id = "bank.records", long = "bank-records", env = "KURA_BANK_RECORDS")]
    #[arg(value_name = "FILE")]
    pub records: Option<BankFile>,
}

impl BankSettings {
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            branches: self.branches.or(other.branches),
            holidays: self.holidays.or(other.holidays),
            records: self.records.or(other.records),
        }
    }
}

//! Three applications for the additional service, each as its customer and the bank's people
//! would have left it: one returned, one that waits for its first look, one for its second.
//!
//! The pictures are made up and say so (見本).

use app::{
    App, AppError, Asker, FormKey, Officer,
    application::{self, Note, Part, Wish},
    customer::Profile,
    document,
    domain::{
        application::{
            Finding,
            declaration::{DeclaredDocument, Purpose},
            reason::{ReturnReason, Verdict},
            to_check,
        },
        bank::{
            Account, HolderKana,
            identity_document::{DocumentKind, Side},
            record::AccountState,
        },
        person::{Corrected, EmailAddress, Name},
    },
    seed::SeedCustomer,
};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use uuid::Uuid;

use super::{hanako, slip, synthetic::Population};

/// The password of those who are not 山田 花子.
pub const PASSWORD: &str = "sazanami-no-oto-futatsu";

/// An applicant of the demonstration, who is a customer already.
#[derive(Debug, Clone, Copy)]
pub struct Applicant {
    /// E-mail address.
    pub email: &'static str,
    /// Family and given name, both in kana too, and birth date; `None`: 山田 花子.
    person: Option<([&'static str; 4], NaiveDate)>,
    /// Branch, deposit type and number.
    account: [&'static str; 3],
    holder: &'static str,
    document: DocumentKind,
    picture: &'static [u8],
    /// What the bank did with it.
    standing: Standing,
}

/// How far an application has come.
#[derive(Debug, Clone, Copy)]
enum Standing {
    Waiting,
    Returned,
    Recommended,
}

/// The applicants, in the order in which they applied.
pub const APPLICANTS: [Applicant; 3] = [
    Applicant {
        email: hanako::EMAIL,
        person: None,
        account: ["001", "ordinary", "0012345"],
        holder: "ヤマダ ハナコ",
        document: DocumentKind::DrivingLicence,
        picture: include_bytes!("sample/driving-licence.jpg"),
        standing: Standing::Returned,
    },
    Applicant {
        email: "ichiro@example.jp",
        person: Some((["鈴木", "一郎", "スズキ", "イチロウ"], day(1975, 8, 15))),
        account: ["002", "ordinary", "7654321"],
        holder: "スズキ イチロウ",
        document: DocumentKind::MyNumberCard,
        picture: include_bytes!("sample/my-number-card.jpg"),
        standing: Standing::Waiting,
    },
    Applicant {
        email: "xiaomei@example.jp",
        person: Some((["李", "小梅", "リ", "シャオメイ"], day(1990, 2, 3))),
        account: ["003", "savings", "0200417"],
        holder: "リ シャオメイ",
        document: DocumentKind::ResidenceCard,
        picture: include_bytes!("sample/residence-card.jpg"),
        standing: Standing::Recommended,
    },
];

impl Applicant {
    /// Who the applicant is, with a few holdings; `None` for 山田 花子, who has a file of her
    /// own.
    ///
    /// # Errors
    /// None but by a slip in this file.
    pub fn customer(
        &self,
        password_hash: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<SeedCustomer>, AppError> {
        if self.person.is_none() {
            return Ok(None);
        }
        let profile = self.profile()?;
        let population = Population::new(SEED, (HOLDINGS, MONTHS), password_hash.to_owned(), now);
        Ok(Some(SeedCustomer { profile, language: "ja", ..population.customer(1)? }))
    }

    /// Who the applicant registered as.
    ///
    /// # Errors
    /// None but by a slip in this file.
    pub fn profile(&self) -> Result<Profile, AppError> {
        let Some(([family, given, family_kana, given_kana], birth_date)) = self.person else {
            return hanako::profile();
        };
        let name = Name::parse(family, given, family_kana, given_kana).map_err(|_| slip())?;
        let email = EmailAddress::parse(self.email).map_err(|_| slip())?;
        Ok(Profile { name, birth_date, email, corrected: Corrected::default() })
    }

    /// What the bank has recorded of the account, cell by cell. Of 鈴木 一郎 it has another
    /// birth date than he gave: something to find.
    ///
    /// # Errors
    /// None but by a slip in this file.
    pub fn recorded(&self, state: AccountState) -> Result<[String; 7], AppError> {
        let [branch, deposit_type, number] = self.account;
        let account = Account::parse(branch, deposit_type, number).map_err(|_| slip())?;
        let holder = HolderKana::parse(self.holder).map_err(|_| slip())?;
        let registered = self.profile()?.birth_date;
        let birth_date = match self.standing {
            Standing::Waiting => registered + TimeDelta::days(10),
            _ => registered,
        };
        Ok([
            account.branch.to_string(),
            account.deposit_type.zengin().to_string(),
            account.number.as_str().to_owned(),
            holder.zengin(),
            birth_date.to_string(),
            state.code().to_owned(),
            "2010-04-01".to_owned(),
        ])
    }

    /// Applies, unless it was done before, and lets a reviewer do what is to be done.
    ///
    /// # Errors
    /// [`AppError`].
    pub async fn apply(&self, app: &App, reviewer: &Officer) -> Result<(), AppError> {
        let email = EmailAddress::parse(self.email).map_err(|_| slip())?;
        let asker = app::seed::asker(app, &email).await?;
        if !application::mine(app, &asker).await?.is_empty() {
            return Ok(());
        }
        let id = self.send(app, &asker).await?;
        self.review(app, reviewer, (id, version(app, &asker, id).await?), &asker).await
    }

    /// Begins an application that lacks nothing but being sent.
    ///
    /// # Errors
    /// [`AppError`].
    pub async fn draft(&self, app: &App, asker: &Asker) -> Result<Uuid, AppError> {
        let id = application::begin(app, asker).await?;
        let [branch, deposit_type, number] = self.account;
        let account = Account::parse(branch, deposit_type, number).map_err(|_| slip())?;
        let holder = HolderKana::parse(self.holder).map_err(|_| slip())?;
        let document = DeclaredDocument { kind: self.document, other_side: false };
        for part in [Part::Account(account, holder), Part::Documents(document, None)] {
            let now = version(app, asker, id).await?;
            application::declare(app, asker, (id, now), part).await?;
        }
        let picture = (id, self.document, Side::Front);
        document::upload(app, asker, form_key(app)?, picture, self.picture.to_vec()).await?;
        Ok(id)
    }

    async fn send(&self, app: &App, asker: &Asker) -> Result<Uuid, AppError> {
        // Where the clock is a set one, time passes between the steps.
        app.clock.advance(TimeDelta::minutes(30));
        let id = self.draft(app, asker).await?;
        app.clock.advance(TimeDelta::minutes(6));
        let consent = app.service_terms_version();
        let wish = Wish { purpose: Purpose::SeeAccounts, consent };
        let now = version(app, asker, id).await?;
        application::submit(app, asker, form_key(app)?, (id, now), wish).await
    }

    async fn review(
        &self,
        app: &App,
        reviewer: &Officer,
        (id, version): (Uuid, i64),
        asker: &Asker,
    ) -> Result<(), AppError> {
        if let Standing::Waiting = self.standing {
            return Ok(());
        }
        app.clock.advance(TimeDelta::hours(3));
        application::take(app, reviewer, (id, version)).await?;
        app.clock.advance(TimeDelta::minutes(12));
        let shown = (id, self::version(app, asker, id).await?);
        match self.standing {
            Standing::Waiting => Ok(()),
            Standing::Returned => {
                let note = Note {
                    told: "写真の右下に照明が写り込み、住所が読み取れません。明るい場所で、\
                           光が反射しないように撮り直してください。"
                        .to_owned(),
                    noted: "氏名・生年月日は一致。住所のみ再確認。".to_owned(),
                };
                let reasons = [ReturnReason::Glare.into()];
                application::return_to_customer(app, reviewer, shown, &reasons, &note).await
            }
            Standing::Recommended => {
                let noted = "顔写真、有効期限、口座名義を確認済み。";
                let checked = &to_check([self.document]);
                let finding = Finding { verdict: Verdict::Approve, reasons: &[], checked };
                application::recommend(app, reviewer, shown, &finding, noted).await
            }
        }
    }
}

const SEED: u64 = 417;
const HOLDINGS: usize = 4;
const MONTHS: u32 = 12;

const fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(day) => day,
        None => NaiveDate::MIN,
    }
}

async fn version(app: &App, asker: &Asker, id: Uuid) -> Result<i64, AppError> {
    application::show(app, asker, id).await.map(|shown| shown.version)
}

fn form_key(app: &App) -> Result<FormKey, AppError> {
    Ok(FormKey(app.dice.id(app.clock.now())?))
}

//! Sample previews.

use app::import::{Details, Read, Wishes};
use axum::http::StatusCode;
use chrono::NaiveDate;
use domain::{
    import::{self, Encoding, table},
    portfolio::Portfolio,
};
use uuid::Uuid;

use super::{Page, Said, Waiting};
use crate::kit::{
    frame::Frame,
    words::{Lang, Words},
};

/// A file, and what else is to be seen of it.
pub(super) struct Sample {
    text: &'static str,
    malformed_lines: &'static [usize],
    seen_before: bool,
    refused: bool,
    wished: Option<Wishes>,
}

const PLAIN: Sample =
    Sample { text: "", malformed_lines: &[], seen_before: false, refused: false, wished: None };

/// Every state of the page.
pub(super) const ALL: [Sample; 4] = [
    Sample {
        text: "日付,種類,名称,金融機関,通貨,金額\n\
               2026/9/30,普通預金,給与<口座>,くら銀行,,1240000\n\
               2026/9/30,普通預金,給与<口座>,くら銀行,,1240000\n\
               2026/9/30,普通預金,給与<口座>,くら銀行,,5\n\
               2026/9/30,外貨預金,ドル預金,くら銀行,USD,1234.50\n\
               2026/13/1,宝物,,,円ドル,百万くらい\n\
               2026/9/30,現金,財布,,,1,200\n\
               2026/9/30,現金,\"財布,,,1200\n",
        malformed_lines: &[2, 3],
        seen_before: true,
        wished: Some(Wishes { all_or_nothing: true, correct: true }),
        ..PLAIN
    },
    Sample {
        text: "日付,摘要,出金,入金,残高\n2026/9/1,給与,,300000,500000\n2026/9/2,家賃,80000,,420000\n",
        refused: true,
        ..PLAIN
    },
    Sample { text: "日付,名称,金額\n2026/9/1,財布,3000\n2026/9/2,財布,2000\n", ..PLAIN },
    Sample { text: "a,b\0", malformed_lines: &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], ..PLAIN },
];

impl Sample {
    /// The page.
    pub(super) fn page(&self, lang: Lang) -> Option<Page> {
        let w = Words::new(lang);
        let details = Details {
            file_name: "資産<2026-09>.csv".to_owned(),
            encoding: Encoding::Cp932,
            format: None,
            mapping: None,
            wishes: Wishes::default(),
        };
        let waiting = Waiting {
            id: Uuid::nil(),
            version: 1,
            details,
            read: self.read()?,
            seen_before: self.seen_before,
        };
        let said = Said {
            refused: self.refused.then(|| w.import_stale().to_owned()),
            wished: self.wished,
            ..Said::with(StatusCode::OK)
        };
        let frame = Frame::sample(lang, true, w.import_preview_title());
        Some(Page::framed(frame, &waiting, &said))
    }

    fn read(&self) -> Option<Result<Read, import::TableProblem>> {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22)?;
        Some(table::read(self.text).map(|table| {
            let format = import::recognise(&table);
            let reading = import::read(&table, format, None, today);
            let plan = import::plan(&reading, &Portfolio::default());
            let malformed_lines = self.malformed_lines.to_vec();
            Read { malformed_lines, table, format, reading, plan }
        }))
    }
}

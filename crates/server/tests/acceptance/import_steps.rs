//! The steps of importing a file by the pages, for the tests of that clause.

use crate::kit::{FormFill, Page, TestApp, Visitor};

/// A file of Money Forward ME as it comes: CP932, 62 days of eight kinds.
pub const MONEY_FORWARD: &[u8] =
    include_bytes!("../../../domain/src/import/samples/money_forward.csv");

/// A table of day, name and balance, as any bank could give it.
pub fn table(rows: &[&str]) -> String {
    format!("日付,名称,残高\n{}\n", rows.join("\n"))
}

impl Visitor {
    /// Sends a file; the page then shows what it would do.
    pub async fn upload(&self, name: &str, content: impl AsRef<[u8]>) -> Page {
        let form = self.get("/imports").await.form("/imports");
        form.attach("file", name, content.as_ref()).send(self).await
    }

    /// The figure on the first page, such as `1,200円`; nothing where nothing is recorded.
    pub async fn net_worth(&self) -> String {
        let page = self.get("/").await;
        page.text_of("section.figure .amount").unwrap_or_default()
    }

    /// What a script is told of an import: entries done, entries in all, state.
    pub async fn import_progress(&self, import: &str) -> (u64, u64, String) {
        let answer = self.get(&format!("{import}/progress")).await;
        let told: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
        let number = |name: &str| told[name].as_u64().unwrap();
        (number("done"), number("total"), told["state"].as_str().unwrap().to_owned())
    }
}

impl Page {
    /// The form of an import's page by its step: `choose`, `confirm`, `discard`, `undo`.
    #[track_caller]
    pub fn step(&self, step: &str) -> FormFill {
        self.form(&format!("form[action$=\"/{step}\"]"))
    }

    /// Whether a step can be taken.
    pub fn offers(&self, step: &str) -> bool {
        self.attribute(&format!("form[action$=\"/{step}\"]"), "action").is_some()
    }
}

impl TestApp {
    /// Uploads a file, says yes, lets it be carried out, and shows how it ended.
    pub async fn import(&self, visitor: &Visitor, content: impl AsRef<[u8]>) -> Page {
        let page = visitor.upload("一覧.csv", content).await;
        page.step("confirm").send(visitor).await.assert_sees("取り込んでいます");
        self.run_jobs().await;
        visitor.get(&page.path).await
    }

    /// How many originals are kept.
    pub fn kept_files(&self) -> usize {
        self.document_files().len()
    }
}

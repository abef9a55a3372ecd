//! Recording holdings by the page. The one place that knows the names of its fields.

use super::{FormFill, Page, Visitor};

const NEW: &str = "/holdings/new";

/// What a person types into the page for a new holding; an empty text is left as it is.
#[derive(Debug, Clone, Default)]
pub struct HoldingForm<'a> {
    /// A code of `domain::asset`, such as `ordinary-deposit`.
    pub kind: &'a str,
    pub label: &'a str,
    pub institution: &'a str,
    /// A code such as `nisa-growth`.
    pub wrapper: &'a str,
    /// An ISO 4217 code.
    pub currency: &'a str,
    pub amount: &'a str,
    pub as_of: &'a str,
    pub note: &'a str,
}

impl HoldingForm<'_> {
    /// Fills the page's form in with these answers.
    pub async fn fill(&self, visitor: &Visitor) -> FormFill {
        let answers = [
            ("kind", self.kind),
            ("label", self.label),
            ("institution", self.institution),
            ("wrapper", self.wrapper),
            ("currency", self.currency),
            ("amount", self.amount),
            ("as_of", self.as_of),
            ("note", self.note),
        ];
        let typed = answers.into_iter().filter(|(_, value)| !value.is_empty());
        let form = visitor.get(NEW).await.form(NEW);
        typed.fold(form, |form, (name, value)| form.set(name, value))
    }

    /// Fills the page's form in and sends it.
    pub async fn send(&self, visitor: &Visitor) -> Page {
        self.fill(visitor).await.send(visitor).await
    }
}

impl Visitor {
    /// Records a holding in yen, true today.
    pub async fn add_holding(&self, label: &str, kind: &str, amount: &str) -> Page {
        let page = HoldingForm { label, kind, amount, ..HoldingForm::default() }.send(self).await;
        assert!(page.status.is_success(), "{page}");
        page
    }
}

//! The form of a finding: the checklist, the verdict, its reasons, and what is said of it. The
//! first person and the second fill in the same one; only the second writes to the customer.

use app::{application::Note, review::Case};
use askama::{Template, filters::HtmlSafe};
use domain::{
    application::{
        Checked, Finding,
        reason::{ReasonError, RejectReason, Verdict},
        to_check,
    },
    bank::identity_document::DocumentKind,
};

use super::{compare::FINDING, draft, names, step::Wrong};
use crate::kit::{
    field::{Field, Input, summary},
    form::Form,
    words::Words,
};

/// What a form said.
#[derive(Debug, Default)]
pub struct Filled {
    /// The verdict, if one was chosen.
    pub verdict: Option<Verdict>,
    /// The reasons ticked.
    pub reasons: Vec<RejectReason>,
    /// What was ticked on the checklist.
    pub checked: Vec<Checked>,
    /// What was written.
    pub note: Note,
    /// The reasons the customer's text was shown for, to be looked over; empty before.
    pub drafted: Vec<RejectReason>,
}

/// The form.
#[derive(Debug, Template)]
#[template(path = "staff/application/finding_form.html")]
pub struct FindingForm {
    w: Words,
    action: String,
    version: i64,
    errors: Vec<(String, String)>,
    /// What must be known before it is sent again.
    said: Option<&'static str>,
    /// The codes of the reasons the customer's text was shown for.
    drafted: String,
    /// Says that it is to be looked over now.
    look_over: bool,
    verdict: Field,
    documents: Vec<Document>,
    checks_error: Option<&'static str>,
    reasons: Vec<Reason>,
    reasons_error: Option<&'static str>,
    /// What the customer reads; the second person's only.
    told: Option<Field>,
    noted: Field,
    submit: &'static str,
    /// Whether leaving the page would lose something.
    filled_in: bool,
}

/// A document and what to look at on it.
#[derive(Debug)]
struct Document {
    name: &'static str,
    checks: Vec<Tick>,
}

/// A box.
#[derive(Debug)]
struct Tick {
    name: String,
    label: &'static str,
    ticked: bool,
    /// Whether the first person had ticked it too, where the second looks.
    first: Option<bool>,
}

/// A reason to reject.
#[derive(Debug)]
struct Reason {
    tick: Tick,
    untold: bool,
}

impl HtmlSafe for FindingForm {}

fn check_name(one: Checked) -> String {
    format!("check-{}-{}", one.kind.code(), one.check.code())
}

fn reason_name(reason: RejectReason) -> String {
    format!("reason-{}", reason.code())
}

impl Filled {
    /// Reads a form.
    pub fn of(form: &Form) -> Self {
        let all = to_check(DocumentKind::ALL.iter().copied());
        let ticked = |name: String| form.ticked(&name);
        let reasons = RejectReason::ALL.iter().copied();
        Self {
            verdict: Verdict::from_code(form.text("verdict")),
            reasons: reasons.filter(|reason| ticked(reason_name(*reason))).collect(),
            checked: all.into_iter().filter(|one| ticked(check_name(*one))).collect(),
            note: Note {
                told: form.text("told").trim().to_owned(),
                noted: form.text("noted").trim().to_owned(),
            },
            drafted: draft::reasons(form.text("drafted")),
        }
    }

    /// Whether anything was filled in.
    fn is_anything(&self) -> bool {
        let is_ticked = self.verdict.is_some() || !self.reasons.is_empty();
        is_ticked || !self.checked.is_empty() || self.note != Note::default()
    }

    /// What was found, if a verdict was chosen.
    pub fn finding(&self) -> Option<Finding<'_>> {
        let verdict = self.verdict?;
        Some(Finding { verdict, reasons: &self.reasons, checked: &self.checked })
    }

    /// Whether the customer's text is to be shown first: nobody rejects without having looked
    /// over what the customer will read, for the reasons it is.
    pub fn wants_draft(&self) -> bool {
        let is_rejected = self.verdict == Some(Verdict::Reject) && !self.reasons.is_empty();
        is_rejected && (self.drafted != self.reasons || self.note.told.is_empty())
    }

    /// Fills in the standard text, in the customer's language, unless another was written.
    pub fn draft(&mut self, case: &Case) {
        let standard = |reasons: &[_]| draft::rejected(draft::words(case), reasons);
        let former = standard(&self.drafted);
        draft::fill(&mut self.note.told, &former, standard(&self.reasons));
        self.drafted.clone_from(&self.reasons);
    }
}

impl FindingForm {
    /// The first person's.
    pub fn recommend(w: Words, case: &Case, filled: &Filled) -> Self {
        Self::new(w, case, filled, ("recommend", w.staff_recommend_send()))
    }

    /// The second person's.
    pub fn decide(w: Words, case: &Case, filled: &Filled) -> Self {
        let told = Field::new("told", w.staff_told(), draft::again(&filled.note.told))
            .input(Input::Area)
            .hint(w.staff_told_hint_decide(draft::language(w, case)));
        let form = Self::new(w, case, filled, ("decide", w.staff_decide_send()));
        Self { told: Some(told), look_over: !filled.drafted.is_empty(), ..form }
    }

    fn new(w: Words, case: &Case, filled: &Filled, (step, submit): (&str, &'static str)) -> Self {
        let first = advised(case, step);
        let documents = case.checklists.iter().map(|(kind, checks)| {
            let tick = |check: &_| Tick::check(w, (*kind, *check), filled, first);
            Document { name: names::document(w, *kind), checks: checks.iter().map(tick).collect() }
        });
        let reasons = RejectReason::ALL.iter().map(|reason| Reason {
            tick: Tick {
                name: reason_name(*reason),
                label: names::rejected(w, *reason),
                ticked: filled.reasons.contains(reason),
                first: None,
            },
            untold: !reason.is_told(),
        });
        Self {
            w,
            action: format!("/applications/{}/{step}", case.id),
            version: case.version,
            errors: Vec::new(),
            said: None,
            drafted: draft::codes(&filled.drafted),
            look_over: false,
            verdict: verdict_field(w, filled.verdict),
            documents: documents.collect(),
            checks_error: None,
            reasons: reasons.collect(),
            reasons_error: None,
            told: None,
            noted: Field::new("noted", w.staff_noted(), draft::again(&filled.note.noted))
                .input(Input::Area)
                .hint(w.staff_noted_hint()),
            submit,
            filled_in: filled.is_anything(),
        }
    }

    /// With what is said against it, if anything is.
    #[must_use]
    pub fn wrong(mut self, wrong: Option<Wrong>) -> Self {
        let w = self.w;
        use ReasonError as E;
        match wrong {
            None => return self,
            // Beside it, a text shown for the first time is to be looked over all the same.
            Some(Wrong::Said(text)) => {
                self.said = Some(text);
                return self;
            }
            Some(Wrong::Verdict) => {
                self.verdict = self.verdict.error(Some(w.staff_verdict_missing()));
            }
            Some(Wrong::Reason(E::Missing)) => {
                self.reasons_error = Some(w.staff_reject_reasons_wrong());
            }
            Some(Wrong::Reason(E::Unchecked)) => {
                self.checks_error = Some(w.staff_checks_missing());
            }
            Some(Wrong::Reason(error @ (E::ToldTooLong | E::ToldAddress | E::ToldMyNumber))) => {
                self.told = self.told.map(|told| told.error(Some(draft::wrong(w, error))));
            }
            Some(Wrong::Reason(error @ (E::NotedTooLong | E::NotedMyNumber))) => {
                self.noted = self.noted.error(Some(draft::wrong(w, error)));
            }
        }
        let groups = [("checks", self.checks_error), ("reasons", self.reasons_error)];
        let groups = groups.into_iter().filter_map(|(name, error)| Some((name, error?)));
        self.errors = groups.map(|(name, text)| (name.to_owned(), text.to_owned())).collect();
        let fields = [Some(&self.verdict), self.told.as_ref(), Some(&self.noted)];
        self.errors.extend(summary(fields.into_iter().flatten()));
        self.look_over = false;
        self
    }
}

impl Tick {
    fn check(
        w: Words,
        (kind, check): (DocumentKind, domain::application::checklist::Check),
        filled: &Filled,
        first: Option<&[Checked]>,
    ) -> Self {
        let one = Checked { kind, check };
        Self {
            name: check_name(one),
            label: names::check(w, check),
            ticked: filled.checked.contains(&one),
            first: first.map(|first| first.contains(&one)),
        }
    }
}

/// What the first person had looked at, where the second looks.
fn advised<'a>(case: &'a Case, step: &str) -> Option<&'a [Checked]> {
    let noted = case.advice.as_ref().filter(|_| step == "decide")?.noted.as_ref()?;
    Some(&noted.checked)
}

fn verdict_field(w: Words, verdict: Option<Verdict>) -> Field {
    let options = Verdict::ALL
        .iter()
        .map(|verdict| (verdict.code().to_owned(), names::verdict(w, *verdict).to_owned()));
    let chosen = verdict.map_or("", Verdict::code);
    Field::new("verdict", w.staff_verdict(), chosen).input(Input::radio(options))
}

//! The standard text for a customer, in their language, to be looked over before it is sent.

use app::review::Case;
use domain::{
    application::reason::{LONGEST_TEXT, Mend, ReasonError, RejectReason},
    bank::holds_my_number,
};

use super::names;
use crate::kit::words::{Lang, Words};

/// The words of the customer's language.
pub fn words(case: &Case) -> Words {
    Words::new(Lang::parse(&case.language).unwrap_or(Lang::Ja))
}

/// The name of the customer's language, in the visitor's.
pub fn language(w: Words, case: &Case) -> &'static str {
    match words(case).lang() {
        Lang::Ja => w.staff_language_ja(),
        Lang::En => w.staff_language_en(),
    }
}

/// What to mend, a line each; with the picture where it is one's only.
pub fn returned(w: Words, reasons: &[Mend]) -> String {
    let line = |mend: &Mend| {
        let text = names::returned_told(w, mend.reason);
        match mend.picture {
            Some(picture) => w.staff_draft_about(names::picture(w, picture), text),
            None => text.to_owned(),
        }
    };
    reasons.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Why it is rejected, a line each, as far as the customer may read it. Where nothing may be
/// read the general text stands: silence would tell them what they may not know.
pub fn rejected(w: Words, reasons: &[RejectReason]) -> String {
    let told: Vec<_> = reasons.iter().filter(|reason| reason.is_told()).collect();
    let lines = if told.is_empty() { reasons.iter().collect() } else { told };
    let mut texts: Vec<_> = lines.iter().map(|reason| names::rejected_told(w, **reason)).collect();
    // Several reasons have one text.
    texts.sort_unstable();
    texts.dedup();
    texts.join("\n")
}

/// Fills a text in: the standard one, unless another was written than the former standard one.
pub fn fill(text: &mut String, former: &str, standard: String) {
    // A browser sends a line's end as two characters.
    if text.is_empty() || text.replace("\r\n", "\n") == former {
        *text = standard;
    }
}

/// A text as the form shows it again: one that holds a My Number is not shown, for it is not kept.
pub fn again(text: &str) -> &str {
    if holds_my_number(text) { "" } else { text }
}

/// What is wrong with a text, in words.
pub fn wrong(w: Words, error: ReasonError) -> String {
    match error {
        ReasonError::ToldAddress => w.staff_told_address().to_owned(),
        ReasonError::ToldMyNumber | ReasonError::NotedMyNumber => {
            w.staff_text_my_number().to_owned()
        }
        _ => w.text_too_long(LONGEST_TEXT),
    }
}

/// Codes of reasons, for a field nobody sees.
pub fn codes(reasons: &[RejectReason]) -> String {
    reasons.iter().map(|reason| reason.code()).collect::<Vec<_>>().join(" ")
}

/// The reasons of codes; what is none is left out.
pub fn reasons(codes: &str) -> Vec<RejectReason> {
    codes.split(' ').filter_map(RejectReason::from_code).collect()
}

#[cfg(test)]
mod tests {
    use domain::{application::reason::ReturnReason, text::holds_web_address};

    use super::*;

    #[test]
    fn no_standard_text_is_one_that_may_not_be_sent() {
        for w in Lang::ALL.map(Words::new) {
            let mends: Vec<Mend> = ReturnReason::ALL.iter().map(|one| Mend::from(*one)).collect();
            for text in [returned(w, &mends), rejected(w, RejectReason::ALL)] {
                assert!(!holds_web_address(&text), "{text}");
            }
        }
    }
}

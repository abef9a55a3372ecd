//! The fields for the account and its holder. A branch is found by a part of its name: where
//! several fit, they are offered.

use domain::{
    application::declaration::Declaration,
    bank::{
        Account, AccountNumber, AccountNumberError, Branch, BranchCode, Branches, DepositType,
        HolderKana, HolderKanaError, Meant, holds_my_number,
    },
};

use super::names;
use crate::kit::{
    field::{Field, Input},
    form::Form,
    words::Words,
};

/// The fields.
#[derive(Debug)]
pub(super) struct AccountForm {
    pub branch: Field,
    /// The branches that fit, where there are several, and what they were found by.
    pub found: Option<(Field, String)>,
    pub deposit: Field,
    pub number: Field,
    pub holder: Field,
    /// Whether a My Number was typed; what was typed is then not shown again.
    pub holds_my_number: bool,
}

/// The account and its holder.
type Declared = (Account, HolderKana);

impl AccountForm {
    /// The fields with what was declared; the holder is at first the customer as registered.
    pub fn declared(w: Words, branches: &Branches, declared: &Declaration, name: &str) -> Self {
        let account = declared.account.as_ref();
        let branch = account.and_then(|account| branches.find(&account.branch));
        let holder = declared.holder.as_ref().map(ToString::to_string);
        Self {
            branch: branch_field(w, branch.map_or("", |branch| &branch.name)),
            found: None,
            deposit: deposit_field(w, account.map_or("", |account| account.deposit_type.code())),
            number: number_field(w, account.map_or("", |account| account.number.as_str())),
            holder: holder_field(w, holder.as_deref().unwrap_or(name)),
            holds_my_number: false,
        }
    }

    /// The fields with what was typed and what is wrong with it; what was declared, if
    /// nothing is.
    pub fn judge(w: Words, branches: &Branches, form: &Form) -> (Self, Option<Declared>) {
        let typed = |name: &str| Some(form.text(name)).filter(|text| !holds_my_number(text));
        let number_typed =
            |name: &str| typed(name).is_none().then(|| w.application_my_number_typed());
        let (branch, found, branch_error) = judge_branch(w, branches, form);
        let deposit = DepositType::parse_applicable(form.text("deposit"));
        let number = AccountNumber::parse(form.text("number"));
        let holder = HolderKana::parse(form.text("holder"));
        let number_error = number.as_ref().err().map(|error| number_words(w, *error));
        let holder_error = holder.as_ref().err().map(|error| holder_words(w, *error));
        let fields = Self {
            branch: branch_field(w, typed("branch").unwrap_or_default())
                .error(number_typed("branch").or(branch_error)),
            found,
            deposit: deposit_field(w, form.text("deposit"))
                .error(deposit.is_err().then(|| w.application_deposit_missing())),
            number: number_field(w, typed("number").unwrap_or_default())
                .error(number_typed("number").or(number_error)),
            holder: holder_field(w, typed("holder").unwrap_or_default())
                .error(number_typed("holder").or(holder_error)),
            holds_my_number: ["branch", "number", "holder"]
                .iter()
                .any(|name| typed(name).is_none()),
        };
        let declared = match (branch, deposit, number, holder) {
            (Some(branch), Ok(deposit_type), Ok(number), Ok(holder)) if !fields.holds_my_number => {
                Some((Account { branch: branch.code.clone(), deposit_type, number }, holder))
            }
            _ => None,
        };
        (fields, declared)
    }

    /// All fields, for the summary of errors.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        [&self.branch, &self.deposit, &self.number, &self.holder].into_iter()
    }
}

type JudgedBranch<'a> = (Option<&'a Branch>, Option<(Field, String)>, Option<&'static str>);

/// The branch that is meant: the one chosen among those found before, while the text they
/// were found by still stands; else whichever the text means. What was chosen stays chosen,
/// whatever else of the form is to be corrected.
fn judge_branch<'a>(w: Words, branches: &'a Branches, form: &Form) -> JudgedBranch<'a> {
    let text = form.text("branch");
    let several = match branches.meant(text) {
        Meant::One(branch) => return (Some(branch), None, None),
        Meant::OneOf(several) => several,
        Meant::Nothing if text.trim().is_empty() => {
            return (None, None, Some(w.application_branch_missing()));
        }
        Meant::Nothing => return (None, None, Some(w.application_branch_unknown())),
    };
    let code = BranchCode::parse(form.text("branch_code")).ok();
    let code = code.filter(|_| form.text("branch_found") == text);
    let chosen = code.and_then(|code| several.iter().copied().find(|one| one.code == code));
    let offered = several
        .iter()
        .map(|branch| (branch.code.to_string(), format!("{} {}", branch.code, branch.name)));
    let value = chosen.map(|branch| branch.code.to_string()).unwrap_or_default();
    let choices = Field::new("branch_code", w.application_branch_found(), &value)
        .input(Input::radio(offered));
    let error = chosen.is_none().then(|| w.application_branch_several());
    (chosen, Some((choices, text.to_owned())), error)
}

fn branch_field(w: Words, value: &str) -> Field {
    Field::new("branch", w.application_branch(), value)
        .hint(w.application_branch_hint())
        .mark(w.required(), true)
}

fn deposit_field(w: Words, value: &str) -> Field {
    let types = DepositType::APPLICABLE
        .map(|deposit| (deposit.code().to_owned(), names::deposit(w, deposit).to_owned()));
    Field::new("deposit", w.application_deposit(), value)
        .input(Input::radio(types))
        .mark(w.required(), true)
}

fn number_field(w: Words, value: &str) -> Field {
    Field::new("number", w.application_number(), value)
        .input(Input::Digits)
        .hint(w.application_number_hint())
        .mark(w.required(), true)
}

fn holder_field(w: Words, value: &str) -> Field {
    Field::new("holder", w.application_holder(), value)
        .hint(w.application_holder_hint())
        .mark(w.required(), true)
}

fn number_words(w: Words, error: AccountNumberError) -> &'static str {
    match error {
        AccountNumberError::Empty => w.application_number_empty(),
        AccountNumberError::NotDigits => w.application_number_not_digits(),
        AccountNumberError::TooLong => w.application_number_too_long(),
        AccountNumberError::AllZeros => w.application_number_all_zeros(),
    }
}

fn holder_words(w: Words, error: HolderKanaError) -> &'static str {
    match error {
        HolderKanaError::Empty => w.application_holder_empty(),
        HolderKanaError::TooLong => w.application_holder_too_long(),
        HolderKanaError::NotKana => w.application_holder_not_kana(),
    }
}

#[cfg(test)]
mod tests {
    use domain::bank::SAMPLE_BRANCHES;

    use super::*;
    use crate::kit::words::Lang;

    const MY_NUMBER: &str = "1234 5678 9018";

    fn judged(fields: &[(&str, &str)]) -> (AccountForm, Option<Declared>) {
        let all = [("deposit", "ordinary"), ("number", "12345"), ("holder", "やまだ　はなこ")];
        let known = |name: &str| fields.iter().any(|field| field.0 == name);
        let rest = all.into_iter().filter(|field| !known(field.0));
        let sent = fields.iter().copied().chain(rest);
        let sent = sent.map(|(name, text)| (name.to_owned(), text.to_owned())).collect();
        let branches = Branches::parse(SAMPLE_BRANCHES).unwrap();
        AccountForm::judge(Words::new(Lang::Ja), &branches, &Form::new(sent))
    }

    #[test]
    fn a_part_of_a_branchs_name_will_do() {
        let (_, declared) = judged(&[("branch", "ゆきみ")]);
        let (account, holder) = declared.unwrap();
        assert_eq!(account.index_form(), "032-1-0012345");
        assert_eq!(holder.to_string(), "ヤマダ ハナコ");
    }

    #[test]
    fn where_several_branches_fit_one_is_chosen_until_the_text_is_another() {
        let (form, declared) = judged(&[("branch", "中央")]);
        assert!(declared.is_none() && form.branch.error.is_some());
        let (choices, found) = form.found.unwrap();
        assert!(matches!(&choices.input, Input::Radio(choices) if choices.len() == 2));
        let chosen = [("branch", "中央"), ("branch_found", &found), ("branch_code", "101")];
        assert_eq!(judged(&chosen).1.unwrap().0.branch.as_str(), "101");
        let changed = [("branch", "港支店"), ("branch_found", &found), ("branch_code", "101")];
        assert_eq!(judged(&changed).1.unwrap().0.branch.as_str(), "020");
    }

    #[test]
    fn the_branch_chosen_stays_chosen_while_something_else_is_corrected() {
        let chosen = [("branch", "中央"), ("branch_found", "中央"), ("branch_code", "101")];
        let (form, declared) = judged(&[&chosen[..], &[("number", "12345678")]].concat());
        assert!(declared.is_none() && form.branch.error.is_none() && form.number.error.is_some());
        let (choices, found) = form.found.unwrap();
        assert_eq!((choices.value.as_str(), found.as_str()), ("101", "中央"));
        // One that was not among those offered is none.
        let odd = [("branch", "中央"), ("branch_found", "中央"), ("branch_code", "020")];
        assert!(judged(&odd).1.is_none());
    }

    #[test]
    fn a_my_number_is_refused_wherever_it_is_typed_and_not_shown_again() {
        assert!(holds_my_number(MY_NUMBER));
        let text = format!("ア {MY_NUMBER}");
        for name in ["branch", "number", "holder"] {
            let (form, declared) = judged(&[(name, &text), ("branch", "港支店")]);
            assert!(declared.is_none() && form.holds_my_number, "{name}");
            let field = form.fields().find(|field| field.name == name).unwrap();
            assert!(field.value.is_empty() && field.error.is_some(), "{name}");
        }
    }
}

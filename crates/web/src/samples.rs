//! Every page with sample data, in a language: for the test that renders them all,
//! for the HTML checker, and for designers.

use askama::Template;

use crate::{
    customer::{
        account, application, confirm, export, holding, import, login, login_continue, net_worth,
        register, welcome,
    },
    kit::{self, error::Oops, words::Lang},
    staff,
};

/// Pages by name, rendered.
///
/// # Errors
/// When a page cannot be rendered.
pub fn all(lang: Lang) -> Result<Vec<(String, String)>, askama::Error> {
    let mut pages = Pages(Vec::new());
    pages.add("welcome", &[welcome::Page::sample(lang)])?;
    pages.add("register", &[register::Page::sample(lang)])?;
    pages.add("confirm", &[confirm::Page::sample(lang)])?;
    pages.add("login", &[login::Page::sample(lang)])?;
    pages.add("login_continue", &[login_continue::Page::sample(lang)])?;
    pages.add("net_worth", &net_worth::Page::samples(lang))?;
    pages.add("holdings", &holding::list::Page::samples(lang))?;
    pages.add("holding_add", &holding::add::Page::samples(lang))?;
    pages.add("holding_detail", &holding::detail::Page::samples(lang))?;
    pages.add("holding_edit", &holding::edit::Page::samples(lang))?;
    pages.add("holding_delete", &holding::delete::Page::samples(lang))?;
    pages.add("holding_deleted", &holding::deleted::Page::samples(lang))?;
    pages.add("update_all", &holding::update_all::Page::samples(lang))?;
    pages.add("rate", &holding::rate::Page::samples(lang))?;
    pages.add("import_list", &import::list::Page::samples(lang))?;
    pages.add("import_preview", &import::preview::Page::samples(lang))?;
    pages.add("import_progress", &[import::progress::Page::sample(lang)])?;
    pages.add("import_result", &import::result::Page::samples(lang))?;
    pages.add("export", &[export::Page::sample(lang)])?;
    pages.add("applications", &application::list::Page::samples(lang))?;
    pages.add("application", &application::detail::Page::samples(lang))?;
    pages.add("application_account", &application::account::Page::samples(lang))?;
    pages.add("application_document", &application::document::Page::samples(lang))?;
    pages.add("application_side", &[application::side::Page::sample(lang)])?;
    pages.add("application_pictures", &application::pictures::Page::samples(lang))?;
    pages.add("application_check", &application::check::Page::samples(lang))?;
    pages.add("application_withdraw", &[application::withdraw::Page::sample(lang)])?;
    pages.add("application_terms", &[application::terms::Page::sample(lang)])?;
    pages.add("recover", &[account::recover::Page::sample(lang)])?;
    pages.add("new_password", &account::new_password::Page::samples(lang))?;
    pages.add("settings", &[account::settings::Page::sample(lang)])?;
    pages.add("profile", &account::profile::Page::samples(lang))?;
    pages.add("looks", &account::looks::Page::samples(lang))?;
    pages.add("sessions", &[account::sessions::Page::sample(lang)])?;
    pages.add("password", &[account::password::Page::sample(lang)])?;
    pages.add("close", &account::close::Page::samples(lang))?;
    pages.add("terms", &[account::terms::Page::sample(lang)])?;
    pages.add("help", &[account::help::Page::sample(lang)])?;
    pages.add("mail_list", &account::mail_list::Page::samples(lang))?;
    pages.add("mail", &[account::mail::Page::sample(lang)])?;
    let oops: Vec<_> =
        Oops::SAMPLES.iter().map(|oops| kit::oops::Page::sample(lang, *oops)).collect();
    pages.add("oops", &oops)?;
    staff_pages(&mut pages, lang)?;
    Ok(pages.0)
}

fn staff_pages(pages: &mut Pages, lang: Lang) -> Result<(), askama::Error> {
    pages.add("staff_login", &[staff::login::Page::sample(lang)])?;
    pages.add("staff_login_code", &[staff::login_code::Page::sample(lang)])?;
    pages.add("staff_invitation", &[staff::invitation::Page::sample(lang)])?;
    pages.add("staff_second_factor", &staff::second_factor::Page::samples(lang))?;
    pages.add("staff_home", &staff::home::Page::samples(lang))?;
    pages.add("staff_members", &[staff::member::list::Page::sample(lang)])?;
    pages.add("staff_member", &staff::member::detail::Page::samples(lang))?;
    pages.add("staff_invite", &[staff::member::invite::Page::sample(lang)])?;
    pages.add("staff_invited", &[staff::member::invited::Page::sample(lang)])?;
    pages.add("staff_customers", &staff::customer::search::Page::samples(lang))?;
    pages.add("staff_customer", &staff::customer::detail::Page::samples(lang))?;
    pages.add("staff_suspend", &staff::customer::suspend::Page::samples(lang))?;
    pages.add("staff_roster", &staff::customer::roster::Page::samples(lang))?;
    pages.add("staff_statistics", &staff::statistics::customers::Page::samples(lang))?;
    pages.add("staff_applications", &staff::statistics::applications::Page::samples(lang))?;
    pages.add("staff_incidents", &staff::incidents::Page::samples(lang))?;
    pages.add("staff_close_incident", &staff::close_incident::Page::samples(lang))?;
    pages.add("staff_audit", &staff::audit_trail::Page::samples(lang))?;
    pages.add("staff_queue", &staff::queue::Page::samples(lang))?;
    pages.add("staff_application", &staff::application::detail::Page::samples(lang))?;
    pages.add("staff_return", &staff::application::return_to_customer::Page::samples(lang))?;
    pages.add("staff_recommend", &staff::application::recommend::Page::samples(lang))?;
    pages.add("staff_decide", &staff::application::decide::Page::samples(lang))?;
    pages.add("staff_purge", &staff::application::purge::Page::samples(lang))?;
    pages.add("staff_refused", &[staff::application::refused::Page::sample(lang)])?;
    pages.add("staff_foreign_network", &[staff::foreign_network::Page::sample(lang)])?;
    let oops = Oops::SAMPLES.iter().map(|oops| staff::oops::Page::sample(lang, *oops));
    pages.add("staff_oops", &oops.collect::<Vec<_>>())
}

struct Pages(Vec<(String, String)>);

impl Pages {
    fn add(&mut self, name: &str, samples: &[impl Template]) -> Result<(), askama::Error> {
        for (number, page) in samples.iter().enumerate() {
            self.0.push((format!("{name}-{number}"), page.render()?));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_renders_in_both_languages_without_what_the_policy_forbids() {
        for lang in Lang::ALL {
            let pages = all(lang).unwrap();
            assert!(pages.len() > 15, "only {} pages", pages.len());
            for (name, html) in pages {
                let told = format!("{name} in {}", lang.tag());
                assert!(html.contains(&format!("<html lang=\"{}\">", lang.tag())), "{told}");
                assert!(html.matches("<h1>").count() == 1, "{told}: one heading");
                for forbidden in [" style=", "<style", "javascript:", " onclick", "<script>"] {
                    assert!(!html.contains(forbidden), "{told}: {forbidden}");
                }
                assert!(!html.contains("<b>"), "{told}: sample markup must be escaped");
            }
        }
    }
}

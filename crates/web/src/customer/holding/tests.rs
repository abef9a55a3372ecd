use askama::Template;
use domain::net_worth::net_worth;
use domain::portfolio::Viewpoint;

use super::*;
use crate::kit::words::Lang;

fn rendered(pages: &[impl Template]) -> Vec<String> {
    pages.iter().map(|page| page.render().unwrap()).collect()
}

fn all(lang: Lang) -> Vec<String> {
    [
        rendered(&list::Page::samples(lang)),
        rendered(&add::Page::samples(lang)),
        rendered(&detail::Page::samples(lang)),
        rendered(&edit::Page::samples(lang)),
        rendered(&delete::Page::samples(lang)),
        rendered(&deleted::Page::samples(lang)),
        rendered(&update_all::Page::samples(lang)),
        rendered(&rate::Page::samples(lang)),
    ]
    .concat()
}

#[test]
fn every_sample_is_a_whole_page_without_inline_style_or_script() {
    for html in [Lang::Ja, Lang::En].into_iter().flat_map(all) {
        assert!(html.trim_end().ends_with("</html>"));
        assert!(!html.contains("style=") && !html.contains("<script>"), "{html}");
        assert!(!html.contains("米ドル預金 <b>"), "labels are escaped");
    }
}

#[test]
fn no_id_stands_twice_on_a_page() {
    for html in all(Lang::Ja) {
        let mut ids: Vec<&str> =
            html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        ids.sort_unstable();
        let count = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), count, "{ids:?}");
    }
}

#[test]
fn the_totals_of_the_list_are_the_net_worth() {
    let today = crate::customer::sample::last_day();
    let household = sample::household();
    let total = net_worth(&household, Viewpoint::on(today));
    let frame = crate::kit::frame::Frame::sample(Lang::Ja, true, "");
    for html in rendered(&list::Page::samples(Lang::Ja)).iter().take(3) {
        for yen in [total.assets, total.liabilities, total.net()] {
            assert!(html.contains(&frame.figures.yen(yen)));
        }
    }
}

#[test]
fn each_row_has_a_key_of_its_own_and_the_same_one_each_time() {
    let (page, one, other) = (Uuid::from_u128(7), Uuid::from_u128(1), Uuid::from_u128(2));
    let key = |id| row_key(&page.to_string(), id);
    assert_ne!(key(one), key(other));
    assert_ne!(key(one), page.to_string());
    assert_eq!(key(one), key(one));
}

#[test]
fn the_history_shows_corrected_and_taken_back_figures_marked() {
    let w = crate::kit::words::Words::new(Lang::Ja);
    let html = rendered(&detail::Page::samples(Lang::Ja)).remove(0);
    assert!(html.contains(w.holding_corrected()) && html.contains(w.holding_taken_back()));
    assert_eq!(html.matches("<del>").count(), 2);
}

#[test]
fn hidden_amounts_are_nowhere_on_the_page_of_a_holding() {
    let household = sample::household();
    let today = crate::customer::sample::last_day();
    for holding in household.live() {
        let mut frame = crate::kit::frame::Frame::sample(Lang::Ja, true, "");
        let open = frame.figures;
        frame.figures.hidden = true;
        let form = valuation::ValuationForm::blank(frame.w, holding, today);
        let page = detail::Page::new(frame, &household, holding, form, today).render().unwrap();
        for row in &holding.valuations {
            let money =
                domain::money::Money { minor: row.minor, currency: holding.details.currency };
            assert!(!page.contains(&open.money(money)), "{}", open.money(money));
        }
    }
}

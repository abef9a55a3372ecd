//! The sealed summary every page reads says what the rows say, and every view of a
//! household adds up to the same.

use app::portfolio;
use chrono::TimeDelta;
use testdb::on_both_engines;

use crate::kit::{TestApp, Visitor};

/// A repeatable number below a bound, for choosing what happens next.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: u64) -> u64 {
        // Knuth's constants; any full-period sequence serves.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (self.0 >> 33) % bound
    }
}

async fn assert_summary_equals_rows(app: &TestApp, visitor: &Visitor) {
    let asker = visitor.asker().await;
    let summary = portfolio::load(&app.app, &asker).await.unwrap();
    let mut conn = app.app.db.read().await.unwrap();
    let rows = portfolio::from_rows(&mut conn, &asker.vault, asker.customer).await.unwrap();
    assert_eq!(summary, rows);
}

/// One thing a person may do next, through the pages.
async fn something(visitor: &Visitor, chance: &mut Chance, step: u64) {
    let list = visitor.get("/holdings").await;
    let details: Vec<String> = list
        .links_to("/holdings/")
        .into_iter()
        .filter(|path| uuid::Uuid::try_parse(path.trim_start_matches("/holdings/")).is_ok())
        .collect();
    let amount = (chance.below(50_000_000) + 1).to_string();
    let kinds = ["ordinary-deposit", "investment-trust", "home", "mortgage", "foreign-deposit"];
    let Some(path) = details.get(usize::try_from(chance.below(6)).unwrap()) else {
        let kind = kinds[usize::try_from(chance.below(5)).unwrap()];
        visitor.add_holding(&format!("記録 {step}"), kind, &amount).await;
        return;
    };
    let page = visitor.get(path).await;
    match chance.below(4) {
        0 => drop(
            visitor
                .get(&format!("{path}/delete"))
                .await
                .form(&format!("{path}/delete"))
                .send(visitor)
                .await,
        ),
        1 if page.has_form(&format!("{path}/unchanged")) => {
            drop(page.form(&format!("{path}/unchanged")).send(visitor).await);
        }
        _ => drop(
            page.form(&format!("{path}/valuations")).set("amount", &amount).send(visitor).await,
        ),
    }
}

on_both_engines! {
    async fn r3_1c_the_summary_always_equals_the_rows(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer("hanako@example.jp").await;
        let mut chance = Chance(20_261_122);
        for step in 0..60 {
            something(&hanako, &mut chance, step).await;
            app.advance(TimeDelta::seconds(40));
            assert_summary_equals_rows(&app, &hanako).await;
        }
        let asker = hanako.asker().await;
        assert!(portfolio::load(&app.app, &asker).await.unwrap().holdings.len() > 8);
    }
}

//! Clause 3-1 イ: of two tabs the second is told, and what the first recorded stands.

use super::household::{
    FIGURES, HANAKO, address, answered, at_once, figure, figure_form, net_worth,
};
use crate::kit::{FormFill, Page, TestApp, TimeDelta, Visitor, on_both_engines};

const OWN: &str = "二人で見る口座";

/// Records a deposit of a million yen; where its page is.
async fn deposit(visitor: &Visitor) -> String {
    visitor.add_holding(OWN, "ordinary-deposit", "100万").await;
    address(visitor, OWN).await
}

/// The form for changing or deleting, as it stands.
async fn open(visitor: &Visitor, own: &str, verb: &str) -> FormFill {
    let path = format!("{own}/{verb}");
    visitor.get(&path).await.form(&path)
}

/// The page that updates all, with one amount typed.
async fn all(visitor: &Visitor, own: &str, amount: &str) -> FormFill {
    let id = own.rsplit('/').next().unwrap();
    let form = visitor.get("/update-all").await.form("/update-all");
    form.set(&format!("amount.{id}"), amount)
}

#[track_caller]
fn assert_told(page: &Page, text: &str) {
    page.assert_status(409).assert_sees("まだ記録していません").assert_sees(text);
}

on_both_engines! {
    async fn r3_1b_the_second_change_sees_the_first_beside_its_own(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let own = deposit(&hanako).await;
        let (one, two) = (open(&hanako, &own, "edit").await, open(&hanako, &own, "edit").await);
        one.set("institution", "みどり銀行").send(&hanako).await.assert_at(&own);
        let page = two.set("institution", "あおい銀行").set("note", "書きかけ").send(&hanako).await;
        assert_told(&page, "みどり銀行 入力と異なります");
        assert_eq!(page.value("institution").as_deref(), Some("あおい銀行"));
        assert_eq!(page.value("note").as_deref(), Some("書きかけ"));
        hanako.get(&own).await.assert_sees("みどり銀行").assert_not_sees("あおい銀行");
        // Having seen it, the person may replace it.
        let page = page.form(&format!("{own}/edit")).send(&hanako).await;
        page.assert_at(&own).assert_sees("あおい銀行").assert_sees("書きかけ");
    }

    async fn r3_1b_the_second_figure_is_told_and_can_be_sent_again(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let own = deposit(&hanako).await;
        let one = figure_form(&hanako, &own, "110万").await;
        let two = figure_form(&hanako, &own, "120万").await;
        assert_eq!(figure(&one.send(&hanako).await), 1_100_000);
        let page = two.send(&hanako).await;
        assert_told(&page, "別の画面でこの資産が変更されました");
        assert_eq!((figure(&page), page.value("amount")), (1_100_000, Some("120万".to_owned())));
        assert_eq!(net_worth(&hanako).await, 1_100_000);
        let page = page.form(&format!("{own}/valuations")).send(&hanako).await;
        assert_eq!(figure(page.assert_at(&own)), 1_200_000);
    }

    async fn r3_1b_the_second_update_of_all_is_told_which_holding_changed(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let own = deposit(&hanako).await;
        let (one, two) = (all(&hanako, &own, "110万").await, all(&hanako, &own, "120万").await);
        one.send(&hanako).await.assert_at("/holdings");
        let page = two.clone().send(&hanako).await;
        assert_told(&page, "何も記録していません");
        let changed = page.text_of("[role=alert] li");
        assert_eq!(changed.as_deref(), Some(OWN));
        let amount = format!("amount.{}", own.rsplit('/').next().unwrap());
        assert_eq!(page.value(&amount).as_deref(), two.value(&amount));
        assert_eq!((net_worth(&hanako).await, app.count(FIGURES).await), (1_100_000, 2));
        page.form("/update-all").send(&hanako).await.assert_at("/holdings");
        assert_eq!(net_worth(&hanako).await, 1_200_000);
    }

    async fn r3_1b_a_holding_deleted_in_another_tab_is_told_on_updating_all(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let own = deposit(&hanako).await;
        hanako.add_holding("現金", "cash", "5万").await;
        let cash = address(&hanako, "現金").await;
        let form = all(&hanako, &own, "120万").await;
        let form = form.set(&format!("amount.{}", cash.rsplit('/').next().unwrap()), "6万");
        open(&hanako, &own, "delete").await.send(&hanako).await.assert_at("/holdings");
        let page = form.send(&hanako).await;
        assert_told(&page, OWN);
        assert_eq!((net_worth(&hanako).await, app.count(FIGURES).await), (50_000, 2));
    }

    async fn r3_1b_what_changed_meanwhile_is_not_deleted_unseen(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let own = deposit(&hanako).await;
        let delete = open(&hanako, &own, "delete").await;
        figure_form(&hanako, &own, "900万").await.send(&hanako).await.assert_at(&own);
        let page = delete.send(&hanako).await;
        page.assert_status(409).assert_sees("まだ削除していません").assert_sees("9,000,000円");
        assert_eq!(net_worth(&hanako).await, 9_000_000);
        page.form(&format!("{own}/delete")).send(&hanako).await.assert_at("/holdings");
        assert_eq!(hanako.get(&own).await.status.as_u16(), 404);
    }

    async fn r3_1b_what_is_sent_for_a_holding_another_tab_deleted_is_told(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let own = deposit(&hanako).await;
        app.advance(TimeDelta::minutes(1));
        let wrong = figure_form(&hanako, &own, "百くらい").await;
        let left_open = [
            wrong,
            open(&hanako, &own, "edit").await.set("label", ""),
            open(&hanako, &own, "edit").await.set("note", "書きかけ"),
            open(&hanako, &own, "delete").await,
            figure_form(&hanako, &own, "120万").await,
        ];
        open(&hanako, &own, "delete").await.send(&hanako).await.assert_at("/holdings");
        for form in left_open {
            form.send(&hanako).await.assert_status(409).assert_sees("ほかの画面で変更されています");
        }
        assert_eq!(app.count(FIGURES).await, 1);
        let restore = format!("{own}/restore");
        let [one, two] = [(); 2].map(|()| hanako.get("/holdings/deleted"));
        let (one, two) = (one.await.form(&restore), two.await.form(&restore));
        let page = one.send(&hanako).await;
        assert_eq!(figure(page.assert_not_sees("書きかけ")), 1_000_000);
        two.send(&hanako).await.assert_status(409).assert_sees("ほかの画面で変更されています");
    }

    async fn r3_1b_of_a_change_and_a_deletion_at_once_one_happens(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        for round in 0..10 {
            let own = deposit(&hanako).await;
            let edit = open(&hanako, &own, "edit").await.set("note", "変更ずみ");
            let delete = open(&hanako, &own, "delete").await;
            let answers = at_once(&hanako, [edit, delete]).await;
            assert_eq!(answered(&answers, 303), 1, "round {round}");
            let page = hanako.get(&own).await;
            let edited = page.status.is_success() && page.text().contains("変更ずみ");
            assert!(edited || page.status.as_u16() == 404, "{page}");
            if edited {
                open(&hanako, &own, "delete").await.send(&hanako).await.assert_at("/holdings");
            }
        }
        assert_eq!(app.audited("delete-holding", "done").await, 10, "each was deleted once");
    }

    async fn r3_1b_of_fifty_different_changes_at_once_one_stands(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let own = deposit(&hanako).await;
        let mut forms = Vec::new();
        for number in 0..50 {
            forms.push(open(&hanako, &own, "edit").await.set("label", &format!("{number}番")));
        }
        let answers = at_once(&hanako, forms).await;
        assert_eq!((answered(&answers, 303), answered(&answers, 409)), (1, 49));
        let title = hanako.get(&own).await.title();
        let losers = answers.iter().filter(|page| page.status.as_u16() == 409);
        for page in losers {
            let typed = page.value("label").unwrap();
            assert!(!title.starts_with(&typed), "{title}: {typed} lost");
            page.assert_sees(title.split(' ').next().unwrap());
        }
    }

    async fn r3_1b_the_version_of_a_form_is_needed(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let own = deposit(&hanako).await;
        for verb in ["edit", "delete"] {
            for version in ["", "x", "1e3", "99999999999999999999"] {
                let form = open(&hanako, &own, verb).await.set("version", version);
                form.send(&hanako).await.assert_status(400);
            }
            let form = open(&hanako, &own, verb).await.set("version", "999");
            form.send(&hanako).await.assert_status(409);
        }
        assert_eq!(net_worth(&hanako).await, 1_000_000);
    }
}

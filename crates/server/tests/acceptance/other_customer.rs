//! Clauses 3-2 イ and 6-2: another customer's holding is a holding that does not exist.

use super::household::{FIGURES, HANAKO, HOLDINGS, address, figure};
use crate::kit::{Page, TestApp, Visitor, on_both_engines};

const MISSING: &str = "019ab000-0000-7000-8000-000000000001";

/// Everything one may send to a holding's address: method and path.
fn routes() -> Vec<(String, String)> {
    let table = web::route_table();
    let fields = table.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
    let of_a_holding = fields.filter(|fields| fields[2].starts_with("/holdings/{id}"));
    of_a_holding.map(|fields| (fields[1].to_owned(), fields[2].to_owned())).collect()
}

/// What is sent where: a whole form, as the owner's own page would send it.
fn fields(key: &str) -> Vec<(&str, &str)> {
    vec![
        ("form_key", key),
        ("version", "1"),
        ("back", "/holdings"),
        ("kind", "cash"),
        ("label", "よその人"),
        ("institution", ""),
        ("wrapper", "none"),
        ("note", ""),
        ("amount", "1"),
        ("as_of", "2026/11/22"),
    ]
}

async fn ask(visitor: &Visitor, method: &str, route: &str, id: &str, key: &str) -> Page {
    let path = route.replace("{id}", id);
    match method {
        "GET" => visitor.get(&path).await,
        "POST" => visitor.post(&path, &fields(key)).await,
        other => panic!("no such method here: {other}"),
    }
}

/// The answer without what differs by chance: the identity asked for, the request's own.
fn seen(page: &Page, id: &str) -> (u16, Vec<(String, String)>, String) {
    let request = page.text_of(".num").unwrap();
    let plain = |text: &str| text.replace(id, "ID").replace(&request, "REQUEST");
    let headers = page.headers.iter();
    let headers = headers.map(|(name, value)| (name.to_string(), plain(value.to_str().unwrap())));
    (page.status.as_u16(), headers.collect(), plain(&page.html()))
}

fn key(number: usize) -> String {
    format!("019ab000-0000-7000-8000-{number:012}")
}

on_both_engines! {
    async fn r3_1c_another_customers_holding_answers_as_one_that_is_not_there(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        hanako.add_holding("へそくり", "cash", "777万").await;
        let own = address(&hanako, "へそくり").await;
        let id = own.rsplit('/').next().unwrap();
        let taro = app.registered_customer("taro@example.jp").await;
        let routes = routes();
        assert!(routes.len() >= 8, "{routes:?}");
        for (number, (method, route)) in routes.iter().enumerate() {
            let others = ask(&taro, method, route, id, &key(2 * number)).await;
            let missing = ask(&taro, method, route, MISSING, &key(2 * number + 1)).await;
            assert_eq!(missing.status.as_u16(), 404, "{method} {route}: {missing}");
            assert_eq!(seen(&others, id), seen(&missing, MISSING), "{method} {route}");
            others.assert_not_sees("へそくり").assert_not_sees("7,770,000");
        }
        assert_eq!((app.count(HOLDINGS).await, app.count(FIGURES).await), (1, 1));
        assert_eq!(figure(&hanako.get(&own).await), 7_770_000);
    }

    async fn r3_1c_another_customers_deleted_holding_cannot_be_restored(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        hanako.add_holding("へそくり", "cash", "777万").await;
        let own = address(&hanako, "へそくり").await;
        let delete = format!("{own}/delete");
        hanako.get(&delete).await.form(&delete).send(&hanako).await.assert_at("/holdings");
        let taro = app.registered_customer("taro@example.jp").await;
        let page = taro.post(&format!("{own}/restore"), &fields(&key(1))).await;
        page.assert_status(404);
        hanako.get("/holdings/deleted").await.assert_sees("へそくり");
        taro.get("/holdings/deleted").await.assert_not_sees("へそくり");
    }

    async fn r3_1c_another_customers_holding_in_update_all_is_refused_whole(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        hanako.add_holding("へそくり", "cash", "777万").await;
        let own = address(&hanako, "へそくり").await;
        let taro = app.registered_customer("taro@example.jp").await;
        taro.add_holding("財布", "cash", "1万").await;
        let wallet = address(&taro, "財布").await;
        let mut pages = Vec::new();
        for (number, other) in [own.rsplit('/').next().unwrap(), MISSING].into_iter().enumerate() {
            let ids = [wallet.rsplit('/').next().unwrap(), other];
            let names = ids.map(|id| [format!("amount.{id}"), format!("version.{id}")]);
            let key = key(number);
            let mut sent = vec![("form_key", key.as_str()), ("as_of", "2026/11/22")];
            for [amount, version] in &names {
                sent.extend([(amount.as_str(), "2万"), (version.as_str(), "1")]);
            }
            let page = taro.post("/update-all", &sent).await;
            pages.push(seen(page.assert_status(404), other));
        }
        assert_eq!(pages[0], pages[1]);
        assert_eq!(app.count(FIGURES).await, 2);
    }

    async fn r3_1c_a_loan_cannot_name_another_customers_home(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        hanako.add_holding("わが家", "home", "3500万").await;
        let home = address(&hanako, "わが家").await;
        let taro = app.registered_customer("taro@example.jp").await;
        let mut sent = fields("019ab000-0000-7000-8000-000000000007");
        sent.retain(|(name, _)| *name != "kind");
        let id = home.rsplit('/').next().unwrap();
        sent.extend([("kind", "mortgage"), ("currency", "JPY"), ("secures", id)]);
        let page = taro.post("/holdings/new", &sent).await;
        assert!(page.assert_status(422).field_error("secures").is_some());
        page.assert_not_sees("わが家");
        assert_eq!(app.count(HOLDINGS).await, 1);
    }
}

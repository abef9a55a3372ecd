//! Clause 6-2: of a customer whom the bank's people search, look at, write to, suspend and take
//! out as a file, page by page, nothing is readable in anything the service leaves behind.

use crate::kit::{Canary, Page, Person, TestApp, Visitor, on_both_engines};

const EMAIL: &str = "mimizuku.no.yoru@fukurou-no-mori.example";
const NUMBER: &str = "7391846";
const TOLD: &str = "木兎谷支店の窓口までお越しください。";
const NOTED: &str = "電話口では木兎谷と名乗った。";

fn shiranui() -> Person {
    Person {
        family: "不知火沢",
        given: "綾乃丞介",
        family_kana: "シラヌイザワ",
        given_kana: "アヤノジョウスケ",
        birth_date: "1931年8月29日",
        ..Person::at(EMAIL)
    }
}

/// What is theirs, or is said of them, in every spelling that may be kept.
fn canaries() -> Vec<Canary> {
    let texts = [
        "不知火沢",
        "綾乃丞介",
        "シラヌイザワ",
        "アヤノジョウスケ",
        "ｼﾗﾇｲｻﾞﾜ",
        "しらぬいざわ",
        "1931-08-29",
        "1931年8月29日",
        EMAIL,
        "mimizuku.no.yoru",
        "fukurou-no-mori",
        NUMBER,
        TOLD,
        NOTED,
    ];
    texts.into_iter().map(Canary::new).collect()
}

async fn search(desk: &Visitor, by: &str, sought: &str) -> Page {
    let form = desk.get("/customers").await.form("/customers");
    let form = form.set("by", by).set("sought", sought).set("purpose", "answer-customer");
    form.send(desk).await
}

/// A supervisor finds them, looks, suspends and reinstates them, and saves the roster.
async fn supervise(app: &TestApp) {
    let desk = app.supervisor().await;
    for (by, sought) in [("name", "しらぬいざわ　あやのじょうすけ"), ("email", EMAIL)]
    {
        search(&desk, by, sought).await.assert_sees("1人が見つかりました");
    }
    let found = search(&desk, "name", "ｼﾗﾇｲｻﾞﾜ ｱﾔﾉｼﾞｮｳｽｹ").await;
    search(&desk, "name", "シラヌイザワ チガウヒト").await.assert_sees("見つかりませんでした");
    let page = desk.get(&found.link("不** 綾**")).await;
    page.assert_status(200).assert_sees("利用中");
    let page = desk.get(&page.link("停止の手続きへ進む")).await;
    let page =
        page.form("form[action$='/suspend']").set("reason", "customer-asked").send(&desk).await;
    let page = page.form("form[action$='/reinstate']").send(&desk).await;
    page.assert_sees("利用を再開しました。");
    let form = desk.get("/customers/roster").await.form("/customers/roster");
    let roster = form.set("purpose", "notify-customers").send(&desk).await.html();
    for theirs in ["不知火沢 綾乃丞介", "シラヌイザワ アヤノジョウスケ", EMAIL]
    {
        assert!(roster.contains(theirs), "it left the service as a file: {theirs}");
    }
}

/// A reviewer takes their application, has the values shown, and returns it.
async fn review(app: &TestApp, id: uuid::Uuid) {
    let (reviewer, path) = (app.reviewer().await, format!("/applications/{id}"));
    let page = reviewer.get("/queue").await.form("/queue/next").send(&reviewer).await;
    page.assert_at(&path);
    let form = page.form(&format!("{path}/reveal")).set("purpose", "compare-document");
    let page = form.send(&reviewer).await;
    for theirs in ["不知火沢 綾乃丞介", NUMBER, EMAIL] {
        page.assert_sees(theirs);
    }
    let form = reviewer.get(&format!("{path}/return")).await.form(&format!("{path}/return"));
    let form = form.set("reason-name-differs", "yes").set("told", TOLD).set("noted", NOTED);
    let page = form.send(&reviewer).await.form(&format!("{path}/return")).send(&reviewer).await;
    page.assert_sees("お客さまの返答待ち").assert_sees(TOLD).assert_sees(NOTED);
}

on_both_engines! {
    async fn r6_2_whom_the_banks_people_deal_with_by_pages_is_readable_nowhere(db: TestDb) {
        let app = TestApp::start(&db).await;
        let customer = app.visitor();
        app.register_at(&customer, shiranui()).await;
        let holder = "シラヌイザワ アヤノジョウスケ";
        let id = app.sent_application(&customer, NUMBER, holder).await;
        review(&app, id).await;
        // While the letters wait, too.
        app.assert_unreadable(&canaries());
        supervise(&app).await;
        app.assert_unreadable(&canaries());
        let letters = app.mails_to(EMAIL).await;
        assert!(letters.len() >= 4, "registered, returned, suspended, reinstated: {letters:?}");
        let page = app.auditor().await.get("/audit").await;
        page.assert_sees("お客さまの検索").assert_not_sees("不知火沢");
        app.assert_unreadable(&canaries());
        for action in ["find-customer", "see-customer", "suspend-customer", "reinstate-customer"] {
            assert!(app.audited(action, "done").await > 0, "{action}");
        }
        for action in ["export-roster", "reveal-application", "return-application"] {
            assert_eq!(app.audited(action, "done").await, 1, "{action}");
        }
    }
}

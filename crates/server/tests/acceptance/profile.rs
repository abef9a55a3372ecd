//! Clauses 3-2 ア and 3-3 ア: name and birth date are corrected by whoever registered them, for
//! what the bank returns because they differ, too; not while the bank looks at them.

use app::{
    AppError, FormKey, Refusal,
    application::{self, Wish},
    domain::{
        application::{
            declaration::Purpose,
            reason::{Mend, ReturnReason},
        },
        staff::{FindPurpose, Role},
    },
    roster::{self, Sought},
};
use uuid::Uuid;

use super::{
    apply_life::Day,
    applying::ACCOUNT,
    household::{answered, at_once},
};
use crate::kit::{
    Canary, FormFill, PASSWORD, Page, TestApp, TimeDelta, Visitor, approves, on_both_engines,
};

const HANAKO: &str = "hanako@example.jp";

const PROFILE: &str = "/settings/profile";

/// The bank's record of the account Hanako applies with: another day of birth than she typed.
const RECORDS: &str = "branch,type,number,holder,birth_date,state,opened_on\n\
    010,1,0012345,ﾔﾏﾀﾞ ﾊﾅｺ,1958-01-04,open,\n";

/// The form as it stands, with the password.
async fn form(visitor: &Visitor) -> FormFill {
    visitor.get(PROFILE).await.form(PROFILE).set("password", PASSWORD)
}

async fn correct(visitor: &Visitor, fields: &[(&str, &str)]) -> Page {
    let form = form(visitor).await;
    fields.iter().fold(form, |form, (name, text)| form.set(name, text)).send(visitor).await
}

/// How many are found by a name's reading.
async fn found(app: &TestApp, kana: &str) -> usize {
    let supervisor = app.officer(&[Role::Supervisor]).await;
    let sought = Sought::Name(kana.to_owned());
    let found = roster::find(&app.app, &supervisor, &sought, FindPurpose::AnswerCustomer).await;
    found.unwrap().len()
}

/// The letters about a correction.
async fn told(app: &TestApp) -> usize {
    let mails = app.mails_to(HANAKO).await;
    mails.iter().filter(|mail| mail.subject.contains("ご登録の内容が訂正されました")).count()
}

on_both_engines! {
    async fn r3_2a_a_name_typed_wrong_is_corrected_told_by_mail_and_found(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let page = hanako.get(&hanako.get("/settings").await.link("お名前・生年月日の訂正")).await;
        page.assert_at(PROFILE);
        for (name, text) in [("family", "山田"), ("given_kana", "ハナコ"), ("birth_date", "1958/4/1")] {
            assert_eq!(page.value(name).as_deref(), Some(text));
        }
        let page = correct(&hanako, &[("given", "英子"), ("given_kana", "ひでこ"), ("birth_date", "昭和33年1月4日")]).await;
        page.assert_at("/settings").assert_sees("ご登録の内容を直しました。");
        page.assert_sees("山田 英子").assert_sees("ヤマダ ヒデコ").assert_sees("1958年1月4日");
        page.assert_not_sees("花子").assert_not_sees("1958年4月1日");
        assert_eq!(app.audited("correct-profile", "done").await, 1);
        assert_eq!((found(&app, "ヤマダ ヒデコ").await, found(&app, "ヤマダ ハナコ").await), (1, 0));
        assert_eq!(told(&app).await, 1);
        let letter = app.last_mail_to(HANAKO).await;
        for value in ["英子", "ヒデコ", "1958", "http"] {
            assert!(!letter.text.contains(value), "{value}: {}", letter.text);
        }
        // It is the customer's own in a file of everything, too.
        let form = hanako.get("/export").await.form("/export").press("format", "json");
        assert!(form.send(&hanako).await.html().contains("英子"));
        assert!(hanako.is_logged_in().await);
    }

    async fn r3_2a_what_is_corrected_is_judged_as_at_registration(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        for (name, wrong) in [
            ("family", ""),
            ("given", &*"あ".repeat(51)),
            ("family_kana", "Yamada"),
            ("given_kana", ""),
            ("birth_date", "1958年2月30日"),
            ("birth_date", "2100/1/1"),
            ("password", ""),
        ] {
            let page = correct(&hanako, &[("given", "英子"), (name, wrong)]).await;
            assert!(page.assert_status(422).field_error(name).is_some(), "{name}: {wrong}");
            assert_eq!(page.value("password").as_deref().unwrap_or_default(), "");
            if name != "given" {
                assert_eq!(page.value("given").as_deref(), Some("英子"), "what was typed stays");
            }
        }
        let page = correct(&hanako, &[("given", " 花子 "), ("given_kana", "ﾊﾅｺ")]).await;
        page.assert_status(422).assert_sees("今のご登録と同じ内容です。");
        assert_eq!(app.audited("correct-profile", "unchanged").await, 1);
        hanako.get("/settings").await.assert_sees("山田 花子").assert_sees("1958年4月1日");
        assert_eq!((told(&app).await, app.audited("correct-profile", "done").await), (0, 0));
    }

    async fn r3_2a_whoever_sits_at_an_open_browser_corrects_nothing(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let guess = [("given", "盗人"), ("password", "not her password at all")];
        for _ in 0..5 {
            let page = correct(&hanako, &guess).await;
            assert!(page.assert_status(422).field_error("password").is_some());
            assert!(!page.html().contains("not her password at all"));
        }
        assert_eq!(app.audited("correct-profile", "wrong-password").await, 5);
        // They are counted with those of the pages beside it.
        let page = correct(&hanako, &[("given", "英子")]).await;
        page.assert_status(429).assert_sees("一時的に受け付けていません");
        let close = hanako.get("/account/close").await.form("/account/close");
        let close = close.set("understood", "yes").set("password", PASSWORD);
        close.send(&hanako).await.assert_status(429);
        assert_eq!(app.audited("correct-profile", "slow-down").await, 1);
        hanako.get("/settings").await.assert_sees("山田 花子");
        app.advance(TimeDelta::minutes(2));
        correct(&hanako, &[("given", "英子")]).await.assert_at("/settings");
    }

    async fn r3_1b_of_two_tabs_the_second_correction_is_told_and_a_double_click_is_one(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let one = form(&hanako).await.set("given", "英子");
        let two = form(&hanako).await.set("given", "華子");
        for _ in 0..2 {
            one.clone().send(&hanako).await.assert_at("/settings").assert_sees("山田 英子");
        }
        assert_eq!((app.audited("correct-profile", "done").await, told(&app).await), (1, 1));
        two.clone().send(&hanako).await.assert_status(409).assert_sees("ほかの画面で変更されています");
        assert_eq!(app.audited("correct-profile", "stale").await, 1);
        for version in ["", "x", "99999999999999999999"] {
            two.clone().set("version", version).send(&hanako).await.assert_status(400);
        }
        // Another customer's form, with a key and a version of theirs, corrects nobody else.
        let taro = app.registered_customer("taro@example.jp").await;
        two.send(&taro).await.assert_at("/settings");
        hanako.get("/settings").await.assert_sees("山田 英子").assert_not_sees("華子");
    }

    async fn r3_3a_a_birth_date_that_differs_is_corrected_and_the_bank_sees_it(db: TestDb) {
        let app = TestApp::with_records(&db, RECORDS).await;
        let hanako = app.registered_customer(HANAKO).await;
        let path = hanako.apply().await;
        let reviewer = app.reviewer().await;
        let page = reviewer.get("/queue").await.form("/queue/next").send(&reviewer).await;
        page.assert_sees("****-**-** 不一致");
        let case = page.path.split('?').next().unwrap();
        let back = format!("{case}/return");
        let form = reviewer.get(&back).await.form(&back).set("reason-birth-date-differs", "yes");
        let sent = form.send(&reviewer).await.form(&back).send(&reviewer).await;
        sent.assert_sees("お客さまの返答待ち");
        app.advance(TimeDelta::seconds(1));

        let own = hanako.get(&path).await;
        own.assert_sees("ご登録の生年月日を直してください。");
        for link in ["ご登録のお名前・生年月日を直す", "内容を直して送る"] {
            assert_eq!(own.link(link), PROFILE, "{link}");
        }
        let check = format!("{path}/check");
        let own = hanako.get(&check).await;
        own.assert_sees("生年月日の違いが、まだ直されていません。");
        assert!(!own.has_form(&check), "nothing is sent again unchanged");
        let unmended = resent(&app, &hanako, &path).await;
        assert!(matches!(unmended, Err(AppError::Refused(Refusal::Incomplete))), "{unmended:?}");
        // The name is not what differed.
        correct(&hanako, &[("given", "華子")]).await.assert_at(&path);
        assert!(!hanako.get(&check).await.has_form(&check));
        let own = correct(&hanako, &[("birth_date", "1958年1月4日")]).await;
        own.assert_at(&path).assert_sees("ご登録の内容を直しました。");
        assert_eq!(own.link("内容を直して送る"), check);
        hanako.get(&check).await.assert_sees("1958年1月4日（昭和33年1月4日）");
        hanako.send_application(&path).await.assert_sees("受付済み");

        let again = reviewer.get("/queue").await.form("/queue/next").send(&reviewer).await;
        again.assert_not_sees("不一致").assert_sees("登録の生年月日は、");
        let reveal = format!("{case}/reveal");
        let form = again.form(&reveal).set("purpose", "compare-document");
        form.send(&reviewer).await.assert_sees("1958年1月4日").assert_not_sees("1958年4月1日");
    }

    async fn r3_3a_a_name_that_differs_is_mended_where_it_is_wrong(db: TestDb) {
        let day = Day::applied(&db).await;
        let (hanako, path) = (&day.hanako, &day.path);
        let check = format!("{path}/check");
        let names = [Mend::from(ReturnReason::NameDiffers)];
        day.returned(&names, "お名前をお直しください。").await;
        let page = hanako.get(path).await;
        assert_eq!(page.link("入力した内容を見直す"), format!("{path}/account"));
        assert_eq!(page.link("ご登録のお名前・生年月日を直す"), PROFILE);
        hanako.get(&check).await.assert_sees("お名前の違いが、まだ直されていません。");
        day.app.advance(TimeDelta::seconds(1));
        correct(hanako, &[("family_kana", "ヤマタ")]).await.assert_at(path);
        hanako.send_application(path).await.assert_sees("受付済み");
        // A correction of before mends no later return; the holder's name, declared anew, does.
        day.returned(&names, "").await;
        assert!(!hanako.get(&check).await.has_form(&check));
        day.app.advance(TimeDelta::seconds(1));
        hanako.declare_account(path, ACCOUNT).await.assert_at(&check);
        hanako.send_application(path).await.assert_sees("受付済み");
    }

    async fn r3_3a_nothing_is_corrected_while_the_bank_looks_nor_after_an_approval(db: TestDb) {
        let day = Day::applied(&db).await;
        let hanako = &day.hanako;
        let refused = async |words: &str| {
            let page = hanako.get(PROFILE).await;
            page.assert_status(200).assert_sees(words);
            assert!(!page.has_form(PROFILE), "{page}");
        };
        refused("銀行が確認しています。").await;
        day.taken().await;
        refused("銀行が確認しています。").await;
        day.returned(&[ReturnReason::BirthDateDiffers.into()], "").await;
        // Two forms left open, while the application goes to the bank by a third.
        let left_open = [form(hanako).await, form(hanako).await];
        let [early, late] = left_open.map(|form| form.set("birth_date", "1958/12/24"));
        day.app.advance(TimeDelta::seconds(1));
        correct(hanako, &[("birth_date", "1958/1/4")]).await.assert_at(&day.path);
        hanako.send_application(&day.path).await.assert_sees("受付済み");
        early.send(hanako).await.assert_status(409).assert_sees("銀行が確認しています。");
        assert_eq!(day.app.audited("correct-profile", "application-with-bank").await, 1);
        day.decided(&approves(), "").await;
        refused("お取引の支店の窓口へ").await;
        late.send(hanako).await.assert_status(409).assert_sees("お取引の支店の窓口へ");
        assert_eq!(day.app.audited("correct-profile", "already-approved").await, 1);
        hanako.get("/settings").await.assert_sees("1958年1月4日");
        assert_eq!(told(&day.app).await, 1);
    }

    async fn r3_3a_no_correction_overtakes_an_application_on_its_way_to_the_bank(db: TestDb) {
        let app = TestApp::start(&db).await;
        for number in 0..4 {
            let customer = app.registered_customer(&format!("customer{number}@example.jp")).await;
            let path = customer.complete_application().await;
            let sends = customer.sending_form(&path).await;
            let corrects = form(&customer).await.set("given", "英子");
            let answers = at_once(&customer, [sends, corrects]).await;
            let done = answered(&answers, 303);
            let refused = answered(&answers, 409);
            assert!(done == 2 || (done, refused) == (1, 1), "{done} done, {refused} refused");
            customer.get(&path).await.assert_sees("受付済み");
        }
        let overtaken = "SELECT COUNT(*) AS n FROM audit_entry c JOIN audit_entry s \
            ON s.actor_id = c.actor_id WHERE c.action = 'correct-profile' AND c.outcome = 'done' \
            AND s.action = 'submit-application' AND s.outcome = 'done' AND c.sequence > s.sequence";
        assert_eq!(app.count(overtaken).await, 0);
    }

    async fn r6_2_a_corrected_name_is_readable_nowhere(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let named = [("family", "金糸雀峰"), ("given", "歌右衛門"), ("family_kana", "カナリアミネ"), ("given_kana", "ウタエモン")];
        correct(&hanako, &[&named[..], &[("password", "誤りの合い言葉です")]].concat()).await.assert_status(422);
        correct(&hanako, &named).await.assert_at("/settings").assert_sees("カナリアミネ ウタエモン");
        app.run_jobs().await;
        let texts = ["金糸雀峰", "歌右衛門", "カナリアミネ", "ウタエモン", "誤りの合い言葉です"];
        app.assert_unreadable(&texts.map(Canary::new));
    }
}

/// Sends an application anew by a form that was never shown.
async fn resent(app: &TestApp, hanako: &Visitor, path: &str) -> Result<Uuid, AppError> {
    let id: Uuid = path.rsplit('/').next().unwrap().parse().unwrap();
    let (asker, key) = (hanako.asker().await, FormKey(app.new_id()));
    let consent = app.app.service_terms_version();
    let wish = Wish { purpose: Purpose::SeeAccounts, consent };
    application::submit(&app.app, &asker, key, app.shown(id).await, wish).await
}

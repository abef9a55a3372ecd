//! Clause 6-2: of the bank's people, too, what is theirs alone is readable nowhere.

use app::domain::staff::Role;
use totp_rs::Secret;

use crate::kit::{Canary, PASSWORD, TestApp, on_both_engines};

const EMAIL: &str = "hibari.no.koe@bank.example";

on_both_engines! {
    async fn r6_2_names_secrets_and_codes_of_staff_are_readable_nowhere(db: TestDb) {
        let app = TestApp::start(&db).await;
        let invitation = app.invited(EMAIL, &[Role::Reviewer]).await;
        let browser = app.desk();
        let page = browser.accept(EMAIL, &invitation.code).await;
        let (secret, begun) = (page.secret(), browser.cookie("kura-staff").unwrap());
        let form = page.form("/invitation/second-factor").set("code", &app.code(&secret));
        form.send(&browser).await.assert_sees("hibari.no.koe");
        app.desk().log_in(EMAIL, "まちがえた合い言葉 4826").await.assert_status(422);
        let full = browser.cookie("kura-staff").unwrap();
        let code = invitation.code.replace('-', "");
        let texts = [
            EMAIL, "hibari.no.koe", "行員 hibari", PASSWORD, "まちがえた合い言葉 4826",
            &invitation.code, &code, &secret, &begun, &full,
        ];
        let canaries: Vec<Canary> = texts.into_iter().map(Canary::new).collect();
        app.assert_unreadable(&canaries);

        // Nor is the second factor's secret there as bytes.
        let secret = Secret::try_from_base32(&secret).unwrap();
        let hex: String = secret.as_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
        for place in app.left_behind() {
            for form in [secret.as_bytes(), hex.as_bytes()] {
                let held = place.bytes.windows(form.len()).any(|part| part == form);
                assert!(!held, "a second factor is in {}", place.name);
            }
        }
    }
}

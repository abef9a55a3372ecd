//! What seeding and rotating keys leave behind, seen as the service sees it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests stop where they are surprised")]

use std::{fs, path::PathBuf, process::Command, sync::Arc};

use app::{
    App, Asker, Hasher, Origin,
    domain::{
        net_worth::net_worth, password, person::EmailAddress, portfolio::Viewpoint, staff::Role,
    },
    jobs::Rewrapped,
    portfolio,
    session::{self, Browser, Presence},
    staff::{Inviter, NewMember, accept, invite},
};
use outside::{dice::Dice, keys::Keyring};
use server::{
    Config, build_app_with,
    config::{Keys, Secret, Settings},
    household::{
        hanako,
        synthetic::{self, Population},
    },
};

const PASSWORD_OF_STAFF: &str = "kawara no ishi wo kazoeru";

struct Place {
    folder: PathBuf,
    config: Config,
}

impl Place {
    fn new(name: &str) -> Self {
        let folder =
            std::env::temp_dir().join(format!("kura-seeded-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let path = |name: &str| folder.join(name);
        let mut settings = Settings::default();
        settings.database.url =
            Some(Secret::from(format!("sqlite:{}", path("k.sqlite").display())));
        settings.keys.file = Some(path("keys.json"));
        settings.documents.folder = Some(path("documents"));
        settings.mail.transport = Some(Secret::from(format!("folder:{}", path("mail").display())));
        settings.mail.from = Some("Kura <no-reply@kura.example>".to_owned());
        settings.customer.public_url = Some("http://localhost:8080".to_owned());
        Keyring::init(&path("keys.json"), &Dice::system()).unwrap();
        Self { config: Config::of(settings).unwrap(), folder }
    }

    async fn app(&self) -> Arc<App> {
        let app = build_app_with(&self.config, Hasher::weak(2).unwrap()).await.unwrap();
        app.db.migrate().await.unwrap();
        app
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

async fn hash(app: &App, text: &str) -> String {
    app.hasher.hash(password::check(text, &[]).unwrap(), &app.dice).await.unwrap()
}

async fn logged_in(app: &App, email: &str, password: &str) -> Asker {
    let email = EmailAddress::parse(email).unwrap();
    let inside = session::log_in(app, &Browser::default(), &email, password).await.unwrap();
    match session::presence(app, &inside.session, Origin::default(), true).await.unwrap() {
        Presence::Customer(asker) => *asker,
        other => panic!("{other:?}"),
    }
}

async fn assert_summary_equals_rows(app: &App, asker: &Asker) {
    let mut conn = app.db.read().await.unwrap();
    let rows = portfolio::from_rows(&mut conn, &asker.vault, asker.customer).await.unwrap();
    drop(conn);
    assert_eq!(portfolio::load(app, asker).await.unwrap(), rows);
}

#[tokio::test]
async fn hanako_logs_in_and_her_summary_equals_her_rows() {
    let place = Place::new("hanako");
    let app = place.app().await;
    let customer = hanako::customer(hash(&app, hanako::PASSWORD).await, app.clock.now()).unwrap();
    assert!(app::seed::household(&app, &customer).await.unwrap());
    assert!(!app::seed::household(&app, &customer).await.unwrap(), "she is written once");
    let asker = logged_in(&app, hanako::EMAIL, hanako::PASSWORD).await;
    assert_summary_equals_rows(&app, &asker).await;
    let loaded = portfolio::load(&app, &asker).await.unwrap();
    let labels = |labels: Vec<&str>| labels.join(" ");
    assert_eq!(
        labels(loaded.live().map(|holding| holding.details.label.as_str()).collect()),
        labels(customer.holdings.iter().map(|one| one.details.label.as_str()).collect()),
        "lists keep the order of recording"
    );
    let today = domain::date::today(app.clock.now());
    let a_year_ago = Viewpoint {
        as_of: domain::date::add_months(today, -12),
        known_at: Some(app.clock.now() - chrono::TimeDelta::days(365)),
    };
    assert!(net_worth(&loaded, a_year_ago).net() > 10_000_000, "she knew it a year ago too");
}

#[tokio::test]
async fn applications_are_seeded_by_the_tables_own_rules() {
    let place = Place::new("applications");
    let app = place.app().await;
    let path = |name: &str| place.folder.join(name).display().to_string();
    let settings = [
        ("KURA_DATABASE_URL", format!("sqlite:{}", path("k.sqlite"))),
        ("KURA_KEYS_FILE", path("keys.json")),
        ("KURA_DOCUMENTS_FOLDER", path("documents")),
        ("KURA_MAIL_TRANSPORT", format!("folder:{}", path("mail"))),
        ("KURA_MAIL_FROM", "Kura <no-reply@kura.example>".to_owned()),
        ("KURA_CUSTOMER_PUBLIC_URL", "http://localhost:8080".to_owned()),
    ];
    let mut seed = Command::new(env!("CARGO_BIN_EXE_kura"));
    seed.env_clear().envs(settings).args(["seed", "--customers", "4", "--months", "1"]);
    seed.args(["--holdings", "1", "--applications", "3", "--recommended", "1"]);
    let output = seed.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let sql = "SELECT COUNT(*) AS n FROM application WHERE state = $1";
    let mut conn = app.db.read().await.unwrap();
    for (state, expected) in [("submitted", 2), ("recommended", 1)] {
        let counted = conn.fetch_optional(sql, vec![state.into()]).await.unwrap();
        assert_eq!(counted.unwrap().int("n").unwrap(), expected, "{state}");
    }
}

#[tokio::test]
async fn synthetic_customers_share_a_password_and_seeding_again_adds_only_new_ones() {
    let place = Place::new("synthetic");
    let app = place.app().await;
    let hash = hash(&app, synthetic::PASSWORD).await;
    let population = Population::new(1, (20, 24), hash, app.clock.now());
    let customers: Vec<_> = (1..=3).map(|number| population.customer(number).unwrap()).collect();
    assert_eq!(app::seed::households(&app, &customers[..2]).await.unwrap(), 2);
    assert_eq!(app::seed::households(&app, &customers).await.unwrap(), 1);
    assert_eq!(app::seed::count(&app).await.unwrap(), 3);
    let asker = logged_in(&app, "customer-000003@seed.example", synthetic::PASSWORD).await;
    assert_summary_equals_rows(&app, &asker).await;
}

#[tokio::test]
async fn rotated_keys_wrap_everybody_and_the_old_master_is_needed_no_more() {
    let place = Place::new("rotated");
    let app = place.app().await;
    let population =
        Population::new(1, (2, 2), hash(&app, synthetic::PASSWORD).await, app.clock.now());
    let customers: Vec<_> = (1..=3).map(|number| population.customer(number).unwrap()).collect();
    app::seed::households(&app, &customers).await.unwrap();
    let ichiro = NewMember {
        name: "佐藤 一郎".to_owned(),
        email: EmailAddress::parse("ichiro@bank.example").unwrap(),
        roles: vec![Role::Reviewer],
    };
    let machine = Origin::default();
    let invited = invite(&app, Inviter::Machine(&machine), &ichiro).await.unwrap();
    let Keys::File(file) = &place.config.keys else { panic!("keys are in a file") };
    assert_eq!(Keyring::rotate(file, &app.dice).unwrap(), "m2");
    let app = place.app().await;
    let rewrapped = |wrapped| Rewrapped { wrapped, unopened: 0 };
    assert_eq!(app::jobs::rewrap_keys(&app).await.unwrap(), rewrapped(4));
    assert_eq!(app::jobs::rewrap_keys(&app).await.unwrap(), rewrapped(0));
    let mut keys: serde_json::Value = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
    keys["masters"].as_object_mut().unwrap().remove("m1").unwrap();
    fs::write(file, keys.to_string()).unwrap();
    let app = place.app().await;
    let asker = logged_in(&app, "customer-000002@seed.example", synthetic::PASSWORD).await;
    assert_summary_equals_rows(&app, &asker).await;
    let password = password::check(PASSWORD_OF_STAFF, &[]).unwrap();
    let code = (&ichiro.email, invited.code.as_str());
    assert!(accept(&app, &machine, code, password).await.is_ok(), "their key opens too");
}

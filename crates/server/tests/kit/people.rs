//! People, and how they come to be customers.

use super::{FormFill, Page, TestApp, Visitor};

/// The password of everybody in the tests who does not choose another.
pub const PASSWORD: &str = "梅と柳 reading slowly 川べり";

/// Someone who registers. The one place that knows the names of the form's fields.
#[derive(Debug, Clone)]
pub struct Person {
    pub family: &'static str,
    pub given: &'static str,
    pub family_kana: &'static str,
    pub given_kana: &'static str,
    pub birth_date: &'static str,
    pub email: String,
    pub password: &'static str,
}

impl Person {
    /// 山田 花子, aged 68.
    pub fn hanako() -> Self {
        Self::at("hanako@example.jp")
    }

    /// 山田 花子 under another address.
    pub fn at(email: &str) -> Self {
        Self {
            family: "山田",
            given: "花子",
            family_kana: "ヤマダ",
            given_kana: "ハナコ",
            birth_date: "1958年4月1日",
            email: email.to_owned(),
            password: PASSWORD,
        }
    }

    /// Fills in the registration form and agrees to the terms.
    pub fn fill(&self, form: FormFill) -> FormFill {
        form.set("family", self.family)
            .set("given", self.given)
            .set("family_kana", self.family_kana)
            .set("given_kana", self.given_kana)
            .set("birth_date", self.birth_date)
            .set("email", &self.email)
            .set("password", self.password)
            .set("consent", "yes")
    }

    /// The registration form, filled in and not yet sent.
    pub async fn form(&self, visitor: &Visitor) -> FormFill {
        self.fill(visitor.get("/register").await.form("/register"))
    }

    /// Sends the registration form; the page then asks for the code.
    pub async fn register(&self, visitor: &Visitor) -> Page {
        self.form(visitor).await.send(visitor).await
    }
}

impl Visitor {
    /// Types a code into the page that asks for it.
    pub async fn enter_code(&self, code: &str) -> Page {
        let page = self.get("/register/confirm").await;
        page.form("/register/confirm").set("code", code).send(self).await
    }

    /// Logs in by the page.
    pub async fn log_in(&self, email: &str, password: &str) -> Page {
        self.get("/login")
            .await
            .form("/login")
            .set("email", email)
            .set("password", password)
            .send(self)
            .await
    }

    /// Logs out by the button on every page.
    pub async fn log_out(&self) -> Page {
        self.get("/").await.form("/logout").send(self).await
    }
}

impl TestApp {
    /// A customer who registered and proved the address, logged in.
    pub async fn registered_customer(&self, email: &str) -> Visitor {
        let visitor = self.visitor();
        self.register_at(&visitor, Person::at(email)).await;
        visitor
    }

    /// Registers a person at a browser and proves the address.
    pub async fn register_at(&self, visitor: &Visitor, person: Person) -> Page {
        person.register(visitor).await;
        let code = self.last_mail_to(&person.email).await.code();
        let page = visitor.enter_code(&code).await;
        page.assert_at("/");
        page
    }
}

//! How a person applies by the pages: the one place that knows the names of the forms' fields.

use image::ImageFormat;

use crate::{
    forge::{file, photo},
    kit::{Page, Visitor},
};

/// What is typed as the account: branch, type, number, holder.
pub const ACCOUNT: [&str; 4] = ["みどり台支店", "ordinary", "0012345", "やまだ　はなこ"];

/// The front of a driver's licence, as forms name it.
pub const LICENCE: &str = "driving-licence.front";

/// A photo as a phone takes it.
pub fn licence() -> Vec<u8> {
    file(&photo(), ImageFormat::Jpeg)
}

/// The path of the first picture a page shows.
#[track_caller]
pub fn own_picture(page: &Page) -> String {
    let picture = page.attribute("img[src^=\"/pictures/\"]", "src");
    picture.unwrap_or_else(|| panic!("no picture on {page}"))
}

impl Visitor {
    /// Begins an application; its path.
    pub async fn begin_application(&self) -> String {
        let page = self.get("/applications").await.form("/applications").send(self).await;
        let path = page.path.rsplit_once('/').unwrap().0.to_owned();
        assert!(path.starts_with("/applications/"), "{page}");
        path
    }

    /// Sends the account of an application.
    pub async fn declare_account(&self, path: &str, account: [&str; 4]) -> Page {
        let path = format!("{path}/account");
        let [branch, deposit, number, holder] = account;
        let form = self.get(&path).await.form(&path).set("branch", branch);
        form.set("deposit", deposit).set("number", number).set("holder", holder).send(self).await
    }

    /// Chooses an identity document.
    pub async fn choose_document(&self, path: &str, kind: &str) -> Page {
        let path = format!("{path}/document");
        self.get(&path).await.form(&path).set("kind", kind).send(self).await
    }

    /// Says whether the other side of the document says something.
    pub async fn tell_side(&self, path: &str, answer: &str) -> Page {
        let path = format!("{path}/side");
        self.get(&path).await.form(&path).set("document", answer).send(self).await
    }

    /// Gives a picture.
    pub async fn give_picture(&self, path: &str, picture: &str, name: &str, bytes: &[u8]) -> Page {
        let page = self.get(&format!("{path}/pictures")).await;
        let form = page.form(&format!("form:has(input[id='{picture}'])"));
        form.attach("file", name, bytes).send(self).await
    }

    /// All of an application but sending it.
    pub async fn complete_application(&self) -> String {
        let path = self.begin_application().await;
        self.fill_in(&path).await;
        path
    }

    /// All of an application that was begun but sending it.
    pub async fn fill_in(&self, path: &str) {
        self.declare_account(path, ACCOUNT).await.assert_status(200);
        self.choose_document(path, "driving-licence").await.assert_status(200);
        self.tell_side(path, "no").await.assert_status(200);
        self.give_picture(path, LICENCE, "IMG_0001.JPG", &licence()).await.assert_status(200);
    }

    /// The form that sends an application, filled in.
    pub async fn sending_form(&self, path: &str) -> crate::kit::FormFill {
        let check = format!("{path}/check");
        let form = self.get(&check).await.form(&check);
        form.set("purpose", "see-accounts").set("consent", "yes")
    }

    /// Sends an application.
    pub async fn send_application(&self, path: &str) -> Page {
        self.sending_form(path).await.send(self).await
    }

    /// Applies; the application's path.
    pub async fn apply(&self) -> String {
        let path = self.complete_application().await;
        self.send_application(&path).await.assert_sees("受付済み");
        path
    }
}

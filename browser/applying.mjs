// The steps of applying for the additional service.

/** A made-up document's picture, which says that it is one (見本). */
export function picture(document) {
  const file = `../crates/server/src/household/sample/${document}.jpg`;
  return new URL(file, import.meta.url).pathname;
}

/** The name of a side's picture, as the pages call it. */
export function pictureName({ words }, document, side) {
  return words('application-picture-name', {
    document: words(`application-document-${document}`),
    side: words(`application-side-${side}`),
  });
}

/** Begins an application, from any page; ends at the account. */
export async function begin(person) {
  const { words } = person;
  await person.press('link', words('nav-application'));
  await person.sees(words('application-title'));
  await person.press('button', words('application-begin'));
  await person.sees(words('application-account-title'));
}

/** Says which account, and ends at the document. */
export async function enterAccount(person, { branch, number, holder }) {
  const { words } = person;
  await person.enter(words('application-branch'), branch);
  await person.pick(words('application-deposit-ordinary'));
  await person.enter(words('application-number'), number);
  await person.enter(words('application-holder'), holder);
  await person.press('button', words('application-next'));
  await person.sees(words('application-document-title'));
}

/** Chooses a document of which only the front is asked for; ends at the pictures. */
export async function chooseDocument(person, document) {
  const { words } = person;
  await person.pick(words(`application-document-${document}`));
  await person.press('button', words('application-next'));
  // Of some, the other side matters only where something is written on it.
  if (await person.page.locator('h1').innerText() === words('application-side-title')) {
    await person.pick(words('application-no'));
    await person.press('button', words('application-next'));
  }
  await person.sees(words('application-pictures-title'));
}

/** Sends the picture of a side, the first one or another one. */
export async function sendPicture(person, document, { side = 'front', again = false } = {}) {
  const { words } = person;
  const name = pictureName(person, document, side);
  await person.attach(`${words('application-picture-file')} ${name}`, picture(document));
  const send = words(again ? 'application-picture-replace' : 'application-picture-send');
  await person.press('button', `${send} ${name}`);
  await person.reads(words('application-picture-kept'));
}

/** From the pictures to the bank; ends where one sees how it stands. */
export async function checkAndSend(person) {
  const { words } = person;
  await person.press('link', words('application-pictures-go-on'));
  await person.sees(words('application-check-title'));
  await person.pick(words('application-purpose-see-accounts'));
  await person.tick(words('application-consent'));
  await person.press('button', words('application-send'));
  await person.reads(words('notice-application-submitted'));
  await person.sees(words('application-status-title'));
}

/** Looks from the first page at what the bank asked for, sends a new picture, and sends all. */
export async function mend(person, document) {
  const { words } = person;
  await person.press('link', words('nav-application'));
  await person.press('link', words('application-mend'));
  await person.sees(words('application-status-title'));
  await person.reads(words('application-bank-writes'));
  await person.press('link', words('application-mend-picture'));
  await sendPicture(person, document, { again: true });
  await checkAndSend(person);
}

// The steps of a customer's day, in the language and with the hands of the person.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

/** A real export of Money Forward ME with figures made up. */
export const SAMPLE = new URL(
  '../crates/domain/src/import/samples/money_forward.csv', import.meta.url,
).pathname;

let registered = 0;

/** Somebody nobody has registered yet. */
export function somebody() {
  registered += 1;
  return {
    email: `kitamura-${registered}@example.jp`,
    password: 'yuuyake no kaigan-doori',
  };
}

/** Registers through the pages: form, mail, code. Ends logged in, on the first page. */
export async function register(person, who = somebody()) {
  const { words } = person;
  await person.go('/');
  await person.press('link', words('register'));
  await person.sees(words('register-title'));
  await person.enter(words('family-name'), '北村');
  await person.enter(words('given-name'), '千代');
  await person.enter(words('family-kana'), 'きたむら');
  await person.enter(words('given-kana'), 'チヨ');
  await person.enter(words('birth-date'), '昭和26年3月9日');
  await person.enter(words('email'), who.email);
  await person.enter(words('password'), who.password);
  await person.tick(words('consent'));
  await person.press('button', words('register-send'));
  await person.sees(words('confirm-title'));
  await person.enter(words('code'), await codeFor(person, who.email));
  await person.press('button', words('confirm-send'));
  await person.reads(words('notice-confirmed'));
  await person.sees(words('net-worth-title'));
  return who;
}

/** The code in the newest mail to an address, read in a tab of its own. */
export async function codeFor(person, email) {
  const tab = await person.context.newPage();
  try {
    const row = tab.getByRole('row').filter({ hasText: email });
    // The mail is delivered by a worker, after the answer.
    for (let tries = 0; tries < 50; tries += 1) {
      await tab.goto('/demo/mail');
      if (await row.count() > 0) break;
      await tab.waitForTimeout(200);
    }
    await row.first().getByRole('link').click();
    await tab.waitForURL(/\/demo\/mail\/\d+/);
    const code = /\b\d{6}\b/.exec(await tab.locator('main').innerText());
    assert.ok(code, 'no code in the mail');
    return code[0];
  } finally {
    await tab.close();
  }
}

/** Logs in with what the demonstration printed, or as somebody else. */
export async function logIn(person, who = person.demo) {
  const { words } = person;
  await person.go('/login');
  await person.enter(words('email'), who.email);
  await person.enter(words('password'), who.password);
  await person.press('button', words('log-in'));
  await person.sees(words('net-worth-title'));
}

/** Records something owned or owed, from the list of holdings. */
export async function addHolding(person, { kind, label, amount }) {
  const { words } = person;
  await person.press('link', words('nav-holdings'));
  await person.press('link', words('holding-add'));
  await person.choose(words('holding-kind'), words(kind));
  await person.enter(words('holding-label'), label);
  await person.enter(words('holding-amount'), amount);
  await person.press('button', words('holding-add-send'));
  await person.reads(words('notice-holding-added'));
}

/** The net worth on the first page says this much. */
export async function netWorthIs(person, digits) {
  await person.press('link', person.words('nav-net-worth'));
  await person.sees(person.words('net-worth-title'));
  const amount = await person.page.locator('section.figure .amount').innerText();
  assert.equal(amount.replace(/[^\d,−]/g, ''), digits);
}

/** Sends the sample file and looks at what it would do. */
export async function upload(person, file = SAMPLE) {
  const { words } = person;
  await person.press('link', words('nav-import'));
  await person.attach(words('import-file'), file);
  await person.press('button', words('import-upload-send'));
  await person.sees(words('import-preview-title'));
}

/** Confirms it and waits for the result; the page changes by itself. */
export async function confirmImport(person) {
  const { words, page } = person;
  await person.press('button', words('import-confirm-send'));
  await page.getByRole('heading', { level: 1, name: words('import-confirmed-title') }).waitFor();
}

/** Takes the whole import back. */
export async function undoImport(person) {
  await person.press('button', person.words('import-undo'));
  await person.sees(person.words('import-undone-title'));
}

/** Saves the table and returns its bytes. */
export async function exportTable(person) {
  const { words, page } = person;
  await person.press('link', words('nav-export'));
  const arrives = page.waitForEvent('download');
  await person.hands.press(person.named('button', words('export-utf8-send')));
  const download = await arrives;
  assert.match(download.suggestedFilename(), /\.csv$/);
  return readFile(await download.path());
}

/** Logs out and is told so. */
export async function logOut(person) {
  await person.press('button', person.words('log-out'));
  await person.reads(person.words('notice-logged-out'));
}

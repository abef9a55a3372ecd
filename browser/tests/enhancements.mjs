// What the small script and the style sheet add, and what hiding amounts hides.

import assert from 'node:assert/strict';
import { none } from '../kit.mjs';
import { logIn, register } from '../story.mjs';

/** What shows the customer's amounts. */
const WITH_AMOUNTS = ['/', '/?range=all&by=kind', '/holdings', '/update-all'];

/** Anything that reads like an amount of money, in either language. */
const MONEY = /[¥＋−-]?\d{1,3}(,\d{3})+|\d[\d,.]*\s*(円|万|億|million|billion)|¥\s*\d/g;

/** Everything a page tells: text, titles, drawings, and what assistive technology reads. */
function all() {
  const page = document.documentElement.cloneNode(true);
  // Hints show how amounts may be typed; they are nobody's.
  page.querySelectorAll('.hint, script').forEach((element) => element.remove());
  const told = [...page.querySelectorAll('*')].flatMap((element) =>
    [...element.attributes]
      .filter(({ name }) => /^(aria-|data-|title|alt|value|placeholder|content)/.test(name))
      .map(({ value }) => value));
  return [page.textContent, ...told].join('\n');
}

async function amountsOn(person, paths) {
  const found = new Set();
  for (const path of paths) {
    await person.go(path);
    for (const [amount] of (await person.page.evaluate(all)).matchAll(MONEY)) found.add(amount);
  }
  return found;
}

async function hiding(newPerson, lang) {
  const person = await newPerson({ lang });
  const { page, words } = person;
  await logIn(person);
  await person.go('/holdings');
  const first = await page.locator('th a').first().getAttribute('href');
  const paths = [...WITH_AMOUNTS, first, `${first}/delete`];
  const shown = await amountsOn(person, paths);
  assert.ok(shown.size > 100, `only ${shown.size} amounts are known`);

  await person.go('/');
  await person.press('button', words('amounts-hide'));
  none([...await amountsOn(person, paths)]);
  // Paper shows what the screen shows.
  await person.go('/');
  await page.emulateMedia({ media: 'print' });
  const printed = await page.locator('body').innerText();
  none([...printed.matchAll(MONEY)].map(([amount]) => amount));
  await page.emulateMedia({ media: 'screen' });
  await person.press('button', words('amounts-show'));
  assert.ok((await amountsOn(person, ['/'])).size > 10);
  await person.leave();
}

/** The colour behind the text of a page, as [red, green, blue]. */
function background(page) {
  return page.evaluate(() => getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number));
}

export const tests = {
  'hidden amounts are nowhere on a page, in Japanese': ({ newPerson }) => hiding(newPerson, 'ja'),
  'hidden amounts are nowhere on a page, in English': ({ newPerson }) => hiding(newPerson, 'en'),

  'who does nothing is warned, and can stay': async ({ newPerson }) => {
    const person = await newPerson();
    const { page, words } = person;
    await page.clock.install();
    await register(person);
    const warning = page.getByRole('dialog');
    await page.clock.fastForward('12:50');
    assert.equal(await warning.count(), 0, 'too early');
    await page.clock.fastForward('00:20');
    await warning.waitFor();
    await page.keyboard.press('Enter');
    await warning.waitFor({ state: 'hidden' });
    await page.clock.fastForward('12:50');
    assert.equal(await warning.count(), 0, 'the time begins anew');
    await page.clock.fastForward('00:20');
    await warning.getByRole('button', { name: words('idle-warning-button') }).waitFor();
    const leaves = page.waitForRequest((request) => request.url().endsWith('/login'));
    await page.clock.fastForward('02:00');
    await leaves;
    await person.leave();
  },

  'what was typed is not lost without a question': async ({ newPerson }) => {
    const person = await newPerson();
    const { page, words } = person;
    await logIn(person);
    await person.go('/holdings/new');
    await person.press('link', words('holding-to-list'));
    assert.deepEqual(person.asked, [], 'nothing was typed');
    await person.go('/holdings/new');
    await person.enter(words('holding-label'), '書きかけ');
    page.removeAllListeners('dialog');
    const asks = page.waitForEvent('dialog');
    const leaving = person.named('link', words('holding-to-list')).click();
    const dialog = await asks;
    assert.equal(dialog.type(), 'beforeunload');
    await dialog.dismiss();
    await leaving.catch(() => {});
    assert.equal(person.path, '/holdings/new');
    assert.equal(await person.field(words('holding-label')).inputValue(), '書きかけ');
    // Sending the form loses nothing, so there is no question.
    await person.press('button', words('holding-add-send'));
    await page.getByRole('alert').waitFor();
    await person.leave();
  },

  'the dark is dark, and paper is white in the dark too': async ({ newPerson }) => {
    const person = await newPerson();
    const { page } = person;
    await logIn(person);
    const light = await background(page);
    assert.ok(Math.min(...light) > 200, `${light}`);
    await page.emulateMedia({ colorScheme: 'dark' });
    const dark = await background(page);
    assert.ok(Math.max(...dark) < 80, `${dark}`);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const paper = await background(page);
    assert.ok(Math.min(...paper) > 200 || paper[3] === 0, `${paper}`);
    assert.ok(!(await page.locator('.site-nav').isVisible()), 'a menu is of no use on paper');
    assert.ok(!(await page.locator('.no-print').first().isVisible()));
    await person.leave();
  },

  'the language is switched without leaving the page': async ({ newPerson }) => {
    const person = await newPerson({ lang: 'ja' });
    const { page, words } = person;
    await logIn(person);
    for (const path of ['/holdings?by=institution', '/?range=3y&by=kind', '/settings']) {
      await person.go(path);
      await person.press('button', words('language-switch'));
      assert.equal(person.path, path);
      assert.equal(await page.locator('html').getAttribute('lang'), 'en');
      await person.press('button', '日本語');
      assert.equal(await page.locator('html').getAttribute('lang'), 'ja');
    }
    await person.leave();
  },

  'a password can be looked at, and its length is judged': async ({ newPerson }) => {
    const person = await newPerson();
    const { page, words } = person;
    await person.go('/register');
    const [tooShort, good] = words('password-strengths').split('|');
    const field = person.field(words('password'));
    await field.fill('short');
    await page.getByText(tooShort, { exact: true }).waitFor();
    await field.fill('a long enough one');
    await page.getByText(good, { exact: true }).waitFor();
    await person.named('button', words('password-show')).click();
    assert.equal(await field.getAttribute('type'), 'text');
    await person.named('button', words('password-hide')).click();
    assert.equal(await field.getAttribute('type'), 'password');
    await person.leave();
  },
};

// A person at a browser: reads labels, types, presses. Whatever no page may do (an error in
// the console, a breach of the Content-Security-Policy, a request to another host) fails
// the test in `person.leave()`.

import assert from 'node:assert/strict';
import axe from 'axe-core';
import { keyboard, pointer } from './hands.mjs';
import { wordsOf } from './words.mjs';

/** What axe-core is asked. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** So many findings are told; the rest would bury them. */
const TOLD = 40;

/** Fails with what was found, each thing once. */
export function none(found) {
  const lines = [...new Set(found)];
  if (lines.length === 0) return;
  const more = lines.length > TOLD ? `\n… and ${lines.length - TOLD} more` : '';
  const error = new Error(`${lines.length} found:\n${lines.slice(0, TOLD).join('\n')}${more}`);
  error.stack = error.message;
  throw error;
}

/** What begins with a text, whatever signs are in it. */
function beginningWith(text) {
  return new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);
}

const people = [];

/** Closes the browsers of all people a test met. */
export async function closeAll() {
  await Promise.all(people.splice(0).map((person) => person.context.close()));
}

/** Keeps what every person sees, for who looks into a failure. */
export async function pictures(folder, name) {
  for (const [number, { page }] of people.entries()) {
    const file = `${name.replace(/[^\w]+/g, '-')}-${number}.png`;
    await page.screenshot({ path: `${folder}/${file}`, fullPage: true, timeout: 5_000 });
    console.log(`    ${file} shows ${page.url()}`);
  }
}

/** A person with a browser of their own. */
export class Person {
  /**
   * @param wishes `js` (true), `lang` ('ja' or 'en'), `dark` (false), `width` and `height` in
   *   pixels (1280 by 900), `byKeyboard` (false: mouse and keyboard), `site` (the customers')
   */
  static async meet(browser, demo, wishes = {}) {
    const { js = true, lang = 'ja', dark = false, width = 1280, height = 900 } = wishes;
    const { site = demo.url } = wishes;
    const context = await browser.newContext({
      baseURL: site,
      javaScriptEnabled: js,
      locale: lang === 'ja' ? 'ja-JP' : 'en-GB',
      timezoneId: 'Asia/Tokyo',
      colorScheme: dark ? 'dark' : 'light',
      reducedMotion: 'reduce',
      viewport: { width, height },
    });
    context.setDefaultTimeout(15_000);
    const person = new Person(context, await context.newPage(), { demo, site, lang });
    person.hands = wishes.byKeyboard ? keyboard(person) : pointer(person);
    people.push(person);
    return person;
  }

  constructor(context, page, { demo, site, lang }) {
    Object.assign(this, { context, page, demo, site, lang, words: wordsOf(lang) });
    /** What no page may do, as seen so far. */
    this.breaches = [];
    /** The questions of dialogs; they are answered with yes. */
    this.asked = [];
    this.watch();
  }

  watch() {
    // That an answer has an error's status is told in the console too; tests look at pages.
    const isStatus = (text) => /^Failed to load resource: .* status of 4\d\d/.test(text);
    this.page.on('console', (line) => {
      if (line.type() === 'error' && !isStatus(line.text())) this.breaches.push(line.text());
    });
    this.page.on('pageerror', (error) => this.breaches.push(`script: ${error.stack}`));
    this.page.on('requestfailed', (request) => {
      const reason = request.failure()?.errorText;
      // Going on before everything has arrived, and downloads, abort a request.
      if (reason !== 'net::ERR_ABORTED') this.breaches.push(`${request.url()}: ${reason}`);
    });
    this.context.on('request', (request) => {
      const own = request.url().startsWith(`${this.site}/`);
      if (!own && !/^(data|blob|about):/.test(request.url())) {
        this.breaches.push(`request to another host: ${request.url()}`);
      }
    });
    this.page.on('response', (response) => {
      const status = response.status();
      if (response.request().isNavigationRequest() && (status < 300 || status >= 400)) {
        /** The page as the server sent it. */
        this.html = response.text().catch(() => '');
      }
    });
    this.page.on('dialog', (dialog) => {
      this.asked.push(dialog.message());
      return dialog.accept();
    });
  }

  /** To an address typed by hand. */
  async go(path) {
    return this.page.goto(path, { waitUntil: 'load' });
  }

  /** Path and query of the page. */
  get path() {
    const { pathname, search } = new URL(this.page.url());
    return pathname + search;
  }

  /** The field with a label; its mark "required" or "optional" is part of the label. */
  field(label) {
    const marks = `${this.words('required')}|${this.words('optional')}`;
    const form = new RegExp(`${beginningWith(label).source}\\s*(${marks})?\\s*$`);
    const labelled = this.page.getByLabel(form);
    // Sections have labels too.
    return labelled.and(this.page.locator('input, select, textarea')).first();
  }

  /** A button or link by its name, also where more is said to who cannot see its row. */
  named(role, name) {
    const alone = this.page.getByRole(role, { name, exact: true });
    const more = this.page.getByRole(role, { name: beginningWith(`${name} `) });
    return alone.or(more.filter({ has: this.page.locator('.visually-hidden') })).first();
  }

  /** Types into a field, in place of what is there. */
  async enter(label, text) {
    await this.hands.enter(this.field(label), text);
  }

  /** Chooses from a list. */
  async choose(label, option) {
    await this.hands.choose(this.field(label), option);
  }

  /** Ticks a box. */
  async tick(label) {
    await this.hands.tick(this.field(label));
  }

  /** Chooses one of several radio buttons; more may be said of it below its name. */
  async pick(label) {
    await this.hands.pick(this.page.getByRole('radio', { name: beginningWith(label) }).first());
  }

  /** Ticks every box of a group. */
  async tickAll(group) {
    for (const box of await group.getByRole('checkbox').all()) await this.hands.tick(box);
  }

  /** Chooses a file; `file` is a path or `{name, mimeType, buffer}`. */
  async attach(label, file) {
    await this.hands.attach(this.field(label), file);
  }

  /** Presses what leads to another page, and waits for it. */
  async press(role, name) {
    await this.follow(() => this.hands.press(this.named(role, name)));
  }

  /** Does something that leads to another page, and waits for it. */
  async follow(action) {
    const arrived = this.page.waitForEvent('load');
    // A failure to act is told before one to arrive.
    arrived.catch(() => {});
    await action();
    await arrived;
  }

  /** The heading of the page is this. */
  async sees(title) {
    assert.equal(await this.page.locator('h1').innerText(), title, `on ${this.path}`);
  }

  /** The page says this somewhere. */
  async reads(text) {
    const all = (await this.page.locator('body').innerText()).replace(/\s+/g, ' ');
    assert.ok(all.includes(text), `"${text}" is not on ${this.path}: ${all}`);
  }

  /** What axe-core finds wrong with the page, as lines; `rules` instead of all there are. */
  async axe(rules) {
    const { page } = this;
    // Large, so it is sent once a page, however often it is asked.
    if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
    const runOnly = rules ? { type: 'rule', values: rules } : { type: 'tag', values: RULES };
    // What passes need not be listed.
    const options = { resultTypes: ['violations'], runOnly };
    const violations = await page.evaluate(
      async (wanted) => (await window.axe.run(document, wanted)).violations, options,
    );
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} (${help}) at ${target}: ${failureSummary}`));
  }

  /** The end of the test for this person: nothing happened that may not. */
  async leave() {
    assert.deepEqual(this.breaches, []);
    people.splice(people.indexOf(this), 1);
    await this.context.close();
  }
}

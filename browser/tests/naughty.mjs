// The big list of naughty strings, typed into every text field of a holding: each is kept
// exactly, or refused with a word at its field and shown again as typed.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { none } from '../kit.mjs';
import { register } from '../story.mjs';

const LIST = new URL(
  '../node_modules/big-list-of-naughty-strings/blns.json', import.meta.url,
).pathname;

/** Records a holding for each string, as its page would, and reads it back in its form. */
async function roundTrips(strings) {
  const FIELDS = { label: 100, institution: 100, note: 2000 };
  const parsed = async (answer) =>
    new DOMParser().parseFromString(await answer.text(), 'text/html');
  const value = (page, name) => page.querySelector(`[name="${name}"]`)?.value;
  // What the rules refuse: no text at all, too long, NUL, a line break in a line.
  const refused = (name, text) =>
    (name === 'label' && /^\s*$/u.test(text)) || [...text].length > FIELDS[name]
    || text.includes('\0') || (name !== 'note' && /[\r\n]/.test(text));
  const found = [];
  for (const text of strings) {
    const told = JSON.stringify(text).slice(0, 60);
    const form = await parsed(await fetch('/holdings/new'));
    const fields = {
      form_key: value(form, 'form_key'), kind: 'cash', wrapper: 'none', currency: 'JPY',
      amount: '1', as_of: '2026/11/1', label: text, institution: text, note: text,
    };
    let answer = await fetch('/holdings/new', { method: 'POST', body: new URLSearchParams(fields) });
    if (answer.status === 422) {
      const page = await parsed(answer);
      for (const name of Object.keys(FIELDS)) {
        const isTold = page.querySelector(`#${name}-error`) !== null;
        if (isTold !== refused(name, text)) found.push(`${name} ${told}: refused ${isTold}`);
        // A text field has no line breaks and no NUL, whatever is written into it.
        if (!/[\0\r\n]/.test(text) && value(page, name) !== text) found.push(`${name} ${told}: not shown again`);
        if (isTold) fields[name] = 'x';
      }
      answer = await fetch('/holdings/new', { method: 'POST', body: new URLSearchParams(fields) });
    }
    if (answer.status !== 200) {
      found.push(`${told}: status ${answer.status}`);
      continue;
    }
    const edit = await parsed(await fetch(`${new URL(answer.url).pathname}/edit`));
    for (const name of Object.keys(FIELDS)) {
      const expected = fields[name].replace(/\r\n?/g, '\n');
      const blank = name !== 'label' && /^\s*$/u.test(expected);
      if (!blank && value(edit, name) !== expected) found.push(`${name} ${told}: came back changed`);
    }
  }
  return found;
}

export const tests = {
  'every naughty string comes back exactly, or is refused in words': async ({ newPerson }) => {
    const strings = JSON.parse(await readFile(LIST, 'utf8'));
    assert.ok(strings.length >= 461, `only ${strings.length} strings`);
    const person = await newPerson({ lang: 'en' });
    await register(person);
    none(await person.page.evaluate(roundTrips, strings));
    // None of them does anything on the pages that show them all.
    for (const path of ['/holdings', '/', '/update-all']) await person.go(path);
    await person.leave();
  },
};

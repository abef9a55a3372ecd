// The pages' own words, read from the catalogues: a test names a button by its message,
// so that a better wording breaks no test, and both languages run the same steps.

import { readFileSync, readdirSync } from 'node:fs';

const CATALOGUES = new URL('../crates/web/text/', import.meta.url);

function messagesOf(lang) {
  const folder = new URL(`${lang}/`, CATALOGUES);
  const messages = new Map();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.ftl'))) {
    for (const line of readFileSync(new URL(file, folder), 'utf8').split('\n')) {
      const [, key, text] = /^([a-z][\w-]*) = (.*)$/.exec(line) ?? [];
      if (key) messages.set(key, text);
    }
  }
  return messages;
}

/**
 * The words of a language: `words('log-in')`, `words('import-count', { count: 3 })`.
 * Knows messages of one line; one with plural forms is refused rather than guessed.
 */
export function wordsOf(lang) {
  const messages = messagesOf(lang);
  const words = (key, values = {}) => {
    const text = messages.get(key);
    if (text === undefined) throw new Error(`no message ${key} in ${lang}`);
    if (/->\s*$/.test(text)) throw new Error(`message ${key} has plural forms`);
    return text
      .replace(/\{ (?:NUMBER\()?\$(\w+)\)? \}/g, (_, name) => values[name])
      .replace(/\{ ([a-z][\w-]*) \}/g, (_, name) => words(name))
      .replace(/\{ "([^"]*)" \}/g, '$1');
  };
  return words;
}

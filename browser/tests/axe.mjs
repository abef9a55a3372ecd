// axe-core finds no violation on any page, in daylight and in the dark.

import { none } from '../kit.mjs';
import { walk } from '../walk.mjs';

/** The dark differs in its colours only. */
const IN_THE_DARK = ['color-contrast', 'link-in-text-block'];

async function nothingFound(world, lang) {
  const found = [];
  for await (const { person, name } of walk(world, { lang, records: 4 })) {
    const { page } = person;
    found.push(...(await person.axe()).map((line) => `${name}: ${line}`));
    await page.emulateMedia({ colorScheme: 'dark' });
    found.push(...(await person.axe(IN_THE_DARK)).map((line) => `${name} in the dark: ${line}`));
    await page.emulateMedia({ colorScheme: 'light' });
  }
  none(found);
}

export const tests = {
  'no violation on any page, light and dark, in Japanese': (world) => nothingFound(world, 'ja'),
  'no violation on any page, light and dark, in English': (world) => nothingFound(world, 'en'),
};

// axe-core finds no violation on any page, in daylight and in the dark.

import { none } from '../kit.mjs';
import { walk } from '../walk.mjs';

async function nothingFound(world, lang) {
  const found = [];
  for await (const { person, name } of walk(world, { lang })) {
    for (const colorScheme of ['light', 'dark']) {
      await person.page.emulateMedia({ colorScheme });
      const lines = await person.axe();
      found.push(...lines.map((line) => `${name}, ${colorScheme}: ${line}`));
    }
  }
  none(found);
}

export const tests = {
  'no violation on any page, light and dark, in Japanese': (world) => nothingFound(world, 'ja'),
  'no violation on any page, light and dark, in English': (world) => nothingFound(world, 'en'),
};

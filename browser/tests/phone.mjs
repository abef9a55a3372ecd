// On a small phone no page is wider than the screen, and everything to touch is large enough.

import { none } from '../kit.mjs';
import { walk } from '../walk.mjs';

const WIDTH = 360;
/** WCAG 2.2, 2.5.8 "Target Size (Minimum)", in CSS pixels. */
const TARGET = 24;

/** What sticks out to the right, and what is too small to touch. */
function misfits({ width, target }) {
  const name = (element) => element.outerHTML.slice(0, 160);
  const found = [];
  const wide = document.scrollingElement.scrollWidth;
  if (wide > width) {
    const out = [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > width + 1);
    found.push(`${wide} pixels wide: ${name(out[0] ?? document.body)}`);
  }
  const touched = 'a[href], button, select, textarea, summary, input:not([type=hidden])';
  for (const element of document.querySelectorAll(touched)) {
    const box = (element.closest('label') ?? element).getBoundingClientRect();
    const seen = element.checkVisibility() && box.width > 1 && box.height > 1 && box.right > 0;
    // A link inside a sentence is as high as its line; 2.5.8 excepts it.
    const inline = getComputedStyle(element).display === 'inline'
      && element.parentElement.textContent.trim() !== element.textContent.trim();
    if (seen && !inline && (box.width < target || box.height < target)) {
      found.push(`${Math.round(box.width)} by ${Math.round(box.height)}: ${name(element)}`);
    }
  }
  return found;
}

async function everyPageFits(world, lang) {
  const found = [];
  for await (const { person, name } of walk(world, { lang, width: WIDTH, height: 740 })) {
    const { page } = person;
    const look = async (state) => {
      const lines = await page.evaluate(misfits, { width: WIDTH, target: TARGET });
      found.push(...lines.map((line) => `${name}${state}: ${line}`));
    };
    await look('');
    await page.screenshot({ path: `${world.out}/phone-${lang}-${name}.png`, fullPage: true });
    const closed = await page.locator('details:not([open])').evaluateAll((all) => {
      all.forEach((details) => { details.open = true; });
      return all.length;
    });
    if (closed > 0) await look(', unfolded');
  }
  none(found);
}

export const tests = {
  'every page fits a phone, in Japanese': (world) => everyPageFits(world, 'ja'),
  'every page fits a phone, in English': (world) => everyPageFits(world, 'en'),
};

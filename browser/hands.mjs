// Two ways of using a page. A locator is what is meant; how one gets there differs.

import assert from 'node:assert/strict';

/** More presses of Tab than any page needs from start to end. */
const FAR = 400;

/** With mouse and keyboard. */
export function pointer({ page }) {
  // On a phone the menu is folded away.
  const folded = page.locator('.menu-toggle:not([open]) summary');
  return {
    enter: (field, text) => field.fill(text),
    choose: (field, option) => field.selectOption({ label: option }),
    tick: (field) => field.check(),
    pick: (button) => button.check(),
    attach: (field, file) => field.setInputFiles(file),
    async press(target) {
      if (await folded.isVisible() && !(await target.isVisible())) await folded.click();
      await target.click();
    },
  };
}

/** With the keyboard alone: nothing is reached but by Tab, and the focus can be seen. */
export function keyboard(person) {
  const { page } = person;
  const keys = page.keyboard;
  const reach = (target) => tabTo(page, target);
  // With a listener the browser hands choosers over instead of opening a window of its own.
  // Told only when a key is pressed, a busy browser may open the window first.
  page.on('filechooser', () => {});
  return {
    reach,
    async enter(field, text) {
      await reach(field);
      await keys.press('Control+A');
      await keys.type(text);
    },
    async choose(field, option) {
      await reach(field);
      await keys.press('Home');
      const chosen = () => field.evaluate((list) => list.selectedOptions[0].text.trim());
      for (let n = await field.locator('option').count(); n > 0; n -= 1) {
        if (await chosen() === option) return;
        await keys.press('ArrowDown');
      }
      assert.fail(`${option} cannot be chosen`);
    },
    async tick(field) {
      await reach(field);
      if (!(await field.isChecked())) await keys.press('Space');
      assert.ok(await field.isChecked());
    },
    async pick(button) {
      const group = page.locator(`input[name="${await button.getAttribute('name')}"]`);
      const chosen = group.and(page.locator(':checked'));
      // Tab comes to a group once: to what is chosen, or else to its first.
      if (await chosen.count() === 0) {
        await reach(group.first());
        await keys.press('Space');
      } else {
        await reach(chosen);
      }
      for (let n = await group.count(); n > 0 && !(await button.isChecked()); n -= 1) {
        await keys.press('ArrowDown');
      }
      assert.ok(await button.isChecked());
    },
    async attach(field, file) {
      await reach(field);
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), keys.press('Enter')]);
      await chooser.setFiles(file);
    },
    async press(target) {
      await reach(target);
      await keys.press('Enter');
    },
  };
}

async function tabTo(page, target) {
  await target.waitFor({ state: 'visible' });
  const element = await target.elementHandle();
  for (let presses = 0; presses < FAR; presses += 1) {
    const state = await element.evaluate(focusOf);
    if (state.focused) {
      assert.ok(state.shown, `the focus on ${await target.evaluate((node) => node.outerHTML)} cannot be seen`);
      return;
    }
    await page.keyboard.press('Tab');
  }
  assert.fail(`Tab does not reach ${target}`);
}

/** Whether an element has the focus, and whether one sees so. */
function focusOf(element) {
  const style = getComputedStyle(element);
  const ring = style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2;
  const box = element.getBoundingClientRect();
  const within = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return { focused: document.activeElement === element, shown: ring && within };
}

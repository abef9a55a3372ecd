// Applying for the additional service.

import assert from 'node:assert/strict';
import {
  begin, checkAndSend, chooseDocument, enterAccount, pictureName, sendPicture,
} from '../applying.mjs';
import { register } from '../story.mjs';

const ACCOUNT = { number: '0020315', holder: 'キタムラ チヨ' };

/** The timeline of an application, newest first or last: what was told. */
function timeline({ page }) {
  return page.locator('ol.timeline').innerText();
}

export const tests = {
  'from the account to how it stands, in Japanese, without a mouse': async ({ newPerson }) => {
    const person = await newPerson({ byKeyboard: true });
    const { words, page } = person;
    await register(person);
    await begin(person);
    // Several branches are called so: one is chosen from those found.
    await person.enter(words('application-branch'), '中央');
    await person.press('button', words('application-next'));
    await person.reads(words('application-branch-several'));
    await enterAccount(person, { ...ACCOUNT, branch: '002' });
    await chooseDocument(person, 'my-number-card');
    await person.reads(words('application-never-back'));
    await person.reads(words('application-pictures-not-all'));
    await sendPicture(person, 'my-number-card');
    const name = pictureName(person, 'my-number-card', 'front');
    const own = page.getByAltText(words('application-picture-own', { picture: name }));
    await own.scrollIntoViewIfNeeded();
    await page.waitForFunction((img) => img.complete && img.naturalWidth > 0, await own.elementHandle());
    await checkAndSend(person);
    await person.reads(words('application-next-submitted'));
    assert.ok((await timeline(person)).includes(words('application-happened-submitted')));
    // What was sent waits for the bank: only taking it back is offered.
    await person.press('link', words('nav-application'));
    await person.reads(words('application-state-submitted'));
    assert.equal(await person.named('button', words('application-begin')).count(), 0);
    await person.leave();
  },

  'from the account to taking it back, in English, without JavaScript': async ({ newPerson }) => {
    const person = await newPerson({ js: false, lang: 'en' });
    const { words } = person;
    await register(person);
    await begin(person);
    await enterAccount(person, { ...ACCOUNT, branch: '003' });
    await chooseDocument(person, 'driving-licence');
    await sendPicture(person, 'driving-licence');
    await checkAndSend(person);
    await person.reads(words('application-next-submitted'));
    await person.press('link', words('application-withdraw-link'));
    await person.press('button', words('application-withdraw'));
    await person.reads(words('notice-application-withdrawn'));
    assert.ok((await timeline(person)).includes(words('application-happened-withdrawn')));
    await person.leave();
  },
};

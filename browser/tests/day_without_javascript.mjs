// The same day where the browser runs no script, in English.

import assert from 'node:assert/strict';
import {
  addHolding, confirmImport, exportTable, logOut, netWorthIs, register, undoImport, upload,
} from '../story.mjs';

export const tests = {
  'from registering to logging out, in English, without JavaScript': async ({ newPerson }) => {
    const person = await newPerson({ js: false, lang: 'en' });
    const { words } = person;
    await register(person);
    await addHolding(person, { kind: 'kind-ordinary-deposit', label: 'Pension', amount: '1,200,000' });
    await addHolding(person, { kind: 'kind-mortgage', label: 'House', amount: '500000' });
    await netWorthIs(person, '700,000');

    await person.press('link', words('nav-bulk'));
    await person.enter(words('holding-bulk-amount-of', { label: 'Pension' }), '1,350,000');
    await person.press('button', words('holding-bulk-send'));
    await person.reads(words('notice-updated-all'));
    await netWorthIs(person, '850,000');

    await upload(person);
    await confirmImport(person);
    await undoImport(person);
    await netWorthIs(person, '850,000');

    const table = (await exportTable(person)).toString('utf8');
    assert.ok(table.includes('Pension'), table.slice(0, 500));
    await logOut(person);
    await person.leave();
  },
};

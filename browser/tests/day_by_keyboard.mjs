// A whole day of a customer who uses no mouse, in Japanese.

import assert from 'node:assert/strict';
import {
  addHolding, confirmImport, exportTable, logOut, netWorthIs, register, undoImport, upload,
} from '../story.mjs';

export const tests = {
  'from registering to logging out, in Japanese, without a mouse': async ({ newPerson }) => {
    const person = await newPerson({ byKeyboard: true });
    const { words } = person;
    await register(person);

    await addHolding(person, { kind: 'kind-ordinary-deposit', label: '年金の口座', amount: '120万' });
    await addHolding(person, { kind: 'kind-mortgage', label: '家のローン', amount: '500,000' });
    await netWorthIs(person, '700,000');

    await person.press('link', words('nav-holdings'));
    await person.press('link', '年金の口座');
    await person.enter(words('holding-amount'), '1,350,000');
    await person.press('button', words('holding-record'));
    await person.reads(words('notice-valuation-added'));
    await netWorthIs(person, '850,000');

    await upload(person);
    await person.reads(words('import-format-money-forward-monthly'));
    await confirmImport(person);
    await person.press('link', words('import-to-holdings'));
    assert.ok(await person.page.getByRole('rowheader').count() > 4);
    const table = (await exportTable(person)).toString('utf8');
    assert.ok(table.startsWith('\uFEFF'), 'spreadsheets need the byte order mark');
    assert.ok(table.includes('年金の口座') && table.includes('1350000'), table.slice(0, 500));
    assert.ok(table.split('\n').length > 60, 'the imported figures are exported too');

    await person.press('link', words('nav-import'));
    await person.press('link', 'money_forward.csv');
    await undoImport(person);
    assert.deepEqual(person.asked, [words('import-undo-ask')]);
    await netWorthIs(person, '850,000');

    await logOut(person);
    await person.go('/holdings');
    await person.sees(words('login-title'));
    await person.leave();
  },

  'a mistake is told where it is, and the keyboard gets there': async ({ newPerson }) => {
    const person = await newPerson({ byKeyboard: true });
    const { words, page } = person;
    await person.go('/register');
    await person.enter(words('family-name'), '北村');
    await person.press('button', words('register-send'));
    const summary = page.getByRole('alert');
    const mistakes = await summary.getByRole('link').count();
    assert.equal(mistakes, 7);
    assert.equal(await person.field(words('family-name')).inputValue(), '北村');
    await person.hands.press(summary.getByRole('link').first());
    const focused = await page.evaluate(() => document.activeElement.id);
    assert.equal(focused, 'given');
    await person.leave();
  },

  'the first press of Tab offers the way past the menu': async ({ newPerson }) => {
    const person = await newPerson({ byKeyboard: true });
    const { words, page } = person;
    await person.go('/help');
    await page.keyboard.press('Tab');
    const first = person.named('link', words('skip-to-content'));
    assert.ok(await first.evaluate((link) => link === document.activeElement));
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
    await person.leave();
  },
};

// A day of the bank's people, who use no mouse: an application is mended, looked at by two,
// approved; and each of the others does what is theirs.

import assert from 'node:assert/strict';
import { mend } from '../applying.mjs';
import { find, givePassword, logInAs } from '../desk.mjs';
import { freshCode } from '../second_factor.mjs';
import { logIn } from '../story.mjs';

/** The account of the demonstration's customer. */
const ACCOUNT = '0012345';

/** Looks at the picture closely: the keys do what the page says they do. */
async function lookAtPicture(person) {
  const { page, words } = person;
  const viewer = page.locator('figure.viewer').first();
  const image = viewer.locator('img');
  await page.waitForFunction((img) => img.complete && img.naturalWidth > 0, await image.elementHandle());
  await person.hands.reach(viewer);
  const state = (zoom, turn, contrast) => words('staff-view-state')
    .replace('{zoom}', zoom).replace('{turn}', turn).replace('{contrast}', contrast);
  const says = async (text) => assert.equal(await viewer.locator('output').innerText(), text);
  await says(state(100, 0, 0));
  for (const key of ['+', '+', 'r', 'c']) await page.keyboard.press(key);
  await says(state(156, 90, 1));
  const style = await image.evaluate(({ style: { transform, filter } }) => `${transform} ${filter}`);
  assert.match(style, /rotate\(90deg\).*contrast/);
  await page.keyboard.press('ArrowRight');
  assert.match(await image.evaluate((img) => img.style.transform), /translate\(-60px, 0px\)/);
  await page.keyboard.press('-');
  await page.keyboard.press('0');
  await says(state(100, 0, 0));
}

/** Shows the masked values, which are nowhere on the page before. */
async function reveal(person) {
  const { page, words } = person;
  assert.ok(!(await page.locator('body').innerText()).includes(ACCOUNT), 'masked');
  const title = await page.locator('h1').innerText();
  await person.press('button', words('staff-reveal'));
  await person.reads(words('staff-reveal-missing'));
  const purpose = words('staff-reveal-compare-document');
  await person.choose(words('staff-reveal-purpose'), purpose);
  await person.press('button', words('staff-reveal'));
  await person.reads(words('staff-revealed', { purpose }));
  await person.reads(ACCOUNT);
  await person.sees(title);
}

/** Mends 山田 花子's application, as herself. */
async function customerMends({ newPerson }) {
  const person = await newPerson({ byKeyboard: true });
  await logIn(person);
  await mend(person, 'driving-licence');
  return person;
}

async function reviewerRecommends(person) {
  const { words } = person;
  await logInAs(person, 'reviewer');
  await person.press('link', words('staff-nav-queue'));
  await person.sees(words('staff-queue-title'));
  // It came first, so it is the next although it was away.
  await person.press('button', words('staff-queue-next'));
  await person.reads(words('notice-staff-taken'));
  await person.sees(words('staff-case-title'));
  await lookAtPicture(person);
  await reveal(person);
  await person.press('link', words('staff-recommend'));
  await person.sees(words('staff-recommend'));
  await person.pick(words('staff-verdict-approve'));
  await person.press('button', words('staff-recommend-send'));
  await person.reads(words('staff-checks-missing'));
  await find(person, 'approve');
  await person.enter(words('staff-noted'), '新しい画像で住所を確認。');
  await person.press('button', words('staff-recommend-send'));
  await person.reads(words('notice-staff-recommended'));
  // The second look is another person's.
  await person.press('link', words('staff-nav-queue'));
  await person.press('link', words('staff-queue-second'));
  await person.reads(words('staff-queue-own-advice'));
  await person.press('button', words('log-out'));
  await person.leave();
}

async function approverApproves(person) {
  const { words, page } = person;
  await logInAs(person, 'approver');
  await person.press('link', words('staff-nav-queue'));
  await person.press('link', words('staff-queue-second'));
  await person.press('button', words('staff-queue-take'));
  await person.reads(words('notice-staff-taken'));
  await lookAtPicture(person);
  await person.press('link', words('staff-decide'));
  await person.sees(words('staff-decide'));
  await person.reads('新しい画像で住所を確認。');
  await reveal(person);
  assert.equal(await page.getByRole('checkbox', { checked: true }).count(), 0, 'nothing is taken over');
  await find(person, 'approve');
  await person.press('button', words('staff-decide-send'));
  await person.reads(words('notice-staff-approved'));
  await person.press('button', words('log-out'));
  await person.leave();
}

/** The service is open, and the customer reads who looked. */
async function customerSees(person) {
  const { words } = person;
  await person.press('link', words('nav-application'));
  await person.reads(words('application-open-title'));
  await person.press('link', words('nav-settings'));
  await person.press('link', words('looks-title'));
  for (const did of ['see-document', 'reveal-application', 'recommend-application', 'decide-application']) {
    await person.reads(words(`looks-did-${did}`));
  }
  for (const role of ['reviewer', 'approver']) await person.reads(words(`looks-role-${role}`));
  await person.reads(words('looks-purpose-compare-document'));
  await person.leave();
}

/** Opens pages from the menu: each label leads to its title. */
async function opens(person, pages) {
  for (const [label, title] of pages) {
    await person.press('link', person.words(label));
    await person.sees(person.words(title));
  }
}

export const tests = {
  'what a customer mends is looked at by two, approved, and open': async (world) => {
    const atDesk = { byKeyboard: true, site: world.demo.staff.url };
    const customer = await customerMends(world);
    await reviewerRecommends(await world.newPerson(atDesk));
    await approverApproves(await world.newPerson(atDesk));
    await customerSees(customer);
  },

  'supervisor and auditor open what is theirs': async ({ newPerson, demo }) => {
    const supervisor = await newPerson({ byKeyboard: true, site: demo.staff.url });
    const { words } = supervisor;
    await logInAs(supervisor, 'supervisor');
    await opens(supervisor, [
      ['staff-nav-queue', 'staff-queue-title'],
      ['staff-nav-statistics', 'staff-statistics-title'],
      ['staff-nav-incidents', 'staff-incidents-title'],
      ['staff-nav-customers', 'staff-find-title'],
    ]);
    await supervisor.enter(words('staff-find-sought'), demo.email);
    await supervisor.pick(words('staff-purpose-answer-customer'));
    await supervisor.press('button', words('staff-find-send'));
    await supervisor.reads(words('staff-found-caption', { count: 1 }));
    const found = await supervisor.page.locator('section.found').innerText();
    assert.ok(!found.includes(demo.email) && !found.includes('花子'), `masked: ${found}`);
    await supervisor.leave();

    const auditor = await newPerson({ byKeyboard: true, site: demo.staff.url });
    await logInAs(auditor, 'auditor');
    await opens(auditor, [
      ['staff-nav-queue', 'staff-queue-title'],
      ['staff-nav-statistics', 'staff-statistics-title'],
      ['staff-nav-audit', 'staff-audit-title'],
    ]);
    await auditor.reads(words('staff-did-find-customer'));
    assert.equal(await auditor.named('link', words('staff-queue-open')).count(), 0);
    await auditor.leave();
  },

  'who is invited sets up the second factor and comes in': async ({ newPerson, demo }) => {
    const administrator = await newPerson({ byKeyboard: true, site: demo.staff.url });
    const { words } = administrator;
    const [email, password] = ['mimura@bank.example', 'asagiri no naka no hashi'];
    await logInAs(administrator, 'administrator');
    await opens(administrator, [
      ['staff-nav-members', 'staff-members-title'],
      ['staff-invite-title', 'staff-invite-title'],
    ]);
    await administrator.enter(words('staff-name'), '三村 薫');
    await administrator.enter(words('email'), email);
    const role = `${words('staff-role-reviewer')} — ${words('staff-role-reviewer-what')}`;
    await administrator.tick(role);
    await administrator.press('button', words('staff-invite-send'));
    const code = await administrator.page.locator('#code').innerText();
    await administrator.leave();

    const person = await newPerson({ byKeyboard: true, site: demo.staff.url });
    await person.go('/login');
    await person.press('link', words('staff-invitation-title'));
    await person.enter(words('email'), email);
    await person.enter(words('staff-invitation-code'), code);
    await person.enter(words('new-password'), password);
    await person.press('button', words('staff-invitation-send'));
    await person.sees(words('staff-second-factor-title'));
    const secret = (await person.page.locator('#secret').innerText()).replace(/\s/g, '');
    await person.enter(words('staff-code'), await freshCode(secret));
    await person.press('button', words('staff-second-factor-send'));
    await person.reads(words('notice-staff-welcome'));
    await person.sees(words('staff-home-title'));
    await person.press('button', words('log-out'));
    // The code of the invitation is worth nothing any more; password and app are.
    await givePassword(person, email, password);
    await person.leave();
  },
};

// The pages of the bank's people.

import { givePassword } from '../desk.mjs';
import { wrongCode } from '../second_factor.mjs';

/** Wrong codes are counted: each walk gives them to another member. */
let walks = 0;

/** Whom the administrator invites. */
let invited = 0;

/** Addresses one after the other. */
async function* open(person, paths) {
  for (const [number, path] of paths.entries()) {
    await person.go(path);
    yield number;
  }
}

/** Who is not logged in. */
export async function* stranger(person) {
  const { words, demo: { staff } } = person;
  yield* open(person, ['/', '/login', '/invitation', '/nowhere']);
  await person.go('/invitation');
  await person.press('button', words('staff-invitation-send'));
  yield 'wrong';
  await person.go('/login');
  await person.enter(words('email'), 'nobody@bank.example');
  await person.enter(words('password'), 'something else');
  await person.press('button', words('staff-login-go-on'));
  yield 'wrong';
  const members = Object.values(staff.members);
  const { email, secret } = members[walks % members.length];
  walks += 1;
  await givePassword(person, email, staff.password);
  yield '';
  await person.enter(words('staff-code'), wrongCode(secret));
  await person.press('button', words('log-in'));
  yield 'wrong';
}

/** Who looks first; the application is given back afterwards. */
export async function* reviewer(person) {
  const { words, page } = person;
  yield* open(person, ['/', '/queue', '/queue?held=mine', '/queue?look=second', '/customers']);
  await person.go('/queue');
  await person.press('button', words('staff-queue-next'));
  yield 'taken';
  const application = new URL(page.url()).pathname;
  await person.press('button', words('staff-reveal'));
  yield 'no purpose';
  await person.choose(words('staff-reveal-purpose'), words('staff-reveal-compare-document'));
  await person.press('button', words('staff-reveal'));
  yield 'revealed';
  await person.press('link', words('staff-recommend'));
  yield '';
  await person.press('button', words('staff-recommend-send'));
  yield 'wrong';
  await person.pick(words('staff-verdict-approve'));
  await person.press('button', words('staff-recommend-send'));
  yield 'unchecked';
  await person.go(`${application}/return`);
  yield '';
  await person.press('button', words('staff-return-draft'));
  yield 'wrong';
  await page.getByRole('checkbox').first().check();
  await person.press('button', words('staff-return-draft'));
  yield 'drafted';
  await person.go(application);
  await person.press('button', words('staff-release'));
  yield 'released';
  await person.go(`${application}/recommend`);
  yield 'refused';
}

/** Who looks second; the application is given back afterwards. */
export async function* approver(person) {
  const { words, page } = person;
  yield* open(person, ['/', '/queue', '/queue?look=second']);
  await person.press('button', words('staff-queue-take'));
  yield 'taken';
  const application = new URL(page.url()).pathname;
  await person.press('link', words('staff-decide'));
  yield '';
  await person.press('button', words('staff-decide-send'));
  yield 'wrong';
  await person.pick(words('staff-verdict-reject'));
  await page.getByLabel(words('staff-reject-duplicate')).check();
  await person.press('button', words('staff-decide-send'));
  yield 'drafted';
  await person.go(application);
  await person.press('button', words('staff-release'));
  yield 'released';
}

/** Who leads: applications in others' hands, customers, numbers. */
export async function* supervisor(person) {
  const { words, page, demo } = person;
  yield* open(person, [
    '/', '/queue', '/statistics', '/statistics?days=365', '/statistics/applications',
    '/statistics/applications?days=90', '/incidents', '/customers', '/customers/roster',
  ]);
  await person.press('button', words('staff-roster-send'));
  yield 'wrong';
  await person.go('/queue');
  await person.press('link', words('staff-queue-open'));
  yield '';
  await person.press('button', words('staff-pictures-show'));
  yield 'wrong';
  await person.choose(words('staff-pictures-purpose'), words('staff-reveal-check-work'));
  await person.press('button', words('staff-pictures-show'));
  yield 'pictures';
  await person.press('link', words('staff-purge'));
  yield '';
  await person.press('button', words('staff-purge-send'));
  yield 'wrong';
  await person.go('/customers');
  await person.press('button', words('staff-find-send'));
  yield 'wrong';
  for (const sought of ['nobody@example.jp', demo.email]) {
    await person.enter(words('staff-find-sought'), sought);
    await person.pick(words('staff-purpose-answer-customer'));
    await person.press('button', words('staff-find-send'));
    yield sought === demo.email ? 'found' : 'none';
  }
  await person.follow(() => page.locator('.found th a').click());
  yield '';
  await person.press('link', words('staff-suspend-go'));
  yield '';
  await person.press('button', words('staff-suspend-title'));
  yield 'wrong';
}

/** Who reads what happened. */
export async function* auditor(person) {
  const { words } = person;
  yield* open(person, ['/', '/queue', '/audit', '/statistics', '/audit?day=yesterday']);
  await person.go('/audit');
  await person.choose(words('staff-audit-action'), words('staff-did-staff-log-in'));
  await person.press('button', words('staff-audit-send'));
  yield 'chosen';
}

/** Who invites members, and one who is invited. */
export async function* administrator(person) {
  const { words, page, context } = person;
  yield* open(person, ['/', '/incidents', '/staff', '/staff/invite']);
  await person.press('button', words('staff-invite-send'));
  yield 'wrong';
  invited += 1;
  const email = `invited-${invited}@bank.example`;
  await person.enter(words('staff-name'), '三村 薫');
  await person.enter(words('email'), email);
  await page.getByRole('checkbox').first().check();
  await person.press('button', words('staff-invite-send'));
  yield 'done';
  const code = await page.locator('#code').innerText();
  for (const state of ['invited', 'oneself']) {
    await person.go('/staff');
    const row = page.getByRole('row').filter({ hasText: state === 'invited' ? email : 'kanri@' });
    await person.follow(() => row.getByRole('link').click());
    yield state;
  }
  // Now who is invited sits here.
  await context.clearCookies({ name: /staff/ });
  await person.go('/invitation');
  await person.enter(words('email'), email);
  await person.enter(words('staff-invitation-code'), code);
  await person.enter(words('new-password'), 'asagiri no naka no hashi');
  await person.press('button', words('staff-invitation-send'));
  yield '';
  await person.enter(words('staff-code'), '000000');
  await person.press('button', words('staff-second-factor-send'));
  yield 'wrong';
}

// The steps of the bank's people, at their own site.

import { freshCode } from './second_factor.mjs';

/** The sessions of those who logged in before, by role. */
const sessions = new Map();

/** Logs in with password and code, as who has a role in the demonstration. */
export async function logInAs(person, role) {
  const { words } = person;
  const { password, members } = person.demo.staff;
  const { email, secret } = members[role];
  await person.go('/login');
  await givePassword(person, email, password);
  await person.enter(words('staff-code'), await freshCode(secret));
  await person.press('button', words('log-in'));
  await person.sees(words('staff-home-title'));
}

/** The first half: ends where the code is asked for. */
export async function givePassword(person, email, password) {
  const { words } = person;
  await person.enter(words('email'), email);
  await person.enter(words('password'), password);
  await person.press('button', words('staff-login-go-on'));
  await person.sees(words('staff-code-title'));
}

/** Goes on in the session of who has a role, from another browser; logs in if there is none. */
export async function goOnAs(person, role) {
  const { context, page, words } = person;
  await context.addCookies(sessions.get(role) ?? []);
  await person.go('/');
  if (await page.locator('h1').innerText() !== words('staff-home-title')) {
    await logInAs(person, role);
  }
  const cookies = await context.cookies();
  sessions.set(role, cookies.filter(({ name }) => name.endsWith('kura-staff')));
}

/** Ticks the whole checklist, and says what should be done. */
export async function find(person, verdict) {
  const { words, page } = person;
  await person.tickAll(page.getByRole('group', { name: words('staff-checklist') }));
  await person.pick(words(`staff-verdict-${verdict}`));
}

// The pages of the customers' site, but for those of applying.

import { addHolding, confirmImport, logIn, register, somebody, undoImport, upload } from '../story.mjs';

const RECORD = /\/holdings\/[0-9a-f-]{36}$/;

/** What the demonstration's customer can open by its address. */
const OWN = [
  '/', '/?range=6m&step=daily', '/?range=all&by=institution', '/?by=wrapper', '/?by=kind',
  '/?as_of=2025-03-31', '/?as_of=2025-03-31&view=known', '/?as_of=yesterday',
  '/holdings', '/holdings?by=institution', '/holdings?by=wrapper', '/holdings/new',
  '/holdings/deleted', '/update-all', '/rates', '/imports', '/export', '/settings',
  '/settings/sessions', '/settings/profile', '/settings/password', '/account/looks', '/account/close',
  '/applications', '/applications/terms',
];

/** Sent as they are, these forms are wrong: page, and the button's message. */
const WRONG = [
  ['/holdings/new', 'holding-add-send'],
  ['/update-all', 'holding-bulk-send'],
  ['/rates', 'holding-record'],
  ['/imports', 'import-upload-send'],
  ['/settings/profile', 'profile-send'],
  ['/settings/password', 'password-change-send'],
  ['/account/close', 'close-send'],
];

/** A file nobody knows the columns of, with rows that cannot be read. */
const UNKNOWN = 'memo\n日付,口座,残高\n2026/01/31,へそくり,"12,000"\n昨日,へそくり,少し\n';

/** Enough rows to see an import at work. */
const ROWS = 4_000;

/** Who is not logged in. */
export async function* visitor(person) {
  const { words } = person;
  const open = ['/', '/register', '/login', '/recover', '/terms', '/help', '/nowhere', '/holdings'];
  for (const path of open) {
    await person.go(path);
    yield '';
  }
  await person.go('/register');
  await person.press('button', words('register-send'));
  yield 'wrong';
  await person.go('/login');
  await person.enter(words('email'), 'nobody@example.jp');
  await person.enter(words('password'), 'something else');
  await person.press('button', words('log-in'));
  yield 'wrong';
  await person.go('/recover');
  await person.press('button', words('recover-send'));
  yield 'wrong';
  await person.enter(words('email'), 'nobody@example.jp');
  await person.press('button', words('recover-send'));
  yield '';
  await person.press('button', words('new-password-send'));
  yield 'wrong';
  await person.go('/recover/link/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA');
  yield '';
}

/** The customer of the demonstration, who has recorded things for three years. */
export async function* customer(person, { records: most = Infinity }) {
  const { words, page } = person;
  await logIn(person);
  for (const [number, path] of OWN.entries()) {
    await person.go(path);
    yield number;
  }
  await person.go('/holdings');
  const links = await page.locator('th a').evaluateAll((all) => all.map((link) => link.href));
  const records = links.filter((link) => RECORD.test(link)).slice(0, most);
  for (const [number, record] of records.entries()) {
    await person.go(record);
    yield number;
  }
  await person.press('button', words('holding-record'));
  yield 'wrong';
  for (const deed of ['edit', 'delete']) {
    await person.go(`${records[0]}/${deed}`);
    yield '';
  }
  for (const [path, button] of WRONG) {
    await person.go(path);
    await person.press('button', words(button));
    yield 'wrong';
  }
  await person.go('/');
  await person.press('button', words('amounts-hide'));
  yield 'hidden';
  await person.go('/holdings');
  yield 'hidden';
}

/** Somebody new: empty pages, imports, closing. */
export async function* newcomer(person) {
  const { words, page } = person;
  const who = somebody();
  await register(person, who);
  for (const path of ['/', '/holdings', '/update-all', '/rates', '/imports', '/demo/mail', '/demo/mail/1']) {
    await person.go(path);
    yield 'new';
  }
  await person.go('/');
  await addHolding(person, { kind: 'kind-cash', label: 'Purse', amount: '5000' });
  yield 'noticed';
  await upload(person, { name: 'memo.csv', mimeType: 'text/csv', buffer: Buffer.from(UNKNOWN) });
  yield 'mapped';
  await person.press('button', words('import-discard'));
  yield 'discarded';
  await upload(person);
  yield 'known';
  await confirmImport(person);
  yield 'confirmed';
  await undoImport(person);
  yield 'undone';
  await person.go('/imports');
  yield 'all';
  yield* seeProgress(person);
  await person.go('/holdings');
  await person.press('link', 'Purse');
  await person.press('link', words('holding-delete-link'));
  await person.press('button', words('holding-delete-send'));
  yield 'deleted';
  await person.go('/holdings/deleted');
  yield 'some';
  await person.go('/account/close');
  await person.tick(words('close-understood'));
  await person.enter(words('password'), who.password);
  await person.press('button', words('close-send'));
  yield 'closing';
  await page.goto('/export');
  yield 'closing';
}

/** An import big enough to be seen at work; the page is told that it goes on. */
async function* seeProgress(person) {
  const { words, page } = person;
  const row = (_, n) => `2026-01-31,Account ${n % 500},${n}`;
  const file = ['date,name,amount', ...Array.from({ length: ROWS }, row)].join('\n');
  await upload(person, { name: 'large.csv', mimeType: 'text/csv', buffer: Buffer.from(file) });
  await page.route('**/progress', (route) => route.fulfill({
    json: { done: 1, total: 2, state: 'running' },
  }));
  await person.press('button', words('import-confirm-send'));
  await person.sees(words('import-progress-title'));
  yield 'progress';
  await page.unroute('**/progress');
  await page.getByRole('heading', { level: 1, name: words('import-confirmed-title') }).waitFor();
}

// The pages of applying for the additional service.

import { checkAndSend, enterAccount, pictureName, sendPicture } from '../applying.mjs';
import { logIn, register, somebody } from '../story.mjs';

/** Somebody new who applies for the additional service, and takes it back. */
export async function* applicant(person) {
  const { words, page } = person;
  const next = () => person.press('button', words('application-next'));
  await register(person, somebody());
  await person.go('/applications');
  yield 'new';
  await person.press('button', words('application-begin'));
  yield '';
  const application = new URL(page.url()).pathname.replace(/\/account$/, '');
  await person.enter(words('application-branch'), '中央');
  await next();
  yield 'several';
  await enterAccount(person, { branch: '002', number: '1234567', holder: 'キタムラ チヨ' });
  yield '';
  await next();
  yield 'wrong';
  yield* documents(person, next);
  for (const place of ['/check', '']) {
    await person.go(application + place);
    yield 'incomplete';
  }
  yield* pictures(person, application, next);
  await person.go('/settings/profile');
  yield 'sent';
  await person.go(`${application}/withdraw`);
  yield '';
  await person.press('button', words('application-withdraw'));
  yield 'withdrawn';
  await person.go('/applications');
  yield 'withdrawn';
}

/** Two documents, of which one does not suffice. */
async function* documents(person, next) {
  const { words } = person;
  await person.pick(words('application-document-passport'));
  await next();
  yield '';
  await next();
  yield 'wrong';
  await person.pick(words('application-no'));
  await next();
  yield '';
  await person.pick(words('application-document-residence-certificate'));
  await next();
  yield '';
}

/** One document instead, its picture, and the application sent. */
async function* pictures(person, application, next) {
  const { words } = person;
  await person.go(`${application}/document`);
  await person.pick(words('application-document-my-number-card'));
  await next();
  yield 'one';
  const card = pictureName(person, 'my-number-card', 'front');
  await person.attach(`${words('application-picture-file')} ${card}`, {
    name: 'memo.txt', mimeType: 'text/plain', buffer: Buffer.from('memo'),
  });
  await person.press('button', `${words('application-picture-send')} ${card}`);
  yield 'refused';
  await sendPicture(person, 'my-number-card');
  yield 'kept';
  await person.go(`${application}/check`);
  yield 'complete';
  await person.press('button', words('application-send'));
  yield 'wrong';
  await person.go(`${application}/pictures`);
  await checkAndSend(person);
  yield 'sent';
}

/** 山田 花子, whose application came back. */
export async function* mender(person) {
  const { words } = person;
  await logIn(person);
  await person.go('/applications');
  yield 'returned';
  await person.press('link', words('application-mend'));
  yield 'returned';
  await person.press('link', words('application-mend-picture'));
  yield 'returned';
  await person.go(person.path.replace(/pictures$/, 'check'));
  yield 'returned';
}

// A walk past every page in every state a person can bring it to.

import { goOnAs } from './desk.mjs';
import { applicant, mender } from './walk/applicant.mjs';
import { customer, newcomer, visitor } from './walk/customers.mjs';
import { administrator, approver, auditor, reviewer, stranger, supervisor } from './walk/staff.mjs';

/** The people of the customers' site. */
const CUSTOMERS = [visitor, customer, newcomer, applicant, mender];
/** The bank's people; each is called as the role they have. */
const STAFF = [reviewer, approver, supervisor, auditor, administrator];

/**
 * Goes past all pages in a language, and stops at each: yields the person who looks at it,
 * and the page's name, made of its address.
 * @param wishes as for `newPerson`; `records`: how many of the customer's records to open (all)
 */
export async function* walk({ newPerson, demo }, wishes) {
  const at = (site) => newPerson({ ...wishes, site });
  for (const part of CUSTOMERS) yield* stops(part, await at(demo.url), wishes);
  yield* stops(stranger, await at(demo.staff.url), wishes);
  for (const part of STAFF) {
    const person = await at(demo.staff.url);
    await goOnAs(person, part.name);
    yield* stops(part, person, wishes);
  }
}

/** The stops of one person, who leaves after the last. */
async function* stops(part, person, wishes) {
  for await (const state of part(person, wishes)) {
    const path = new URL(person.page.url()).pathname.replace(/[0-9a-f-]{36}/, 'one');
    const name = `${part.name}${path}${state === '' ? '' : ` ${state}`}`;
    yield { person, name: name.replace(/[^\w]+/g, '-').replace(/-$/, '') };
  }
  await person.leave();
}

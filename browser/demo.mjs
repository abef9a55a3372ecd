// The program under test: `kura demo` on a free port, with data of its own.

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How long seeding may take, in milliseconds; a debug build takes its time. */
const PATIENCE = 120_000;

/** What the demonstration tells at its start. */
const TOLD = {
  url: /Customer site\s+(\S+?)\/?\s/,
  email: /Log in as\s+(\S+)\s/,
  password: /Password\s+(\S+)\s/,
  staffUrl: /Staff site\s+(\S+?)\/?\s/,
  staffPassword: /Staff site[^]*?Password\s+(\S+)\s/,
};

/** A line about one of the bank's people: role, address, the second factor's secret. */
const MEMBER = /^ *([a-z]+) +(\S+@\S+) +([A-Z2-7]{32})$/gm;
const MEMBERS = 5;

/**
 * Starts it and waits until it answers.
 * @returns {Promise<{url: string, email: string, password: string, staff: {url: string,
 *   password: string, members: Object<string, {email: string, secret: string}>},
 *   log: () => string, stop: () => Promise<void>}>}
 */
export async function startDemo(program) {
  const data = await mkdtemp(join(tmpdir(), 'kura-browser-'));
  // Port 0: the system chooses a free one, and the program prints which.
  const options = ['demo', '--data', join(data, 'demo'), '--listen', '127.0.0.1:0'];
  const child = spawn(program, options, { stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  child.stdout.on('data', (text) => { log += text; });
  child.stderr.on('data', (text) => { log += text; });
  const ended = new Promise((done) => {
    child.once('error', (error) => { log += `${error}\n`; done(); });
    child.once('exit', () => done());
  });
  // Whatever ends the runner, even an error nobody catches, ends the program.
  process.on('exit', () => child.kill('SIGKILL'));
  const stop = async () => {
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), 5_000);
    await ended;
    clearTimeout(late);
    await rm(data, { recursive: true, force: true });
  };
  try {
    const told = await untilTold(() => log, ended);
    return { ...told, log: () => log, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function untilTold(log, ended) {
  let over = false;
  ended.then(() => { over = true; });
  const end = Date.now() + PATIENCE;
  while (!over && Date.now() < end) {
    const told = read(log());
    if (told && await answers(told.url) && await answers(`${told.staff.url}/login`)) return told;
    await new Promise((next) => { setTimeout(next, 50); });
  }
  throw new Error(`the demonstration ${over ? 'ended' : 'does not answer'}:\n${log()}`);
}

/** All that is told, or nothing while some of it is missing. */
function read(log) {
  const found = Object.entries(TOLD).map(([name, form]) => [name, form.exec(log)?.[1]]);
  const lines = [...log.matchAll(MEMBER)];
  if (lines.length < MEMBERS || !found.every(([, text]) => text)) return undefined;
  const { staffUrl, staffPassword, ...customers } = Object.fromEntries(found);
  const members = lines.map(([, role, email, secret]) => [role, { email, secret }]);
  const staff = { url: staffUrl, password: staffPassword, members: Object.fromEntries(members) };
  return { ...customers, staff };
}

function answers(url) {
  return fetch(url).then((answer) => answer.ok, () => false);
}

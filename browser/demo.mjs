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
};

/**
 * Starts it and waits until it answers.
 * @returns {Promise<{url: string, email: string, password: string, log: () => string, stop: () => Promise<void>}>}
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
    const found = Object.entries(TOLD).map(([name, form]) => [name, form.exec(log())?.[1]]);
    if (found.every(([, text]) => text)) {
      const told = Object.fromEntries(found);
      if (await fetch(told.url).then((answer) => answer.ok, () => false)) return told;
    }
    await new Promise((next) => { setTimeout(next, 50); });
  }
  throw new Error(`the demonstration ${over ? 'ended' : 'does not answer'}:\n${log()}`);
}

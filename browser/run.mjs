// Runs the browser tests: `KURA_BIN=target/debug/kura node browser/run.mjs [part of a name …]`.
// Starts the demonstration and Chromium, and stops only these.

import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { startDemo } from './demo.mjs';
import { Person, closeAll, pictures } from './kit.mjs';

const OUT = new URL('out/', import.meta.url).pathname;
const TESTS = new URL('tests/', import.meta.url);
/** No test may take longer, in milliseconds. */
const LIMIT = 600_000;

const CHROMIUM = {
  executablePath: process.env.CHROMIUM_BIN ?? '/usr/bin/chromium',
  // Chromium refuses to sandbox itself for root.
  chromiumSandbox: process.getuid() !== 0,
  args: [
    '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync',
  ],
};

/** The tests of all files as [name, function], only those whose name holds a wanted part. */
async function load(wanted) {
  const found = [];
  for (const file of (await readdir(TESTS)).filter((name) => name.endsWith('.mjs')).sort()) {
    const { tests } = await import(new URL(file, TESTS));
    for (const [name, run] of Object.entries(tests)) {
      found.push([`${file.replace('.mjs', '')}: ${name}`, run]);
    }
  }
  const asked = ([name]) => wanted.length === 0 || wanted.some((part) => name.includes(part));
  return found.filter(asked);
}

async function runOne(name, run, world) {
  const begun = Date.now();
  let limit;
  const late = new Promise((_, fail) => {
    limit = setTimeout(() => fail(new Error(`not done after ${LIMIT / 1000} s`)), LIMIT);
  });
  let failure;
  try {
    await Promise.race([run(world), late]);
  } catch (error) {
    failure = error;
    await pictures(OUT, name).catch(() => {});
  } finally {
    clearTimeout(limit);
    await closeAll();
  }
  const time = ((Date.now() - begun) / 1000).toFixed(1).padStart(6);
  console.log(`${failure ? 'FAILED' : 'passed'} ${time} s  ${name}`);
  if (failure) console.log(`${failure.stack ?? failure}\n`.replace(/^/gm, '    '));
  return !failure;
}

async function main() {
  const program = process.env.KURA_BIN;
  if (!program || !existsSync(program)) {
    console.error('Set KURA_BIN to the kura program, for example target/debug/kura.');
    return 2;
  }
  const tests = await load(process.argv.slice(2));
  await rm(OUT, { recursive: true, force: true });
  await mkdir(OUT, { recursive: true });
  const demo = await startDemo(program);
  let browser;
  const stop = async () => {
    await browser?.close();
    await demo.stop();
  };
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => stop().finally(() => process.exit(130)));
  }
  let passed = 0;
  try {
    browser = await chromium.launch(CHROMIUM);
    const world = { demo, out: OUT, newPerson: (wishes) => Person.meet(browser, demo, wishes) };
    for (const [name, run] of tests) passed += await runOne(name, run, world);
  } finally {
    await stop();
  }
  const failed = tests.length - passed;
  console.log(`\n${passed} passed, ${failed} failed`);
  if (failed) console.log(`Pictures of failures are in ${OUT}`);
  // No test at all is no success.
  return failed === 0 && passed > 0 ? 0 : 1;
}

process.exitCode = await main();

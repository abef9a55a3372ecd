// The Nu HTML checker finds no error in any page as the server sent it.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { none } from '../kit.mjs';
import { walk } from '../walk.mjs';

const run = promisify(execFile);
const CHECKER = new URL('../node_modules/vnu-jar/build/dist/vnu.jar', import.meta.url).pathname;

async function everyPageIsValid(world, lang) {
  const folder = `${world.out}html-${lang}`;
  await mkdir(folder, { recursive: true });
  const files = new Map();
  // Without scripts the walk sees the pages as they were sent.
  for await (const { person, name } of walk(world, { lang, js: false })) {
    files.set(`${folder}/${name}.html`, await person.html);
  }
  assert.ok(files.size > 50, `only ${files.size} pages`);
  for (const [file, html] of files) {
    assert.match(html, /<\/html>\s*$/, file);
    await writeFile(file, html);
  }
  const options = ['-jar', CHECKER, '--errors-only', '--format', 'gnu', ...files.keys()];
  // It tells errors by its exit code too.
  const { stdout, stderr } = await run('java', options, { maxBuffer: 2 ** 26 }).catch((error) => error);
  const told = `${stdout}${stderr}`.replaceAll(`file:${folder}/`, '').trim();
  none(told.split('\n').filter(Boolean));
}

export const tests = {
  'every page is valid HTML, in Japanese': (world) => everyPageIsValid(world, 'ja'),
  'every page is valid HTML, in English': (world) => everyPageIsValid(world, 'en'),
};

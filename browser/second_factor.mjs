// An authenticator app: six digits that change every 30 seconds (RFC 6238).

import { createHmac } from 'node:crypto';

/** How long a code stands, in milliseconds. */
const STEP = 30_000;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The last step whose code was given, for each secret: no code is good twice. */
const used = new Map();

/** A code nobody has given yet; who gave the last one just now waits for the next. */
export async function freshCode(secret) {
  const now = () => Math.floor(Date.now() / STEP);
  const next = (used.get(secret) ?? -1) + 1;
  if (now() < next) await new Promise((on) => { setTimeout(on, next * STEP - Date.now()); });
  used.set(secret, now());
  return codeOf(secret, used.get(secret));
}

/** A code no authenticator app shows at this time. */
export function wrongCode(secret) {
  const step = Math.floor(Date.now() / STEP);
  const near = [-2, -1, 0, 1, 2].map((away) => codeOf(secret, step + away));
  return ['000000', '111111', '222222', '333333', '444444', '555555'].find((code) => !near.includes(code));
}

function codeOf(secret, step) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', bytesOf(secret)).update(counter).digest();
  const number = digest.readUInt32BE(digest.at(-1) & 0xf) & 0x7fff_ffff;
  return String(number % 1_000_000).padStart(6, '0');
}

/** The bytes of a secret as people type it. */
function bytesOf(secret) {
  const bits = [...secret].map((sign) => BASE32.indexOf(sign).toString(2).padStart(5, '0')).join('');
  return Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
}

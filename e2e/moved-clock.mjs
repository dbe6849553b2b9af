/**
 * Loaded into a process by `node --import`: moves its clock ahead by the milliseconds in the file that
 * TRAILBOOK_E2E_CLOCK names. The product knows nothing of it.
 */
import { readFileSync } from "node:fs";

const file = process.env.TRAILBOOK_E2E_CLOCK;
if (!file)
  throw new Error("TRAILBOOK_E2E_CLOCK names the file that says how far the clock is ahead");

const realNow = Date.now;
// Read each time, so that a write to the file moves the clock at once.
const now = () => realNow() + Number(readFileSync(file, "utf8"));

globalThis.Date = new Proxy(Date, {
  get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
  apply: (target) => new target(now()).toString(),
  construct: (target, given, made) =>
    Reflect.construct(target, given.length === 0 ? [now()] : given, made),
});

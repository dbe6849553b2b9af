/**
 * Loaded into a process by `node --import`: its clock goes as the real one does, by so many
 * milliseconds ahead as the file says that TRAILBOOK_E2E_CLOCK names. The product knows nothing of it.
 */
import { readFileSync } from "node:fs";

const file = process.env.TRAILBOOK_E2E_CLOCK;
if (!file)
  throw new Error("TRAILBOOK_E2E_CLOCK names the file that says how far the clock is ahead");

const realNow = Date.now;
// Read each time, so that whoever has written the file knows that the clock has moved.
const now = () => realNow() + Number(readFileSync(file, "utf8"));

globalThis.Date = new Proxy(Date, {
  get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
  apply: (target) => new target(now()).toString(),
  construct: (target, given, made) =>
    Reflect.construct(target, given.length === 0 ? [now()] : given, made),
});

/** Test files share the modules of their worker: what one leaves outside of them ends with the file. */
import { afterAll, vi } from "vitest";

const environment = { ...process.env };

afterAll(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  for (const name of Object.keys(process.env)) {
    if (!(name in environment)) Reflect.deleteProperty(process.env, name);
  }
  Object.assign(process.env, environment);
  // What a server keeps for its process, such as its backend.
  for (const name of Object.keys(globalThis)) {
    if (name.startsWith("trailbook")) Reflect.deleteProperty(globalThis, name);
  }
});

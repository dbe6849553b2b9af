/** Loads a part of the page's code, and tries again while the server cannot be reached. */

/** A server that restarts is back within seconds; one that stays away is reported by the page. */
const WAITS_MS = [500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000];

/**
 * The module that `load` imports. A failed attempt is repeated for a minute; after that the promise
 * rejects with the last error.
 */
export async function loadCode<Module>(load: () => Promise<Module>): Promise<Module> {
  for (const waitMs of WAITS_MS) {
    try {
      return await load();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
  return load();
}

/** Ports of the servers under test: free ones, so that two checkouts on one machine can test at once. */
import { createServer } from "node:net";

/** Chosen by the first process that loads the Playwright config, inherited by its workers. */
const CHOSEN = "TRAILBOOK_E2E_PORTS";

/** Below the range from which systems take the ports of outgoing connections. */
const LOWEST = 20_000;
const SPAN = 10_000;

/** As many free ports as asked for; the same ones again in every child process. */
export async function choosePorts(count: number): Promise<readonly number[]> {
  const inherited = process.env[CHOSEN];
  if (inherited) return inherited.split(",").map(Number);
  const ports = new Set<number>();
  while (ports.size < count) ports.add(await findFreePort());
  process.env[CHOSEN] = [...ports].join(",");
  return [...ports];
}

/** A free port outside the range of outgoing connections. */
export async function findFreePort(): Promise<number> {
  for (;;) {
    const port = LOWEST + Math.floor(Math.random() * SPAN);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}

/** The clock of servers that a test starts: set to a time, and moved on without waiting. */
import { mkdtempSync, renameSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const PRELOAD = pathToFileURL(join(process.cwd(), "e2e/moved-clock.mjs")).href;

export class Clock {
  /** Sets this clock for a process and its child processes. */
  readonly environment: Readonly<Record<string, string>>;
  readonly #file = join(mkdtempSync(join(tmpdir(), "trailbook-clock-")), "ahead");
  #aheadMs: number;

  constructor(startsAt: string) {
    this.#aheadMs = Date.parse(startsAt) - Date.now();
    this.#write();
    this.environment = {
      NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ""} --import=${PRELOAD}`.trim(),
      TRAILBOOK_E2E_CLOCK: this.#file,
    };
  }

  moveOn(ms: number): void {
    this.#aheadMs += ms;
    this.#write();
  }

  /** Written in one step, because the servers read it at any time. */
  #write(): void {
    writeFileSync(`${this.#file}.new`, String(this.#aheadMs));
    renameSync(`${this.#file}.new`, this.#file);
  }
}

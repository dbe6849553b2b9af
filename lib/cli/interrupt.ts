/** Ctrl-C: runs are cancelled before the process ends, because Athena bills what they scan. */
import { say } from "./terminal";

/** Has `stop` called when a signal ends the process. */
export type OnInterrupt = (stop: () => Promise<void>) => void;

const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;
/** A terminal sends Ctrl-C to this process and to npm, which forwards it: both count as one. */
const SAME_INTERRUPT_MS = 1_000;

export type Interrupt = {
  readonly on: OnInterrupt;
  /** Whether a signal ends the process: the signal then decides the exit code. */
  readonly hasCome: () => boolean;
};

/** Handles the signals from now on. */
export function watchInterrupt(): Interrupt {
  let stop = async (): Promise<void> => undefined;
  let cameMs: number | null = null;
  const end = async (signal: keyof typeof EXIT_CODES) => {
    if (cameMs !== null) {
      // A second one does not wait for the engine.
      if (performance.now() - cameMs > SAME_INTERRUPT_MS) process.kill(process.pid, "SIGKILL");
      return;
    }
    cameMs = performance.now();
    await stop().catch(() => undefined);
    say("Cancelled.");
    process.exit(EXIT_CODES[signal]);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void end(signal));
  return {
    on: (given) => {
      stop = given;
    },
    hasCome: () => cameMs !== null,
  };
}

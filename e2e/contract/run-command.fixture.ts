/** The command `run` in this process: a process for each of hundreds of answers takes minutes. */
import { vi } from "vitest";
import { run } from "@/lib/cli/run";
import type { Result } from "@/lib/result";

/** Runs the command, and returns its result and what it wrote to stdout and stderr. */
export async function runCommand(
  words: readonly string[],
): Promise<{ readonly result: Result<void>; readonly written: string; readonly said: string }> {
  let [written, said] = ["", ""];
  const stdout = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    written += String(text);
    return true;
  });
  const stderr = vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    said += String(text);
    return true;
  });
  try {
    return { result: await run(words, () => undefined), written, said };
  } finally {
    stdout.mockRestore();
    stderr.mockRestore();
  }
}

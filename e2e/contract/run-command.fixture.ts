/** The command `run` in this process: a process for each of hundreds of answers takes minutes. */
import { vi } from "vitest";
import { run } from "@/lib/cli/run";
import type { Result } from "@/lib/result";

/** Runs the command, and returns its result and what it wrote to stdout. */
export async function runCommand(
  words: readonly string[],
): Promise<{ readonly result: Result<void>; readonly written: string }> {
  let written = "";
  const stdout = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    written += String(text);
    return true;
  });
  const stderr = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  try {
    return { result: await run(words, () => undefined), written };
  } finally {
    stdout.mockRestore();
    stderr.mockRestore();
  }
}

/** The exits of the Tor network: a text file with one address a line. */
import { fail, type Result, succeed } from "@/lib/result";
import { type PrefixTable, parsePrefix, prefixTable } from "./prefix-table";

export type TorExits = {
  readonly isExit: PrefixTable<true>;
  /** How many lines are not addresses. */
  readonly unreadLines: number;
};

/** Reads the list; empty lines and comments (`#`) are skipped. Fails with the end of a sentence. */
export function readTorExits(text: string): Result<TorExits> {
  const lines = text
    .split("\n")
    .map((line) => line.replace(/#.*/, "").trim())
    .filter((line) => line !== "");
  const exits = lines.filter((line) => parsePrefix(line) !== null);
  if (exits.length === 0) return fail("config", "has no address: it needs one in each line");
  return succeed({
    isExit: prefixTable(exits.map((line) => [line, true] as const)),
    unreadLines: lines.length - exits.length,
  });
}

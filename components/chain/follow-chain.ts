/** From a session key back to the person who opened it, hop by hop. Pure, but for its queries. */
import type { Row } from "@/lib/api/run";

/** How a session was opened, as the log of the opener's own account has it. */
export type Opening = {
  /** The session's key. */
  readonly key: string;
  readonly time: string;
  readonly call: string;
  /** Who opened it, and with which key; services and identity providers have none. */
  readonly actor: string;
  readonly openerKey: string | null;
  readonly resource: string | null;
  readonly address: string | null;
};

export const MOST_HOPS = 5;

/** Why a hop has no answer: it would be a scan with a price, or it failed. */
export type NoAnswer = "scan" | "failed";

/**
 * Why a chain ends: at a key that is not a session's, at an opener without a key, at a key that no call
 * in the logs returned, because a hop has no answer, at a key that was there before, or because it is
 * long.
 */
export type ChainEnd = "long-lived" | "no-key" | "missing" | NoAnswer | "cycle" | "limit";

export type Chain = {
  /** The latest first: each was opened by the one after it. */
  readonly openings: readonly Opening[];
  readonly end: ChainEnd;
};

/** Only the keys of sessions are returned by a call that opens one. */
export function isSessionKey(key: string): boolean {
  return key.startsWith("ASIA");
}

/** The cells of a row as texts, by column; null where a cell is empty. */
export function reader(columns: readonly string[], row: Row) {
  return (column: string) => {
    const cell = row[columns.indexOf(column)] ?? null;
    return cell === null || cell === "" ? null : String(cell);
  };
}

/**
 * The call that returned a key, from the rows of the step for it. An action over two accounts is in
 * both logs, and only that of the opener's account names the opener's key.
 */
export function openingIn(
  key: string,
  columns: readonly string[],
  rows: readonly Row[],
): Opening | null {
  const openings = rows.flatMap((row): readonly Opening[] => {
    const textOf = reader(columns, row);
    if (textOf("errorcode") !== null) return [];
    return [
      {
        key,
        time: textOf("eventtime") ?? "",
        call: textOf("eventname") ?? "",
        actor: textOf("actor") ?? "",
        openerKey: textOf("accesskeyid"),
        resource: textOf("resource"),
        address: textOf("sourceipaddress"),
      },
    ];
  });
  return openings.find(({ openerKey }) => openerKey !== null) ?? openings[0] ?? null;
}

/** Follows a key to who opened its session, and on from there, at most `MOST_HOPS` times. */
export async function followChain(
  key: string,
  openingOf: (key: string) => Promise<Opening | null | NoAnswer>,
): Promise<Chain> {
  const openings: Opening[] = [];
  const seen = new Set<string>();
  let at: string = key;
  while (isSessionKey(at)) {
    if (seen.has(at)) return { openings, end: "cycle" };
    if (openings.length === MOST_HOPS) return { openings, end: "limit" };
    seen.add(at);
    const opening = await openingOf(at);
    if (opening === "scan" || opening === "failed") return { openings, end: opening };
    if (opening === null) return { openings, end: "missing" };
    openings.push(opening);
    if (opening.openerKey === null) return { openings, end: "no-key" };
    at = opening.openerKey;
  }
  return { openings, end: "long-lived" };
}

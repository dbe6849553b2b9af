/** From a key to the sessions that it opened, and on to those that they opened. Pure, but for its queries. */
import type { Row } from "@/lib/api/run";
import { MOST_HOPS, type NoAnswer, type Opening, reader } from "./follow-chain";

/** A session that was opened; one without a key is of the console. */
export type Session = Pick<Opening, "time" | "call" | "resource"> & {
  readonly key: string | null;
  readonly openerKey: string;
};

/** A session in the tree under a key, which is hop 0. */
export type OpenedSession = Session & { readonly hop: number };

/** Why the tree ends: all was followed, a hop has no answer, or there are more hops or sessions than are followed. */
export type TreeEnd = "whole" | NoAnswer | "limit";

export type SessionTree = {
  /** Each under its opener, in the order of their times. */
  readonly sessions: readonly OpenedSession[];
  readonly end: TreeEnd;
};

/** Sessions that are followed at one hop: their keys are in one statement. */
export const MOST_KEYS = 100;

/**
 * The sessions in rows of openings, each once: a call into another account is in the logs of both.
 * Attempts that failed opened none.
 */
export function sessionsIn(columns: readonly string[], rows: readonly Row[]): readonly Session[] {
  const keys = new Set<string>();
  return rows.flatMap((row): readonly Session[] => {
    const textOf = reader(columns, row);
    const openerKey = textOf("accesskeyid");
    const key = textOf("issuedkey");
    if (textOf("errorcode") !== null || openerKey === null || (key !== null && keys.has(key)))
      return [];
    if (key !== null) keys.add(key);
    return [
      {
        key,
        openerKey,
        time: textOf("eventtime") ?? "",
        call: textOf("eventname") ?? "",
        resource: textOf("resource"),
      },
    ];
  });
}

/** The sessions by hop as a tree: each before those that it opened. */
function inTree(opener: string, hops: readonly (readonly Session[])[]): readonly OpenedSession[] {
  const [here = [], ...below] = hops;
  const hop = 1;
  return here
    .filter(({ openerKey }) => openerKey === opener)
    .sort((a, b) => a.time.localeCompare(b.time))
    .flatMap((session) => [
      { ...session, hop },
      ...(session.key === null ? [] : inTree(session.key, below)).map((each) => ({
        ...each,
        hop: each.hop + 1,
      })),
    ]);
}

/**
 * Follows a key to the sessions that it opened, and each of them on, at most `MOST_HOPS` times. All
 * sessions of a hop are one query. A key that was followed already is not followed again.
 */
export async function followSessions(
  key: string,
  openedBy: (keys: readonly string[]) => Promise<readonly Session[] | NoAnswer>,
): Promise<SessionTree> {
  const hops: (readonly Session[])[] = [];
  const seen = new Set([key]);
  let keys: readonly string[] = [key];
  const tree = (end: TreeEnd): SessionTree => ({ sessions: inTree(key, hops), end });
  while (keys.length > 0) {
    if (hops.length === MOST_HOPS || keys.length > MOST_KEYS) return tree("limit");
    const opened = await openedBy(keys);
    if (opened === "scan" || opened === "failed") return tree(opened);
    const fresh = opened.filter((each) => each.key === null || !seen.has(each.key));
    if (fresh.length > 0) hops.push(fresh);
    keys = fresh.flatMap((each) => each.key ?? []);
    for (const each of keys) seen.add(each);
  }
  return tree("whole");
}

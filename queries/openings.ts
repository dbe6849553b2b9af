/** The slice that answers who opened sessions: all calls that a chain of sessions may lead to. */
import { EVENT_ROW, type FieldName } from "./fields";
import { implies } from "./implies";
import { opensSession } from "./playbooks/sessions-opened";
import { allOf, anyOf, type EventQuery, isNotNull, type Predicate } from "./query";
import { HOUR_MS, type Scope } from "./scope";
import type { Slice } from "./slices";

/** A session lasts at most this long (STS, GetSessionToken and GetFederationToken). */
export const LONGEST_SESSION_MS = 36 * HOUR_MS;

/**
 * Sessions that a key opened. Services open far more sessions, without a key: 80,048 of 90,440 in two
 * weeks of the demo account, and 44 with one. A chain ends at those.
 */
const BY_KEYS = allOf(opensSession, isNotNull("accesskeyid"));

/** What the page shows of a call that opened a session. Each further field costs time for each file. */
const FIELDS: readonly FieldName[] = [
  ...EVENT_ROW,
  "actor",
  "resource",
  "outcome",
  "accesskeyid",
  "accountid",
  "issuedkey",
  "sourceidentity",
  "sharedeventid",
];

const namesIssuedKey = (part: Predicate): boolean =>
  (part.op === "is" || part.op === "in") && part.field === "issuedkey";

/**
 * The events to fetch for a question about the openings of sessions, so that further hops of the
 * chain are answered from them; null for other questions.
 * @param isFree a scan costs nothing: the range starts early enough for each session in it
 */
export function openingsSlice(
  { where }: Pick<EventQuery, "where">,
  scope: Scope,
  isFree: boolean,
): Slice | null {
  const opened = where.find(namesIssuedKey);
  const isByKeys = implies(allOf(...where), BY_KEYS);
  if (!isByKeys && opened === undefined) return null;
  return {
    // A service may have opened the session that is named.
    where: [isByKeys || opened === undefined ? BY_KEYS : anyOf(opened, BY_KEYS)],
    scope: isFree ? { ...scope, fromMs: scope.fromMs - LONGEST_SESSION_MS } : scope,
    fields: FIELDS,
  };
}

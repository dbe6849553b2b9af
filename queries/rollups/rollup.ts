/**
 * Daily roll-ups: how often each actor made each call on a day, from where and with what result, with
 * the first and last time. One statement makes those of a few days.
 */
import { namedSql } from "../conditions";
import { eventCount } from "../event-count";
import type { FieldName } from "../fields";
import type { Source } from "../layouts";
import { planScope } from "../named-places";
import type { Scope } from "../scope";
import { filedColumns } from "../slices";
import { type PlannedStatement, type Refusal, selectFrom, toStatement } from "../statement";
import { readTables } from "../tables";

/** What events of a day have in common in one row. */
export const ROLLUP_FIELDS: readonly FieldName[] = [
  "actor",
  "eventsource",
  "eventname",
  "sourceipaddress",
  "agentproduct",
  "awsregion",
  "recipientaccountid",
  "outcome",
];

/** The form of the kept files; another one has another name. */
const FORM = "total, firstseen, lastseen";

const EVENT_DAY = "substr(eventtime, 1, 10)";

/**
 * Where the events are filed, so that one roll-up serves several scopes. Copies of an event may be
 * filed in two places and must be in one row: a roll-up over them serves its own scope alone.
 */
export function filedIn(scope: Scope, source: Source) {
  return source.mayHoldDuplicates ? [] : filedColumns({ where: [], scope }, source);
}

/** The columns of a roll-up that are values of events, or where the events are filed. */
export function rollupKeys(scope: Scope, source: Source): readonly string[] {
  return [...ROLLUP_FIELDS, ...filedIn(scope, source).map(({ name }) => name)];
}

/**
 * What the roll-ups of a scope are made of, whatever its days. Where this text differs, kept roll-ups
 * have another meaning and are not read.
 */
export function rollupMeaning(scope: Scope, source: Source): readonly string[] {
  const keys = ROLLUP_FIELDS.map((name) => namedSql(name, source));
  return [FORM, ...keys, ...rollupKeys(scope, source)];
}

/**
 * Compiles the statement for the roll-ups of a scope of whole days. It asks for one row more than
 * `mostRows`, so that the count shows a result that is not whole.
 */
export function compileRollup(
  chosen: Scope,
  source: Source,
  mostRows: number,
): PlannedStatement | Refusal {
  const start = planScope(chosen, source);
  if ("refused" in start) return start;
  const { scope, planned } = start;
  const filed = filedIn(scope, source);
  const fields = ["eventtime", ...ROLLUP_FIELDS] as const;
  const read = readTables({ where: [], fields, filed }, scope, source, planned);
  const keys = [
    `${EVENT_DAY} as eventday`,
    ...ROLLUP_FIELDS.map((name) => namedSql(name, read.source)),
    ...read.filed,
  ];
  const lines = [
    ...selectFrom(
      [
        ...keys,
        `${eventCount(source)} as total`,
        "min(eventtime) as firstseen",
        "max(eventtime) as lastseen",
      ],
      read.from,
    ),
    `group by ${keys.map((_, index) => index + 1).join(", ")}`,
    `limit ${mostRows + 1}`,
  ];
  return toStatement(lines, { plan: planned, paths: read.paths }, read);
}

/** How the records of one event, or of one act that several accounts logged, become one row. */
import { ACT_FIELDS } from "./answer-lists";
import { namedSql } from "./conditions";
import { ACT_NUMBER, COPY_NUMBER, FIRST_COPIES, FIRST_OF_ACTS } from "./event-count";
import type { FieldName } from "./fields";
import type { Source } from "./layouts";
import { identifier } from "./literal";
import { type Lines, nested, selectFrom } from "./statement";

type Once = {
  readonly keep: string;
  /** The fields that numbering and order need. */
  readonly fields: readonly FieldName[];
  /** Rows with some fields, numbered. */
  readonly numbered: (fields: readonly FieldName[], source: Source, from: Lines) => Lines;
};

/** Fields as columns of their names. */
export function named(fields: readonly FieldName[], source: Source): Lines {
  return fields.map((name) => namedSql(name, source));
}

const ONCE_PER_EVENT: Once = {
  keep: FIRST_COPIES,
  fields: ["eventtime", "eventid"],
  numbered: (fields, source, from) => selectFrom([...named(fields, source), COPY_NUMBER], from),
};
const ONCE_PER_ACT: Once = {
  keep: FIRST_OF_ACTS,
  fields: ["eventtime", "eventid", ...ACT_FIELDS],
  // The number is over fields, which are columns only one level up.
  numbered: (fields, source, from) =>
    selectFrom(
      [...fields.map(identifier), ACT_NUMBER],
      nested(selectFrom(named(fields, source), from)),
    ),
};

/** Null where each record is a separate row. */
export function onceOf(isPerAct: boolean | undefined, isPerEvent: boolean): Once | null {
  return isPerAct ? ONCE_PER_ACT : isPerEvent ? ONCE_PER_EVENT : null;
}

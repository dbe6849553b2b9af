/** The rows of a step or query over a few events, for tests: the real SQL on the real engine. */
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { lakeSource } from "@/lib/lake/lake-source";
import { compile } from "@/queries/compile";
import type { FieldName } from "@/queries/fields";
import { applyFilters, parseFilter } from "@/queries/filters";
import { findStep } from "@/queries/index";
import type { Source } from "@/queries/layouts";
import { literal } from "@/queries/literal";
import { bind, events, type InputValues } from "@/queries/playbook";
import type { Answer, EventQuery } from "@/queries/query";
import { TRINO_MACROS } from "./trino-macros";

/** The fields of an event; those left out are absent from the record. */
export type TestEvent = {
  readonly eventname: string;
  /** `event-<index>` where absent; null for an event without an id. */
  readonly eventid?: string | null;
  /** A second after the event before where absent. */
  readonly eventtime?: string;
  readonly eventsource?: string;
  readonly errorcode?: string;
  readonly errormessage?: string;
  readonly useragent?: string;
  readonly sourceipaddress?: string;
  readonly requestparameters?: string;
  readonly responseelements?: string;
  readonly additionaleventdata?: string;
  readonly serviceeventdetails?: string;
  readonly type?: string;
  readonly principalid?: string;
  readonly accesskeyid?: string;
  /** The Identity Center user for whom the call was made. */
  readonly onbehalfof?: string;
  /** The role behind the session. */
  readonly issuerarn?: string;
  readonly issuername?: string;
  readonly username?: string;
  readonly arn?: string;
  /** When the session was opened. */
  readonly sessioncreated?: string;
  readonly mfaauthenticated?: string;
  readonly invokedby?: string;
  /** The same in the log of each account that one action is in. */
  readonly sharedeventid?: string;
  /** `111122223333` where absent. */
  readonly recipientaccountid?: string;
  readonly readonly?: string;
  readonly sessioncredentialfromconsole?: string;
};

const IDENTITY = ["type", "principalid", "arn", "accountid", "accesskeyid", "username"] as const;
const PLAIN = [
  "eventname",
  "eventsource",
  "errorcode",
  "errormessage",
  "useragent",
  "sourceipaddress",
  "requestparameters",
  "responseelements",
  "additionaleventdata",
  "serviceeventdetails",
  "requestid",
  "sharedeventid",
  "vpcendpointid",
  "eventtype",
  "resources",
  "readonly",
  "sessioncredentialfromconsole",
] as const;
const DAY = { fromMs: Date.UTC(2026, 0, 31), toMs: Date.UTC(2026, 1, 1) };

const cell = (value: string | null | undefined): string =>
  value === undefined || value === null ? "null::varchar" : literal(value);

function rowSql(event: TestEvent, index: number): string {
  const {
    eventid = `event-${index}`,
    ...given
  }: Readonly<Record<string, string | null | undefined>> = event;
  const id = cell(eventid);
  const identity = [
    ...IDENTITY.map((name) => `${name} := ${cell(given[name])}`),
    `onbehalfof := struct_pack(userid := ${cell(given.onbehalfof)})`,
    `sessioncontext := struct_pack(${[
      `sessionissuer := struct_pack(arn := ${cell(given.issuerarn)}, username := ${cell(given.issuername)})`,
      `attributes := struct_pack(creationdate := ${cell(given.sessioncreated)}, mfaauthenticated := ${cell(given.mfaauthenticated)})`,
    ].join(", ")})`,
    `invokedby := ${cell(given.invokedby)}`,
  ].join(", ");
  const plain = PLAIN.map((name) => `${cell(given[name])} as ${name}`).join(", ");
  const usual = new Date(DAY.fromMs + index * 1000).toISOString().replace(".000", "");
  return `select struct_pack(${identity}) as useridentity, ${plain}, ${cell(given.eventtime ?? usual)} as eventtime,
    ${id} as eventid, 'us-east-1' as awsregion,
    ${cell(given.recipientaccountid ?? "111122223333")} as recipientaccountid,
    '111122223333' as account, 'us-east-1' as region, '2026' as year, '01' as month, '31' as day`;
}

/**
 * Rows of `playbook/step` over the events, whose ids are `event-0`, `event-1` … in their order.
 * `shown` are other columns than the step's, or another answer.
 */
export async function answerOver(
  address: string,
  records: readonly TestEvent[],
  inputs: InputValues = {},
  shown?: readonly FieldName[] | Answer,
  source: Source = lakeSource,
  filters: readonly string[] = [],
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const found = findStep(address);
  if (!found) throw new Error(`There is no step ${address}.`);
  const read = filters.map((text) => {
    const filter = parseFilter(text);
    if (!filter) throw new Error(`${text} is not a filter.`);
    return filter;
  });
  const query = applyFilters(bind(found.step, inputs), read);
  const answer = shown && ("kind" in shown ? shown : events(...shown));
  return rowsOver({ ...query, answer: answer ?? query.answer }, records, source);
}

/** The rows of a query over the events, which are one second apart; of the whole day unless `fromMs` is later. */
export async function rowsOver(
  query: EventQuery,
  records: readonly TestEvent[],
  source: Source = lakeSource,
  fromMs = DAY.fromMs,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const compiled = compile(query, { accounts: [], regions: [], ...DAY, fromMs }, source);
  if ("refused" in compiled) throw new Error(compiled.refused);
  return rowsOfSql(compiled.sql, records);
}

/** Rows of a statement over the events, which it reads as the table `cloudtrail`. */
export async function rowsOfSql(
  sql: string,
  records: readonly TestEvent[],
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const reader = await (await databaseOf(records)).runAndReadAll(sql);
  return reader.getRowObjectsJson();
}

/** A database with the events, kept while they are: a test often asks several questions of them. */
const databases = new WeakMap<readonly TestEvent[], Promise<DuckDBConnection>>();

function databaseOf(records: readonly TestEvent[]): Promise<DuckDBConnection> {
  const made = databases.get(records) ?? makeDatabase(records);
  databases.set(records, made);
  return made;
}

/** With one thread: a second one only waits, at two thirds of the cost again. */
async function makeDatabase(records: readonly TestEvent[]): Promise<DuckDBConnection> {
  const connection = await (await DuckDBInstance.create(":memory:", { threads: "1" })).connect();
  for (const macro of TRINO_MACROS) await connection.run(macro);
  await connection.run(`create table cloudtrail as ${records.map(rowSql).join(" union all ")}`);
  return connection;
}

/** Finds CloudTrail events in what other tools wrap them in, as their exact text. */

import type { LeftOut } from "@/lib/lake/log-path";
import { DATA_FAULTS, decodeBase64 } from "./base64-text";
import { elementsOf, endOfValue, type Member, membersOf } from "./json-spans";

/** Finds a member of an object by its name. */
export type Lookup = (name: string) => Member | undefined;

/** The position of a value in a JSON text. */
type Place = { readonly text: string; readonly start: number };

/** An event. Where `anyCase`, its keys are spelt in any case. */
export type EventContent = Place & { readonly kind: "event"; readonly anyCase: boolean };

/** The content of a value of a log. */
export type Content =
  | EventContent
  | (Place & { readonly kind: LeftOut })
  | (Place & { readonly kind: "skip"; readonly reason: string });

/** The reason for a value that cannot be parsed. */
export const BROKEN = "is broken JSON";
const NO_EVENT = "is not a CloudTrail event";

/** Members with the original event, beside copies of its fields. They are read before the fields. */
const ORIGINALS = ["CloudTrailEvent", "eventJson", "eventjson", "_raw", "event.original"];

/** Members in which tools wrap events, in the order in which they are read. */
const WRAPPERS = [
  // EventBridge; Elastic, which keeps the text under `event.original`; Splunk.
  ...["detail", "_source", "event", "original", "result", "hits", "fields"],
  // SNS and SQS, also as a Lambda function or the AWS CLI writes them; CloudWatch Logs.
  ...["Message", "message", "@message", "Sns", "body", "Body", "Messages", "logEvents"],
  // Lists of the AWS CLI, of CloudTrail Lake and Splunk.
  ...["Records", "records", "Events", "events", "results", "QueryResultRows"],
  // Wazuh; Kinesis, Firehose and CloudWatch Logs, which write the data in base64.
  ...["data", "aws", "full_log", "Data", "kinesis", "awslogs"],
];

/** The deepest nesting of wrappers; no tool nests nearly as deep. */
const MOST_LEVELS = 24;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Members by name; of a key that occurs twice the last counts, as in JavaScript. */
export function lookup(text: string, start: number, anyCase: boolean): Lookup {
  const exact = new Map(membersOf(text, start).map((member) => [member.key, member]));
  if (!anyCase) return (name) => exact.get(name);
  const folded = new Map([...exact.values()].map((member) => [member.key.toLowerCase(), member]));
  return (name) => folded.get(name.toLowerCase());
}

const skip = (reason: string, text: string, start = 0): Content[] => [
  { kind: "skip", reason, text, start },
];

const NO_EVENTS: readonly [name: string, value: string, kind: LeftOut][] = [
  ["eventCategory", "Insight", "insight"],
  ["eventType", "AwsCloudTrailInsight", "insight"],
  ["eventCategory", "Aggregated", "aggregated"],
  ["eventType", "AwsAggregatedEvent", "aggregated"],
];

function leftOutOf(text: string, find: Lookup): LeftOut | null {
  if (find("digestStartTime") !== undefined) return "digest";
  const is = (name: string, value: string): boolean => {
    const member = find(name);
    return member !== undefined && parse(text.slice(member.start, member.end)) === value;
  };
  return NO_EVENTS.find(([name, value]) => is(name, value))?.[2] ?? null;
}

/** The fields that an event must have. */
const NEEDED = ["eventTime", "eventSource", "eventName"];

const isSet = (text: string, member: Member | undefined): boolean =>
  member !== undefined && !["null", '""'].includes(text.slice(member.start, member.end));

/** Notifications of S3 and others look like events, but are not CloudTrail records. */
function isNotification(text: string, find: Lookup): boolean {
  const source = find("eventSource");
  return source !== undefined && text.startsWith('"aws:', source.start);
}

function whyNoEvent(text: string, find: Lookup): string {
  if (isNotification(text, find)) return "is a notification and not a CloudTrail event";
  const missing = NEEDED.filter((name) => !isSet(text, find(name)));
  return missing.length === NEEDED.length ? NO_EVENT : `has no ${missing.join(" and no ")}`;
}

/** CloudTrail Lake and Logs Insights write a row as a list of its cells. */
function cellsOf(text: string, starts: readonly number[]): Member[] | null {
  const cells: Member[] = [];
  for (const start of starts) {
    if (text[start] !== "{") return null;
    const members = membersOf(text, start);
    const [only] = members;
    const name = members.find(({ key }) => key === "field");
    const value = members.find(({ key }) => key === "value");
    if (name !== undefined && value !== undefined)
      cells.push({ ...value, key: String(parse(text.slice(name.start, name.end))) });
    else if (members.length === 1 && only !== undefined) cells.push(only);
    else return null;
  }
  // A list of rows has the same name again and again.
  const names = new Set(cells.map(({ key }) => key));
  return cells.length > 0 && names.size === cells.length ? cells : null;
}

type Inside = (members: readonly Member[], names: readonly string[]) => Content[] | null;

/** Whether a content is an event, left out, or something that the user has to know of. */
const hasContent = (content: Content): boolean =>
  content.kind !== "skip" || Object.values(DATA_FAULTS).some((fault) => fault === content.reason);

/** Reads members by name, and returns the content of the first that has some. */
const insideOf =
  (text: string, level: number): Inside =>
  (members, names) => {
    for (const name of names) {
      const member = members.findLast(({ key }) => key === name);
      if (member === undefined || !'{["'.includes(text[member.start] ?? " ")) continue;
      const inside = contentAt(text, member.start, level + 1);
      if (inside.some(hasContent)) return inside;
    }
    return null;
  };

function contentOfObject(text: string, start: number, level: number): Content[] {
  const members = membersOf(text, start);
  const inside = insideOf(text, level);
  const original = inside(members, ORIGINALS);
  if (original !== null) return original;
  for (const anyCase of [false, true]) {
    const find = lookup(text, start, anyCase);
    const leftOut = leftOutOf(text, find);
    if (leftOut !== null) return [{ kind: leftOut, text, start }];
    if (NEEDED.every((name) => isSet(text, find(name))) && !isNotification(text, find))
      return [{ kind: "event", text, start, anyCase }];
  }
  const wrapped = inside(members, WRAPPERS);
  return wrapped ?? skip(whyNoEvent(text, lookup(text, start, true)), text, start);
}

function contentOfArray(text: string, start: number, level: number): Content[] {
  const starts = elementsOf(text, start);
  const cells = cellsOf(text, starts);
  if (cells === null) return starts.flatMap((at) => contentAt(text, at, level + 1));
  // Nothing is read twice: that would double the work at each level.
  const row = insideOf(text, level)(cells, [...ORIGINALS, ...WRAPPERS]);
  return row ?? skip(NO_EVENT, text, start);
}

function contentAt(text: string, start: number, level: number): Content[] {
  if (level > MOST_LEVELS) return skip("is wrapped too many times", text, start);
  const first = text[start];
  if (first === "{") return contentOfObject(text, start, level);
  if (first === "[") return contentOfArray(text, start, level);
  if (first !== '"') return skip("is not an event", text, start);
  const inner = parse(text.slice(start, endOfValue(text, start)));
  return typeof inner === "string" ? contentOfText(inner, level + 1) : skip(BROKEN, text, start);
}

/** Export tasks of CloudWatch Logs write the time of delivery before each event. */
const TIME_BEFORE = /^\s*\d{4}-\d\d-\d\dT[\d:.]+Z?\s+(?=[{[])/;

/**
 * The most elements and members of a text. Records have some hundred; a list of millions in a few
 * megabytes would take gigabytes to read.
 */
const MOST_PARTS = 4_000_000;

function hasTooManyParts(text: string): boolean {
  if (text.length <= MOST_PARTS) return false;
  let parts = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 44 || code === 91 || code === 123) parts++;
  }
  return parts > MOST_PARTS;
}

function contentOfText(text: string, level: number): Content[] {
  if (hasTooManyParts(text)) return skip("has more than 4 million elements", text);
  const decoded = level > 0 ? decodeBase64(text) : null;
  if (decoded?.ok === false) return skip(decoded.reason, text);
  if (decoded?.ok && /^\s*[{["]/.test(decoded.text)) return contentOfText(decoded.text, level + 1);
  const before = TIME_BEFORE.exec(text);
  const json = before === null ? text : text.slice(before[0].length);
  const start = json.search(/\S/);
  if (start < 0 || !'{["'.includes(json[start] ?? " ")) {
    const isJson = level === 0 && parse(json) !== undefined;
    return skip(isJson || level > 0 ? "is not an event" : BROKEN, text);
  }
  if (parse(json) === undefined) return skip(level === 0 ? BROKEN : "holds broken JSON", text);
  return contentAt(json, start, level);
}

/** The content of one value of a log: an event, or in a wrapper several or none. */
export function contentOf(value: string): readonly Content[] {
  const contents = contentOfText(value, 0);
  return contents.length > 0 ? contents : skip("holds nothing", value);
}

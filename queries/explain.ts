/** A query in words: the sentence above the SQL. */
import { type FieldName, fieldOf } from "./fields";
import type { PathPlan } from "./path-ranges";
import { denied, type EventQuery, type Predicate } from "./query";
import { formatTime, type Scope } from "./scope";

const nameOf = (field: FieldName): string => lowerFirst(fieldOf(field).label);

/** Keeps ARN and MFA; lowers Time and User agent. */
const lowerFirst = (text: string): string =>
  /^[A-Z]{2}/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);

const listed = (values: readonly string[], word: "and" | "or"): string =>
  values.length < 2
    ? values.join("")
    : `${values.slice(0, -1).join(", ")} ${word} ${values.at(-1)}`;

const short = (value: string): string => (value.length > 80 ? `${value.slice(0, 80)}…` : value);

function clause(predicate: Predicate): string {
  if (predicate === denied) return "the call was denied";
  switch (predicate.op) {
    case "is":
      return `${nameOf(predicate.field)} is ${short(predicate.value)}`;
    case "isNot":
      return `${nameOf(predicate.field)} is not ${short(predicate.value)}`;
    case "in":
      return predicate.values.length > 6
        ? `${nameOf(predicate.field)} is one of ${predicate.values.length}`
        : `${nameOf(predicate.field)} is ${listed(predicate.values, "or")}`;
    case "startsWith":
      return `${nameOf(predicate.field)} starts with ${short(predicate.value)}`;
    case "endsWith":
      return `${nameOf(predicate.field)} ends with ${short(predicate.value)}`;
    case "contains":
      return `${nameOf(predicate.field)} contains ${short(predicate.value)}`;
    case "within":
      return `${nameOf(predicate.field)} is in ${predicate.network.text}/${predicate.network.prefixBits}`;
    case "isNull":
      return `there is no ${nameOf(predicate.field)}`;
    case "isNotNull":
      return `there is ${article(nameOf(predicate.field))}`;
    case "not":
      return `not (${clause(predicate.of)})`;
    case "and":
      return predicate.of.map(clause).join(" and ");
    case "or":
      return predicate.of.length > 4
        ? `one of ${predicate.of.length} conditions holds`
        : `(${predicate.of.map(clause).join(" or ")})`;
  }
}

const article = (noun: string): string => `${/^[aeiou]/i.test(noun) ? "an" : "a"} ${noun}`;

function whatOf(answer: EventQuery["answer"]): string {
  switch (answer.kind) {
    case "events":
      return "Lists the events";
    case "counts":
      return `Counts the events of each ${listed(answer.by.map(nameOf), "and")}`;
    case "left-behind":
      return "Lists what was made, and by which call it was removed, for the events";
    case "rule-matches":
      return "Counts the events that each rule of the watchlist at high or medium severity matches by itself,";
    case "named-by-rules":
      return "Counts, for each actor, the events that rules of the watchlist at high or medium severity name,";
    case "findings":
      return "Counts what the rules of the watchlist find, for each rule and actor, compared with the 30 days before";
    case "finding-events":
      return `Lists the events behind what ${answer.rule === undefined ? "the rules of the watchlist find" : `the rule ${short(answer.rule)} finds`}, compared with the 30 days before`;
    case "days":
      return `Counts the events of each UTC day${answer.isOncePerAct ? ", one that two accounts logged once," : ""}`;
    case "profile":
      return "Counts the events of each address, network, tool, operating system, service, call, region and hour,";
    case "firsts":
      return "Lists the actors, addresses, networks and regions that the 30 days before do not have";
    case "facets":
      return "Counts the events of each value of several fields, each without the filters on it,";
  }
}

/** The query in a sentence: what, where and when; a second one says which log files it skips. */
export function explain(query: EventQuery, scope: Scope, paths: PathPlan | null): string {
  const { answer, where, limit } = query;
  const conditions = where.length === 0 ? "" : ` where ${where.map(clause).join(", and ")}`;
  const places = [
    scope.accounts.length === 0 ? "all accounts" : `account ${listed(scope.accounts, "and")}`,
    scope.regions.length === 0 ? "all regions" : listed(scope.regions, "and"),
  ].join(", ");
  const order =
    answer.kind === "findings" || answer.kind === "rule-matches"
      ? "most severe first"
      : answer.kind === "counts" || answer.kind === "profile" || answer.kind === "named-by-rules"
        ? "most first"
        : "oldest first";
  const most = limit === null ? "" : `, at most ${limit} rows`;
  return `${whatOf(answer)}${conditions}, from ${formatTime(scope.fromMs)} to before ${formatTime(scope.toMs)}, in ${places}; ${order}${most}.${paths === null ? "" : ` ${hourExact(paths)}`}`;
}

const hourExact = ({ fromMs, untilMs }: PathPlan): string =>
  `Of the days' log files, those named for a delivery before ${formatTime(fromMs)} or from ${formatTime(untilMs)} on are not read.`;

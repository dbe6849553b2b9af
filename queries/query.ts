/** A query as data: predicates over the dictionary and the shape of the answer. It holds no SQL. */
import type { Network } from "./addresses";
import {
  ACT_FIELDS,
  FINDING_COLUMNS,
  FINDING_EVENT_COLUMNS,
  FINDING_FACTS,
  LEFT_BEHIND_COLUMNS,
  LEFT_BEHIND_FIELDS,
  NAMED_BY_RULES_COLUMNS,
  RULE_MATCH_COLUMNS,
  RULE_MATCH_FIELDS,
} from "./answer-lists";
import { EVENT_ROW, type FieldName } from "./fields";
import { type Measure, measureOf } from "./measures";
import { DENIED_CODES } from "./outcome";
import { PROFILE_COLUMNS, PROFILE_FIELDS } from "./signals/features";

export type Predicate =
  | { readonly op: "is"; readonly field: FieldName; readonly value: string }
  /** The value differs or is absent: an exclusion never hides events that lack the field. */
  | { readonly op: "isNot"; readonly field: FieldName; readonly value: string }
  | { readonly op: "in"; readonly field: FieldName; readonly values: readonly string[] }
  | { readonly op: "startsWith"; readonly field: FieldName; readonly value: string }
  | { readonly op: "endsWith"; readonly field: FieldName; readonly value: string }
  | { readonly op: "contains"; readonly field: FieldName; readonly value: string }
  /** The value is an address of the network, in any spelling. */
  | { readonly op: "within"; readonly field: FieldName; readonly network: Network }
  | { readonly op: "isNull"; readonly field: FieldName }
  | { readonly op: "isNotNull"; readonly field: FieldName }
  | { readonly op: "not"; readonly of: Predicate }
  | { readonly op: "and"; readonly of: readonly Predicate[] }
  | { readonly op: "or"; readonly of: readonly Predicate[] };

/** The rows of an answer: the events themselves, or how many there are of each kind. */
export type Answer =
  | {
      readonly kind: "events";
      readonly columns: readonly FieldName[];
      /** An act that several accounts logged is one row: that of the caller's own account. */
      readonly isOncePerAct?: true;
    }
  | {
      readonly kind: "counts";
      readonly by: readonly FieldName[];
      readonly as: "total" | "deniedactions";
      /** Further columns behind the count. */
      readonly measures?: readonly Measure[];
      /** An act that several accounts logged counts once, as the caller's own account has it. */
      readonly isOncePerAct?: true;
    }
  /**
   * What the events made that lasts, each with the call that removed it, by anyone. It comes by
   * eventtime, whole things before parts, then eventid, then the thing.
   */
  | { readonly kind: "left-behind" }
  /**
   * How many of the events each watchlist rule of high or medium severity matches by its calls and
   * its condition alone. Rules about what is new, or comes in bulk, need other events: they are not
   * among them.
   */
  | { readonly kind: "rule-matches" }
  /**
   * For each actor, how many of the events a watchlist rule of high or medium severity names: by its
   * calls and its condition, also where the rule finds only what is new.
   */
  | { readonly kind: "named-by-rules" }
  /** What the rules of the watchlist find: a row for each rule and actor, the most severe first. */
  | { readonly kind: "findings"; readonly isOnPage?: true }
  /** The events behind those, of all rules or of one, by eventtime, then eventid, then the rule. */
  | {
      readonly kind: "finding-events";
      readonly rule?: string;
      readonly isOnPage?: true;
      /** With what the records of an act that several accounts logged share. */
      readonly hasActs?: true;
    };

/** An answer about what the watchlist's rules find. */
export type FindingAnswer = Extract<Answer, { kind: "findings" | "finding-events" }>;

/** Whether an answer evaluates the watchlist's rules over a whole account, which takes seconds. */
export function isOfAllRules(answer: QueryAnswer): boolean {
  return isOfFindings(answer) || answer.kind === "named-by-rules";
}

/** Whether an answer is about what the watchlist's rules find. */
export function isOfFindings(answer: QueryAnswer): answer is FindingAnswer {
  return answer.kind === "findings" || answer.kind === "finding-events";
}

/** How many events there are on each UTC day that has any. */
type DayCounts = {
  readonly kind: "days";
  /** An act that several accounts logged counts once. */
  readonly isOncePerAct?: true;
};

/** How often each value of each feature occurs, with its outcomes, its first and its last time. */
type ProfileCounts = { readonly kind: "profile" };

/** The first time of each actor, address, network and region that the days before do not have. */
type Firsts = { readonly kind: "firsts" };

/** A filter, which a facet leaves out where it is on the facet's own field. */
export type FacetCondition = {
  /** Null where it is on several fields. */
  readonly field: FieldName | null;
  readonly where: Predicate;
  /** It hides events, instead of choosing some. */
  readonly excludes: boolean;
};

/** How many events there are of each value of each facet, and how many the exclusions hide. */
export type FacetCounts = {
  readonly kind: "facets";
  readonly by: readonly FieldName[];
  readonly conditions: readonly FacetCondition[];
  /** An act that several accounts logged counts once, as the listing shows it. */
  readonly isOncePerAct?: true;
};

/** Every form that the rows of a query can have. */
export type QueryAnswer = Answer | DayCounts | FacetCounts | ProfileCounts | Firsts;

/**
 * Events come by eventtime, then eventid; counts by the count, descending, then their keys; days in
 * their order; facets and the features of a profile one after the other. `limit` is the most rows that the answer holds; null is all.
 */
export type EventQuery = {
  readonly where: readonly Predicate[];
  readonly answer: QueryAnswer;
  readonly limit: number | null;
};

/** A facet by its field, or one of the totals; a value; its events; the number of the facet's values. */
const FACET_COLUMNS = ["facet", "value", "total", "distinctvalues"] as const;

/** What a listing on the page has besides the step's columns: who, on what, and how it ended. */
const ADDED_ON_PAGE: readonly FieldName[] = ["actor", "resource", "outcome"];
/** The id that the records of an act share, and what only that of the caller's own account has. */
const SHARED_BY_RECORDS: readonly FieldName[] = ["sharedeventid", "accesskeyid"];

/** The columns of an answer, in order. */
export function columnsOf(answer: QueryAnswer): readonly string[] {
  switch (answer.kind) {
    case "events":
      return answer.columns;
    case "counts":
      return [...answer.by, answer.as, ...(answer.measures ?? [])];
    case "left-behind":
      return LEFT_BEHIND_COLUMNS;
    case "rule-matches":
      return RULE_MATCH_COLUMNS;
    case "named-by-rules":
      return NAMED_BY_RULES_COLUMNS;
    case "findings":
      return answer.isOnPage ? [...FINDING_COLUMNS, ...FINDING_FACTS] : FINDING_COLUMNS;
    case "finding-events":
      return [
        ...FINDING_EVENT_COLUMNS,
        ...(answer.isOnPage ? ADDED_ON_PAGE : []),
        ...(answer.hasActs ? SHARED_BY_RECORDS : []),
      ];
    case "days":
      return ["eventday", "total"];
    case "facets":
      return FACET_COLUMNS;
    case "profile":
      return PROFILE_COLUMNS;
    case "firsts":
      return ["feature", "value", "firstseen"];
  }
}

/** The columns of an answer on the page, in order; the command line has the step's own. */
export function columnsOnPage(answer: QueryAnswer): readonly string[] {
  const own = columnsOf(answer);
  return answer.kind === "events" || answer.kind === "finding-events"
    ? [...new Set([...own, ...ADDED_ON_PAGE])]
    : own;
}

/** The fields that findings and their events show. */
export function findingFields(answer: FindingAnswer): readonly FieldName[] {
  const own = [...EVENT_ROW, "actor"] as const;
  if (answer.kind === "findings")
    return answer.isOnPage ? [...own, "resource", ...SHARED_BY_RECORDS] : own;
  const added = [
    ...(answer.isOnPage ? ADDED_ON_PAGE : []),
    ...(answer.hasActs ? SHARED_BY_RECORDS : []),
  ];
  return [...new Set([...own, ...added])];
}

/** The fields that an answer shows, counts by or measures. */
function fieldsShown(answer: QueryAnswer): readonly FieldName[] {
  switch (answer.kind) {
    case "events":
      return answer.isOncePerAct ? [...answer.columns, ...ACT_FIELDS] : answer.columns;
    case "counts":
      return [
        ...answer.by,
        ...(answer.measures ?? []).map((measure) => measureOf(measure).of),
        ...(answer.isOncePerAct ? ACT_FIELDS : []),
      ];
    case "left-behind":
      return LEFT_BEHIND_FIELDS;
    case "rule-matches":
      return RULE_MATCH_FIELDS;
    case "named-by-rules":
      return [...RULE_MATCH_FIELDS, "actor", "outcome"];
    // The rules of the watchlist read further ones.
    case "findings":
    case "finding-events":
      return findingFields(answer);
    case "days":
      return answer.isOncePerAct ? ["eventtime", ...ACT_FIELDS] : ["eventtime"];
    case "facets":
      return [
        ...answer.by,
        ...answer.conditions.flatMap(({ where }) => fieldsIn(where)),
        ...(answer.isOncePerAct ? (["eventtime", ...ACT_FIELDS] as const) : []),
      ];
    case "profile":
      return PROFILE_FIELDS;
    case "firsts":
      return ["eventtime", "actor", "sourceipaddress", "awsregion"];
  }
}

/** The fields that a predicate reads, as often as it names them. */
export function fieldsIn(predicate: Predicate): readonly FieldName[] {
  if (predicate.op === "and" || predicate.op === "or") return predicate.of.flatMap(fieldsIn);
  return predicate.op === "not" ? fieldsIn(predicate.of) : [predicate.field];
}

/** Every field that a query reads, in its answer or its predicates, once. */
export function fieldsOf({ answer, where }: EventQuery): readonly FieldName[] {
  return [...new Set([...fieldsShown(answer), ...where.flatMap(fieldsIn)])];
}

export function is(field: FieldName, value: string): Predicate {
  return { op: "is", field, value };
}
export function isNot(field: FieldName, value: string): Predicate {
  return { op: "isNot", field, value };
}
export function oneOf(field: FieldName, values: readonly string[]): Predicate {
  return { op: "in", field, values };
}
export function startsWith(field: FieldName, value: string): Predicate {
  return { op: "startsWith", field, value };
}
function endsWith(field: FieldName, value: string): Predicate {
  return { op: "endsWith", field, value };
}
export function contains(field: FieldName, value: string): Predicate {
  return { op: "contains", field, value };
}
export function isNull(field: FieldName): Predicate {
  return { op: "isNull", field };
}
export function isNotNull(field: FieldName): Predicate {
  return { op: "isNotNull", field };
}
export function not(of: Predicate): Predicate {
  return { op: "not", of };
}
export function allOf(...of: readonly Predicate[]): Predicate {
  return { op: "and", of };
}
export function anyOf(...of: readonly Predicate[]): Predicate {
  return { op: "or", of };
}

/** The call was denied. */
export const denied: Predicate = anyOf(
  startsWith("errorcode", DENIED_CODES.startsWith),
  endsWith("errorcode", DENIED_CODES.endsWith),
  oneOf("errorcode", DENIED_CODES.others),
);

/** An instance made the call: its role session is named for it. */
export const byAnInstance: Predicate = contains("principalid", ":i-");

/** A record in six lines: who, what, from where, with what, and how it ended. */
import type { Row } from "@/lib/api/run";
import { shortenMiddle } from "@/lib/text/visible-text";
import { checkInput } from "@/queries/kinds";
import { mfaOf } from "@/queries/mfa";
import { isOutcome, type Outcome, outcomeOf, outcomeOfCode } from "@/queries/outcome";
import type { PivotTarget } from "@/queries/pivots";
import { type JsonNode, nodeAt, textAt, walk } from "./json-tree";
import { instancePivots, type RecordValue } from "./value-menu";

/** Plain words, or a value of the log that can be clicked. */
export type SummaryPart = string | RecordValue;

export type RecordSummary = {
  readonly name: string | null;
  readonly service: string | null;
  readonly time: string | null;
  readonly region: string | null;
  readonly account: string | null;
  readonly who: readonly SummaryPart[];
  readonly what: readonly SummaryPart[];
  readonly from: readonly SummaryPart[];
  readonly with: readonly SummaryPart[];
  /** Whether the caller had a second factor; empty where the record does not say. */
  readonly mfa: readonly SummaryPart[];
  /** Null while the record, which alone has it, is loading. */
  readonly outcome: {
    readonly outcome: Outcome;
    readonly code: string | null;
    readonly message: string | null;
  } | null;
  readonly next: readonly PivotTarget[];
};

const MOST_PARAMETERS = 4;
const MOST_NEXT = 3;

const value = (text: string | null, column: string | null): readonly SummaryPart[] =>
  text === null || text === "" ? [] : [{ text, column, key: null }];

/** The parts that exist, joined by these words. */
const joined = (
  between: string,
  ...groups: readonly (readonly SummaryPart[])[]
): readonly SummaryPart[] =>
  groups
    .filter((group) => group.length > 0)
    .flatMap((group, index) => (index === 0 ? group : [between, ...group]));

function whoOf(record: JsonNode): readonly SummaryPart[] {
  const identity = (...path: readonly string[]) => textAt(record, "userIdentity", ...path);
  const type = identity("type");
  const issuer = identity("sessionContext", "sessionIssuer", "userName");
  const name = identity("userName");
  const ownId = value(identity("principalId"), "principalid");
  const person = value(identity("onBehalfOf", "userId"), "onbehalfofuserid");
  const principal = ownId.length > 0 ? ownId : person;
  const who =
    issuer !== null && name !== issuer
      ? joined(" as ", principal, value(issuer, "issuerusername"))
      : value(name, "username");
  const service = value(identity("invokedBy"), "invokedby");
  const known = who.length > 0 ? who : value(identity("arn"), "arn");
  const named = known.length > 0 ? known : principal.length > 0 ? principal : service;
  const key = value(identity("accessKeyId"), "accesskeyid");
  return joined(
    ", key ",
    [...named, ...(type === null ? [] : [named.length > 0 ? ` (${type})` : type])],
    key,
  );
}

function whatOf(record: JsonNode): readonly SummaryPart[] {
  const parameters = nodeAt(record, "requestParameters")?.children ?? [];
  const leaves = parameters.filter(({ type, text }) => type === "string" && text.length <= 200);
  const shown = leaves
    .slice(0, MOST_PARAMETERS)
    .map((node): readonly SummaryPart[] => [
      `${node.key ?? ""} `,
      { text: node.text, column: null, key: node.key, isDetail: true },
    ]);
  const made = createdKeys(record).map((text): readonly SummaryPart[] => [
    "created key ",
    { text, column: null, key: null },
  ]);
  return joined(" · ", value(textAt(record, "eventName"), "eventname"), ...made, ...shown);
}

/** Access keys that the call issued: a new user key, or a session's. */
function createdKeys(record: JsonNode): readonly string[] {
  const response = nodeAt(record, "responseElements");
  const own = textAt(record, "userIdentity", "accessKeyId");
  if (!response) return [];
  const keys = Array.from(walk(response), ({ key, text }) =>
    key?.toLowerCase() === "accesskeyid" && checkInput("accessKeyId", text).ok ? text : null,
  ).filter((key) => key !== null && key !== own);
  return [...new Set(keys)].filter((key) => key !== null).slice(0, MOST_NEXT);
}

function nextOf(record: JsonNode): readonly PivotTarget[] {
  const keys = createdKeys(record).map((key) => ({
    label: `What did ${shortenMiddle(key)} do?`,
    playbookId: "access-key-exposure",
    stepId: "all-key-usage",
    inputs: { accessKeyId: key },
  }));
  const response = nodeAt(record, "responseElements");
  const started =
    response && textAt(record, "eventName") === "RunInstances"
      ? Array.from(walk(response), ({ key, text }) => (key === "instanceId" ? text : ""))
      : [];
  const instances = [...new Set(started)].flatMap((id) => {
    const [target] = instancePivots(id);
    return target ? [{ ...target, label: `What did ${id} do?` }] : [];
  });
  return [...keys, ...instances].slice(0, MOST_NEXT);
}

function recordOutcome(record: JsonNode): Outcome {
  /** The texts of a part, each quoted as in JSON. */
  const quotedIn = (key: string): string => {
    const part = nodeAt(record, key);
    return part ? Array.from(walk(part), ({ text }) => `"${text}"`).join(" ") : "";
  };
  return outcomeOf({
    errorcode: textAt(record, "errorCode"),
    errormessage: textAt(record, "errorMessage"),
    eventsource: textAt(record, "eventSource"),
    responseelements: quotedIn("responseElements"),
    serviceeventdetails: quotedIn("serviceEventDetails"),
  });
}

/** Whether the caller had a second factor: a sign-in says so of itself, later calls of their session. */
function mfaText(record: JsonNode): readonly SummaryPart[] {
  const atSignIn = textAt(record, "additionalEventData", "MFAUsed");
  const ofSession = textAt(
    record,
    "userIdentity",
    "sessionContext",
    "attributes",
    "mfaAuthenticated",
  );
  const said = atSignIn ?? ofSession;
  if (said === null) return [];
  const mfa = mfaOf(said, textAt(record, "userIdentity", "type") ?? "");
  if (mfa === "not recorded")
    return ["not known: “false” is usual for role sessions, with or without MFA"];
  return [`${mfa} ${atSignIn === null ? "by this session" : "at this sign-in"}`];
}

/** The summary of a record's JSON; missing or malformed parts are left out. */
export function summariseRecord(record: JsonNode): RecordSummary {
  const text = (key: string) => textAt(record, key);
  return {
    name: text("eventName"),
    service: text("eventSource"),
    time: text("eventTime"),
    region: text("awsRegion"),
    account: text("recipientAccountId"),
    who: whoOf(record),
    what: whatOf(record),
    from: joined(
      " via ",
      value(text("sourceIPAddress"), "sourceipaddress"),
      value(text("vpcEndpointId"), "vpcendpointid"),
    ),
    with: value(text("userAgent"), "useragent"),
    mfa: mfaText(record),
    outcome: {
      outcome: recordOutcome(record),
      code: text("errorCode"),
      message: text("errorMessage"),
    },
    next: nextOf(record),
  };
}

/** The summary of an event from its row in the answer, until the record has loaded. */
export function summariseRow(columns: readonly string[], row: Row): RecordSummary {
  const text = (column: string): string | null => {
    const cell = row[columns.indexOf(column)] ?? null;
    return cell === null ? null : String(cell);
  };
  const part = (column: string) => value(text(column), column);
  const [code, outcome] = [text("errorcode"), text("outcome")];
  return {
    name: text("eventname"),
    service: text("eventsource"),
    time: text("eventtime"),
    region: text("awsregion"),
    account: text("recipientaccountid"),
    who: joined(
      ", key ",
      part("arn").length > 0 ? part("arn") : part("principalid"),
      part("accesskeyid"),
    ),
    what: part("eventname"),
    from: part("sourceipaddress"),
    with: part("useragent"),
    mfa: [],
    outcome: {
      outcome: isOutcome(outcome) ? outcome : outcomeOfCode(code),
      code,
      message: text("errormessage"),
    },
    next: [],
  };
}

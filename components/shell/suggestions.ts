/** What a value from a log may be, by its form, and which steps take it. */
import { readNetwork } from "@/queries/addresses";
import { asInput, isRoleArn } from "@/queries/entity-steps";
import type { FieldName } from "@/queries/fields";
import type { Filter } from "@/queries/filters";
import { checkInput, type Kind } from "@/queries/kinds";
import { pivotsAround } from "@/queries/pivots";
import type { InputValues } from "@/queries/playbook";
import { parseTime, type Scope } from "@/queries/scope";

/** A step and its inputs. */
export type Suggestion = {
  readonly as: string;
  readonly step: string;
  /** What it opens, where the step's own question is too general. */
  readonly opens?: string;
  readonly inputs?: InputValues;
  readonly filters?: readonly Filter[];
  /** Its own time range; without one, that of the page. */
  readonly window?: Pick<Scope, "fromMs" | "toMs">;
};

const SEARCH = "general-purpose/search";

const PRINCIPAL = /^A(?:ROA|IDA|GPA|SCA|NPA|NVA|BIA|CCA)[A-Z0-9]{12,}(?::.+)?$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** A user id of Identity Center may start with ten digits of its identity store (API reference, UserId). */
const PERSON = /^[0-9a-f]{10}-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const REGION = /^[a-z]{2}(?:-[a-z]+)+-\d$/;
const SERVICE = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.amazonaws\.com(?:\.cn)?$/;
const API_CALL = /^[A-Z][a-z]+[A-Z][A-Za-z0-9]*$/;
const ERROR_CODE =
  /^(?:Client|Server)\.[A-Za-z.]+$|(?:Denied|Exception|Error|Unauthorized\w*|NotFound|Fault)$/;
const USER_AGENT = /\/\d|^Mozilla\/|\s\S*\//;

const search = (as: string, input: string, value: string): Suggestion => ({
  as,
  step: SEARCH,
  opens: `Events with this ${/^[A-Z]{2}/.test(as) ? as : as.toLowerCase()}`,
  inputs: { [input]: value },
});

function suggestionsOfArn(arn: string): readonly Suggestion[] {
  const [, , service = "", , , ...rest] = arn.split(":");
  const resource = rest.join(":");
  const instance = /^instance\/(i-[0-9a-f]+)$/.exec(resource)?.[1];
  if (service === "ec2" && instance && checkInput("instanceId", instance).ok)
    return suggestionsOfInstance(instance);
  if (service === "s3") {
    const [bucket = "", ...key] = resource.split("/");
    return key.length > 0
      ? [onResource(arn), inBucket(bucket)]
      : [inBucket(bucket), onResource(arn)];
  }
  if (isRoleArn(arn)) return [ofRole(arn), onResource(arn), inRequest(arn)];
  const user = service === "iam" ? asInput("userName", "arn", arn) : null;
  if (user !== null) return [search("Caller", "arn", arn), ofUser(user), onResource(arn)];
  const session = asInput("session", "arn", arn);
  const actor = /:assumed-role\/(.+)$/.exec(arn)?.[1];
  const role = asInput("role", "arn", arn);
  if (session !== null && actor !== undefined)
    return [
      ofSession(session),
      ofActor(actor),
      search("Caller", "arn", arn),
      ...(role === null ? [] : [ofRole(role)]),
    ];
  if (role !== null) return [search("Caller", "arn", arn), ofRole(role)];
  if (service === "iam" || service === "sts")
    return [search("Caller", "arn", arn), onResource(arn)];
  return [onResource(arn), inRequest(arn), search("Caller", "arn", arn)];
}

const ofUser = (userName: string): Suggestion => ({
  as: "User",
  step: "user/user-timeline",
  inputs: { userName },
});
const ofRole = (role: string): Suggestion => ({
  as: "Role",
  step: "role/role-sessions",
  inputs: { role },
});
const inBucket = (bucketName: string): Suggestion => ({
  as: "Bucket",
  step: "bucket/bucket-users",
  inputs: { bucketName },
});
const onResource = (resource: string): Suggestion => ({
  as: "Resource",
  step: "resource/resource-events",
  inputs: { resource },
});
const ofSession = (session: string): Suggestion => ({
  as: "Session",
  step: "session/session-owner",
  inputs: { session },
});

const ofActor = (actor: string): Suggestion => ({
  as: "Actor",
  step: "actors/actor-timeline",
  inputs: { actor },
});

/** How long before an alert its cause is looked for. */
const BEFORE_ALERT_MS = 30 * 60_000;

const beforeTime = (toMs: number): Suggestion => ({
  as: "Time of an alert",
  step: "changes/changes-over-time",
  opens: "What changed in the 30 minutes before?",
  window: { fromMs: toMs - BEFORE_ALERT_MS, toMs },
});

const suggestionsOfInstance = (instanceId: string): readonly Suggestion[] =>
  ["instance-api-calls", "instance-denied-calls", "calls-on-instance"].map((step) => ({
    as: "Instance",
    step: `ec2-instance-compromise/${step}`,
    inputs: { instanceId },
  }));

/** Events whose request names the value. */
const inRequest = (value: string): Suggestion => ({
  as: "Named in a request",
  step: SEARCH,
  opens: "Events whose request contains this text",
  filters: [{ field: "requestparameters", op: "contains", value }],
});

function suggestionsOfAccessKey(accessKeyId: string): readonly Suggestion[] {
  const [events, ...others] = ["all-key-usage", "key-owner", "user-agents", "source-ips"].map(
    (step) => ({
      as: "Access key",
      step: `access-key-exposure/${step}`,
      inputs: { accessKeyId },
    }),
  );
  const session = asInput("session", "accessKeyId", accessKeyId);
  const around = pivotsAround(accessKeyId).map(({ playbookId, stepId, label, inputs }) => ({
    as: "Session",
    step: `${playbookId}/${stepId}`,
    opens: label,
    inputs,
  }));
  const own = session === null ? [] : [ofSession(session)];
  return [...(events ? [events] : []), ...around, ...own, ...others];
}

function suggestionsOfPrincipal(principalId: string): readonly Suggestion[] {
  // Every session of a role has its own id, so no call has the bare id of a role.
  if (principalId.startsWith("AROA") && !principalId.includes(":"))
    return [search("Role id", "issuerPrincipalId", principalId)];
  const denied = {
    as: "Principal",
    step: "general-purpose/denied-actions-of-principal",
    inputs: { principalId },
  };
  const session = asInput("session", "principalId", principalId);
  const own = session === null ? [] : [ofSession(session)];
  return [...own, denied, search("Principal", "principalId", principalId)];
}

/** Searches that also find a value that was cut off. */
const HOLDERS: Partial<
  Record<Kind, { readonly as: string; readonly opens: string; readonly field: FieldName }>
> = {
  accessKeyId: {
    as: "Part of a key",
    opens: "Events of every key that contains it",
    field: "accesskeyid",
  },
  instanceId: {
    as: "Part of an instance",
    opens: "Events of every instance that contains it",
    field: "principalid",
  },
};

/** Searches for a value that is not quite valid for its kind: as a part of another value. */
export function suggestionsOfPart(kind: Kind, value: string): readonly Suggestion[] {
  const holder = HOLDERS[kind];
  if (!holder) return [inRequest(value)];
  const { as, opens, field } = holder;
  const filters = [{ field, op: "contains", value }] as const;
  return [{ as, step: SEARCH, opens, filters }, inRequest(value)];
}

/** What a value could be, the likeliest first. The value is trimmed and not empty. */
export function suggestionsOf(value: string): readonly Suggestion[] {
  if (checkInput("accessKeyId", value).ok) return suggestionsOfAccessKey(value);
  if (checkInput("instanceId", value).ok) return suggestionsOfInstance(value);
  if (PRINCIPAL.test(value)) return suggestionsOfPrincipal(value);
  if (checkInput("arn", value).ok) return suggestionsOfArn(value);
  if (PERSON.test(value)) return [suggestionOfPerson(value)];
  if (UUID.test(value))
    return [
      search("Event id", "eventId", value),
      suggestionOfPerson(value),
      search("Request id", "requestId", value),
    ];
  const alertMs = parseTime(value);
  if (alertMs !== null) return [beforeTime(alertMs)];
  if (readNetwork(value).ok) return [suggestionOfNetwork(value)];
  if (SERVICE.test(value))
    return [search("Service", "eventSource", value), suggestionOfAddress(value, "Calling service")];
  if (checkInput("sourceIp", value).ok)
    return [
      { as: "Address", step: "address/address-keys", inputs: { sourceIp: value } },
      suggestionOfAddress(value, "Address"),
      inRequest(value),
    ];
  if (/^\d{12}$/.test(value))
    return [
      search("Account", "recipientAccountId", value),
      search("Caller’s account", "accountId", value),
    ];
  if (REGION.test(value)) return [search("Region", "awsRegion", value)];
  if (USER_AGENT.test(value))
    return [
      {
        as: "User agent",
        step: "access-key-exposure/events-by-user-agent",
        inputs: { userAgent: value },
      },
      inRequest(value),
    ];
  return suggestionsOfWord(value);
}

const suggestionOfPerson = (userId: string): Suggestion => ({
  ...search("Identity Center user", "onBehalfOfUserId", userId),
  opens: "Events on behalf of this person",
});

const suggestionOfNetwork = (value: string): Suggestion => ({
  as: "Network",
  step: SEARCH,
  opens: "Events from its addresses",
  filters: [{ field: "sourceipaddress", op: "within", value }],
});

const suggestionOfAddress = (sourceIp: string, as: string): Suggestion => ({
  as,
  step: "access-key-exposure/events-by-source-ip",
  inputs: { sourceIp },
});

/** Letters that names of users, buckets and roles consist of; a quote, as in a person's name. */
const NAME = /^[\p{L}\p{N}_+=,.@'/-]{1,128}$/u;

const ofRoot: Suggestion = { as: "Root user", step: "watchlist/root-usage" };

/** A plain word could be several things: the likeliest first. */
function suggestionsOfWord(value: string): readonly Suggestion[] {
  if (/^root$/i.test(value))
    return [ofRoot, { ...ofUser(value), as: "IAM user named root" }, inRequest(value)];
  const apiCall = search("API call", "eventName", value);
  const errorCode = search("Error code", "errorCode", value);
  const userName = search("User name", "userName", value);
  if (ERROR_CODE.test(value)) return [errorCode, apiCall, inRequest(value)];
  if (API_CALL.test(value)) return [apiCall, errorCode, userName, inRequest(value)];
  if (!NAME.test(value)) return [inRequest(value), userName];
  return [
    ofUser(value),
    inBucket(value),
    ofRole(value),
    onResource(value),
    userName,
    inRequest(value),
  ];
}

/** What a value from a log may be, by its form, and which steps take it. */
import { readNetwork } from "@/queries/addresses";
import { asInput, isRoleArn, isRoleSession } from "@/queries/entity-steps";
import type { FieldName } from "@/queries/fields";
import { checkInput, type Kind } from "@/queries/kinds";
import { pivotsAround } from "@/queries/pivots";
import { RESOURCE_TYPES } from "@/queries/resource";
import { parseTime, REGION } from "@/queries/scope";

import {
  inBucket,
  inRequest,
  ofActor,
  ofRole,
  ofSession,
  ofUser,
  onResource,
  SEARCH,
  type Suggestion,
  search,
} from "./suggestion";
import {
  ACTOR_NAME,
  API_CALL,
  ERROR_CODE,
  isResourceId,
  keyOf,
  PERSON,
  PRINCIPAL,
  ROLE_SESSION,
  SERVICE,
  USER_AGENT,
  UUID,
} from "./value-forms";

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
  const key = keyOf(value);
  // Words in small letters may be as long as a key.
  if (key !== null)
    return [...suggestionsOfAccessKey(key), ...(key === value ? [] : [ofUser(value)])];
  if (checkInput("instanceId", value).ok) return suggestionsOfInstance(value);
  if (isResourceId(value)) return suggestionsOfResource(value);
  if (ACTOR_NAME.test(value)) return suggestionsOfActor(value);
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

const suggestionsOfResource = (resource: string): readonly Suggestion[] => [
  onResource(resource),
  { ...onResource(resource), step: "resource/resource-mentions" },
];

function suggestionsOfActor(actor: string): readonly Suggestion[] {
  const session = asInput("session", "actor", actor);
  const instance = asInput("instanceId", "actor", actor);
  return [
    ...(session === null ? [] : [ofSession(session)]),
    ofActor(actor),
    ...(isRoleSession(actor) ? [ofSession(actor)] : []),
    ofActor(actor, "actor-sessions"),
    ...(instance === null ? [] : suggestionsOfInstance(instance).slice(0, 1)),
  ];
}

/** A name with a slash: a resource with its type or path, or a role's session. No user has one. */
function suggestionsOfPath(value: string): readonly Suggestion[] {
  const typed = RESOURCE_TYPES.some((type) => value.startsWith(type));
  const [key, user, role] = (["accessKeyId", "userName", "role"] as const).map((kind) =>
    asInput(kind, "resource", value),
  );
  const entity = [
    ...(key ? suggestionsOfAccessKey(key).slice(0, 1) : []),
    ...(user ? [ofUser(user)] : []),
    ...(role ? [ofRole(role)] : []),
  ];
  const ofSessionsRole = ROLE_SESSION.exec(value)?.[1];
  const actor =
    ofSessionsRole === undefined ? [] : [...suggestionsOfActor(value), ofRole(ofSessionsRole)];
  const resource = onResource(value);
  if (entity.length > 0) return [...entity, resource, inRequest(value)];
  const found = typed ? [resource, ...actor] : [...actor, resource];
  return [...found, inRequest(value), search("User name", "userName", value)];
}

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
  if (value.includes("/")) return suggestionsOfPath(value);
  return [
    ofUser(value),
    inBucket(value),
    ofRole(value),
    onResource(value),
    userName,
    inRequest(value),
  ];
}

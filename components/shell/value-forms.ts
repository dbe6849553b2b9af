/** The forms of values in logs, by which they are recognised. */
import { isIpv6, readNetwork } from "@/queries/addresses";
import { checkInput } from "@/queries/kinds";
import { parseTime } from "@/queries/scope";

export const PRINCIPAL = /^A(?:ROA|IDA|GPA|SCA|NPA|NVA|BIA|CCA)[A-Z0-9]{12,}(?::.+)?$/;
export const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** A user id of Identity Center may start with ten digits of its identity store (API reference, UserId). */
export const PERSON = /^[0-9a-f]{10}-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
export const SERVICE = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.amazonaws\.com(?:\.cn)?$/;
export const API_CALL = /^[A-Z][a-z]+[A-Z][A-Za-z0-9]*$/;
export const ERROR_CODE =
  /^(?:Client|Server)\.[A-Za-z.]+$|(?:Denied|Exception|Error|Unauthorized\w*|NotFound|Fault)$/;
export const USER_AGENT = /\/v?\d{1,4}(?:\.|\s|$)|^Mozilla\/|\s\S*\//;
/** Ids of eight digits are as short as a person's name: of these the prefix has to be known. */
const RESOURCE_ID =
  /^(?:[a-z]+(?:-[a-z]+)*-[0-9a-f]{17}|(?:ami|sg|vol|snap|subnet|vpc|eni|rtb|igw|nat|acl|key|lt|eipalloc|vpce|tgw-attach)-[0-9a-f]{8})$/;
/** Names of actors with a colon or a space: `service:`, `root of 111122223333`. */
export const ACTOR_NAME = /^(?:service|account|saml|web|person):\S+$|^root of \d{12}$/;
/** A role and its session, `Admin/alice`. */
export const ROLE_SESSION = /^([^/]+)\/[^/]+$/;

/** The access key that a text is; a key in small letters is one too. */
export function keyOf(text: string): string | null {
  const check = checkInput("accessKeyId", text.toUpperCase());
  return check.ok ? check.value : null;
}

/** Whether a value is the id of a resource by its form, such as `sg-…`. */
export function isResourceId(value: string): boolean {
  return RESOURCE_ID.test(value) && !value.startsWith("i-");
}

/** Whether a value is known by its form alone, so that what is around it can be no part of it. */
export function hasOwnForm(value: string): boolean {
  return (
    keyOf(value) !== null ||
    isResourceId(value) ||
    [PRINCIPAL, ACTOR_NAME, UUID, PERSON].some((form) => form.test(value)) ||
    (["instanceId", "arn"] as const).some((kind) => checkInput(kind, value).ok) ||
    /^\d+(?:\.\d+){3}$/.test(value) ||
    isIpv6(value) ||
    readNetwork(value).ok ||
    parseTime(value) !== null
  );
}

/**
 * The events of one resource, from any of its names: the text of the resource field (`role/Admin`),
 * a bare name or id, or an ARN. A secret's ARN ends with six letters that its name lacks.
 */
import { allOf, anyOf, contains, is, oneOf, type Predicate } from "./query";
import { RESOURCE_TYPES } from "./resource";

const ARN = /^arn:[^:]*:([^:]*):[^:]*:[^:]*:([\s\S]+)$/;
const SECRET_SUFFIX = /-[A-Za-z0-9]{6}$/;

/** What follows the last slash, or the first colon. */
const lastOf = (text: string): string => text.replace(/^(?:[\s\S]*\/|[^:]*:)/, "");

/** The texts that the resource field may have for an ARN of this service. */
function namesOfArn(service: string, rest: string): readonly string[] {
  const whole = rest.replace(/:\*$/, "");
  const typed = whole.replace(/^([a-z-]+):/, "$1/");
  switch (service) {
    case "s3":
      return [`s3://${rest}`];
    case "iam":
      // A role's path is in its ARN and in no call.
      return [typed, `${typed.split("/")[0]}/${lastOf(typed)}`];
    case "ec2":
      return [lastOf(whole)];
    case "sqs":
      return [`queue/${rest}`];
    case "sns":
      return [`topic/${rest}`];
    default:
      return [whole, typed];
  }
}

/** The names of a secret with and without the end of its ARN. */
const withoutSuffix = (name: string): readonly string[] =>
  name.startsWith("secret/") && SECRET_SUFFIX.test(name)
    ? [name, name.replace(SECRET_SUFFIX, "")]
    : [name];

/**
 * Whether the event's resource is this one. The name is looked for as a text first: the resource of
 * an event costs far more to find.
 */
export function actsOn(text: string): Predicate {
  return allOf(mentionsResource(text), namesResource(text));
}

/**
 * The texts that the resource field may have for this one. They are one list, so that the field
 * occurs once: DuckDB computes an expression that occurs twice for every row, before it filters.
 */
function textsOf(text: string): readonly string[] {
  const [, service, rest] = ARN.exec(text) ?? [];
  if (service !== undefined && rest !== undefined)
    return namesOfArn(service, rest).flatMap(withoutSuffix);
  if (RESOURCE_TYPES.some((type) => text.startsWith(type))) return withoutSuffix(text);
  const bare = text.replace(/^\//, "");
  return [bare, ...RESOURCE_TYPES.map((type) => type + bare)];
}

function namesResource(text: string): Predicate {
  const texts = [...new Set(textsOf(text))];
  const named = oneOf("resource", texts);
  const secrets = texts.filter((each) => each.startsWith("secret/"));
  const name = secrets.at(-1)?.slice("secret/".length);
  if (name === undefined) return named;
  // A secret's own ARN in a request has six more letters.
  const byArn = allOf(
    is("eventsource", "secretsmanager.amazonaws.com"),
    contains("requestparameters", `:secret:${name}-`),
  );
  return anyOf(byArn, named);
}

/** The part of a resource's text that requests name it by. */
function bareName(text: string): string {
  const [, service, rest] = ARN.exec(text) ?? [];
  const given = rest === undefined ? text : (namesOfArn(service ?? "", rest).at(-1) ?? rest);
  const name = withoutSuffix(given).at(-1) ?? given;
  const object = /^s3:\/\/[^/]+\/([\s\S]+)$/.exec(name)?.[1];
  if (object !== undefined) return object;
  const type = RESOURCE_TYPES.find((each) => name.startsWith(each)) ?? "";
  return name.slice(type.length).replace(/^\//, "");
}

/** The parts of an event that may name a resource. */
const NAMING = [
  "requestparameters",
  "responseelements",
  "additionaleventdata",
  "resources",
] as const;

/** Whether a part of the event contains the resource's name, as it is or as JSON writes it. */
export function mentionsResource(text: string): Predicate {
  const name = bareName(text);
  const texts = [...new Set([name, JSON.stringify(name).slice(1, -1)])];
  return anyOf(...NAMING.flatMap((field) => texts.map((each) => contains(field, each))));
}

/** What an event's call acted on, as one short text: `s3://bucket/key`, `role/Admin`, `i-0abc`. */
import {
  type Case,
  cases,
  column,
  constant,
  firstOf,
  type JsonColumn,
  joined,
  json,
  oneOf,
  type Text,
  when,
  without,
} from "./expression";
import { IDENTITY_RESOURCES } from "./resource-identity";
import type { Calls, Named, Services, Shortening } from "./resource-paths";
import { WATCH_RESOURCES } from "./resource-watch";
import { WORKLOAD_RESOURCES } from "./resource-workloads";

/** Every service with its calls; what occurs most comes first, since SQL tries them in this order. */
const RESOURCE_PATHS: Services = {
  ...WORKLOAD_RESOURCES,
  ...IDENTITY_RESOURCES,
  ...WATCH_RESOURCES,
};

/** What the texts of resources start with: `role/`, `s3://`, `secret/`. */
export const RESOURCE_TYPES: readonly string[] = [
  ...new Set(
    Object.values(RESOURCE_PATHS)
      .flat()
      .flatMap(({ on }) => on.map(({ before }) => before))
      .filter((before) => before !== ""),
  ),
];

const PARTS: Readonly<Record<string, JsonColumn>> = {
  request: "requestparameters",
  response: "responseelements",
  additional: "additionaleventdata",
};

/** `request.a.b` as the scalar there. */
function atPath(path: string): Text {
  const dot = path.indexOf(".");
  const part = PARTS[path.slice(0, dot)];
  if (!part) throw new Error(`${path} is in no part of a record.`);
  return json(part, path.slice(dot + 1));
}

const ARN = "^arn:[^:]*:[^:]*:[^:]*:[^:]*:";

/** What is taken off the start of a text. */
const SHORTENED: Readonly<Record<Shortening, string>> = {
  path: `${ARN}([a-z-]+[:/])?`,
  name: String.raw`^[\s\S]*/`,
  parameter: "^(arn:[^:]*:[^:]*:[^:]*:[^:]*:parameter)?/",
};

function textOf({ before, paths, arn, within }: Named): Text {
  const given = firstOf(...paths.map(atPath));
  const name = arn ? without(given, SHORTENED[arn]) : given;
  const part = within ? firstOf(joined(constant("/"), atPath(within)), constant("")) : constant("");
  const parts = [...(before === "" ? [] : [constant(before)]), name, ...(within ? [part] : [])];
  return parts.length === 1 ? name : joined(...parts);
}

/** Named calls fall back on the other calls of their service. */
function serviceText(of: readonly Calls[]): Text {
  const named: readonly Case[] = of.flatMap(({ names, on }) =>
    names ? [when(oneOf(column("eventname"), ...names), firstOf(...on.map(textOf)))] : [],
  );
  const others = of.flatMap(({ names, on }) => (names ? [] : on.map(textOf)));
  return firstOf(...(named.length > 0 ? [cases(...named)] : []), ...others);
}

/** The resource of an event: by the paths of its service, else the first that the service names. */
export const RESOURCE: Text = firstOf(
  cases(
    ...Object.entries(RESOURCE_PATHS).map(([service, of]) =>
      when(oneOf(column("eventsource"), `${service}.amazonaws.com`), serviceText(of)),
    ),
  ),
  without({ is: "firstResource" }, ARN),
);

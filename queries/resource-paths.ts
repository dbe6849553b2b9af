/**
 * Where a record says what its call acted on: per service, JSON paths of which the first that is
 * there counts. Calls that are named come before what holds for the rest of their service.
 */

/**
 * How an ARN in place of a name is shortened: `path` to what follows its resource type
 * (`secret:prod/db-AbCdEf`), `name` to what follows the last slash (`role/service-role/Admin`).
 * A parameter's name starts with a slash that its ARN has once.
 */
export type Shortening = "path" | "name" | "parameter";

/** Paths that name a resource of one sort. */
export type Named = {
  /** What its text starts with: `role/`, `s3://`; empty for ids that say what they are. */
  readonly before: string;
  /** `request.roleName`, `response.instancesSet.items[0].instanceId`. */
  readonly paths: readonly string[];
  readonly arn?: Shortening;
  /** The path of a part within it, after a slash. */
  readonly within?: string;
};

/** The calls of a service: those with these names, or all others. */
export type Calls = { readonly names?: readonly string[]; readonly on: readonly Named[] };

export function at(before: string, ...paths: readonly string[]): Named {
  return { before, paths };
}
/** Names that may be ARNs. */
export function path(before: string, ...paths: readonly string[]): Named {
  return { before, paths, arn: "path" };
}
export function name(before: string, ...paths: readonly string[]): Named {
  return { before, paths, arn: "name" };
}

export function rest(...on: readonly Named[]): Calls {
  return { on };
}
export function calls(names: string, ...on: readonly Named[]): Calls {
  return { names: names.split(" "), on };
}

/** Services by the first part of their event source. */
export type Services = Readonly<Record<string, readonly Calls[]>>;

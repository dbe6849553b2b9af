/** The kind of a resource from its text, and the searches for it. */
import type { Filter } from "./filters";
import type { Kind } from "./kinds";

const PARTS: Partial<Record<Kind, RegExp>> = {
  bucket: /^s3:\/\/([^/]+)/,
  instanceId: /^(i-[0-9a-f]+)$/,
  accessKeyId: /^access-key\/(.+)$/,
  userName: /^user\/(.+)$/,
};

/** The resource as a value of another kind, such as its bucket's name; null where it is none. */
export function resourceAs(kind: Kind, resource: string): string | null {
  return PARTS[kind]?.exec(resource)?.[1] ?? null;
}

type Searched = { readonly label: string; readonly filter: Filter };

/** Searches for what a user or role did, or what was done in a bucket. */
export function searchesOf(resource: string): readonly Searched[] {
  const bucket = resourceAs("bucket", resource);
  const user = resourceAs("userName", resource);
  const role = /^role\/(.+)$/.exec(resource)?.[1];
  const is = (label: string, field: Filter["field"], value: string): Searched => ({
    label,
    filter: { field, op: "is", value },
  });
  return [
    ...(bucket === null ? [] : [is("All events in this bucket", "bucketname", bucket)]),
    ...(user === null ? [] : [is("What did this user do?", "username", user)]),
    ...(role === undefined ? [] : [is("Sessions of this role", "issuerusername", role)]),
  ];
}

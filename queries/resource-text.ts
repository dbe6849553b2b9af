/** What a resource's text says to inputs of other kinds. */
import type { Kind } from "./kinds";

const PARTS: Partial<Record<Kind, RegExp>> = {
  bucket: /^s3:\/\/([^/]+)/,
  instanceId: /^(i-[0-9a-f]+)$/,
  accessKeyId: /^access-key\/(.+)$/,
  userName: /^user\/(.+)$/,
  role: /^role\/(.+)$/,
};

/** The resource as a value of another kind, such as its bucket's name; null where it is none. */
export function resourceAs(kind: Kind, resource: string): string | null {
  return PARTS[kind]?.exec(resource)?.[1] ?? null;
}

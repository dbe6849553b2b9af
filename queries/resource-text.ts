/** What the text of a resource says of it. */
import type { Kind } from "./kinds";

const PARTS: Partial<Record<Kind, RegExp>> = {
  bucket: /^s3:\/\/([^/]+)/,
  instanceId: /^(i-[0-9a-f]+)$/,
  accessKeyId: /^access-key\/(.+)$/,
  userName: /^user\/(.+)$/,
};

/** The resource as a value of another kind, such as its bucket's name; null where it is none. */
export const resourceAs = (kind: Kind, resource: string): string | null =>
  PARTS[kind]?.exec(resource)?.[1] ?? null;

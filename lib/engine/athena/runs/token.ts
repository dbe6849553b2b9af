/** Athena's client request tokens: the same token is the same execution. */
import { createHash } from "node:crypto";

/** Where a run is executed. */
export type RunPlace = {
  readonly workgroup: string;
  readonly catalog: string;
  readonly database: string;
};

/**
 * Athena's client request token (32 to 128 characters) for a run's token. The place is part of it,
 * because Athena compares SQL and database under one token, but not the workgroup: another
 * workgroup would be given the first one's result.
 */
export function clientRequestToken(token: string, place: RunPlace): string {
  const { workgroup, catalog, database } = place;
  const hash = createHash("sha256").update(JSON.stringify([token, workgroup, catalog, database]));
  return `trailbook-${hash.digest("hex")}`;
}

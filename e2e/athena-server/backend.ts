/** The app's own backend over a test server: the configuration is read as in production. */

import { openAthenaBackend } from "@/lib/backend/athena-backend";
import type { Backend } from "@/lib/backend/backend";
import { readConfig } from "@/lib/config";
import { CATALOG, DATABASE } from "./catalogue";

/** Each query is a separate run, for tests of runs. */
export const NO_SLICES = { TRAILBOOK_SLICE_EVENTS: "0" } as const;

/** Opens the backend. The SDK's default chain finds the key in the environment. */
export async function backendAt(
  url: string,
  dataDir: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<Backend> {
  process.env.AWS_ACCESS_KEY_ID ??= "AKIATESTTESTTESTTEST";
  process.env.AWS_SECRET_ACCESS_KEY ??= "secret";
  const config = readConfig({
    TRAILBOOK_ENGINE: "athena",
    TRAILBOOK_DATA: dataDir,
    AWS_REGION: "us-east-1",
    AWS_ENDPOINT_URL_ATHENA: url,
    AWS_ENDPOINT_URL_S3: url,
    ATHENA_CATALOG: CATALOG,
    ATHENA_DATABASE: DATABASE,
    ATHENA_TABLE: "cloudtrail_hive_org",
    // However busy the machine is, a start waits for its scan estimate.
    TRAILBOOK_SIZES_WAIT_MS: "60000",
    ...environment,
  });
  if (!config.ok) throw new Error(config.failure.message);
  const place = await openAthenaBackend(config.value);
  if (!place.ok) throw new Error(place.failure.message);
  return place.value;
}

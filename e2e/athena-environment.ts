/** The environment of an app server that uses the Athena protocol server of the tests. */

/** The table with an account, a region and a projected date, as Amazon's documentation makes it. */
const TABLE = "cloudtrail_projection_org";

/** The environment of an app on the Athena engine; `dataDir` is for its own notes. */
export function athenaEnvironment(url: string, dataDir: string) {
  return {
    TRAILBOOK_ENGINE: "athena",
    TRAILBOOK_DATA: dataDir,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "AKIATESTTESTTESTTEST",
    AWS_SECRET_ACCESS_KEY: "secret",
    AWS_ENDPOINT_URL_ATHENA: url,
    AWS_ENDPOINT_URL_S3: url,
    ATHENA_DATABASE: "security",
    ATHENA_TABLE: TABLE,
  };
}

/** Sentences for wrong settings that Athena and Glue report in unclear words. */
import { quoted } from "./error-facts";

/** `Unable to verify/create output bucket X`: no such bucket, or no right to look it up. */
export function outputBucketSentence(text: string): string {
  const bucket = /output bucket:?\s+([a-z0-9][a-z0-9.-]+[a-z0-9])/i.exec(text)?.[1];
  return `The bucket for query results${bucket === undefined ? "" : `, ${bucket},`} does not exist or may not be looked up: check the workgroup's location and ATHENA_OUTPUT_LOCATION, and allow s3:GetBucketLocation on it.`;
}

/** Glue's `Entity Not Found (Service: AmazonDataCatalog; …)`. */
export function entitySentence(text: string): string {
  return `AWS Glue does not find the database or the table: check ATHENA_DATABASE, ATHENA_TABLE, ATHENA_CATALOG and AWS_REGION (${quoted(text)}).`;
}

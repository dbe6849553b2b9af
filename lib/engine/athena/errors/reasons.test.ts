import { expect, it } from "vitest";
import { failureSentence } from "./reasons";

/** Athena's reason, its error type, and what the sentence must say. */
const CASES: readonly [reason: string, errorType: number | null, says: RegExp][] = [
  ["Query cancelled! : Bytes scanned limit was exceeded", null, /12\.5 GB .*are billed/],
  ["Insufficient Lake Formation permission(s)", null, /grant it SELECT/],
  [
    "User: arn:aws:iam::1:user/x is not authorized to perform: glue:GetTable on resource: catalog",
    1500,
    /lacks the permission glue:GetTable: an administrator/,
  ],
  [
    "PERMISSION_DENIED: Access Denied (Service: S3, Status Code: 403)",
    1501,
    /s3:GetObject, s3:PutObject, kms:Decrypt/,
  ],
  ["SCHEMA_NOT_FOUND: line 1:15: Schema 'logs' does not exist", 1301, /check ATHENA_DATABASE/],
  [
    "TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.logs.trail' does not exist",
    1301,
    /check ATHENA_TABLE.*logs\.trail/,
  ],
  [
    "COLUMN_NOT_FOUND: line 3:7: Column 'nosuchcolumn' cannot be resolved or requester is not authorized to access requested resources",
    1006,
    /no column “nosuchcolumn” .*; if it has one, Lake Formation hides it/,
  ],
  [
    "HIVE_CURSOR_ERROR: The operation is not valid for the object's storage class (Service: Amazon S3; Status Code: 403; Error Code: InvalidObjectState)",
    1501,
    /archive storage class .* no(t a)? missing permission/,
  ],
  [
    "Unable to verify/create output bucket acme-results. Please check your permissions",
    null,
    /acme-results, does not exist .*s3:GetBucketLocation/,
  ],
  [
    "The S3 location provided to save your query results is invalid.",
    null,
    /another region than the workgroup/,
  ],
  [
    "Entity Not Found (Service: AmazonDataCatalog; Status Code: 400; Error Code: EntityNotFoundException)",
    1301,
    /check ATHENA_DATABASE/,
  ],
  [
    "User: x is not authorized to perform: s3:GetObject on resource: r with an explicit deny in a service control policy",
    1501,
    /s3:GetObject is denied by a service control policy/,
  ],
  [
    "CONSTRAINT_VIOLATION: For the injected projected partition column account, the WHERE clause must contain only static equality conditions",
    null,
    /choose them in the scope/,
  ],
  ["Query timeout", 210, /stopped the query at its time limit/],
  ["Query exhausted resources at this scale factor", 6, /more memory than Athena allows/],
  ["com.amazonaws.services.s3.model.AmazonS3Exception: Slow Down", 1403, /try again in a minute/],
  ["NoSuchBucket: The specified bucket does not exist", 1306, /bucket of the logs/],
  ["HIVE_BAD_DATA: Error parsing field value", 1007, /damaged or no CloudTrail log/],
  ["SYNTAX_ERROR: line 1:8: x", 1006, /fault of its step/],
  ["TYPE_MISMATCH: line 1:8: x", 1002, /fault of its step/],
  ["GENERIC_INTERNAL_ERROR: null", 100, /internal error/],
  ["", 1404, /try again in a minute/],
  ["", null, /^Athena could not answer: error type unknown\.$/],
  ["NEW_THING: of\ntwo lines.", null, /^Athena could not answer: NEW_THING: of two lines\.$/],
];

it.each(CASES)("%s", (reason, errorType, says) => {
  const sentence = failureSentence({ reason, errorType, scannedBytes: 12_500_000_000 });
  expect(sentence).toMatch(says);
  expect(sentence).toMatch(/^[A-Z][^\n]*\.$/);
});

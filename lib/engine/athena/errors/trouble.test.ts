import { describe, expect, it } from "vitest";
import { type Trouble, troubleOf } from "./trouble";

const context = {
  action: "athena:StartQueryExecution",
  region: "eu-central-1",
  workgroup: "responders",
};

const failing = (name: string, message: string, more: object = {}): Error =>
  Object.assign(new Error(message), { name }, more);

const answered = (status: number) => ({ $metadata: { httpStatusCode: status } });

/** What AWS throws, what kind of trouble it is, and what the sentence must say. */
const CASES: readonly [error: Error, kind: Trouble["kind"], says: RegExp][] = [
  [
    failing("CredentialsProviderError", "Could not load credentials from any providers"),
    "signed-out",
    /no AWS credentials: set AWS_PROFILE, run aws configure or aws sso login/,
  ],
  [
    failing(
      "CredentialsProviderError",
      "Could not resolve credentials using profile: [ir] in configuration/credentials file(s).",
    ),
    "signed-out",
    /profile “ir” does not exist or has no credentials: check AWS_PROFILE/,
  ],
  [
    failing(
      "CredentialsProviderError",
      "The SSO session associated with this profile has expired. To refresh this SSO session run aws sso login with the corresponding profile.",
    ),
    "signed-out",
    /sign-in .* has expired: run aws sso login with its --profile/,
  ],
  [
    failing(
      "CredentialsProviderError",
      "Token is expired. To refresh this SSO session run 'aws sso login'",
    ),
    "signed-out",
    /run aws sso login/,
  ],
  [
    failing(
      "CredentialsProviderError",
      "Profile admin requires multi-factor authentication, but no MFA code callback was provided.",
    ),
    "signed-out",
    /profile “admin” needs an MFA code, .*credential_process/,
  ],
  [
    failing(
      "AccessDenied",
      "User: arn:aws:iam::1:user/x is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::2:role/ir",
    ),
    "refused",
    /is not allowed to assume its role: the role's trust policy/,
  ],
  [
    failing(
      "AccessDeniedException",
      "User: arn:aws:iam::1:user/x is not authorized to perform: athena:GetWorkGroup on resource: r with an explicit deny in a service control policy",
    ),
    "refused",
    /athena:GetWorkGroup is denied by a service control policy .* does not help/,
  ],
  [
    failing(
      "AccessDeniedException",
      "User: x is not authorized to perform: athena:GetWorkGroup because no VPC endpoint policy allows the athena:GetWorkGroup action",
    ),
    "refused",
    /denied by the policy of the VPC endpoint/,
  ],
  [
    failing("InvalidRequestException", "Unable to verify/create output bucket acme-results"),
    "refused",
    /query results, acme-results, does not exist .*s3:GetBucketLocation/,
  ],
  [
    failing(
      "InvalidRequestException",
      "The S3 location provided to save your query results is invalid. Please check your S3 location is correct and is in the same region and try again.",
    ),
    "refused",
    /another region than eu-central-1/,
  ],
  [
    failing(
      "MetadataException",
      "Entity Not Found (Service: AmazonDataCatalog; Status Code: 400; Error Code: EntityNotFoundException; Request ID: 1)",
    ),
    "refused",
    /Glue does not find the database or the table: check ATHENA_DATABASE/,
  ],
  [
    failing("Error", "self-signed certificate in certificate chain", {
      code: "SELF_SIGNED_CERT_IN_CHAIN",
    }),
    "refused",
    /\(SELF_SIGNED_CERT_IN_CHAIN\): .*NODE_EXTRA_CA_CERTS/,
  ],
  [
    failing("Error", "unable to get local issuer certificate", {
      code: "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
    }),
    "refused",
    /NODE_EXTRA_CA_CERTS/,
  ],
  [failing("Unknown", "UnknownError", answered(407)), "refused", /put them in HTTPS_PROXY/],
  [
    failing("SyntaxError", `Unexpected token '<', "<!DOCTYPE "... is not valid JSON`),
    "unreachable",
    /A web page came back instead of an answer/,
  ],
  [failing("SyntaxError", "Unexpected end of JSON input"), "unreachable", /broke off/],
  [
    failing("ExpiredTokenException", "The security token included in the request is expired"),
    "signed-out",
    /have expired: sign in again/,
  ],
  [failing("ExpiredToken", "The provided token has expired."), "signed-out", /have expired/],
  [
    failing(
      "UnrecognizedClientException",
      "The security token included in the request is invalid.",
    ),
    "signed-out",
    /does not accept the credentials .*clock/,
  ],
  [
    failing(
      "AccessDeniedException",
      "User: arn:aws:iam::111122223333:user/x is not authorized to perform: athena:StopQueryExecution on resource: arn:aws:athena:eu-central-1:111122223333:workgroup/responders",
    ),
    "refused",
    /lacks the permission athena:StopQueryExecution: an administrator/,
  ],
  [failing("AccessDeniedException", "no"), "refused", /permission athena:StartQueryExecution/],
  [
    failing(
      "AccessDenied",
      'User: arn:aws:iam::1:user/x is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::r/a.csv"',
    ),
    "refused",
    /no access to the bucket of the query results: .*s3:GetObject/,
  ],
  [
    failing("InvalidRequestException", "Access denied when writing output to url: s3://r/x.csv"),
    "refused",
    /bucket of the query results: .*s3:PutObject/,
  ],
  [
    failing("AccessDeniedException", "Insufficient Lake Formation permission(s) on cloudtrail"),
    "refused",
    /Lake Formation does not let .*SELECT/,
  ],
  [
    failing("ThrottlingException", "Rate exceeded", answered(400)),
    "throttled",
    /throttles the Athena calls/,
  ],
  [failing("SlowDown", "Please reduce your request rate.", answered(503)), "throttled", /calls/],
  [
    failing("TooManyRequestsException", "You have exceeded the limit", {
      Reason: "CONCURRENT_QUERY_LIMIT_EXCEEDED",
    }),
    "full",
    /limit of concurrent Athena queries/,
  ],
  [
    failing("InvalidRequestException", "WorkGroup is not found."),
    "refused",
    /no workgroup “responders” in eu-central-1: check ATHENA_WORKGROUP and AWS_REGION/,
  ],
  [failing("InvalidRequestException", "WorkGroup responders is disabled."), "refused", /disabled/],
  [
    failing("InvalidRequestException", "No output location provided. An output location is"),
    "refused",
    /no usable place for results/,
  ],
  [
    failing("InvalidRequestException", "Idempotent parameters do not match", {
      AthenaErrorCode: "IDEMPOTENT_PARAMETER_MISMATCH",
    }),
    "refused",
    /with other SQL/,
  ],
  [
    failing("InvalidRequestException", "line 1:1: mismatched input 'selec'.\nExpecting: 'SELECT'", {
      AthenaErrorCode: "MALFORMED_QUERY",
    }),
    "refused",
    /cannot read the query, .*line 1:1: mismatched input 'selec'. Expecting: 'SELECT'\.$/,
  ],
  [
    failing("InvalidRequestException", "QueryExecution 1-2 was not found"),
    "refused",
    /has expired in Athena/,
  ],
  [failing("NoSuchKey", "The specified key does not exist."), "refused", /file was deleted/],
  [failing("NoSuchBucket", "The specified bucket does not exist"), "refused", /does not exist/],
  [failing("InvalidObjectState", "no", answered(403)), "refused", /archive storage class/],
  [
    failing("MetadataException", "Database logs not found"),
    "refused",
    /does not find the database \(Database logs not found\): check ATHENA_DATABASE/,
  ],
  [
    failing("Error", "getaddrinfo ENOTFOUND athena.eu-north-9.amazonaws.com", {
      code: "ENOTFOUND",
    }),
    "unreachable",
    /Cannot reach AWS in eu-central-1 \(DNS lookup failed\): check AWS_REGION/,
  ],
  [failing("TimeoutError", "Request timed out after 30000 ms"), "unreachable", /did not answer/],
  [failing("Error", "", { code: "ECONNREFUSED" }), "unreachable", /cannot be reached/],
  [failing("Error", "socket hang up", { code: "ECONNRESET" }), "unreachable", /cannot be reached/],
  [failing("TimeoutError", "", { code: "ECONNRESET" }), "unreachable", /cannot be reached/],
  [failing("InternalServerException", "x", answered(500)), "unreachable", /internal error/],
  [failing("503", "UnknownError", answered(503)), "unreachable", /internal error/],
  [
    failing("InvalidRequestException", "Something new\nhappened.", answered(400)),
    "refused",
    /^AWS refused athena:StartQueryExecution: Something new happened\.$/,
  ],
];

describe("a call that went wrong", () => {
  it.each(CASES)("%s", (error, kind, says) => {
    const trouble = troubleOf(error, context);
    expect(trouble.kind).toBe(kind);
    expect(trouble.message).toMatch(says);
    expect(trouble.message).toMatch(/^[A-Z][^\n]*\.$/);
    expect(trouble.message).not.toMatch(/\bat .*\.js|node_modules/);
  });

  it("keeps a text from outside on one line, visible and short", () => {
    const { message } = troubleOf(failing("X", `a\u001b[31m\n\u202eb${"x".repeat(900)}`), context);
    expect(message).toMatch(/: a \[31m bx+…\.$/);
    expect(message.length).toBeLessThan(500);
  });
});

it.each([
  ["cn-north-1", "have *.amazonaws.com.cn allowed"],
  ["us-gov-west-1", "have *.amazonaws.com allowed"],
])("the hosts of AWS in %s are named", (region, words) => {
  const page = failing("SyntaxError", "Unexpected token '<', \"<!DOCTYPE \"... is not valid JSON");
  expect(troubleOf(page, { ...context, region }).message).toContain(words);
});

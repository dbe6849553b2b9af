/** Credentials that are missing or refused, and calls that they do not allow. */
import { ARCHIVED, actionIn, denialSentence } from "./denials";
import { type Case, type ErrorFacts, named, quoted, says } from "./error-facts";

/** No credentials, and why: the SDK's own words (credential-provider-node 3.972). */
const without =
  (pattern: RegExp) =>
  ({ name, text }: ErrorFacts): boolean =>
    /^(CredentialsProvider|TokenProvider)Error$/.test(name) && pattern.test(text);

const profileIn = (text: string): string =>
  /profile:? \[?([^\]\s]+)\]?/i.exec(text)?.[1] ?? "default";

const isDenial = ({ name, text }: ErrorFacts): boolean =>
  /^AccessDenied|^Forbidden$|^UnauthorizedOperation$/.test(name) ||
  /not authorized to perform|access denied|insufficient permissions/i.test(text);

export const ACCESS_CASES: readonly Case[] = [
  {
    when: without(/multi-factor|MFA/i),
    kind: "signed-out",
    say: ({ text }) =>
      `The AWS profile “${profileIn(text)}” needs an MFA code, which a server cannot ask for: use a profile with credential_process, or put a session from aws sts get-session-token in ~/.aws/credentials.`,
  },
  {
    when: without(/SSO|aws login|token is expired/i),
    kind: "signed-out",
    say: ({ text }) =>
      `The sign-in of this server's AWS profile is missing or has expired: run ${/aws login/.test(text) ? "aws login" : "aws sso login"} with its --profile, then try again (${quoted(text)}).`,
  },
  {
    when: without(
      /Could not resolve credentials using profile|Profile \S+ (was not|could not be) found/i,
    ),
    kind: "signed-out",
    say: ({ text }) =>
      `The AWS profile “${profileIn(text)}” does not exist or has no credentials: check AWS_PROFILE against ~/.aws/config and ~/.aws/credentials.`,
  },
  {
    when: without(/./),
    kind: "signed-out",
    say: ({ text }) =>
      `This server has no AWS credentials: set AWS_PROFILE, run aws configure or aws sso login, or give the server a role, then try again (${quoted(text)}).`,
  },
  {
    when: (error) => /Expired/.test(error.name) || /token.*\bexpired\b/i.test(error.text),
    kind: "signed-out",
    say: () =>
      "The AWS credentials of this server have expired: sign in again or renew them in ~/.aws/credentials, then try again. Trailbook takes the new ones without a restart.",
  },
  {
    when: named(
      /^(UnrecognizedClient|InvalidSignature|InvalidClientTokenId|SignatureDoesNotMatch|IncompleteSignature|MissingAuthenticationToken|InvalidAccessKeyId|AuthFailure|InvalidToken)/,
    ),
    kind: "signed-out",
    say: (error) =>
      `AWS does not accept the credentials of this server (${quoted(error.text)}): check the access key and the machine's clock.`,
  },
  {
    when: (error) => ARCHIVED.test(`${error.name} ${error.text}`),
    kind: "refused",
    say: () =>
      "The file was moved to an archive storage class (S3 Glacier), which is not a missing permission: restore it, or run the step again.",
  },
  {
    when: says(/lake formation/i),
    kind: "refused",
    isDenied: true,
    say: () =>
      "Lake Formation does not let this server read the table: an administrator has to grant it SELECT there, and lakeformation:GetDataAccess in its IAM policy.",
  },
  {
    when: (error) =>
      isDenial(error) && denialSentence(error.text, actionIn(error.text) ?? "") !== null,
    kind: "refused",
    say: ({ text }, { action }) => denialSentence(text, actionIn(text) ?? action) ?? quoted(text),
  },
  {
    when: isDenial,
    kind: "refused",
    isDenied: true,
    say: ({ text }, { action }) => {
      const missing = actionIn(text) ?? action;
      return missing.startsWith("s3:") || /s3:\/\//.test(text)
        ? `This server has no access to the bucket of the query results: an administrator must grant it ${missing.startsWith("s3:") ? missing : "s3:GetObject and s3:PutObject"} there.`
        : `This server lacks the permission ${missing}: an administrator must add it to its IAM policy.`;
    },
  },
];

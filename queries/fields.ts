/**
 * The dictionary of CloudTrail fields: what each is called in answers and URLs, how Athena reads
 * it, and what it tells a responder. A field's name is also its column in every answer.
 */
import type { Kind } from "./kinds";

export type Field = {
  readonly name: string;
  /** The input of the search step that takes it. */
  readonly input: string;
  /** The Athena expression over the documented CloudTrail table. */
  readonly expression: string;
  readonly kind: Kind;
  readonly label: string;
  /** One line on what it tells a responder. */
  readonly tells: string;
  /** Values, where there are few. */
  readonly values?: readonly string[];
  /** Absent from tables made before 2021, such as the partitioner's. */
  readonly newer?: true;
};

const field = <const N extends string>(
  name: N,
  input: string,
  kind: Kind,
  label: string,
  tells: string,
  more: { expression?: string; values?: readonly string[]; newer?: true } = {},
) => ({ name, input, kind, label, tells, expression: name, ...more });

const inIdentity = (path: string) => ({ expression: `useridentity.${path}` });
const inIssuer = (path: string) => inIdentity(`sessioncontext.sessionissuer.${path}`);

const ENTRIES = [
  field("eventtime", "eventTime", "time", "Time", "When the call was made, UTC, to the second."),
  field("eventsource", "eventSource", "eventSource", "Service", "The service that was called."),
  field("eventname", "eventName", "eventName", "Action", "The API call."),
  field(
    "principalid",
    "principalId",
    "principalId",
    "Principal",
    "The identity's unique id; a role's ends with :session name, an instance's with :i-….",
    inIdentity("principalid"),
  ),
  field(
    "arn",
    "arn",
    "arn",
    "ARN",
    "The caller's full name, role and session included.",
    inIdentity("arn"),
  ),
  field(
    "sourceipaddress",
    "sourceIp",
    "sourceIp",
    "Address",
    "Where the call came from; a service calls under its own name.",
  ),
  field(
    "useragent",
    "userAgent",
    "userAgent",
    "User agent",
    "The tool that made the call, as it calls itself: an attacker can write anything here.",
  ),
  field(
    "errorcode",
    "errorCode",
    "errorCode",
    "Error",
    "Why the call failed; empty when it succeeded.",
  ),
  field(
    "errormessage",
    "errorMessage",
    "text",
    "Error message",
    "The refusal in words; it often names the missing permission.",
  ),
  field(
    "awsregion",
    "awsRegion",
    "region",
    "Region",
    "The region that was called; global services say us-east-1 wherever they were called from.",
  ),
  field(
    "recipientaccountid",
    "recipientAccountId",
    "account",
    "Account",
    "The account that the event was delivered to.",
  ),
  field(
    "eventid",
    "eventId",
    "eventId",
    "Event id",
    "Unique for each event; two trails deliver the same id twice.",
  ),
  field(
    "accesskeyid",
    "accessKeyId",
    "accessKeyId",
    "Access key",
    "The key that signed the call: AKIA long-term, ASIA temporary.",
    inIdentity("accesskeyid"),
  ),
  field(
    "accountid",
    "accountId",
    "account",
    "Caller's account",
    "The account that the caller belongs to: another than the recipient is access from outside.",
    inIdentity("accountid"),
  ),
  field("type", "type", "identityType", "Identity type", "What kind of identity made the call.", {
    ...inIdentity("type"),
    values: [
      "AssumedRole",
      "AWSService",
      "Unknown",
      "IAMUser",
      "AWSAccount",
      "SAMLUser",
      "Root",
      "FederatedUser",
      "IdentityCenterUser",
      "WebIdentityUser",
      "Role",
      "Directory",
    ],
  }),
  field(
    "username",
    "userName",
    "userName",
    "User name",
    "The IAM user; empty for roles.",
    inIdentity("username"),
  ),
  field(
    "invokedby",
    "invokedBy",
    "text",
    "Invoked by",
    "The service that made the call on the identity's behalf.",
    inIdentity("invokedby"),
  ),
  field(
    "mfaauthenticated",
    "mfaAuthenticated",
    "flag",
    "MFA",
    "Whether the session was opened with a second factor.",
    {
      ...inIdentity("sessioncontext.attributes.mfaauthenticated"),
      values: ["true", "false"],
    },
  ),
  field(
    "sessioncreated",
    "sessionCreated",
    "time",
    "Session opened",
    "When the temporary credentials were issued.",
    inIdentity("sessioncontext.attributes.creationdate"),
  ),
  field(
    "issuertype",
    "issuerType",
    "text",
    "Issuer type",
    "What the session was opened from: Role, or a user.",
    inIssuer("type"),
  ),
  field(
    "issuerarn",
    "issuerArn",
    "roleArn",
    "Role",
    "The role behind the session.",
    inIssuer("arn"),
  ),
  field(
    "issuerusername",
    "issuerUserName",
    "userName",
    "Role name",
    "The role behind the session, by its short name.",
    inIssuer("username"),
  ),
  field(
    "issuerprincipalid",
    "issuerPrincipalId",
    "principalId",
    "Role id",
    "The role's unique id, the same for all of its sessions.",
    inIssuer("principalid"),
  ),
  field(
    "issueraccountid",
    "issuerAccountId",
    "account",
    "Role's account",
    "The account that the role belongs to.",
    inIssuer("accountid"),
  ),
  field(
    "ec2roledelivery",
    "ec2RoleDelivery",
    "text",
    "Metadata service",
    "How an instance got its credentials: 1.0 is IMDSv1, 2.0 is IMDSv2.",
    { ...inIdentity("sessioncontext.ec2roledelivery"), newer: true },
  ),
  field(
    "federatedprovider",
    "federatedProvider",
    "text",
    "Federated by",
    "The web identity provider that vouched for the session.",
    { ...inIdentity("sessioncontext.webidfederationdata.federatedprovider"), newer: true },
  ),
  field(
    "onbehalfofuserid",
    "onBehalfOfUserId",
    "text",
    "On behalf of",
    "The Identity Center user for whom the call was made.",
    { ...inIdentity("onbehalfof.userid"), newer: true },
  ),
  field(
    "identitystorearn",
    "identityStoreArn",
    "arn",
    "Identity store",
    "Where that Identity Center user is kept.",
    { ...inIdentity("onbehalfof.identitystorearn"), newer: true },
  ),
  field("bucketname", "bucketName", "bucket", "Bucket", "The S3 bucket in the request.", {
    expression: "json_extract_scalar(requestparameters, '$.bucketName')",
  }),
  field(
    "requestparameters",
    "requestParameters",
    "json",
    "Request",
    "What was asked for, as JSON text.",
  ),
  field(
    "responseelements",
    "responseElements",
    "json",
    "Response",
    "What was made or changed, as JSON text; reads have none.",
  ),
  field(
    "additionaleventdata",
    "additionalEventData",
    "json",
    "More data",
    "What the service added, such as MFA use on a console sign-in.",
  ),
  field(
    "resources",
    "resources",
    "json",
    "Resources",
    "The resources that the service named, as JSON text.",
    { expression: "json_format(cast(resources as json))" },
  ),
  field("readonly", "readOnly", "flag", "Read only", "Whether the call could change anything.", {
    values: ["true", "false"],
  }),
  field(
    "eventtype",
    "eventType",
    "text",
    "Event type",
    "An API call, a sign-in, or something the service did by itself.",
    {
      values: [
        "AwsApiCall",
        "AwsServiceEvent",
        "AwsConsoleAction",
        "AwsConsoleSignIn",
        "AwsVpceEvent",
        "AwsCloudTrailInsight",
      ],
    },
  ),
  field(
    "eventcategory",
    "eventCategory",
    "text",
    "Category",
    "Management, data or network activity.",
    { values: ["Management", "Data", "NetworkActivity"], newer: true },
  ),
  field("requestid", "requestId", "text", "Request id", "The service's id of the request."),
  field(
    "sharedeventid",
    "sharedEventId",
    "eventId",
    "Shared event id",
    "The same in every account that one cross-account action touched.",
  ),
  field(
    "vpcendpointid",
    "vpcEndpointId",
    "text",
    "VPC endpoint",
    "The endpoint through which the call came, from inside a network.",
  ),
  field(
    "vpcendpointaccountid",
    "vpcEndpointAccountId",
    "account",
    "Endpoint's account",
    "Whose endpoint it was.",
    { newer: true },
  ),
  field("apiversion", "apiVersion", "text", "API version", "The version of the API called."),
  field("eventversion", "eventVersion", "text", "Record version", "The format of the record."),
  field(
    "serviceeventdetails",
    "serviceEventDetails",
    "json",
    "Service event",
    "What the service did by itself.",
  ),
  field(
    "addendumreason",
    "addendumReason",
    "text",
    "Addendum",
    "Why the event was delivered late or again.",
    { expression: "addendum.reason", newer: true },
  ),
  field(
    "addendumoriginaleventid",
    "addendumOriginalEventId",
    "eventId",
    "Amends",
    "The event that this one corrects.",
    { expression: "addendum.originaleventid", newer: true },
  ),
  field(
    "sessioncredentialfromconsole",
    "sessionCredentialFromConsole",
    "flag",
    "Console credentials",
    "true where a console session's credentials were used.",
    { values: ["true"], newer: true },
  ),
  field("tlsversion", "tlsVersion", "text", "TLS", "The TLS version of the connection.", {
    expression: "tlsdetails.tlsversion",
    newer: true,
  }),
  field(
    "ciphersuite",
    "cipherSuite",
    "text",
    "Cipher",
    "The cipher of the connection: it can tell one tool from another.",
    { expression: "tlsdetails.ciphersuite", newer: true },
  ),
  field(
    "clientprovidedhostheader",
    "clientProvidedHostHeader",
    "text",
    "Host",
    "The endpoint that the client asked for.",
    { expression: "tlsdetails.clientprovidedhostheader", newer: true },
  ),
] as const;

export type FieldName = (typeof ENTRIES)[number]["name"];

/** Every field, in the order of the dictionary. */
export const fields: readonly (Field & { readonly name: FieldName })[] = ENTRIES;

const byName = new Map<string, Field & { readonly name: FieldName }>(
  fields.map((entry) => [entry.name, entry]),
);

/** The field of a name; a name outside the dictionary cannot be typed. */
export function fieldOf(name: FieldName): Field & { readonly name: FieldName } {
  const entry = byName.get(name);
  if (!entry) throw new Error(`No field ${name}.`);
  return entry;
}

/** Whether a text from outside names a field. */
export const isFieldName = (name: string): name is FieldName => byName.has(name);

/** The common shape of every open listing. */
export const EVENT_ROW = [
  "eventtime",
  "eventsource",
  "eventname",
  "principalid",
  "arn",
  "sourceipaddress",
  "useragent",
  "errorcode",
  "awsregion",
  "recipientaccountid",
  "eventid",
] as const satisfies readonly FieldName[];

/**
 * Error codes that mean "denied". One list, because `= 'AccessDenied'` alone misses every EC2 denial.
 */
export const DENIED_ERROR_CODES = [
  "AccessDenied",
  "AccessDeniedException",
  "Client.UnauthorizedOperation",
  "UnauthorizedOperation",
  "Client.UnauthorizedAccess",
  "VpceAccessDenied",
  "AuthorizationError",
  "AuthorizationErrorException",
] as const;

/** How a call ended, by its error code. */
export type Outcome = "success" | "denied" | "error";

/** The outcome that an error code stands for. */
export function outcomeOf(errorCode: string | null): Outcome {
  if (errorCode === null || errorCode === "") return "success";
  return (DENIED_ERROR_CODES as readonly string[]).includes(errorCode) ? "denied" : "error";
}

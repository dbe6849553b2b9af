/**
 * A field of a CloudTrail record: its name in the JSON and how it is kept. The names of the
 * columns are the same in lower case, as in the Athena table that AWS documents.
 */
export type RecordField = {
  readonly name: string;
  readonly kind: "text" | "map" | "struct" | "list";
  /** The members of a struct, or of the structs in a list. */
  readonly fields: readonly RecordField[];
};

const text = (...names: string[]): RecordField[] =>
  names.map((name) => ({ name, kind: "text", fields: [] }));
const struct = (name: string, ...fields: RecordField[]): RecordField => ({
  name,
  kind: "struct",
  fields,
});

/** The columns of the documented CloudTrail table, in its order. */
export const RECORD_FIELDS: readonly RecordField[] = [
  ...text("eventVersion"),
  struct(
    "userIdentity",
    ...text("type", "principalId", "arn", "accountId", "invokedBy", "accessKeyId", "userName"),
    struct("onBehalfOf", ...text("userId", "identityStoreArn")),
    struct(
      "sessionContext",
      struct("attributes", ...text("mfaAuthenticated", "creationDate")),
      struct("sessionIssuer", ...text("type", "principalId", "arn", "accountId", "userName")),
      ...text("ec2RoleDelivery"),
      struct("webIdFederationData", ...text("federatedProvider"), {
        name: "attributes",
        kind: "map",
        fields: [],
      }),
    ),
  ),
  ...text("eventTime", "eventSource", "eventName", "awsRegion", "sourceIPAddress", "userAgent"),
  ...text("errorCode", "errorMessage", "requestParameters", "responseElements"),
  ...text("additionalEventData", "requestID", "eventID", "readOnly"),
  { name: "resources", kind: "list", fields: text("ARN", "accountId", "type") },
  ...text("eventType", "apiVersion", "recipientAccountId", "serviceEventDetails"),
  ...text("sharedEventID", "vpcEndpointId", "vpcEndpointAccountId", "eventCategory"),
  struct("addendum", ...text("reason", "updatedFields", "originalRequestID", "originalEventID")),
  ...text("sessionCredentialFromConsole", "edgeDeviceDetails"),
  struct("tlsDetails", ...text("tlsVersion", "cipherSuite", "clientProvidedHostHeader")),
];

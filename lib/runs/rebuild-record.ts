/** A CloudTrail record made again from a table's columns, for when its log file is out of reach. */
import type { Cell } from "@/lib/api/run";
import type { FieldName } from "@/queries/fields";

/** The path of each field in a record; `bucketname` and `logfile` are not in records. */
const PATHS: Partial<Record<FieldName, string>> = {
  eventversion: "eventVersion",
  type: "userIdentity.type",
  principalid: "userIdentity.principalId",
  arn: "userIdentity.arn",
  accountid: "userIdentity.accountId",
  accesskeyid: "userIdentity.accessKeyId",
  username: "userIdentity.userName",
  issuertype: "userIdentity.sessionContext.sessionIssuer.type",
  issuerprincipalid: "userIdentity.sessionContext.sessionIssuer.principalId",
  issuerarn: "userIdentity.sessionContext.sessionIssuer.arn",
  issueraccountid: "userIdentity.sessionContext.sessionIssuer.accountId",
  issuerusername: "userIdentity.sessionContext.sessionIssuer.userName",
  federatedprovider: "userIdentity.sessionContext.webIdFederationData.federatedProvider",
  mfaauthenticated: "userIdentity.sessionContext.attributes.mfaAuthenticated",
  sessioncreated: "userIdentity.sessionContext.attributes.creationDate",
  ec2roledelivery: "userIdentity.sessionContext.ec2RoleDelivery",
  invokedby: "userIdentity.invokedBy",
  onbehalfofuserid: "userIdentity.onBehalfOf.userId",
  identitystorearn: "userIdentity.onBehalfOf.identityStoreArn",
  eventtime: "eventTime",
  eventsource: "eventSource",
  eventname: "eventName",
  awsregion: "awsRegion",
  sourceipaddress: "sourceIPAddress",
  useragent: "userAgent",
  errorcode: "errorCode",
  errormessage: "errorMessage",
  requestparameters: "requestParameters",
  responseelements: "responseElements",
  additionaleventdata: "additionalEventData",
  requestid: "requestID",
  eventid: "eventID",
  readonly: "readOnly",
  resources: "resources",
  eventtype: "eventType",
  apiversion: "apiVersion",
  eventcategory: "eventCategory",
  recipientaccountid: "recipientAccountId",
  serviceeventdetails: "serviceEventDetails",
  sharedeventid: "sharedEventID",
  vpcendpointid: "vpcEndpointId",
  vpcendpointaccountid: "vpcEndpointAccountId",
  addendumreason: "addendum.reason",
  addendumoriginaleventid: "addendum.originalEventID",
  sessioncredentialfromconsole: "sessionCredentialFromConsole",
  tlsversion: "tlsDetails.tlsVersion",
  ciphersuite: "tlsDetails.cipherSuite",
  clientprovidedhostheader: "tlsDetails.clientProvidedHostHeader",
};

const JSON_FIELDS: ReadonlySet<string> = new Set([
  "requestparameters",
  "responseelements",
  "additionaleventdata",
  "serviceeventdetails",
  "resources",
]);

type Tree = { [name: string]: unknown };

const isTree = (value: unknown): value is Tree => typeof value === "object" && value !== null;

function place(tree: Tree, path: string, value: unknown): void {
  const [name = "", ...rest] = path.split(".");
  if (rest.length === 0) {
    tree[name] = value;
    return;
  }
  const inner = tree[name];
  const branch: Tree = isTree(inner) ? inner : {};
  tree[name] = branch;
  place(branch, rest.join("."), value);
}

function recordValue(name: string, cell: Cell): unknown {
  if (name === "readonly") return cell === "true";
  if (!JSON_FIELDS.has(name) || typeof cell !== "string") return cell;
  try {
    return JSON.parse(cell);
  } catch {
    return cell;
  }
}

/** The record as indented JSON text, from cells by field name; absent fields are left out. */
export function rebuildRecord(cells: ReadonlyMap<string, Cell>): string {
  const record: Tree = {};
  const person = cells.get("onbehalfofuserid") ?? null;
  for (const [name, path] of Object.entries(PATHS)) {
    const cell = cells.get(name) ?? null;
    // The column names a person of Identity Center, whose record has no principal id.
    const isPerson = name === "principalid" && cell === person;
    if (cell !== null && !isPerson) place(record, path, recordValue(name, cell));
  }
  return JSON.stringify(record, null, 2);
}

/** Metadata of CloudTrail tables, as Athena returns it. */
import type { TableMetadata } from "./detect-layout";

const TEXTS =
  "eventversion eventtime eventsource eventname awsregion sourceipaddress useragent errorcode errormessage requestparameters responseelements additionaleventdata requestid eventid readonly eventtype apiversion recipientaccountid serviceeventdetails sharedeventid vpcendpointid";
const OLD_IDENTITY =
  "struct<type:string,principalid:string,arn:string,accountid:string,invokedby:string,accesskeyid:string,username:string,sessioncontext:struct<attributes:struct<mfaauthenticated:string,creationdate:string>,sessionissuer:struct<type:string,principalid:string,arn:string,accountid:string,username:string>>>";
const NEW_IDENTITY = OLD_IDENTITY.replace(
  "sessioncontext:struct<",
  "onbehalfof:struct<userid:string,identitystorearn:string>,sessioncontext:struct<ec2roledelivery:string,webidfederationdata:struct<federatedprovider:string,attributes:map<string,string>>,",
);

/** The columns of the table that lacks the newer fields. */
export const old = [
  ...TEXTS.split(" ").map((name) => ({ name, type: "string" })),
  { name: "useridentity", type: OLD_IDENTITY },
  { name: "resources", type: "array<struct<arn:string,accountid:string,type:string>>" },
];
/** The columns of the table that AWS documents. */
export const current = [
  ...old.filter(({ name }) => name !== "useridentity"),
  { name: "userIdentity", type: NEW_IDENTITY },
  ...["vpcendpointaccountid", "eventcategory", "sessioncredentialfromconsole"].map((name) => ({
    name,
    type: "string",
  })),
  {
    name: "addendum",
    type: "struct<reason:string,updatedfields:string,originalrequestid:string,originaleventid:string>",
  },
  {
    name: "tlsdetails",
    type: "struct<tlsversion:string,ciphersuite:string,clientprovidedhostheader:string>",
  },
];

/** A table's metadata: `name` or `name:type` for each key; parameters without their `projection.`. */
export function table(
  keys: string,
  projection: Readonly<Record<string, string>> | null = null,
  more: Partial<TableMetadata> = {},
): TableMetadata {
  const partitionKeys = keys.split(" ").flatMap((key) => {
    const [name = "", type = "string"] = key.split(":");
    return name === "" ? [] : [{ name, type }];
  });
  const template = partitionKeys.map(({ name }) => `\${${name}}`).join("/");
  const parameters = Object.fromEntries(
    Object.entries(projection ?? {}).map(([name, value]) => [`projection.${name}`, value]),
  );
  const projected = {
    "projection.enabled": "true",
    "storage.location.template": `s3://b/${template}`,
  };
  return {
    name: "trail",
    isView: false,
    columns: current,
    partitionKeys,
    parameters: projection ? { ...projected, ...parameters } : {},
    ...more,
  };
}

/** A projected date key. */
export function date(name: string, format: string) {
  return {
    [`${name}.type`]: "date",
    [`${name}.format`]: format,
  };
}

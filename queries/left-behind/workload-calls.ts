/** Calls that make, share and remove instances, images, databases, functions and buckets. */
import { constant, type Text } from "../expression";
import {
  afterType,
  at,
  type Calls,
  changes,
  listAt,
  makes,
  named,
  removes,
  replaces,
  type Services,
} from "./calls";
import { NETWORK_CALLS } from "./network-calls";

/** Accounts with which a snapshot or an image is shared, or no longer shared. */
function sharing(kind: string, name: string, resource: Text, attribute: string): Calls {
  const list = (verb: "add" | "remove") => `request.${attribute}.${verb}.items`;
  const names = ["userId", "group", "organizationArn"];
  return changes(kind, name, {
    resource,
    detail: named("shared with ", at(...names.map((each) => `item.${each}`))),
    lists: [listAt(list("add")), listAt(list("remove"))],
    added: at(...names.map((each) => `${list("add")}[0].${each}`)),
  });
}

/** The same of a database snapshot. */
function databaseSharing(name: string, resource: Text): Calls {
  return changes("shared snapshot", name, {
    resource,
    detail: named("shared with ", at("item")),
    lists: [listAt("request.valuesToAdd"), listAt("request.valuesToRemove")],
    added: at("request.valuesToAdd[0]"),
  });
}

const keyPair = named("key-pair/", at("request.keyName"));
const newSnapshot = at("response.snapshotId");
const newImage = at("response.imageId");

const COMPUTE_CALLS: readonly Calls[] = [
  makes("instance", "RunInstances", {
    resource: at("item.instanceId"),
    lists: [listAt("response.instancesSet.items")],
  }),
  removes("TerminateInstances", {
    resource: at("item.instanceId"),
    lists: [listAt("request.instancesSet.items")],
  }),
  makes("key pair", "CreateKeyPair ImportKeyPair", { resource: keyPair }),
  removes("DeleteKeyPair", { resource: keyPair }),
  makes("snapshot", "CreateSnapshot CopySnapshot", { resource: newSnapshot }),
  removes("DeleteSnapshot", { resource: at("request.snapshotId") }),
  sharing(
    "shared snapshot",
    "ModifySnapshotAttribute",
    at("request.snapshotId"),
    "createVolumePermission",
  ),
  makes("image", "CreateImage CopyImage RegisterImage", { resource: newImage }),
  removes("DeregisterImage", { resource: at("request.imageId") }),
  sharing("shared image", "ModifyImageAttribute", at("request.imageId"), "launchPermission"),
];

const database = named("db/", at("request.dBInstanceIdentifier"));
const snapshot = named("snapshot/", at("request.dBSnapshotIdentifier"));
const newDatabaseSnapshot = named(
  "snapshot/",
  at("request.targetDBSnapshotIdentifier", "request.dBSnapshotIdentifier"),
);
const clusterSnapshot = named("db-cluster-snapshot/", at("request.dBClusterSnapshotIdentifier"));

const DATABASE_CALLS: readonly Calls[] = [
  makes("database", "CreateDBInstance RestoreDBInstanceFromDBSnapshot", { resource: database }),
  removes("DeleteDBInstance", { resource: database }),
  makes("snapshot", "CreateDBSnapshot CopyDBSnapshot", { resource: newDatabaseSnapshot }),
  removes("DeleteDBSnapshot", { resource: snapshot }),
  databaseSharing("ModifyDBSnapshotAttribute", snapshot),
  makes("snapshot", "CreateDBClusterSnapshot", { resource: clusterSnapshot }),
  removes("DeleteDBClusterSnapshot", { resource: clusterSnapshot }),
  databaseSharing("ModifyDBClusterSnapshotAttribute", clusterSnapshot),
];

const lambda = named("function/", afterType(at("request.functionName")));
const permission = {
  resource: lambda,
  detail: named("permission ", at("request.statementId")),
};
const functionUrl = { resource: lambda, detail: constant("function URL") };

/** Lambda's event names end with the version of its API. */
const FUNCTION_CALLS: readonly Calls[] = [
  makes("function", "CreateFunction20150331 CreateFunction20141111", { resource: lambda }),
  removes("DeleteFunction20150331 DeleteFunction20141111", { resource: lambda }),
  makes("function permission", "AddPermission20150331 AddPermission20150331v2", permission),
  removes("RemovePermission20150331 RemovePermission20150331v2", permission),
  makes("function URL", "CreateFunctionUrlConfig CreateFunctionUrlConfig20211031", functionUrl),
  removes("DeleteFunctionUrlConfig DeleteFunctionUrlConfig20211031", functionUrl),
];

const bucket = named("s3://", at("request.bucketName"));
const bucketPolicy = { resource: bucket, detail: constant("bucket policy") };

const BUCKET_CALLS: readonly Calls[] = [
  makes("bucket", "CreateBucket", { resource: bucket }),
  removes("DeleteBucket", { resource: bucket }),
  replaces("bucket policy", "PutBucketPolicy", bucketPolicy),
  removes("DeleteBucketPolicy", bucketPolicy),
];

export const WORKLOAD_CALLS: Services = {
  ec2: [...COMPUTE_CALLS, ...NETWORK_CALLS],
  rds: DATABASE_CALLS,
  lambda: FUNCTION_CALLS,
  s3: BUCKET_CALLS,
};

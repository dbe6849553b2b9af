/** What calls on data and workloads act on. */
import { at, calls, name, path, rest, type Services } from "./resource-paths";

export const WORKLOAD_RESOURCES: Services = {
  s3: [
    rest(
      { before: "s3://", paths: ["request.bucketName"], within: "request.key" },
      at("s3://", "request.bucket"),
    ),
  ],
  ec2: [
    calls(
      "RunInstances",
      at(
        "",
        "response.instancesSet.items[0].instanceId",
        "request.instancesSet.items[0].imageId",
        "request.launchTemplate.launchTemplateId",
      ),
    ),
    calls(
      "CreateSnapshot CopySnapshot CreateImage RegisterImage CopyImage CreateVolume CreateSecurityGroup",
      at("", "response.snapshotId", "response.imageId", "response.volumeId", "response.groupId"),
      at("security-group/", "request.groupName"),
    ),
    calls(
      "CreateKeyPair ImportKeyPair DeleteKeyPair DescribeKeyPairs",
      at("key-pair/", "request.keyName", "request.keyPairId", "request.keySet.items[0].keyName"),
    ),
    calls(
      "CreateFlowLogs DeleteFlowLogs",
      at("", "request.CreateFlowLogsRequest.ResourceId.content"),
      at("", "request.DeleteFlowLogsRequest.FlowLogId.content"),
    ),
    calls(
      "AssociateIamInstanceProfile ReplaceIamInstanceProfileAssociation",
      at("", "request.AssociateIamInstanceProfileRequest.InstanceId"),
      at("", "request.ReplaceIamInstanceProfileAssociationRequest.AssociationId"),
    ),
    calls(
      "CreateLaunchTemplate CreateFleet ModifySecurityGroupRules CreateSnapshots GetLaunchTemplateData RequestSpotInstances CreateVpc CreateDefaultVpc CreateVpcPeeringConnection",
      at("launch-template/", "request.CreateLaunchTemplateRequest.LaunchTemplateName"),
      at("", "response.CreateFleetResponse.fleetId"),
      at("", "request.ModifySecurityGroupRulesRequest.GroupId"),
      at("", "request.CreateSnapshotsRequest.InstanceSpecification.InstanceId"),
      at("", "request.GetLaunchTemplateDataRequest.InstanceId"),
      at("", "response.spotInstanceRequestSet.items[0].spotInstanceRequestId"),
      at("", "response.vpc.vpcId"),
      at("", "response.vpcPeeringConnection.vpcPeeringConnectionId"),
    ),
    rest(
      at(
        "",
        "request.instanceId",
        "request.instancesSet.items[0].instanceId",
        "request.snapshotId",
        "request.snapshotSet.items[0].snapshotId",
        "request.imageId",
        "request.imagesSet.items[0].imageId",
        "request.volumeId",
        "request.volumeSet.items[0].volumeId",
        "request.groupId",
        "request.securityGroupIdSet.items[0].groupId",
        "request.networkAclId",
        "request.routeTableId",
        "request.networkInterfaceId",
        "request.sourceSnapshotId",
        "request.resourcesSet.items[0].resourceId",
        "request.internetGatewayId",
        "request.subnetId",
        "request.vpcId",
        "request.allocationId",
      ),
      at("security-group/", "request.groupName"),
      at("", "request.launchTemplateId"),
      at("launch-template/", "request.launchTemplateName"),
    ),
  ],
  "ec2-instance-connect": [rest(at("", "request.instanceId", "request.instanceConnectEndpointId"))],
  lambda: [
    rest(
      path(
        "function/",
        "request.functionName",
        "response.functionName",
        "request.functionArn",
        "request.resource",
      ),
      at("event-source-mapping/", "request.uUID", "response.uUID"),
      path("layer/", "request.layerName"),
    ),
  ],
  rds: [
    calls(
      "CreateDBSnapshot CopyDBSnapshot DeleteDBSnapshot ModifyDBSnapshotAttribute DescribeDBSnapshots",
      path("snapshot/", "request.targetDBSnapshotIdentifier", "request.dBSnapshotIdentifier"),
    ),
    rest(
      path("db/", "request.dBInstanceIdentifier"),
      path("db-cluster-snapshot/", "request.targetDBClusterSnapshotIdentifier"),
      path("db-cluster-snapshot/", "request.dBClusterSnapshotIdentifier"),
      path("db-cluster/", "request.dBClusterIdentifier", "request.globalClusterIdentifier"),
      path("snapshot/", "request.dBSnapshotIdentifier"),
      path("", "request.sourceArn", "request.resourceArn", "request.resourceName"),
      at("db-security-group/", "request.dBSecurityGroupName"),
      at("db-subnet-group/", "request.dBSubnetGroupName"),
    ),
  ],
  dynamodb: [
    rest(
      path("table/", "request.tableName", "request.sourceTableName"),
      path("", "request.backupArn", "request.resourceArn"),
    ),
  ],
  sqs: [rest(name("queue/", "request.queueUrl", "request.queueName"))],
  sns: [
    rest(
      path("topic/", "request.topicArn", "request.name"),
      path("", "request.targetArn"),
      at("phone/", "request.phoneNumber"),
    ),
  ],
  ecr: [rest(at("repository/", "request.repositoryName", "request.repositoryNames[0]"))],
  ecs: [
    rest(
      path("service/", "request.serviceName", "request.service"),
      path("task-definition/", "request.taskDefinition", "request.family"),
      path("cluster/", "request.cluster", "request.clusterName"),
    ),
  ],
  eks: [rest(at("cluster/", "request.clusterName", "request.name"))],
  bedrock: [
    rest(
      path("model/", "request.modelId", "request.modelIdentifier"),
      at("guardrail/", "request.guardrailIdentifier"),
      at("knowledge-base/", "request.knowledgeBaseId"),
      at("agent/", "request.agentId"),
    ),
  ],
  ses: [
    rest(
      at(
        "identity/",
        "request.emailIdentity",
        "request.identity",
        "request.emailAddress",
        "request.domain",
        "request.identities[0]",
        "request.source",
        "request.fromEmailAddress",
      ),
    ),
  ],
  cloudformation: [rest(path("stack/", "request.stackName"))],
  autoscaling: [rest(at("auto-scaling-group/", "request.autoScalingGroupName"))],
  elasticfilesystem: [rest(at("", "request.fileSystemId", "request.mountTargetId"))],
  backup: [
    rest(at("backup-vault/", "request.backupVaultName"), path("", "request.recoveryPointArn")),
  ],
  apigateway: [
    rest(
      at(
        "api/",
        "request.restApiId",
        "request.apiId",
        "response.id",
        "response.apiId",
        "request.createRestApiInput.name",
      ),
    ),
  ],
  route53: [rest(name("hosted-zone/", "request.hostedZoneId", "request.name"))],
  route53domains: [rest(at("domain/", "request.domainName"))],
  sagemaker: [rest(at("notebook/", "request.notebookInstanceName"))],
  lightsail: [rest(at("lightsail/", "request.instanceNames[0]", "request.instanceName"))],
  transfer: [
    rest(at("user/", "request.userName"), at("server/", "request.serverId", "response.serverId")),
  ],
  glue: [rest(at("database/", "request.databaseName"))],
  athena: [rest(at("query/", "request.queryExecutionId"))],
  codebuild: [rest(path("project/", "request.projectArn", "request.name", "request.projectName"))],
  cloudfront: [rest(at("distribution/", "request.id", "response.distribution.id"))],
};

/** Deployments: a pipeline of the shop in production, and the stacks that CloudFormation updates. */
import type { Sessions } from "../identities";
import type { PlannedEvent } from "../planned";
import type { Call } from "../record";
import { PROD } from "../world";
import { change, look } from "./requests";
import { pipelineRun } from "./terraform";
import type { Worker } from "./work";
import { eventsOf, roleWorker, WEEKDAYS } from "./work";

const RUNNERS = ["4.148.12.77", "13.83.201.9", "40.76.118.52"] as const;
const AGENT =
  "aws-cli/2.24.5 md/awscrt#0.23.8 ua/2.0 os/linux#6.8.0-1021-azure md/arch#x86_64 lang/python#3.12.9 md/pyimpl#CPython cfg/retry-mode#standard md/installer#exe md/distrib#ubuntu.24";
const SERVICES = ["shop-api", "shop-web", "refunds"] as const;
const FUNCTIONS = ["invoice-render", "order-events"] as const;
const STACKS = ["shop-queues", "shop-alerts", "shop-preview"] as const;

const container = (service: string, build: number): readonly Call[] => [
  look("ecr", "GetAuthorizationToken"),
  change("ecr", "PutImage", { repositoryName: service, imageTag: `build-${build}` }),
  change("ecs", "RegisterTaskDefinition", {
    family: service,
    networkMode: "awsvpc",
    cpu: "512",
    memory: "1024",
  }),
  change("ecs", "UpdateService", {
    cluster: "shop",
    service,
    taskDefinition: `${service}:${build}`,
  }),
  look("ecs", "DescribeServices", { cluster: "shop", services: [service] }),
];

const code = (functionName: string, build: number): readonly Call[] => [
  look("lambda", "GetFunction20150331v2", { functionName }),
  change("lambda", "UpdateFunctionCode20150331v2", {
    functionName,
    s3Bucket: "acme-prod-web-assets",
    s3Key: `builds/${build}.zip`,
    publish: true,
    dryRun: false,
  }),
  change("lambda", "UpdateAlias20150331", { functionName, name: "live", functionVersion: build }),
];

const settings = (functionName: string): Call =>
  change("lambda", "UpdateFunctionConfiguration20150331v2", {
    functionName,
    memorySize: 1024,
    timeout: 30,
  });

const stack = (stackName: string, build: number): readonly Call[] => [
  change("cloudformation", "CreateChangeSet", { stackName, changeSetName: `build-${build}` }),
  look("cloudformation", "DescribeChangeSet", { stackName, changeSetName: `build-${build}` }),
  change("cloudformation", "ExecuteChangeSet", { stackName, changeSetName: `build-${build}` }),
];

/** What CloudFormation does for a stack, in the session that the pipeline has handed to it. */
function stackChanges(stackName: string, build: number): readonly Call[] {
  const name = `${stackName}-${build}`;
  return [
    change("logs", "CreateLogGroup", { logGroupName: `/shop/${name}` }),
    change("logs", "PutRetentionPolicy", { logGroupName: `/shop/${name}`, retentionInDays: 30 }),
    change("logs", "DeleteLogGroup", { logGroupName: `/shop/${stackName}-${build - 1}` }),
    change("events", "PutRule", { name, scheduleExpression: "rate(5 minutes)", state: "ENABLED" }),
    change("events", "RemoveTargets", { rule: `${stackName}-${build - 1}`, ids: ["1"] }),
    change("events", "DeleteRule", { name: `${stackName}-${build - 1}` }),
    change("iam", "PutRolePolicy", {
      roleName: `${stackName}-role`,
      policyName: "inline",
      policyDocument: '{"Version":"2012-10-17","Statement":[]}',
    }),
  ];
}

const CLOUD_FORMATION = "cloudformation.amazonaws.com";

/** The role that CloudFormation works with. */
const stackWorker: Worker = (sessions, time) => {
  const worker = roleWorker(PROD, "cfn-exec", "AWSCloudFormation", {
    ip: CLOUD_FORMATION,
    agent: CLOUD_FORMATION,
  });
  const caller = worker(sessions, time);
  return {
    ...caller,
    identity: caller.identity.replace(/}$/, `,"invokedBy":"${CLOUD_FORMATION}"}`),
    tls: false,
  };
};

function pick<Item>(items: readonly Item[], n: number): Item {
  const item = items[n % items.length];
  if (item === undefined) throw new Error("pick needs at least one item");
  return item;
}

/** A deployment each working day, and a stack on Mondays and Wednesdays. */
export function deploymentEvents(sessions: Sessions): readonly PlannedEvent[] {
  return WEEKDAYS.flatMap((date, day) => {
    const build = 410 + day;
    const isStackDay = day % 5 === 0 || day % 5 === 2;
    const stackName = pick(STACKS, Math.floor(day / 5));
    const functionName = pick(FUNCTIONS, day);
    const run = pipelineRun(sessions, {
      account: PROD,
      region: "us-east-1",
      from: `${date}T11:25:09Z`,
      role: "shop-deploy",
      session: "GitHubActions",
      ip: pick(RUNNERS, day),
      agent: AGENT,
      calls: [
        ...container(pick(SERVICES, day), build),
        ...code(functionName, build),
        ...(day % 4 === 0 ? [settings(functionName)] : []),
        ...(isStackDay ? stack(stackName, build) : []),
        change("cloudfront", "CreateInvalidation", {
          distributionId: "E2QWRUHAPOMQZL",
          invalidationBatch: { callerReference: `build-${build}` },
        }),
      ],
      gapSeconds: 11,
    });
    if (!isStackDay) return run;
    const stackRun = eventsOf(
      {
        account: PROD,
        region: "us-east-1",
        from: `${date}T11:29:30Z`,
        worker: stackWorker,
        calls: stackChanges(stackName, build),
      },
      sessions,
    );
    return [...run, ...stackRun];
  });
}

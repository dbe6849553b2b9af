/** People at work by hand: an operator in production, and a developer in the sandbox. */
import type { Sessions } from "../identities";
import { personOf } from "../people";
import type { PlannedEvent } from "../planned";
import type { Call } from "../record";
import { DEV, PROD } from "../world";
import { change, changeBucket, changeEc2, ingress, look } from "./requests";
import { consoleWorker, eventsOf, type Job, portalSignIn, terminalWorker, WEEKDAYS } from "./work";

const maria = personOf("maria.rossi@example.com");
const [operator, operatorsTerminal] = [
  consoleWorker(PROD, maria, "PlatformAdmin"),
  terminalWorker(PROD, maria, "PlatformAdmin"),
];
const BASTION = "i-0c41d7e02b9a8f635";
const inSet = { instancesSet: { items: [{ instanceId: BASTION }] } };

/** An operator looks at a machine twice a week, and on Wednesdays gives it another size. */
function upkeep(date: string, day: number): readonly Job[] {
  const place = { account: PROD, region: "us-east-1" };
  const sessionId = `maria.rossi@example.com-0${day}`;
  const shell: Job = {
    ...place,
    from: `${date}T08:20:31Z`,
    worker: operatorsTerminal,
    gapSeconds: 240,
    calls: [
      change("ssm", "StartSession", { target: BASTION }),
      change("ssm", "TerminateSession", { sessionId }),
    ],
  };
  const signIn = portalSignIn(PROD, maria, "PlatformAdmin", `${date}T16:09:30Z`);
  const resize: Job = {
    ...place,
    from: `${date}T16:10:05Z`,
    worker: operator,
    gapSeconds: 45,
    calls: [
      look("ec2", "DescribeInstances", { ...inSet, filterSet: {} }),
      changeEc2("CreateSnapshot", { volumeId: "vol-03f8a9b1c2d4e5f60", description: "before" }),
      changeEc2("StopInstances", { ...inSet, force: false }),
      changeEc2("ModifyInstanceAttribute", {
        instanceId: BASTION,
        instanceType: { value: "t3.large" },
      }),
      changeEc2("StartInstances", inSet),
      look("ec2", "GetConsoleOutput", { instanceId: BASTION, latest: true }),
    ],
  };
  const isShellDay = day % 5 === 1 || day % 5 === 3;
  return [...(isShellDay ? [shell] : []), ...(day % 5 === 2 ? [signIn, resize] : [])];
}

const tom = personOf("tom.nguyen@example.com");
const developer = consoleWorker(DEV, tom, "Developer");
function trial(day: number): readonly Call[] {
  const bucket = `acme-dev-trial-${day}`;
  return [
    changeEc2("RunInstances", {
      instancesSet: { items: [{ imageId: "ami-0c2b0d3fb02824d92", minCount: 1, maxCount: 1 }] },
      instanceType: "t3.medium",
    }),
    changeEc2(
      "AuthorizeSecurityGroupIngress",
      ingress("sg-0b1c2d3e4f5a60718", 22, "84.115.210.7/32"),
    ),
    changeBucket("CreateBucket", bucket, ""),
    changeBucket("PutBucketCors", bucket, "cors"),
    change("lambda", "UpdateFunctionCode20150331v2", { functionName: "trial", dryRun: false }),
    changeEc2("TerminateInstances", inSet),
    changeBucket("DeleteBucket", bucket, ""),
  ];
}

/** A developer tries something in the sandbox once a week. */
const sandbox = (date: string, day: number): readonly Job[] => [
  portalSignIn(DEV, tom, "Developer", `${date}T14:04:50Z`),
  {
    account: DEV,
    region: "us-east-1",
    from: `${date}T14:05:17Z`,
    worker: developer,
    calls: trial(day),
    gapSeconds: 70,
  },
];

/** What operators and developers do in the month. */
export function operatorEvents(sessions: Sessions): readonly PlannedEvent[] {
  return WEEKDAYS.flatMap((date, day) => [
    ...upkeep(date, day),
    ...(day % 5 === 3 ? sandbox(date, day) : []),
  ]).flatMap((job) => eventsOf(job, sessions));
}

/** People who come and go: an employee's first day, a contractor's user, and a rotated key. */
import { fixed, writes } from "../calls";
import type { Sessions } from "../identities";
import { iamUserIdentity } from "../identities";
import type { IamUser } from "../people";
import { personOf } from "../people";
import type { PlannedEvent } from "../planned";
import type { Call } from "../record";
import { DEV, PROD, SECURITY } from "../world";
import { change } from "./requests";
import { always, consoleWorker, eventsOf, type Job, portalSignIn } from "./work";

const petra = personOf("petra.lang@example.com");
const identities = consoleWorker(SECURITY, petra, "IdentityAdmin");
const devAdmin = consoleWorker(DEV, petra, "IdentityAdmin");
const STORE = "d-9367a1b2c3";
const USER_ID = "b2c5f4a4-10c1-70e6-9a3e-5d1c8b604f22";
const INSTANCE = "arn:aws:sso:::instance/ssoins-6804a1b2c3d4e5f6";

const assignment = (name: string, targetId: string, principalId = USER_ID): Call =>
  change("sso", name, {
    instanceArn: INSTANCE,
    permissionSetArn: `arn:aws:sso:::permissionSet/ssoins-6804a1b2c3d4e5f6/ps-1f2e3d4c5b6a7988`,
    principalId,
    principalType: "USER",
    targetId,
    targetType: "AWS_ACCOUNT",
  });

const CONTRACTOR: IamUser = {
  account: DEV,
  name: "nina.berg",
  id: "AIDA6WJ2EXAMPLENINABG",
  accessKeyId: "",
  ips: ["203.0.113.71"],
  agents: [petra.agent],
};
const serial = `arn:aws:iam::${DEV.id}:mfa/nina.berg`;
const SIGN_IN: Call = {
  source: "signin.amazonaws.com",
  name: "ConsoleLogin",
  readOnly: false,
  eventType: "AwsConsoleSignIn",
  response: () => '{"ConsoleLogin":"Success"}',
  additional: () =>
    '{"LoginTo":"https://console.aws.amazon.com/console/home","MobileVersion":"No","MFAUsed":"No"}',
  host: () => "signin.aws.amazon.com",
};

/** The user whose key a mail relay outside of AWS has. */
const RELAY: IamUser = {
  account: PROD,
  name: "mail-relay",
  id: "AIDA3TQ5EXAMPLEMAILRL",
  accessKeyId: "AKIA3TQ5EXAMPLEM1RLA",
  ips: ["198.51.100.40"],
  agents: [
    "aws-cli/2.22.12 md/awscrt#0.23.4 ua/2.0 os/linux#5.15.0 md/arch#x86_64 lang/python#3.12.6",
  ],
};
const NEW_RELAY_KEY = "AKIA3TQ5EXAMPLEM1RLB";
const relay = {
  identity: iamUserIdentity(RELAY),
  ip: "198.51.100.40",
  agent: RELAY.agents[0] ?? "",
};

const JOBS: readonly Job[] = [
  portalSignIn(SECURITY, petra, "IdentityAdmin", "2026-03-16T08:03:40Z"),
  portalSignIn(DEV, petra, "IdentityAdmin", "2026-03-18T08:31:30Z"),
  portalSignIn(SECURITY, petra, "IdentityAdmin", "2026-03-27T15:39:20Z"),
  // An employee's first day: a user of Identity Center, a group, and two accounts.
  {
    account: SECURITY,
    region: "eu-west-1",
    from: "2026-03-16T08:04:12Z",
    worker: identities,
    gapSeconds: 40,
    calls: [
      change(
        "sso-directory",
        "CreateUser",
        { identityStoreId: STORE, userName: "hidden", active: true },
        { user: { userId: USER_ID, identityStoreId: STORE } },
      ),
      change("sso-directory", "AddMemberToGroup", {
        identityStoreId: STORE,
        groupId: "a1b2c3d4-dev",
        memberId: { userId: USER_ID },
      }),
      assignment("CreateAccountAssignment", DEV.id),
      assignment("CreateAccountAssignment", PROD.id),
    ],
  },
  // A contractor gets an IAM user, signs in with a first password, and registers a phone.
  {
    account: DEV,
    region: "us-east-1",
    from: "2026-03-18T08:32:05Z",
    worker: devAdmin,
    gapSeconds: 25,
    calls: [
      change("iam", "CreateUser", { userName: CONTRACTOR.name, tags: [] }),
      change("iam", "CreateLoginProfile", {
        userName: CONTRACTOR.name,
        passwordResetRequired: true,
      }),
      change("iam", "AddUserToGroup", { groupName: "contractors", userName: CONTRACTOR.name }),
    ],
  },
  {
    account: DEV,
    region: "us-east-1",
    from: "2026-03-18T09:01:50Z",
    worker: always({
      identity: iamUserIdentity(CONTRACTOR),
      ip: "203.0.113.71",
      agent: petra.agent,
      tls: true,
    }),
    gapSeconds: 55,
    calls: [
      SIGN_IN,
      change("iam", "ChangePassword"),
      change("iam", "CreateVirtualMFADevice", { path: "/", virtualMFADeviceName: "nina.berg" }),
      change("iam", "EnableMFADevice", { userName: CONTRACTOR.name, serialNumber: serial }),
    ],
  },
  // A key is rotated by its own user.
  {
    account: PROD,
    region: "us-east-1",
    from: "2026-03-24T10:12:00Z",
    worker: always({ ...relay, tls: true }),
    gapSeconds: 200,
    calls: [
      writes("iam", "CreateAccessKey", fixed({ userName: RELAY.name }), {
        response: fixed({
          accessKey: { userName: RELAY.name, accessKeyId: NEW_RELAY_KEY, status: "Active" },
        }),
      }),
      change("iam", "UpdateAccessKey", {
        userName: RELAY.name,
        accessKeyId: RELAY.accessKeyId,
        status: "Inactive",
      }),
      change("iam", "DeleteAccessKey", {
        userName: RELAY.name,
        accessKeyId: RELAY.accessKeyId,
      }),
    ],
  },
  // An employee's last day.
  {
    account: SECURITY,
    region: "eu-west-1",
    from: "2026-03-27T15:40:02Z",
    worker: identities,
    gapSeconds: 40,
    calls: [
      assignment("DeleteAccountAssignment", PROD.id, "93677f10-leaver"),
      assignment("DeleteAccountAssignment", DEV.id, "93677f10-leaver"),
      change("sso-directory", "DisableUser", {
        identityStoreId: STORE,
        userId: "93677f10-leaver",
      }),
    ],
  },
];

/** The changes of people who come and go. */
export function joiningEvents(sessions: Sessions): readonly PlannedEvent[] {
  return JOBS.flatMap((job) => eventsOf(job, sessions));
}

/** Ordinary events of people and of IAM users. */
import { fixed, keyResource, reads } from "./calls";
import { CI_CALLS } from "./ci-calls";
import { CONSOLE_CALLS } from "./console-calls";
import type { Sessions } from "./identities";
import { iamUserIdentity, roleIdOf, temporaryKey } from "./identities";
import type { IamUser } from "./people";
import { CI_DEPLOY, IAM_USERS, PEOPLE } from "./people";
import type { Call, CallContext, Caller } from "./record";
import { Weighted } from "./rng";

const SSO_SIGN_IN: Call = {
  source: "signin.amazonaws.com",
  name: "ConsoleLogin",
  readOnly: false,
  eventType: "AwsConsoleSignIn",
  response: () => '{"ConsoleLogin":"Success"}',
  additional: () =>
    '{"LoginTo":"https://us-east-1.console.aws.amazon.com/console/home?region=us-east-1","MobileVersion":"No","MFAUsed":"Yes","MFAIdentifier":"arn:aws:iam::111122223333:mfa/phone"}',
  host: () => "us-east-1.signin.aws.amazon.com",
};

/** The identity provider vouches for a person, who gets the role session of the day. */
const SAML_SIGN_IN: Call = reads("sts", "AssumeRoleWithSAML", undefined, {
  faults: [],
  params: ({ account, rng }, email) =>
    `{"sAMLAssertionID":"_${rng.uuid()}","roleSessionName":"${email}","durationSeconds":28800,"roleArn":"arn:aws:iam::${account.id}:role/${SSO_ROLE}","principalArn":"arn:aws:iam::${account.id}:saml-provider/AWSSSO_8f3a1c5d7e9b2046_DO_NOT_DELETE"}`,
  response: ({ account, rng }, email) =>
    `{"subjectType":"persistent","issuer":"https://portal.sso.eu-west-1.amazonaws.com/saml/assertion/MTEx","credentials":{"accessKeyId":"${temporaryKey(account, rng)}","sessionToken":"IQoJb3JpZ2luX2VjE${rng.upper(40)}"},"assumedRoleUser":{"assumedRoleId":"${roleIdOf(account, "ReadOnlyAccess")}:${email}","arn":"arn:aws:sts::${account.id}:assumed-role/${SSO_ROLE_NAME}/${email}"},"subject":"${email}","audience":"https://signin.aws.amazon.com/saml"}`,
});
const SSO_ROLE_NAME = "AWSReservedSSO_ReadOnlyAccess_8f3a1c5d7e9b2046";
const SSO_ROLE = `aws-reserved/sso.amazonaws.com/eu-west-1/${SSO_ROLE_NAME}`;

const samlIdentity = (email: string): string =>
  `{"type":"SAMLUser","principalId":"q1W2e3R4t5Y6u7I8o9P0aSdFgHj=:${email}","userName":"${email}","identityProvider":"q1W2e3R4t5Y6u7I8o9P0aSdFgHj="}`;

const SCRIPTS = new Weighted<Call>([
  [4, reads("s3", "ListBuckets", fixed({ Host: "s3.amazonaws.com" }))],
  [4, reads("sts", "GetCallerIdentity")],
  [4, reads("athena", "GetQueryExecution", ({ rng }) => `{"queryExecutionId":"${rng.uuid()}"}`)],
  [3, reads("glue", "GetTable", fixed({ databaseName: "reports", name: "invoices" }))],
  [
    3,
    reads("kms", "Decrypt", fixed({ encryptionAlgorithm: "SYMMETRIC_DEFAULT" }), {
      resources: keyResource,
    }),
  ],
  [2, reads("cloudtrail", "LookupEvents", fixed({ maxResults: 50 }))],
  [
    2,
    reads(
      "guardduty",
      "ListFindings",
      ({ rng }) => `{"detectorId":"${rng.hex(32)}","maxResults":50}`,
    ),
  ],
  [1, reads("sns", "ListTopics")],
]);

/** One event of a person in the console or a terminal, with a sign-in now and then. */
export function personEvent(
  context: CallContext,
  sessions: Sessions,
  slot: number,
): readonly [Call, Caller] {
  const { rng, account } = context;
  const who = rng.pick(PEOPLE);
  const set = account.name === "dev" ? "Developer" : "ReadOnlyAccess";
  const identity = sessions.person(account, who, set, slot);
  if (rng.chance(0.01)) {
    const call: Call = { ...SAML_SIGN_IN, subject: () => who.email };
    return [call, { identity: samlIdentity(who.email), ip: who.ip, agent: who.agent, tls: true }];
  }
  const browser = rng.chance(0.8);
  if (browser && rng.chance(0.02))
    return [SSO_SIGN_IN, { identity, ip: who.ip, agent: who.agent, tls: true }];
  return browser
    ? [
        CONSOLE_CALLS.pick(rng),
        { identity, ip: who.ip, agent: "AWS Internal", tls: false, console: true },
      ]
    : [CONSOLE_CALLS.pick(rng), { identity, ip: who.ip, agent: who.cli, tls: true }];
}

/** One event of the CI user, from the office's build runners. */
export function ciEvent({ rng }: CallContext): readonly [Call, Caller] {
  return [
    CI_CALLS.pick(rng),
    userCaller(CI_DEPLOY, rng.pick(CI_DEPLOY.ips), rng.pick(CI_DEPLOY.agents)),
  ];
}

/** One event of another IAM user of the account, if it has any. */
export function userEvent({ rng, account }: CallContext): readonly [Call, Caller] | undefined {
  const users = IAM_USERS.filter((one) => one.account === account);
  if (users.length === 0) return undefined;
  const user = rng.pick(users);
  return [SCRIPTS.pick(rng), userCaller(user, rng.pick(user.ips), rng.pick(user.agents))];
}

const userCaller = (user: IamUser, ip: string, agent: string): Caller => ({
  identity: iamUserIdentity(user),
  ip,
  agent,
  tls: true,
});

/** A piece of ordinary work: calls of one actor, one after the other. */
import { isoTime, slotOf } from "../clock";
import type { Sessions } from "../identities";
import type { SsoPerson } from "../people";
import type { PlannedEvent } from "../planned";
import { at } from "../planned";
import type { Call, Caller } from "../record";
import type { Account } from "../world";

/** Who works, at a time of the month. */
export type Worker = (sessions: Sessions, time: string) => Caller;

/** The same caller at any time. */
export function always(caller: Caller): Worker {
  return () => caller;
}

/** Sessions of a role that a pipeline or a program assumes. */
export function roleWorker(
  account: Account,
  roleName: string,
  session: string,
  from: Pick<Caller, "ip" | "agent">,
): Worker {
  return (sessions, time) => ({
    identity: sessions.role(account, roleName, session, slotOf(time)),
    tls: true,
    ...from,
  });
}

/** Sessions of a role that an AWS service uses on the account's behalf. */
export function serviceWorker(account: Account, roleName: string, service: string): Worker {
  return (sessions, time) => ({
    identity: sessions.serviceRole(account, service, roleName, slotOf(time)),
    ip: service,
    agent: service,
    tls: false,
  });
}

/** A person in the console, by a permission set of Identity Center. */
export function consoleWorker(account: Account, who: SsoPerson, permissionSet: string): Worker {
  return (sessions, time) => ({
    identity: sessions.person(account, who, permissionSet, slotOf(time)),
    ip: who.ip,
    agent: "AWS Internal",
    tls: false,
    console: true,
  });
}

/** A person in a terminal, by a permission set of Identity Center. */
export function terminalWorker(account: Account, who: SsoPerson, permissionSet: string): Worker {
  return (sessions, time) => ({
    identity: sessions.person(account, who, permissionSet, slotOf(time)),
    ip: who.ip,
    agent: who.cli,
    tls: true,
  });
}

/** A person's sign-in to the console through the portal of Identity Center, which fetches a token. */
export function portalSignIn(
  account: Account,
  who: SsoPerson,
  permissionSet: string,
  from: string,
): Job {
  const worker: Worker = (sessions, time) => ({
    identity: sessions.person(account, who, permissionSet, slotOf(time)),
    ip: who.ip,
    agent: `Jersey/\${project.version} (HttpUrlConnection 1.8.0_442)`,
    tls: true,
  });
  return { account, region: "us-east-1", from, worker, calls: [SIGN_IN_TOKEN] };
}

const SIGN_IN_TOKEN: Call = {
  source: "signin.amazonaws.com",
  name: "GetSigninToken",
  readOnly: false,
  eventType: "AwsConsoleSignIn",
  response: () => '{"credentials":null,"GetSigninToken":"Success"}',
  additional: () => '{"MobileVersion":"No","MFAUsed":"No"}',
  host: () => "us-east-1.signin.aws.amazon.com",
};

/** Where and when a piece of work happens. */
export type Job = {
  readonly account: Account;
  readonly region: string;
  /** The time of the first call. */
  readonly from: string;
  readonly worker: Worker;
  readonly calls: readonly Call[];
  /** Between two calls; six without it, as Terraform and the console have them. */
  readonly gapSeconds?: number;
};

/** The events of a job. Its session is that of the first call. */
export function eventsOf(job: Job, sessions: Sessions): readonly PlannedEvent[] {
  const { account, region, from, worker, calls, gapSeconds = 6 } = job;
  const start = Date.parse(from) / 1000;
  const caller = worker(sessions, from);
  return calls.map((call, n) =>
    at(account, isoTime(start + n * gapSeconds), region, { ...call, faults: [] }, caller),
  );
}

/** The days of the month from Monday to Friday, `2026-03-02` first. */
export const WEEKDAYS: readonly string[] = Array.from({ length: 30 }, (_, n) => n)
  .filter((day) => day % 7 >= 1 && day % 7 <= 5)
  .map((day) => `2026-03-${String(day + 1).padStart(2, "0")}`);

/** Every day of the month. */
export const DAYS: readonly string[] = Array.from(
  { length: 30 },
  (_, n) => `2026-03-${String(n + 1).padStart(2, "0")}`,
);

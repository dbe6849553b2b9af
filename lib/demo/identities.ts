/** The `userIdentity` texts of callers. */
import { dayOf, isoTime, slotStart } from "./clock";
import type { Instance } from "./instances";
import type { IamUser, SsoPerson } from "./people";
import { Rng } from "./rng";
import type { Account } from "./world";

/** A role session to describe; `keyless` sessions are those that AWS services hold. */
export type RoleSession = {
  readonly account: Account;
  readonly roleId: string;
  readonly roleName: string;
  readonly rolePath: string;
  readonly session: string;
  readonly accessKeyId?: string;
  readonly created: string;
  readonly mfa: boolean;
  readonly invokedBy?: string;
  readonly ec2Delivery?: string;
};

/** The `userIdentity` text of an IAM user. */
export function iamUserIdentity(user: IamUser): string {
  return `{"type":"IAMUser","principalId":"${user.id}","arn":"arn:aws:iam::${user.account.id}:user/${user.name}","accountId":"${user.account.id}","accessKeyId":"${user.accessKeyId}","userName":"${user.name}"}`;
}

/** The `userIdentity` text of an AWS service that acts by itself. */
export function serviceIdentity(service: string): string {
  return `{"type":"AWSService","invokedBy":"${service}"}`;
}

/** The `userIdentity` text of a role session. */
export function roleIdentity(one: RoleSession): string {
  const key = one.accessKeyId === undefined ? "" : `"accessKeyId":"${one.accessKeyId}",`;
  const delivery = one.ec2Delivery === undefined ? "" : `,"ec2RoleDelivery":"${one.ec2Delivery}"`;
  const by = one.invokedBy === undefined ? "" : `,"invokedBy":"${one.invokedBy}"`;
  const account = one.account.id;
  return `{"type":"AssumedRole","principalId":"${one.roleId}:${one.session}","arn":"arn:aws:sts::${account}:assumed-role/${one.roleName}/${one.session}","accountId":"${account}",${key}"sessionContext":{"sessionIssuer":{"type":"Role","principalId":"${one.roleId}","arn":"arn:aws:iam::${account}:role/${one.rolePath}${one.roleName}","accountId":"${account}","userName":"${one.roleName}"},"webIdFederationData":{},"attributes":{"creationDate":"${one.created}","mfaAuthenticated":"${one.mfa}"}${delivery}}${by}}`;
}

const QUARTER_DAY_SLOTS = 72;
const CACHE_LIMIT = 4_000;

/**
 * The identities of sessions. A session keeps its temporary key for as long as it lives, so the
 * key comes from who and when, never from the order in which events are made.
 */
export class Sessions {
  private readonly seed: number;
  private readonly cache = new Map<string, string>();

  constructor(seed: number) {
    this.seed = seed;
  }

  /** An instance with its role; EC2 renews the credentials every six hours. */
  instance(one: Instance, slot: number): string {
    const block = Math.floor(slot / QUARTER_DAY_SLOTS);
    return this.remember(`${one.id}/${block}`, (rng) =>
      roleIdentity({
        account: one.account,
        roleId: one.role.id,
        roleName: one.role.name,
        rolePath: "",
        session: one.id,
        accessKeyId: temporaryKey(one.account, rng),
        created: isoTime(slotStart(block * QUARTER_DAY_SLOTS) - rng.int(300)),
        mfa: false,
        ec2Delivery: rng.chance(0.1) ? "1.0" : "2.0",
      }),
    );
  }

  /** A person's role session of the day, signed in through the identity provider. */
  person(account: Account, who: SsoPerson, permissionSet: string, slot: number): string {
    const day = dayOf(slot);
    return this.remember(`${account.id}/${who.email}/${permissionSet}/${day}`, (rng) =>
      roleIdentity({
        account,
        roleId: roleIdOf(account, permissionSet),
        roleName: `AWSReservedSSO_${permissionSet}_8f3a1c5d7e9b2046`,
        rolePath: "aws-reserved/sso.amazonaws.com/eu-west-1/",
        session: who.email,
        accessKeyId: temporaryKey(account, rng),
        created: isoTime(slotStart(day * 288 + 76) + rng.int(2_400)),
        mfa: true,
      }),
    );
  }

  /** A session of any role, its key renewed every hour, as Lambda functions and pipelines have. */
  role(account: Account, roleName: string, session: string, slot: number): string {
    const hour = Math.floor(slot / 12);
    return this.remember(`${account.id}/${roleName}/${session}/${hour}`, (rng) =>
      roleIdentity({
        account,
        roleId: roleIdOf(account, roleName),
        roleName,
        rolePath: "",
        session,
        accessKeyId: temporaryKey(account, rng),
        created: isoTime(slotStart(hour * 12) - rng.int(600)),
        mfa: false,
      }),
    );
  }

  /** A service-linked role in use by its service. */
  serviceRole(account: Account, service: string, roleName: string, slot: number): string {
    const hour = Math.floor(slot / 12);
    return this.remember(`${account.id}/${roleName}/${hour}`, (rng) =>
      roleIdentity({
        account,
        roleId: roleIdOf(account, roleName),
        roleName,
        rolePath: `aws-service-role/${service}/`,
        session: roleName.replace("AWSServiceRoleFor", ""),
        created: isoTime(slotStart(hour * 12) - rng.int(60)),
        mfa: false,
        invokedBy: service,
      }),
    );
  }

  private remember(name: string, make: (rng: Rng) => string): string {
    const known = this.cache.get(name);
    if (known !== undefined) return known;
    if (this.cache.size > CACHE_LIMIT) this.cache.clear();
    const text = make(new Rng(this.seed, textHash(name), name.length));
    this.cache.set(name, text);
    return text;
  }
}

/** The unique id of a role: the same role has the same id in every event. */
export function roleIdOf(account: Account, roleName: string): string {
  return `AROA${account.mark}${new Rng(textHash(roleName), 1, 1).upper(6)}`;
}

/** A temporary access key id of an account. */
export function temporaryKey(account: Account, rng: Rng): string {
  return `ASIA${account.mark}${rng.upper(5)}`;
}

function textHash(text: string): number {
  let hash = 2_166_136_261;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 16_777_619);
  return hash | 0;
}

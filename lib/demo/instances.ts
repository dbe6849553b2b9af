/** The EC2 instances of the demo account. */
import { slotOf } from "./clock";
import { Rng } from "./rng";
import type { Account } from "./world";
import { DEV, PROD } from "./world";

/** A role that instances run under. */
export type InstanceRole = {
  readonly name: string;
  readonly id: string;
};

/** An EC2 instance that speaks to AWS with its role's credentials. */
export type Instance = {
  readonly account: Account;
  readonly region: string;
  readonly id: string;
  readonly role: InstanceRole;
  readonly privateIp: string;
  readonly publicIp: string;
};

const APP_ROLE: InstanceRole = { name: "app-server-role", id: "AROA3TQ5EXAMPLEAPPSRV" };
const WORKER: InstanceRole = { name: "worker-role", id: "AROA3TQ5EXAMPLEWORKER" };
const BASTION: InstanceRole = { name: "bastion-role", id: "AROA3TQ5EXAMPLEBASTIO" };
const SANDBOX: InstanceRole = { name: "sandbox-role", id: "AROA6WJ2EXAMPLESANDBX" };

/** The instance whose credentials are stolen. */
export const STOLEN_INSTANCE: Instance = {
  account: PROD,
  region: "us-east-1",
  id: "i-0a1b2c3d4e5f60718",
  role: APP_ROLE,
  privateIp: "10.20.1.118",
  publicIp: "54.210.44.118",
};

/** The lifetime of the stolen instance: its ordinary calls are within it, so that counts are known. */
const STOLEN_ALIVE = {
  from: slotOf("2026-03-02T11:00:00Z"),
  to: slotOf("2026-03-12T21:00:00Z"),
};

function fleet(
  account: Account,
  region: string,
  roles: readonly InstanceRole[],
  size: number,
): Instance[] {
  // A fixed seed: the fleet is part of the story and the same for every seed.
  const rng = new Rng(20_260_301, Number(account.id.slice(0, 4)), region.length * size);
  return Array.from({ length: size }, (_, n) => ({
    account,
    region,
    id: `i-0${rng.hex(16)}`,
    role: roles[n % roles.length] ?? WORKER,
    privateIp: `10.${20 + region.length}.${1 + (n % 3)}.${10 + rng.int(200)}`,
    publicIp: `54.${200 + (n % 20)}.${rng.int(250)}.${1 + rng.int(250)}`,
  }));
}

const FLEETS: readonly Instance[] = [
  ...fleet(PROD, "us-east-1", [APP_ROLE, APP_ROLE, WORKER, BASTION], 8),
  ...fleet(PROD, "eu-west-1", [APP_ROLE, WORKER], 5),
  ...fleet(PROD, "eu-central-1", [WORKER], 2),
  ...fleet(PROD, "ap-southeast-1", [WORKER], 1),
  ...fleet(DEV, "us-east-1", [SANDBOX], 3),
  ...fleet(DEV, "eu-west-1", [SANDBOX], 1),
];

const BY_PLACE = new Map<string, readonly Instance[]>();
for (const one of FLEETS) {
  const place = `${one.account.id}/${one.region}`;
  BY_PLACE.set(place, [...(BY_PLACE.get(place) ?? []), one]);
}
const STOLEN_PLACE = `${PROD.id}/us-east-1`;
const WITH_STOLEN = [...(BY_PLACE.get(STOLEN_PLACE) ?? []), STOLEN_INSTANCE];

/** The instances that run in an account and region at a time. */
export function instancesAt(account: Account, region: string, slot: number): readonly Instance[] {
  const place = `${account.id}/${region}`;
  if (place === STOLEN_PLACE && slot >= STOLEN_ALIVE.from && slot < STOLEN_ALIVE.to)
    return WITH_STOLEN;
  return BY_PLACE.get(place) ?? [];
}

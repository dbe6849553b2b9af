/** The organisation whose trail the demo is. */
export const DEMO_ORGANISATION = "o-tb7demo4k2";

/** The demo accounts by what they are for. */
export const demoAccounts = {
  prod: "111122223333",
  dev: "444455556666",
  security: "777788889999",
} as const;

/** The regions with logs. */
export const demoRegions = ["us-east-1", "eu-west-1", "eu-central-1", "ap-southeast-1"] as const;

/** An account as the generator sees it. */
export type Account = {
  readonly id: string;
  readonly name: keyof typeof demoAccounts;
  /** The letters after `AKIA`, `AROA` … that all ids of one account share. */
  readonly mark: string;
};

export const PROD: Account = { id: demoAccounts.prod, name: "prod", mark: "3TQ5EXAMPLE" };
export const DEV: Account = { id: demoAccounts.dev, name: "dev", mark: "6WJ2EXAMPLE" };
export const SECURITY: Account = {
  id: demoAccounts.security,
  name: "security",
  mark: "5HB7EXAMPLE",
};

/** One folder of the trail: an account in a region, and how lively it is. */
export type Stream = {
  readonly account: Account;
  readonly region: string;
  /** Its share of all events, relative to the others. */
  readonly share: number;
  /** It has events in each n-th slot of office time, and of the rest of the week. */
  readonly busyEvery: number;
  readonly quietEvery: number;
};

const stream = (
  account: Account,
  region: string,
  share: number,
  busyEvery: number,
  quietEvery: number,
): Stream => ({ account, region, share, busyEvery, quietEvery });

/** All folders. Quiet ones get their events in rarer, fuller slots, so files stay few. */
export const STREAMS: readonly Stream[] = [
  stream(PROD, "us-east-1", 44, 1, 3),
  stream(PROD, "eu-west-1", 20, 2, 6),
  stream(PROD, "eu-central-1", 6, 6, 24),
  stream(PROD, "ap-southeast-1", 4, 24, 24),
  stream(DEV, "us-east-1", 10, 4, 24),
  stream(DEV, "eu-west-1", 4, 12, 24),
  stream(DEV, "eu-central-1", 1.5, 48, 48),
  stream(DEV, "ap-southeast-1", 1.5, 48, 48),
  stream(SECURITY, "us-east-1", 5, 24, 24),
  stream(SECURITY, "eu-west-1", 1.5, 48, 48),
  stream(SECURITY, "eu-central-1", 1.2, 48, 48),
  stream(SECURITY, "ap-southeast-1", 1.3, 48, 48),
];

/** The number of the stream that files an account's events of a region. */
export function streamOf(account: Account, region: string): number {
  return STREAMS.findIndex((one) => one.account === account && one.region === region);
}

const LOG_BUCKET = "acme-org-cloudtrail-logs";

/** Bucket names of an account. */
export function bucketsOf(account: Account): readonly string[] {
  return BUCKETS[account.name];
}

const BUCKETS: Record<Account["name"], readonly string[]> = {
  prod: [
    "acme-prod-invoices",
    "acme-prod-uploads",
    "acme-prod-web-assets",
    "acme-prod-db-exports",
    "acme-terraform-state",
    "acme-prod-elb-logs",
    "acme-customer-reports",
  ],
  dev: ["acme-dev-artifacts", "acme-dev-uploads", "acme-dev-scratch", "acme-dev-trail-logs"],
  security: [LOG_BUCKET, "acme-security-findings", "acme-config-snapshots"],
};

/** The folders of days below an organization's folder, as CloudTrail writes them. */
import { readdirSync } from "node:fs";

export type LogDay = {
  readonly account: string;
  readonly region: string;
  /** `yyyy-MM-dd`, of delivery. */
  readonly date: string;
};

const DAY = /^(\d{12})\/CloudTrail\/([a-z0-9-]+)\/(\d{4})\/(\d\d)\/(\d\d)$/;

/** The days that have a folder, in the order of their paths. */
export function logDays(organization: string): readonly LogDay[] {
  const names = readdirSync(organization, { recursive: true, encoding: "utf8" });
  return names.sort().flatMap((name) => {
    const [, account, region, year, month, day] = DAY.exec(name.replaceAll("\\", "/")) ?? [];
    if (account === undefined || region === undefined) return [];
    return [{ account, region, date: `${year}-${month}-${day}` }];
  });
}

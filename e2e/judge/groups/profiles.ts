/** The profile of an entity, and of a whole account, on every layout. */
import { contains, type EventQuery } from "@/queries/query";
import { profileQuery } from "@/queries/signals/profile";
import type { Group } from "../cases";
import { queryCases } from "../query-cases";
import { HOSTILE_DAY, KEY_NIGHT, NEW_YEAR, ODD_VALUES } from "../windows";

const QUERIES: Readonly<Record<string, EventQuery>> = {
  "of all events": profileQuery([]),
  "of users": profileQuery([contains("arn", ":user/")]),
};

export const profilesGroup: Group = {
  name: "profiles",
  cases: async (engines) =>
    queryCases(engines, [KEY_NIGHT, NEW_YEAR, ODD_VALUES, HOSTILE_DAY], QUERIES),
};

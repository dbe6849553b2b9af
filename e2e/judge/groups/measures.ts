/** The measures of a count, alone and beside others in one statement, on every layout. */
import type { FieldName } from "@/queries/fields";
import { MEASURES } from "@/queries/measures";
import { measuredBy } from "@/queries/playbook";
import { type EventQuery, is } from "@/queries/query";
import type { Group } from "../cases";
import { queryCases } from "../query-cases";
import { HOSTILE_DAY, KEY_NIGHT, ODD_VALUES } from "../windows";

const summable = MEASURES.filter((measure) => measure !== "bytesmoved");
const by = (name: FieldName): EventQuery => ({
  where: [],
  answer: measuredBy([name], summable),
  limit: null,
});

const QUERIES: Readonly<Record<string, EventQuery>> = {
  "by key": by("accesskeyid"),
  "by actor": by("actor"),
  "by address": by("sourceipaddress"),
  "by bucket, with bytes": {
    where: [is("eventsource", "s3.amazonaws.com")],
    answer: measuredBy(["bucketname"], MEASURES),
    limit: null,
  },
};

export const measuresGroup: Group = {
  name: "measures",
  cases: async (engines) => queryCases(engines, [KEY_NIGHT, ODD_VALUES, HOSTILE_DAY], QUERIES),
};

/** Every form of statement that the compiler writes, on every layout, for the tests. */
import { activityQuery } from "./activity";
import { compile } from "./compile";
import { facetQuery } from "./facets";
import { fields } from "./fields";
import { type Filter, parseFilter } from "./filters";
import { allSteps, playbooks } from "./index";
import { kindExample } from "./kinds";
import { type Layout, layouts, type Source } from "./layouts";
import { MEASURES } from "./measures";
import { compileMultiCount, isCount, multiCountSql } from "./multi-count";
import { bind, measuredBy, type Step } from "./playbook";
import { accessKeyExposure } from "./playbooks/access-key-exposure";
import { is, isOfAllRules } from "./query";
import { compileRollup } from "./rollups/rollup";
import type { Scope } from "./scope";
import { firstsQuery } from "./signals/firsts";
import { profileQuery } from "./signals/profile";
import { compileSlice, sliceSource } from "./slices";
import type { Refusal } from "./statement";

/** Three days over a border of months and years, two accounts, one region. */
export const GOLDEN_SCOPE: Scope = {
  accounts: ["111122223333", "444455556666"],
  regions: ["us-east-1"],
  fromMs: Date.UTC(2023, 11, 30),
  toMs: Date.UTC(2024, 0, 2),
};
const HOUR: Scope = {
  ...GOLDEN_SCOPE,
  fromMs: Date.UTC(2024, 0, 1, 13),
  toMs: Date.UTC(2024, 0, 1, 14),
};

function filterOf(text: string): Filter {
  const filter = parseFilter(text);
  if (!filter) throw new Error(`${text} is not a filter.`);
  return filter;
}

export type Named = { readonly name: string; readonly sql: string };

/** The SQL of a statement that must not be refused. */
export function sqlOf(compiled: { readonly sql: string } | Refusal): string {
  if ("refused" in compiled) throw new Error(compiled.refused);
  return compiled.sql;
}

/** A source of that layout. */
export function sourceOf(layout: Layout): Source {
  return { table: "cloudtrail", layout, deliveryLagMs: 3_600_000, mayHoldDuplicates: true };
}

/** A source of log files under CloudTrail's names. */
function hourSourceOf(layout: Layout): Source {
  const base = "s3://acme-logs/AWSLogs/o-a1b2c3d4e5/";
  const [account = ""] = GOLDEN_SCOPE.accounts;
  const logFolders = layout.tablePerAccount
    ? GOLDEN_SCOPE.accounts.map((each) => ({ base, account: each }))
    : [layout.columns.length === 1 ? { base, account, region: "us-east-1" } : { base }];
  return { ...sourceOf(layout), logFolders };
}

/** Every required input with its kind's example; the search step with a few of its fields. */
export function exampleInputs(step: Step): Readonly<Record<string, string>> {
  const some = new Set(["userAgent", "bucketName", "tlsVersion"]);
  const shown = step.inputs.filter(({ name, required }) => required || some.has(name));
  return Object.fromEntries(
    shown.map(({ name, kind }) => [name, kindExample(kind) || "it's 100 %"]),
  );
}

function stepOf(id: string): Step {
  const step = allSteps.find((each) => each.step.id === id)?.step;
  if (!step) throw new Error(`There is no step ${id}.`);
  return step;
}

const stepSql = (step: Step, layout: Layout): string =>
  sqlOf(compile(bind(step, exampleInputs(step)), GOLDEN_SCOPE, sourceOf(layout)));

const wholeAccount = {
  queries: (playbooks.find(({ id }) => id === "general-purpose")?.steps ?? [])
    .filter(({ inputs }) => inputs.length === 0)
    .map((step) => bind(step, {}))
    .filter(isCount),
  scope: GOLDEN_SCOPE,
};

const slice = { where: [is("accesskeyid", "AKIAIOSFODNN7EXAMPLE")], scope: GOLDEN_SCOPE };

/**
 * Every step but those of the watchlist's rules, whose statement holds all of them; of those that list
 * things left behind, whose statement is long, the first.
 */
const steps = allSteps.filter(
  ({ step }, index) =>
    !isOfAllRules(step.answer) &&
    step.answer.kind !== "rule-matches" &&
    (step.answer.kind !== "left-behind" ||
      index === allSteps.findIndex((each) => each.step.answer.kind === "left-behind")),
);

/** Each step, on one layout. */
export const stepStatements: readonly (Named & { readonly playbookId: string })[] = steps.map(
  ({ playbook, step }) => ({
    playbookId: playbook.id,
    name: step.id,
    sql: stepSql(step, layouts["hive-org"]),
  }),
);

const keyDays = activityQuery(
  accessKeyExposure,
  stepOf("all-key-usage"),
  { accessKeyId: "AKIAIOSFODNN7EXAMPLE" },
  [],
);

/** The facets of a key's events: one value chosen, two left out, further conditions on all and on a network. */
const keyFacets = facetQuery(
  stepOf("all-key-usage"),
  { accessKeyId: "AKIAIOSFODNN7EXAMPLE" },
  [
    ...["eventsource:is:s3.amazonaws.com", "actor:not:alice", "errormessage:lacks:expired"],
    ...["useragent:contains:aws-cli", "sourceipaddress:within:2001:db8:40::/44"],
  ].map(filterOf),
);

/** The facets of the sessions that a key opened, an act of two accounts once. */
const sessionFacets = facetQuery(
  stepOf("sessions-opened"),
  { accessKeyId: "AKIAIOSFODNN7EXAMPLE" },
  ["eventname:is:AssumeRole", "recipientaccountid:not:111122223333"].map(filterOf),
);

const keyProfile = profileQuery(slice.where);

/** Each form of statement, as it is on a layout. */
export const shapes: Readonly<Record<string, (layout: Layout) => string>> = {
  counts: (layout) => stepSql(stepOf("user-agents"), layout),
  days: (layout) => sqlOf(compile(keyDays, GOLDEN_SCOPE, sourceOf(layout))),
  measures: (layout) =>
    sqlOf(
      compile(
        {
          where: [is("accesskeyid", "AKIAIOSFODNN7EXAMPLE")],
          answer: measuredBy(
            ["sourceipaddress"],
            [...MEASURES.filter((measure) => measure !== "bytesmoved")],
          ),
          limit: null,
        },
        GOLDEN_SCOPE,
        sourceOf(layout),
      ),
    ),
  bytes: (layout) =>
    sqlOf(
      compile(
        { where: [], answer: measuredBy(["bucketname"], ["bytesmoved"]), limit: null },
        GOLDEN_SCOPE,
        sourceOf(layout),
      ),
    ),
  profile: (layout) => sqlOf(compile(keyProfile, GOLDEN_SCOPE, sourceOf(layout))),
  firsts: (layout) => sqlOf(compile(firstsQuery([]), GOLDEN_SCOPE, sourceOf(layout))),
  listing: (layout) => stepSql(stepOf("all-key-usage"), layout),
  "newer-field": (layout) =>
    sqlOf(
      compile(
        {
          where: [is("tlsversion", "TLSv1.2")],
          answer: { kind: "counts", by: ["tlsversion", "bucketname"], as: "total" },
          limit: 25,
        },
        GOLDEN_SCOPE,
        sourceOf(layout),
      ),
    ),
  hour: (layout) => sqlOf(compile(bind(stepOf("common-errors"), {}), HOUR, hourSourceOf(layout))),
};

/** The statements that fetch or count for several steps or fields at once, on a layout. */
export const fetches: Readonly<Record<string, (layout: Layout) => string>> = {
  slice: (layout) => sqlOf(compileSlice(slice, sourceOf(layout), 100_000)),
  rollup: (layout) => sqlOf(compileRollup(GOLDEN_SCOPE, sourceOf(layout), 1_000_000)),
  "multi-count": (layout) => sqlOf(compileMultiCount(wholeAccount, sourceOf(layout), 100_000)),
  facets: (layout) => sqlOf(compile(keyFacets, GOLDEN_SCOPE, sourceOf(layout))),
};

/** Forms that have no golden file: their rows are compared with a listing's. */
const unwritten: typeof fetches = {
  "facets once per act": (layout) => sqlOf(compile(sessionFacets, GOLDEN_SCOPE, sourceOf(layout))),
};

/** Statements over the rows of a slice or of a multi-count, which DuckDB alone runs. */
export const sliceStatements: readonly Named[] = [
  ...steps.map(({ playbook, step }) => ({
    name: `${playbook.id}.${step.id} over a slice`,
    sql: sqlOf(
      compile(
        bind(step, exampleInputs(step)),
        GOLDEN_SCOPE,
        sliceSource(slice, sourceOf(layouts.bootstrap)),
      ),
    ),
  })),
  {
    name: "facets over a slice",
    sql: sqlOf(compile(keyFacets, GOLDEN_SCOPE, sliceSource(slice, sourceOf(layouts.bootstrap)))),
  },
  {
    name: "days over a slice",
    sql: sqlOf(compile(keyDays, GOLDEN_SCOPE, sliceSource(slice, sourceOf(layouts.bootstrap)))),
  },
  {
    name: "profile over a slice",
    sql: sqlOf(compile(keyProfile, GOLDEN_SCOPE, sliceSource(slice, sourceOf(layouts.bootstrap)))),
  },
  ...wholeAccount.queries.flatMap((query, index) => {
    const sql = multiCountSql(wholeAccount, query);
    return sql === null ? [] : [{ name: `count ${index} of a multi-count`, sql }];
  }),
];

/** Every field of the dictionary in one listing. */
const allFields: Named = {
  name: "every field",
  sql: sqlOf(
    compile(
      {
        where: [],
        answer: { kind: "events", columns: fields.map(({ name }) => name) },
        limit: 5,
      },
      GOLDEN_SCOPE,
      sourceOf(layouts.bootstrap),
    ),
  ),
};

const everyLayout = Object.values<Layout>(layouts);

/** Each step and each form on one layout, and the forms over a slice. */
export const usualStatements: readonly Named[] = [
  ...stepStatements,
  ...Object.entries({ ...shapes, ...fetches, ...unwritten }).map(([name, sqlOn]) => ({
    name,
    sql: sqlOn(layouts.partitioner),
  })),
  ...sliceStatements.slice(steps.length),
  allFields,
];

/** Each step on one layout, by turns, and each form on all, with the layout in the name. */
export const allStatements: readonly Named[] = [
  ...steps.flatMap(({ playbook, step }, index) => {
    const layout = everyLayout[index % everyLayout.length];
    const name = `${playbook.id}.${step.id} on ${layout?.name}`;
    return layout ? [{ name, sql: stepSql(step, layout) }] : [];
  }),
  ...Object.entries({ ...shapes, ...fetches, ...unwritten }).flatMap(([name, sqlOn]) =>
    everyLayout.map((layout) => ({ name: `${name} on ${layout.name}`, sql: sqlOn(layout) })),
  ),
  allFields,
];

/** Counts the events behind the watchlist's findings, in public logs and in the demo account. */
import { corpusRecords } from "@/e2e/contract/corpora";
import { DEMO_FROM, DEMO_TO } from "@/lib/demo/clock";
import type { Tree } from "@/queries/expression-value";
import { findingsOf } from "@/queries/watchlist/findings.fixture";
import type { Rule } from "@/queries/watchlist/rule";
import { RULES } from "@/queries/watchlist/rules";
import { type DemoMonth, type DemoPart, demoMonth } from "./demo-month";
import type { Counts, Demo, Invictus } from "./measured";
import { namesInTheWild } from "./wild-names";

/** Public logs, and the calls that TrailDiscover lists. */
const CORPORA = {
  stratus: () => corpusRecords("stratus"),
  invictus: () => corpusRecords("invictus"),
  traildiscover: namesInTheWild,
} as const satisfies Readonly<Record<string, () => readonly Tree[]>>;
/** From here on the demo's findings are counted: the week before is what they are compared with. */
const DEMO_COUNTED_FROM = "2026-03-08T00:00:00Z";

/** The events behind findings, by rule. */
type Found = ReadonlyMap<Rule, ReadonlySet<Tree>>;

function foundIn(records: readonly Tree[], fromMs = 0): Found {
  const byName = new Map<unknown, Tree[]>();
  for (const record of records) {
    const known = byName.get(record.eventName);
    if (known) known.push(record);
    else byName.set(record.eventName, [record]);
  }
  return new Map(
    RULES.map((rule) => {
      const names = Object.values(rule.calls).flat();
      const named = names.length === 0 ? records : names.flatMap((name) => byName.get(name) ?? []);
      return [rule, new Set(findingsOf(rule, named, fromMs).flat())] as const;
    }),
  );
}

const isRead = ({ severity }: Rule): boolean => severity !== "low";

/** The events behind findings of some rules, each once. */
function shown(found: Found, wanted: (rule: Rule) => boolean): ReadonlySet<Tree> {
  return new Set([...found].flatMap(([rule, events]) => (wanted(rule) ? [...events] : [])));
}

const countsOf = (found: Found, keep: (record: Tree) => boolean = () => true): Counts =>
  Object.fromEntries(
    [...found].flatMap(([{ id }, events]) => {
      const kept = [...events].filter(keep).length;
      return kept === 0 ? [] : [[id, kept] as const];
    }),
  );

/** How many events of each corpus are behind findings of each rule. */
export function corpusCounts(): Readonly<Record<string, Counts>> {
  return Object.fromEntries(
    Object.entries(CORPORA).map(([corpus, recordsOf]) => [corpus, countsOf(foundIn(recordsOf()))]),
  );
}

const AGENT_OF_RUN = /stratus-red-team_[0-9a-f-]{36}/;

/** The Stratus run that an event is part of; null for others and for Terraform's. */
function runOf(agent: string): string | null {
  return byTerraform(agent) ? null : (AGENT_OF_RUN.exec(agent)?.[0] ?? null);
}

const byTerraform = (agent: string): boolean => agent.includes("HashiCorp");

/**
 * What findings of high and medium severity show of the invictus logs. Each run of Stratus names itself
 * in its user agent, which an intruder does not: the rules get the user agents without it.
 */
export function invictusCounts(): Invictus {
  const agents = new Map<Tree, string>();
  for (const record of corpusRecords("invictus")) {
    const agent = String(record.userAgent ?? "");
    agents.set({ ...record, userAgent: agent.replace(AGENT_OF_RUN, "sdk") }, agent);
  }
  const records = [...agents.keys()];
  const found = shown(foundIn(records), isRead);
  const agentsOf = (some: Iterable<Tree>) => [...some].map((record) => agents.get(record) ?? "");
  const counted = (some: readonly string[]) => {
    const ofRuns = some.map(runOf).filter((run) => run !== null);
    const terraform = some.filter(byTerraform).length;
    return {
      runs: new Set(ofRuns).size,
      attack: ofRuns.length,
      terraform,
      other: some.length - ofRuns.length - terraform,
    };
  };
  return { all: counted(agentsOf(records)), shown: counted(agentsOf(found)) };
}

const inMonth = (record: Tree, from: string): boolean =>
  String(record.eventTime) >= from && String(record.eventTime) < DEMO_TO;

const PARTS: readonly DemoPart[] = ["incident", "administration", "traffic", "hostile"];

/** What the findings show of the demo account's month. */
export function demoCounts({ records, partOf }: DemoMonth = demoMonth()): Demo {
  const totals = (from: string) => {
    const found = foundIn(records, Date.parse(from));
    const events = [...shown(found, isRead)];
    const ofParts = PARTS.map((part) => [
      part,
      {
        events: records.filter((record) => partOf(record) === part && inMonth(record, from)).length,
        shown: events.filter((record) => partOf(record) === part).length,
        rules: countsOf(found, (record) => partOf(record) === part),
      },
    ]);
    const named = shown(found, (rule) => isRead(rule) && rule.id !== "attack-tool-used");
    const withoutTools = [...named].filter((record) => partOf(record) === "incident").length;
    return { ...Object.fromEntries(ofParts), withoutTools };
  };
  const changes = records.filter(
    (record) => partOf(record) === "administration" && record.readOnly === false,
  );
  return {
    events: records.length,
    benignChanges: changes.length,
    counted: totals(DEMO_COUNTED_FROM),
    whole: totals(DEMO_FROM),
  };
}

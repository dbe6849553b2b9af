/** ATT&CK ids from the tags of a Sigma rule: `attack.persistence`, `attack.t1098.001`. */
import type { Rule } from "../watchlist/rule";

/** Tactics of ATT&CK v19 by their tags; rules written before it have `defense-evasion`. */
const TACTICS: Readonly<Record<string, string>> = {
  "initial-access": "TA0001",
  execution: "TA0002",
  persistence: "TA0003",
  "privilege-escalation": "TA0004",
  stealth: "TA0005",
  "defense-evasion": "TA0005",
  "credential-access": "TA0006",
  discovery: "TA0007",
  "lateral-movement": "TA0008",
  collection: "TA0009",
  exfiltration: "TA0010",
  "command-and-control": "TA0011",
  impact: "TA0040",
  "resource-development": "TA0042",
  reconnaissance: "TA0043",
  "defense-impairment": "TA0112",
};

const TAG = /^attack\.(.+)$/i;
const TECHNIQUE = /^t\d{4}(?:\.\d{3})?$/;

/** Each technique with the rule's first tactic; a tactic without a technique is left out. */
export function attackOf(tags: unknown): Rule["attack"] {
  const names = (Array.isArray(tags) ? tags : []).flatMap((tag: unknown) => {
    const [, name] = typeof tag === "string" ? (TAG.exec(tag.trim()) ?? []) : [];
    return name === undefined ? [] : [name.toLowerCase().replaceAll("_", "-")];
  });
  const tactic = names.map((name) => TACTICS[name]).find((each) => each !== undefined);
  return names
    .filter((name) => TECHNIQUE.test(name))
    .map((name) => ({ tactic: tactic ?? "", technique: name.toUpperCase() }));
}

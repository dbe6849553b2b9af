/** What a rule of the watchlist says of its findings: its severity, its title and its sentences. */
import { tacticName } from "@/queries/watchlist/tactics";
import type { RuleFacts } from "./read-findings";
import { LOOKS } from "./severity-look";
import { weighedWords } from "./weigh-findings";

type Props = { readonly rule: RuleFacts };

/** The severity and the title of a rule, in a line. */
export function RuleTitle({ rule }: Props) {
  const { name, badge } = LOOKS[rule.severity];
  return (
    <>
      <span
        className={`shrink-0 rounded border px-1.5 font-medium text-[11px] leading-[17px] ${badge}`}
      >
        {name}
      </span>{" "}
      <span className="min-w-0 font-[550]">{rule.title}</span>
    </>
  );
}

/** What a rule is about in ATT&CK. */
export function RuleAttack({ rule: { tactic, technique } }: Props) {
  return (
    <>
      {tacticName(tactic)} <span className="font-mono">{technique}</span>
    </>
  );
}

/** Why a rule is worth a look, and when it is not. */
export function RuleSentences({ rule }: Props) {
  const lowered = weighedWords(rule);
  return (
    <div className="flex max-w-[100ch] flex-col gap-1 text-ink-2">
      {rule.why === "" ? null : <p>{rule.why}</p>}
      {lowered === null ? null : <p className="font-medium text-ink">{lowered}</p>}
      {rule.benign === "" ? null : (
        <p>
          <span className="font-medium text-ink">Often harmless:</span> {rule.benign}
        </p>
      )}
    </div>
  );
}

/** The rule that all events below belong to. */
export function RuleLine({ rule }: Props) {
  return (
    <section aria-label="Rule" className="flex flex-col gap-1 text-[12px]">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <RuleTitle rule={rule} />{" "}
        <span className="text-ink-2">
          <RuleAttack rule={rule} />
        </span>
      </p>{" "}
      <RuleSentences rule={rule} />
    </section>
  );
}

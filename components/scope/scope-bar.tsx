"use client";
/** The bar with accounts, regions, time range and inputs. */
import type { ReactNode } from "react";
import { FIELD_GROUP } from "@/components/ui/field-button";
import { PickMany } from "@/components/ui/pick-many";
import type { SourceSummary } from "@/lib/api/answers";
import { accountText } from "@/lib/text/account-text";
import { REGION, type Scope } from "@/queries/scope";
import { shortenAccount } from "./shorten";
import { WindowField } from "./window-field";
import { WindowMoves } from "./window-moves";

type Props = {
  readonly summary: SourceSummary;
  readonly scope: Scope;
  /** Called with another valid scope. */
  readonly onChange: (scope: Scope) => void;
  /** The step's inputs and the buttons that belong to the answer. */
  readonly children?: ReactNode;
};

/** The scope and inputs of a question, as a row of fields that wraps. */
export function ScopeBar({ summary, scope, onChange, children }: Props) {
  const { accountNames } = summary;
  return (
    <section
      aria-label="Scope"
      className="flex flex-wrap items-start gap-2 border-b border-line bg-panel px-4 py-[9px]"
    >
      <PickMany
        label="Accounts"
        all="All accounts"
        known={summary.accounts.length > 0 ? summary.accounts : Object.keys(accountNames)}
        chosen={scope.accounts}
        short={(account) => accountNames[account] ?? shortenAccount(account)}
        labelOf={(account) => accountText(account, accountNames)}
        pattern={/^\d{12}$/}
        onChange={(accounts) => onChange({ ...scope, accounts })}
      />
      <PickMany
        label="Regions"
        all="All regions"
        note="Selects the region that the log files are stored under. An event of a global service can name another."
        known={summary.regions}
        chosen={scope.regions}
        pattern={REGION}
        onChange={(regions) => onChange({ ...scope, regions })}
      />
      <div className={FIELD_GROUP}>
        <WindowField summary={summary} scope={scope} onChange={onChange} />
        <WindowMoves summary={summary} scope={scope} onChange={onChange} />
      </div>
      {children}
    </section>
  );
}

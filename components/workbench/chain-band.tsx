"use client";
/** The session chain above the answers about a key. */
import type { ReactNode } from "react";
import { SessionChain } from "@/components/chain/session-chain";
import type { RunActions } from "@/lib/api/answers";
import { formatInvestigation, type Investigation } from "@/lib/investigation/investigation";
import { checkInput } from "@/queries/kinds";
import type { PivotTarget } from "@/queries/pivots";
import { toPivot } from "./moves";
import { useChain } from "./use-chain";

type Props = {
  readonly investigation: Investigation;
  readonly accessKeyId: string;
  readonly isFree: boolean;
  readonly maxWindowDays: number;
  readonly actions: RunActions;
  readonly onPivot: (target: PivotTarget) => void;
};

/** As high as the place that the page keeps for it, whatever was found: the answer does not move. */
const BAND = "min-h-[inherit] border-line border-b bg-panel px-4 py-1.5 text-[12px]";

/** Above the answers about a key: who opened its session, and which sessions it opened. */
export function ChainBand(props: Props) {
  const { investigation, accessKeyId, onPivot } = props;
  const isKey = checkInput("accessKeyId", accessKeyId).ok;
  const facts = useChain({ ...props, accessKeyId: isKey ? accessKeyId : null });
  // The form says what is wrong with it.
  if (!isKey) return null;
  if (facts === null)
    return (
      <p role="status" className={`${BAND} text-ink-3`}>
        Looking for the sessions around this key
      </p>
    );
  const link = (stepId: string, key: string, label: ReactNode): ReactNode => {
    const target = {
      playbookId: "access-key-exposure",
      stepId,
      inputs: { accessKeyId: key },
      label: "",
    };
    return (
      <a
        href={formatInvestigation(toPivot(investigation, target))}
        className="text-accent hover:underline"
        onClick={(event) => {
          // A new tab opens as for any link.
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          onPivot(target);
        }}
      >
        {label}
      </a>
    );
  };
  return (
    <section aria-label="Session chain" className={BAND}>
      <SessionChain
        accessKeyId={accessKeyId}
        {...facts}
        linkTo={(key, label) => link("key-owner", key, label)}
        askFor={(key) => link("opened-by", key, "Who opened this session?")}
        allSessions={(label) => link("sessions-opened", accessKeyId, label)}
      />
    </section>
  );
}

"use client";
/** A field that takes several values of a list. */
import dynamic from "next/dynamic";
import type { Choosing } from "./choices";
import { FIELD_BUTTON, FIELD_NAME } from "./field-button";
import { loadCode } from "./load-code";
import { Popover } from "./popover";

/** The list is needed only once the panel opens. */
const Choices = dynamic(
  () => loadCode(() => import("./choices")).then((module) => module.Choices),
  {
    loading: () => <div className="h-[180px]" aria-hidden="true" />,
  },
);

const asItIs = (value: string): string => value;

function valueText(chosen: readonly string[], short: (value: string) => string): string {
  const [first, ...others] = chosen;
  if (first === undefined) return "all";
  return others.length === 0 ? short(first) : `${short(first)}, +${others.length}`;
}

/** A field that takes any number of values from a list. */
export function PickMany(props: Choosing) {
  const { label, chosen, short = asItIs, labelOf = asItIs } = props;
  return (
    <Popover
      label={label}
      triggerClass={FIELD_BUTTON}
      triggerTitle={chosen.length === 0 ? props.all : chosen.map(labelOf).join(", ")}
      panelClass="w-[300px] p-3"
      trigger={
        <>
          <span className={FIELD_NAME}>{label}</span> {valueText(chosen, short)}
        </>
      }
    >
      {(close) => <Choices {...props} onDone={close} />}
    </Popover>
  );
}

/** The label of a copy button. */
import { SteadyLabel } from "./steady-label";
import type { CopyState } from "./use-copy";

type Props = { readonly state: CopyState; readonly label?: string };

const COPIED = "Copied";
const FAILED = "Failed";

/** What a copy button says, and for a moment how it went. */
export function CopyLabel({ state, label = "Copy" }: Props) {
  const text = state === "copied" ? COPIED : state === "failed" ? FAILED : label;
  return <SteadyLabel text={text} texts={[label, COPIED, FAILED]} />;
}

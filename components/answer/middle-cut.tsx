import { splitTail } from "@/lib/visible-text";
import { LogText } from "./log-text";

/** Most texts are ASCII and need no isolation; a table of 100,000 rows feels each element. */
const isPlain = (text: string): boolean => /^[ -~–…]*$/.test(text);

/** A text of a cell. */
export const CellText = ({ text }: { readonly text: string }) =>
  isPlain(text) ? text : <LogText text={text} />;

/**
 * A text whose last letters stay in sight: where it is too long, its middle gives way to an ellipsis.
 * Its two parts are items of the flex box around it, which needs a label: they are one word.
 */
export function MiddleCut({ text, tail }: { readonly text: string; readonly tail: number }) {
  const [start, end] = splitTail(text, tail);
  return (
    <>
      <span className="overflow-hidden text-ellipsis whitespace-pre">
        <CellText text={start} />
      </span>
      <span className="shrink-0 whitespace-pre">
        <CellText text={end} />
      </span>
    </>
  );
}

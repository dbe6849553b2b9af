/** A text that is cut in its middle. */
import { splitTail } from "@/lib/text/visible-text";
import { LogText } from "./log-text";

/** Most texts are ASCII and need no isolation; a table of 100,000 rows feels each element. */
const isPlain = (text: string): boolean => /^[ -~–…]*$/.test(text);

/** A text of a cell. */
export function CellText({ text }: { readonly text: string }) {
  return isPlain(text) ? text : <LogText text={text} />;
}

/** The share of a text that its second part is, a little less than the room it may have. */
const END_SHARE = 0.4;

/** At most 45 % of the room, in whole letters where the browser can count them; cut at its start. */
const END =
  "flex max-w-[45%] shrink-0 justify-end overflow-hidden whitespace-pre supports-[width:round(down,1px,1px)]:max-w-[round(down,45%,1ch)]";

/**
 * A text whose end stays in sight: where it is too long, its middle gives way to an ellipsis. Its two
 * parts are items of the flex box around it, which needs a label: they are one word. A text that is
 * not cut has the same elements, so that the next text in them is text alone.
 */
export function MiddleCut({ text, isCut }: { readonly text: string; readonly isCut: boolean }) {
  const [start, end] = isCut ? splitTail(text, Math.floor(text.length * END_SHARE)) : [text, ""];
  return (
    <>
      <span className="overflow-hidden text-ellipsis whitespace-pre">
        <CellText text={start} />
      </span>
      <span className={END}>
        <CellText text={end} />
      </span>
    </>
  );
}

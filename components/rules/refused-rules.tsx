/** What of the folder was refused, and why. */
import { LogText } from "@/components/ui/log-text";
import type { RefusedRule } from "@/lib/api/rules";
import { formatCounted } from "@/lib/text/format";

/** The documents that are not rules that can be used. */
export function RefusedRules({ refused }: { readonly refused: readonly RefusedRule[] }) {
  if (refused.length === 0) return null;
  return (
    <details className="rounded-[10px] border border-line bg-panel px-3.5 py-2.5">
      <summary className="cursor-pointer font-semibold">
        {formatCounted(refused.length, "document")} refused
      </summary>
      <ul className="mt-1.5 flex flex-col gap-1 text-[12px] break-words">
        {refused.map(({ file, reason }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a file may be refused twice for one reason.
          <li key={index}>
            <span className="font-mono">
              <LogText text={file} />
            </span>{" "}
            <LogText text={reason} />
          </li>
        ))}
      </ul>
    </details>
  );
}

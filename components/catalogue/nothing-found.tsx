/** The catalogue's empty state. */
import { Button } from "@/components/ui/button";

type Props = { readonly text: string; readonly onClear: () => void };

/** No question contains these words. */
export function NothingFound({ text, onClear }: Props) {
  return (
    <div className="flex flex-col items-start gap-2 rounded-[10px] border border-dashed border-line px-4 py-6">
      <p className="font-[550]">No playbook asks about “{text.trim()}”.</p>
      <p className="text-ink-2">
        To look for a value in the events themselves, paste it into the box at the top. It
        recognises keys, addresses, ARNs, API calls and user names.
      </p>
      <Button onClick={onClear}>Show all playbooks</Button>
    </div>
  );
}

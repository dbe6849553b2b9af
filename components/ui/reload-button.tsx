/** The button beside a notice that only a newer page can help with. */
import { Button } from "./button";
import { OUTDATED } from "./request-problem";

/** Reloads the page; nothing beside another problem. */
export function ReloadButton({ problem }: { readonly problem: string | null }) {
  return problem === OUTDATED ? <Button onClick={() => location.reload()}>Reload</Button> : null;
}

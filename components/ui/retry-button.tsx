/** The button beside a failure. */
import { Button } from "./button";
import { ReloadButton } from "./reload-button";
import { OUTDATED } from "./request-problem";

type Props = {
  /** Why it failed, a sentence. */
  readonly problem: string | null;
  readonly onRetry: () => void;
  readonly label?: string;
  readonly look?: "quiet" | "small";
};

/** Tries again; where only a newer page can help, reloads it. */
export function RetryButton({ problem, onRetry, label = "Try again", look = "quiet" }: Props) {
  return problem === OUTDATED ? (
    <ReloadButton problem={problem} />
  ) : (
    <Button look={look} onClick={onRetry}>
      {label}
    </Button>
  );
}

/** Why a request to the server has no answer, as a sentence. */
import { unstable_isUnrecognizedActionError as isUnrecognizedAction } from "next/navigation";

/** The server is a newer build than the page: it knows none of the page's actions. */
export const OUTDATED = "Trailbook was updated. Reload this page.";
export const RETRYING = "The server is not responding. Retrying…";

/** @param unreachable the sentence where the server did not answer at all */
export function requestProblem(
  error: unknown,
  unreachable = "The server could not be reached. Is Trailbook still running?",
): string {
  return isUnrecognizedAction(error) ? OUTDATED : unreachable;
}

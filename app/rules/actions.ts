"use server";
/** The server action of the page of Sigma rules. */
import type { HitsAnswer, RuleHitsRequest } from "@/lib/api/rules";
import { backend } from "@/lib/backend";
import { startAllHits } from "@/lib/runs/hits";
import { readHitsRequest } from "@/lib/runs/hits-request";
import { Subscriber } from "@/lib/runs/request";

// Arguments come from the browser and may be anything, whatever their type says.

const NO_SUBSCRIBER = "The request does not say which tab it comes from: reload the page.";

const NOTHING = { kind: "refused", queries: 0, moreRuns: [] } as const;

/** Starts the runs for the hits of rules, or joins those that exist. */
export async function startHits(request: RuleHitsRequest, subscriber: string): Promise<HitsAnswer> {
  const by = Subscriber.safeParse(subscriber);
  if (!by.success) return { ...NOTHING, message: NO_SUBSCRIBER };
  const read = await readHitsRequest(request, by.data);
  if (!read.ok) return { ...NOTHING, message: read.failure.message };
  const opened = await backend();
  if (!opened.ok) return { ...NOTHING, message: opened.failure.message, canRetry: true };
  return startAllHits(opened.value, read.value);
}

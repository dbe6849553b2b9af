"use server";

import type { StepAnswer } from "@/lib/api/answers";
import type { RuleHitsRequest } from "@/lib/api/rules";
import { backend } from "@/lib/backend";
import { startHits as start } from "@/lib/runs/hits";
import { readHitsRequest } from "@/lib/runs/hits-request";
import { Subscriber } from "@/lib/runs/request";

// Arguments come from the browser and may be anything, whatever their type says.

const NO_SUBSCRIBER = "The request does not say which tab it comes from: reload the page.";

/** Starts the run for the hits of rules, or joins one that exists. */
export async function startHits(request: RuleHitsRequest, subscriber: string): Promise<StepAnswer> {
  const by = Subscriber.safeParse(subscriber);
  if (!by.success) return { kind: "refused", message: NO_SUBSCRIBER };
  const read = await readHitsRequest(request, by.data);
  if (!read.ok) return { kind: "refused", message: read.failure.message };
  const opened = await backend();
  if (!opened.ok) return { kind: "refused", message: opened.failure.message, canRetry: true };
  return start(opened.value, read.value);
}

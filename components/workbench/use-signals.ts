/** The signals of the entity that the step shown is about, from its profile and its baseline. */
import { useQuery } from "@tanstack/react-query";
import { useContext, useMemo } from "react";
import { AddressData } from "@/components/cell/address-data";
import { useAddressFacts } from "@/components/cell/use-address-facts";
import { loadCode } from "@/components/ui/load-code";
import type { SourceSummary } from "@/lib/api/answers";
import { baselineRange } from "@/lib/investigation/baseline-range";
import type { Investigation } from "@/lib/investigation/investigation";
import { stepOf } from "@/queries/index";
import type { Playbook } from "@/queries/playbook";
import { type About, entityKind } from "@/queries/signals/about";
import { profiledEntity } from "@/queries/signals/entity";
import { isAddress } from "@/queries/signals/is-address";
import { type ReadProfile, readProfile } from "@/queries/signals/read-profile";
import type { SignalReport } from "@/queries/signals/signal-types";
import { BASELINE, PROFILE, signalRequests } from "./signal-requests";
import { type CountProgress, countProblem, isOver, needsConfirmation } from "./step-progress";
import type { Answers } from "./use-answers";
import { type KnownCost, useCost } from "./use-cost";
import { useRows } from "./use-rows";

export type Signals = {
  /** Null until the profile of the range is there. Without a baseline yet, its history is “off”. */
  readonly report: SignalReport | null;
  /** Of the whole comparison: a report of the range alone may be there in every state. */
  readonly state: "loading" | "needs-confirmation" | "failed" | "ready";
  /** Why it failed, a sentence; null in other states. */
  readonly problem: string | null;
  /** What `confirm` would scan, where that is needed. */
  readonly estimate: KnownCost;
  /** Scans what needs a confirmation. */
  readonly confirm: () => void;
  /** Runs what has failed again. */
  readonly retry: () => void;
};

type Options = {
  readonly playbook: Playbook;
  readonly investigation: Investigation;
  readonly summary: SourceSummary;
  readonly answers: Answers;
};

const NONE: readonly string[] = [];
const NO_ROWS: ReadProfile = { profile: [], incomplete: [] };

/** The table cannot hold anything of the baseline's days: there is no history, and no failure. */
const isBeforeLogs = (progress: CountProgress | null): boolean =>
  progress?.answer?.kind === "refused" && progress.answer.isNotInTable === true;

const needsScan = (progress: CountProgress | null): boolean =>
  progress !== null && needsConfirmation(progress);

/** The profile that a request has brought, null until it is whole, and why there is none. */
function useProfile(progress: CountProgress | null) {
  const { answer = null, state = null } = progress ?? {};
  const rowCount = answer?.kind === "started" && state?.state === "done" ? state.rowCount : null;
  const runId =
    answer?.kind === "started" && rowCount !== null && rowCount > 0 ? answer.runId : null;
  const { rows, error } = useRows(runId);
  const read = useMemo(() => readProfile(rows), [rows]);
  if (isBeforeLogs(progress)) return { profile: NO_ROWS, problem: null };
  const problem = error ?? (progress && countProblem(progress));
  return { profile: rows.length === rowCount ? read : null, problem };
}

/** More addresses than this are not looked up: the server answers for 1,000 at once. */
const MOST_LOOKED_UP = 5_000;
const NO_COUNTRIES = {};

const addressesIn = (read: ReadProfile | null): readonly string[] =>
  (read?.profile ?? []).flatMap(({ feature, value }) =>
    feature === "address" && value !== null && isAddress(value) ? value : [],
  );

/** How to get the countries of the addresses, once all are there; nothing without data on countries. */
function useCountries(
  range: ReadProfile | null,
  before: ReadProfile | null,
): Pick<About, "countryOf"> {
  const { files } = useContext(AddressData);
  const hasCountries = files.some(({ holds }) => holds.includes("countries"));
  const addresses = useMemo(() => {
    const all = hasCountries ? new Set([...addressesIn(range), ...addressesIn(before)]) : [];
    const list = [...all];
    return list.length <= MOST_LOOKED_UP ? list : NONE;
  }, [hasCountries, range, before]);
  const { countryOf, isLoading } = useAddressFacts(addresses);
  const isThere = addresses.length > 0 && !isLoading;
  return useMemo(() => (isThere ? { countryOf } : NO_COUNTRIES), [isThere, countryOf]);
}

/** Days of the baseline without logs, as far as its estimate says so. */
const daysWithoutLogs = (progress: CountProgress | null): readonly string[] =>
  progress?.answer?.kind === "started"
    ? (progress.answer.estimate.reads?.daysWithoutData ?? NONE)
    : NONE;

/** The code that compares profiles, which comes after the rows; undefined until it is there. */
function useFindSignals(isNeeded: boolean) {
  const { data } = useQuery({
    queryKey: ["code of signals"],
    queryFn: () => loadCode(() => import("@/queries/signals/find-signals")),
    enabled: isNeeded,
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  });
  return data?.findSignals;
}

/** The request that waits for a confirmation; the profile's scan is part of its step. */
function useWaiting({ playbook, investigation, summary, answers }: Options): KnownCost {
  const { maxWindowDays, runsBaseline, dollarsPerTb } = summary;
  const isFree = dollarsPerTb === null;
  const requests = signalRequests(playbook, investigation, { maxWindowDays, isFree, runsBaseline });
  const id = [
    ...(needsScan(answers.profile) ? [PROFILE] : []),
    ...(needsScan(answers.baseline) ? [BASELINE] : []),
  ].at(-1);
  return useCost(requests.find((each) => each.id === id)?.request ?? null);
}

/** The signals for the step shown; null where it is not about one entity. */
export function useSignals(options: Options): Signals | null {
  const { playbook, investigation, summary, answers } = options;
  const { scope, inputs, stepId } = investigation;
  const range = useProfile(answers.profile);
  const before = useProfile(answers.baseline);
  const estimate = useWaiting(options);
  const chosen = baselineRange(scope, investigation, summary.maxWindowDays);
  const [beforeFromMs, beforeToMs] = [chosen?.fromMs ?? 0, chosen?.toMs ?? 0];
  const missingDays = isBeforeLogs(answers.baseline) ? NONE : daysWithoutLogs(answers.baseline);
  const kind = useMemo(() => {
    const step = stepOf(playbook, stepId);
    const entity = step && profiledEntity(playbook, step, inputs);
    return entity && entityKind(entity);
  }, [playbook, stepId, inputs]);
  // The next step of the same entity has the same report.
  const { isLongLived = null, isInstance = null } = kind ?? {};
  const countries = useCountries(range.profile, before.profile);
  const findSignals = useFindSignals(kind !== null && range.profile !== null);
  const { fromMs, toMs } = scope;
  const report = useMemo(() => {
    if (isLongLived === null || isInstance === null) return null;
    if (range.profile === null || !findSignals) return null;
    const { profile, incomplete } = range.profile;
    const about = { isLongLived, isInstance, fromMs, toMs, incomplete, ...countries };
    const window = { fromMs: beforeFromMs, toMs: beforeToMs };
    const baseline = before.profile && { ...before.profile, ...window, missingDays };
    return findSignals(profile, baseline, about);
  }, [
    isLongLived,
    isInstance,
    range.profile,
    before.profile,
    countries,
    fromMs,
    toMs,
    beforeFromMs,
    beforeToMs,
    missingDays,
    findSignals,
  ]);
  // A step that ended without an answer says why: there is nothing to sum up.
  if (kind === null || isOver(answers.steps[stepId])) return null;
  const problem = range.problem ?? before.problem;
  const isReady = report !== null && (chosen === null || before.profile !== null);
  const waits = needsScan(answers.profile) || needsScan(answers.baseline);
  return {
    report,
    state:
      problem !== null ? "failed" : waits ? "needs-confirmation" : isReady ? "ready" : "loading",
    problem,
    estimate,
    confirm: answers.confirmSignals,
    retry: answers.retrySignals,
  };
}

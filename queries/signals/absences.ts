/** What was looked for and not found, and what could not be compared: a sentence each. */
import type { About } from "./about";
import { SOON_MINUTES } from "./countries";
import { counted, featureWord } from "./feature-words";
import type { History } from "./history";
import { COMPARED } from "./new-values";
import { MOST_PROFILE_ROWS } from "./profile";
import type { Baseline, Feature } from "./profile-types";
import type { Signal, SignalKind, SignalReport } from "./signal-types";
import { canJudgeVolume } from "./volume";

/** A sentence, if nothing of its kind was found and it could have been. */
type Absence = {
  readonly kind: SignalKind;
  readonly feature?: Feature;
  readonly couldBe: boolean;
  readonly sentence: string;
};

function absencesFor(
  history: History,
  { isLongLived, isInstance, countryOf, incomplete = [] }: About,
): readonly Absence[] {
  const isCompared = history.history === "compared";
  const isWhole = (feature: Feature) => history.isWhole(feature) && !incomplete.includes(feature);
  const addresses = isCompared && isWhole("address");
  const calls = history.history !== "off" && isWhole("call");
  return [
    ...COMPARED.map((feature) => ({
      kind: "new" as const,
      feature,
      couldBe: isCompared && isWhole(feature),
      sentence: `No new ${featureWord(feature)}.`,
    })),
    {
      kind: "new-country",
      couldBe: addresses && countryOf !== undefined,
      sentence: "No new country.",
    },
    {
      kind: "two-countries",
      couldBe: isLongLived && countryOf !== undefined && !incomplete.includes("address"),
      sentence: `No use from two countries within ${SOON_MINUTES} minutes (by the first and last event of each address).`,
    },
    {
      kind: "instance-outside",
      couldBe: isInstance && addresses,
      sentence: "No use from outside the instance: each address was used in the days before.",
    },
    { kind: "burst", couldBe: calls, sentence: "No burst of new calls." },
    { kind: "denied-burst", couldBe: calls, sentence: "No burst of denied calls." },
    {
      kind: "volume",
      couldBe: isCompared && canJudgeVolume(history),
      sentence: "No hour with unusual volume.",
    },
  ];
}

/** What was not found, of everything that could have been. */
export function absencesOf(
  history: History,
  signals: readonly Signal[],
  about: About,
): readonly string[] {
  return absencesFor(history, about)
    .filter(({ couldBe }) => couldBe)
    .filter(
      ({ kind, feature }) =>
        !signals.some(
          (signal) => signal.kind === kind && (feature ?? signal.feature) === signal.feature,
        ),
    )
    .map(({ sentence }) => sentence);
}

/** The features that have more values than a profile holds. */
export function limitsOf(
  baseline: Baseline | null,
  { incomplete: inRange = [] }: About,
): SignalReport["limits"] {
  const before = baseline?.incomplete ?? [];
  return [
    ...before.map(
      (feature) =>
        `Not compared: the days before have too many ${featureWord(feature, 2)}. A profile holds ${counted(MOST_PROFILE_ROWS)} values.`,
    ),
    ...inRange.map(
      (feature) =>
        `The rarest ${featureWord(feature, 2)} were not compared: the time range has too many. A profile holds ${counted(MOST_PROFILE_ROWS)} values.`,
    ),
  ];
}

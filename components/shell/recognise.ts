/** Recognises a pasted value and suggests which answers to open. Pure. */
import type { Place } from "@/lib/investigation/investigation";
import { readNetwork } from "@/queries/addresses";
import { findStep } from "@/queries/index";
import { checkInput, type Kind } from "@/queries/kinds";
import { literalProblem } from "@/queries/literal";
import type { Scope } from "@/queries/scope";
import { suggestionsOf, suggestionsOfPart } from "./suggestions";

/** A suggestion for a pasted value. */
export type Destination = {
  /** What the value was taken for: `Access key`. */
  readonly as: string;
  /** What it opens, mostly a step's question. */
  readonly opens: string;
  readonly place: Place;
};

export type Recognition = {
  readonly destinations: readonly Destination[];
  /** Why the value is not quite what it seems to be, in a sentence. */
  readonly problem: string | null;
};

const ALMOST: readonly { readonly kind: Kind; readonly shape: RegExp }[] = [
  { kind: "accessKeyId", shape: /^A[KS]IA[A-Z0-9]{3,}$/ },
  { kind: "accessKeyId", shape: /^A[KS]IA[A-Z0-9]{8,}$/i },
  { kind: "instanceId", shape: /^i-[0-9a-f]+$/i },
  { kind: "sourceIp", shape: /^\d+(?:\.\d+){3}$/ },
];

type Slip = { readonly kind: Kind; readonly reason: string };

/** An address of IPv4 or IPv6, and what follows a slash. */
const NETWORK = /^(?:\d+(?:\.\d+){3}|[0-9a-f]*:[0-9a-f:.]*)\/\d*$/i;

/** Why a value looks mistyped: a search for it would find nothing. */
function slipOf(value: string): Slip | null {
  const network = NETWORK.test(value) ? readNetwork(value) : null;
  if (network && !network.ok) return { kind: "sourceIp", reason: network.reason };
  const kind = ALMOST.find(({ shape }) => shape.test(value))?.kind;
  const check = kind ? checkInput(kind, value) : null;
  return kind && check && !check.ok ? { kind, reason: check.reason } : null;
}

/** Removes the quotes and commas around a value pasted from JSON or a sentence. */
const unwrap = (text: string): string =>
  text
    .trim()
    .replace(/[,;]$/, "")
    .replace(/^(["'`])(.*)\1$/s, "$2")
    .trim();

/** What `text` may be, best guess first, each as an investigation in `scope`. */
export function recognise(text: string, scope: Scope): Recognition {
  const value = unwrap(text);
  if (value === "") return { destinations: [], problem: null };
  const unusable = literalProblem(value);
  if (unusable) return { destinations: [], problem: unusable };
  const slip = slipOf(value);
  const suggestions = slip ? suggestionsOfPart(slip.kind, value) : suggestionsOf(value);
  const destinations = suggestions.flatMap((suggestion) => {
    const { as, step, opens, inputs = {}, filters = [], window } = suggestion;
    const found = findStep(step);
    if (!found) return [];
    const own = window ? { ...scope, ...window } : scope;
    const place = {
      playbookId: found.playbook.id,
      stepId: found.step.id,
      scope: own,
      inputs,
      filters,
    };
    return [{ as, opens: opens ?? found.step.question, place }];
  });
  return { destinations, problem: slip?.reason ?? null };
}

"use client";
/** The draft of a step's inputs. */
import { useState } from "react";
import { checkInput } from "@/queries/kinds";
import { type Input, type InputValues, inputProblems } from "@/queries/playbook";

export type Submission =
  | { readonly ok: true; readonly values: InputValues }
  | { readonly ok: false; readonly stuckAt: string };

export type Draft = {
  readonly text: (name: string) => string;
  readonly type: (name: string, text: string) => void;
  /** Why a field's text is not valid; empty if it is. */
  readonly reason: (input: Input) => string;
  /** The checked values, or the name of the first invalid field; from then on reasons are shown. */
  readonly submit: () => Submission;
};

const sameValues = (a: InputValues, b: InputValues): boolean =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].every(
    (name) => (a[name] ?? "") === (b[name] ?? ""),
  );

/** What was submitted: the checked values, and the texts that they were read from. */
type Sent = { readonly values: InputValues; readonly texts: InputValues };

/** The draft when the submitted values arrive: what was typed since then stays. */
const withTypedSince = (draft: InputValues, { values, texts }: Sent): InputValues => ({
  ...values,
  ...Object.fromEntries(Object.entries(draft).filter(([name, text]) => text !== texts[name])),
});

/**
 * The draft of a step's inputs. It starts over when `values` change; if these are what was submitted,
 * what was typed since then is kept.
 */
export function useDraft(
  inputs: readonly Input[],
  values: InputValues,
  problems: Readonly<Record<string, string>>,
): Draft {
  const [draft, setDraft] = useState(values);
  const [seen, setSeen] = useState(values);
  const [insists, setInsists] = useState(false);
  const [sent, setSent] = useState<Sent | null>(null);
  if (!sameValues(seen, values)) {
    setSeen(values);
    setSent(null);
    setDraft(sent && sameValues(sent.values, values) ? withTypedSince(draft, sent) : values);
    setInsists(false);
  }

  const text = (name: string): string => draft[name] ?? "";

  const reason = ({ name, kind, required }: Input): string => {
    const typed = text(name);
    if (typed === "" && (!required || !insists)) return "";
    const check = checkInput(kind, typed);
    if (!check.ok) return check.reason;
    // The server's reason for a value is shown until the value changes.
    return typed === (values[name] ?? "") ? (problems[name] ?? "") : "";
  };

  const submit = (): Submission => {
    setInsists(true);
    const stuckAt = inputs.find(({ name }) => name in inputProblems({ inputs }, draft))?.name;
    if (stuckAt !== undefined) return { ok: false, stuckAt };
    const checked = inputs.flatMap(({ name, kind }) => {
      const check = checkInput(kind, text(name));
      return check.ok ? [[name, check.value] as const] : [];
    });
    const checkedValues = Object.fromEntries(checked);
    setSent({ values: checkedValues, texts: draft });
    return { ok: true, values: checkedValues };
  };

  return {
    text,
    type: (name, typed) => setDraft((before) => ({ ...before, [name]: typed })),
    reason,
    submit,
  };
}

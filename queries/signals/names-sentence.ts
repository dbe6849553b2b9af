/** That one session has two names: its own account's log names its role, that of an account which it calls does not. */
import { listed, type Sentence } from "./phrases";

/** The log of an account that a session of another one called. */
const isFromOutside = (actor: string): boolean => /^account:\d+\/AROA/.test(actor);

/**
 * `One session with two names: ops-jump/jw, and account:111122223333/AROA…:jw in the log of an account
 * that it called.`
 * @param actors of a session, from the step that counts them
 * @param stepId that step
 */
export function namesSentence(actors: readonly string[], stepId: string): Sentence {
  const names = [...new Set(actors)];
  const outside = names.filter(isFromOutside);
  const own = names.filter((name) => !isFromOutside(name));
  if (outside.length === 0 || own.length === 0) return [];
  const link = { stepId, filters: [] };
  const phrases = (of: readonly string[]): Sentence =>
    listed(of.map((text) => [{ text, link, isLogText: true }]));
  return [
    { text: "One session with several names: " },
    ...phrases(own),
    { text: ", and " },
    ...phrases(outside),
    { text: " in the logs of accounts that it called." },
  ];
}

/** What the entity opened and made, by the steps that list it, in sentences. */
import { counted, type Sentence } from "./phrases";

const SESSIONS = "sessions-opened";
const LEFT_BEHIND = "left-behind";

/** The rows of the playbook's steps by id: null while a step was not run; absent without the step. */
export type RowCounts = Readonly<Record<string, number | null>>;

function sessionsSentence(count: number | null): Sentence {
  if (count === null || count === 0) return [];
  const link = { stepId: SESSIONS, filters: [] };
  return [{ text: "It opened " }, { text: counted(count, "session"), link }, { text: "." }];
}

/** Things may have been removed since: the step itself says which are still there. */
function leftBehindSentence(count: number | null): Sentence {
  const link = { stepId: LEFT_BEHIND, filters: [] };
  if (count === null)
    return [{ text: "Not checked yet: " }, { text: "what it left behind", link }, { text: "." }];
  if (count === 0) return [{ text: "It made nothing that lasts." }];
  const made = counted(count, "lasting thing");
  return [{ text: "It made " }, { text: made, link }, { text: ", removed or left behind." }];
}

/** Sentences from the numbers of rows of the steps that a playbook has. */
export function furtherSentences(rows: RowCounts): readonly Sentence[] {
  return [
    ...(SESSIONS in rows ? [sessionsSentence(rows[SESSIONS] ?? null)] : []),
    ...(LEFT_BEHIND in rows ? [leftBehindSentence(rows[LEFT_BEHIND] ?? null)] : []),
  ];
}

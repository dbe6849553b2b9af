/** The first problem with a step's inputs, as a sentence. */
export function inputSentence(problems: Readonly<Record<string, string>>): string {
  const [[name, reason] = ["", ""]] = Object.entries(problems);
  return `--set ${name}=…: ${reason}`;
}

/** What is wrong with a step's inputs, as a sentence about the first of them. */
export function inputSentence(problems: Readonly<Record<string, string>>): string {
  const [[name, reason] = ["", ""]] = Object.entries(problems);
  return `--set ${name}=…: ${reason}`;
}

/** Files of e2e/specs/ that run on the embedded engine alone, and why: they would prove nothing more on Athena. */
export const NOT_ON_ATHENA: Readonly<Record<string, string>> = {
  "empty.spec.ts": "a lake lists its partitions, so that missing days are known; Athena lists none",
  "grown-lake.spec.ts": "an import while the app serves is a lake's",
  "limit.spec.ts": "the size of a run is known beforehand from a lake's partitions alone",
  "runs.spec.ts": "the queue of the embedded engine; athena-*.spec.ts has Athena's slots",
};

/** Files of e2e/specs/ that run on the embedded engine alone, and why: they would prove nothing more on Athena. */
export const NOT_ON_ATHENA: Readonly<Record<string, string>> = {
  "empty.spec.ts": "the page tells of missing days alike, whichever engine knows them",
  "grown-lake.spec.ts": "an import while the app serves is a lake's",
  "limit.spec.ts": "athena-cost.spec.ts asks the same of listed sizes",
  "runs.spec.ts": "the queue of the embedded engine; athena-*.spec.ts has Athena's slots",
};

/** Files of e2e/specs/ that run on the embedded engine alone, and why: they would prove nothing more on Athena. */
export const NOT_ON_ATHENA: Readonly<Record<string, string>> = {
  "grown-lake.spec.ts": "an import while the app serves is a lake's",
};

/** Files of e2e/specs/ that run on the embedded engine alone, and why: they would prove nothing more on Athena. */
export const NOT_ON_ATHENA: Readonly<Record<string, string>> = {
  "accessibility.spec.ts": "elements and colours are the same, whatever answers",
  "catalogue.spec.ts": "what a lake holds, and a page that asks nothing",
  "chart.spec.ts": "drawn from rows that the page has",
  "empty.spec.ts": "a lake lists its partitions, so that missing days are known; Athena lists none",
  "grown-lake.spec.ts": "an import while the app serves is a lake's",
  "headers.spec.ts": "policy, headers and socket belong to the web server",
  "inputs.spec.ts": "what a field says of a wrong value is decided before any engine is asked",
  "limit.spec.ts": "the size of a run is known beforehand from a lake's partitions alone",
  "runs.spec.ts": "the queue of the embedded engine; athena-*.spec.ts has Athena's slots",
  "shell.spec.ts": "theme, search box and keys ask no engine",
  "time-zone.spec.ts": "times are written by the page",
};

/** Measures what the watchlist finds, and writes docs/coverage.md. */
import { writeFileSync } from "node:fs";
import { corporaMissing } from "@/e2e/contract/corpora";
import { coverageText } from "./coverage-text";
import { corpusCounts, demoCounts, invictusCounts } from "./measure";
import { MEASURED_FILE, type Measured, readMeasured } from "./measured";

/** The public logs are on few machines: elsewhere their last numbers remain. */
const ofPublicLogs = (): Pick<Measured, "corpora" | "invictus"> =>
  corporaMissing === null
    ? { corpora: corpusCounts(), invictus: invictusCounts() }
    : readMeasured();

const { corpora: counts, invictus } = ofPublicLogs();
const measured: Measured = { corpora: counts, invictus, demo: demoCounts() };
writeFileSync(MEASURED_FILE, `${JSON.stringify(measured, null, 2)}\n`);
writeFileSync("docs/coverage.md", coverageText(measured));

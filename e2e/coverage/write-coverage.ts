/** Writes docs/coverage.md. */
import { writeFileSync } from "node:fs";
import { coverageText } from "./coverage-text";

writeFileSync("docs/coverage.md", coverageText());

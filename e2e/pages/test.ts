/**
 * `test` that watches every page of every browser it opens: a dialog, an uncaught error, an error on
 * the console or a violation of the security policy fails the test.
 */
import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import { Workbench } from "./workbench";

export { expect };

/** The tag of a test that runs in `npm test -- --full` only. */
export const FULL = "@full";

/** The engine of the server under test; each project sets it. */
export type EngineOption = { readonly engine: "duckdb" | "athena" };

type Fixtures = EngineOption & {
  /** The playbook page of the test's own browser. */
  readonly workbench: Workbench;
  /** A page of a new browser: no cache, no cookie, no history. */
  readonly anotherBrowser: () => Promise<Page>;
  /** Console errors that the test expects. */
  readonly expectedErrors: readonly RegExp[];
  /** What went wrong on any page, a line each. */
  readonly troubles: string[];
};

/** A violation of the policy is an event on the document; on the console it is an ordinary error. */
function reportBreaches(): void {
  document.addEventListener("securitypolicyviolation", (event) =>
    console.error(`policy: ${event.violatedDirective} refuses ${event.blockedURI}`),
  );
}

async function watch(context: BrowserContext, troubles: string[]): Promise<void> {
  context.on("weberror", (error) => troubles.push(`uncaught: ${error.error().message}`));
  context.on("dialog", (dialog) => {
    troubles.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  context.on("console", (message) => {
    if (message.type() !== "error") return;
    troubles.push(`console: ${message.text()} (${message.location().url})`);
  });
  await context.addInitScript(reportBreaches);
}

export const test = base.extend<Fixtures>({
  engine: ["duckdb", { option: true }],
  expectedErrors: [[], { option: true }],
  troubles: [
    async ({ context, expectedErrors }, use) => {
      const troubles: string[] = [];
      await watch(context, troubles);
      await use(troubles);
      const isExpected = (trouble: string) => expectedErrors.some((error) => error.test(trouble));
      expect(troubles.filter((trouble) => !isExpected(trouble))).toEqual([]);
    },
    { auto: true },
  ],
  workbench: async ({ page }, use) => use(new Workbench(page)),
  anotherBrowser: async ({ browser, troubles }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async () => {
      const context = await browser.newContext();
      contexts.push(context);
      await watch(context, troubles);
      return context.newPage();
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
});

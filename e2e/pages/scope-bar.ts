/** The fields that say where and when a question looks. */
import { expect, type Locator, type Page } from "@playwright/test";
import type { Window } from "./links";

export class ScopeBar {
  readonly bar: Locator;
  readonly windowPanel: Locator;
  readonly inputs: Locator;

  constructor(readonly page: Page) {
    this.bar = page.getByRole("region", { name: "Scope" });
    this.windowPanel = page.getByRole("dialog", { name: "Time range" });
    this.inputs = page.getByRole("form", { name: "Inputs" });
  }

  field(name: "Accounts" | "Regions" | "Time range"): Locator {
    return this.bar.getByRole("button", { name: new RegExp(`^${name} `) });
  }

  input(label: string): Locator {
    return this.inputs.getByRole("textbox", { name: label, exact: true });
  }

  async openWindow(): Promise<void> {
    await this.field("Time range").click();
    // Its code is fetched when it is first opened.
    await expect(this.windowPanel.getByRole("button", { name: "Apply" })).toBeVisible();
  }

  async typeTimes({ from, to }: Window): Promise<void> {
    await this.windowPanel.getByRole("textbox", { name: "From" }).fill(from);
    await this.windowPanel.getByRole("textbox", { name: "To" }).fill(to);
  }

  async setWindow(window: Window): Promise<void> {
    await this.openWindow();
    await this.typeTimes(window);
    await this.windowPanel.getByRole("button", { name: "Apply" }).click();
    await expect(this.windowPanel).toBeHidden();
  }

  /** Ticks and unticks values of a field and applies them. */
  async toggle(name: "Accounts" | "Regions", ...values: readonly string[]): Promise<void> {
    await this.field(name).click();
    const panel = this.page.getByRole("dialog", { name });
    for (const value of values) await panel.getByRole("checkbox", { name: value }).click();
    await panel.getByRole("button", { name: "Apply" }).click();
    await expect(panel).toBeHidden();
  }

  async run(): Promise<void> {
    await this.inputs.getByRole("button", { name: "Run" }).click();
  }
}

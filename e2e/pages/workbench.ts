/** The playbook page, by names and roles instead of markup. */
import { expect, type Locator, type Page } from "@playwright/test";
import { findStep } from "@/queries/index";

/** The question that a step, `playbook/step`, is shown as. */
export function questionOf(address: string): string {
  const found = findStep(address);
  if (!found) throw new Error(`there is no step ${address}`);
  return found.step.question;
}

/** Several answers of a page share one engine with those of the other tests. */
const ANSWER = { timeout: 120_000 };

/** A table that has not changed for this number of frames is drawn. */
const STILL_FRAMES = 4;
const FIRST_ROWS = 10;

export class Workbench {
  readonly path: Locator;
  readonly steps: Locator;
  readonly answer: Locator;
  /** Events per day over all logs, above the answer. */
  readonly activity: Locator;
  /** What is new about the entity, in sentences. */
  readonly summary: Locator;
  readonly grid: Locator;
  readonly menu: Locator;
  readonly record: Locator;
  readonly filters: Locator;
  /** The notices about the link and the source, above the answer. */
  readonly notices: Locator;

  constructor(readonly page: Page) {
    this.path = page.getByRole("navigation", { name: "Path" });
    this.steps = page.getByRole("navigation", { name: "Steps" });
    this.answer = page.getByRole("region", { name: "Answer" });
    this.activity = page.getByRole("region", { name: "Activity" });
    this.summary = this.answer.getByRole("region", { name: "Summary" });
    // User agents are a tree: grouped by tool.
    this.grid = this.answer.getByRole("grid").or(this.answer.getByRole("treegrid"));
    this.menu = page.getByRole("menu");
    this.record = page.getByRole("complementary", { name: "Event" });
    this.filters = this.answer.getByRole("list", { name: "Filters" });
    // Next has its own alert, which announces pages and contains no list.
    this.notices = page.getByRole("alert").filter({ has: page.getByRole("list") });
  }

  /** Opens a link and waits until the page answers to clicks. */
  async open(href: string): Promise<void> {
    await this.page.goto(href);
    await isAwake(this.page);
  }

  /** Opens a link and waits for its rows. */
  async openRows(href: string): Promise<void> {
    await this.open(href);
    await expect(this.rows().first()).toBeVisible(ANSWER);
  }

  /** The rows that are drawn; a long table draws only those in view. */
  rows(): Locator {
    return this.grid.getByRole("row").filter({ has: this.page.getByRole("gridcell") });
  }

  /** The first row that contains a text. */
  row(text: string | RegExp): Locator {
    return this.rows().filter({ hasText: text }).first();
  }

  /** The button of the first cell with this text. */
  cell(text: string): Locator {
    return this.grid.getByRole("gridcell").getByRole("button", { name: text, exact: true }).first();
  }

  /** The values of a row's cells, without the marks beside them. */
  values(row: Locator): Locator {
    return row.locator("[data-cell]");
  }

  /** A row's cell without a button, where a click is one on the row. */
  timeOf(row: Locator): Locator {
    return row.getByRole("gridcell").first();
  }

  heading(column: string): Locator {
    return this.grid.getByRole("columnheader", { name: column });
  }

  step(address: string): Locator {
    return this.steps.getByRole("button", { name: questionOf(address) });
  }

  button(name: string): Locator {
    return this.answer.getByRole("button", { name, exact: true });
  }

  /** Goes to a step, `playbook/step`, of the playbook that is open. */
  async goToStep(address: string): Promise<void> {
    await this.step(address).click();
    await this.shows(address);
  }

  /** Expects the step to be the current one. */
  async shows(address: string): Promise<void> {
    await expect(this.answer.getByRole("heading", { level: 2 })).toHaveText(questionOf(address));
    await expect(this.step(address)).toHaveAttribute("aria-current", "step");
  }

  /** Waits until the run is done. */
  async isAnswered(): Promise<void> {
    const count = this.answer.getByRole("status").filter({ hasText: /^[\d,]+ rows? ·/ });
    await expect(count).toBeVisible(ANSWER);
  }

  /** Waits until the answer, and all that is found for the parts above it, has arrived. */
  async hasArrived(): Promise<void> {
    await this.isAnswered();
    for (const text of ["Counting…", "Reading what is new…", "Looking for the sessions"])
      await expect(this.page.getByText(text)).toHaveCount(0, ANSWER);
  }

  /** Waits until the run is live. */
  async isRunning(): Promise<void> {
    const line = this.answer.getByRole("status").filter({ hasText: /^Running/ });
    await expect(line).toBeVisible(ANSWER);
  }

  /** It failed with this message. */
  async isRefused(sentence: string): Promise<void> {
    await expect(this.answer.getByRole("alert")).toContainText(sentence, ANSWER);
  }

  /** The answer has this number of rows, in its status and in the table. */
  async hasRows(count: number): Promise<void> {
    const text = `${count.toLocaleString("en-US")} ${count === 1 ? "row" : "rows"} ·`;
    await expect(this.answer.getByRole("status").filter({ hasText: text })).toBeVisible(ANSWER);
    await expect(this.grid).toHaveAttribute("aria-rowcount", String(count + 1));
  }

  /** Opens the menu of the first cell with this text and chooses an entry. */
  async follow(cell: string, entry: string): Promise<void> {
    await this.cell(cell).click();
    await this.menu.getByRole("menuitem", { name: entry }).click();
    await expect(this.menu).toBeHidden();
  }

  /** The stops of the path, the current one last. */
  stops(): Promise<readonly string[]> {
    return this.path.getByRole("listitem").locator("bdi").allTextContents();
  }

  /** The names of the columns drawn. */
  async headings(): Promise<readonly string[]> {
    const texts = await this.grid.getByRole("columnheader").allTextContents();
    return texts.map((heading) => heading.replace(/ [↑↓]$/, ""));
  }

  /**
   * The texts of the rows drawn, cell by cell, once all are. Those beyond the view take further
   * frames, and their elements are in the order of the rows only a while after.
   */
  async texts(): Promise<readonly (readonly string[])[]> {
    // What is known of each value is among the cells.
    await expect(this.page.getByText("Reading what is new…")).toHaveCount(0, ANSWER);
    await this.grid.evaluate(async (grid, frames) => {
      const count = () => grid.querySelectorAll("tbody tr").length;
      for (let last = count(), still = 0; still < frames; still += 1) {
        await new Promise(requestAnimationFrame);
        if (count() !== last) still = 0;
        last = count();
      }
    }, STILL_FRAMES);
    const rows = await this.rows().evaluateAll((drawn) =>
      drawn.map((row) => ({
        index: Number(row.ariaRowIndex),
        // A mark beside a value is not part of it.
        cells: [...row.children].map(
          (cell) => (cell.querySelector("[data-cell]") ?? cell).textContent,
        ),
      })),
    );
    return rows.sort((a, b) => a.index - b.index).map(({ cells }) => cells);
  }

  /**
   * The texts of a column in the first rows drawn: how many are drawn depends on the room that the
   * parts above the table leave.
   */
  async column(name: string): Promise<readonly string[]> {
    const at = (await this.headings()).indexOf(name);
    return (await this.texts()).slice(0, FIRST_ROWS).map((cells) => cells[at] ?? "");
  }

  /** The link to what is shown, once it names the run whose result this is. */
  async link(): Promise<string> {
    await expect(this.page).toHaveURL(/[?&]run=[0-9a-f]+/);
    return this.page.url();
  }
}

/** Next adds its announcer once the page is alive; what is typed before that would be lost. */
export async function isAwake(page: Page): Promise<void> {
  await expect(page.locator("next-route-announcer")).toBeAttached();
}

/** Runs that wait for a free Athena slot: browser tabs take turns, each with its runs in order. */
import type { Run } from "./run";

function ordinal(place: number): string {
  const isTeen = place % 100 > 10 && place % 100 < 14;
  const suffix = isTeen ? "th" : (["th", "st", "nd", "rd"][place % 10] ?? "th");
  return `${place}${suffix}`;
}

const comesBefore = ({ turn: one }: Run, { turn: two }: Run): boolean =>
  one.number < two.number || (one.number === two.number && one.arrival < two.arrival);

export class StartQueue {
  private readonly waiting: Run[] = [];
  /** The latest turn that each tab was given, until that turn is over. */
  private readonly latestTurns = new Map<string, number>();
  private arrivals = 0;
  /** The turn of the run that started last. */
  private current = 0;

  get first(): Run | undefined {
    return this.waiting[0];
  }

  /** Gives a new run its turn: one after the last of its tab, or the current one. */
  giveTurn(run: Run): void {
    const latest = this.latestTurns;
    const number = Math.max(this.current, (latest.get(run.owner) ?? 0) + 1);
    this.arrivals += 1;
    run.turn = { number, arrival: this.arrivals };
    for (const [owner, turn] of latest) if (turn < this.current) latest.delete(owner);
    latest.set(run.owner, number);
  }

  add(run: Run): void {
    const index = this.waiting.findIndex((other) => comesBefore(run, other));
    this.waiting.splice(index < 0 ? this.waiting.length : index, 0, run);
    this.notePlaces();
  }

  /** Removes a run, which need not wait. */
  remove(run: Run): void {
    const index = this.waiting.indexOf(run);
    if (index >= 0) this.waiting.splice(index, 1);
    run.note = null;
    this.notePlaces();
  }

  /** Removes a run that has started. */
  started(run: Run): void {
    this.remove(run);
    this.current = Math.max(this.current, run.turn.number);
  }

  private notePlaces(): void {
    this.waiting.forEach((run, index) => {
      run.note = `waiting for a free Athena slot (${ordinal(index + 1)})`;
    });
  }
}

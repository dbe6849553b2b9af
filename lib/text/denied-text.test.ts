import { expect, it } from "vitest";
import { eventsText } from "./denied-text";

it.each([
  [1, 0, "1 event"],
  [1, 1, "1 event, denied"],
  [5, 4, "5 events, 4 denied"],
  [2, 2, "2 events, all denied"],
])("%i events of which %i were denied: %s", (total, denied, text) => {
  expect(eventsText(total, denied)).toBe(text);
});

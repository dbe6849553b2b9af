/** Gathers the requests of one turn of the event loop into one call: Next sends a tab's actions one by one. */
export function batched<Ask, Answer>(
  callAll: (asks: readonly Ask[]) => Promise<readonly Answer[]>,
): (ask: Ask) => Promise<Answer> {
  let waiting: { ask: Ask; resolve: (answer: Answer) => void; reject: (error: unknown) => void }[] =
    [];
  const flush = async () => {
    const batch = waiting;
    waiting = [];
    try {
      const answers = await callAll(batch.map(({ ask }) => ask));
      batch.forEach(({ resolve, reject }, index) => {
        const answer = answers[index];
        if (answer === undefined) reject(new Error("The server left a question unanswered."));
        else resolve(answer);
      });
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  };
  return (ask) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setTimeout(flush, 0);
      waiting.push({ ask, resolve, reject });
    });
}

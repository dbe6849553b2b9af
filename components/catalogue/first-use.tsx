/** The introduction on a server without logs. */
const WAYS: readonly {
  readonly title: string;
  readonly detail: string;
  readonly command: string;
}[] = [
  {
    title: "Try it on a demo account",
    detail: "Makes a realistic organisation with incidents to find. Nothing leaves this machine.",
    command: "npm run demo",
  },
  {
    title: "Bring your own logs",
    detail:
      "Imports a copy of a CloudTrail bucket, or loose files. Run it again for new files: nothing is imported twice.",
    command: "npm run -s trailbook -- import DIR",
  },
];

/** How to get logs, shown while there are none. */
export function FirstUse({ problem }: { readonly problem: string }) {
  return (
    <section
      aria-labelledby="first-use-title"
      className="rounded-[10px] border border-line bg-panel px-4 py-4"
    >
      <h2 id="first-use-title" className="text-[15px] font-semibold">
        No logs yet
      </h2>
      <p className="mb-3 text-ink-2">{problem}</p>
      <ol className="grid gap-3 md:grid-cols-2">
        {WAYS.map(({ title, detail, command }) => (
          <li key={command} className="flex flex-col gap-1.5">
            <h3 className="font-[550]">{title}</h3>
            <p className="text-[12px] text-ink-2">{detail}</p>
            <pre className="overflow-auto rounded-lg border border-line bg-bg px-3 py-2 font-mono text-[12px]">
              <code>{command}</code>
            </pre>
          </li>
        ))}
      </ol>
      <p className="mt-3 text-[12px] text-ink-2">Then load this page again.</p>
    </section>
  );
}

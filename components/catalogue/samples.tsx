/** Links to the incidents of the demo account. */
import Link from "next/link";

export type Sample = {
  readonly title: string;
  readonly detail: string;
  readonly href: string;
};

/** Ready-made investigations of the demo account. */
export function Samples({ samples }: { readonly samples: readonly Sample[] }) {
  return (
    <section aria-labelledby="samples-title">
      <h2 id="samples-title" className="mb-2 font-semibold">
        Try an incident of the demo account
      </h2>
      <ul className="grid gap-2 sm:grid-cols-2 lg:grid-cols-4">
        {samples.map(({ title, detail, href }) => (
          <li key={href}>
            <Link
              href={href}
              prefetch={false}
              className="flex h-full flex-col rounded-[10px] border border-line bg-panel px-3 py-2 hover:border-accent"
            >
              <span className="font-[550] text-accent">{title} →</span>
              <span className="text-[12px] text-ink-2">{detail}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

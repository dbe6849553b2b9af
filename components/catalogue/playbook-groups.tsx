/** The playbooks of the home page, in groups. */
import { useId } from "react";
import type { HomeStart } from "@/lib/investigation/home-link";
import { type Found, neededInputs } from "./find-steps";
import { PlaybookCard } from "./playbook-card";

type Props = { readonly found: readonly Found[]; readonly start: HomeStart };

/** The playbooks that were found: those about something that an alert names, and the others. */
export function PlaybookGroups({ found, start }: Props) {
  const isNamed = ({ playbook }: Found): boolean => neededInputs(playbook).length > 0;
  return (
    <>
      <Group title="You have something from the alert" found={found.filter(isNamed)} start={start}>
        A key, an address, an instance, a user, a role, a bucket: what the alert names.
      </Group>
      <Group
        title="You have only a time"
        found={found.filter((each) => !isNamed(each))}
        start={start}
      >
        A whole account: what was changed, who was active, what should never happen.
      </Group>
    </>
  );
}

type GroupProps = Props & { readonly title: string; readonly children: string };

/** A group: links to its cards, because there are more than a screen holds, and the cards. */
function Group({ title, found, start, children }: GroupProps) {
  const id = useId();
  if (found.length === 0) return null;
  return (
    <section aria-labelledby={id} className="flex flex-col gap-2.5 pt-1">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h2 id={id} className="text-[13px] font-semibold">
          {title}
        </h2>
        <p className="text-[12px] text-ink-2">{children}</p>
      </div>
      {found.length > 2 ? (
        <nav aria-label={title} className="flex flex-wrap gap-1.5">
          {found.map(({ playbook }) => (
            <a
              key={playbook.id}
              href={`#playbook-${playbook.id}`}
              className="rounded-md border border-line bg-panel px-2 text-[12px] leading-[24px] hover:border-ink-3"
            >
              {playbook.title}
            </a>
          ))}
        </nav>
      ) : null}
      <div className="grid items-start gap-3 md:grid-cols-2">
        {found.map(({ playbook, steps }) => (
          <PlaybookCard key={playbook.id} playbook={playbook} steps={steps} start={start} />
        ))}
      </div>
    </section>
  );
}

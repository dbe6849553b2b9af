/** A label that keeps its width when it changes. */
type Props = {
  readonly text: string;
  /** Every text that the label may have: it is always as wide as the widest. */
  readonly texts: readonly string[];
};

/** A label that changes without moving anything beside it. */
export function SteadyLabel({ text, texts }: Props) {
  return (
    <span className="inline-grid justify-items-center">
      {texts.map((each) => (
        // Room for a text, not the text: nothing that is read out or searched for.
        <span
          key={each}
          data-text={each}
          className="invisible col-start-1 row-start-1 before:content-[attr(data-text)]"
        />
      ))}
      <span aria-live="polite" className="col-start-1 row-start-1">
        {text}
      </span>
    </span>
  );
}

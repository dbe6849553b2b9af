/** The query string of a page, as Next passes it. */
export type SearchParams = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The same in the browser's form. */
export function paramsOf(query: SearchParams): URLSearchParams {
  return new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) =>
      [value ?? []].flat().map((each) => [name, each]),
    ),
  );
}

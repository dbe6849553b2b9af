/** The colour theme, kept in a cookie so that the server renders it from the start. */

/** `system` has no cookie and no attribute: the style sheet asks the browser. */
export type Theme = "light" | "dark" | "system";

export const THEME_COOKIE = "theme";

/** The theme of a cookie or an attribute. */
export function readTheme(text: string | undefined): Theme {
  return text === "light" || text === "dark" ? text : "system";
}

const NEXT: Record<Theme, Theme> = { system: "light", light: "dark", dark: "system" };

/** The theme that the toggle goes to. */
export function nextTheme(theme: Theme): Theme {
  return NEXT[theme];
}

const YEAR_SECONDS = 31_536_000;

/** The cookie that keeps a theme, as `document.cookie` takes it. */
export function themeCookie(theme: Theme): string {
  const age = theme === "system" ? 0 : YEAR_SECONDS;
  return `${THEME_COOKIE}=${theme}; path=/; max-age=${age}; samesite=lax`;
}

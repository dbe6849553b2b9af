/** The mark as an SVG file. */
export const MARK = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20" fill="none" stroke="#6366f1" stroke-width="2" stroke-linecap="round"><path d="M3 17C7 17 5 11 9 11s3-7 8-8"/><circle cx="3" cy="17" r="1.6" fill="#6366f1"/><circle cx="17" cy="3" r="1.6" fill="#6366f1"/></svg>`;

/** The tab's icon, in the page itself: browsers ask for a file again with every change of the address. */
export const ICON = `data:image/svg+xml,${encodeURIComponent(MARK)}`;

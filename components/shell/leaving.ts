/**
 * Whether the user is leaving for another page. Next drops a page that is loading if the address is
 * rewritten meanwhile.
 */
export const leaving = { isUnderWay: false };

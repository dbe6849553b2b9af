/**
 * Whether a person is on the way to another page. Next drops a page that is being loaded when the
 * address is written anew meanwhile.
 */
export const leaving = { isUnderWay: false };

/** From a table's metadata to the folder of S3 that its log files lie in, where that is CloudTrail's own. */
import type { Layout, LogFolder, PartitionMeaning } from "./layouts";

/** What each partition column has to be written as to stand for a folder of CloudTrail's. */
const FOLDERS: Partial<Record<PartitionMeaning, string | undefined>> = {
  date: "yyyy/MM/dd",
  year: "yyyy",
  month: "MM",
  day: "dd",
};

const IN_TEMPLATE =
  /^(.*\/)(?:(\d{12})|<account>)\/CloudTrail\/(?:([a-z0-9-]+)|<region>)\/(?:<date>|<year>\/<month>\/<day>)\/?$/;
const IN_LOCATION = /^(.*\/)(\d{12})\/CloudTrail(?:\/([a-z0-9-]+))?\/$/;

/**
 * Bases whose paths are sure to look the same everywhere: nothing in them is escaped in a URL. The
 * schemes `s3a` and `s3n` would stand in the path as they do here.
 */
const PLAIN = /^s3:\/\/[a-z0-9][a-z0-9.-]+\/[A-Za-z0-9._/=-]*$/;

/** Athena takes the second of two slashes away: `//` in a location is `/` in its files' paths. */
const withSlash = (location: string): string =>
  `${location}/`.replace(/(?<!^[a-z0-9]+:)\/{2,}/g, "/");

/** The template of a projected table, with what its variables hold in their place. */
const readTemplate = (template: string, { columns }: Layout): string =>
  template.replace(/\$\{([^}]*)\}/g, (variable, name: string) => {
    const column = columns.find((each) => each.name === name.toLowerCase());
    const isFolder = column && (!column.format || column.format === FOLDERS[column.means]);
    return isFolder ? `<${column.means}>` : variable;
  });

/**
 * The folder that a table's parameters name as its location, and the only account and region in it
 * where it names them: for the day of a projected table, for all of another's. Null where it does not
 * have the form of CloudTrail's folders, or the parameters name none.
 */
export function locationOf(
  parameters: Readonly<Record<string, string>>,
  layout: Layout,
): LogFolder | null {
  const template = parameters["storage.location.template"];
  // Without a template, Athena looks for folders named column=value, and the logs lie elsewhere.
  const isProjected =
    parameters["projection.enabled"]?.toLowerCase() === "true" && template !== undefined;
  const told = isProjected ? readTemplate(template, layout) : parameters.location;
  if (!told) return null;
  const location = withSlash(told);
  const found = (isProjected ? IN_TEMPLATE : IN_LOCATION).exec(location);
  const [, base = location, account, region] = found ?? [];
  if (isProjected && !found) return null;
  return {
    base,
    ...(account === undefined ? {} : { account }),
    ...(region === undefined ? {} : { region }),
    ...(isProjected ? { isProjected } : {}),
  };
}

/** The same folder, where the paths in it look the same everywhere. Only S3 knows what it holds. */
export function logFolderOf(
  parameters: Readonly<Record<string, string>>,
  layout: Layout,
): LogFolder | null {
  const folder = locationOf(parameters, layout);
  return folder && PLAIN.test(folder.base) ? folder : null;
}

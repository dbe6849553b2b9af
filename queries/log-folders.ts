/** From a table's metadata to the S3 folder of its log files, if it has CloudTrail's structure. */
import type { Layout, LogFolder, PartitionMeaning } from "./layouts";

/** The format of each partition column in CloudTrail's folders. */
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
 * schemes `s3a` and `s3n` would appear in the path as written here.
 */
const PLAIN = /^s3:\/\/[a-z0-9][a-z0-9.-]+\/[A-Za-z0-9._/=-]*$/;

/** Athena removes the second of two slashes: `//` in a location is `/` in its files' paths. */
const withSlash = (location: string): string =>
  `${location}/`.replace(/(?<!^[a-z0-9]+:)\/{2,}/g, "/");

/** The template of a projected table, with each variable replaced by what it holds. */
const readTemplate = (template: string, { columns }: Layout): string =>
  template.replace(/\$\{([^}]*)\}/g, (variable, name: string) => {
    const column = columns.find((each) => each.name === name.toLowerCase());
    const isFolder = column && (!column.format || column.format === FOLDERS[column.means]);
    return isFolder ? `<${column.means}>` : variable;
  });

/**
 * The location from a table's parameters, with the account and region if the location names them.
 * A projected table's location is its template. Null if the parameters have no location, or the
 * template does not have CloudTrail's structure.
 */
export function locationOf(
  parameters: Readonly<Record<string, string>>,
  layout: Layout,
): LogFolder | null {
  const template = parameters["storage.location.template"];
  // Without a template, Athena looks for folders named column=value, and the logs are elsewhere.
  const isProjected =
    parameters["projection.enabled"]?.toLowerCase() === "true" && template !== undefined;
  const named = isProjected ? readTemplate(template, layout) : parameters.location;
  if (!named) return null;
  const location = withSlash(named);
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

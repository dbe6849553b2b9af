/** The groups of the judge, in the order in which they run. */
import type { Group } from "./cases";
import { accountsGroup } from "./groups/accounts";
import { facetsGroup } from "./groups/facets";
import { fieldsGroup } from "./groups/fields";
import { hostileGroup } from "./groups/hostile";
import { literalsGroup } from "./groups/literals";
import { measuresGroup } from "./groups/measures";
import { multiCountGroup } from "./groups/multi-count";
import { pathsGroup } from "./groups/paths";
import { profilesGroup } from "./groups/profiles";
import { rollupsGroup } from "./groups/rollups";
import { rulesGroup } from "./groups/rules";
import { semanticsGroup } from "./groups/semantics";
import { slicesGroup } from "./groups/slices";
import { stepGroups } from "./groups/steps";
import { watchlistGroup } from "./groups/watchlist";

export const groups: readonly Group[] = [
  semanticsGroup,
  literalsGroup,
  ...stepGroups,
  fieldsGroup,
  hostileGroup,
  slicesGroup,
  measuresGroup,
  multiCountGroup,
  profilesGroup,
  rollupsGroup,
  facetsGroup,
  pathsGroup,
  accountsGroup,
  watchlistGroup,
  rulesGroup,
];

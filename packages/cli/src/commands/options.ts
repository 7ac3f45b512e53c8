/** Options that several commands take. */
import { userInfo } from 'node:os';
import { Option } from 'commander';

const several = (value: string, before: readonly string[]): readonly string[] => [...before, value];

export const baseOption = (): Option => new Option('--base <folder>', 'folder of a package that it extends, or of such folders; may be given several times').argParser(several).default([], 'its neighbours and metadata/*');
export const tenantOption = (): Option => new Option('--tenant <slug>', 'tenant').makeOptionMandatory();
export const tenantsOption = (): Option => new Option('--tenant <slug>', 'tenant; may be given several times').argParser(several).default([], 'none');
export const keepMineOption = (): Option => new Option('--keep-mine <address>', 'decide a conflict: what the layer says stands; may be given several times').argParser(several).default([], 'none');
export const takeTheirsOption = (): Option => new Option('--take-theirs <address>', 'decide a conflict: what is below is taken; may be given several times').argParser(several).default([], 'none');

export const consentOption = (): Option => new Option('--consent', 'yes, lose the data that the plan says is lost');
export const reasonOption = (): Option => new Option('--reason <text>', 'why; it is kept in the history and in blame');

/** Who is written down as having done it. */
export function userName(): string {
  try {
    return `${userInfo().username} (cli)`;
  } catch {
    return 'cli'; // a container may run as a user without a name
  }
}

export interface Decisions {
  readonly keepMine: readonly string[];
  readonly takeTheirs: readonly string[];
}

/** Which side each conflict was decided for, by address. */
export const resolutionsOf = ({ keepMine, takeTheirs }: Decisions): Readonly<Record<string, 'mine' | 'theirs'>> => ({
  ...Object.fromEntries(keepMine.map((address) => [address, 'mine' as const])),
  ...Object.fromEntries(takeTheirs.map((address) => [address, 'theirs' as const])),
});

/** How a person keeps the navigation: as wide as its words or only icons, and which groups are folded. */
import { usePreference } from './preferences.ts';

interface MenuState {
  readonly narrow: boolean;
  readonly closed: readonly string[];
}
const fallback: MenuState = { narrow: false, closed: [] };

export function useMenuState() {
  const [state, set] = usePreference<MenuState>('menu', fallback);
  return {
    ...state,
    toggleNarrow: () => set({ ...state, narrow: !state.narrow }),
    toggleGroup: (key: string) => set({ ...state, closed: state.closed.includes(key) ? state.closed.filter((one) => one !== key) : [...state.closed, key] }),
  };
}

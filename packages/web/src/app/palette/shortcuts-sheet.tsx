/** The keys that work on the page that is shown. */
import { useSay } from '../language.tsx';
import { Sheet } from '../sheet.tsx';
import { keyCaps, useShortcuts } from '../shortcuts.ts';

export default function ShortcutsSheet({ close }: { readonly close: () => void }) {
  const say = useSay();
  const shortcuts = useShortcuts();
  return (
    <Sheet title={say('keyboard')} side="right" close={close}>
      <dl className="shortcut-list">
        {shortcuts.map(({ keys, label }) => <div key={`${keys} ${label}`}><dt>{label}</dt><dd>{keyCaps(keys).map((cap) => <kbd key={cap}>{cap}</kbd>)}</dd></div>)}
      </dl>
    </Sheet>
  );
}

/** Changes of a Model in words, with a sign for what came, went or is other. */
import { useLanguage } from '../app/language.tsx';
import { Capped } from './capped.tsx';
import type { ModelChange } from './metadata.ts';

const signs: Readonly<Record<ModelChange['kind'], string>> = { added: '+', removed: '−', changed: '~', renamed: '→' };

/** That a layer begins or ends is no news to whoever writes it. */
const isNews = ({ address }: ModelChange): boolean => !/^package\/[^#]+#layers\//.test(address);

export const newsIn = (changes: readonly ModelChange[]): readonly ModelChange[] => changes.filter(isNews);

export function ModelChanges({ changes }: { readonly changes: readonly ModelChange[] }) {
  const { language } = useLanguage();
  return (
    <ul className="model-changes">
      <Capped
        items={newsIn(changes)}
        show={(change, index) => <li key={index} data-change={change.address} className={`change-${change.kind}`}><span className="change-sign" aria-hidden="true">{signs[change.kind]}</span><span>{change.what?.[language] ?? change.address}</span></li>}
      />
    </ul>
  );
}

/** Who may do more or less by a plan. Roles for which the same changes stand together. */
import { useQuery } from '@tanstack/react-query';
import type { Model } from '@tenon/model';
import { Tag } from 'antd';
import { useEngine } from '../app/engine.tsx';
import { useLanguage } from '../app/language.tsx';
import { Capped } from './capped.tsx';
import { metadata, type AccessChange } from './metadata.ts';
import { useSetup } from './setup-scope.tsx';
import { useSetupSay, wordFor, type SetupSay } from './words.ts';

interface Group {
  readonly roles: readonly string[];
  readonly change: AccessChange;
}

export function PlanAccess({ access }: { readonly access: readonly AccessChange[] }) {
  const { model } = useSetup();
  // What a plan takes out of sight has its name in the Model that is in effect.
  const { model: published } = useEngine();
  const say = useSetupSay();
  const groups = grouped(access.filter(isNotable));
  const labelOf = useRoleLabels([...new Set(access.map(({ role }) => role))]);
  return (
    <ul className="plan-access">
      <Capped
        items={groups}
        show={({ roles, change }) => (
          <li key={`${change.object} ${roles.join()}`}>
            <div><b>{(model.objects[change.object] ?? published.objects[change.object])?.label ?? change.object}</b></div>
            {linesOf(change, model, say).map(({ sign, text }) => <div key={`${sign} ${text}`} className={`access-${sign}`}>{say(sign)}: {text}</div>)}
            <div className="tags">{roles.map((role) => <Tag key={role} className="layer-tag" data-role={role}>{labelOf(role)}</Tag>)}</div>
          </li>
        )}
      />
    </ul>
  );
}

const lost = ({ verbs, fields, actions, records }: AccessChange): boolean => verbs.lost.length + fields.lost.length + actions.lost.length + (records?.lost ?? 0) > 0;
const isNotable = (change: AccessChange): boolean => lost(change) || change.verbs.gained.length + change.verbs.changed.length + change.fields.gained.length + change.actions.gained.length + (change.records?.gained ?? 0) > 0;

/** What is lost comes first. */
function grouped(access: readonly AccessChange[]): readonly Group[] {
  const found = new Map<string, Group>();
  for (const change of access) {
    const { role, ...rest } = change;
    const key = JSON.stringify(rest);
    found.set(key, { change, roles: [...(found.get(key)?.roles ?? []), role] });
  }
  return [...found.values()].sort((a, b) => Number(lost(b.change)) - Number(lost(a.change)));
}

const fieldsMax = 8;

interface Line { readonly sign: 'accessGained' | 'accessLost' | 'accessChanged'; readonly text: string }

function linesOf({ object, verbs, actions, fields, records }: AccessChange, model: Model, say: SetupSay): readonly Line[] {
  const owner = model.objects[object];
  const verb = (name: string) => wordFor(say, 'verb', name);
  const action = (name: string) => owner?.lifecycle?.transitions[name]?.label ?? name;
  const field = ({ name, from, to }: { readonly name: string; readonly from: string; readonly to: string }) => `${owner?.fields[name]?.label ?? name} (${from === 'none' ? '' : `${wordFor(say, 'grant', from)} → `}${wordFor(say, 'grant', to)})`;
  const line = (sign: Line['sign'], texts: readonly string[]): readonly Line[] => (texts.length > 0 ? [{ sign, text: texts.join(', ') }] : []);
  // Who sees an object no more, or only now, is not told each of its fields.
  const parts = (side: 'lost' | 'gained') => (verbs[side].includes('read') ? verbs[side].map(verb) : [...verbs[side].map(verb), ...actions[side].map(action), ...fieldList(fields[side].map(field))]);
  const fieldList = (all: readonly string[]) => (all.length > fieldsMax ? [...all.slice(0, fieldsMax), say('moreWords', { count: all.length - fieldsMax })] : all);
  return [
    ...line('accessLost', parts('lost')),
    ...line('accessGained', parts('gained')),
    ...line('accessChanged', [...verbs.changed.map(verb), ...(records && records.gained + records.lost > 0 ? [say('accessRecords', { before: records.before, after: records.after })] : [])]),
  ];
}

/** The page's Model has only the reader's own roles: the names of the others are asked for. */
function useRoleLabels(roles: readonly string[]): (role: string) => string {
  const { draft, source } = useSetup();
  const { language } = useLanguage();
  const found = useQuery({
    queryKey: ['setup', 'roles', roles, language, draft.revision, draft.baseVersion],
    queryFn: async () => {
      const texts = language === source.package.locales[0] ? {} : (await metadata.document(`locale/${language}`).catch(() => ({ value: {} }))).value;
      const labels = await Promise.all(roles.map(async (role) => {
        const document = await metadata.document(`role/${role}`).catch(() => undefined);
        return [role, String(texts[`role/${role}/label`] ?? document?.value['label'] ?? role)] as const;
      }));
      return new Map(labels);
    },
  });
  return (role) => found.data?.get(role) ?? role;
}

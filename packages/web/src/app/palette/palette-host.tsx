/** Opens the command palette and the page of shortcuts from anywhere; their code is loaded when somebody first does. */
import { useNavigate } from '@tanstack/react-router';
import { createContext, lazy, Suspense, use, useMemo, useState, type ReactNode } from 'react';
import { useSay } from '../language.tsx';
import { useShortcut } from '../shortcuts.ts';

const Palette = lazy(() => import('./palette.tsx'));
const ShortcutsSheet = lazy(() => import('./shortcuts-sheet.tsx'));

interface PaletteControl {
  readonly open: () => void;
  readonly showShortcuts: () => void;
}
const PaletteContext = createContext<PaletteControl | undefined>(undefined);

export function PaletteHost({ children }: { readonly children: ReactNode }) {
  const [shown, setShown] = useState<'palette' | 'shortcuts'>();
  const say = useSay();
  const navigate = useNavigate();
  const control = useMemo<PaletteControl>(() => ({ open: () => setShown('palette'), showShortcuts: () => setShown('shortcuts') }), []);
  useShortcut('mod+k', say('openPalette'), control.open, { inFields: true });
  useShortcut('?', say('keyboard'), control.showShortcuts);
  useShortcut('g>h', say('goHome'), () => void navigate({ to: '/' }));
  useShortcut('g>n', say('goNotifications'), () => void navigate({ to: '/notifications' }));
  useShortcut('g>s', say('goSettings'), () => void navigate({ to: '/settings' }));
  const close = () => setShown(undefined);
  return (
    <PaletteContext value={control}>
      {children}
      <Suspense>
        {shown === 'palette' ? <Palette close={close} /> : null}
        {shown === 'shortcuts' ? <ShortcutsSheet close={close} /> : null}
      </Suspense>
    </PaletteContext>
  );
}

export function usePalette(): PaletteControl {
  const control = use(PaletteContext);
  if (!control) throw new Error('usePalette outside of PaletteHost');
  return control;
}

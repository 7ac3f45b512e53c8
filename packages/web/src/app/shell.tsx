/** The frame of every page: navigation at the side (on a phone behind the bar at the bottom), header, and what floats above them. */
import { useIsFetching } from '@tanstack/react-query';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { useLayoutEffect, useState, type RefObject } from 'react';
import { BottomBar } from './bottom-bar.tsx';
import { Connection } from './connection.tsx';
import { Header } from './header.tsx';
import { useSay } from './language.tsx';
import { LiveProvider } from './live.tsx';
import { useKeptLook } from './look.ts';
import { MainMenu } from './main-menu.tsx';
import { useMenuState } from './menu-state.ts';
import { useNewerModel } from './newer-model.ts';
import { NewerPage } from './newer-page.tsx';
import { PaletteHost } from './palette/palette-host.tsx';
import { usePageHeading } from './page-heading.ts';
import { usePhone } from './phone.ts';
import { Sheet } from './sheet.tsx';
import { Brand } from './brand.tsx';

export function Shell() {
  useNewerModel();
  useKeptLook();
  const phone = usePhone();
  const say = useSay();
  const [open, setOpen] = useState(false);
  const { narrow } = useMenuState();
  const shown = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  const page = usePageHeading(shown);
  return (
    <LiveProvider>
      <PaletteHost>
        <div className={narrow && !phone ? 'shell shell-narrow' : 'shell'}>
          <a className="skip" href="#content">{say('skipToContent')}</a>
          {phone ? null : <aside className="shell-sider"><Brand narrow={narrow} /><MainMenu narrow={narrow} /></aside>}
          <div className="shell-main">
            <Header />
            <Connection />
            <NewerPage />
            <main ref={page} id="content" tabIndex={-1} className="shell-content" data-page={shown}><Outlet /></main>
            <Busy page={page} />
          </div>
          {phone ? <BottomBar openMenu={() => setOpen(true)} /> : null}
          {phone && open ? <Sheet title={say('menu')} close={() => setOpen(false)}><MainMenu done={() => setOpen(false)} /></Sheet> : null}
        </div>
      </PaletteHost>
    </LiveProvider>
  );
}

/** Marks the page as busy while something of it is on its way; by itself, so that nothing else is drawn again for it. */
function Busy({ page }: { readonly page: RefObject<HTMLElement | null> }) {
  const loading = useRouterState({ select: (state) => state.isLoading });
  const isBusy = useIsFetching() > 0 || loading;
  useLayoutEffect(() => page.current?.setAttribute('aria-busy', String(isBusy)), [page, isBusy]);
  return null;
}

/** The four ways on from any page of a phone, within reach of the thumb. */
import { BellOutlined, HomeOutlined, MenuOutlined, SearchOutlined } from '@ant-design/icons';
import { Link, useRouterState } from '@tanstack/react-router';
import { useSay } from './language.tsx';
import { usePalette } from './palette/palette-host.tsx';
import { useUnread } from './notifications/unread.ts';

export function BottomBar({ openMenu }: { readonly openMenu: () => void }) {
  const say = useSay();
  const { open } = usePalette();
  const unread = useUnread();
  const path = useRouterState({ select: (state) => state.location.pathname });
  return (
    <nav className="bottom-bar" aria-label={say('shortcuts')}>
      <Link to="/" aria-current={path === '/' ? 'page' : undefined} data-action="home"><HomeOutlined /><span>{say('home')}</span></Link>
      <button type="button" data-action="palette" onClick={() => open()}><SearchOutlined /><span>{say('search')}</span></button>
      <Link to="/notifications" aria-current={path === '/notifications' ? 'page' : undefined} data-action="notifications">
        <span className="bell"><BellOutlined />{unread > 0 ? <b className="bell-count">{unread > 99 ? '99+' : unread}</b> : null}</span><span>{say('notifications')}</span>
      </Link>
      <button type="button" data-action="menu" onClick={openMenu}><MenuOutlined /><span>{say('menu')}</span></button>
    </nav>
  );
}

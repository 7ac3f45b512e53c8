/** Who is signed in with which roles, what they may decide for themselves, and the way out. */
import { BellOutlined, BgColorsOutlined, LogoutOutlined, SettingOutlined, UserOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Tag } from 'antd';
import { useRef } from 'react';
import { useSignOut } from './account.ts';
import { useEngine } from './engine.tsx';
import { useSay } from './language.tsx';
import { useChangeLook, useDark } from './look.ts';
import { usePalette } from './palette/palette-host.tsx';
import { usePhone } from './phone.ts';

export function UserMenu() {
  const { session } = useEngine();
  const phone = usePhone();
  const items = useRef<HTMLDivElement>(null);
  return (
    <>
      <button type="button" className="user-menu" aria-label={phone ? session.user.name : undefined} popoverTarget="user-items">
        <span className="user-avatar" aria-hidden="true">{initial(session.user.name)}</span>{phone ? null : <span>{session.user.name}</span>}
      </button>
      <div ref={items} id="user-items" popover="auto" className="user-items"><Items done={() => items.current?.hidePopover()} /></div>
    </>
  );
}

/** The family name of 王小明, the first letter of Anna. */
const initial = (name: string): string => [...name.trim()][0]?.toUpperCase() ?? '';

function Items({ done }: { readonly done: () => void }) {
  const { model, session } = useEngine();
  const say = useSay();
  const isDark = useDark();
  const change = useChangeLook();
  const { showShortcuts } = usePalette();
  const signOut = useSignOut();
  const phone = usePhone();
  const then = (run: () => void) => () => {
    done();
    run();
  };
  return (
    <>
      <div className="user-who"><UserOutlined /> <b>{session.user.name}</b> <span className="muted">{session.user.login}</span></div>
      <div className="user-roles">{session.roles.map((role) => <Tag key={role.name}>{model.roles[role.name]?.label ?? role.label}</Tag>)}</div>
      <Link to="/settings" className="menu-row" data-action="settings" onClick={done}><SettingOutlined /> {say('settings')}</Link>
      <button type="button" className="menu-row" data-action="theme" onClick={then(() => change({ theme: isDark ? 'light' : 'dark' }))}><BgColorsOutlined /> {say(isDark ? 'lightLook' : 'darkLook')}</button>
      {phone ? <Link to="/notifications" className="menu-row" onClick={done}><BellOutlined /> {say('notifications')}</Link> : <button type="button" className="menu-row" data-action="shortcuts" onClick={then(showShortcuts)}><kbd>?</kbd> {say('keyboard')}</button>}
      <button type="button" className="menu-row" data-action="sign-out" onClick={signOut}><LogoutOutlined /> {say('signOut')}</button>
    </>
  );
}

/** Above every page: search, long work, news, help, language and the reader's own menu. */
import { SearchOutlined } from '@ant-design/icons';
import { useChooseLanguage } from './account.ts';
import { Bell } from './notifications/bell.tsx';
import { Brand } from './brand.tsx';
import { useEngine } from './engine.tsx';
import { Jobs } from './jobs.tsx';
import { useSay } from './language.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { usePalette } from './palette/palette-host.tsx';
import { usePhone } from './phone.ts';
import { keyCaps } from './shortcuts.ts';
import { UserMenu } from './user-menu.tsx';

export function Header() {
  const { session } = useEngine();
  const phone = usePhone();
  return (
    <header className="shell-header">
      {phone ? <Brand narrow /> : null}
      <b className="shell-tenant">{session.tenant.name}</b>
      {phone ? <span className="grow" /> : <SearchButton />}
      <Jobs />
      {phone ? null : <Bell />}
      <LanguageSwitch choose={useChooseLanguage()} />
      <UserMenu />
    </header>
  );
}

/** Looks like a field, and opens the palette, which has one. */
function SearchButton() {
  const say = useSay();
  const { open } = usePalette();
  return (
    <div className="shell-search">
      <button type="button" data-action="palette" onClick={open}><SearchOutlined /><span>{say('searchEverything')}</span><span className="shell-keys">{keyCaps('mod+k').map((cap) => <kbd key={cap}>{cap}</kbd>)}</span></button>
    </div>
  );
}

/** The frame of every page: navigation at the side (a drawer on a phone), header with tenant, language and user. */
import { LogoutOutlined, MenuOutlined, SettingOutlined, UserOutlined } from '@ant-design/icons';
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { Avatar, Button, Drawer, Dropdown, Layout, Menu, Tag, type MenuProps } from 'antd';
import { useMemo, useState } from 'react';
import { client } from './client.ts';
import { useEngine } from './engine.tsx';
import { Icon } from './icon.tsx';
import { useSay } from './language.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { Logo } from './logo.tsx';
import { mayAdminister, navigationOf, type NavItem } from './navigation.ts';
import { useNewerModel } from './newer-model.ts';
import { usePhone } from './phone.ts';

export function Shell() {
  useNewerModel();
  const phone = usePhone();
  const [open, setOpen] = useState(false);
  const say = useSay();
  const shown = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  return (
    <Layout className="shell">
      {phone ? null : <Layout.Sider width={224} className="shell-sider"><Brand /><Navigation done={() => setOpen(false)} /></Layout.Sider>}
      <Layout>
        <Layout.Header className="shell-header">
          {phone ? <Button type="text" icon={<MenuOutlined />} aria-label={say('menu')} onClick={() => setOpen(true)} /> : null}
          <TenantName />
          <span className="grow" />
          <LanguageSwitch />
          <UserMenu />
        </Layout.Header>
        <Layout.Content className="shell-content" data-page={shown}><Outlet /></Layout.Content>
      </Layout>
      {phone ? (
        <Drawer open={open} onClose={() => setOpen(false)} placement="left" size={280} title="榫 Tenon" styles={{ body: { padding: 8 } }}>
          <Navigation done={() => setOpen(false)} />
        </Drawer>
      ) : null}
    </Layout>
  );
}

const Brand = () => <Link to="/" className="shell-brand"><Logo size={28} /><span>榫 Tenon</span></Link>;

function TenantName() {
  const { session } = useEngine();
  return <b className="shell-tenant">{session.tenant.name}</b>;
}

function Navigation({ done }: { readonly done: () => void }) {
  const engine = useEngine();
  const navigate = useNavigate();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const say = useSay();
  const { items, byKey } = useMemo(() => menuOf(engine, say('setup')), [engine, say]);
  const here = [...byKey.values()].find((item) => path === `/o/${item.object}/${item.view}`) ?? [...byKey.values()].find((item) => path.startsWith(`/o/${item.object}/`));
  const go = (key: string) => {
    const item = byKey.get(key);
    if (key === setupKey) void navigate({ to: '/setup' });
    if (item) void navigate({ to: '/o/$object/$view', params: { object: item.object, view: item.view } });
    done();
  };
  return <nav className="shell-nav"><Menu mode="inline" items={items} selectedKeys={here ? [here.key] : path.startsWith('/setup') ? [setupKey] : []} onClick={({ key }) => go(key)} /></nav>;
}

const setupKey = ' setup';

function menuOf(engine: ReturnType<typeof useEngine>, setup: string) {
  const byKey = new Map<string, NavItem>();
  const apps = navigationOf(engine);
  const items: NonNullable<MenuProps['items']> = [];
  for (const app of apps) {
    if (apps.length > 1) items.push({ key: app.name, type: 'group', label: <span className="shell-app"><Icon name={app.icon} fallback="app" /> {app.label}</span> });
    for (const group of app.groups) {
      items.push({
        key: group.key, type: 'group', label: group.label,
        children: group.items.map((item) => {
          byKey.set(item.key, item);
          return { key: item.key, label: item.label, icon: <Icon name={item.icon ?? item.object} /> };
        }),
      });
    }
  }
  if (mayAdminister(engine)) items.push({ type: 'divider' }, { key: setupKey, className: 'nav-setup', label: setup, icon: <SettingOutlined /> });
  return { items, byKey };
}

function UserMenu() {
  const { model, session, refresh } = useEngine();
  const say = useSay();
  const phone = usePhone();
  const leave = () => void client.signOut().catch(() => undefined).finally(refresh);
  const items: MenuProps['items'] = [
    { key: 'who', type: 'group', label: <div><div>{session.user.name} · {session.user.login}</div><div className="user-roles">{session.roles.map((role) => <Tag key={role.name}>{model.roles[role.name]?.label ?? role.label}</Tag>)}</div></div> },
    { type: 'divider' },
    { key: 'leave', label: say('signOut'), icon: <LogoutOutlined />, onClick: leave },
  ];
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <Button type="text" className="user-menu" aria-label={session.user.name}>
        <Avatar size={26} icon={<UserOutlined />} className="user-avatar" />{phone ? null : <span>{session.user.name}</span>}
      </Button>
    </Dropdown>
  );
}

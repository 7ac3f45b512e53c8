/** What the palette can do without asking the server: go to pages, begin records, change language and look. */
import { BgColorsOutlined, BellOutlined, GlobalOutlined, HomeOutlined, LogoutOutlined, PlusOutlined, SettingOutlined, ToolOutlined } from '@ant-design/icons';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import { findView, useEngine, viewKey, type Engine } from '../engine.tsx';
import { Icon } from '../icon.tsx';
import { inSentence, useLanguage } from '../language.tsx';
import { useChangeLook, useLook, type Look } from '../look.ts';
import { mayAdminister, navigationOf, pathOf } from '../navigation.ts';
import { useChooseLanguage, useSignOut } from '../account.ts';
import { useRecent, iconOfPlace, isOpenTo, pathOfPlace, titleOfPlace } from '../visited.ts';
import { usePaletteSay } from './words.ts';

export interface Command {
  readonly key: string;
  readonly label: string;
  /** Where it belongs, in small. */
  readonly note?: string | undefined;
  readonly icon: ReactNode;
  /** Words by which it is found beside its label: also those of the other language. */
  readonly words?: string;
  readonly run: () => void;
}
export interface CommandGroup {
  readonly key: string;
  readonly label: string;
  readonly commands: readonly Command[];
}

/** How many places of late are offered before anything is typed. */
const recentShown = 8;

export function useCommands(): readonly CommandGroup[] {
  const engine = useEngine();
  const say = usePaletteSay();
  const recent = useRecent();
  const navigate = useNavigate();
  const own = useOwnCommands();
  return useMemo(() => {
    const go = (path: string) => () => void navigate({ href: path });
    const places = recent.filter((place) => isOpenTo(engine.model, place)).slice(0, recentShown).map((place): Command => ({
      key: `recent ${pathOfPlace(place)}`, label: titleOfPlace(engine.model, place), note: engine.model.objects[place.object ?? '']?.label, icon: <Icon name={iconOfPlace(engine.model, place)} />, run: go(pathOfPlace(place)),
    }));
    return [
      { key: 'recent', label: say('recent'), commands: places },
      { key: 'pages', label: say('pages'), commands: [...pagesOf(engine, go), ...viewsBeside(engine, go), ...screensBeside(engine, go)] },
      { key: 'create', label: say('create'), commands: creatable(engine).map((object): Command => ({
        key: `new ${object.name}`, label: say('createOf', { object: inSentence(object.label) }), icon: <PlusOutlined />, words: object.name, run: go(`/o/${object.name}/new`),
      })) },
      ...own,
    ].filter(({ commands }) => commands.length > 0);
  }, [engine, say, recent, navigate, own]);
}

type Go = (path: string) => () => void;

const pagesOf = (engine: Engine, go: Go): readonly Command[] =>
  navigationOf(engine).flatMap((app) => app.groups.flatMap((group) => group.items.map((item): Command => ({
    key: `page ${item.key}`, label: item.label, note: group.label, icon: <Icon name={item.icon} />, words: pathOf(item.target), run: go(pathOf(item.target)),
  }))));

/** Views that the navigation does not name. */
function viewsBeside(engine: Engine, go: Go): readonly Command[] {
  const { model } = engine;
  const named = new Set(navigationOf(engine).flatMap((app) => app.groups.flatMap((group) => group.items.map((item) => pathOf(item.target)))));
  return Object.values(model.views).flatMap((view): readonly Command[] => {
    const object = model.objects[view.object];
    const path = pathOf({ kind: 'view', object: view.object, view: viewKey(view) });
    if (!object || named.has(path) || !findView(model, view.object, viewKey(view))) return [];
    return [{ key: `view ${view.name}`, label: view.label, note: object.plural, icon: <Icon name={object.icon ?? object.name} />, words: view.name, run: go(path) }];
  });
}

function screensBeside({ model }: Engine, go: Go): readonly Command[] {
  const dashboards = Object.values(model.dashboards ?? {}).map((one) => ({ key: `dashboard ${one.name}`, label: one.label, icon: <Icon name="dashboard" />, words: one.name, run: go(`/d/${one.name}`) }));
  const reports = Object.values(model.reports ?? {}).map((one) => ({ key: `report ${one.name}`, label: one.label, note: model.objects[one.object]?.plural, icon: <Icon name="chart" />, words: one.name, run: go(`/r/${one.name}`) }));
  return [...dashboards, ...reports];
}

const creatable = ({ model, access }: Engine) => Object.values(model.objects).filter((object) => !object.partOf && access(object.name).create);

/** Of the person and the page: language, look, settings, leaving. */
function useOwnCommands(): readonly CommandGroup[] {
  const engine = useEngine();
  const say = usePaletteSay();
  const navigate = useNavigate();
  const { language } = useLanguage();
  const choose = useChooseLanguage();
  const change = useChangeLook();
  const look = useLook();
  const signOut = useSignOut();
  return useMemo(() => {
    const go = (path: string) => () => void navigate({ href: path });
    const setup: readonly (readonly [string, string])[] = [['/setup', say('setupObjects')], ['/setup/modules', say('setupModules')], ['/setup/plan', say('setupPlan')], ['/setup/history', say('setupHistory')]];
    const themes: readonly Look['theme'][] = ['light', 'dark', 'system'];
    const other = language === 'en' ? 'zh-CN' : 'en';
    return [
      { key: 'setup', label: say('setup'), commands: mayAdminister(engine) ? setup.map(([path, label]) => ({ key: path, label, icon: <ToolOutlined />, words: 'setup', run: go(path) })) : [] },
      { key: 'own', label: say('personal'), commands: [
        { key: 'home', label: say('home'), icon: <HomeOutlined />, words: 'home 首页', run: go('/') },
        { key: 'notifications', label: say('notifications'), icon: <BellOutlined />, words: 'notifications 通知', run: go('/notifications') },
        { key: 'settings', label: say('settings'), icon: <SettingOutlined />, words: 'settings preferences 设置 偏好', run: go('/settings') },
        { key: 'language', label: say(other === 'en' ? 'toEnglish' : 'toChinese'), icon: <GlobalOutlined />, words: 'language english chinese 语言 中文 英文', run: () => choose(other) },
        ...themes.filter((theme) => theme !== look.theme).map((theme): Command => ({ key: `theme ${theme}`, label: say(`theme_${theme}`), icon: <BgColorsOutlined />, words: `theme dark light ${theme} 深色 浅色 主题`, run: () => change({ theme }) })),
        { key: 'leave', label: say('signOut'), icon: <LogoutOutlined />, words: 'sign out log out 退出', run: signOut },
      ] },
    ];
  }, [engine, say, navigate, language, choose, change, look, signOut]);
}

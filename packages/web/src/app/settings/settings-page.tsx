/** What a person decides for themselves: language, time zone, look, where to begin. In effect at once, on every device. */
import { Radio, Select } from 'antd';
import { useEffect, useId, useMemo, useState, type ReactNode } from 'react';
import { useChangeSettings, useChooseLanguage } from '../account.ts';
import { useEngine } from '../engine.tsx';
import { useFeedback } from '../feedback.tsx';
import { useLanguage, type Language } from '../language.tsx';
import { useChangeLook, useLook, type Look } from '../look.ts';
import { navigationOf, pathOf } from '../navigation.ts';
import { usePreference } from '../preferences.ts';
import { problemOf } from '../client.ts';
import { useSettingsSay } from './words.ts';
import { zonesOf } from './zones.ts';
import './settings.css';

export function SettingsPage() {
  const say = useSettingsSay();
  const { session, model } = useEngine();
  return (
    <div className="settings">
      <div className="page-head"><h1>{say('title')}</h1></div>
      <Part title={say('account')}>
        <dl className="settings-facts">
          <div><dt>{say('name')}</dt><dd>{session.user.name}</dd></div>
          <div><dt>{say('login')}</dt><dd>{session.user.login}</dd></div>
          <div><dt>{say('roles')}</dt><dd>{session.roles.map((role) => model.roles[role.name]?.label ?? role.label).join(say('comma'))}</dd></div>
        </dl>
      </Part>
      <Part title={say('languageAndTime')}><LanguageSetting /><ZoneSetting /></Part>
      <Part title={say('look')}><LookSettings /></Part>
      <Part title={say('start')}><StartSetting /></Part>
    </div>
  );
}

const Part = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => <section className="panel settings-part"><h2>{title}</h2>{children}</section>;

/** A row: what is decided, the choice, and what it does. */
function Row({ label, help, children }: { readonly label: string; readonly help?: ReactNode; readonly children: (id: string) => ReactNode }) {
  const id = useId();
  return <div className="settings-row"><div id={id} className="settings-label">{label}</div><div>{children(id)}{help === undefined ? null : <div className="field-help">{help}</div>}</div></div>;
}

function LanguageSetting() {
  const say = useSettingsSay();
  const { language } = useLanguage();
  const choose = useChooseLanguage();
  return (
    <Row label={say('language')}>
      {(id) => <Radio.Group aria-labelledby={id} data-setting="language" optionType="button" value={language} onChange={(event) => choose(event.target.value as Language)} options={[{ value: 'zh-CN', label: say('zh') }, { value: 'en', label: say('en') }]} />}
    </Row>
  );
}

const ofTenant = '';

function ZoneSetting() {
  const say = useSettingsSay();
  const { session } = useEngine();
  const { language } = useLanguage();
  const { message } = useFeedback();
  const change = useChangeSettings();
  const zones = useMemo(() => zonesOf(language), [language]);
  const own = session.timeZone === session.tenantTimeZone ? ofTenant : session.timeZone;
  const choose = (zone: string) => void change({ timeZone: zone === ofTenant ? null : zone }).catch((error: unknown) => message.error(problemOf(error).detail ?? say('notKept')));
  return (
    <Row label={say('timeZone')} help={<><Now timeZone={session.timeZone} /> {say('timeZoneHelp')}</>}>
      {(id) => <Select aria-labelledby={id} data-setting="time-zone" className="settings-select" value={own} onChange={choose} showSearch={{ optionFilterProp: 'search' }} options={[{ value: ofTenant, label: say('ofTenant', { zone: session.tenantTimeZone }), search: session.tenantTimeZone }, ...zones]} />}
    </Row>
  );
}

function Now({ timeZone }: { readonly timeZone: string }) {
  const { language } = useLanguage();
  const say = useSettingsSay();
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 10_000);
    return () => clearInterval(timer);
  }, []);
  return <>{say('now', { time: new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'short', timeZone }).format(now) })}</>;
}

function LookSettings() {
  const say = useSettingsSay();
  const look = useLook();
  const change = useChangeLook();
  return (
    <>
      <Row label={say('theme')} help={say('themeHelp')}>
        {(id) => <Radio.Group aria-labelledby={id} data-setting="theme" optionType="button" value={look.theme} onChange={(event) => change({ theme: event.target.value as Look['theme'] })} options={[{ value: 'system', label: say('system') }, { value: 'light', label: say('light') }, { value: 'dark', label: say('dark') }]} />}
      </Row>
      <Row label={say('density')}>
        {(id) => <Radio.Group aria-labelledby={id} data-setting="density" optionType="button" value={look.density} onChange={(event) => change({ density: event.target.value as Look['density'] })} options={[{ value: 'middle', label: say('middle') }, { value: 'compact', label: say('compact') }]} />}
      </Row>
    </>
  );
}

/** Where the mark at the top and a new window lead: home, or a page that the navigation has. */
function StartSetting() {
  const say = useSettingsSay();
  const engine = useEngine();
  const [start, setStart] = usePreference<string>('start', '/');
  const options = useMemo(() => [{ value: '/', label: say('home') }, ...navigationOf(engine).flatMap((app) => app.groups.map((group) => ({ label: group.label, options: group.items.map((item) => ({ value: pathOf(item.target), label: item.label })) })))], [engine, say]);
  return (
    <Row label={say('startPage')} help={say('startHelp')}>
      {(id) => <Select aria-labelledby={id} data-setting="start" className="settings-select" value={start} onChange={(next: string) => setStart(next === '/' ? undefined : next)} options={options} showSearch={{ optionFilterProp: 'label' }} />}
    </Row>
  );
}

/** The sign-in page: name of the product, user name and password, and the demo's accounts at one click. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Flex, Input } from 'antd';
import { useState, type FormEvent, type ReactNode } from 'react';
import { UserOutlined } from '@ant-design/icons';
import { client, type Session } from './client.ts';
import { useLanguage, useSay } from './language.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { Logo } from './logo.tsx';
import { ProblemAlert } from './problem-view.tsx';

interface Credentials {
  readonly login: string;
  readonly password: string;
  readonly tenant?: string;
}

export function SignInPage({ signedIn }: { readonly signedIn: (session: Session) => void }) {
  const say = useSay();
  const enter = useMutation({
    mutationFn: (credentials: Credentials) => client.signIn({ ...credentials, tenant: credentials.tenant || undefined }),
    onSuccess: (session) => signedIn(session),
  });
  return (
    <div className="sign-in">
      <aside className="sign-in-brand" aria-hidden="true">
        <Logo size={72} />
        <div className="sign-in-name">{say('product')}</div>
        <div className="sign-in-tagline">{say('productTagline')}</div>
      </aside>
      <main className="sign-in-panel">
        <div className="sign-in-language"><LanguageSwitch /></div>
        <div className="sign-in-box">
          <Flex align="center" gap={10} className="sign-in-small-brand"><Logo size={32} /><b>{say('product')}</b></Flex>
          <h1 className="sign-in-title">{say('welcome')}</h1>
          {enter.error ? <ProblemAlert error={enter.error} /> : null}
          <CredentialsForm busy={enter.isPending} enter={(credentials) => enter.mutate(credentials)} />
          <DemoAccounts busy={enter.isPending} enter={(credentials) => enter.mutate(credentials)} />
        </div>
      </main>
    </div>
  );
}

function CredentialsForm({ busy, enter }: { readonly busy: boolean; readonly enter: (credentials: Credentials) => void }) {
  const say = useSay();
  const [values, setValues] = useState<Credentials>({ login: '', password: '' });
  const [asked, setAsked] = useState(false);
  const set = (name: keyof Credentials) => (event: { target: { value: string } }) => setValues((old) => ({ ...old, [name]: event.target.value }));
  const lacks = (name: 'login' | 'password') => asked && values[name] === '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (values.login && values.password) enter(values);
  };
  const item = (name: keyof Credentials, input: ReactNode) => (
    <div className="field">
      <label htmlFor={`sign-in-${name}`}>{say(name)}</label>
      {input}
      {name !== 'tenant' && lacks(name) ? <div className="field-error" role="alert">{say('errRequired')}</div> : null}
    </div>
  );
  return (
    <form onSubmit={submit} noValidate>
      {item('login', <Input id="sign-in-login" size="large" autoComplete="username" autoFocus disabled={busy} value={values.login} onChange={set('login')} />)}
      {item('password', <Input.Password id="sign-in-password" size="large" autoComplete="current-password" disabled={busy} value={values.password} onChange={set('password')} />)}
      {item('tenant', <Input id="sign-in-tenant" size="large" placeholder={say('tenantHint')} autoComplete="organization" disabled={busy} value={values.tenant ?? ''} onChange={set('tenant')} />)}
      <Button type="primary" size="large" block htmlType="submit" loading={busy}>{say('signIn')}</Button>
    </form>
  );
}

function DemoAccounts({ busy, enter }: { readonly busy: boolean; readonly enter: (credentials: Credentials) => void }) {
  const { language, say } = useLanguage();
  const demo = useQuery({ queryKey: ['demo'], retry: false, staleTime: Infinity, queryFn: () => client.demo().catch(() => null) });
  if (!demo.data || demo.data.logins.length === 0) return null;
  const { tenant, logins } = demo.data;
  return (
    <section className="sign-in-demo">
      <div className="sign-in-demo-title"><span>{say('demoAccounts')}</span></div>
      <div className="sign-in-demo-list">
        {logins.map((one) => (
          <Button key={one.login} disabled={busy} className="sign-in-demo-button" data-login={one.login} onClick={() => enter({ tenant, login: one.login, password: one.password })}>
            <UserOutlined className="muted" />
            <span className="sign-in-demo-text"><b>{one.name}</b><small>{one.roles?.[language] ?? one.role}</small></span>
          </Button>
        ))}
      </div>
    </section>
  );
}

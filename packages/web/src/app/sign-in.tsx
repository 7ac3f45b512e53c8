/** The sign-in page: name of the product, user name and password, and the demo's accounts at one click. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Flex, Form, Input, Typography } from 'antd';
import { UserOutlined } from '@ant-design/icons';
import { client, type Session } from './client.ts';
import { useSay } from './language.tsx';
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
        <div className="sign-in-name">榫 Tenon</div>
        <div className="sign-in-tagline">{say('productTagline')}</div>
      </aside>
      <main className="sign-in-panel">
        <div className="sign-in-language"><LanguageSwitch /></div>
        <div className="sign-in-box">
          <Flex align="center" gap={10} className="sign-in-small-brand"><Logo size={32} /><b>榫 Tenon</b></Flex>
          <Typography.Title level={3} className="sign-in-title">{say('welcome')}</Typography.Title>
          {enter.error ? <ProblemAlert error={enter.error} /> : null}
          <Form<Credentials> layout="vertical" requiredMark={false} onFinish={(values) => enter.mutate(values)} disabled={enter.isPending}>
            <Form.Item name="login" label={say('login')} rules={[{ required: true, message: say('errRequired') }]}>
              <Input size="large" autoComplete="username" autoFocus />
            </Form.Item>
            <Form.Item name="password" label={say('password')} rules={[{ required: true, message: say('errRequired') }]}>
              <Input.Password size="large" autoComplete="current-password" />
            </Form.Item>
            <Form.Item name="tenant" label={say('tenant')}>
              <Input size="large" placeholder={say('tenantHint')} autoComplete="organization" />
            </Form.Item>
            <Button type="primary" size="large" block htmlType="submit" loading={enter.isPending}>{say('signIn')}</Button>
          </Form>
          <DemoAccounts busy={enter.isPending} enter={(credentials) => enter.mutate(credentials)} />
        </div>
      </main>
    </div>
  );
}

function DemoAccounts({ busy, enter }: { readonly busy: boolean; readonly enter: (credentials: Credentials) => void }) {
  const say = useSay();
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
            <span className="sign-in-demo-text"><b>{one.name}</b><small>{one.role}</small></span>
          </Button>
        ))}
      </div>
    </section>
  );
}

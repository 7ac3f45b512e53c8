/** Around every page of setup: for administrators only, with its tabs and the bar of changes that are not applied. */
import { LockOutlined } from '@ant-design/icons';
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { Tabs } from 'antd';
import { useEngine } from '../app/engine.tsx';
import { mayAdminister } from '../app/navigation.ts';
import { ChangesBar } from './changes-bar.tsx';
import { SetupProvider } from './setup-scope.tsx';
import { useSetupSay } from './words.ts';
import './setup.css';

const pages = { '/setup': 'objects', '/setup/modules': 'modules', '/setup/history': 'versions' } as const;

export function SetupFrame() {
  const engine = useEngine();
  if (!mayAdminister(engine)) return <Refused />;
  return <SetupProvider><Frame /></SetupProvider>;
}

function Frame() {
  const say = useSetupSay();
  const navigate = useNavigate();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const here = Object.keys(pages).find((page) => page === path);
  const items = Object.entries(pages).map(([key, word]) => ({ key, label: say(word) }));
  return (
    <div className="setup">
      <ChangesBar />
      {here ? (
        <>
          <div className="page-head"><h1>{say('setup')}</h1></div>
          <Tabs activeKey={here} items={items} onChange={(key) => void navigate({ to: key })} />
        </>
      ) : null}
      <Outlet />
    </div>
  );
}

function Refused() {
  const say = useSetupSay();
  return (
    <div className="problem" role="alert" data-refused>
      <div className="problem-icon"><LockOutlined /></div>
      <h1>{say('adminsOnly')}</h1>
      <p className="muted">{say('adminsOnlyDetail')}</p>
      <Link to="/">{say('backHome')}</Link>
    </div>
  );
}

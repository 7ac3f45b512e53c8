/** Offers to load the pages anew when the server has newer ones. Nothing is loaded unasked: what the reader has typed stays. */
import { ReloadOutlined } from '@ant-design/icons';
import { useRouterState } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useSay } from './language.tsx';

const askEveryMs = 5 * 60_000;

/** The name of the entry's file has the hash of everything in it. */
const entry = /\/assets\/index-[^"']+\.js/;
const own = (): string | undefined => entry.exec([...document.scripts].map((script) => script.src).join(' '))?.[0];

async function isOutdated(): Promise<boolean> {
  const mine = own();
  if (mine === undefined) return false;
  const answer = await fetch('/index.html', { cache: 'no-store' });
  const theirs = answer.ok ? entry.exec(await answer.text())?.[0] : undefined;
  return theirs !== undefined && theirs !== mine;
}

export function NewerPage() {
  const say = useSay();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const [outdated, setOutdated] = useState(false);
  const [put, setPut] = useState(false);
  const asked = useRef(Date.now());
  useEffect(() => {
    const ask = () => {
      if (Date.now() - asked.current < askEveryMs) return;
      asked.current = Date.now();
      // Who cannot be asked now is asked later.
      isOutdated().then((now) => now && setOutdated(true), () => undefined);
    };
    ask();
    window.addEventListener('focus', ask);
    return () => window.removeEventListener('focus', ask);
  }, [path]);
  if (!outdated || put) return null;
  return (
    <div className="banner banner-info" role="status">
      <ReloadOutlined /> {say('newerPage')}
      <Button size="small" type="primary" onClick={() => location.reload()}>{say('reload')}</Button>
      <Button size="small" type="text" onClick={() => setPut(true)}>{say('later')}</Button>
    </div>
  );
}

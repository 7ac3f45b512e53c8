/** The bell: how many wait, and the sheet with them, which is loaded when somebody looks. */
import { BellOutlined } from '@ant-design/icons';
import { lazy, Suspense, useState } from 'react';
import { useSay } from '../language.tsx';
import { useUnread } from './unread.ts';

const NotificationsSheet = lazy(() => import('./notifications-sheet.tsx'));

export function Bell() {
  const say = useSay();
  const unread = useUnread();
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="icon-button bell" data-action="notifications" data-unread={unread} aria-haspopup="dialog" aria-label={say('unread', { count: unread })} onClick={() => setOpen(true)}>
        <BellOutlined />{unread > 0 ? <b className="bell-count">{unread > 99 ? '99+' : unread}</b> : null}
      </button>
      <Suspense>{open ? <NotificationsSheet close={() => setOpen(false)} /> : null}</Suspense>
    </>
  );
}

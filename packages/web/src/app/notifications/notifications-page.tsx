/** All notifications, or those not read yet. */
import { Button, Radio } from 'antd';
import { useState } from 'react';
import { NotificationList, useRead } from './notification-list.tsx';
import { useUnread } from './unread.ts';
import { useNotificationsSay } from './words.ts';

export function NotificationsPage() {
  const say = useNotificationsSay();
  const read = useRead();
  const unread = useUnread();
  const [which, setWhich] = useState<'all' | 'unread'>('all');
  return (
    <div className="news-page">
      <div className="page-head">
        <h1>{say('title')}</h1><span className="grow" />
        <Radio.Group optionType="button" value={which} onChange={(event) => setWhich(event.target.value as typeof which)} options={[{ value: 'all', label: say('everything') }, { value: 'unread', label: say('unreadOnly', { count: unread }) }]} />
        <Button disabled={unread === 0} data-action="read-all" onClick={() => void read({ all: true })}>{say('readAll')}</Button>
      </div>
      <div className="panel"><NotificationList unreadOnly={which === 'unread'} /></div>
    </div>
  );
}

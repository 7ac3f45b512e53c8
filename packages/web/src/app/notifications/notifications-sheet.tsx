/** The notifications beside the page. */
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { Sheet } from '../sheet.tsx';
import { NotificationList, useRead } from './notification-list.tsx';
import { useUnread } from './unread.ts';
import { useNotificationsSay } from './words.ts';

export default function NotificationsSheet({ close }: { readonly close: () => void }) {
  const say = useNotificationsSay();
  const read = useRead();
  const unread = useUnread();
  return (
    <Sheet title={say('title')} side="right" close={close} extra={<Button type="text" size="small" disabled={unread === 0} data-action="read-all" onClick={() => void read({ all: true })}>{say('readAll')}</Button>}>
      <NotificationList unreadOnly={false} done={close} />
      <div className="news-foot"><Link to="/notifications" onClick={close}>{say('all')}</Link></div>
    </Sheet>
  );
}

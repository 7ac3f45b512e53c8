/** Asks before what was typed is left: by a link, by going back, by closing the page. */
import { useBlocker } from '@tanstack/react-router';
import { Modal } from 'antd';
import { useFormSay } from './words.ts';

interface Props {
  readonly dirty: () => boolean;
  readonly left: { readonly current: boolean };
  readonly leave: () => void;
}

export function LeaveGuard({ dirty, left, leave }: Props) {
  const say = useFormSay();
  const held = () => !left.current && dirty();
  const blocker = useBlocker({ shouldBlockFn: ({ current, next }) => current.pathname !== next.pathname && held(), enableBeforeUnload: held, withResolver: true });
  const go = () => {
    leave();
    blocker.proceed?.();
  };
  return (
    <Modal open={blocker.status === 'blocked'} title={say('unsavedTitle')} okText={say('leave')} cancelText={say('stay')} okButtonProps={{ danger: true }} onOk={go} onCancel={() => blocker.reset?.()}>
      {say('unsavedDetail')}
    </Modal>
  );
}

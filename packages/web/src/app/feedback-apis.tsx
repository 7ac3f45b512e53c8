/** antd's messages and questions, in the page's language and look. */
import { App } from 'antd';
import { useEffect } from 'react';
import { takeApis } from './feedback-queue.ts';

function Take() {
  const { message, modal, notification } = App.useApp();
  useEffect(() => takeApis({ message, modal, notification }), [message, modal, notification]);
  return null;
}

export default function FeedbackApis() {
  return <App component={false}><Take /></App>;
}

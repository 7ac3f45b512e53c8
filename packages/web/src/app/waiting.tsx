/** In the place of a page that is not there yet. */
import { Skeleton } from 'antd';

export const Waiting = () => <Skeleton active paragraph={{ rows: 10 }} />;

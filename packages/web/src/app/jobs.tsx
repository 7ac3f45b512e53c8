/** The tray of long work in the header; its code is loaded behind the page. */
import { lazy, Suspense } from 'react';

const JobsTray = lazy(() => import('../transfer/jobs-tray.tsx').then((part) => ({ default: part.JobsTray })));

export const Jobs = () => <Suspense><JobsTray /></Suspense>;

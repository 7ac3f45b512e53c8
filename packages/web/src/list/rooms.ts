/** What other rooms put into a list, each loaded when it is first shown. */
import { lazy } from 'react';

export const BoardView = lazy(() => import('../board/board-view.tsx').then((part) => ({ default: part.BoardView })));
export const CalendarView = lazy(() => import('../board/calendar-view.tsx').then((part) => ({ default: part.CalendarView })));
export const ExportButton = lazy(() => import('../transfer/export-button.tsx').then((part) => ({ default: part.ExportButton })));
export const BulkProgress = lazy(() => import('../transfer/bulk-progress.tsx').then((part) => ({ default: part.BulkProgress })));

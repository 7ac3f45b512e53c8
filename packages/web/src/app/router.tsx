/** Addresses of the rooms. Lists keep view, search, filters, order and page in the address, so that a link shows the same. */
import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { Skeleton } from 'antd';
import { lazy, Suspense, type ReactNode } from 'react';
import { ListPage } from '../list/list-page.tsx';
import { readListSearch } from '../list/list-search.ts';
import { FirstView, HomePage } from './home.tsx';
import { ProblemView } from './problem-view.tsx';
import { Shell } from './shell.tsx';

// Records and forms bring libraries of their own, which a reader of lists need not wait for.
const RecordPage = lazy(() => import('../record/record-page.tsx').then((pages) => ({ default: pages.RecordPage })));
const NewPage = lazy(() => import('../form/form-page.tsx').then((pages) => ({ default: pages.NewPage })));
const EditPage = lazy(() => import('../form/form-page.tsx').then((pages) => ({ default: pages.EditPage })));
const Waiting = ({ children }: { readonly children: ReactNode }) => <Suspense fallback={<Skeleton active paragraph={{ rows: 10 }} />}>{children}</Suspense>;

const root = createRootRoute({
  component: Shell,
  notFoundComponent: () => <ProblemView error={{ status: 404 }} />,
  errorComponent: ({ error }) => <ProblemView error={error} />,
});
const home = createRoute({ getParentRoute: () => root, path: '/', component: HomePage });
export const listRoute = createRoute({
  getParentRoute: () => root,
  path: '/o/$object/$view',
  validateSearch: readListSearch,
  component: () => {
    const { object, view } = listRoute.useParams();
    return <ListPage key={`${object}/${view}`} object={object} view={view} search={listRoute.useSearch()} />;
  },
});
const objectHome = createRoute({
  getParentRoute: () => root,
  path: '/o/$object',
  component: () => {
    const { object } = objectHome.useParams();
    return <FirstView object={object} />;
  },
});
export interface NewSearch { readonly field?: string; readonly value?: string }
export const newRoute = createRoute({
  getParentRoute: () => root,
  path: '/o/$object/new',
  validateSearch: (search: Record<string, unknown>): NewSearch => (typeof search['field'] === 'string' && typeof search['value'] === 'string' ? { field: search['field'], value: search['value'] } : {}),
  component: () => {
    const { object } = newRoute.useParams();
    return <Waiting><NewPage key={object} object={object} preset={newRoute.useSearch()} /></Waiting>;
  },
});
export const recordRoute = createRoute({
  getParentRoute: () => root,
  path: '/o/$object/r/$id',
  component: () => {
    const { object, id } = recordRoute.useParams();
    return <Waiting><RecordPage key={`${object}/${id}`} object={object} id={id} /></Waiting>;
  },
});
export const editRoute = createRoute({
  getParentRoute: () => root,
  path: '/o/$object/r/$id/edit',
  component: () => {
    const { object, id } = editRoute.useParams();
    return <Waiting><EditPage key={`${object}/${id}`} object={object} id={id} /></Waiting>;
  },
});

export const router = createRouter({ routeTree: root.addChildren([home, objectHome, newRoute, listRoute, editRoute, recordRoute]) });

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

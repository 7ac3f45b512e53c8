/** Addresses of the rooms. Lists keep view, search, filters, order and page in the address, so that a link shows the same. */
import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { lazy, Suspense, type ReactNode } from 'react';
import { ListPage } from '../list/list-page.tsx';
import { readListSearch } from '../list/list-search.ts';
import { FirstView, HomePage } from './home.tsx';
import { ProblemView } from './problem-view.tsx';
import { Shell } from './shell.tsx';
import { Waiting } from './waiting.tsx';

// Records and forms bring libraries of their own, which a reader of lists need not wait for.
const RecordPage = lazy(() => import('../record/record-page.tsx').then((pages) => ({ default: pages.RecordPage })));
const NewPage = lazy(() => import('../form/form-page.tsx').then((pages) => ({ default: pages.NewPage })));
const EditPage = lazy(() => import('../form/form-page.tsx').then((pages) => ({ default: pages.EditPage })));
// Setup is for the few who administer: one file more, whatever page of it is opened.
const setupPages = () => import('../setup/pages.ts');
const SetupFrame = lazy(() => setupPages().then((pages) => ({ default: pages.SetupFrame })));
const ObjectsPage = lazy(() => setupPages().then((pages) => ({ default: pages.ObjectsPage })));
const ObjectPage = lazy(() => setupPages().then((pages) => ({ default: pages.ObjectPage })));
const ModulesPage = lazy(() => setupPages().then((pages) => ({ default: pages.ModulesPage })));
const PlanPage = lazy(() => setupPages().then((pages) => ({ default: pages.PlanPage })));
const VersionsPage = lazy(() => setupPages().then((pages) => ({ default: pages.VersionsPage })));
const Loaded = ({ children }: { readonly children: ReactNode }) => <Suspense fallback={<Waiting />}>{children}</Suspense>;

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
    return <Loaded><NewPage key={object} object={object} preset={newRoute.useSearch()} /></Loaded>;
  },
});
export const recordRoute = createRoute({
  getParentRoute: () => root,
  path: '/o/$object/r/$id',
  component: () => {
    const { object, id } = recordRoute.useParams();
    return <Loaded><RecordPage key={`${object}/${id}`} object={object} id={id} /></Loaded>;
  },
});
export const editRoute = createRoute({
  getParentRoute: () => root,
  path: '/o/$object/r/$id/edit',
  component: () => {
    const { object, id } = editRoute.useParams();
    return <Loaded><EditPage key={`${object}/${id}`} object={object} id={id} /></Loaded>;
  },
});

const setup = createRoute({ getParentRoute: () => root, path: '/setup', component: () => <Loaded><SetupFrame /></Loaded> });
const setupObjects = createRoute({ getParentRoute: () => setup, path: '/', component: () => <Loaded><ObjectsPage /></Loaded> });
const setupModules = createRoute({ getParentRoute: () => setup, path: '/modules', component: () => <Loaded><ModulesPage /></Loaded> });
const setupPlan = createRoute({ getParentRoute: () => setup, path: '/plan', component: () => <Loaded><PlanPage /></Loaded> });
const setupVersions = createRoute({ getParentRoute: () => setup, path: '/history', component: () => <Loaded><VersionsPage /></Loaded> });
/** The field whose drawer is open: to be changed, or to see why it is as it is. */
export interface SetupSearch { readonly field?: string; readonly why?: string }
const setupObject = createRoute({
  getParentRoute: () => setup,
  path: '/o/$object',
  validateSearch: ({ field, why }: Record<string, unknown>): SetupSearch => ({ ...(typeof field === 'string' ? { field } : {}), ...(typeof why === 'string' ? { why } : {}) }),
  component: () => {
    const { object } = setupObject.useParams();
    return <Loaded><ObjectPage key={object} object={object} search={setupObject.useSearch()} /></Loaded>;
  },
});
const setupRoutes = setup.addChildren([setupObjects, setupObject, setupModules, setupPlan, setupVersions]);

export const router = createRouter({ routeTree: root.addChildren([home, objectHome, newRoute, listRoute, editRoute, recordRoute, setupRoutes]) });

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

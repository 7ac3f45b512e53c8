/** Addresses of the rooms. Lists keep view, search, filters, order and place in the address, so that a link shows the same. */
import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { readListSearch } from '../list/list-search.ts';
import { readChosen } from '../report/chosen.ts';
import { FirstView } from './first-view.tsx';
import { ProblemView } from './problem-view.tsx';
import { room } from './room.tsx';
import { RoomProblem } from './room-problem.tsx';
import { Shell } from './shell.tsx';
import { patienceMs, Waiting } from './waiting.tsx';

const root = createRootRoute({ component: Shell });
const from = <P extends string>(path: P) => ({ getParentRoute: () => root, path });

const home = createRoute({ ...from('/'), component: room(() => import('./home/home-page.tsx'), ({ pages }) => <pages.HomePage />) });

const listRooms = () => import('../list/list-page.tsx');
export const listRoute = createRoute({
  ...from('/o/$object/$view'),
  validateSearch: readListSearch,
  component: room(listRooms, ({ pages }) => {
    const { object, view } = listRoute.useParams();
    return <pages.ListPage key={`${object}/${view}`} object={object} view={view} search={listRoute.useSearch()} />;
  }),
});
const objectHome = createRoute({
  ...from('/o/$object'),
  component: () => <FirstView object={objectHome.useParams().object} />,
});

const formRooms = () => import('../form/form-page.tsx');
/** A field that is set already, or the record that the new one begins as a copy of. */
export interface NewSearch { readonly field?: string; readonly value?: string; readonly from?: string }
export const newRoute = createRoute({
  ...from('/o/$object/new'),
  validateSearch: ({ field, value, from: source }: Record<string, unknown>): NewSearch => ({
    ...(typeof field === 'string' && typeof value === 'string' ? { field, value } : {}), ...(typeof source === 'string' ? { from: source } : {}),
  }),
  component: room(formRooms, ({ pages }) => {
    const { object } = newRoute.useParams();
    return <pages.NewPage key={object} object={object} preset={newRoute.useSearch()} />;
  }),
});
const importRoute = createRoute({
  ...from('/o/$object/import'),
  component: room(() => import('../transfer/import-page.tsx'), ({ pages }) => {
    const { object } = importRoute.useParams();
    return <pages.ImportPage key={object} object={object} />;
  }),
});
export const editRoute = createRoute({
  ...from('/o/$object/r/$id/edit'),
  component: room(formRooms, ({ pages }) => {
    const { object, id } = editRoute.useParams();
    return <pages.EditPage key={`${object}/${id}`} object={object} id={id} />;
  }),
});
export const recordRoute = createRoute({
  ...from('/o/$object/r/$id'),
  component: room(() => import('../record/record-page.tsx'), ({ pages }) => {
    const { object, id } = recordRoute.useParams();
    return <pages.RecordPage key={`${object}/${id}`} object={object} id={id} />;
  }),
});
export const printRoute = createRoute({
  ...from('/o/$object/r/$id/print'),
  component: room(() => import('../record/print-page.tsx'), ({ pages }) => {
    const { object, id } = printRoute.useParams();
    return <pages.PrintPage key={`${object}/${id}`} object={object} id={id} />;
  }),
});

export const dashboardRoute = createRoute({
  ...from('/d/$dashboard'),
  validateSearch: readChosen,
  component: room(() => import('../report/dashboard-page.tsx'), ({ pages }) => {
    const { dashboard } = dashboardRoute.useParams();
    return <pages.DashboardPage key={dashboard} name={dashboard} chosen={dashboardRoute.useSearch().f ?? {}} />;
  }),
});
export const reportRoute = createRoute({
  ...from('/r/$report'),
  validateSearch: readChosen,
  component: room(() => import('../report/report-page.tsx'), ({ pages }) => {
    const { report } = reportRoute.useParams();
    return <pages.ReportPage key={report} name={report} chosen={reportRoute.useSearch().f ?? {}} />;
  }),
});

export const searchRoute = createRoute({
  ...from('/search'),
  validateSearch: ({ q }: Record<string, unknown>): { readonly q?: string } => (q === undefined ? {} : { q: String(q) }),
  component: room(() => import('./palette/search-page.tsx'), ({ pages }) => <pages.SearchPage text={searchRoute.useSearch().q ?? ''} />),
});
const notifications = createRoute({ ...from('/notifications'), component: room(() => import('./notifications/notifications-page.tsx'), ({ pages }) => <pages.NotificationsPage />) });
const settings = createRoute({ ...from('/settings'), component: room(() => import('./settings/settings-page.tsx'), ({ pages }) => <pages.SettingsPage />) });
const help = createRoute({
  ...from('/help/$object'),
  component: room(() => import('./help/help-page.tsx'), ({ pages }) => <pages.HelpPage object={help.useParams().object} />),
});

// Setup is for the few who administer: one file more, whatever page of it is opened.
const setupRooms = () => import('../setup/pages.ts');
const setup = createRoute({ ...from('/setup'), component: room(setupRooms, ({ pages }) => <pages.SetupFrame />) });
const within = <P extends string>(path: P) => ({ getParentRoute: () => setup, path });
const setupObjects = createRoute({ ...within('/'), component: room(setupRooms, ({ pages }) => <pages.ObjectsPage />) });
const setupModules = createRoute({ ...within('/modules'), component: room(setupRooms, ({ pages }) => <pages.ModulesPage />) });
const setupPlan = createRoute({ ...within('/plan'), component: room(setupRooms, ({ pages }) => <pages.PlanPage />) });
const setupVersions = createRoute({ ...within('/history'), component: room(setupRooms, ({ pages }) => <pages.VersionsPage />) });
/** The field whose drawer is open: to be changed, or to see why it is as it is. */
export interface SetupSearch { readonly field?: string; readonly why?: string }
const setupObject = createRoute({
  ...within('/o/$object'),
  validateSearch: ({ field, why }: Record<string, unknown>): SetupSearch => ({ ...(typeof field === 'string' ? { field } : {}), ...(typeof why === 'string' ? { why } : {}) }),
  component: room(setupRooms, ({ pages }) => {
    const { object } = setupObject.useParams();
    return <pages.ObjectPage key={object} object={object} search={setupObject.useSearch()} />;
  }),
});
const setupRoutes = setup.addChildren([setupObjects, setupObject, setupModules, setupPlan, setupVersions]);

export const router = createRouter({
  routeTree: root.addChildren([home, objectHome, newRoute, importRoute, listRoute, editRoute, recordRoute, printRoute, dashboardRoute, reportRoute, searchRoute, notifications, settings, help, setupRoutes]),
  // What a reader is about to open is on its way while they point at it.
  defaultPreload: 'intent',
  defaultPendingMs: patienceMs,
  defaultPendingMinMs: 0,
  defaultPendingComponent: Waiting,
  defaultErrorComponent: RoomProblem,
  defaultNotFoundComponent: () => <ProblemView error={{ status: 404 }} />,
});

/** Asks for the code of the page in the address. */
export function preloadRooms(): void {
  // A room that cannot be loaded says so when it is to be shown.
  for (const { routeId } of router.matchRoutes(router.latestLocation)) void router.loadRouteChunk(router.routesById[routeId as keyof typeof router.routesById])?.catch(() => undefined);
}

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

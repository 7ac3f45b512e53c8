/** All pages of setup, which are loaded together. */
export { ModulesPage } from './modules-page.tsx';
export { ObjectPage } from './object-page.tsx';
export { ObjectsPage } from './objects-page.tsx';
export { PlanPage } from './plan-page.tsx';
export { SetupFrame } from './setup-frame.tsx';
export { VersionsPage } from './versions-page.tsx';

/** The JSON Schemas of the document language, by kind. */
import appSchema from '../schemas/app.schema.json' with { type: 'json' };
import dashboardSchema from '../schemas/dashboard.schema.json' with { type: 'json' };
import dataSchema from '../schemas/data.schema.json' with { type: 'json' };
import layoutSchema from '../schemas/layout.schema.json' with { type: 'json' };
import localeSchema from '../schemas/locale.schema.json' with { type: 'json' };
import lockSchema from '../schemas/lock.schema.json' with { type: 'json' };
import objectSchema from '../schemas/object.schema.json' with { type: 'json' };
import optionsSchema from '../schemas/options.schema.json' with { type: 'json' };
import overlaySchema from '../schemas/overlay.schema.json' with { type: 'json' };
import packageSchema from '../schemas/package.schema.json' with { type: 'json' };
import reportSchema from '../schemas/report.schema.json' with { type: 'json' };
import roleSchema from '../schemas/role.schema.json' with { type: 'json' };
import viewSchema from '../schemas/view.schema.json' with { type: 'json' };
import type { Kind } from './document.ts';

type Schema = Readonly<Record<string, unknown>>;

/** For editors, for the designer's panels, and for the compiler's own check. */
export const schemas: Readonly<Record<Kind, Schema>> = {
  app: appSchema, dashboard: dashboardSchema, data: dataSchema, layout: layoutSchema, locale: localeSchema, object: objectSchema, options: optionsSchema,
  package: packageSchema, overlay: overlaySchema, lock: lockSchema, report: reportSchema, role: roleSchema, view: viewSchema,
};

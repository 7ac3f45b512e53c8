/** A Model as earlier compilers made it. */
import { fileURLToPath } from 'node:url';
import type { Model } from '@tenon/model';

export const channelSalesFolder = fileURLToPath(new URL('../../../metadata/channel-sales', import.meta.url));

/** The same in the shape of compiler version 2: no reports, and nothing said of what is written below records. */
export function asVersion2(model: Model): any {
  const kept = JSON.parse(JSON.stringify(model));
  delete kept.reports;
  delete kept.dashboards;
  for (const object of Object.values<any>(kept.objects)) for (const key of ['comments', 'attachments', 'help']) delete object[key];
  for (const app of Object.values<any>(kept.apps)) {
    for (const group of app.navigation) group.items = group.items.filter((item: any) => item.object !== undefined);
    app.navigation = app.navigation.filter((group: any) => group.items.length > 0);
  }
  return { ...kept, compilerVersion: 2 };
}

/** The same in the shape of compiler version 1: one guard without a name per transition, no layers. */
export function asVersion1(model: Model): unknown {
  const kept = asVersion2(model);
  delete kept.layers;
  delete kept.modules;
  for (const object of Object.values<any>(kept.objects)) {
    for (const transition of Object.values<any>(object.lifecycle?.transitions ?? {})) {
      const [first] = transition.guards;
      delete transition.guards;
      if (first) Object.assign(transition, { guard: first.check, message: first.message });
      for (const texts of Object.values<any>(kept.locales)) {
        const address = `object/${object.name}#lifecycle/transitions/${transition.name}`;
        if (first && texts[`${address}/guards/${first.name}/message`]) texts[`${address}/message`] = texts[`${address}/guards/${first.name}/message`];
      }
    }
  }
  for (const texts of Object.values<any>(kept.locales)) for (const address of Object.keys(texts)) if (/\/guards\//.test(address)) delete texts[address];
  return { ...kept, compilerVersion: 1 };
}

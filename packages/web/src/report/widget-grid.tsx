/** The widgets of a dashboard on twelve columns; one below the other on a phone. Home shows them as well. */
import type { DashboardModel } from '@tenon/model';
import type { Chosen } from './chosen.ts';
import { Widget } from './widget.tsx';
import './report.css';

export function WidgetGrid({ dashboard, chosen = {} }: { readonly dashboard: DashboardModel; readonly chosen?: Chosen }) {
  return <div className="widgets">{dashboard.widgets.map((widget) => <Widget key={widget.name} dashboard={dashboard} widget={widget} chosen={chosen} />)}</div>;
}

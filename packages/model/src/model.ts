/**
 * The Model: what the whole stack of documents means. Frozen, hashed, plain JSON; everything else is generated from it.
 */
import type { CheckedExpr } from '@tenon/expression';

export type FieldType =
  | 'text' | 'long_text' | 'rich_text' | 'email' | 'phone' | 'url' | 'integer' | 'decimal' | 'money' | 'quantity'
  | 'percent' | 'boolean' | 'date' | 'datetime' | 'time' | 'date_range' | 'select' | 'multi_select' | 'reference'
  | 'references' | 'children' | 'file' | 'image' | 'address' | 'geo' | 'json' | 'autonumber';

/** An expression of a document: its text as written and its checked tree. */
export interface Formula {
  readonly source: string;
  readonly expr: CheckedExpr;
}

export interface OptionModel {
  readonly value: string;
  readonly label: string;
  readonly color?: string;
  readonly inactive?: boolean;
  /** Values of the governing field under which this one is offered. */
  readonly when?: readonly string[];
}

export interface FieldModel {
  readonly name: string;
  readonly type: FieldType;
  readonly label: string;
  readonly help?: string;
  /** Set by the engine: id, version, created_at and the like. Never written by a caller. */
  readonly system?: boolean;
  readonly required: boolean;
  readonly unique?: boolean;
  readonly index?: boolean;
  readonly masked?: boolean;
  /** In the API and on no screen. */
  readonly hidden?: boolean;
  readonly default?: Formula;
  readonly formula?: Formula;
  /** For a formula: kept in a column inside the writing transaction, or computed in the query. */
  readonly storage: 'column' | 'stored' | 'virtual' | 'none';
  readonly frozenAfter?: string;
  readonly was?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly patternMessage?: string;
  readonly scale?: number;
  /** Bounds of a number, as decimal text. */
  readonly min?: string;
  readonly max?: string;
  readonly minDate?: Formula;
  readonly maxDate?: Formula;
  /** ISO code, or a path such as `order.currency`. */
  readonly currency?: { readonly code: string } | { readonly path: readonly string[] };
  readonly unit?: { readonly text: string } | { readonly path: readonly string[] };
  readonly options?: readonly OptionModel[];
  /** The field whose value governs the choices (dependent options). */
  readonly optionsBy?: string;
  /** The shared list that `options` came from. */
  readonly optionsFrom?: string;
  readonly to?: string;
  readonly onDelete?: 'restrict' | 'clear' | 'cascade';
  readonly tree?: boolean;
  readonly filter?: Formula;
  readonly of?: string;
  readonly by?: string;
  readonly minRows?: number;
  readonly maxRows?: number;
  /** Of a file: media types such as `image/*`, and the most bytes. */
  readonly accept?: readonly string[];
  readonly maxBytes?: number;
  /** Autonumber pattern, such as `SO-{yyyyMMdd}-{seq:5}`. */
  readonly numbering?: string;
}

export interface ValidationModel {
  readonly name: string;
  readonly check: Formula;
  readonly message: string;
  readonly at?: string;
}

export interface GuardModel {
  readonly name: string;
  readonly check: Formula;
  readonly message: string;
}

export interface TransitionModel {
  readonly name: string;
  readonly label: string;
  readonly from: readonly string[];
  readonly to: string;
  /** All must be true; the message of the first that is not is told. */
  readonly guards: readonly GuardModel[];
  readonly requires: readonly string[];
  readonly set: Readonly<Record<string, Formula>>;
  readonly confirm?: string;
  readonly tone: 'primary' | 'danger' | 'default';
}

export interface LifecycleModel {
  readonly field: string;
  readonly initial: string;
  readonly transitions: Readonly<Record<string, TransitionModel>>;
}

export interface StateModel {
  readonly frozen: readonly string[] | 'all';
}

export interface KeyModel {
  readonly name: string;
  readonly fields: readonly string[];
  readonly when?: Formula;
}

export interface ObjectModel {
  readonly name: string;
  readonly label: string;
  readonly plural: string;
  readonly description?: string;
  readonly icon?: string;
  readonly title: string;
  readonly search: readonly string[];
  /** All fields, the system's first, in the order of the document. */
  readonly fields: Readonly<Record<string, FieldModel>>;
  readonly recordTypes: Readonly<Record<string, { readonly label: string; readonly description?: string }>>;
  readonly validations: Readonly<Record<string, ValidationModel>>;
  readonly keys: Readonly<Record<string, KeyModel>>;
  readonly indexes: Readonly<Record<string, { readonly name: string; readonly fields: readonly string[] }>>;
  readonly lifecycle?: LifecycleModel;
  readonly states: Readonly<Record<string, StateModel>>;
  readonly owner: boolean;
  readonly history: boolean;
  /** People may write below a record, and put files to it. */
  readonly comments?: boolean;
  readonly attachments?: boolean;
  /** For people who fill it in: paragraphs of plain text. */
  readonly help?: string;
  /** For a child object: its parent, the parent's `children` field, and the reference back. */
  readonly partOf?: { readonly object: string; readonly field: string; readonly by: string };
  /** Stored formulas of this object in the order in which they are computed. */
  readonly computed: readonly string[];
  /** Provided by the engine, such as `user`. */
  readonly system?: boolean;
}

export interface LayoutFieldModel {
  readonly field: string;
  readonly span?: number;
  readonly visibleWhen?: Formula;
  readonly requiredWhen?: Formula;
  readonly readonlyWhen?: Formula;
  readonly columns?: readonly string[];
}
export interface SectionModel {
  readonly name: string;
  readonly label: string;
  readonly columns: 1 | 2 | 3;
  readonly collapsed?: boolean;
  /** Holds the fields that no layout of the object places. It has no label: the screen has a word for it. */
  readonly rest?: true;
  readonly visibleWhen?: Formula;
  readonly fields: readonly LayoutFieldModel[];
}
export interface RelatedModel {
  readonly name: string;
  readonly label: string;
  readonly object: string;
  readonly by: string;
  readonly columns: readonly string[];
  readonly sort?: readonly string[];
}
export interface TabModel {
  readonly name: string;
  readonly label: string;
  readonly visibleWhen?: Formula;
  readonly sections: readonly SectionModel[];
  readonly related: readonly RelatedModel[];
}
export interface LayoutModel {
  /** `<object>.<name>` */
  readonly name: string;
  readonly object: string;
  readonly label: string;
  readonly use: readonly ('form' | 'detail' | 'print' | 'portal')[];
  readonly recordTypes?: readonly string[];
  readonly roles?: readonly string[];
  readonly device?: 'phone' | 'desktop';
  readonly header: readonly string[];
  readonly tabs: readonly TabModel[];
}

export interface ViewModel {
  readonly name: string;
  readonly object: string;
  readonly label: string;
  readonly kind: 'list' | 'board' | 'calendar';
  readonly columns: readonly { readonly path: readonly string[]; readonly label: string; readonly width?: number }[];
  readonly filter?: Formula;
  readonly sort: readonly { readonly path: readonly string[]; readonly descending: boolean }[];
  /** The select field whose values are the columns of a board, or the path whose values part a list into groups. */
  readonly group?: string;
  /** Of a calendar: the date or datetime field at which a record begins, and the one at which it ends; or an end of a range, such as `valid.from`. */
  readonly calendar?: { readonly start: string; readonly end?: string };
  readonly quickFilters: readonly string[];
  readonly default: boolean;
}

/** How the values of a dimension or metric are written. */
export type ReportFormat = 'text' | 'number' | 'money' | 'percent' | 'date' | 'month' | 'quarter' | 'year' | 'hours';

export interface DimensionModel {
  readonly name: string;
  readonly label: string;
  /** Over the record: a path, or a call such as `startofmonth(ordered_on)`. */
  readonly value: Formula;
  readonly format: ReportFormat;
}
export interface MetricModel {
  readonly name: string;
  readonly label: string;
  readonly format: ReportFormat;
  /** Either an aggregate over the records, of those alone for which `where` is true … */
  readonly aggregate?: { readonly fn: 'count' | 'sum' | 'avg' | 'min' | 'max'; readonly value?: Formula; readonly where?: Formula };
  /** … or a formula over the other metrics of the row, which are its fields. */
  readonly formula?: Formula;
  /** ISO code, for money. */
  readonly currency?: string;
  /** Which way is good, for the colour of a change. */
  readonly good?: 'up' | 'down';
}
export type ChartKind = 'number' | 'bar' | 'column' | 'line' | 'area' | 'pie' | 'funnel' | 'table';
export interface ChartModel {
  readonly kind: ChartKind;
  /** A dimension: along the axis, or the slices. */
  readonly by?: string;
  /** A second dimension: one line or colour per value. */
  readonly series?: string;
  /** Metrics drawn, in order. */
  readonly metrics: readonly string[];
  readonly stacked?: boolean;
}
export interface ReportModel {
  readonly name: string;
  readonly label: string;
  readonly description?: string;
  readonly object: string;
  /** Over `record` and `user`. */
  readonly filter?: Formula;
  readonly dimensions: Readonly<Record<string, DimensionModel>>;
  readonly metrics: Readonly<Record<string, MetricModel>>;
  /** Names of dimensions and metrics. */
  readonly sort: readonly { readonly by: string; readonly descending: boolean }[];
  /** Groups shown at most. */
  readonly limit: number;
  readonly chart: ChartModel;
  /** Paths that readers may narrow by. */
  readonly filters: readonly (readonly string[])[];
}

export interface DashboardFilterModel {
  readonly name: string;
  readonly label: string;
  /** A choice of periods, or of records or options as the field at the path of the first widget that has it. */
  readonly kind: 'period' | 'value';
  /** Of a period, until somebody chooses another. */
  readonly default?: 'this_month' | 'last_month' | 'this_quarter' | 'this_year' | 'last_30_days' | 'last_12_months' | 'all';
}
export interface WidgetModel {
  readonly name: string;
  readonly label: string;
  /** One of the two: a report's chart, or the first records of a view. */
  readonly report?: string;
  /** `<object>.<name>` */
  readonly view?: string;
  /** Instead of the report's own. */
  readonly chart?: ChartModel;
  /** Of twelve columns. */
  readonly width: number;
  readonly height: 'small' | 'medium' | 'large';
  /** Filter of the dashboard → path of the object that it narrows here. */
  readonly filters: Readonly<Record<string, readonly string[]>>;
}
export interface DashboardModel {
  readonly name: string;
  readonly label: string;
  readonly description?: string;
  readonly roles?: readonly string[];
  readonly filters: Readonly<Record<string, DashboardFilterModel>>;
  readonly widgets: readonly WidgetModel[];
}

/** `true`: every record. A Formula: the records for which it is true; sees `record` and `user`. Absent: none. */
export type RecordGrant = true | Formula;
export type FieldGrant = 'none' | 'read' | 'write' | 'mask';

export interface ObjectGrant {
  readonly create?: RecordGrant;
  readonly read?: RecordGrant;
  readonly update?: RecordGrant;
  readonly delete?: RecordGrant;
  readonly export: boolean;
  readonly actions: readonly string[] | '*';
  readonly fields: Readonly<Record<string, FieldGrant>>;
  readonly otherFields: FieldGrant;
}

export interface RoleModel {
  readonly name: string;
  readonly label: string;
  readonly description?: string;
  readonly external: boolean;
  readonly admin: boolean;
  /** Roles that this one has the grants of, directly or through others. */
  readonly includes?: readonly string[];
  /** Per object of the Model, includes already merged in. An object that is absent is not visible. */
  readonly objects: Readonly<Record<string, ObjectGrant>>;
  readonly userAttributes: Readonly<Record<string, { readonly to?: string }>>;
}

export interface OptionsModel {
  readonly name: string;
  readonly label: string;
  readonly dependsOn?: string;
}

export interface AppModel {
  readonly name: string;
  readonly label: string;
  readonly icon?: string;
  readonly roles?: readonly string[];
  readonly navigation: readonly {
    readonly name: string;
    readonly label: string;
    readonly icon?: string;
    /** Each opens one: a list, a dashboard or a report. */
    readonly items: readonly { readonly name: string; readonly object?: string; readonly view?: string; readonly dashboard?: string; readonly report?: string; readonly label: string }[];
  }[];
  readonly home?: { readonly object?: string; readonly view?: string; readonly dashboard?: string };
}

export interface DataModel {
  readonly name: string;
  readonly object: string;
  readonly key: readonly string[];
  readonly mode: 'insert' | 'merge';
  readonly set?: string;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

export interface LayerModel {
  readonly name: string;
  readonly version: string;
  readonly namespace: string;
  readonly kind: 'package' | 'variant' | 'tenant';
}

export interface ModuleModel {
  readonly name: string;
  /** Namespace of the package that has the module. */
  readonly package: string;
  readonly label: string;
  readonly description?: string;
  readonly requires: readonly string[];
  readonly on: boolean;
}

export interface Model {
  readonly compilerVersion: number;
  /** SHA-256 of everything but the data rows, in hex. */
  readonly hash: string;
  readonly package: {
    readonly name: string;
    readonly version: string;
    readonly namespace: string;
    readonly label: string;
    readonly description?: string;
    readonly author?: string;
    readonly license?: string;
    readonly locales: readonly string[];
    readonly timeZone: string;
    readonly app?: string;
  };
  /** What the Model was folded from, the lowest first. */
  readonly layers: readonly LayerModel[];
  /** Of one that is off, the objects are there, and no role has them. */
  readonly modules: readonly ModuleModel[];
  readonly objects: Readonly<Record<string, ObjectModel>>;
  /** The shared lists of choices. */
  readonly options?: Readonly<Record<string, OptionsModel>>;
  readonly layouts: Readonly<Record<string, LayoutModel>>;
  readonly views: Readonly<Record<string, ViewModel>>;
  readonly roles: Readonly<Record<string, RoleModel>>;
  readonly apps: Readonly<Record<string, AppModel>>;
  readonly reports?: Readonly<Record<string, ReportModel>>;
  readonly dashboards?: Readonly<Record<string, DashboardModel>>;
  readonly data: readonly DataModel[];
  /** Locale → address → text. */
  readonly locales: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

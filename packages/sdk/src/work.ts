/** What people work with beside the records themselves: files, comments, notifications, preferences, jobs, reports. As the API gives it. */

export interface PersonRef {
  readonly id: string;
  readonly name: string;
}

/** An uploaded file; also the value of a `file` or `image` field. */
export interface FileRef {
  readonly id: string;
  readonly name: string;
  /** Media type, found by looking at the content. */
  readonly type: string;
  /** Bytes. */
  readonly size: number;
}

export interface Attachment {
  readonly id: string;
  readonly file: FileRef;
  readonly by: PersonRef;
  readonly at: string;
  /** Whether the caller may take it away. */
  readonly removable: boolean;
}

export interface Comment {
  readonly id: string;
  /** Plain text. A mention stands in it as `@` and the name of the person. */
  readonly text: string;
  readonly mentions: readonly PersonRef[];
  readonly by: PersonRef;
  readonly at: string;
  readonly editedAt: string | null;
  /** Whether the caller may change or remove it: their own. */
  readonly own: boolean;
}

export interface NewComment {
  readonly text: string;
  /** Ids of users whose names stand in the text. */
  readonly mentions?: readonly string[];
}

export interface Notification {
  readonly id: string;
  readonly kind: 'mention' | 'comment' | 'assigned' | 'job';
  readonly at: string;
  readonly read: boolean;
  readonly by: PersonRef | null;
  /** What it is about, where it is about a record. */
  readonly object: string | null;
  readonly record: { readonly id: string; readonly title: string } | null;
  readonly job: string | null;
  /** The beginning of a comment, the outcome of a job. */
  readonly text: string | null;
}

export interface Notifications {
  readonly data: readonly Notification[];
  readonly next: string | null;
  readonly unread: number;
}

/** What a person keeps about how they like to work, by key. Values are JSON. */
export type Preferences = Readonly<Record<string, unknown>>;

export interface SettingsChange {
  readonly locale?: 'en' | 'zh-CN';
  /** IANA name, such as `Asia/Shanghai`; null: that of the tenant. */
  readonly timeZone?: string | null;
}

/** Pushed while a page is open. */
export type LiveEvent =
  | { readonly kind: 'notification'; readonly unread: number }
  | { readonly kind: 'job'; readonly job: Job }
  | { readonly kind: 'model' };

export type JobState = 'waiting' | 'running' | 'done' | 'failed' | 'stopped';

/** Long work: it shows progress, can be stopped, and goes on after a restart. */
export interface Job {
  readonly id: string;
  readonly kind: 'export' | 'import' | 'bulk';
  readonly object: string;
  readonly state: JobState;
  readonly at: string;
  readonly finishedAt: string | null;
  /** Rows done, and of how many; the total is null until it is known. */
  readonly done: number;
  readonly total: number | null;
  /** What came out of it, once it is done: the file exported, or the rows refused. In a list of jobs, results have no errors. */
  readonly file: FileRef | null;
  readonly result: ImportResult | BulkResult | null;
  /** Why it failed, in the caller's language. */
  readonly problem: string | null;
}

export interface RowError {
  /** Line of the sheet as a spreadsheet numbers it; the heading is 1. */
  readonly row: number;
  /** Heading of the column, where the error has one. */
  readonly column: string | null;
  readonly field: string | null;
  readonly message: string;
  readonly value: string | null;
}

export interface ImportResult {
  readonly dryRun: boolean;
  readonly created: number;
  readonly updated: number;
  /** Were found, and had nothing to change. */
  readonly unchanged: number;
  readonly refused: number;
  /** The first of them. */
  readonly errors: readonly RowError[];
  /** The rows that these errors are about, as they stand in the table. */
  readonly rows: readonly { readonly row: number; readonly cells: readonly string[] }[];
}

export interface BulkResult {
  readonly changed: number;
  readonly refused: number;
  readonly errors: readonly { readonly id: string; readonly title: string; readonly message: string }[];
}

export interface ExportRequest {
  readonly format: 'csv' | 'xlsx';
  readonly filter?: string | undefined;
  readonly sort?: string | undefined;
  readonly search?: string | undefined;
  /** Paths and headings, in order. */
  readonly columns: readonly { readonly path: string; readonly label: string }[];
}

export interface ImportFileRequest {
  readonly file: string;
  readonly sheet?: string | undefined;
}

/** What is in an uploaded table, and how it might fit the object. */
export interface ImportPreview {
  readonly sheets: readonly string[];
  readonly sheet: string;
  readonly rows: number;
  readonly columns: readonly { readonly heading: string; readonly samples: readonly string[]; /** Path of a field, guessed by heading. */ readonly suggested: string | null }[];
  /** The first rows, as text. */
  readonly sample: readonly (readonly string[])[];
  /** Fields that a row may set, in the order of the object: `no`, or `partner.code` for a reference found by a unique field. */
  readonly targets: readonly { readonly path: string; readonly label: string; readonly required: boolean }[];
  /** Sets of fields by which rows may be found again. */
  readonly keys: readonly (readonly string[])[];
}

export interface ImportRequest extends ImportFileRequest {
  /** Path of a field per column; null: left out. */
  readonly mapping: readonly (string | null)[];
  readonly mode: 'create' | 'update' | 'upsert';
  /** One of the preview's keys; for update and upsert. */
  readonly key?: readonly string[] | undefined;
  readonly dryRun: boolean;
}

/** One change to every record that a filter finds, told as progress. */
export interface BulkRequest {
  readonly filter?: string | undefined;
  readonly search?: string | undefined;
  /** Only these, where they are given. */
  readonly ids?: readonly string[] | undefined;
  readonly change:
    | { readonly kind: 'update'; readonly values: Readonly<Record<string, unknown>> }
    | { readonly kind: 'act'; readonly action: string; readonly values?: Readonly<Record<string, unknown>> }
    | { readonly kind: 'delete' };
  readonly reason?: string | undefined;
}

/** Records found in one object by the words that people typed. */
export interface SearchGroup {
  readonly object: string;
  readonly records: readonly { readonly id: string; readonly title: string; /** Other values that people know it by. */ readonly facts: readonly string[] }[];
  /** Whether there are more than these. */
  readonly more: boolean;
}

export interface ReportQuery {
  /** Narrows the report further: over the records of its object. */
  readonly filter?: string | undefined;
  /** Names of dimensions with commas; all of them unless given. */
  readonly by?: string | undefined;
}

export interface ReportAnswer {
  /** One per group: values by the names of dimensions and metrics. Numbers are decimal text; a reference is `{ id, title }`. */
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** Each metric over everything, not over the rows shown. */
  readonly totals: Readonly<Record<string, unknown>>;
  /** Whether there are more groups than the report shows. */
  readonly more: boolean;
}

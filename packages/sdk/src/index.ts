export { createClient, type ActOptions, type AggregateQuery, type BulkItem, type Client, type ClientOptions, type DemoLogins, type ListQuery, type Page, type RecordData, type Session, type Values, type WriteOptions } from './client.ts';
export { ApiProblem, type ProblemBody, type ProblemError } from './problem.ts';
export type {
  Attachment, BulkRequest, BulkResult, Comment, ExportRequest, FileRef, ImportFileRequest, ImportPreview, ImportRequest, ImportResult, Job, JobState, LiveEvent, NewComment, Notification,
  Notifications, PersonRef, Preferences, ReportAnswer, ReportQuery, RowError, SearchGroup, SettingsChange,
} from './work.ts';

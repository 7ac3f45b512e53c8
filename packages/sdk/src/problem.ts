/** A problem document of the server, as an error to catch. */
export interface ProblemError {
  readonly field: string;
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
}

export interface ProblemBody {
  readonly title?: string;
  readonly status?: number;
  readonly detail?: string;
  readonly code?: string;
  readonly hint?: string;
  readonly requestId?: string;
  readonly errors?: readonly ProblemError[];
}

export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  /** Code of the catalogue; `NETWORK` when no answer came. */
  readonly code: string;
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly hint: string | undefined;
  readonly requestId: string | undefined;
  readonly errors: readonly ProblemError[];

  constructor(status: number, body: ProblemBody) {
    super(body.detail ?? body.title ?? `HTTP ${status}`);
    this.status = status;
    this.code = body.code ?? 'HTTP';
    this.title = body.title ?? `HTTP ${status}`;
    this.detail = body.detail ?? this.title;
    this.hint = body.hint;
    this.requestId = body.requestId;
    this.errors = body.errors ?? [];
  }
}

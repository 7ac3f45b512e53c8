/** Sends a file with its progress, which `fetch` does not tell. */
import type { FileRef } from '@tenon/sdk';

interface Options {
  readonly progress: (percent: number) => void;
  readonly signal: AbortSignal;
}

export function uploadFile(file: File, { progress, signal }: Options): Promise<FileRef> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    form.append('file', file, file.name || 'file');
    request.open('POST', '/api/files');
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('tenon-language', document.documentElement.lang);
    request.upload.addEventListener('progress', (event) => { if (event.lengthComputable) progress(Math.round((event.loaded / event.total) * 100)); });
    request.addEventListener('load', () => (request.status < 300 ? resolve(JSON.parse(request.responseText) as FileRef) : reject(new Error(reasonOf(request.responseText, request.status)))));
    request.addEventListener('error', () => reject(new Error('Network error')));
    request.addEventListener('abort', () => reject(new Error('aborted')));
    signal.addEventListener('abort', () => request.abort());
    request.send(form);
  });
}

function reasonOf(text: string, status: number): string {
  try {
    const { detail, title } = JSON.parse(text) as { detail?: string; title?: string };
    return detail ?? title ?? String(status);
  } catch {
    return String(status);
  }
}

/** Has the browser save a file that the server keeps. */
import type { FileRef } from '@tenon/sdk';
import { client } from '../app/client.ts';

export function download({ id, name }: FileRef): void {
  const link = document.createElement('a');
  link.href = client.fileUrl(id);
  link.download = name;
  link.rel = 'noopener';
  document.body.append(link);
  link.click();
  link.remove();
}

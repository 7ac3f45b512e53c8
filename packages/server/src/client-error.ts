/**
 * What is not even HTTP: Node cannot make a request of it, so the answer goes straight onto the socket.
 *
 * Out:  a problem document as for any other wrong request, and the end of the connection.
 */
import type { Socket } from 'node:net';
import { failure } from '@tenon/diagnostics';
import { problemOf } from './problem.ts';

export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code !== 'ECONNRESET' && socket.writable) {
    const body = JSON.stringify(problemOf(failure('REQ101'), 'en', crypto.randomUUID()));
    const head = [
      'HTTP/1.1 400 Bad Request', 'content-type: application/problem+json; charset=utf-8', 'cache-control: private, no-store',
      `content-length: ${Buffer.byteLength(body)}`, 'connection: close',
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  }
  socket.destroySoon();
}

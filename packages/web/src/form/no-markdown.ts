/** In the place of the Markdown that rjsf would write its own mistakes in; `vite.config.ts` puts it there. Our texts are plain. */
import type { ReactNode } from 'react';

export const Markdown = ({ children }: { readonly children: ReactNode }): ReactNode => children;

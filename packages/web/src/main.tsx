/** Entry of the browser rooms. */
import { createRoot } from 'react-dom/client';
import { App, preload } from './app/app.tsx';
import { firstLanguage } from './app/language.tsx';
import { markStyles } from './app/style-nonce.ts';
import './app/styles.css';

markStyles();
// Everything that the first page needs is asked for at once; nothing waits for its turn.
const words = firstLanguage();
preload();
createRoot(document.getElementById('root')!).render(<App language={await words} />);

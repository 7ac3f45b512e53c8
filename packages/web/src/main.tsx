/** Entry of the browser rooms. */
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { markStyles } from './app/style-nonce.ts';
import './app/styles.css';

markStyles();
createRoot(document.getElementById('root')!).render(<App />);

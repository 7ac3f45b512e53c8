/** The way to a page from above: lists and records that it stands below. */
import { Link } from '@tanstack/react-router';
import { useSay } from './language.tsx';

interface Step {
  readonly label: string;
  readonly object: string;
  /** Of a record; without it, the list. */
  readonly id?: string | undefined;
}

export function Trail({ to }: { readonly to: readonly Step[] }) {
  const say = useSay();
  return (
    <nav className="trail no-print" aria-label={say('trail')}>
      <ol>
        {to.map(({ label, object, id }) => (
          <li key={`${object} ${id ?? ''}`}>{id === undefined ? <Link to="/o/$object" params={{ object }}>{label}</Link> : <Link to="/o/$object/r/$id" params={{ object, id }}>{label}</Link>}</li>
        ))}
      </ol>
    </nav>
  );
}

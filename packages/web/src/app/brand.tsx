/** Mark and name of the product, which lead home. */
import { Link } from '@tanstack/react-router';
import { Logo } from './logo.tsx';
import { useSay } from './language.tsx';

export function Brand({ narrow }: { readonly narrow: boolean }) {
  const say = useSay();
  // In the first corner of the page, where pointers rest that nobody uses: what it leads to is loaded when somebody goes there.
  return <Link to="/" preload={false} className="shell-brand" aria-label={`${say('product')} · ${say('home')}`}><Logo size={28} />{narrow ? null : <span>{say('product')}</span>}</Link>;
}

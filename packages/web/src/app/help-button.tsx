/** Leads from a page to the help on its object. */
import { QuestionCircleOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { useSay } from './language.tsx';

export function HelpButton({ object }: { readonly object: string }) {
  const say = useSay();
  return <Link to="/help/$object" params={{ object }} className="icon-button" data-action="help" aria-label={say('help')} title={say('help')}><QuestionCircleOutlined /></Link>;
}

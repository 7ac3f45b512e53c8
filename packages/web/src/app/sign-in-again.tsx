/** The session has ended while somebody was at work: they sign in over the page, and everything on it is still there. */
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { client, type Session } from './client.ts';
import { useSay } from './language.tsx';
import { Input } from '../fields/text-box.ts';
import { ProblemAlert } from './problem-view.tsx';

interface Props {
  readonly login: string;
  readonly tenant: string;
  readonly signedIn: (session: Session) => void;
  readonly leave: () => void;
}

export function SignInAgain({ login, tenant, signedIn, leave }: Props) {
  const say = useSay();
  const dialog = useRef<HTMLDialogElement>(null);
  const [password, setPassword] = useState('');
  const enter = useMutation({ mutationFn: () => client.signIn({ tenant, login, password }), onSuccess: signedIn });
  useEffect(() => {
    dialog.current?.showModal();
    dialog.current?.querySelector<HTMLInputElement>('#again-password')?.focus();
  }, []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // A form of the page below knows nothing of this one.
    event.stopPropagation();
    if (password) enter.mutate();
  };
  return (
    <dialog ref={dialog} className="sign-in-again" aria-labelledby="sign-in-again" onCancel={(event) => event.preventDefault()}>
      <form onSubmit={submit} noValidate>
        <h2 id="sign-in-again">{say('signedOut')}</h2>
        <p className="muted">{say('signedOutDetail')}</p>
        {enter.error ? <ProblemAlert error={enter.error} /> : null}
        <div className="field"><label htmlFor="again-login">{say('login')}</label><Input id="again-login" value={login} autoComplete="username" readOnly /></div>
        <div className="field"><label htmlFor="again-password">{say('password')}</label><Input type="password" id="again-password" value={password} autoComplete="current-password" onChange={(event) => setPassword(event.target.value)} /></div>
        <div className="sign-in-again-foot">
          <Button onClick={leave} data-action="other-account">{say('otherAccount')}</Button>
          <Button type="primary" htmlType="submit" loading={enter.isPending}>{say('signIn')}</Button>
        </div>
      </form>
    </dialog>
  );
}

/** Keys of the page of a list, where nobody is typing: `/` searches, `f` filters, `c` creates. */
import { useNavigate } from '@tanstack/react-router';
import type { ObjectModel } from '@tenon/model';
import { useEffect } from 'react';

const typing = (target: EventTarget | null): boolean => target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName) && !(target instanceof HTMLInputElement && target.type === 'checkbox'));

export function useListKeys(object: ObjectModel, creates: boolean): void {
  const navigate = useNavigate();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector('.ant-modal-wrap, .ant-drawer-open, .ant-popover:not(.ant-popover-hidden)')) return;
      const wanted = { '/': '.list-search input', f: '[data-action=filter]' }[event.key];
      const element = wanted === undefined ? null : document.querySelector<HTMLElement>(wanted);
      if (element instanceof HTMLInputElement) element.focus();
      else if (element) element.click();
      else if (event.key === 'c' && creates) void navigate({ to: '/o/$object/new', params: { object: object.name } });
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [navigate, object.name, creates]);
}

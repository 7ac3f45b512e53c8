/** What people do together, on top of the store. */
import type { Store } from '@tenon/store';
import {
  addComment, attach, changeSettings, detach, editComment, listAttachments, listComments, listNotifications, listPreferences, openFile, readNotifications, removeComment, removePreference,
  sessionDigest, setPreference, unreadOf, writeFile,
} from '@tenon/store';
import type { Together } from './backend.ts';

export function storeTogether(store: Store, changed: () => void): Together {
  return {
    upload: (scope, { userId }, { name, type }, content) => writeFile(store, scope, { name, type, userId }, content),
    file: (scope, principal, id) => openFile(store, scope, principal, id),
    attachments: (scope, principal, about) => listAttachments(store, scope, principal, about),
    attach: (scope, principal, about, file) => attach(store, scope, principal, about, file),
    detach: (scope, principal, about, attachment) => detach(store, scope, principal, about, attachment),
    comments: (scope, principal, about, page) => listComments(store, scope, principal, about, page),
    comment: (scope, principal, about, given, key) => addComment(store, scope, principal, about, given, key),
    editComment: (scope, principal, about, comment, given) => editComment(store, scope, principal, about, comment, given),
    removeComment: (scope, principal, about, comment) => removeComment(store, scope, principal, about, comment),
    notifications: (scope, principal, page) => listNotifications(store, scope, principal, page),
    readNotifications: (scope, principal, which) => readNotifications(store, scope, principal, which),
    preferences: (scope, principal) => listPreferences(store, scope, principal),
    setPreference: (scope, principal, key, value) => setPreference(store, scope, principal, key, value),
    removePreference: (scope, principal, key) => removePreference(store, scope, principal, key),
    changeSettings: async (tenant, userId, change) => {
      await changeSettings(store, tenant, userId, change);
      changed();
    },
    onSignal: (listener) => store.live.onSignal(listener),
    onModel: (listener) => store.models.onChange(listener),
    unread: (scope, { userId }) => unreadOf(store, scope, userId),
    sessionName: sessionDigest,
  };
}

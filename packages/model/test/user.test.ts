/** `user` in conditions: the acting user's record, and what roles keep with a user. */
import { describe, expect, it } from 'vitest';
import { compilePackage } from '../src/compiler.ts';

const packageText = JSON.stringify({ name: '@sample/user', version: '1.0.0', tenon: { namespace: 'sample', label: 'Sample' } });

function readGrant(condition: string) {
  const { value, diagnostics } = compilePackage([
    { path: 'package.json', text: packageText },
    { path: 'objects/task.json', text: JSON.stringify({ label: 'Task', owner: true, fields: { team: { type: 'reference', to: 'team' }, watchers: { type: 'references', to: 'user' } } }) },
    { path: 'objects/team.json', text: JSON.stringify({ label: 'Team', fields: { name: { type: 'text' } } }) },
    { path: 'roles/member.json', text: JSON.stringify({ label: 'Member', userAttributes: { team: { to: 'team' }, badge: {} }, objects: { task: { read: condition } } }) },
  ]);
  return { grant: value?.roles['member']!.objects['task']!.read, codes: diagnostics.map(({ code }) => code) };
}

describe('user alone', () => {
  it('is the same as user.id', () => {
    expect(readGrant('owner == user').grant).toEqual(readGrant('owner == user.id').grant);
    expect(readGrant('created_by != user or user == owner').grant).toEqual(readGrant('created_by != user.id or user.id == owner').grant);
    expect(readGrant('user in (owner, created_by)').grant).toEqual(readGrant('user.id in (owner, created_by)').grant);
  });
  it('is written out in the text, which clients send back to the server', () =>
    expect(readGrant("owner == user and user.badge == 'user'").grant).toMatchObject({ source: "owner == user.id and user.badge == 'user'" }));
  it('is no record of another object', () => {
    expect(readGrant('team == user').codes).toEqual(['EXP206']);
    expect(readGrant('owner == user.team').codes).toEqual(['EXP206']);
  });
});

describe('attributes of the user', () => {
  it('have the object that the role says, or are text', () => {
    expect(readGrant("team == user.team and user.team.name == 'x' and user.badge == 'b'").codes).toEqual([]);
    expect(readGrant("user.team == 'x' or user.badge == 1").codes).toEqual(['EXP206']);
    expect(readGrant('user.crew == team').codes).toEqual(['EXP202']);
  });
});

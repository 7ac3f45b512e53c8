/** Where the reader was of late, and what they have pinned. */
import { PushpinOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { useEngine } from '../engine.tsx';
import { Icon } from '../icon.tsx';
import { iconOfPlace, isOpenTo, pathOfPlace, titleOfPlace, usePins, useRecent, type Place } from '../visited.ts';
import { useHomeSay } from './words.ts';

const shown = 8;

export function Places() {
  const { model } = useEngine();
  const say = useHomeSay();
  const { pins } = usePins();
  const recent = useRecent();
  const open = (places: readonly Place[]) => places.filter((place) => isOpenTo(model, place)).slice(0, shown);
  return (
    <div className="home-places">
      <PlaceList title={say('pinned')} places={open(pins)} none={say('nonePinned')} pinned />
      <PlaceList title={say('recent')} places={open(recent)} none={say('noneRecent')} />
    </div>
  );
}

function PlaceList({ title, places, none, pinned = false }: { readonly title: string; readonly places: readonly Place[]; readonly none: string; readonly pinned?: boolean }) {
  const { model } = useEngine();
  return (
    <section className="panel home-list">
      <h2>{pinned ? <PushpinOutlined /> : null}{title}</h2>
      {places.length === 0 ? <p className="muted">{none}</p> : (
        <ul>
          {places.map((place) => (
            <li key={pathOfPlace(place)}>
              <Link to={pathOfPlace(place) as '/'}><Icon name={iconOfPlace(model, place)} /><span className="home-place">{titleOfPlace(model, place)}</span><span className="muted small">{model.objects[place.object ?? '']?.label}</span></Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

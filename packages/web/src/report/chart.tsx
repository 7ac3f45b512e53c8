/** Draws a Picture. The library comes with the first chart; until it is there its place is kept. */
import { theme } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useLanguage } from '../app/language.tsx';
import type { Drawn } from './chart-engine.ts';
import { chartOption, type ChartLook, type Hint } from './chart-option.ts';
import { fullText } from './figures.ts';
import type { Picture } from './picture.ts';
import { useReportSay, type ReportSay } from './words.ts';

interface Props {
  readonly picture: Picture;
  readonly label: string;
  /** Series and category that somebody chose. */
  readonly onPick?: ((series: number, at: number) => void) | undefined;
}

const spokenMax = 12;

export function Chart({ picture, label, onPick }: Props) {
  const say = useReportSay();
  const { language } = useLanguage();
  const place = useRef<HTMLDivElement>(null);
  const size = useSize(place);
  const drawn = useDrawn(place);
  const look = useLook(size);
  const spoken = useMemo(() => spokenOf(picture, label, language, say), [picture, label, language, say]);
  useEffect(() => {
    if (drawn && look) drawn.show(chartOption(picture, look, { spoken, hint: hintView }));
  }, [drawn, picture, look, spoken]);
  useEffect(() => drawn?.onPick((series, at) => onPick?.(series, at)), [drawn, onPick]);
  useEffect(() => drawn?.resize(), [drawn, size]);
  return <div ref={place} className="chart" role="img" aria-label={spoken} data-chart={picture.kind} data-drawn={drawn !== undefined} />;
}

/** The chart of the element, while both are there. */
function useDrawn(place: React.RefObject<HTMLDivElement | null>): Drawn | undefined {
  const [drawn, setDrawn] = useState<Drawn>();
  const [failed, setFailed] = useState<unknown>();
  useEffect(() => {
    let made: Drawn | undefined;
    let gone = false;
    import('./chart-engine.ts').then(({ draw }) => {
      if (gone || !place.current) return;
      made = draw(place.current);
      setDrawn(made);
    }, setFailed);
    return () => {
      gone = true;
      made?.end();
      setDrawn(undefined);
    };
  }, [place]);
  // Whoever shows a chart says that it could not be loaded.
  if (failed) throw failed;
  return drawn;
}

function useSize(place: React.RefObject<HTMLDivElement | null>): { readonly width: number; readonly height: number } | undefined {
  const [size, setSize] = useState<{ readonly width: number; readonly height: number }>();
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      const { width, height } = entry!.contentRect;
      if (width > 0 && height > 0) setSize((before) => (before && Math.abs(before.width - width) < 2 && Math.abs(before.height - height) < 2 ? before : { width, height }));
    });
    if (place.current) observer.observe(place.current);
    return () => observer.disconnect();
  }, [place]);
  return size;
}

function useLook(size: { readonly width: number; readonly height: number } | undefined): ChartLook | undefined {
  const { token } = theme.useToken();
  const { language } = useLanguage();
  return useMemo(() => size && {
    palette: [token.colorPrimary, token['cyan-6'], token['gold-6'], token['purple-5'], token['volcano-5'], token['green-6'], token['magenta-5'], token['geekblue-4']],
    text: token.colorText, muted: token.colorTextTertiary, line: token.colorBorderSecondary, ground: token.colorBgElevated, font: token.fontFamily, language, still: !token.motion, ...size,
  }, [token, language, size]);
}

function spokenOf({ kind, categories, series }: Picture, label: string, language: 'en' | 'zh-CN', say: ReportSay): string {
  const facts = categories.slice(0, spokenMax).map((category, at) => say('fact', { name: category.label, value: series.map((one) => fullText(one.metric, one.texts[at] ?? null, language)).join(', ') }));
  return say('chartOf', { label, kind: say(`kind_${kind}`), facts: facts.join('; ') + (categories.length > spokenMax ? '…' : '') });
}

/** Made of elements, never of markup: names are what people typed. */
function hintView({ title, lines }: Hint): HTMLElement {
  const view = document.createElement('div');
  view.className = 'chart-hint';
  view.append(element('b', title));
  for (const { color, name, value } of lines) {
    const line = element('div', '');
    const dot = element('i', '');
    dot.style.background = color;
    line.append(dot, element('span', name), element('em', value));
    view.append(line);
  }
  return view;
}

function element(tag: 'b' | 'div' | 'i' | 'span' | 'em', text: string): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}

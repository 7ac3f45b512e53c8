/** 中文 / English. */
import { useLanguage, type Language } from './language.tsx';

const names: readonly (readonly [Language, string])[] = [['zh-CN', '中文'], ['en', 'EN']];

export function LanguageSwitch({ choose }: { readonly choose?: (language: Language) => void }) {
  const { language, choose: chooseHere, say } = useLanguage();
  return (
    <div className="language-switch" role="group" aria-label={say('language')}>
      {names.map(([value, name]) => <button key={value} type="button" lang={value} aria-pressed={value === language} onClick={() => (choose ?? chooseHere)(value)}>{name}</button>)}
    </div>
  );
}

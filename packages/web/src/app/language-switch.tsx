/** 中文 / English. */
import { Segmented } from 'antd';
import { useLanguage, type Language } from './language.tsx';

const options = [{ value: 'zh-CN', label: '中文' }, { value: 'en', label: 'EN' }];

export function LanguageSwitch() {
  const { language, choose, say } = useLanguage();
  return <Segmented size="small" aria-label={say('language')} className="language-switch" options={options} value={language} onChange={(value) => choose(value as Language)} />;
}

/** What becomes of the rows, as numbers, with the file of those that are refused. */
import { DownloadOutlined } from '@ant-design/icons';
import type { FileRef, ImportResult } from '@tenon/sdk';
import { Button } from 'antd';
import { useLanguage } from '../app/language.tsx';
import { download } from './download.ts';
import { useTransferSay } from './words.ts';

export function ImportCounts({ result, file }: { readonly result: ImportResult; readonly file: FileRef | null }) {
  const say = useTransferSay();
  const { language } = useLanguage();
  const counts = result.dryRun
    ? ([['created', 'willCreate'], ['updated', 'willUpdate'], ['unchanged', 'willStay'], ['refused', 'willRefuse']] as const)
    : ([['created', 'created'], ['updated', 'updated'], ['unchanged', 'unchanged'], ['refused', 'refused']] as const);
  return (
    <div className="import-sum">
      <dl className="import-counts">
        {counts.map(([name, word]) => <div key={name} data-count={name} data-value={result[name]} className={result[name] === 0 ? 'none' : name}><dd>{result[name].toLocaleString(language)}</dd><dt>{say(word)}</dt></div>)}
      </dl>
      {file ? <Button icon={<DownloadOutlined />} data-action="download-refused" onClick={() => download(file)}>{say('downloadRefused')}</Button> : null}
    </div>
  );
}

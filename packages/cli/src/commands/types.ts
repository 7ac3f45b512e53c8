/** `tenon types <folder>`: TypeScript types of the objects, for programs that use the SDK. */
import { writeFile } from 'node:fs/promises';
import type { FieldModel, FieldType, Model, ObjectModel } from '@tenon/model';
import { Command } from 'commander';
import { wholeStack } from '../compile.ts';
import { baseOption } from './options.ts';

export function typesCommand(): Command {
  return new Command('types')
    .description("write TypeScript types of a package's objects")
    .argument('<folder>', 'folder of the package')
    .addOption(baseOption())
    .option('--out <file>', 'file to write; standard output when absent')
    .action(async (folder: string, options: { out?: string; base: readonly string[] }) => {
      const text = typesOf((await wholeStack(folder, { bases: options.base })).model);
      if (options.out) await writeFile(options.out, text);
      else process.stdout.write(text);
    });
}

export function typesOf(model: Model): string {
  const objects = Object.values(model.objects).map(typeOfObject);
  return `// Made by \`tenon types\` from ${model.package.name} ${model.package.version}. Do not edit.\n\n${objects.join('\n')}`;
}

const pascal = (name: string): string => name.split('_').map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join('');

function typeOfObject(object: ObjectModel): string {
  const lines = Object.values(object.fields).map((field) => {
    const optional = field.required || field.system || ['children', 'references'].includes(field.type) ? '' : ' | null';
    return `  /** ${field.label.replaceAll('*/', '')} */\n  ${field.name}: ${typeOfField(field)}${optional};`;
  });
  return `/** ${object.label.replaceAll('*/', '')} */\nexport interface ${pascal(object.name)} {\n${lines.join('\n')}\n}\n`;
}

const plain: Readonly<Partial<Record<FieldType, string>>> = {
  integer: 'number', boolean: 'boolean', json: 'unknown', rich_text: 'unknown', references: 'string[]',
  date_range: '{ from: string | null; to: string | null }', address: '{ region?: string; detail?: string; postcode?: string }', geo: '{ lat: number; lng: number }',
};

function typeOfField(field: FieldModel): string {
  const options = field.options?.map((option) => JSON.stringify(option.value)).join(' | ');
  if (field.type === 'select') return options || 'string';
  if (field.type === 'multi_select') return `(${options || 'string'})[]`;
  if (field.type === 'children') return `${pascal(field.of ?? 'unknown')}[]`;
  if (field.type === 'reference') return 'string';
  return plain[field.type] ?? 'string';
}

/** Package `@tenon/model/node`: package folders on disk, read as source files and as stacks of layers. */
export { readPackage, type KeptFiles } from './read.ts';
export { readStack, type StackLayer, type StackOptions } from './stack.ts';

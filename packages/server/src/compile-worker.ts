/** The thread in which layers are compiled: it keeps what it has parsed. */
export { answerQuestion as default } from '@tenon/store/compile-stack';

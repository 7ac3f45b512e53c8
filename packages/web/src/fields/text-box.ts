/** Boxes for text, one by one: antd's `Input` brings those for searches, passwords and one-time codes with it, which first pages have no need of. */
export { default as Input, type InputRef } from 'antd/es/input/Input.js';
export { default as TextArea } from 'antd/es/input/TextArea.js';

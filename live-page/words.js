/** Markdown as far as widgets use it, as elements: no HTML of anybody is ever parsed. */
const INLINE = /\*\*(.+?)\*\*|\*(.+?)\*|`(.+?)`|\[([^\]]+)\]\((https?:\/\/[^)\s]+)\)/g;

function element(name, ...children) {
  const made = document.createElement(name);
  made.append(...children);
  return made;
}

function inline(text) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    const [whole, strong, emphasis, code, label, url] = match;
    parts.push(text.slice(end, match.index));
    if (strong) parts.push(element('strong', strong));
    else if (emphasis) parts.push(element('em', emphasis));
    else if (code) parts.push(element('code', code));
    else parts.push(Object.assign(element('a', label), { href: url, rel: 'noreferrer', target: '_blank' }));
    end = match.index + whole.length;
  }
  return [...parts, text.slice(end)];
}

export function words(markdown) {
  return markdown.split(/\n{2,}/).map((block) => {
    const lines = block.split('\n');
    if (lines.every((line) => /^[-*] /.test(line)))
      return element('ul', ...lines.map((line) => element('li', ...inline(line.slice(2)))));
    const heading = /^#{1,6} (.*)$/.exec(lines[0]);
    if (!heading) return element('p', ...inline(lines.join(' ')));
    return element('p', element('strong', heading[1]), ' ', ...inline(lines.slice(1).join(' ')));
  });
}

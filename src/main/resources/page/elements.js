const at = id => document.getElementById(id);

// Only text and elements are added: nothing in the data is ever read as markup.
function make(tag, attributes, ...content) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...content.filter(item => item !== null && item !== undefined));
  return element;
}

const span = (look, ...content) => make('span', {'class': look}, ...content);
const symbol = mark => make('span', {'aria-hidden': 'true'}, mark + ' ');
const code = text => make('code', {}, String(text));
const unseen = text => span('unseen', text);

function button(look, action, ...content) {
  const element = make('button', {type: 'button', 'class': look}, ...content);
  element.addEventListener('click', action);
  return element;
}

function list(pairs) {
  const given = pairs.filter(([, value]) => value !== undefined && value !== null && value !== '');
  return make('dl', {}, ...given.map(([term, value]) => make('div', {}, make('dt', {}, term),
    make('dd', {}, value instanceof Node ? value : typeof value === 'object' ? JSON.stringify(value) : String(value)))));
}

// An amount with all its digits; the padding is drawn unseen after it, so that decimal points stand below each other.
function amount(text, decimals, ...notes) {
  if (text === undefined) return span('muted', 'not read');
  if (text === null) return span('muted', 'no budget');
  return figure(grouped(text), decimals, ...notes);
}

function figure(text, decimals, ...notes) {
  const written = /\.(\d+)$/.exec(text);
  const missing = decimals - (written ? written[1].length : 0);
  const padding = missing > 0 ? (written ? '' : '.') + '0'.repeat(missing) : '';
  return make('span', padding ? {'class': 'figure', 'data-padding': padding} : {'class': 'figure'}, text, ...notes);
}

// How many decimals make room for nearly all of these texts.
const decimalsOf = texts => texts.reduce((most, text) => {
  const parts = DECIMAL.exec(text);
  return Math.max(most, parts && parts[3] ? Math.min(parts[3].length, 2) : 0);
}, 0);

function time(instant) {
  if (!instant) return null;
  const shown = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d)?(?:\.\d+)?Z$/.exec(instant);
  return make('time', {datetime: instant, title: instant}, shown ? shown[1] + ' ' + shown[2] + ' UTC' : instant);
}

function duration(from, to) {
  const millis = instant => Date.parse(String(instant).replace(/(\.\d{3})\d+/, '$1'));
  const spent = millis(to) - millis(from);
  if (!(spent >= 0)) return null;
  if (spent < 1000) return spent + ' ms';
  const seconds = Math.floor(spent / 1000);
  return seconds < 60 ? seconds + ' s' : Math.floor(seconds / 60) + ' min ' + seconds % 60 + ' s';
}

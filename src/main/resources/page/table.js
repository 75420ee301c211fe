// The table of customers: groups first, then all others; a filter, a search and an order choose what is shown.

const SLICE = 50;
const FEW = 5;
const plainText = text => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
const named = new Intl.Collator('en', {sensitivity: 'base', numeric: true});

// Rows without a value come last in either direction.
function ordered(rows, {value, descending}) {
  const direction = descending ? -1 : 1;
  return rows.map(row => [row, value(row)]).sort(([a, x], [b, y]) => {
    if (x === null || y === null) return x === y ? byName(a, b) : x === null ? 1 : -1;
    return direction * (typeof x === 'string' ? named.compare(x, y) : compare(x, y)) || byName(a, b);
  }).map(([row]) => row);
}

const byName = (a, b) => named.compare(a.name, b.name) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

// view: rows, columns, filters, orders, groups, rest, caption, totals, noun, file, csv
function showTable(view) {
  let filter = view.filters[0];
  let order = view.orders[0];
  let all = false;
  let selected = [];
  let items = [];
  let drawn = 0;
  let sorted = [];
  const open = new Set();

  for (const row of view.rows) row.find = plainText(row.name) + ' ' + row.id.toLowerCase();
  at('budgets').hidden = false;

  const filters = view.filters.map(each => [each, view.rows.filter(each.test).length]).filter(([each, size], i) => i === 0 || size > 0);
  const buttons = filters.map(([each, size]) => [each, button('filter', () => {
    filter = filter === each ? view.filters[0] : each;
    select();
  }, span(each.look || 'plain', each.mark ? symbol(each.mark) : null, each.label), ' ', span('count', count(size)))]);
  for (const [each, element] of buttons) element.dataset.filter = each.key;
  at('filters').replaceChildren(...buttons.map(([, element]) => element));
  at('filters').hidden = filters.length < 2;

  at('order').replaceChildren(...view.orders.map(each => make('option', {value: each.key}, each.label)));
  at('order').addEventListener('change', () => sortBy(view.orders.find(each => each.key === at('order').value)));

  const heads = view.columns.map(column => {
    const cell = make('th', {role: 'columnheader', scope: 'col', 'class': column.look});
    if (column.orders) cell.append(button('sort', () => {
      const [first, second] = column.orders.map(key => view.orders.find(each => each.key === key));
      sortBy(order === first && second ? second : first);
    }, column.label, make('span', {'aria-hidden': 'true', 'class': 'arrow'})));
    else cell.append(column.label);
    return [column, cell];
  });
  const head = make('thead', {role: 'rowgroup'}, make('tr', {role: 'row'}, ...heads.map(([, cell]) => cell)));
  at('table').replaceChildren(make('caption', {}, view.caption), head);

  function sortBy(next) {
    order = next;
    sorted = ordered(view.rows, order);
    select();
  }

  function select() {
    const wanted = plainText(at('wanted').value.trim());
    selected = sorted.filter(row => filter.test(row) && row.find.includes(wanted));
    const narrowed = wanted !== '' || filter !== view.filters[0];
    const members = key => selected.filter(row => row.group === key);
    items = [];
    const grouped = view.groups.map(group => [group, members(group.key)]).filter(([, rows]) => rows.length > 0);
    const shownFirst = [];
    for (const [group, rows] of grouped) {
      const whole = all || narrowed || open.has(group.key) || rows.length <= FEW;
      items.push(() => groupRow(group, rows.length, whole));
      if (whole) for (const row of rows) items.push(() => customerRow(row));
      shownFirst.push(...rows);
    }
    const others = selected.filter(row => row.group === null);
    if (grouped.length > 0 && others.length > 0) items.push(() => groupRow({title: view.rest}, others.length, true));
    for (const row of others) items.push(() => customerRow(row));
    selected = [...shownFirst, ...others];
    for (const [each, element] of buttons) element.setAttribute('aria-pressed', String(each === filter));
    at('order').value = order.key;
    for (const [column, cell] of heads) {
      const active = column.orders && column.orders.includes(order.key);
      if (active) cell.setAttribute('aria-sort', order.descending ? 'descending' : 'ascending');
      else cell.removeAttribute('aria-sort');
    }
    at('totals').replaceChildren(...view.totals(selected, narrowed));
    at('status').textContent = (selected.length === view.rows.length ? count(selected.length) + ' ' + view.noun(selected.length)
      : count(selected.length) + ' of ' + count(view.rows.length) + ' ' + view.noun(view.rows.length)) + '.';
    at('status').classList.toggle('unseen', !narrowed);
    for (const body of [...at('table').tBodies]) body.remove();
    drawn = 0;
    more();
  }

  function more() {
    const next = items.slice(drawn, all ? items.length : drawn + SLICE);
    const body = at('table').tBodies[0] || at('table').appendChild(make('tbody', {role: 'rowgroup'}));
    body.append(...next.map(item => item()));
    drawn += next.length;
    const left = items.length - drawn;
    at('more').hidden = left === 0;
    at('more').textContent = 'Show ' + count(Math.min(left, SLICE)) + ' more of ' + count(left);
  }

  function wide(look, ...content) {
    return make('tr', {role: 'row', 'class': look}, make('td', {role: 'cell', colspan: String(view.columns.length)}, ...content));
  }

  function groupRow(group, size, whole) {
    return make('tr', {role: 'row', 'class': whole ? 'group' : 'group folded'}, make('th', {role: 'rowheader', scope: 'rowgroup', colspan: String(view.columns.length)},
      make('p', {'class': 'group-title'}, span(group.look || 'plain', group.mark ? symbol(group.mark) : null, group.title(size)),
        ' ', group.code ? code(group.code) : null, ' ', whole ? null : unfolded(group)),
      group.detail || group.help ? make('p', {}, group.detail || null, ' ', group.help ? span('muted', group.help) : null) : null));
  }

  function unfolded(group) {
    const unfold = button('link', () => {
      const next = unfold.closest('tr').sectionRowIndex + 1;
      open.add(group.key);
      select();
      focusOn(at('table').tBodies[0].rows[next]);
    }, 'Show them');
    return unfold;
  }

  function focusOn(row) {
    row.setAttribute('tabindex', '-1');
    row.focus();
  }

  function customerRow(row) {
    const cells = view.columns.map(column => make('td', {role: 'cell', 'class': column.look}, ...column.cell(row)));
    const element = make('tr', {role: 'row', 'data-id': row.id}, ...cells);
    if (row.problem) cells[cells.length - 1].append(' ', unfolding(row, element));
    return element;
  }

  // What the group's head says already is not said again.
  const isShared = row => view.groups.some(group => group.key === row.group && group.detail);

  function unfolding(row, element) {
    const fold = button('link', () => {
      const isOpen = fold.getAttribute('aria-expanded') === 'true';
      fold.setAttribute('aria-expanded', String(!isOpen));
      if (isOpen) element.nextSibling.remove();
      else element.after(wide('diagnostics', ...isShared(row) ? [] : [make('p', {}, String(row.problem.detail || row.problem.title))],
        faults(row.problem), diagnostics(row.problem)));
    }, 'Details', unseen(' of ' + row.name));
    fold.setAttribute('aria-expanded', 'false');
    return fold;
  }

  const saved = semicolons => save(csv([view.csv.columns, ...selected.map(view.csv.row)], semicolons), view.file);
  at('save').addEventListener('click', () => saved(false));
  at('save-semicolons').addEventListener('click', () => saved(true));
  at('more').addEventListener('click', () => {
    const next = drawn;
    more();
    const row = at('table').tBodies[0].rows[next];
    if (row) focusOn(row);
  });
  at('wanted').addEventListener('input', select);
  new IntersectionObserver(entries => {
    if (entries.some(entry => entry.isIntersecting) && !at('more').hidden) more();
  }, {rootMargin: '400px'}).observe(at('more'));
  window.addEventListener('beforeprint', () => {
    all = true;
    select();
  });
  window.addEventListener('afterprint', () => {
    all = false;
    select();
  });
  sortBy(order);
}

const customerCell = (name, id, ...tags) => [
  ...(name ? [make('bdi', {'class': 'name'}, String(name)), ' ', ...tags, make('br', {}), make('code', {'class': 'id'}, id)]
    : [make('code', {'class': 'name'}, id), ' ', ...tags])];

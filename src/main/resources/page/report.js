// A run's report, dry or not: what every customer's budget was and is.

const OUTCOMES = new Map([
  ['would-update', ['○', 'Would update', 'good']],
  ['would-remove', ['⊖', 'Would remove', 'gone']],
  ['updated', ['✓', 'Updated', 'good']],
  ['removed', ['⊖', 'Removed', 'gone']],
  ['unchanged', ['=', 'Unchanged', 'plain']],
  ['queued', ['»', 'Queued', 'plain']],
  ['not-attempted', ['…', 'Not attempted', 'gone']],
  ['failed', ['✗', 'Failed', 'bad']]]);
const SETTLED = new Set(['would-update', 'would-remove', 'updated', 'removed', 'unchanged']);
const PLANNED = new Set(['failed', 'not-attempted', 'queued']);
const HALF = {units: 50n, scale: 0};

const known = outcome => OUTCOMES.get(outcome) || ['?', String(outcome), 'plain'];
const amountOf = text => text === undefined ? null : text === null ? ZERO : decimal(text);

function reportRow(customer, currency) {
  const before = customer.previousAmount === undefined && customer.outcome === 'unchanged' ? customer.amount : customer.previousAmount;
  const row = {name: String(customer.companyName || customer.customerTenantId), id: String(customer.customerTenantId),
    companyName: customer.companyName, outcome: customer.outcome, problem: customer.problem, isDefault: customer.default === true,
    currency: customer.currency || currency || '', before, after: customer.amount,
    was: amountOf(before), is: amountOf(customer.amount), change: null, share: null, isLarge: false, group: null};
  if (customer.outcome === 'failed') row.group = 'failed ' + (customer.problem || {}).code;
  if (customer.outcome === 'not-attempted') row.group = 'not-attempted';
  if (SETTLED.has(row.outcome) && row.was && row.is) {
    row.change = minus(row.is, row.was);
    row.share = percentOf(row.change, row.was);
  }
  return row;
}

// By half or more, or by ten times the average of all budgets before and after.
function markLarge(rows) {
  for (const [, sum] of sumsOf(rows)) {
    const amounts = BigInt(sum.rows.filter(row => row.before !== null).length + sum.rows.filter(row => row.after !== null).length);
    const tenAverages = times(plus(sum.before, sum.after), {units: 10n, scale: 0});
    for (const row of sum.rows) {
      const change = magnitude(row.change);
      row.isLarge = change.units !== 0n && (row.share !== null && compare(magnitude(row.share), HALF) >= 0
        || compare(times(change, {units: amounts, scale: 0}), tenAverages) >= 0);
    }
  }
}

function sumsOf(rows) {
  const sums = new Map();
  for (const row of rows) {
    if (!row.change) continue;
    const sum = sums.get(row.currency) || {before: ZERO, after: ZERO, rows: []};
    sum.before = plus(sum.before, row.was);
    sum.after = plus(sum.after, row.is);
    sum.rows.push(row);
    sums.set(row.currency, sum);
  }
  return sums;
}

const signedPercent = share => share.units > 0n ? percent(share).replace(/\d/, '+$&') : percent(share);

function shareText(row) {
  if (!row.change || row.change.units === 0n) return '';
  if (row.before === null) return 'new';
  return row.share ? signedPercent(row.share) : '';
}

function totalsOf(rows, narrowed, skipped) {
  const sums = [...sumsOf(rows)].sort(([a], [b]) => a < b ? -1 : 1);
  const uncounted = rows.filter(row => !row.change).length;
  const notes = [narrowed ? 'Totals of what is shown.' : '', 'No budget counts as 0.',
    uncounted > 0 ? 'Not counted: ' + count(uncounted) + ' without a result.' : '',
    skipped && skipped !== '0' ? 'Skipped by the default: ' + count(skipped) + (skipped === '1' ? ' customer' : ' customers') + ' that Partner Center refuses to show.' : ''];
  return [...sums.map(([currency, sum]) => {
    const change = minus(sum.after, sum.before);
    const share = percentOf(change, sum.before);
    const unit = currency ? ' ' + currency : '';
    return figures([['Before' + unit, grouped(tidy(plain(sum.before)))], ['After' + unit, grouped(tidy(plain(sum.after)))],
      ['Difference' + unit, signed(change), share && share.units !== 0n ? signedPercent(share) : null]]);
  }), make('p', {'class': 'muted note'}, notes.filter(note => note).join(' '))];
}

const figures = values => make('dl', {'class': 'figures'}, ...values.map(([term, value, more]) => make('div', {}, make('dt', {}, term),
  make('dd', {}, value, more ? ' ' : null, more ? span('share', more) : null))));

function reportColumns(rows) {
  const decimals = decimalsOf(rows.flatMap(row => [row.before, row.after]).filter(text => typeof text === 'string'));
  const mixed = new Set(rows.map(row => row.currency)).size > 1;
  const unit = row => mixed && row.currency ? span('unit', ' ' + row.currency) : null;
  const sort = key => [key + '-desc', key];
  return [
    {label: 'Customer', look: 'customer', orders: ['name', 'name-desc'],
      cell: row => customerCell(row.companyName, row.id, row.isDefault ? span('tag', 'default') : null)},
    {label: 'Before', look: 'number before', orders: sort('before'), cell: row => [amount(row.before, decimals, unit(row))]},
    {label: 'After', look: 'number after', orders: sort('after'),
      cell: row => [amount(row.after, decimals, unit(row)), ...(PLANNED.has(row.outcome) ? [' ', span('planned', 'planned')] : [])]},
    {label: 'Difference', look: 'number difference', orders: sort('difference'), cell: row => {
      if (!row.change) return [];
      if (row.change.units === 0n) return [span('muted', figure('0', decimals))];
      const text = figure(signed(row.change), decimals);
      return row.isLarge ? [make('strong', {'class': 'large'}, symbol(row.change.units > 0n ? '▲' : '▼'), unseen('large change: '), text)] : [text];
    }},
    {label: '%', look: 'number share', orders: sort('percent'),
      cell: row => row.isLarge ? [make('strong', {}, shareText(row))] : [shareText(row)]},
    {label: 'Outcome', look: 'outcome', orders: ['outcome', 'outcome-desc'], cell: row => {
      const [mark, word, look] = known(row.outcome);
      return [span('word ' + look, symbol(mark), word)];
    }}];
}

function orders(specified) {
  return specified.flatMap(([key, label, value, up, down]) => [
    {key: key + '-desc', label: label + ', ' + down, value, descending: true}, {key, label: label + ', ' + up, value, descending: false}]);
}

function reportOrders() {
  const sizes = ['lowest first', 'highest first'];
  return [{key: 'largest', label: 'Largest change first', value: row => row.change && magnitude(row.change), descending: true},
    {key: 'name', label: 'Name, A to Z', value: row => row.name, descending: false},
    {key: 'name-desc', label: 'Name, Z to A', value: row => row.name, descending: true},
    ...orders([['before', 'Before', row => row.was, ...sizes], ['after', 'After', row => row.is, ...sizes],
      ['difference', 'Difference', row => row.change, ...sizes], ['percent', 'Percent', row => row.share, ...sizes],
      ['outcome', 'Outcome', row => known(row.outcome)[1], 'A to Z', 'Z to A']])];
}

function reportGroups(rows) {
  const groups = [...groupedBy(rows.filter(row => row.outcome === 'failed'))].sort(([, a], [, b]) => b.length - a.length)
    .map(([key, members]) => problemGroup(key, members.map(row => row.problem || {}), '✗', 'failed'));
  return [...groups, {key: 'not-attempted', mark: '…', look: 'gone', title: size => count(size) + ' not attempted',
    help: 'Nothing was sent: the run ended before their turn. Run the plan again; it goes on here.'}];
}

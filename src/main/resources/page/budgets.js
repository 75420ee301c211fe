// An export: all customers, their budgets, and how much of them is used.

const EIGHTY = {units: 80n, scale: 0};
const optional = text => text === undefined || text === null ? null : decimal(text);

function budgetRow(budget) {
  return {name: String(budget.companyName || budget.customerTenantId), id: String(budget.customerTenantId), companyName: budget.companyName,
    domain: budget.domain, currency: budget.currency || '', amount: budget.amount, usage: budget.usage, percentUsed: budget.percentUsed,
    is: optional(budget.amount), used: optional(budget.usage), share: budget.amount === null ? null : optional(budget.percentUsed),
    problem: budget.problem, group: budget.problem ? 'unreadable ' + budget.problem.code : null};
}

const isReadable = row => !row.problem;
const usesAtLeast = (row, limit) => row.share !== null && compare(row.share, limit) >= 0;

function budgetTotals(rows, narrowed) {
  const sums = new Map();
  for (const row of rows.filter(isReadable)) {
    const sum = sums.get(row.currency) || {budget: ZERO, usage: null, used: ZERO, without: 0};
    if (row.is) sum.budget = plus(sum.budget, row.is);
    else sum.without++;
    if (row.used) sum.usage = plus(sum.usage || ZERO, row.used);
    if (row.used && row.is) sum.used = plus(sum.used, row.used);
    sums.set(row.currency, sum);
  }
  const unreadable = rows.filter(row => row.problem).length;
  const notes = [narrowed ? 'Totals of what is shown.' : '',
    unreadable > 0 ? 'Not counted: ' + count(unreadable) + (unreadable === 1 ? ' customer' : ' customers') + ' whose budget could not be read.' : ''];
  return [...[...sums].sort(([a], [b]) => a < b ? -1 : 1).map(([currency, sum]) => {
    const unit = currency ? ' ' + currency : sums.size > 1 ? ', currency not known' : '';
    const share = percentOf(sum.used, sum.budget);
    return figures([['Budgets' + unit, grouped(tidy(plain(sum.budget)))],
      ...(sum.usage ? [['Usage' + unit, grouped(plain(rounded(sum.usage, 2))), share ? percent(share) + ' of the budgets' : null]] : []),
      ['Without a budget', count(sum.without)]]);
  }), make('p', {'class': 'muted note'}, notes.filter(note => note).join(' '))];
}

function shareCell(row) {
  if (row.share === null) return [];
  const text = percent(row.share);
  const look = usesAtLeast(row, HUNDRED) ? 'bad' : usesAtLeast(row, EIGHTY) ? 'gone' : 'plain';
  const bar = span('bar ' + look, make('span', {}));
  bar.setAttribute('aria-hidden', 'true');
  bar.firstChild.style.width = (usesAtLeast(row, HUNDRED) ? '100' : plain(rounded(row.share, 0))) + '%';
  return [look === 'plain' ? text : make('strong', {'class': 'word ' + look}, symbol(look === 'bad' ? '▲' : '△'), text), bar];
}

function budgetColumns(rows, hasUsage) {
  const decimals = decimalsOf(rows.map(row => row.amount).filter(text => typeof text === 'string'));
  const mixed = new Set(rows.filter(isReadable).map(row => row.currency)).size > 1;
  const unit = row => mixed && row.currency ? span('unit', ' ' + row.currency) : null;
  const exact = (text, element) => {
    element.title = text;
    return element;
  };
  return [
    {label: 'Customer', look: 'customer', orders: ['name', 'name-desc'],
      cell: row => [...customerCell(row.companyName, row.id), ...(row.domain ? [' ', span('domain', row.domain)] : [])]},
    {label: 'Budget', look: 'number budget', orders: ['budget-desc', 'budget'], cell: row => row.problem
      ? [span('muted', 'not readable'), ' '] : [amount(row.amount, decimals, unit(row))]},
    ...(hasUsage ? [
      {label: 'Usage', look: 'number usage', orders: ['usage-desc', 'usage'],
        cell: row => row.used ? [exact(row.usage, figure(grouped(plain(rounded(row.used, 2))), 2))] : []},
      {label: 'Used', look: 'number used', orders: ['percent-desc', 'percent'], cell: shareCell}] : [])];
}

function budgetGroups(rows) {
  return [...groupedBy(rows.filter(row => row.problem))].sort(([, a], [, b]) => b.length - a.length)
    .map(([key, members]) => problemGroup(key, members.map(row => row.problem), '✗', 'not readable',
      'Not a part of the plan: an export that is sent back leaves these customers alone.'));
}

function budgetCsv(hasUsage) {
  const usage = row => hasUsage ? [row.currency, number(row.usage), number(row.percentUsed)] : [];
  return {
    columns: ['customerTenantId', 'companyName', 'domain', 'amount', 'removeBudget', 'expectedAmount',
      ...(hasUsage ? ['currency', 'usage', 'percentUsed'] : []), '#problem'],
    row: row => row.problem
      ? ['#' + row.id, row.companyName, '', '', '', '', ...(hasUsage ? ['', '', ''] : []), row.problem.code + ': ' + row.problem.detail]
      : [row.id, row.companyName, row.domain, number(row.amount), row.amount === null ? 'true' : '', row.amount === null ? 'none' : '',
        ...usage(row), '']};
}

function showBudgets(plan) {
  const rows = [...(plan.unreadable || []), ...plan.budgets].map(budgetRow);
  const hasUsage = rows.some(row => row.currency || row.used || row.percentUsed !== undefined);
  const sizes = ['lowest first', 'highest first'];
  document.title = 'Budgets of all customers';
  at('title').textContent = 'Budgets of all customers';
  at('lead').replaceChildren(...(plan.readAt ? ['Read ', time(plan.readAt), '. '] : []), hasUsage
    ? "Amounts can be as old as Partner Center's usage records, which are refreshed once a day."
    : 'Each budget was read from Partner Center.');
  showTable({
    rows,
    columns: budgetColumns(rows, hasUsage),
    filters: [{key: 'all', label: 'All', test: () => true},
      {key: 'unreadable', mark: '✗', label: 'Not readable', look: 'bad', test: row => !isReadable(row)},
      {key: 'over', mark: '▲', label: 'Used up', look: 'bad', test: row => usesAtLeast(row, HUNDRED)},
      {key: 'near', mark: '△', label: '80% or more used', look: 'gone', test: row => usesAtLeast(row, EIGHTY)},
      {key: 'none', label: 'Without a budget', test: row => isReadable(row) && row.amount === null}],
    orders: [{key: 'name', label: 'Name, A to Z', value: row => row.name, descending: false},
      {key: 'name-desc', label: 'Name, Z to A', value: row => row.name, descending: true},
      ...orders([['budget', 'Budget', row => row.is, ...sizes],
        ...(hasUsage ? [['usage', 'Usage', row => row.used, ...sizes], ['percent', 'Used', row => row.share, ...sizes]] : [])])],
    groups: budgetGroups(rows),
    rest: size => count(size) + ' readable',
    caption: 'Budgets per month, in ' + (hasUsage ? "each customer's" : "the partner's") + ' billing currency.'
      + (hasUsage ? ' Usage of this month, rounded to two decimals; the CSV has every digit.' : ''),
    totals: budgetTotals,
    noun: size => size === 1 ? 'customer' : 'customers',
    file: 'budget-plan.csv',
    csv: budgetCsv(hasUsage)});
}

function showReport(report) {
  const rows = (report.customers || []).map(customer => reportRow(customer, report.currency));
  markLarge(rows);
  const failures = rows.filter(row => row.outcome === 'failed').length;
  const left = rows.filter(row => row.outcome === 'not-attempted').length;
  const queued = rows.filter(row => row.outcome === 'queued').length;

  document.title = report.dryRun ? 'Budget plan, dry run' : 'Budget plan run';
  at('title').textContent = 'Budget plan';
  if (report.stopped) badge('bad', '✗', 'Stopped');
  else if (report.dryRun) badge('plain', '○', 'Dry run');
  else if (queued) badge('plain', '»', 'Sent out in batches');
  else if (failures) badge('bad', '✗', 'Applied in part');
  else if (left) badge('gone', '…', 'Applied in part');
  else badge('good', '✓', 'Applied');
  at('lead').textContent = report.dryRun ? 'Nothing was written.'
    : queued ? 'Each batch leaves a report of its own.' : 'Updated and removed budgets are in force.';
  const started = time(report.startedAt);
  const took = duration(report.startedAt, report.finishedAt);
  at('facts').hidden = false;
  at('facts').replaceChildren(make('summary', {}, ...(started ? [started, took ? ' · ' + took + ' · ' : ' · '] : []), 'Run details'),
    list([['Run', report.runId && code(report.runId)], ['Plan version', report.planVersion && code(report.planVersion)],
      ['Correlation id', report.correlationId && code(report.correlationId)], ['Currency', report.currency],
      ['Started', report.startedAt], ['Finished', report.finishedAt]]));
  at('notice').hidden = !report.stopped;
  if (report.stopped)
    at('notice').replaceChildren(make('h2', {}, 'Stopped: ' + (report.stopped.title || report.stopped.code)),
      make('p', {}, String(report.stopped.detail || ''), ' No further customer could succeed.'), make('p', {}, advice(report.stopped)),
      make('details', {}, make('summary', {}, 'Diagnostics'), diagnostics(report.stopped)));

  const outcomeFilter = outcome => {
    const [mark, label, look] = known(outcome);
    return {key: outcome, mark, label, look, test: row => row.outcome === outcome};
  };
  const currencies = [...new Set(rows.map(row => row.currency))];
  const extra = [...(currencies.some(currency => currency) ? ['currency'] : []), ...(rows.some(row => row.isDefault) ? ['default'] : [])];
  showTable({
    rows,
    columns: reportColumns(rows),
    filters: [{key: 'all', label: 'All', test: () => true}, outcomeFilter('failed'), outcomeFilter('not-attempted'),
      {key: 'large', mark: '▲', label: 'Large changes', test: row => row.isLarge},
      ...['would-update', 'would-remove', 'updated', 'removed', 'queued'].map(outcomeFilter),
      {key: 'default', label: 'By default', test: row => row.isDefault}, outcomeFilter('unchanged')],
    orders: reportOrders(),
    groups: reportGroups(rows),
    rest: size => count(size) + (size === 1 ? ' other' : ' others'),
    caption: 'Amounts per month, in ' + (currencies.length === 1 && currencies[0] ? currencies[0] : "the partner's billing currency") + '.'
      + (rows.some(row => row.isLarge) ? ' ▲ and ▼ mark large changes: by half or more, or by ten average budgets.' : ''),
    totals: (selected, narrowed) => totalsOf(selected, narrowed, report.summary && report.summary.defaultSkipped),
    noun: size => size === 1 ? 'customer' : 'customers',
    file: 'budget-plan-report.csv',
    csv: {
      columns: ['customerTenantId', 'companyName', 'outcome', 'amount', 'previousAmount', 'code', 'detail', 'difference', 'percent', ...extra],
      row: row => [row.id, row.companyName, row.outcome, number(row.after), number(row.before), row.problem && row.problem.code,
        row.problem && row.problem.detail, number(row.change && tidy(plain(row.change))), number(row.share && plain(rounded(row.share, 2))),
        ...extra.map(column => column === 'currency' ? row.currency : row.isDefault ? 'true' : '')]}});
}

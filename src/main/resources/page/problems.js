// Problems (RFC 9457), and what to do about them.

function advice(problem) {
  if (problem.code === 'outcome-unknown')
    return 'The change may have been made. Run the plan again: it reads the budget first.';
  return problem.retryable ? 'Run the plan again: another run may succeed.' : 'Fix this first: another run would fail the same way.';
}

const faults = problem => (problem.errors || []).length === 0 ? null
  : make('ul', {'class': 'faults'}, ...problem.errors.map(fault => make('li', {}, code(fault.pointer), ' ' + fault.detail)));

const diagnostics = problem => list([['Code', problem.code], ['Status', problem.status],
  ['Request id', problem.requestId && code(problem.requestId)],
  ['Correlation id', problem.correlationId && code(problem.correlationId)],
  ...Object.entries(problem.partnerCenter || {}).map(([name, value]) => ['Partner Center ' + name, value])]);

function groupedBy(rows) {
  const groups = new Map();
  for (const row of rows) groups.has(row.group) ? groups.get(row.group).push(row) : groups.set(row.group, [row]);
  return groups;
}

// One group for all customers with the same code: the text that they share is shown once.
function problemGroup(of, problems, mark, what, help) {
  const first = problems[0];
  const details = new Set(problems.map(problem => problem.detail));
  return {key: of, mark, look: 'bad', title: size => count(size) + ' ' + what + ': ' + (first.title || first.code), code: first.code,
    detail: details.size === 1 ? first.detail : null,
    help: help || (problems.every(problem => advice(problem) === advice(first)) ? advice(first) : null)};
}

function showProblem(problem) {
  document.title = 'Budget plan: ' + (problem.title || 'refused');
  at('title').textContent = 'Budget plan';
  badge('bad', '✗', 'Refused');
  at('lead').textContent = problem.code === 'internal-error' ? 'The run ended early. Budgets may have been changed: run the plan again.'
    : 'The plan was refused as a whole. No budget was changed.';
  at('notice').hidden = false;
  at('notice').replaceChildren(make('h2', {}, String(problem.title || problem.code)),
    make('p', {}, String(problem.detail || '')), faults(problem) || '',
    make('p', {}, problem.retryable ? 'Try again: another run may succeed.' : 'Fix this first: another run would fail the same way.'),
    diagnostics(problem));
}

function badge(look, mark, text) {
  at('badge').hidden = false;
  at('badge').className = 'badge ' + look;
  at('badge').replaceChildren(symbol(mark), text);
}

try {
  const data = parse(at('data').textContent);
  if (data.customers) showReport(data);
  else if (data.budgets) showBudgets(data);
  else if (data.code) showProblem(data);
  else throw new Error('it is no report');
  at('main').hidden = false;
  at('wait').hidden = true;
} catch (fault) {
  at('main').hidden = true;
  at('wait').hidden = false;
  at('wait').textContent = 'The data could not be read (' + fault.message + '). It follows as it came.';
  at('data').classList.add('shown');
}

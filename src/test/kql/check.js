// node check.js FILE…: parses each file as a query of Application Insights, prints each error with FILE:LINE:COLUMN, and exits
// with 1 if there are any.
const { readFileSync } = require('node:fs');

require('@kusto/language-service-next/bridge.min.js');
require('@kusto/language-service-next/Kusto.Language.Bridge.min.js');

const { GlobalState, KustoCode, Symbols } = Kusto.Language;

// https://learn.microsoft.com/azure/azure-monitor/reference/tables/traces, with the column names of Application Insights
const traces = `(timestamp: datetime, message: string, severityLevel: int, itemType: string, customDimensions: dynamic,
  customMeasurements: dynamic, operation_Name: string, operation_Id: string, operation_ParentId: string,
  operation_SyntheticSource: string, session_Id: string, user_Id: string, user_AuthenticatedId: string, user_AccountId: string,
  application_Version: string, client_Type: string, client_Model: string, client_OS: string, client_IP: string,
  client_City: string, client_StateOrProvince: string, client_CountryOrRegion: string, client_Browser: string,
  cloud_RoleName: string, cloud_RoleInstance: string, appId: string, appName: string, iKey: string, sdkVersion: string,
  itemId: string, itemCount: int, _ResourceId: string)`;

const table = Symbols.TableSymbol.From(traces).WithName('traces');
const globals = GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.$ctor1('insights', [table]));

for (const file of process.argv.slice(2)) {
  const query = readFileSync(file, 'utf8');
  const diagnostics = KustoCode.ParseAndAnalyze(query, globals).GetDiagnostics();
  for (let i = 0; i < diagnostics.Count; i++) {
    const { Start, Message } = diagnostics.getItem(i);
    const before = query.slice(0, Start).split('\n');
    console.log(`${file}:${before.length}:${before.at(-1).length + 1}: ${Message}`);
    process.exitCode = 1;
  }
}

// The alerts. The queries read the lines that the function writes (docs/operations.md, "Log lines"); a test compares their names.
param location string
param tags { *: string }
param applicationInsightsId string
param vaultId string
@description('Where alerts go. Empty: they are shown in the portal only.')
param email string
@description('Hours without a scheduled run after which an alert fires; 0 switches it off.')
param noRunHours int

// An update that failed or whose outcome is unknown; a plan that was rejected; a request that failed with a status of 500 or above.
var failedUpdates = '''
traces
| where message startswith "usage-budget-change {"
    or (severityLevel >= 3 and message matches regex @"^(usage-budget|budget-plan)-refused code=")
| extend change = parse_json(extract(@"^usage-budget-change (\{.*)$", 1, message))
| extend code = coalesce(tostring(change.code), extract(@"^(?:usage-budget|budget-plan)-refused code=([a-z-]+)", 1, message))
| where isnotempty(code)
| project timestamp, code, customer = tostring(change.customerTenantId), correlationId = tostring(change.correlationId), message
'''

// Entra or Partner Center refuses the app, in whichever function: no update will succeed until someone acts.
var credentialsRefused = '''
traces
| extend change = parse_json(extract(@"^usage-budget-change (\{.*)$", 1, message))
| extend renewal = parse_json(extract(@"^refresh-token-renewal (\{.*)$", 1, message))
| extend code = coalesce(tostring(change.code), tostring(renewal.code),
    extract(@"^(?:usage-budget-refused|budget-plan-refused|budget-plan-list) code=([a-z-]+)", 1, message))
| where code == "credentials-refused"
| project timestamp, code, message
'''

// A renewal failed, or found a token that had not been renewed for two thirds of its 90 days.
var refreshTokenAge = '''
traces
| where message startswith "refresh-token-renewal {"
| extend renewal = parse_json(extract(@"^refresh-token-renewal (\{.*)$", 1, message))
| where tostring(renewal.outcome) == "failed" or toint(renewal.ageDays) >= 60
| project timestamp, outcome = tostring(renewal.outcome), ageDays = toint(renewal.ageDays), code = tostring(renewal.code), detail = tostring(renewal.detail)
'''

// A batch that failed five times (a line of the host), or that the function refused (a line of its own).
var poisonMessages = '''
traces
| where message startswith "Message has reached MaxDequeueCount of " or message startswith "budget-batch-refused "
| project timestamp, severityLevel, message
'''

// A run that ended because no customer could succeed.
var stoppedRuns = '''
traces
| where message startswith "budget-plan-run {"
| extend run = parse_json(extract(@"^budget-plan-run (\{.*)$", 1, message))
| where isnotempty(tostring(run.stopped))
| project timestamp, runId = tostring(run.runId), stopped = tostring(run.stopped), notAttempted = toint(run.notAttempted)
'''

// No scheduled run, although there should have been one: on this plan a timer can stop after a deployment, without any sign
// (https://github.com/Azure/azure-functions-host/issues/11828). One row if there was none.
// 48 hours are as far as such an alert can look back; noRunHours takes their place below. The category is the host's; the Java worker's
// agent, if it reports instead, has only the operation's name.
var noRuns = '''
traces
| where timestamp > ago(48h)
| where message startswith "budget-plan-run {"
| where tostring(customDimensions.Category) == "Function.scheduled-budget-plan.User" or operation_Name == "scheduled-budget-plan"
| extend run = parse_json(extract(@"^budget-plan-run (\{.*)$", 1, message))
| where isempty(tostring(run.stopped))
| summarize runs = count()
| where runs == 0
'''

var noRunRule = {
  name: 'no-scheduled-run'
  severity: 2
  every: 'PT6H'
  window: 'P2D'
  resolves: true
  query: replace(noRuns, '48h', '${noRunHours}h')
  description: 'No scheduled plan run in ${noRunHours} hours: check whether the timer still fires.'
}

var rules = concat(noRunHours == 0 ? [] : [noRunRule], [
  {
    name: 'failed-updates'
    severity: 2
    every: 'PT15M'
    resolves: true
    query: failedUpdates
    description: 'Updates of usage budgets failed, or their outcome is unknown.'
  }
  {
    name: 'credentials-refused'
    severity: 1
    every: 'PT15M'
    resolves: true
    query: credentialsRefused
    description: 'Entra or Partner Center refuses the app: renew its credential or its consent; the line says which.'
  }
  {
    name: 'refresh-token-age'
    severity: 1
    every: 'P1D'
    resolves: false
    query: refreshTokenAge
    description: 'The refresh token is not renewed as it should be: after 90 days, consent must be given again.'
  }
  {
    name: 'poison-message'
    severity: 2
    every: 'PT15M'
    resolves: true
    query: poisonMessages
    description: 'A batch of a plan was given up: its customers are not set until the plan runs again or the message is moved back to its queue.'
  }
  {
    name: 'stopped-run'
    severity: 1
    every: 'PT15M'
    resolves: true
    query: stoppedRuns
    description: 'A plan run stopped because no customer could succeed: the line says why.'
  }
])

resource recipients 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(email)) {
  name: 'usage-budget'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'usagebudget'
    enabled: true
    emailReceivers: [{ name: 'operator', emailAddress: email, useCommonAlertSchema: true }]
  }
}

resource alerts 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = [
  for rule in rules: {
    name: 'usage-budget-${rule.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: 'usage-budget ${rule.name}'
      description: rule.description
      severity: rule.severity
      enabled: true
      scopes: [applicationInsightsId]
      evaluationFrequency: rule.every
      windowSize: rule.?window ?? rule.every
      autoMitigate: rule.resolves
      criteria: {
        allOf: [
          {
            query: rule.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: { actionGroups: empty(email) ? [] : [recipients.id] }
    }
  }
]

// No log line tells that a timer never ran. The vault does: each refresh token is stored with its expiry, and 30 days before it, or
// before any other secret's, the vault raises an event.
resource vaultEvents 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: 'usage-budget-vault'
  location: location
  tags: tags
  properties: {
    source: vaultId
    topicType: 'Microsoft.KeyVault.vaults'
  }
}

resource secretNearExpiry 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = {
  parent: vaultEvents
  name: 'secret-near-expiry'
  properties: {
    // the only schema that alerts accept
    eventDeliverySchema: 'CloudEventSchemaV1_0'
    filter: {
      includedEventTypes: ['Microsoft.KeyVault.SecretNearExpiry', 'Microsoft.KeyVault.SecretExpired']
    }
    destination: {
      endpointType: 'MonitorAlert'
      properties: {
        severity: 'Sev1'
        description: 'A secret of the usage-budget function expires within 30 days, or has expired.'
        actionGroups: empty(email) ? [] : [recipients.id]
      }
    }
  }
}

// Everything the function needs in Azure, in a resource group of its own: `azd up` (azure.yaml) deploys it. No key, no connection
// string and no secret value passes through here.
targetScope = 'subscription'

@description('Name of the azd environment; names the resource group and makes every other name unique.')
@minLength(1)
@maxLength(40)
param environmentName string

@description('A region that offers Flex Consumption.')
@metadata({ azd: { type: 'location' } })
param location string

@description('Object id of the person or group that stores secrets and plans. Empty: no one gets these roles here.')
param operatorId string = deployer().objectId

@description('Where alerts go. Empty: they are shown in the portal only.')
param alertEmail string = ''

@description('Hours without a scheduled plan run (stopped ones do not count) after which an alert fires; 0 switches it off.')
@minValue(0)
@maxValue(48)
param noRunAlertHours int = 48

@description('Instances that are kept warm for HTTP calls; each costs around the clock.')
@minValue(0)
param alwaysReadyInstances int = 0

@description('The most instances that the platform starts.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('Memory of one instance, in MB.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('HTTP calls that one instance takes at the same time.')
@minValue(1)
@maxValue(1000)
param httpConcurrency int = 16

@description('true: the Application Insights agent of the Java worker reports instead of the host; see docs/operations.md, "Telemetry".')
param applicationInsightsAgent bool = false

// What an operator sets; docs/configuration.md explains each. An empty value is unset: then the code's own default holds.
param partnerCenterTenantId string
param partnerCenterClientId string
param partnerCenterCloud string = ''
param partnerCenterBaseUrl string = ''
param partnerCenterGrant string = ''
param partnerCenterCredential string = ''
param partnerCenterDeadline string = ''
param partnerCenterAttempts string = ''
param partnerCenterTimeout string = ''
param entraAuthorityHost string = ''
// a duration, for which secrets are kept
#disable-next-line secure-secrets-in-params
param keyVaultSecretTtl string = ''
param keyVaultClientSecretName string = ''
param keyVaultClientCertificateName string = ''
param keyVaultRefreshTokenName string = ''
param callerAuth string = ''
param callerTenantId string = ''
param callerAudience string = ''
param callerRole string = ''
param budgetMaxAmount string = ''
param budgetMaxIncreasePercent string = ''
param budgetPlanMaxTotal string = ''
param budgetPlanMaxRemovals string = ''
param budgetPlanConcurrency string = ''
// two minutes less than the function timeout in app.bicep
param budgetPlanTimeLimit string = '28m'
param budgetPlanDryRun string = ''
param budgetPlanFanOut string = ''

// The host itself resolves these: each must be set.
param budgetPlanSchedule string = '0 0 6 * * *'
param budgetPlanBlob string = 'budgets/plan.json'
param budgetReportBlob string = 'budgets/reports/{DateTime}.json'
param budgetBatchQueue string = 'budget-batches'
param refreshTokenSchedule string = '0 0 3 * * 0'

var token = toLower(uniqueString(subscription().id, environmentName, location))
var tags = { 'azd-env-name': environmentName }

// Each app setting in docs/configuration.md; a test compares this, the page, the example and the code.
var settings = {
  PARTNER_CENTER_CLOUD: partnerCenterCloud
  PARTNER_CENTER_BASE_URL: partnerCenterBaseUrl
  PARTNER_CENTER_TENANT_ID: partnerCenterTenantId
  PARTNER_CENTER_CLIENT_ID: partnerCenterClientId
  PARTNER_CENTER_GRANT: partnerCenterGrant
  PARTNER_CENTER_CREDENTIAL: partnerCenterCredential
  PARTNER_CENTER_DEADLINE: partnerCenterDeadline
  PARTNER_CENTER_ATTEMPTS: partnerCenterAttempts
  PARTNER_CENTER_TIMEOUT: partnerCenterTimeout
  ENTRA_AUTHORITY_HOST: entraAuthorityHost
  KEY_VAULT_URL: vault.outputs.url
  KEY_VAULT_SECRET_TTL: keyVaultSecretTtl
  KEY_VAULT_CLIENT_SECRET_NAME: keyVaultClientSecretName
  KEY_VAULT_CLIENT_CERTIFICATE_NAME: keyVaultClientCertificateName
  KEY_VAULT_REFRESH_TOKEN_NAME: keyVaultRefreshTokenName
  // secrets from the environment are for a laptop: the function refuses them in Azure
  SECRET_SOURCE: 'key-vault'
  PARTNER_CENTER_CLIENT_SECRET: ''
  PARTNER_CENTER_CLIENT_CERTIFICATE: ''
  PARTNER_CENTER_REFRESH_TOKEN: ''
  AZURE_CLIENT_ID: identity.outputs.clientId
  CALLER_AUTH: callerAuth
  CALLER_TENANT_ID: callerTenantId
  CALLER_AUDIENCE: callerAudience
  CALLER_ROLE: callerRole
  BUDGET_MAX_AMOUNT: budgetMaxAmount
  BUDGET_MAX_INCREASE_PERCENT: budgetMaxIncreasePercent
  BUDGET_PLAN_MAX_TOTAL: budgetPlanMaxTotal
  BUDGET_PLAN_MAX_REMOVALS: budgetPlanMaxRemovals
  BUDGET_PLAN_SCHEDULE: budgetPlanSchedule
  BUDGET_PLAN_BLOB: budgetPlanBlob
  BUDGET_REPORT_BLOB: budgetReportBlob
  BUDGET_PLAN_CONCURRENCY: budgetPlanConcurrency
  BUDGET_PLAN_TIME_LIMIT: budgetPlanTimeLimit
  BUDGET_PLAN_DRY_RUN: budgetPlanDryRun
  BUDGET_PLAN_FAN_OUT: budgetPlanFanOut
  BUDGET_BATCH_QUEUE: budgetBatchQueue
  REFRESH_TOKEN_SCHEDULE: refreshTokenSchedule
}

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'identity.bicep' = {
  name: 'identity'
  scope: group
  params: {
    name: 'id-${token}'
    location: location
    tags: tags
  }
}

module monitoring 'monitoring.bicep' = {
  name: 'monitoring'
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    publisherId: identity.outputs.principalId
  }
}

module storage 'storage.bicep' = {
  name: 'storage'
  scope: group
  params: {
    name: 'st${token}'
    location: location
    tags: tags
    hostId: identity.outputs.principalId
    operatorId: operatorId
    planContainers: union([split(budgetPlanBlob, '/')[0]], [split(budgetReportBlob, '/')[0]])
    batchQueue: budgetBatchQueue
  }
}

module vault 'vault.bicep' = {
  name: 'vault'
  scope: group
  params: {
    name: 'kv-${token}'
    location: location
    tags: tags
    readerId: identity.outputs.principalId
    operatorId: operatorId
    credential: empty(partnerCenterCredential) ? 'client-secret' : partnerCenterCredential
    grant: empty(partnerCenterGrant) ? 'app' : partnerCenterGrant
    clientSecretName: empty(keyVaultClientSecretName) ? 'partner-center-client-secret' : keyVaultClientSecretName
    clientCertificateName: empty(keyVaultClientCertificateName)
      ? 'partner-center-client-certificate'
      : keyVaultClientCertificateName
    refreshTokenName: empty(keyVaultRefreshTokenName) ? 'partner-center-refresh-token' : keyVaultRefreshTokenName
  }
}

module app 'app.bicep' = {
  name: 'app'
  scope: group
  params: {
    name: 'usage-budget-${token}'
    location: location
    tags: tags
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    storageName: storage.outputs.name
    packageContainerUrl: storage.outputs.packageContainerUrl
    applicationInsightsConnectionString: monitoring.outputs.connectionString
    applicationInsightsAgent: applicationInsightsAgent
    settings: settings
    alwaysReadyInstances: alwaysReadyInstances
    maximumInstanceCount: maximumInstanceCount
    instanceMemoryMB: instanceMemoryMB
    httpConcurrency: httpConcurrency
  }
}

module alerts 'alerts.bicep' = {
  name: 'alerts'
  scope: group
  params: {
    location: location
    tags: tags
    applicationInsightsId: monitoring.outputs.applicationInsightsId
    vaultId: vault.outputs.id
    email: alertEmail
    noRunHours: noRunAlertHours
  }
}

output AZURE_RESOURCE_GROUP string = group.name
output FUNCTION_APP_NAME string = app.outputs.name
output FUNCTION_APP_URL string = app.outputs.url
output KEY_VAULT_NAME string = vault.outputs.name
output STORAGE_ACCOUNT_NAME string = storage.outputs.name
output IDENTITY_PRINCIPAL_ID string = identity.outputs.principalId

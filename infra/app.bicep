// The Function App on Flex Consumption. The runtime is set in functionAppConfig: this plan refuses FUNCTIONS_WORKER_RUNTIME and
// FUNCTIONS_EXTENSION_VERSION as app settings.
param name string
param location string
param tags { *: string }
param identityId string
param identityClientId string
param storageName string
@description('Where the deployed package is.')
param packageContainerUrl string
param applicationInsightsConnectionString string
param applicationInsightsAgent bool
@description('The app settings of the function itself.')
param settings { *: string }
param alwaysReadyInstances int
param maximumInstanceCount int
param instanceMemoryMB int
param httpConcurrency int

// storage and telemetry by the identity, never by a key
var hostSettings = {
  AzureWebJobsStorage__accountName: storageName
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
  // this plan has no upper limit; host.json's five minutes are for plans that have one
  AzureFunctionsJobHost__functionTimeout: '00:30:00'
  APPLICATIONINSIGHTS_CONNECTION_STRING: applicationInsightsConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
  APPLICATIONINSIGHTS_ENABLE_AGENT: toLower(string(applicationInsightsAgent))
}

// by itself the agent keeps a few requests a second, and only the log lines of those
var agentSettings = applicationInsightsAgent ? { APPLICATIONINSIGHTS_SAMPLING_PERCENTAGE: '100' } : {}

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: 'plan-${name}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    tier: 'FlexConsumption'
    name: 'FC1'
  }
  properties: {
    reserved: true
  }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  // azd finds the service of azure.yaml by this
  tags: union(tags, { 'azd-service-name': 'usage-budget' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packageContainerUrl
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      runtime: {
        name: 'java'
        // Azure runs it until September 2028 (17: September 2027); the code is compiled for 17
        version: '21'
      }
      scaleAndConcurrency: {
        maximumInstanceCount: maximumInstanceCount
        instanceMemoryMB: instanceMemoryMB
        alwaysReady: alwaysReadyInstances == 0 ? [] : [{ name: 'http', instanceCount: alwaysReadyInstances }]
        triggers: {
          http: { perInstanceConcurrency: httpConcurrency }
        }
      }
    }
  }
}

resource appSettings 'Microsoft.Web/sites/config@2025-03-01' = {
  parent: app
  name: 'appsettings'
  properties: union(hostSettings, agentSettings, settings)
}

// azd deploys with a token of Entra, so no publishing password is needed
resource noFtpPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: app
  name: 'ftp'
  properties: { allow: false }
}

resource noScmPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: app
  name: 'scm'
  properties: { allow: false }
}

output name string = app.name
output url string = 'https://${app.properties.defaultHostName}'

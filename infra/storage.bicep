// The host's storage, the deployed package, plans and reports, and the queue of batches. Only identities have access.
param name string
param location string
param tags { *: string }
@description('Object id of the identity under which the Functions host runs.')
param hostId string
@description('Object id of the person or group that stores plans and reads reports. Empty: no one.')
param operatorId string
@description('Containers of plans and reports.')
param planContainers string[]
@description('Queue of batches; the host moves a message that fails repeatedly to …-poison.')
param batchQueue string

var blobDataOwner = 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
var blobDataContributor = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
var queueDataContributor = '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
var tableDataContributor = '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
var hostRoles = [blobDataOwner, queueDataContributor, tableDataContributor]
var packageContainer = 'app-package'

resource account 'Microsoft.Storage/storageAccounts@2026-06-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: 'Standard_LRS' }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2026-06-01' = {
  parent: account
  name: 'default'
  properties: {
    deleteRetentionPolicy: { enabled: true, days: 30 }
  }
}

resource containers 'Microsoft.Storage/storageAccounts/blobServices/containers@2026-06-01' = [
  for container in union(planContainers, [packageContainer]): {
    parent: blobs
    name: container
    properties: { publicAccess: 'None' }
  }
]

resource queueService 'Microsoft.Storage/storageAccounts/queueServices@2026-06-01' = {
  parent: account
  name: 'default'
}

resource queues 'Microsoft.Storage/storageAccounts/queueServices/queues@2026-06-01' = [
  for queue in [batchQueue, '${batchQueue}-poison']: {
    parent: queueService
    name: queue
  }
]

resource hostAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in hostRoles: {
    name: guid(account.id, hostId, role)
    scope: account
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
      principalId: hostId
      principalType: 'ServicePrincipal'
    }
  }
]

resource planContainer 'Microsoft.Storage/storageAccounts/blobServices/containers@2026-06-01' existing = [
  for container in planContainers: {
    parent: blobs
    name: container
  }
]

resource operatorAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (container, i) in planContainers: if (!empty(operatorId)) {
    name: guid(account.id, container, operatorId, blobDataContributor)
    scope: planContainer[i]
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', blobDataContributor)
      principalId: operatorId
    }
    dependsOn: [containers]
  }
]

output name string = account.name
output packageContainerUrl string = '${account.properties.primaryEndpoints.blob}${packageContainer}'

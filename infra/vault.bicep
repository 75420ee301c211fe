// The vault, and in it an empty place for each secret that the chosen credential and grant need. The function's identity can read
// these secrets only. Their values are stored by a person, never by a deployment.
param name string
param location string
param tags { *: string }
@description('Object id of the identity that reads the secrets.')
param readerId string
@description('Object id of the person or group that stores the secrets. Empty: no one.')
param operatorId string
@description('As PARTNER_CENTER_CREDENTIAL.')
param credential string
@description('As PARTNER_CENTER_GRANT.')
param grant string
param clientSecretName string
param clientCertificateName string
param refreshTokenName string

var secretsUser = '4633458b-17de-408a-b874-0445c86b69e6'
var secretsOfficer = 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7'

// the renewal must write the refresh token too
var needed = concat(
  credential == 'client-secret' ? [{ name: clientSecretName, role: secretsUser }] : [],
  credential == 'certificate' ? [{ name: clientCertificateName, role: secretsUser }] : [],
  grant == 'app-and-user' ? [{ name: refreshTokenName, role: secretsOfficer }] : []
)

resource vault 'Microsoft.KeyVault/vaults@2026-05-15' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enablePurgeProtection: true
  }
}

// A role can only be assigned on a secret that exists. The placeholder is disabled, so that it is not used as a secret, and it is
// created only once, so that no deployment replaces the real value.
@onlyIfNotExists()
resource secrets 'Microsoft.KeyVault/vaults/secrets@2026-05-15' = [
  for secret in needed: {
    parent: vault
    name: secret.name
    properties: {
      value: 'not stored yet'
      attributes: { enabled: false }
    }
  }
]

resource access 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (secret, i) in needed: {
    name: guid(vault.id, secret.name, readerId, secret.role)
    scope: secrets[i]
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secret.role)
      principalId: readerId
      principalType: 'ServicePrincipal'
    }
  }
]

resource operatorAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(operatorId)) {
  name: guid(vault.id, operatorId, secretsOfficer)
  scope: vault
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsOfficer)
    principalId: operatorId
  }
}

output id string = vault.id
output name string = vault.name
output url string = vault.properties.vaultUri

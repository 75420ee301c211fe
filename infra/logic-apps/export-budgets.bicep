// The sample export as a separate Logic App (Consumption): `az deployment group create -f infra/logic-apps/export-budgets.bicep …`.
param name string = 'export-budgets'
param location string = resourceGroup().location
@description('https://….azurewebsites.net')
param functionUrl string
@secure()
param functionKey string
@description('For whom its token is: one of CALLER_AUDIENCE.')
param audience string
@description('Where the files go: https://….blob.core.windows.net/exports, a private container.')
param containerUrl string

resource workflow 'Microsoft.Logic/workflows@2019-05-01' = {
  name: name
  location: location
  identity: { type: 'SystemAssigned' }
  properties: {
    state: 'Enabled'
    definition: loadJsonContent('export-budgets.json')
    parameters: {
      functionUrl: { value: functionUrl }
      functionKey: { value: functionKey }
      audience: { value: audience }
      containerUrl: { value: containerUrl }
    }
  }
}

@description('Object id of its identity: give it the app role CALLER_ROLE, and Storage Blob Data Contributor on the container.')
output principalId string = workflow.identity.principalId

// The sample workflow as a separate Logic App (Consumption): `az deployment group create -f infra/logic-apps/set-budgets.bicep …`.
param name string = 'set-budgets'
param location string = resourceGroup().location
@description('https://….azurewebsites.net')
param functionUrl string
@secure()
param functionKey string
@description('The audience of its token: one of CALLER_AUDIENCE.')
param audience string
@description('Request bodies for POST /api/usage-budget.')
param budgets budget[]

type budget = {
  customerTenantId: string
  // Bicep has no type for an amount, a decimal number or null
  #disable-next-line no-explicit-any
  *: any
}

resource workflow 'Microsoft.Logic/workflows@2019-05-01' = {
  name: name
  location: location
  identity: { type: 'SystemAssigned' }
  properties: {
    state: 'Enabled'
    definition: loadJsonContent('set-budgets.json')
    parameters: {
      functionUrl: { value: functionUrl }
      functionKey: { value: functionKey }
      audience: { value: audience }
      budgets: { value: budgets }
    }
  }
}

@description('Object id of its identity: give it the app role CALLER_ROLE.')
output principalId string = workflow.identity.principalId

// Only the required parameters: what `azd up` deploys by default.
using '../../../infra/main.bicep'

param environmentName = 'snapshot'
param location = 'westeurope'
param operatorId = '00000000-0000-0000-0000-00000000000a'
param partnerCenterTenantId = '00000000-0000-0000-0000-00000000000b'
param partnerCenterClientId = '00000000-0000-0000-0000-00000000000c'

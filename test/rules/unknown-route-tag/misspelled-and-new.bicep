resource routes 'Microsoft.Network/routeTables@2023-09-01' = {
  name: 'rt-apim'
  location: 'westeurope'
  properties: {
    routes: [
      {
        name: 'near'
        properties: {
          addressPrefix: 'ApiManagment'
          //              ^^^^^^^^^^^^ warning unknown-route-tag: Did you mean 'ApiManagement'?
          nextHopType: 'Internet'
        }
      }
      {
        name: 'far'
        properties: {
          addressPrefix: 'ContosoService'
          //              ^^^^^^^^^^^^^^ information unknown-route-tag: 'ContosoService' is not in the list of service tags of July 2025
          nextHopType: 'Internet'
        }
      }
    ]
  }
}

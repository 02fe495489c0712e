resource routeTables 'Microsoft.Network/routeTables@2023-09-01' = {
  name: 'rt-apim'
  location: 'westeurope'
  properties: {
    routes: [
//  ^^^^^^ warning too-many-routes: 'rt-apim' has 26 routes for service tags; Azure allows 25
      {
        name: 'to-ActionGroup'
        properties: {
          addressPrefix: 'ActionGroup'
          nextHopType: 'Internet'
        }
      }
      {
        name: 'to-ApiManagement'
        properties: {
          addressPrefix: 'ApiManagement'
          nextHopType: 'Internet'
        }
      }
      {
        name: 'to-AppConfiguration'
        properties: {
          addressPrefix: 'AppConfiguration'
          nextHopType: 'Internet'
        }
      }
      {
        name: 'to-AppService'
        properties: {
          addressPrefix: 'AppService'
          nextHopType: 'Internet'
        }
      }
      {
        name: 'to-AzureActiveDirectory'
        properties: {
          addressPrefix: 'AzureActiveDirectory'
          nextHopType: 'Internet'
        }
      }
      {
        name: 'to-AzureCloud'
        properties: {
          addressPrefix: 'AzureCloud'
          nextHopType: 'Internet'
        }
      }
      {
        name: 'to-AzureConnectors'
        properties: {
          addressPrefix: 'AzureConnectors'
          nextHopType: 'Internet'
        }
      }
      {
        name: 'to-AzureContainerRegistry'
        properties: {
          addressPrefix: 'AzureContainerRegistry'
          nextHopType: 'Internet'
        }
      }
      {
        name: 'to-AzureCosmosDB'
        properties: {
          addressPrefix: 'AzureCosmosDB'
          nextHopType: 'Internet'
        }
      }
      {
        name: 'to-AzureDatabricks'
        properties: {
          addressPrefix: 'AzureDatabricks'
          nextHopType: 'Internet'
        }
      }
      {
        name: 'to-AzureDevOps'
        properties: {
          addressPrefix: 'AzureDevOps'
          nextHopType: 'Internet'
        }
      }
      {
        name: 'to-AzureEventGrid'
        properties: {
          addressPrefix: 'AzureEventGrid'
          nextHopType: 'Internet'
        }
      }
      {
        name: 'to-AzureKeyVault'
        properties: {
          addressPrefix: 'AzureKeyVault'
          nextHopType: 'Internet'
        }
      }
      {
        name: 'to-AzureMonitor'
        properties: {
          addressPrefix: 'AzureMonitor'
          nextHopType: 'Internet'
        }
      }
      {
        name: 'to-AzureSignalR'
        properties: {
          addressPrefix: 'AzureSignalR'
          nextHopType: 'Internet'
        }
      }
      {
        name: 'to-AzureTrafficManager'
        properties: {
          addressPrefix: 'AzureTrafficManager'
          nextHopType: 'Internet'
        }
      }
      {
        name: 'to-BatchNodeManagement'
        properties: {
          addressPrefix: 'BatchNodeManagement'
          nextHopType: 'Internet'
        }
      }
      {
        name: 'to-CognitiveServicesManagement'
        properties: {
          addressPrefix: 'CognitiveServicesManagement'
          nextHopType: 'Internet'
        }
      }
      {
        name: 'to-DataFactory'
        properties: {
          addressPrefix: 'DataFactory'
          nextHopType: 'Internet'
        }
      }
      {
        name: 'to-EventHub'
        properties: {
          addressPrefix: 'EventHub'
          nextHopType: 'Internet'
        }
      }
      {
        name: 'to-GuestAndHybridManagement'
        properties: {
          addressPrefix: 'GuestAndHybridManagement'
          nextHopType: 'Internet'
        }
      }
      {
        name: 'to-HDInsight'
        properties: {
          addressPrefix: 'HDInsight'
          nextHopType: 'Internet'
        }
      }
      {
        name: 'to-LogicApps'
        properties: {
          addressPrefix: 'LogicApps'
          nextHopType: 'Internet'
        }
      }
      {
        name: 'to-ServiceBus'
        properties: {
          addressPrefix: 'ServiceBus'
          nextHopType: 'Internet'
        }
      }
      {
        name: 'to-Sql'
        properties: {
          addressPrefix: 'Sql'
          nextHopType: 'Internet'
        }
      }
      {
        name: 'to-Storage'
        properties: {
          addressPrefix: 'Storage'
//                        ^^^^^^^ related too-many-routes: 'to-Storage' is number 26
          nextHopType: 'Internet'
        }
      }
    ]
  }
}

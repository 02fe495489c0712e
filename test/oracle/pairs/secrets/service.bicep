param name string
@secure()
param password string

resource service 'Microsoft.ApiManagement/service@2023-05-01-preview' = {
  name: name
  location: 'westeurope'
  sku: { name: 'Developer', capacity: 1 }
  properties: {
    publisherEmail: 'admin@contoso.com'
    publisherName: 'Contoso'
    notificationSenderEmail: 'noreply@contoso.com'
    virtualNetworkType: 'Internal'
    publicNetworkAccess: 'Enabled'
    developerPortalStatus: 'Disabled'
    disableGateway: false
    certificates: [ { encodedCertificate: 'abc', storeName: 'Root', certificatePassword: password } ]
  }
}

// Comments and directives in every place.
/* block */ param a string // behind
/*
  a block
  over lines
*/
#disable-next-line no-unused-params
param b string
  #disable-next-line no-unused-params BCP037 // with a comment
param c string
#disable-diagnostics BCP081
#restore-diagnostics BCP081

// apim-vnet: mode=Internal sku=Premium units=2
resource /* here */ nsg /* and */ 'Microsoft.Network/networkSecurityGroups@2023-09-01' /* here */ = { // and here
  // on a line of its own
  name: /* before a value */ 'nsg' // behind a value

  properties: {
    // apim-vnet-disable-next-line required-flow-blocked
    securityRules: [ // after a bracket
      // only a comment
    ]
    /* before a closing bracket */ }
  #disable-next-line BCP037
  unknown: 1
} // the end
var url = 'http://not-a-comment/*nor this*/'
// The file ends without a line end.
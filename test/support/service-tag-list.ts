/** Lists of service tags for tests, in the shape of Microsoft's file. All addresses are those of documentation. */

/** A list of some tags; what is no text is written as it is, for lists that are broken. */
export function tagListText(tags: Readonly<Record<string, readonly unknown[]>>): string {
  const values = Object.entries(tags).map(([name, addressPrefixes]) => ({
    name,
    id: name,
    properties: { changeNumber: 5, region: '', platform: 'Azure', systemService: '', addressPrefixes },
  }));
  return JSON.stringify({ changeNumber: 123, cloud: 'Public', values });
}

export const publishedList = tagListText({
  ApiManagement: ['198.51.100.128/27'],
  'ApiManagement.WestUS': ['198.51.100.128/28'],
  Storage: ['192.0.2.0/25', '198.51.100.0/26'],
  'Storage.WestUS': ['192.0.2.0/25'],
  'Storage.EastUS': ['198.51.100.0/26'],
  Sql: ['192.0.2.128/25', '2001:db8:1::/48'],
  'Sql.WestUS': ['192.0.2.128/26'],
  AzureCloud: ['192.0.2.0/24', '198.51.100.0/24'],
  ContosoNewService: ['203.0.113.0/28'],
});

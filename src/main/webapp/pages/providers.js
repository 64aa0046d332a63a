/** What each provider is told: where the storage is, and with which credentials; several ways for some. */
export const PROVIDERS = {
  'AWS-S3': {
    title: 'Amazon S3, or what speaks it',
    location: 'my-bucket, or https://endpoint/my-bucket',
    ways: {keys: ['Access key', [['accessKeyId', 'Access key ID'], ['secretAccessKey', 'Secret access key', true], ['region', 'Region', false, 'us-east-1']]]},
  },
  AzureBlob: {
    title: 'Azure Blob Storage',
    location: 'account/container, or https://endpoint/account/container',
    ways: {
      accountKey: ['Account key', [['accountKey', 'Account key', true]]],
      sasToken: ['SAS token', [['sasToken', 'SAS token', true]]],
      principal: ['Service principal', [['tenantId', 'Tenant ID'], ['clientId', 'Client ID'], ['clientSecret', 'Client secret', true]]],
    },
  },
  OCI: {
    title: 'OCI registry',
    location: 'registry.example/repository',
    ways: {login: ['Login', [['username', 'User name'], ['password', 'Password', true]]]},
  },
};

export const PROVIDER_OPTIONS = Object.keys(PROVIDERS).map(id => [id, PROVIDERS[id].title]);

export const PROVIDER_FILTERS = [...PROVIDER_OPTIONS, ['INLINE', 'Built in']];

/** The credentials of a form, those that were filled in. */
export const credentialsOf = (provider, way, data) => Object.fromEntries(
  PROVIDERS[provider].ways[way][1]
    .map(([name]) => [name, data.get(name)?.trim() ?? ''])
    .filter(([, value]) => value !== ''));

package org.castellan.backend;

import org.castellan.storage.ProviderCredentials;

/**
 * Credentials that were just probed and replace the former ones.
 *
 * @param host what the provider says of the backend's location and these credentials
 */
public record NewCredentials(ProviderCredentials credentials, String host) {}

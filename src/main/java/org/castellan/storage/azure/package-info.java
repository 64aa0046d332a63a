/**
 * The provider {@code AzureBlob}: block blobs in Azure Storage accounts and what speaks their
 * protocol. Found by CDI through its id; nothing outside this package names it.
 */
@NullMarked
package org.castellan.storage.azure;

import org.jspecify.annotations.NullMarked;

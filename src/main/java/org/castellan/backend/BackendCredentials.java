package org.castellan.backend;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.castellan.credential.CredentialUnreadableException;
import org.castellan.credential.CredentialVault;
import org.castellan.storage.ErrorClass;
import org.castellan.storage.ProviderCredentials;
import org.castellan.storage.StorageException;
import org.castellan.storage.StorageFailure;

/** Opens a backend's credentials, or says as a failure of storage that they cannot be opened. */
record BackendCredentials(CredentialVault vault) {

  private static final StorageFailure UNREADABLE =
      new StorageFailure(
          ErrorClass.CREDENTIALS_UNREADABLE,
          "The backend's stored credentials cannot be decrypted.",
          "Set the credentials again, or restore the encryption keyset they were stored with.",
          false);

  /**
   * @param reread the backend as it is now: its credentials' row goes when they are replaced
   */
  ProviderCredentials of(CasBackend backend, Supplier<Optional<CasBackend>> reread) {
    if (backend.credentialId().isEmpty()) {
      return ProviderCredentials.NONE;
    }
    UUID id = backend.credentialId().get();
    try {
      return open(id);
    } catch (CredentialUnreadableException e) {
      return reread
          .get()
          .flatMap(CasBackend::credentialId)
          .filter(newer -> !newer.equals(id))
          .map(this::openNewer)
          .orElseThrow(() -> new StorageException(UNREADABLE, e));
    }
  }

  private ProviderCredentials openNewer(UUID id) {
    try {
      return open(id);
    } catch (CredentialUnreadableException e) {
      throw new StorageException(UNREADABLE, e);
    }
  }

  private ProviderCredentials open(UUID id) {
    return new ProviderCredentials(vault.open(id));
  }
}

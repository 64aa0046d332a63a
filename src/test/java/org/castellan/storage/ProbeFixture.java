package org.castellan.storage;

/** Ways in which one kind of storage refuses, as the probe kit needs them. */
public interface ProbeFixture {

  Attempt wrongSecret();

  /** A key, user or account that the server does not know. */
  Attempt wrongKeyId();

  /** No such bucket, container or repository. */
  Attempt noPlace();

  Attempt readOnly();

  Attempt writeOnly();

  /** The remedy that the tenant is to read, word for word. */
  String remedy(ProbeCase failure);

  /**
   * Where and as whom a place is opened.
   *
   * @param note how a server in between makes what the real server cannot do; or empty
   * @param end of what stands in between, run after the attempt
   */
  record Attempt(String location, ProviderCredentials credentials, String note, Runnable end)
      implements AutoCloseable {

    /** On the real server alone. */
    public Attempt(String location, ProviderCredentials credentials) {
      this(location, credentials, "", () -> {});
    }

    @Override
    public void close() {
      end.run();
    }
  }
}

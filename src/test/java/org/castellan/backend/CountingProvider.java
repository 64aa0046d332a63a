package org.castellan.backend;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.castellan.storage.BlobStore;
import org.castellan.storage.Provider;
import org.castellan.storage.ProviderCredentials;

/** Opens stores that do nothing but know whether they are closed. */
final class CountingProvider implements Provider {

  static final String ID = "COUNTING";

  /** What happens while a store is opened. */
  volatile Runnable onOpening = () -> {};

  private final ConcurrentLinkedQueue<ProviderCredentials> opened = new ConcurrentLinkedQueue<>();
  private final AtomicInteger closed = new AtomicInteger();

  /** With which credentials stores were opened, in order. */
  List<ProviderCredentials> opened() {
    return List.copyOf(opened);
  }

  int open() {
    return opened.size() - closed.get();
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public List<Violation> check(String location, ProviderCredentials credentials) {
    return List.of();
  }

  @Override
  public String host(String location, ProviderCredentials credentials) {
    return "h";
  }

  @Override
  public BlobStore open(String location, ProviderCredentials credentials) {
    onOpening.run();
    opened.add(credentials);
    var over = new AtomicInteger();
    return (BlobStore)
        Proxy.newProxyInstance(
            BlobStore.class.getClassLoader(),
            new Class<?>[] {BlobStore.class},
            (store, method, arguments) -> {
              switch (method.getName()) {
                case "close" -> {
                  over.incrementAndGet();
                  closed.incrementAndGet();
                  return null;
                }
                case "exists" -> {
                  return over.get() == 0;
                }
                default -> throw new UnsupportedOperationException(method.getName());
              }
            });
  }
}

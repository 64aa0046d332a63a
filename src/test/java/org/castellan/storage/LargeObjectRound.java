package org.castellan.storage;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.castellan.storage.BlobStore.Content;
import org.castellan.testkit.GeneratedBytes;

/** A process that stores, reads and removes one object, and says what it saw. */
public final class LargeObjectRound {

  private static final Duration TIME = Duration.ofMinutes(2);
  private static final int FIXED = 5;

  private LargeObjectRound() {}

  /** For {@link #main}. The fixture's class needs a public constructor without parameters. */
  static String[] arguments(
      ProviderFixture fixture, String location, String key, long size, String sha256) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of(fixture.getClass().getName(), location, key, size + "", sha256));
    fixture
        .credentials()
        .fields()
        .forEach((field, value) -> arguments.addAll(List.of(field, value)));
    return arguments.toArray(String[]::new);
  }

  public static void main(String[] arguments) throws Exception {
    ProviderFixture fixture =
        Class.forName(arguments[0])
            .asSubclass(ProviderFixture.class)
            .getDeclaredConstructor()
            .newInstance();
    Provider provider = fixture.provider(KitPolicy.open());
    try (BlobStore store = provider.open(arguments[1], credentials(arguments))) {
      System.out.println(round(store, arguments[2], Long.parseLong(arguments[3]), arguments[4]));
    }
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }

  private static String round(BlobStore store, String key, long size, String sha256)
      throws IOException {
    Deadline deadline = Deadline.in(TIME);
    PutOutcome put =
        store.put(key, new Content(new GeneratedBytes(size, 1), size, sha256), deadline);
    try (Blob blob = store.get(key, Part.WHOLE, deadline).orElseThrow()) {
      return put + " " + blob.description().size() + " " + Sha256.hex(blob.stream());
    } finally {
      store.delete(key, deadline);
    }
  }

  private static ProviderCredentials credentials(String[] arguments) {
    Map<String, String> fields = new HashMap<>();
    for (int i = FIXED; i < arguments.length; i += 2) {
      fields.put(arguments[i], arguments[i + 1]);
    }
    return new ProviderCredentials(fields);
  }
}
